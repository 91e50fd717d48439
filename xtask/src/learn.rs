//! `xtask learn`: the weights by which an open role finds its filler, from reports with gold readings.
//!
//! Logistic regression with L2, by gradient descent over standardised features; reports, never roles, are held out in
//! cross-validation.

use crate::gold::{self, Engine};
use anyhow::Result;
use kroniek_coder::what::{FEATURES, OpenRole, Side};
use kroniek_eval::{Key, expand};
use kroniek_pack::implicit::{Implicit, Weights};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Parts of the cross-validation.
const FOLDS: usize = 10;
/// Strength of the pull of weights towards nought, and steps of descent.
const PULL: f64 = 5.0;
const STEPS: usize = 3000;
const RATE: f64 = 0.5;
/// Least probability at which the likeliest mention is taken.
const LEAST: f32 = 0.4;
/// The same for weak frames.
const FIRM: f32 = 0.8;
/// The same for weak frames of common words.
const SURE: f32 = 0.95;

/// A role that somebody may fill: the features of each choice, and of the actors it names how many are right and wrong.
struct Example {
    report: usize,
    side: Side,
    choices: Vec<(Vec<f32>, usize, usize)>,
}

/// Learns from folders of gold and of texts, and says how well the weights choose.
///
/// # Errors
/// A file cannot be read, or the data folders have faults.
pub fn run(folders: &[&str]) -> Result<String> {
    let engine = Engine::load()?;
    let mut examples = Vec::new();
    for (number, report) in gold::reports(folders)?.iter().enumerate() {
        let (document, sentences) = engine.parse(&report.text)?;
        let roles = engine.coder.open_roles(&document, &sentences);
        examples.extend(roles.into_iter().map(|role| example(number, role, &report.gold)));
    }
    let (all, likely) = validated(&examples);
    let mut out = format!("# of all choices {all}; of those at {LEAST} or more {likely}\n");
    let (source, target) = learn(&examples.iter().collect::<Vec<_>>());
    out += &toml::to_string(&Implicit { least: LEAST, firm: FIRM, sure: SURE, source, target })?;
    Ok(out)
}

fn example(report: usize, role: OpenRole, gold: &Value) -> Example {
    let of = |optional: bool| -> BTreeSet<Key> {
        expand(gold).into_iter().filter(|i| i.optional == optional).flat_map(|i| i.keys).collect()
    };
    let (asked, free) = (of(false), of(true));
    let judge = |codes: Vec<String>, features: Vec<f32>| {
        let keys = codes.iter().map(|c| keys_of(&role, c)).collect::<Vec<_>>();
        let right = keys.iter().filter(|k| !k.is_disjoint(&asked)).count();
        let wrong = keys.iter().filter(|k| k.is_disjoint(&asked) && k.is_disjoint(&free)).count();
        (features, right, wrong)
    };
    let choices = role.choices.iter().cloned().map(|(c, f)| judge(c, f)).collect();
    Example { report, side: role.side, choices }
}

/// What the scorer would make of an event with this actor on the open side.
fn keys_of(role: &OpenRole, code: &str) -> BTreeSet<Key> {
    let (open, known) = (json!([code]), json!(role.known));
    let (source, target) = match role.side {
        Side::Source => (open, known),
        Side::Target => (known, open),
    };
    let event = json!({"type": role.event_type.to_string(), "source": source, "target": target});
    expand(&json!({"events": [event]})).into_iter().flat_map(|i| i.keys).collect()
}

/// Actors right of those chosen, over reports that were not learned from: of all choices, and of the likely ones.
fn validated(examples: &[Example]) -> (String, String) {
    let (mut all, mut likely) = ([0, 0], [0, 0]);
    for fold in 0..FOLDS {
        let (held, seen): (Vec<_>, Vec<_>) =
            examples.iter().partition(|e| e.report % FOLDS == fold);
        let weights = learn(&seen);
        for example in held {
            let Some((p, right, wrong)) = choose(example, &weights) else { continue };
            all = [all[0] + right, all[1] + wrong];
            if p >= LEAST {
                likely = [likely[0] + right, likely[1] + wrong];
            }
        }
    }
    let show = |[right, wrong]: [usize; 2]| format!("{right} right, {wrong} wrong");
    (show(all), show(likely))
}

