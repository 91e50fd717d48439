//! What a time expression means, once it is known when it was said.

use super::calendar;
use jiff::civil::Date;
use kroniek_model::{Precision, When};
use kroniek_pack::time::{Op, Unit, Value};

/// Where a date lies that may be on either side of now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Side {
    /// At or before now.
    Past,
    /// At or after now.
    Future,
    /// Where it is nearest.
    #[default]
    Unknown,
}

/// When an expression was said, and of what.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Publication, or what stands for it; without it nothing relative has a value.
    pub now: Option<&'a When>,
    /// The last date spoken of.
    pub focus: Option<&'a When>,
    /// The last day spoken of.
    pub focus_day: Option<&'a When>,
    /// The last day that something is told to have happened on.
    pub told: Option<&'a When>,
    /// What tense tells.
    pub side: Side,
}

/// Years looked through for a yearly date, on either side.
const REACH: i16 = 8;

impl Context<'_> {
    /// The date that a value means.
    pub fn resolve(&self, value: &Value) -> Option<When> {
        let (op, args) = match value {
            Value::Date(when) => return Some(when.clone()),
            Value::Call(op, args) => (*op, args.as_slice()),
            _ => return None,
        };
        match (op, args) {
            (Op::Now, _) => self.now.cloned(),
            (Op::Focus, _) => self.focus.or(self.now).cloned(),
            (Op::This, [unit, n]) => self.this(as_unit(unit)?, number(n)? as i64),
            (Op::Same, [unit, n]) => self.same(as_unit(unit)?, number(n)? as i64),
            (Op::Weekday, [w, step @ ..]) => {
                let step = step.first().and_then(number).unwrap_or(0.0);
                self.weekday(number(w)? as i64, step as i64)
            }
            (Op::Month | Op::Season, [_, step]) => {
                self.yearly(&Value::Call(op, args[..1].to_vec()), number(step)? as i64)
            }
            (Op::Month | Op::Season | Op::Date | Op::Easter, _) => self.yearly(value, 0),
            (Op::Nth, [n, what, whole]) => nth(number(n)? as i64, what, &self.resolve(whole)?),
            (Op::Year, [y]) => When::of_year(number(y)? as i16),
            (Op::ShortYear, [y]) => self.short_year(number(y)? as i16),
            (Op::Decade, [y]) => self.decade(number(y)? as i16),
            (Op::Century, [n]) => {
                When::of_century((number(n)? as i16).checked_sub(1)?.checked_mul(100)?)
            }
            (Op::On, [w, date]) => self.on(number(w)? as i64, date),
            (Op::First, [Value::Call(Op::Span, pair)]) => self.resolve(pair.first()?),
            (Op::Second, [Value::Call(Op::Span, pair)]) => self.resolve(pair.get(1)?),
            (Op::In, [outer, inner]) => self.within(&self.resolve(outer)?, inner),
            (Op::Begin, [x]) => calendar::third(&self.resolve(x)?, 0),
            (Op::Middle, [x]) => calendar::third(&self.resolve(x)?, 1),
            (Op::End, [x]) => calendar::third(&self.resolve(x)?, 2),
            (Op::Since, [x]) => {
                Some(Context { side: Side::Past, ..*self }.resolve(x)?.start()?.onwards())
            }
            (Op::From, [x]) => Some(self.ahead().resolve(x)?.start()?.onwards()),
            (Op::LastDay, [x]) => self.resolve(x)?.latest().map(When::from),
            (Op::Until, [x]) => Some(self.ahead().resolve(x)?.up_to()),
            (Op::Afterwards, [x]) => {
                let x = self.resolve(x)?;
                Some(x.end().or(x.start())?.onwards())
            }
            (Op::Beforehand, [x]) => Some(self.resolve(x)?.start()?.up_to()),
            (Op::Span, [a, b]) => self.span(a, b),
            (Op::Shift, [x, n, unit]) => self.shift(x, number(n)?, as_unit(unit)?),
            (Op::Past, [n, unit]) => self.stretch(-number(n)?, as_unit(unit)?),
            (Op::Coming, [n, unit]) => self.stretch(number(n)?, as_unit(unit)?),
            (Op::After, [x, n, unit]) => {
                let (first, unit) = (self.resolve(x)?.earliest()?, as_unit(unit)?);
                let last =
                    calendar::days(calendar::shifted(first, number(n)?, unit)?.earliest()?, -1)?;
                When::of_days(first, last)
            }
            _ => None,
        }
    }

    /// What ends or begins on a day does so ahead, where no tense says otherwise.
    fn ahead(&self) -> Self {
        let side = if self.side == Side::Unknown { Side::Future } else { self.side };
        Context { side, ..*self }
    }

    fn this(&self, unit: Unit, n: i64) -> Option<When> {
        let now = self.now?;
        let past_weekend = unit == Unit::Weekend && n == 0 && self.side == Side::Past;
        let before = past_weekend && now.day().is_some_and(|d| calendar::weekday(d) < 6);
        unit_of(now, unit, if before { -1 } else { n })
    }

    fn same(&self, unit: Unit, n: i64) -> Option<When> {
        match self.focus_for(unit) {
            Some(focus) => self.possible(unit_of(&focus, unit, n)?),
            None if n != 0 => unit_of(self.now?, unit, n),
            None => None,
        }
    }

    /// What "later" and "that day" reckon from: days from the last day spoken of, where there is one, and from the
    /// second day of a night.
    fn focus_for(&self, unit: Unit) -> Option<When> {
        let focus = if unit == Unit::Day { self.focus_day.or(self.focus) } else { self.focus }?;
        if focus.days() == 2 { focus.end() } else { Some(focus.clone()) }
    }

    /// What is told to have happened "later" cannot be still to come.
    fn possible(&self, value: When) -> Option<When> {
        let ahead = self.now.is_some_and(|now| now.is_before(&value));
        (self.side != Side::Past || !ahead).then_some(value)
    }

    /// A weekday, on the side that tense tells (`step` 0), or the last before and the next after now.
    fn weekday(&self, w: i64, step: i64) -> Option<When> {
        let now = self.now?;
        let Some(today) = now.day() else { return Some(now.clone()) };
        let back = (calendar::weekday(today) - w).rem_euclid(7);
        let offset = match (step, self.side) {
            (0, _) if back == 0 => 0,
            (0, Side::Past) => -back,
            (0, Side::Future) => 7 - back,
            (0, Side::Unknown) if back <= 3 => -back,
            (-1, _) if back == 0 => -7,
            (-1, _) => -back,
            _ => 7 - back,
        };
        let offset = self.between(today, offset).unwrap_or(offset);
        calendar::days(today, offset).map(When::from)
    }

    /// A report that tells of a day before its publication looks forward from that day: a weekday between the two.
    fn between(&self, today: Date, offset: i64) -> Option<i64> {
        let told = self.told?.day().filter(|_| self.side == Side::Future && offset > 0)?;
        let day = calendar::days(today, offset - 7)?;
        (told < day && day < today).then_some(offset - 7)
    }

    /// What comes once a year, in the year that tense (`step` 0) or the step tells.
    fn yearly(&self, value: &Value, step: i64) -> Option<When> {
        let now = self.now?;
        let year = now.earliest()?.year();
        let all: Vec<When> =
            (year - REACH..=year + REACH).filter_map(|y| in_year(value, y)).collect();
        let begun = |w: &&When| w.earliest() <= now.latest();
        let ahead = |w: &&When| w.latest() >= now.earliest();
        let found = match (step, self.side) {
            (-1, _) => all.iter().rfind(|w| w.is_before(now)),
            (1, _) => all.iter().find(|w| now.is_before(w)),
            (_, Side::Past) => all.iter().rfind(begun),
            (_, Side::Future) => all.iter().find(ahead),
            (_, Side::Unknown) => all.iter().min_by_key(|w| distance(w, now)),
        };
        found.cloned()
    }

    /// A day of the year in the nearest year where it falls on a weekday; without such a year as if none were said.
    fn on(&self, w: i64, date: &Value) -> Option<When> {
        let plain = self.resolve(date)?;
        let year = plain.earliest()?.year();
        let falls = |when: &When| when.day().is_some_and(|d| calendar::weekday(d) == w);
        let near = [year, year - 1, year + 1].into_iter().filter_map(|y| in_year(date, y));
        near.into_iter().find(falls).or(Some(plain))
    }

    fn short_year(&self, y: i16) -> Option<When> {
        let now = self.now.and_then(When::latest).map_or(2030, Date::year);
        let year = now - now.rem_euclid(100) + y;
        When::of_year(if year > now + 20 { year - 100 } else { year })
    }

    fn decade(&self, y: i16) -> Option<When> {
        if y >= 100 {
            return When::of_decade(y);
        }
        let now = self.now.and_then(When::latest).map_or(2030, Date::year);
        let year = now - now.rem_euclid(100) + y;
        When::of_decade(if year + 9 >= now { year - 100 } else { year })
    }

    /// The second within the first: a month in a year, a weekday in a week, a day in a month.
    fn within(&self, outer: &When, inner: &Value) -> Option<When> {
        let (first, last) = (outer.earliest()?, outer.latest()?);
        match inner {
            Value::Call(Op::Weekday, args) => {
                let w = number(args.first()?)? as i64;
                calendar::nth_weekday(1, w, outer).or_else(|| Some(outer.clone()))
            }
            Value::Call(Op::Date, args) if number(args.first()?)? == 0.0 => {
                Date::new(first.year(), first.month(), number(args.get(1)?)? as i8)
                    .ok()
                    .map(When::from)
            }
            _ if first.year() != last.year() => None,
            _ => in_year(inner, first.year()).or_else(|| {
                let inside = Context { now: Some(outer), ..*self }.resolve(inner)?;
                outer.overlaps(&inside).then_some(inside)
            }),
        }
    }

    /// From one to the other, each as near to the other as the side allows.
    fn span(&self, a: &Value, b: &Value) -> Option<When> {
        let (from, to) = (self.resolve(a)?, self.resolve(b)?);
        let near =
            |now: &When, side, value| Context { now: Some(now), side, ..*self }.resolve(value);
        let loose = |v: &Value| matches!(v, Value::Call(Op::Weekday | Op::Month | Op::Date, _));
        if loose(a) && loose(b) && self.side == Side::Past || to.is_before(&from) && loose(a) {
            let from = near(&to, Side::Past, a)?;
            return When::spanning(&from, &to);
        }
        if loose(b) && (loose(a) || to.is_before(&from)) {
            let to = near(&from, Side::Future, b)?;
            return When::spanning(&from, &to);
        }
        When::spanning(&from, &to)
    }

    fn shift(&self, base: &Value, n: f64, unit: Unit) -> Option<When> {
        let base = match base {
            Value::Call(Op::Focus, _) => {
                let focus = self.focus_for(unit).or(self.now.cloned())?;
                return self.possible(shifted(&focus, n, unit)?);
            }
            _ => self.resolve(base)?,
        };
        shifted(&base, n, unit)
    }

    fn stretch(&self, n: f64, unit: Unit) -> Option<When> {
        let now = self.now?;
        match now.day() {
            Some(day) => calendar::stretch(day, n, unit),
            None if finer(unit, now) => Some(now.clone()),
            None => calendar::stretch(now.earliest()?, n, unit),
        }
    }
}

