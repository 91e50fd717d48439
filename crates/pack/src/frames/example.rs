//! Example sentences of a frame: the lexicon proves itself.

use kroniek_model::Status;

/// A sentence and what the frame must, or must not, read in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// What is to be read; `None` where the frame's kind must not be read at all.
    pub expected: Option<Expected>,
}

/// Who does it to whom in an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// Codes, or `CODE/Name`.
    pub source: Vec<String>,
    /// Codes, or `CODE/Name`; empty where mutual.
    pub target: Vec<String>,
    /// Status; happened where the example gives none.
    pub status: Status,
}

impl Example {
    /// Reads `sentence => RUS/Poetin + BLR -> CHN (planned)`; without `->` all are sources.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn parse(text: &str) -> Result<Example, String> {
        let (sentence, reading) =
            text.rsplit_once("=>").ok_or("an example is written `sentence => SOURCE -> TARGET`")?;
        let (reading, status) =
            match reading.trim().strip_suffix(')').and_then(|r| r.rsplit_once('(')) {
                Some((r, s)) => (r, s.trim().parse()?),
                None => (reading.trim(), Status::Happened),
            };
        let (source, target) = reading.split_once("->").unwrap_or((reading, ""));
        let side =
            |s: &str| s.split('+').map(|a| a.trim().to_owned()).filter(|a| !a.is_empty()).collect();
        let expected = Expected { source: side(source), target: side(target), status };
        if expected.source.is_empty() {
            return Err("an example needs a source".into());
        }
        Ok(Example { text: sentence.trim().to_owned(), expected: Some(expected) })
    }

    /// A sentence in which the frame's kind must not be read.
    pub fn not(text: &str) -> Example {
        Example { text: text.trim().to_owned(), expected: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_read() {
        let e = Example::parse("A en B gaan naar C. => RUS/A + BLR -> CHN (planned)").unwrap();
        let x = e.expected.unwrap();
        assert_eq!(
            (x.source, x.target, x.status),
            (vec!["RUS/A".into(), "BLR".into()], vec!["CHN".into()], Status::Planned)
        );
        assert!(Example::parse("zonder lezing").is_err());
    }
}
