//! Events as the scorer sees them: one item a type and pair of actors.

use crate::names::{actor, codes};
use serde_json::Value;
use std::collections::BTreeSet;

/// Types whose pairs have no order.
const UNORDERED: [&str; 3] = ["CONSULT", "AGREE", "COOPERATE"];

/// Type and two codes, sorted where the type has no order.
pub type Key = (String, String, String);

/// One pair of actors of an event, with all keys that may stand for it.
#[derive(Debug, Clone)]
pub struct Item {
    /// Acceptable keys.
    pub keys: BTreeSet<Key>,
    /// Date, as written.
    pub date: Option<String>,
    /// Status, as written (`A|B` in gold).
    pub status: Option<String>,
    /// Whether it costs nothing to miss or to list.
    pub optional: bool,
    /// Words that show it.
    pub quote: String,
}

impl Item {
    /// Whether a predicted status is among the acceptable ones.
    pub fn accepts_status(&self, predicted: Option<&str>) -> bool {
        predicted.is_some_and(|p| {
            self.status.as_deref().unwrap_or("happened").split('|').any(|s| s == p)
        })
    }

    /// Whether it can only be a hedged one.
    pub fn is_hedged(&self) -> bool {
        !self.accepts_status(Some("happened"))
    }
}

/// One item a type and pair, in the order of the report's events.
pub fn expand(report: &Value) -> Vec<Item> {
    let events = report.get("events").and_then(Value::as_array);
    events.into_iter().flatten().flat_map(items).collect()
}

fn items(event: &Value) -> Vec<Item> {
    let text = |f: &str| event.get(f).and_then(Value::as_str).map(str::to_owned);
    let types = text("type").unwrap_or_default().to_uppercase();
    let types: Vec<&str> = types.split('|').filter(|t| !t.is_empty()).collect();
    let item = |(a, b, mutual)| Item {
        keys: keys(&types, &a, &b, mutual),
        date: text("date").filter(|d| !d.is_empty()),
        status: text("status").filter(|s| !s.is_empty()),
        optional: event.get("optional").and_then(Value::as_bool).unwrap_or(false),
        quote: text("quote").unwrap_or_default(),
    };
    pairs(event).into_iter().map(item).filter(|i| !i.keys.is_empty()).collect()
}

type Codes = BTreeSet<String>;

fn pairs(event: &Value) -> Vec<(Codes, Codes, bool)> {
    let side = |f: &str| -> Vec<Codes> {
        let list = event.get(f).and_then(Value::as_array);
        list.into_iter().flatten().map(|a| codes(&actor(a).0)).collect()
    };
    let (source, target) = (side("source"), side("target"));
    if !source.is_empty() && !target.is_empty() {
        return source
            .iter()
            .flat_map(|a| target.iter().map(|b| (a.clone(), b.clone(), false)))
            .collect();
    }
    let both = if source.is_empty() { target } else { source };
    let later = |i: usize| both[i + 1..].iter().map(move |b| (i, b));
    (0..both.len()).flat_map(later).map(|(i, b)| (both[i].clone(), b.clone(), true)).collect()
}

fn keys(types: &[&str], a: &Codes, b: &Codes, mutual: bool) -> BTreeSet<Key> {
    let mut keys = BTreeSet::new();
    for t in types {
        let unordered = UNORDERED.contains(t);
        for (x, y) in a.iter().flat_map(|x| b.iter().map(move |y| (x, y))) {
            let swap = unordered && x > y;
            let (x, y) = if swap { (y, x) } else { (x, y) };
            keys.insert(((*t).to_owned(), x.clone(), y.clone()));
            if mutual && !unordered {
                keys.insert(((*t).to_owned(), y.clone(), x.clone()));
            }
        }
    }
    keys
}