/// A date some units further, as fine as unit and date allow.
fn shifted(base: &When, n: f64, unit: Unit) -> Option<When> {
    let in_days = calendar::months_in(unit).is_none();
    match base.day() {
        Some(day) => calendar::shifted(day, n, unit),
        None if in_days && base.precision() != Precision::Day => Some(coarse_shift(base, n, unit)),
        None if in_days => {
            let first = calendar::shifted(base.earliest()?, n, unit)?;
            let last = calendar::shifted(base.latest()?, n, unit)?;
            When::spanning(&first, &last)
        }
        None if finer(unit, base) => Some(coarse_shift(base, n, unit)),
        None => calendar::shifted(base.earliest()?, n, unit),
    }
}

/// Whether a unit is finer than a date is known.
fn finer(unit: Unit, date: &When) -> bool {
    let unit = match unit {
        Unit::Day | Unit::Week | Unit::Weekend => Precision::Day,
        Unit::Month => Precision::Month,
        Unit::Quarter | Unit::Season => Precision::Quarter,
        Unit::Half => Precision::Half,
        Unit::Year => Precision::Year,
        Unit::Decade => Precision::Decade,
        Unit::Century => Precision::Century,
    };
    unit > date.precision()
}

/// The unit that a date lies in, `n` further; the date itself where it is too coarse to tell.
fn unit_of(base: &When, unit: Unit, n: i64) -> Option<When> {
    if finer(unit, base) && base.day().is_none() {
        return Some(coarse_shift(base, n as f64, unit));
    }
    let end =
        if n > 0 { base.latest().or(base.earliest()) } else { base.earliest().or(base.latest()) };
    calendar::unit_at(end?, unit, n)
}

