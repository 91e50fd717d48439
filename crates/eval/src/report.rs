//! One report after another, counted.

use crate::{
    date::compatible,
    events::{Item, Key, expand},
    names::{actor, people, same_person},
    tally::{Figure, Tally},
};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// All figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scores {
    /// Gold reports.
    pub reports: usize,
    /// Gold reports without a prediction.
    #[serde(rename = "not predicted")]
    pub not_predicted: usize,
    /// Who did what to whom.
    pub events: Figure,
    /// The same, with date and status right.
    pub strict: Figure,
    /// Who with whom, whatever the type.
    pub pairs: Figure,
    /// Seeing that an event is not simply so.
    pub hedged: Figure,
    /// Named persons.
    pub people: Figure,
    /// States of affairs.
    pub states: Figure,
    /// Share of the events found whose date will do.
    pub dates: Option<f64>,
    /// Share of the events found whose status is right.
    pub status: Option<f64>,
    /// Share of the undated events found that were left undated.
    pub undated: Option<f64>,
}

/// Something missed, added or read wrongly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// The report.
    pub doc: String,
    /// `missed`, `extra`, `date`, `status` or `person`.
    pub what: &'static str,
    /// The event or person.
    pub item: String,
    /// Words that show it, where gold gives them.
    pub quote: String,
}

/// Scores predictions, by report identifier, against gold reports.
pub fn score(gold: &[Value], predictions: &BTreeMap<String, Value>) -> (Scores, Vec<Error>) {
    let (mut t, mut errors, mut missing) = (Tally::default(), Vec::new(), 0);
    for report in gold {
        let doc = report.get("doc").and_then(Value::as_str).unwrap_or_default();
        let prediction = predictions.get(doc);
        missing += usize::from(prediction.is_none());
        Report::new(doc, report, prediction.unwrap_or(&Value::Null)).count(&mut t, &mut errors);
    }
    let scores = Scores {
        reports: gold.len(),
        not_predicted: missing,
        events: t.figure("events"),
        strict: t.figure("strict"),
        pairs: t.figure("pairs"),
        hedged: t.figure("hedged"),
        people: t.figure("people"),
        states: t.figure("states"),
        dates: t.share("dates"),
        status: t.share("status"),
        undated: t.share("undated"),
    };
    (scores, errors)
}

/// Gold items with the same keys are one, required if any is.
struct Gold {
    keys: BTreeSet<Key>,
    optional: bool,
    told: Vec<Item>,
}

struct Report<'a> {
    doc: &'a str,
    gold: &'a Value,
    prediction: &'a Value,
    items: Vec<Gold>,
    predicted: Vec<Item>,
}

impl<'a> Report<'a> {
    fn new(doc: &'a str, gold: &'a Value, prediction: &'a Value) -> Self {
        let mut items: Vec<Gold> = Vec::new();
        for item in expand(gold) {
            match items.iter_mut().find(|g| g.keys == item.keys) {
                Some(g) => {
                    g.optional &= item.optional;
                    g.told.push(item);
                }
                None => items.push(Gold {
                    keys: item.keys.clone(),
                    optional: item.optional,
                    told: vec![item],
                }),
            }
        }
        Report { doc, gold, prediction, items, predicted: expand(prediction) }
    }

    fn count(&self, t: &mut Tally, errors: &mut Vec<Error>) {
        self.precision(t, errors);
        self.recall(t, errors);
        self.strict_precision(t);
        self.pairs(t);
        self.hedged(t);
        self.people(t, errors);
        self.states(t);
    }

    fn error(&self, what: &'static str, item: String, quote: &str) -> Error {
        Error { doc: self.doc.to_owned(), what, item, quote: quote.to_owned() }
    }

    fn found(&self, gold: &Gold) -> Vec<&Item> {
        self.predicted.iter().filter(|p| !p.keys.is_disjoint(&gold.keys)).collect()
    }

