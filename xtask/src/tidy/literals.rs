//! The strings that a Rust source writes out, by a scanner that knows comments, characters and lifetimes.

/// The string literals of a source with the line (from 1) that each begins on; escapes stand as written.
pub fn literals(source: &str) -> Vec<(usize, String)> {
    let mut scanner = Scanner { chars: source.chars().collect(), at: 0, found: Vec::new() };
    while scanner.at < scanner.chars.len() {
        scanner.step();
    }
    let line = |at: usize| 1 + scanner.chars[..at].iter().filter(|&&c| c == '\n').count();
    scanner.found.iter().map(|(at, s)| (line(*at), s.clone())).collect()
}

struct Scanner {
    chars: Vec<char>,
    at: usize,
    found: Vec<(usize, String)>,
}

impl Scanner {
    fn peek(&self, ahead: usize) -> char {
        self.chars.get(self.at + ahead).copied().unwrap_or('\0')
    }

    fn step(&mut self) {
        match (self.peek(0), self.peek(1)) {
            ('/', '/') => self.past("\n"),
            ('/', '*') => self.past("*/"),
            ('r', '"' | '#') if !self.in_word() => self.raw(),
            ('"', _) => self.string(),
            ('\'', '\\') => self.at += 3,
            ('\'', _) if self.peek(2) == '\'' => self.at += 3,
            _ => self.at += 1,
        }
    }

    fn in_word(&self) -> bool {
        self.at > 0 && matches!(self.chars[self.at - 1], 'a'..='z' | 'A'..='Z' | '0'..='9' | '_')
    }

    /// Moves past the next `end`, and gives what lies before it.
    fn until(&mut self, end: &str) -> String {
        let end: Vec<char> = end.chars().collect();
        let rest = &self.chars[self.at.min(self.chars.len())..];
        let found = rest.windows(end.len()).position(|w| w == end).unwrap_or(rest.len());
        let text = rest[..found].iter().collect();
        self.at += found + end.len();
        text
    }

    fn past(&mut self, end: &str) {
        self.until(end);
    }

    fn raw(&mut self) {
        let (start, mut hashes) = (self.at, 0);
        while self.peek(1 + hashes) == '#' {
            hashes += 1;
        }
        if self.peek(1 + hashes) != '"' {
            self.at += 1;
            return;
        }
        self.at += 2 + hashes;
        let text = self.until(&format!("\"{}", "#".repeat(hashes)));
        self.found.push((start, text));
    }

    fn string(&mut self) {
        let start = self.at;
        self.at += 1;
        while !matches!(self.peek(0), '"' | '\0') {
            self.at += if self.peek(0) == '\\' { 2 } else { 1 };
        }
        let end = self.at.min(self.chars.len());
        self.found.push((start, self.chars[start + 1..end].iter().collect()));
        self.at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_found_and_nothing_else() {
        let source = "// \"no\"\nlet a = \"yes\"; let b = '\"'; /* \"no\" */\n\
                      let c: &'a str = r#\"raw \"x\"\"#; let d = \"q\\\"uote\"; let e = '\\'';\nfor x in \"end\"";
        let found: Vec<_> = literals(source);
        let expected = [(2, "yes"), (3, "raw \"x\""), (3, "q\\\"uote"), (4, "end")];
        assert_eq!(found, expected.map(|(n, s)| (n, s.to_owned())));
    }

    #[test]
    fn an_open_string_ends_with_the_source() {
        assert_eq!(literals("a \"b\\"), [(1, "b\\".to_owned())]);
        assert_eq!(literals(""), []);
    }
}
