//! The shape of a net, written as one line of `key=value` pairs in its file.

use std::fmt;
use std::str::FromStr;

/// A layer of the encoder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// `cN`: gated convolution over three words, `N` words apart (Dauphin et al. 2017).
    Conv(usize),
    /// `aN`: attention of `N` heads with a bias for each distance (Vaswani et al. 2017; Raffel et al. 2020).
    Attend(usize),
    /// `rN`: recurrence both ways, `N` cells a way (Hochreiter and Schmidhuber 1997).
    Recur(usize),
}

/// The shape of a net; widths are numbers of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The encoder's layers.
    pub layers: Vec<Layer>,
    /// Width of the encoder.
    pub width: usize,
    /// Width of a word's own row.
    pub word: usize,
    /// Width of an n-gram's row.
    pub gram: usize,
    /// Buckets of n-grams.
    pub buckets: usize,
    /// Width of attention, all heads together.
    pub attention: usize,
    /// Width of the arc scorer.
    pub arc: usize,
    /// Width of the relation scorer.
    pub label: usize,
    /// Width of the lemma head's inner layer.
    pub lemma: usize,
}

/// Buckets of word shapes.
pub const SHAPES: usize = 512;
/// Width of a word shape's row.
pub const SHAPE_WIDTH: usize = 32;
/// Distances beyond this many words share one bias of attention.
pub const REACH: usize = 16;

/// The column of the bias for word `j` seen from word `i`.
pub fn distance(i: usize, j: usize) -> usize {
    (REACH + j).saturating_sub(i).min(2 * REACH)
}

impl Default for Shape {
    fn default() -> Self {
        Self {
            layers: [1, 1, 2, 4, 1, 2].map(Layer::Conv).to_vec(),
            width: 192,
            word: 96,
            gram: 96,
            buckets: 24_576,
            attention: 128,
            arc: 128,
            label: 96,
            lemma: 128,
        }
    }
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conv(n) => write!(f, "c{n}"),
            Self::Attend(n) => write!(f, "a{n}"),
            Self::Recur(n) => write!(f, "r{n}"),
        }
    }
}

impl FromStr for Layer {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("no such layer: {text}");
        let kind = text.chars().next().ok_or_else(wrong)?;
        let n = text[kind.len_utf8()..]
            .parse()
            .ok()
            .filter(|n| (1..=4096).contains(n))
            .ok_or_else(wrong)?;
        match kind {
            'c' => Ok(Self::Conv(n)),
            'a' => Ok(Self::Attend(n)),
            'r' => Ok(Self::Recur(n)),
            _ => Err(wrong()),
        }
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let layers: Vec<String> = self.layers.iter().map(Layer::to_string).collect();
        write!(
            f,
            "layers={} width={} word={} gram={}",
            layers.join(","),
            self.width,
            self.word,
            self.gram
        )?;
        write!(f, " buckets={} attention={} arc={}", self.buckets, self.attention, self.arc)?;
        write!(f, " label={} lemma={}", self.label, self.lemma)
    }
}

impl FromStr for Shape {
    type Err = String;

    /// Reads such a line; what it does not name is as by default. Errors say which pair cannot be read.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut shape = Self::default();
        for pair in text.split_whitespace() {
            let (key, value) = pair.split_once('=').ok_or_else(|| format!("no value: {pair}"))?;
            if key == "layers" {
                shape.layers = value.split(',').map(str::parse).collect::<Result<_, _>>()?;
                continue;
            }
            let number = value.parse().ok().filter(|n| (1..1 << 24).contains(n));
            *shape.size(key).ok_or_else(|| format!("no such size: {key}"))? =
                number.ok_or_else(|| pair.to_owned())?;
        }
        Ok(shape)
    }
}

impl Shape {
    fn size(&mut self, key: &str) -> Option<&mut usize> {
        Some(match key {
            "width" => &mut self.width,
            "word" => &mut self.word,
            "gram" => &mut self.gram,
            "buckets" => &mut self.buckets,
            "attention" => &mut self.attention,
            "arc" => &mut self.arc,
            "label" => &mut self.label,
            "lemma" => &mut self.lemma,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_is_read_as_it_is_written() {
        let shape: Shape = "layers=c1,a4,r128 width=96 buckets=1000".parse().unwrap();
        assert_eq!(shape.layers, [Layer::Conv(1), Layer::Attend(4), Layer::Recur(128)]);
        assert_eq!(shape.to_string().parse(), Ok(shape));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        assert_eq!("layers=x1".parse::<Shape>(), Err("no such layer: x1".into()));
        assert_eq!("layers=c0".parse::<Shape>(), Err("no such layer: c0".into()));
        assert_eq!("breadth=3".parse::<Shape>(), Err("no such size: breadth".into()));
        assert_eq!("width=-3".parse::<Shape>(), Err("width=-3".into()));
    }
}