    fn precision(&self, t: &mut Tally, errors: &mut Vec<Error>) {
        let keys: BTreeSet<&Key> = self.predicted.iter().flat_map(|p| &p.keys).collect();
        for key in keys {
            let mut hits = self.items.iter().filter(|g| g.keys.contains(key)).peekable();
            if hits.peek().is_none() {
                t.add("events_pred", 1);
                errors.push(self.error("extra", show(key), ""));
            } else if hits.any(|g| !g.optional) {
                t.add("events_tp", 1);
                t.add("events_pred", 1);
            }
        }
    }

    fn recall(&self, t: &mut Tally, errors: &mut Vec<Error>) {
        for gold in self.items.iter().filter(|g| !g.optional) {
            t.add("events_gold", 1);
            t.add("strict_gold", 1);
            let (mine, quote) = (self.found(gold), &gold.told[0].quote);
            let Some(first) = mine.first() else {
                let all = gold.keys.iter().map(show).collect::<Vec<_>>().join(" | ");
                errors.push(self.error("missed", all, quote));
                continue;
            };
            t.add("events_hit", 1);
            let in_time = |q: &&Item| gold.told.iter().any(|a| date_fits(a, q));
            let in_status =
                |q: &&Item| gold.told.iter().any(|a| a.accepts_status(q.status.as_deref()));
            let (date_ok, status_ok) = (mine.iter().any(in_time), mine.iter().any(in_status));
            let key = gold.keys.first().map(show).unwrap_or_default();
            if gold.told.iter().any(|a| a.date.is_some()) {
                t.add("dates_of", 1);
                t.mark("dates_ok", date_ok);
                if !date_ok {
                    errors.push(self.error(
                        "date",
                        versus(&key, &gold.told[0].date, &first.date),
                        quote,
                    ));
                }
            }
            t.add("status_of", 1);
            t.mark("status_ok", status_ok);
            if !status_ok {
                errors.push(self.error(
                    "status",
                    versus(&key, &gold.told[0].status, &first.status),
                    quote,
                ));
            }
            t.mark("strict_hit", mine.iter().any(|q| in_time(q) && in_status(q)));
        }
    }

    fn strict_precision(&self, t: &mut Tally) {
        let mut done = HashSet::new();
        for q in &self.predicted {
            for key in &q.keys {
                if !done.insert((key, &q.date, &q.status)) {
                    continue;
                }
                let hits: Vec<&Gold> = self.items.iter().filter(|g| g.keys.contains(key)).collect();
                let fits = |a: &&Item| date_fits(a, q) && a.accepts_status(q.status.as_deref());
                let right: Vec<&Item> = hits.iter().flat_map(|g| &g.told).filter(fits).collect();
                if right.iter().any(|a| !a.optional) {
                    t.add("strict_tp", 1);
                    t.add("strict_pred", 1);
                } else if right.is_empty() && (hits.is_empty() || hits.iter().any(|g| !g.optional))
                {
                    t.add("strict_pred", 1);
                }
            }
        }
    }

    fn pairs(&self, t: &mut Tally) {
        let required = self.items.iter().filter(|g| !g.optional);
        let need: BTreeSet<BTreeSet<Pair>> = required.map(|g| blind(&g.keys)).collect();
        let allowed: BTreeSet<Pair> = self.items.iter().flat_map(|g| blind(&g.keys)).collect();
        let seen: BTreeSet<Pair> = self.predicted.iter().flat_map(|p| blind(&p.keys)).collect();
        let needed: BTreeSet<Pair> = need.iter().flatten().cloned().collect();
        let right = seen.intersection(&needed).count();
        t.add("pairs_gold", need.len());
        t.add("pairs_hit", need.iter().filter(|n| !n.is_disjoint(&seen)).count());
        t.add("pairs_tp", right);
        t.add("pairs_pred", right + seen.difference(&allowed).count());
    }

