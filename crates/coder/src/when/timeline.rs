//! The dates of events: by syntax, then by the sentence, then by discourse, then by publication.

use super::{
    Found,
    clauses::{Bond, Tense},
    place::Place,
};
use kroniek_model::{Precision, Status, Step, TimeMention, When};

/// The time expressions of a report and the dates that events get from them.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    published: Option<When>,
    /// The day that the report tells of: the first in its lead, publication where that names none.
    story: Option<When>,
    found: Vec<Found>,
    mentions: Vec<TimeMention>,
    sentences: Vec<Place>,
}

/// A date and the rule that gave it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dated {
    /// The date; `None` where the report does not say.
    pub value: Option<When>,
    /// The rule that decided.
    pub rule: &'static str,
    /// Whether it is told in the present as later than the day that the report tells of: the report was written before.
    pub is_ahead: bool,
}

/// How an event is told, as far as that bears on its date.
#[derive(Debug, Clone, Copy)]
pub struct Telling {
    /// How certain it is.
    pub status: Status,
    /// Whether it is of a kind that goes on (trade, help): told in the present it has no day of its own.
    pub goes_on: bool,
    /// Whether it is words, which may come until the report does about what it tells.
    pub words: bool,
}

/// The rules that find a date in the event's own words.
const OWN: &str = Step::IN_WORDS[0];
const CLAUSE: &str = Step::IN_WORDS[1];

/// Days before publication that a lead may tell of: news is no older.
const NEWS: i64 = 7;

/// Paragraphs of running text that are looked through for it.
const LEAD: usize = 2;

impl Timeline {
    pub(super) fn new(
        published: Option<When>,
        found: Vec<Found>,
        sentences: Vec<Place>,
    ) -> Timeline {
        let mentions = found.iter().map(|f| f.mention.clone()).collect();
        let mut line = Timeline { published, story: None, found, mentions, sentences };
        line.story = line.lead().or(line.published.clone());
        line
    }

    /// The time expressions, in text order.
    pub fn mentions(&self) -> &[TimeMention] {
        &self.mentions
    }

    /// Whether a date lies wholly after publication.
    pub fn is_future(&self, date: Option<&When>) -> bool {
        matches!((date, &self.published), (Some(d), Some(p)) if p.is_before(d))
    }

    /// Whether what is so dated is still to come: its date lies after publication, or is a stretch of its own clause that
    /// begins with it ("binnen zes maanden").
    pub fn is_to_come(&self, dated: &Dated) -> bool {
        let begins = |d: &When, p: &When| {
            let ends = d.latest().zip(p.latest()).is_some_and(|(d, p)| d > p);
            d.is_interval() && ends && d.start().is_some_and(|s| s.overlaps(p))
        };
        let stretch =
            || matches!((&dated.value, &self.published), (Some(d), Some(p)) if begins(d, p));
        dated.is_ahead
            || self.is_future(dated.value.as_ref())
            || (matches!(dated.rule, OWN | CLAUSE) && stretch())
    }

    /// The date of the event that a token sets off.
    pub fn of(&self, sentence: usize, trigger: usize, told: Telling) -> Dated {
        let Some(place) = self.sentences.get(sentence) else { return Dated::default() };
        let event = Event { line: self, place, sentence, trigger, told };
        let rules: [(&'static str, Rule<'_>); 6] = [
            (OWN, Event::own),
            (CLAUSE, Event::clause),
            ("sentence", Event::sentence),
            ("passage", Event::passage),
            ("story", Event::story),
            ("publication", Event::publication),
        ];
        let found = rules.into_iter().find_map(|(rule, f)| Some((f(&event)?, rule)));
        let (value, rule) = found.map_or((None, "background"), |(v, rule)| (Some(v), rule));
        let is_ahead =
            matches!(rule, OWN | CLAUSE) && value.as_ref().is_some_and(|v| event.is_ahead(v));
        Dated { value, rule, is_ahead }
    }

