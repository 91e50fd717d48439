//! How long each question takes: on one core, after the record is open.

use super::world::World;
use anyhow::Result;
use kroniek_model::{EventType, Status, When};
use kroniek_record::{Filter, Pace, Record, StateFilter};
use std::{
    fmt::Write as _,
    time::{Duration, Instant},
};

/// Times that a question is asked.
const RUNS: usize = 15;
/// Rows on a page.
const PAGE: usize = 50;
/// What the median of every question must stay under.
pub const WANTED: Duration = Duration::from_millis(100);

type Answer = kroniek_record::Result<usize>;

/// A question, and how it is put: what it gives back is how many rows it found.
struct Question<'a> {
    name: &'static str,
    put: Box<dyn Fn(&Record) -> Answer + 'a>,
}

/// Figures of one question.
pub struct Figures {
    /// What was asked.
    pub name: &'static str,
    /// Rows in the answer.
    pub rows: usize,
    /// What passed on the clock.
    pub clock: Times,
    /// What the thread worked, so that others on the machine do not count.
    pub worked: Times,
}

/// How long a question took when it was asked again and again.
pub struct Times {
    /// The first time, before anything of it was in memory of this process.
    pub first: Duration,
    /// The middle one of the others.
    pub median: Duration,
    /// The longest of the others.
    pub worst: Duration,
}

impl Times {
    /// Of at least two.
    fn of(mut all: Vec<Duration>) -> Self {
        let first = all.remove(0);
        all.sort();
        Times { first, median: all[all.len() / 2], worst: all[all.len() - 1] }
    }
}

/// Asks all questions in whose names these words stand of a record that was made of this world.
///
/// # Errors
/// A question fails.
pub fn all(record: &Record, world: &World, named: &str) -> Result<Vec<Figures>> {
    let wanted = questions(world).into_iter().filter(|q| q.name.contains(named));
    wanted.map(|q| asked(record, &q)).collect()
}

/// The figures as a table in Markdown.
pub fn table(figures: &[Figures]) -> String {
    let mut out = String::from(
        "| question | rows | first, ms | median, ms | worst, ms | worked: first | median | worst |\n",
    );
    out.push_str("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    for f in figures {
        let ms = |d: Duration| format!("{:.1}", d.as_secs_f64() * 1000.0);
        let three = |t: &Times| [t.first, t.median, t.worst].map(ms).join(" | ");
        _ = writeln!(
            out,
            "| {} | {} | {} | {} |",
            f.name,
            f.rows,
            three(&f.clock),
            three(&f.worked)
        );
    }
    out
}

fn asked(record: &Record, question: &Question) -> Result<Figures> {
    let (mut clock, mut works, mut rows) = (Vec::new(), Vec::new(), 0);
    for _ in 0..RUNS {
        let (begun, before) = (Instant::now(), worked());
        rows = (question.put)(record)?;
        let passed = begun.elapsed();
        clock.push(passed);
        works.push(worked().zip(before).map_or(passed, |(now, then)| now.saturating_sub(then)));
    }
    let (clock, worked) = (Times::of(clock), Times::of(works));
    Ok(Figures { name: question.name, rows, clock, worked })
}

/// Time that this thread has worked (`schedstat` in proc(5): nanoseconds on a processor, waiting for the disk left
/// out); none where the system does not tell.
fn worked() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

fn page() -> Filter {
    Filter { limit: Some(PAGE), newest_first: true, ..Filter::default() }
}

fn when(date: &str) -> Option<When> {
    date.parse().ok()
}

fn of(actors: &[&str]) -> Filter {
    Filter { actors: actors.iter().map(|a| (*a).to_owned()).collect(), ..page() }
}

fn text(words: &str) -> Filter {
    Filter { text: Some(words.to_owned()), ..page() }
}