    fn hedged(&self, t: &mut Tally) {
        for gold in &self.items {
            let mine = self.found(gold);
            if mine.is_empty() {
                continue;
            }
            if gold.told.iter().all(Item::is_hedged) {
                t.add("hedged_gold", 1);
                let seen =
                    |q: &&Item| gold.told.iter().any(|a| a.accepts_status(q.status.as_deref()));
                t.mark("hedged_hit", mine.iter().any(seen));
            }
            if !gold.optional && gold.told.iter().all(|a| a.date.is_none()) {
                t.add("undated_of", 1);
                t.mark("undated_ok", mine.iter().any(|q| q.date.is_none()));
            }
        }
        for q in self.predicted.iter().filter(|q| q.status.as_deref() != Some("happened")) {
            let mut hits = self.items.iter().filter(|g| !g.keys.is_disjoint(&q.keys)).peekable();
            if hits.peek().is_some() {
                t.add("hedged_pred", 1);
                t.mark(
                    "hedged_tp",
                    hits.any(|g| g.told.iter().any(|a| a.accepts_status(q.status.as_deref()))),
                );
            }
        }
    }

    fn people(&self, t: &mut Tally, errors: &mut Vec<Error>) {
        let (gold, mine) = (people(self.gold), people(self.prediction));
        t.add("people_gold", gold.len());
        t.add("people_pred", mine.len());
        t.add("people_tp", mine.iter().filter(|b| gold.iter().any(|a| same_person(a, b))).count());
        for a in &gold {
            let found = mine.iter().any(|b| same_person(a, b));
            t.mark("people_hit", found);
            if !found {
                let of = a.1.iter().cloned().collect::<Vec<_>>().join("|");
                errors.push(self.error("person", format!("{} of {of}", a.0.join(" ")), ""));
            }
        }
    }

    fn states(&self, t: &mut Tally) {
        let list = |r: &'a Value| r.get("states").and_then(Value::as_array).into_iter().flatten();
        let optional = |s: &&Value| s.get("optional").and_then(Value::as_bool).unwrap_or(false);
        let must: BTreeSet<_> = list(self.gold).filter(|s| !optional(s)).map(state_keys).collect();
        let may: BTreeSet<_> =
            list(self.gold).map(state_keys).filter(|k| !must.contains(k)).collect();
        let have: BTreeSet<_> = list(self.prediction).map(state_keys).collect();
        let meets = |k: &BTreeSet<Key>, those: &BTreeSet<BTreeSet<Key>>| {
            those.iter().any(|o| !k.is_disjoint(o))
        };
        t.add("states_gold", must.len());
        t.add("states_hit", must.iter().filter(|k| meets(k, &have)).count());
        t.add("states_pred", have.iter().filter(|k| meets(k, &must) || !meets(k, &may)).count());
        t.add("states_tp", have.iter().filter(|k| meets(k, &must)).count());
    }
}

type Pair = (String, String);

fn date_fits(gold: &Item, predicted: &Item) -> bool {
    gold.date.as_deref().is_none_or(|g| compatible(g, predicted.date.as_deref()))
}

fn blind(keys: &BTreeSet<Key>) -> BTreeSet<Pair> {
    let sorted =
        |(_, a, b): &Key| if a <= b { (a.clone(), b.clone()) } else { (b.clone(), a.clone()) };
    keys.iter().map(sorted).collect()
}

fn show((kind, a, b): &Key) -> String {
    format!("{kind} {a} {b}")
}

fn versus(key: &str, gold: &Option<String>, got: &Option<String>) -> String {
    let text = |v: &Option<String>| v.clone().unwrap_or_else(|| "none".into());
    format!("{key} gold {} got {}", text(gold), text(got))
}

/// Every acceptable triple of a state of affairs; treaties and alliances have no order.
fn state_keys(state: &Value) -> BTreeSet<Key> {
    let side = |f: &str| state.get(f).map(actor).unwrap_or_default().0;
    let relation = state.get("relation").and_then(Value::as_str).unwrap_or_default();
    let unordered = matches!(relation, "treaty" | "allied");
    let (subject, object) = (side("subject"), side("object"));
    let pairs = subject.split('|').flat_map(|a| object.split('|').map(move |b| (a, b)));
    let key = |(a, b): (&str, &str)| {
        let (a, b) = if unordered && a > b { (b, a) } else { (a, b) };
        (relation.to_owned(), a.to_owned(), b.to_owned())
    };
    pairs.map(key).collect()
}