    /// The first day that the first paragraphs give for what has happened, if it is news.
    fn lead(&self) -> Option<When> {
        let published = self.published.as_ref()?;
        let mut lead: Vec<usize> =
            self.sentences.iter().filter(|p| p.is_body()).map(|p| p.paragraph).collect();
        lead.dedup();
        lead.truncate(LEAD);
        let news = |f: &&Found| {
            let value = &f.mention.value;
            let ago =
                published.latest().zip(value.latest()).map(|(p, v)| i64::from((p - v).get_days()));
            lead.contains(&self.sentences[f.sentence].paragraph)
                && value.precision() == Precision::Day
                && !value.is_open()
                && ago.is_some_and(|n| (0..=NEWS).contains(&n))
        };
        Some(self.found.iter().find(news)?.mention.value.clone())
    }

    /// The time expressions of a sentence.
    fn here(&self, sentence: usize) -> impl Iterator<Item = &Found> {
        let later = &self.found[self.before(sentence).len()..];
        later.iter().take_while(move |f| f.sentence == sentence)
    }

    /// The time expressions of the sentences before one.
    fn before(&self, sentence: usize) -> &[Found] {
        &self.found[..self.found.partition_point(|f| f.sentence < sentence)]
    }

    /// From the day that the report tells of to its publication: when reactions came and words were spoken.
    fn news(&self, place: &Place) -> Option<When> {
        if place.stamp.is_some() {
            return place.stamp.clone();
        }
        match (&self.story, &self.published) {
            (Some(story), Some(published)) if story.is_before(published) => {
                When::spanning(story, published)
            }
            (_, published) => published.clone(),
        }
    }
}

/// A way to find an event's date.
type Rule<'a> = fn(&Event<'a>) -> Option<When>;

/// An event to be dated.
struct Event<'a> {
    line: &'a Timeline,
    place: &'a Place,
    sentence: usize,
    trigger: usize,
    told: Telling,
}