/// All that people ask, each of the busiest and of others.
fn questions(world: &World) -> Vec<Question<'_>> {
    let (one, two, some) = (&*world.actors[0], &*world.actors[1], &*world.actors[60]);
    let third = &*world.actors[2];
    let man = &*world.persons[0][0];
    let (frequent, often, rare) = (&*world.words[10], &*world.words[200], &*world.words[40_000]);
    let two_words = format!("{frequent} {often}");
    let year = |y: &str| Filter { from: when(y), to: when(y), ..Filter::default() };
    let states = |as_of: &str, known: &str, who: &[&str]| StateFilter {
        as_of: when(as_of),
        known_by: when(known),
        actors: who.iter().map(|a| (*a).to_owned()).collect(),
        ..StateFilter::default()
    };
    let mut all = events(&[
        ("timeline: newest page", page()),
        ("timeline: first page", Filter { newest_first: false, ..page() }),
        ("timeline: a month", Filter { from: when("2008-05"), to: when("2008-05"), ..page() }),
        ("timeline: far back (offset 100,000)", Filter { offset: 100_000, ..page() }),
        ("events: a type", Filter { types: vec![EventType::Sanction], ..page() }),
        ("events: a kind", Filter { kinds: vec!["issue-warrant".into()], ..page() }),
        ("events: a status", Filter { statuses: vec![Status::Denied], ..page() }),
        ("events: the busiest actor", of(&[one])),
        ("events: the busiest actor, a type", Filter { types: vec![EventType::Aid], ..of(&[one]) }),
        (
            "events: the busiest actor, a kind and year",
            Filter {
                kinds: vec!["veto".into()],
                from: when("2012"),
                to: when("2012"),
                ..of(&[one])
            },
        ),
        ("events: two actors", of(&[one, two])),
        ("events: three actors", of(&[one, two, third])),
        ("events: a person", of(&[man])),
        ("events: a person and an actor", of(&[man, two])),
        ("events: known by 2010, newest", Filter { known_by: when("2010"), ..page() }),
        ("events: known by 2020, of an actor", Filter { known_by: when("2020"), ..of(&[one]) }),
        ("text: a word of one claim in ten", text(frequent)),
        ("text: a word of one claim in a hundred", text(often)),
        ("text: a rare word", text(rare)),
        ("text: two frequent words", text(&two_words)),
        (
            "text: a frequent word, the busiest actor",
            Filter { text: Some(frequent.into()), ..of(&[one]) },
        ),
        (
            "text: a frequent word, a type and year",
            Filter {
                types: vec![EventType::Aid],
                from: when("2012"),
                to: when("2012"),
                ..text(frequent)
            },
        ),
    ]);
    let counted = of(&[one]);
    all.push(question("count: the busiest actor's events", move |r| {
        r.count_events(&counted).map(|n| n as usize)
    }));
    for (name, who) in
        [("actor: the busiest", one), ("actor: an ordinary one", some), ("actor: a person", man)]
    {
        all.push(question(name, move |r| {
            Ok(r.actor(who, &Filter::default())?.tally.events as usize)
        }));
    }
    let of_2012 = year("2012");
    all.push(question("actor: the busiest, a year", move |r| {
        Ok(r.actor(one, &of_2012)?.tally.events as usize)
    }));
    for (name, a, b) in [("relation: the busiest two", one, two), ("relation: others", one, some)] {
        all.push(question(name, move |r| {
            Ok(r.relation(a, b, &Filter::default())?.tally.events as usize)
        }));
    }
    all.push(question("compare: the busiest three", move |r| {
        let filter = Filter::default();
        for (n, a) in [one, two, third].iter().enumerate() {
            r.actor(a, &filter)?;
            for b in &[one, two, third][n + 1..] {
                r.relation(a, b, &filter)?;
            }
        }
        Ok(3)
    }));
    let (ever, of_2013) = (Filter::default(), year("2013"));
    all.push(question("network: all years", move |r| Ok(r.network(&ever)?.edges.len())));
    all.push(question("network: a year", move |r| Ok(r.network(&of_2013)?.edges.len())));
    all.push(question("network: an actor's share, year by year", move |r| {
        Ok(r.shares(one, Pace::Year, &Filter::default())?.len())
    }));
    all.push(question("network: an actor's share, month by month", move |r| {
        Ok(r.shares(one, Pace::Month, &Filter::default())?.len())
    }));
    for (name, filter) in [
        ("states: as of a day", states("2015-06-30", "", &[])),
        ("states: as of a day, known by another", states("2015-06-30", "2016", &[])),
        ("states: of the busiest actor, both", states("2015-06-30", "2016", &[one])),
        ("states: between two", states("", "", &[one, two])),
    ] {
        let filter = StateFilter { limit: Some(PAGE), ..filter };
        all.push(question(name, move |r| Ok(r.states(&filter)?.len())));
    }
    for (name, filter) in [("check: newest page", page()), ("check: of the busiest", of(&[one]))] {
        all.push(question(name, move |r| Ok(r.about_record(&filter)?.len())));
    }
    all.push(question("event, claims and explain by identifier", |r| {
        let newest = r.events(&Filter { limit: Some(1), ..page() })?;
        let id = newest[0].event.id.to_string();
        r.event(&id)?;
        r.explain(&id)?;
        Ok(r.claims(&id)?.len())
    }));
    all.push(question("reports: newest page", |r| Ok(r.reports(Some(PAGE), 0)?.len())));
    all
}

fn question<'a>(name: &'static str, put: impl Fn(&Record) -> Answer + 'a) -> Question<'a> {
    Question { name, put: Box::new(put) }
}

fn events<'a>(all: &[(&'static str, Filter)]) -> Vec<Question<'a>> {
    let of = |(name, filter): &(&'static str, Filter)| {
        let filter = filter.clone();
        question(name, move |r| Ok(r.events(&filter)?.len()))
    };
    all.iter().map(of).collect()
}