fn choose(example: &Example, (source, target): &(Weights, Weights)) -> Option<(f32, usize, usize)> {
    let weights = if example.side == Side::Source { source } else { target };
    let scored = example.choices.iter().map(|(features, right, wrong)| {
        let logit: f32 = FEATURES.iter().zip(features).map(|(n, v)| weights[*n] * v).sum();
        (1.0 / (1.0 + (-logit).exp()), *right, *wrong)
    });
    scored.max_by(|a, b| a.0.total_cmp(&b.0))
}

/// Weights for source and target, from the roles that somebody fills.
fn learn(examples: &[&Example]) -> (Weights, Weights) {
    let of = |side: Side| {
        let rows: Vec<(Vec<f64>, f64)> = examples
            .iter()
            .filter(|e| e.side == side && e.choices.iter().any(|c| c.1 > 0))
            .flat_map(|e| &e.choices)
            .filter(|(_, right, wrong)| right + wrong > 0)
            .map(|(f, right, wrong)| {
                let share = *right as f64 / (right + wrong) as f64;
                (f.iter().map(|v| f64::from(*v)).collect(), share)
            })
            .collect();
        named(&descend(&rows))
    };
    (of(Side::Source), of(Side::Target))
}

fn named(weights: &[f64]) -> Weights {
    let rounded = weights.iter().map(|w| ((w * 100.0).round() / 100.0) as f32);
    FEATURES.iter().map(|n| (*n).to_owned()).zip(rounded).collect()
}

/// Logistic regression over rows of features with the share of each that is right.
fn descend(rows: &[(Vec<f64>, f64)]) -> Vec<f64> {
    let n = rows.len().max(1) as f64;
    let scale: Vec<f64> = (0..FEATURES.len()).map(|j| spread(rows, j)).collect();
    let mut weights = vec![0.0; FEATURES.len()];
    for _ in 0..STEPS {
        let mut slope: Vec<f64> = weights.iter().map(|w| -PULL * w / n).collect();
        slope[0] = 0.0;
        for (features, share) in rows {
            let logit: f64 =
                features.iter().zip(&scale).zip(&weights).map(|((f, s), w)| f / s * w).sum();
            let miss = (share - 1.0 / (1.0 + (-logit).exp())) / n;
            for ((g, f), s) in slope.iter_mut().zip(features).zip(&scale) {
                *g += miss * f / s;
            }
        }
        weights.iter_mut().zip(&slope).for_each(|(w, g)| *w += RATE * g);
    }
    weights.iter().zip(&scale).map(|(w, s)| w / s).collect()
}

/// The standard deviation of a feature; 1 for one that never changes.
fn spread(rows: &[(Vec<f64>, f64)], feature: usize) -> f64 {
    let n = rows.len().max(1) as f64;
    let mean = rows.iter().map(|r| r.0[feature]).sum::<f64>() / n;
    let squares = rows.iter().map(|r| (r.0[feature] - mean).powi(2)).sum::<f64>() / n;
    if squares < 1e-12 { 1.0 } else { squares.sqrt() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descent_finds_what_speaks_for_a_choice() {
        let row = |share: f64| {
            let mut f = vec![0.0; FEATURES.len()];
            (f[0], f[1]) = (1.0, share);
            (f, if share > 0.5 { 1.0 } else { 0.0 })
        };
        let rows: Vec<_> = (0..40).map(|i| row(f64::from(i) / 40.0)).collect();
        let weights = descend(&rows);
        assert!(weights[1] > 1.0 && weights[0] < 0.0, "{weights:?}");
    }
}
