//! What a time expression means before it is known when it was said: `shift(now, -number, unit)`.

use kroniek_model::When;
use std::str::FromStr;

/// A unit of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// A day.
    Day,
    /// Monday to Sunday.
    Week,
    /// Saturday and Sunday.
    Weekend,
    /// A month.
    Month,
    /// Three months from January, April, July or October.
    Quarter,
    /// Three months from March, June, September or December.
    Season,
    /// Six months from January or July.
    Half,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

macro_rules! ops {
    ($($variant:ident $name:literal $min:literal $max:literal $doc:literal),* $(,)?) => {
        /// What is reckoned; the arguments are given with each.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Op { $(#[doc = $doc] $variant,)* }

        impl Op {
            /// Name in the data, least and greatest number of arguments.
            const TABLE: &'static [(&'static str, Op, usize, usize)] =
                &[$(($name, Op::$variant, $min, $max)),*];
        }
    };
}

ops! {
    Now "now" 0 0 "The day of publication.",
    Focus "focus" 0 0 "The last date spoken of.",
    This "this" 2 2 "(unit, n): the unit that now lies in, n further.",
    Same "same" 2 2 "(unit, n): the unit that the focus lies in, n further.",
    Weekday "weekday" 1 2 "(w, n): a weekday, 1 for Monday; without n on the side that tense tells, -1 the last before now, 1 the next.",
    Month "month" 1 2 "(m, n): a month, 1 for January; n as with weekdays.",
    Season "season" 1 2 "(code, n): a season or quarter by its EDTF code; n as with weekdays.",
    Date "date" 2 2 "(month, day): a day of the year on the side that tense tells.",
    Easter "easter" 1 1 "(n): the nth day from Easter Sunday, on the side that tense tells.",
    Nth "nth" 3 3 "(n, unit or weekday, time): the nth of them within a time; -1 is the last.",
    Year "year" 1 1 "(y): a year.",
    ShortYear "short-year" 1 1 "(yy): the year that the last two digits mean, the nearest that is not far to come.",
    Decade "decade" 1 1 "(y): ten years, by two digits or four.",
    Century "century" 1 1 "(n): the nth century.",
    On "on" 2 2 "(weekday, date): a day of the year in a year where it falls on the weekday, if one is near.",
    In "in" 2 2 "(time, time): the second within the first.",
    Begin "begin" 1 1 "(time): its first third.",
    Middle "middle" 1 1 "(time): its second third.",
    End "end" 1 1 "(time): its last third.",
    Since "since" 1 1 "(time): from its first day on, which lies behind.",
    From "from" 1 1 "(time): from its first day on.",
    Until "until" 1 1 "(time): up to its last day.",
    Afterwards "afterwards" 1 1 "(time): from its last day on.",
    Beforehand "beforehand" 1 1 "(time): up to its first day.",
    First "first" 1 1 "(span): the first of two numbers or times.",
    Second "second" 1 1 "(span): the second of two numbers or times.",
    LastDay "last-day" 1 1 "(time): its last day.",
    Span "span" 2 2 "(time, time): from the first to the second.",
    Shift "shift" 3 3 "(time, n, unit): n units further, as fine as the unit.",
    Past "past" 2 2 "(n, unit): the stretch of n units that ends now.",
    Coming "coming" 2 2 "(n, unit): the stretch of n units that begins now.",
    After "after" 3 3 "(time, n, unit): the stretch of n units after a time.",
    Minus "minus" 1 1 "(n): its opposite.",
    Times "times" 2 2 "(n, n): their product.",
    Plus "plus" 2 2 "(n, n): their sum.",
    Nothing "nothing" 0 0 "No date: what looks like one and is none.",
}

/// A value with places left open for what the pattern caught.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A number.
    Number(f64),
    /// A unit of the calendar.
    Unit(Unit),
    /// A fixed date.
    Date(When),
    /// Something to reckon.
    Call(Op, Vec<Value>),
    /// What the nth element of the pattern caught.
    Slot(usize),
}

impl FromStr for Unit {
    type Err = ();
    fn from_str(s: &str) -> Result<Self, ()> {
        Ok(match s {
            "day" => Unit::Day,
            "week" => Unit::Week,
            "weekend" => Unit::Weekend,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            "season" => Unit::Season,
            "half" => Unit::Half,
            "year" => Unit::Year,
            "decade" => Unit::Decade,
            "century" => Unit::Century,
            _ => return Err(()),
        })
    }
}