/// A date known only to the month or year, some smaller units further: itself, unless that is surely another.
fn coarse_shift(base: &When, n: f64, unit: Unit) -> When {
    let moved = |day: Option<Date>| calendar::shifted(day?, n, unit)?.earliest();
    let (Some(first), Some(last)) = (moved(base.earliest()), moved(base.latest())) else {
        return base.clone();
    };
    let days = When::of_days(first, last);
    if days.is_some_and(|d| d.overlaps(base)) {
        return base.clone();
    }
    let unit = if base.precision() >= Precision::Month { Unit::Month } else { Unit::Year };
    let ends = (calendar::unit_at(first, unit, 0), calendar::unit_at(last, unit, 0));
    let whole = ends.0.zip(ends.1).and_then(|(a, b)| When::spanning(&a, &b));
    whole.unwrap_or_else(|| base.clone())
}

/// Days between two dates; 0 where they overlap, and a little less backwards than forwards.
fn distance(a: &When, b: &When) -> i64 {
    let gap = |end: Option<Date>, start: Option<Date>| match (end, start) {
        (Some(e), Some(s)) => 2 * i64::from((s - e).get_days()),
        _ => 0,
    };
    gap(a.latest(), b.earliest()).max(gap(b.latest(), a.earliest()) + 1).max(0)
}

