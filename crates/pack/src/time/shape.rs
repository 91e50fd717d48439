//! Shapes of one written word: `{d}-{m}-{y}`.

/// A kind of number inside a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    /// 1 to 31, one digit or two.
    Day,
    /// 1 to 12, one digit or two.
    Month,
    /// Four digits, 1000 to 2199.
    Year,
    /// Two digits.
    Short,
    /// One to four digits.
    Number,
    /// Roman numerals, 1 to 39, in capitals.
    Roman,
}

#[derive(Debug, Clone, PartialEq)]
enum Piece {
    Text(String),
    Field(Field),
}

/// A shape and the names of its fields, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    pieces: Vec<Piece>,
    names: Vec<String>,
}

impl Shape {
    /// Reads a shape: `{d}` day, `{m}` month, `{y}` year of four digits, `{yy}` of two, `{n}` any number, `{r}` Roman;
    /// a figure after the letters tells two of a kind apart.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub(super) fn parse(text: &str) -> Result<Shape, String> {
        let (mut pieces, mut names, mut rest) = (Vec::new(), Vec::new(), text);
        while let Some(open) = rest.find('{') {
            let (before, after) = rest.split_at(open);
            let (name, next) = after[1..].split_once('}').ok_or("a `{` is never closed")?;
            let kind = name.trim_end_matches(|c: char| c.is_ascii_digit());
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            pieces.push(Piece::Field(
                field(kind).ok_or_else(|| format!("`{{{name}}}` is no field"))?,
            ));
            names.push(name.to_owned());
            rest = next;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        if names.is_empty() {
            Err("a shape without a field".into())
        } else {
            Ok(Shape { pieces, names })
        }
    }

    pub(super) fn slot(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|n| n == name)
    }

    /// The numbers in a word of this shape.
    pub fn read(&self, word: &str) -> Option<Vec<f64>> {
        let (mut rest, mut numbers) = (word, Vec::new());
        for piece in &self.pieces {
            rest = match piece {
                Piece::Text(t) => rest.strip_prefix(t.as_str())?,
                Piece::Field(f) => {
                    let (number, after) = f.read(rest)?;
                    numbers.push(number);
                    after
                }
            };
        }
        rest.is_empty().then_some(numbers)
    }
}

fn field(name: &str) -> Option<Field> {
    Some(match name {
        "d" => Field::Day,
        "m" => Field::Month,
        "y" => Field::Year,
        "yy" => Field::Short,
        "n" => Field::Number,
        "r" => Field::Roman,
        _ => return None,
    })
}

impl Field {
    fn read(self, text: &str) -> Option<(f64, &str)> {
        let own = |c: char| match self {
            Field::Roman => "IVX".contains(c),
            _ => c.is_ascii_digit(),
        };
        let (digits, rest) = text.split_at(text.find(|c| !own(c)).unwrap_or(text.len()));
        let lengths = match self {
            Field::Year => 4..=4,
            Field::Short => 2..=2,
            Field::Day | Field::Month => 1..=2,
            Field::Number => 1..=4,
            Field::Roman => 1..=7,
        };
        if !lengths.contains(&digits.len()) {
            return None;
        }
        let number = if self == Field::Roman { roman(digits)? } else { digits.parse().ok()? };
        let range = match self {
            Field::Day => 1..=31,
            Field::Month => 1..=12,
            Field::Year => 1000..=2199,
            Field::Roman => 1..=39,
            Field::Short | Field::Number => 0..=9999,
        };
        range.contains(&number).then(|| (f64::from(number), rest))
    }
}

fn roman(text: &str) -> Option<i32> {
    let ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let tens = text.len() - text.trim_start_matches('X').len();
    // IX and XIX end in an X that is no ten.
    let tens = (0..=tens).rev().find(|&t| ones.contains(&&text[t..]))?;
    let one = ones.iter().position(|o| *o == &text[tens..])?;
    i32::try_from(10 * tens + one).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(shape: &str, word: &str) -> Option<Vec<f64>> {
        Shape::parse(shape).unwrap().read(word)
    }

    #[test]
    fn reads_numbers_in_their_ranges() {
        assert_eq!(read("{d}-{m}-{y}", "3-09-2025"), Some(vec![3.0, 9.0, 2025.0]));
        assert_eq!(read("{d}-{m}-{y}", "3-13-2025"), None);
        assert_eq!(read("{y}-{yy}", "2014-18"), Some(vec![2014.0, 18.0]));
        assert_eq!(read("{y}", "20256"), None);
        assert_eq!(read("{y}", "0956"), None);
        assert_eq!(read("'{yy}", "'98"), Some(vec![98.0]));
        assert_eq!(read("{n}e", "19e"), Some(vec![19.0]));
        assert_eq!(read("{n}e", "19de"), None);
    }

    #[test]
    fn reads_roman_numerals() {
        for (text, value) in
            [("I", 1), ("IV", 4), ("IX", 9), ("X", 10), ("XIX", 19), ("XXI", 21), ("XXXIX", 39)]
        {
            assert_eq!(read("{r}e", &format!("{text}e")), Some(vec![f64::from(value)]), "{text}");
        }
        for text in ["IIX", "VX", "IIII", "", "XIVI"] {
            assert_eq!(read("{r}e", &format!("{text}e")), None, "{text}");
        }
    }

    #[test]
    fn says_what_is_wrong() {
        for (text, hint) in
            [("{d", "never closed"), ("{q}", "no field"), ("abc", "without a field")]
        {
            assert!(Shape::parse(text).unwrap_err().contains(hint), "{text}");
        }
    }
}
