//! The file of weights: a magic word, then named parts, each a text or a matrix, little-endian throughout.
//!
//! A part is its kind (one byte), its name (`u16` length and UTF-8), rows and columns (`u32`) and the payload:
//! a text of `rows` bytes; `rows * cols` floats; or for each row a scale (float) and `cols` signed bytes.

use std::collections::BTreeMap;
use std::fmt;

/// The first bytes of every file of weights.
pub const MAGIC: &[u8; 8] = b"KRNKNET1";

const TEXT: u8 = 0;
const FLOATS: u8 = 1;
const BYTES: u8 = 2;

/// A matrix by rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    /// Number of rows.
    pub rows: usize,
    /// Number of columns.
    pub cols: usize,
    /// `rows * cols` values.
    pub data: Vec<f32>,
}

impl Matrix {
    /// One row.
    pub fn row(&self, i: usize) -> &[f32] {
        &self.data[i * self.cols..(i + 1) * self.cols]
    }
}

/// Why a file of weights cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NetError {
    /// It does not begin with [`MAGIC`].
    NotWeights,
    /// It ends too early, or a length in it cannot be right.
    Broken,
    /// A part is missing or has another shape than the rest demands.
    Part(String),
}

impl fmt::Display for NetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotWeights => write!(f, "not a file of weights (it should begin with KRNKNET1)"),
            Self::Broken => write!(f, "the file of weights is cut short or damaged"),
            Self::Part(name) => write!(f, "the file of weights lacks a fitting part `{name}`"),
        }
    }
}

impl std::error::Error for NetError {}

/// The parts of a file of weights.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    /// Texts by name.
    pub texts: BTreeMap<String, String>,
    /// Matrices by name.
    pub matrices: BTreeMap<String, Matrix>,
}

impl Parts {
    /// Reads a file of weights.
    pub fn read(bytes: &[u8]) -> Result<Self, NetError> {
        let mut rest = bytes.strip_prefix(MAGIC).ok_or(NetError::NotWeights)?;
        let mut parts = Self::default();
        while !rest.is_empty() {
            parts.read_part(&mut rest)?;
        }
        Ok(parts)
    }

    fn read_part(&mut self, rest: &mut &[u8]) -> Result<(), NetError> {
        let kind = take(rest, 1)?[0];
        let length = take(rest, 2)?;
        let length = usize::from(u16::from_le_bytes([length[0], length[1]]));
        let name = text(take(rest, length)?)?;
        let (rows, cols) = (number(rest)?, number(rest)?);
        let size = rows.checked_mul(cols).ok_or(NetError::Broken)?;
        let data = match kind {
            TEXT => {
                let value = text(take(rest, rows)?)?;
                self.texts.insert(name, value);
                return Ok(());
            }
            FLOATS => floats(take(rest, size.checked_mul(4).ok_or(NetError::Broken)?)?),
            BYTES => scaled(rest, rows, cols)?,
            _ => return Err(NetError::Broken),
        };
        self.matrices.insert(name, Matrix { rows, cols, data });
        Ok(())
    }

    /// Writes a file of weights; matrices of at least `narrow` rows and columns as bytes, the others as floats.
    pub fn write(&self, narrow: usize) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        for (name, value) in &self.texts {
            head(&mut out, TEXT, name, value.len(), 1);
            out.extend(value.as_bytes());
        }
        for (name, m) in &self.matrices {
            let small = m.rows < narrow || m.cols < narrow;
            head(&mut out, if small { FLOATS } else { BYTES }, name, m.rows, m.cols);
            match small {
                true => m.data.iter().for_each(|x| out.extend(x.to_le_bytes())),
                false => m.data.chunks_exact(m.cols).for_each(|row| quantise(row, &mut out)),
            }
        }
        out
    }
}

fn head(out: &mut Vec<u8>, kind: u8, name: &str, rows: usize, cols: usize) {
    out.push(kind);
    out.extend((name.len() as u16).to_le_bytes());
    out.extend(name.as_bytes());
    out.extend((rows as u32).to_le_bytes());
    out.extend((cols as u32).to_le_bytes());
}

fn quantise(row: &[f32], out: &mut Vec<u8>) {
    let top = row.iter().fold(0.0f32, |top, x| top.max(x.abs()));
    let scale = if top > 0.0 { top / 127.0 } else { 1.0 };
    out.extend(scale.to_le_bytes());
    out.extend(row.iter().map(|x| (x / scale).round() as i8 as u8));
}

fn scaled(rest: &mut &[u8], rows: usize, cols: usize) -> Result<Vec<f32>, NetError> {
    let stride = cols.checked_add(4).ok_or(NetError::Broken)?;
    let bytes = take(rest, rows.checked_mul(stride).ok_or(NetError::Broken)?)?;
    let mut out = Vec::with_capacity(rows * cols);
    for row in bytes.chunks_exact(stride) {
        let scale = f32::from_le_bytes([row[0], row[1], row[2], row[3]]);
        out.extend(row[4..].iter().map(|&b| f32::from(b as i8) * scale));
    }
    Ok(out)
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect()
}

fn text(bytes: &[u8]) -> Result<String, NetError> {
    String::from_utf8(bytes.to_vec()).map_err(|_| NetError::Broken)
}

fn number(rest: &mut &[u8]) -> Result<usize, NetError> {
    let b = take(rest, 4)?;
    Ok(u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize)
}

fn take<'a>(rest: &mut &'a [u8], n: usize) -> Result<&'a [u8], NetError> {
    let (taken, left) = rest.split_at_checked(n).ok_or(NetError::Broken)?;
    *rest = left;
    Ok(taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sample(data: Vec<f32>) -> Parts {
        let mut parts = Parts::default();
        parts.texts.insert("words".into(), "de\nhet".into());
        parts.matrices.insert("m".into(), Matrix { rows: 3, cols: 4, data });
        parts
    }

    proptest! {
        #[test]
        fn floats_come_back_as_they_were(data in prop::collection::vec(-9.0f32..9.0, 12)) {
            let parts = sample(data);
            prop_assert_eq!(Parts::read(&parts.write(100)), Ok(parts));
        }

        #[test]
        fn bytes_come_back_within_half_a_step(data in prop::collection::vec(-9.0f32..9.0, 12)) {
            let parts = sample(data);
            let back = Parts::read(&parts.write(2)).unwrap();
            for (a, b) in parts.matrices["m"].data.iter().zip(&back.matrices["m"].data) {
                prop_assert!((a - b).abs() <= 9.0 / 127.0 * 0.51);
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(mut bytes in prop::collection::vec(any::<u8>(), 0..60), cut in 0usize..60) {
            prop_assert!(Parts::read(&bytes).is_err() || bytes.len() >= 8);
            let mut whole = MAGIC.to_vec();
            whole.append(&mut bytes);
            whole.truncate(cut + 8);
            if let Ok(parts) = Parts::read(&whole) {
                prop_assert!(parts.matrices.values().all(|m| m.data.len() == m.rows * m.cols));
            }
        }
    }
}