impl Value {
    /// Reads a value; `slot` tells which element of the pattern a name stands for. Of names joined by `|` the first
    /// that the pattern has is taken.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn parse(text: &str, slot: &dyn Fn(&str) -> Option<usize>) -> Result<Value, String> {
        let mut reader = Reader { rest: text.trim(), slot };
        let value = reader.value()?;
        match reader.rest.trim() {
            "" => Ok(value),
            rest => Err(format!("`{rest}` is left over in value `{text}`")),
        }
    }

    /// The value with every open place filled.
    pub fn fill(&self, caught: &[&Value]) -> Value {
        match self {
            Value::Slot(n) => caught.get(*n).map_or(Value::Number(0.0), |v| (*v).clone()),
            Value::Call(op, args) => {
                Value::Call(*op, args.iter().map(|a| a.fill(caught)).collect())
            }
            other => other.clone(),
        }
    }
}

struct Reader<'a> {
    rest: &'a str,
    slot: &'a dyn Fn(&str) -> Option<usize>,
}

impl Reader<'_> {
    fn value(&mut self) -> Result<Value, String> {
        self.rest = self.rest.trim_start();
        if let Some(rest) = self.rest.strip_prefix('-') {
            self.rest = rest;
            return Ok(Value::Call(Op::Minus, vec![self.value()?]));
        }
        let end = self.rest.find(|c: char| "(), ".contains(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        let args = if rest.starts_with('(') { self.arguments()? } else { vec![] };
        self.named(word, args)
    }

    fn arguments(&mut self) -> Result<Vec<Value>, String> {
        let mut args = Vec::new();
        while !self.rest.starts_with(')') {
            self.rest = self.rest.get(1..).ok_or("a bracket is never closed")?;
            args.push(self.value()?);
            self.rest = self.rest.trim_start();
        }
        self.rest = &self.rest[1..];
        Ok(args)
    }

    fn named(&self, word: &str, args: Vec<Value>) -> Result<Value, String> {
        if let Some((_, op, min, max)) = Op::TABLE.iter().find(|(name, ..)| *name == word)
            && (*min..=*max).contains(&args.len())
        {
            return Ok(Value::Call(*op, args));
        }
        if !args.is_empty() {
            return Err(format!("`{word}` with {} arguments is not known", args.len()));
        }
        if let Ok(n) = word.parse() {
            return Ok(Value::Number(n));
        }
        let slot = word.split('|').find_map(|name| (self.slot)(name)).map(Value::Slot);
        slot.or_else(|| word.parse().ok().map(Value::Unit))
            .or_else(|| word.parse().ok().map(Value::Date))
            .ok_or_else(|| format!("`{word}` is no unit, date or part of the pattern"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Value, String> {
        Value::parse(text, &|name| (name == "number").then_some(0))
    }

    #[test]
    fn reads_calls_numbers_units_dates_and_slots() {
        let value = read("span(2014-07, shift(now, -number, week))").unwrap();
        let Value::Call(Op::Span, args) = &value else { panic!("{value:?}") };
        assert_eq!(args[0], Value::Date("2014-07".parse().unwrap()));
        let filled = args[1].fill(&[&Value::Number(2.0)]);
        let two = Value::Call(Op::Minus, vec![Value::Number(2.0)]);
        let now = Value::Call(Op::Now, vec![]);
        assert_eq!(filled, Value::Call(Op::Shift, vec![now, two, Value::Unit(Unit::Week)]));
        assert_eq!(read("1.5"), Ok(Value::Number(1.5)));
        assert_eq!(read("digits|number"), Ok(Value::Slot(0)));
    }

    #[test]
    fn says_what_is_wrong() {
        for (text, hint) in [
            ("shift(now)", "1 arguments"),
            ("shift(now, 1, month", "never closed"),
            ("year(nr)", "`nr` is no unit"),
            ("now now", "left over"),
            ("", "`` is no unit"),
        ] {
            assert!(read(text).unwrap_err().contains(hint), "{text}: {:?}", read(text));
        }
    }
}
