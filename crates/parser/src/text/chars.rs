//! Kinds of characters, by what they do to a token's edge; no language is known here.

/// Whether a character is one of the shapes that stand for an apostrophe.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | 'ʹ' | '′')
}

/// Whether a character is a quotation mark or may serve as one.
pub fn is_quote(c: char) -> bool {
    is_apostrophe(c) || matches!(c, '"' | '“' | '”' | '„' | '‟' | '‚' | '‛' | '«' | '»' | '‹' | '›')
}

/// Whether a character opens a bracket.
pub fn is_open_bracket(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '<')
}

/// The bracket or quotation mark that closes what `c` opens.
pub fn partner(c: char) -> Option<char> {
    Some(match c {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        '"' => '"',
        '“' | '„' => '”',
        '‘' | '‚' => '’',
        '«' => '»',
        _ => return None,
    })
}

/// Whether a character closes a bracket.
pub fn is_close_bracket(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '>')
}

/// Whether a character ends sentences.
pub fn is_terminal(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '‼' | '⁇' | '⁈' | '⁉')
}

/// Whether a character stands before the items of a list.
pub fn is_bullet(c: char) -> bool {
    matches!(c, '*' | '•' | '·' | '▪' | '●')
}

/// Whether a character is cut off the front of a word.
pub fn is_leading(c: char) -> bool {
    is_quote(c)
        || is_open_bracket(c)
        || is_close_bracket(c)
        || is_terminal(c)
        || matches!(c, ',' | ';' | ':' | '—' | '•' | '·' | '●' | '▪' | '¿' | '¡' | '|' | '*')
}

/// Whether a character is cut off the end of a word.
pub fn is_trailing(c: char) -> bool {
    is_quote(c)
        || is_open_bracket(c)
        || is_close_bracket(c)
        || is_terminal(c)
        || matches!(c, ',' | ';' | ':' | '—' | '•' | '·' | '|')
}

/// Whether a character may follow the end of a sentence and still belong to it.
pub fn is_closer(c: char) -> bool {
    is_quote(c) && !matches!(c, '“' | '„' | '‚' | '«' | '‹') || is_close_bracket(c)
}

/// Whether a run of this character is one token (`...`, `--`, `!!`).
pub fn runs(c: char) -> bool {
    is_terminal(c) || matches!(c, '-' | '*' | '=' | '_' | '—')
}

/// How many characters at the front of `c` make one mark: runs, and quotation marks typed as two (`,,` `''` `` `` ``).
pub fn mark_length(c: &[char]) -> usize {
    match c {
        [] => 0,
        [a, rest @ ..] if runs(*a) => 1 + rest.iter().take_while(|b| *b == a).count(),
        [a, b, ..] if a == b && matches!(a, ',' | '\'' | '`') => 2,
        _ => 1,
    }
}

/// As [`mark_length`], at the end of `c`.
pub fn mark_length_at_end(c: &[char]) -> usize {
    match c {
        [] => 0,
        [rest @ .., a] if runs(*a) => 1 + rest.iter().rev().take_while(|b| *b == a).count(),
        [.., a, b] if a == b && matches!(a, ',' | '\'' | '`') => 2,
        _ => 1,
    }
}

/// Lower-cased characters with one shape of apostrophe.
pub fn folded(c: &[char]) -> String {
    c.iter()
        .map(|&c| if is_apostrophe(c) { '\'' } else { c })
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(s: &str) -> Vec<char> {
        s.chars().collect()
    }

    #[test]
    fn marks_are_taken_whole() {
        assert_eq!(mark_length(&chars(",,Nee")), 2);
        assert_eq!(mark_length(&chars("...en")), 3);
        assert_eq!(mark_length(&chars("\"\"x")), 1);
        assert_eq!(mark_length_at_end(&chars("nee''")), 2);
        assert_eq!(mark_length_at_end(&chars("nee?!")), 1);
        assert_eq!(mark_length_at_end(&[]), 0);
    }

    #[test]
    fn folding_knows_every_apostrophe() {
        assert_eq!(folded(&chars("‘S")), "'s");
    }
}
