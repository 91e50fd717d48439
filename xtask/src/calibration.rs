//! `xtask calibration`: of the claims said to be so sure, how many are right.

use crate::gold::{self, Engine};
use anyhow::Result;
use kroniek_eval::{Key, expand};
use serde_json::{Value, json};
use std::{collections::BTreeSet, fmt::Write};

/// Parts of the scale from 0 to 1.
const BINS: usize = 10;

/// What was claimed with a confidence in one part of the scale.
#[derive(Debug, Clone, Copy, Default)]
struct Bin {
    said: f64,
    right: f64,
    of: f64,
}

/// A table, by what was said, of what was right; and a drawing of it in SVG where a file is named for it.
///
/// # Errors
/// A file cannot be read or written, or the data has faults.
pub fn run(folders: &[&str], drawing: Option<&str>) -> Result<String> {
    let engine = Engine::load()?;
    let mut bins = [Bin::default(); BINS];
    for report in gold::reports(folders)? {
        let (document, sentences) = engine.parse(&report.text)?;
        let reading = serde_json::to_value(engine.coder.code(&document, &sentences))?;
        for claim in reading["events"].as_array().into_iter().flatten() {
            count(&mut bins, claim, &report.gold);
        }
    }
    if let Some(file) = drawing {
        std::fs::write(file, draw(&bins)?)?;
    }
    let mut out = "| said | claims | right |\n| --- | --- | --- |\n".to_owned();
    for bin in bins.iter().filter(|b| b.of > 0.0) {
        writeln!(out, "| {:.2} | {} | {:.2} |", bin.said / bin.of, bin.of, bin.right / bin.of)?;
    }
    Ok(out)
}

/// Counts a claim once a pair of actors, as the scorer does; what gold calls optional counts neither way.
fn count(bins: &mut [Bin; BINS], claim: &Value, gold: &Value) {
    let keys = |optional: bool| -> BTreeSet<Key> {
        expand(gold).into_iter().filter(|i| i.optional == optional).flat_map(|i| i.keys).collect()
    };
    let (asked, free) = (keys(false), keys(true));
    let said = claim["confidence"].as_f64().unwrap_or(0.0);
    let bin = &mut bins[((said * BINS as f64) as usize).min(BINS - 1)];
    for item in expand(&json!({"events": [claim]})) {
        let right = !item.keys.is_disjoint(&asked);
        if right || item.keys.is_disjoint(&free) {
            bin.said += said;
            bin.of += 1.0;
            bin.right += f64::from(u8::from(right));
        }
    }
}

/// Circles as large as their share of claims, on the diagonal where what is said is so.
fn draw(bins: &[Bin; BINS]) -> Result<String> {
    const SIDE: f64 = 320.0;
    let all: f64 = bins.iter().map(|b| b.of).sum::<f64>().max(1.0);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-40 -10 {} {}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"{SIDE}\" height=\"{SIDE}\" fill=\"none\" stroke=\"#888\"/>\n\
         <path d=\"M0 {SIDE}L{SIDE} 0\" stroke=\"#888\" stroke-dasharray=\"4\"/>\n\
         <text x=\"{}\" y=\"{}\">said</text>\n<text x=\"-34\" y=\"12\">right</text>\n",
        SIDE + 50.0,
        SIDE + 40.0,
        SIDE - 24.0,
        SIDE + 18.0
    );
    for bin in bins.iter().filter(|b| b.of > 0.0) {
        let (x, y) = (SIDE * bin.said / bin.of, SIDE * (1.0 - bin.right / bin.of));
        let r = 4.0 + 40.0 * (bin.of / all).sqrt() / 2.0;
        writeln!(
            svg,
            "<circle cx=\"{x:.0}\" cy=\"{y:.0}\" r=\"{r:.0}\" fill=\"#2a6f97\" opacity=\"0.7\"/>"
        )?;
    }
    Ok(svg + "</svg>\n")
}
