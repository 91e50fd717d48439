//! Two claims that give other days: one event of which a report errs, or two of a kind on neighbouring days.
//!
//! Whoever wrote after both days, and tells of the earlier, contradicts a report that tells of the later. Two papers
//! that each tell of their own yesterday do not: that is how what happens day after day is told.

use super::fact::{APART, FEW, Said};
use crate::day::Stretch;
use kroniek_model::EventType;

/// More doubt than there can be agreement: no reason for it, and none against it.
const OPEN: i32 = 99;
/// Doubt where one of the days is presumed only: what is told today without a date may be of yesterday.
const PRESUMED: i32 = 2;
/// Doubt where guests may have stayed from one day to the other, and met their hosts in the course of it.
const STAYED: i32 = 2;
/// Doubt, beside one a day, where nobody who wrote after both days tells of the earlier.
const UNAWARE: i32 = 3;
/// Doubt, beside one a day, about what may be done day after day.
const AGAIN: i32 = 2;

/// Whether both dates are a few days at most, and a day or two apart.
pub fn near_days(x: Stretch, y: Stretch) -> bool {
    x.len() <= FEW && y.len() <= FEW && (1..=i64::from(APART)).contains(&x.distance(y))
}

/// Whether the two give other days for what is over in one: only with doubt are they one event.
pub fn contradict(a: &Said, b: &Said) -> bool {
    matches!((a.date, b.date), (Some(x), Some(y)) if near_days(x, y)) && !(is_stay(a) && is_stay(b))
}

/// Whether a report that makes both claims tells of two days in so many words, or of a stay and of what was done on a
/// day of it.
pub fn told_apart(a: &Said, b: &Said) -> bool {
    let days = contradict(a, b) && !a.presumed && !b.presumed && !is_stay(a) && !is_stay(b);
    days || is_in_course(a, b)
}

/// Whether one is of another kind than the other, and of a part of its days, which are more than a few.
fn is_in_course(a: &Said, b: &Said) -> bool {
    let part_of = |x: Stretch, y: Stretch| x.len() > FEW && y.len() <= FEW && x.contains(y);
    let within = |x: Stretch, y: Stretch| part_of(x, y) || part_of(y, x);
    let part = matches!((a.date, b.date), (Some(x), Some(y)) if within(x, y));
    part && a.kind != b.kind && (is_stay(a) || is_stay(b))
}

/// Whether somebody goes to somebody: that goes on for some days, of which reports name any.
fn is_stay(a: &Said) -> bool {
    a.event_type == EventType::Consult && !a.target.is_empty()
}

/// Doubt from near days that differ, `alike` where the kinds leave none; `None` where they bar it.
pub fn another_day(a: &Said, b: &Said, alike: bool) -> Option<i32> {
    let (early, late) = if a.date <= b.date { (a, b) } else { (b, a) };
    let days = early.date?.distance(late.date?) as i32;
    let presumed = a.presumed || b.presumed;
    match (wrote_after(early, late), recurs(a.event_type)) {
        _ if is_stay(a) || is_stay(b) => Some(STAYED),
        _ if presumed => (days == 1).then_some(PRESUMED),
        (true, false) => Some(days),
        (true, true) if alike => Some(days + AGAIN),
        (false, false) if !is_news(late, 0) => Some(days + UNAWARE),
        (false, true) if alike && !is_news(late, 1) => Some(OPEN),
        _ => None,
    }
}

/// Whether the report that gives the earlier day appeared after the later.
fn wrote_after(early: &Said, late: &Said) -> bool {
    early.published.zip(late.date).is_some_and(|(p, d)| p.lo > d.hi)
}

/// Whether the report appeared within so many days of what it tells: one of its own day, or of yesterday.
fn is_news(a: &Said, days: i64) -> bool {
    a.published.zip(a.date).is_some_and(|(p, d)| p.distance(d) <= days)
}

/// Whether the same actors do such a thing day after day: talk, speak out, fight. Others they do, and are done with.
fn recurs(event_type: EventType) -> bool {
    use EventType::{Agree, Coerce, Concede, Retreat, Sanction};
    !matches!(event_type, Agree | Coerce | Concede | Retreat | Sanction)
}