/// What comes once a year, in one year; `None` for what does not.
fn in_year(value: &Value, year: i16) -> Option<When> {
    let Value::Call(op, args) = value else { return None };
    match (op, args.as_slice()) {
        (Op::Month | Op::Season, [m, ..]) => When::of_month(year, number(m)? as i8),
        (Op::Date, [m, d]) => {
            Date::new(year, number(m)? as i8, number(d)? as i8).ok().map(When::from)
        }
        (Op::Easter, [n]) => {
            calendar::days(calendar::easter(year)?, number(n)? as i64).map(When::from)
        }
        (Op::Nth, [n, what, whole]) => nth(number(n)? as i64, what, &in_year(whole, year)?),
        (Op::Begin, [x]) => calendar::third(&in_year(x, year)?, 0),
        (Op::Middle, [x]) => calendar::third(&in_year(x, year)?, 1),
        (Op::End, [x]) => calendar::third(&in_year(x, year)?, 2),
        (Op::Shift, [x, n, unit]) => {
            calendar::shifted(in_year(x, year)?.earliest()?, number(n)?, as_unit(unit)?)
        }
        (Op::Span, [a, b]) => {
            let (from, to) = (in_year(a, year)?, in_year(b, year)?);
            let to = if to.is_before(&from) { in_year(b, year + 1)? } else { to };
            When::spanning(&from, &to)
        }
        _ => None,
    }
}

fn nth(n: i64, what: &Value, whole: &When) -> Option<When> {
    match what {
        Value::Call(Op::Weekday, args) => {
            calendar::nth_weekday(n, number(args.first()?)? as i64, whole)
        }
        _ => calendar::nth_unit(n, as_unit(what)?, whole),
    }
}

fn as_unit(value: &Value) -> Option<Unit> {
    if let Value::Unit(unit) = value { Some(*unit) } else { None }
}

/// The number that a value comes to.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(n) => Some(*n),
        Value::Call(op, args) => match (op, args.as_slice()) {
            (Op::Minus, [n]) => Some(-number(n)?),
            (Op::Plus, [a, b]) => Some(number(a)? + number(b)?),
            (Op::Times, [a, b]) => Some(number(a)? * number(b)?),
            (Op::First, [Value::Call(Op::Span, pair)]) => number(pair.first()?),
            (Op::Second, [Value::Call(Op::Span, pair)]) => number(pair.get(1)?),
            _ => None,
        },
        _ => None,
    }
}