impl Event<'_> {
    fn tense(&self) -> Tense {
        let clauses = &self.place.clauses;
        clauses.all[clauses.of(self.trigger)].tense
    }

    /// Whether a day is told in the present as one after the day that the report tells of.
    fn is_ahead(&self, day: &When) -> bool {
        matches!(self.tense(), Tense::Present | Tense::Future)
            && day.day().is_some()
            && self.line.story.as_ref().is_some_and(|s| s.is_before(day))
    }

    fn is_verb(&self) -> bool {
        self.place.verbs.get(self.trigger).copied().unwrap_or(false)
    }

    /// The times of the sentence that can be an event's: nothing happens "until" a day, and what is "the first since" a
    /// day did not happen on it.
    fn times(&self) -> impl Iterator<Item = &Found> {
        let since = |f: &Found| f.mention.value.latest().is_none();
        let here = self.line.here(self.sentence);
        here.filter(move |f| {
            f.mention.value.earliest().is_some() && !(since(f) && self.place.first)
        })
    }

    /// A time that hangs on the trigger itself, on a noun that its clause tells more of, or that stands in a clause
    /// that tells more of the trigger.
    fn own(&self) -> Option<When> {
        let clauses = &self.place.clauses;
        let on = |f: &&Found, token| clauses.anchor(&f.expression.tokens) == Some(token);
        let mine =
            |f: &&Found| on(f, self.trigger) && (self.is_verb() || !f.mention.value.is_open());
        let own = self.together(self.times().filter(mine).collect());
        own.or_else(|| {
            let below = |c: &usize| !self.is_verb() && clauses.antecedent(*c) == Some(self.trigger);
            (0..clauses.all.len()).filter(below).find_map(|c| self.in_clause(c))
        })
    }

    /// A time of the trigger's own clause, or of the noun that the clause tells more of.
    fn clause(&self) -> Option<When> {
        let clauses = &self.place.clauses;
        let clause = clauses.of(self.trigger);
        self.in_clause(clause).or_else(|| {
            let noun = clauses.antecedent(clause)?;
            let on = |f: &&Found| clauses.anchor(&f.expression.tokens) == Some(noun) && f.of_noun;
            self.together(self.times().filter(on).collect())
        })
    }

    /// A time of a clause: one that its verb governs before one that hangs on a noun in it.
    fn in_clause(&self, clause: usize) -> Option<When> {
        let clauses = &self.place.clauses;
        let inside = |f: &&Found| clauses.of(f.expression.tokens.start) == clause;
        let all: Vec<&Found> = self.times().filter(inside).collect();
        let verb = |a: usize| self.place.verbs[a] || a == clauses.all[clause].head;
        let governed = |f: &&Found| clauses.anchor(&f.expression.tokens).is_none_or(verb);
        let first =
            self.together(all.iter().copied().filter(governed).filter(|f| !f.of_noun).collect());
        first.or_else(|| self.together(all.into_iter().filter(|f| !f.of_noun).collect()))
    }

    /// Several dates of one clause: a stretch where they are days that follow each other, else the finest. What holds
    /// since a day began on it.
    fn together(&self, all: Vec<&Found>) -> Option<When> {
        let values: Vec<&When> = all.iter().map(|f| &f.mention.value).collect();
        if let [a, .., b] = values[..]
            && a.day().is_some()
            && b.day().is_some()
            && a.is_before(b)
        {
            return When::spanning(a, b).filter(|w| w.days() <= NEWS).or(Some(a.clone()));
        }
        let finest = values.into_iter().min_by_key(|w| w.days())?;
        if finest.latest().is_none() { finest.start() } else { Some(finest.clone()) }
    }

    /// A time of the clauses that the trigger's hangs on, of those beside it, and of adverbial ones below. What only
    /// might happen does not do so when it is spoken of.
    fn sentence(&self) -> Option<When> {
        if self.told.status == Status::Hypothetical {
            return None;
        }
        let clauses = &self.place.clauses;
        let path = clauses.upwards(clauses.of(self.trigger));
        // What had happened before has not the date of what is told, but where it leads up to it ("nadat").
        let own = &clauses.all[path[0]];
        if own.tense == Tense::Pluperfect && own.bond != Bond::Adverbial {
            return None;
        }
        let above = path[1..].iter().find_map(|&c| self.in_clause(c));
        above.or_else(|| {
            let beside = |c: &usize| {
                let clause = &clauses.all[*c];
                clause.parent.is_some_and(|p| path.contains(&p))
                    && matches!(clause.bond, Bond::Beside | Bond::Adverbial)
            };
            (0..clauses.all.len()).filter(beside).find_map(|c| self.in_clause(c))
        })
    }

    /// The last date of the same paragraph, where the telling goes on in the past; any before where a word takes it up.
    fn passage(&self) -> Option<When> {
        let told = matches!(self.tense(), Tense::Past | Tense::None | Tense::Pluperfect);
        if !told || self.told.status == Status::Planned {
            return None;
        }
        let line = self.line;
        let past = |f: &&Found| {
            let value = &f.mention.value;
            value.earliest().is_some() && !line.is_future(Some(value))
        };
        let fine = |f: &&Found| {
            let value = &f.mention.value;
            value.precision() >= Precision::Month && value.latest().is_some() && !f.of_noun
        };
        let same = |f: &&Found| line.sentences[f.sentence].paragraph == self.place.paragraph;
        let before = || line.before(self.sentence).iter().rev().filter(past);
        let near = before().filter(same).find(fine);
        let found = near.or_else(|| before().next().filter(|_| self.place.then))?;
        self.together(vec![found]).map(|date| self.until_told(date))
    }

    /// The days from one on, if it is one, on which words about it can have been spoken.
    fn until_told(&self, date: When) -> When {
        let report =
            self.line.published.as_ref().filter(|_| self.told.words && date.day().is_some());
        let until = report.and_then(|p| When::spanning(&date, p));
        until.filter(|w| w.days() <= NEWS).unwrap_or(date)
    }

    /// News without a date of its own; a thing spoken of as known ("the war") and what had happened before are older,
    /// what goes on has no date.
    fn story(&self) -> Option<When> {
        let open = matches!(self.told.status, Status::Planned | Status::Hypothetical);
        let new = self.place.new.get(self.trigger).copied().unwrap_or(false);
        let tense = self.tense();
        let old = !new || tense == Tense::Pluperfect;
        (!open && !old && !self.goes_on(tense)).then(|| self.line.news(self.place)).flatten()
    }

    fn goes_on(&self, tense: Tense) -> bool {
        let lasts = self.place.lasting.contains(&self.place.clauses.of(self.trigger));
        lasts || (self.told.goes_on && tense == Tense::Present)
    }

    /// What a headline tells, whatever its words are.
    fn publication(&self) -> Option<When> {
        let told = self.place.is_heading() && self.told.status != Status::Planned;
        told.then(|| self.line.news(self.place)).flatten()
    }
}
