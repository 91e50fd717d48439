//! The dates of events: by syntax, then by the sentence, then by discourse, then by publication.

use super::{
    Found,
    clauses::{Bond, Clauses, Tense},
};
use kroniek_model::{Field, ParagraphKind, Precision, Status, TimeMention, When};

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

/// Where a sentence stands, and its clauses.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    pub paragraph: usize,
    pub field: Field,
    pub kind: Option<ParagraphKind>,
    pub clauses: Clauses,
    /// Whether it takes up the time of what went before ("toen", "daarop").
    pub then: bool,
    /// Which tokens are verbs.
    pub verbs: Vec<bool>,
    /// Which tokens stand in a clause of what always holds.
    pub lasting: bool,
}

/// A date and the rule that gave it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dated {
    /// The date; `None` where the report does not say.
    pub value: Option<When>,
    /// The rule that decided.
    pub rule: &'static str,
}

/// Days before publication that a lead may tell of: news is no older.
const NEWS: i64 = 10;

impl Timeline {
    pub(super) fn new(published: Option<When>, found: Vec<Found>, sentences: Vec<Place>) -> Timeline {
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

    /// The date of the event that a token sets off.
    pub fn of(&self, sentence: usize, trigger: usize, status: Status) -> Dated {
        let Some(place) = self.sentences.get(sentence) else { return Dated::default() };
        let event = Event { line: self, place, sentence, trigger, status };
        let rules: [(&'static str, Rule<'_>); 6] = [
            ("own", Event::own),
            ("clause", Event::clause),
            ("sentence", Event::sentence),
            ("passage", Event::passage),
            ("story", Event::story),
            ("publication", Event::publication),
        ];
        let dated = rules.into_iter().find_map(|(rule, f)| Some(Dated { value: Some(f(&event)?), rule }));
        dated.unwrap_or(Dated { value: None, rule: "background" })
    }

    /// The first day that the lead gives for what has happened, if it is news.
    fn lead(&self) -> Option<When> {
        let published = self.published.as_ref()?;
        let body = |f: &&Found| self.sentences[f.sentence].kind == Some(ParagraphKind::Body);
        let first = self.sentences.iter().find(|p| p.kind == Some(ParagraphKind::Body))?.paragraph;
        let news = |f: &&Found| {
            let value = &f.mention.value;
            let ago = published.latest().zip(value.latest()).map(|(p, v)| i64::from((p - v).get_days()));
            self.sentences[f.sentence].paragraph == first
                && value.precision() == Precision::Day
                && !value.is_open()
                && ago.is_some_and(|n| (0..=NEWS).contains(&n))
        };
        Some(self.found.iter().filter(body).find(news)?.mention.value.clone())
    }

    /// The time expressions of a sentence.
    fn here(&self, sentence: usize) -> impl Iterator<Item = &Found> {
        self.found.iter().filter(move |f| f.sentence == sentence)
    }

    /// From the day that the report tells of to its publication: when reactions came and words were spoken.
    fn news(&self) -> Option<When> {
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
    status: Status,
}

impl Event<'_> {
    /// Whether a date can be this event's: what happened did not happen "until" a day.
    fn fits(&self, found: &Found) -> bool {
        let value = &found.mention.value;
        let ahead = self.line.is_future(Some(value)) && self.status == Status::Happened;
        value.earliest().is_some() && !(ahead && value.latest().is_none())
    }

    /// A time that hangs on the trigger itself.
    fn own(&self) -> Option<When> {
        let noun = !self.place.verbs.get(self.trigger).copied().unwrap_or(false);
        let mine = |f: &&Found| {
            self.place.clauses.anchor(&f.expression.tokens) == Some(self.trigger)
                && self.fits(f)
                && !(noun && f.mention.value.latest().is_none())
        };
        self.together(self.line.here(self.sentence).filter(mine).collect())
    }

    /// A time of the trigger's own clause.
    fn clause(&self) -> Option<When> {
        self.in_clause(self.place.clauses.of(self.trigger))
    }

    /// A time that a clause's verb governs, or failing that any in it.
    fn in_clause(&self, clause: usize) -> Option<When> {
        let clauses = &self.place.clauses;
        let inside = |f: &&Found| clauses.of(f.expression.tokens.start) == clause && self.fits(f);
        let all: Vec<&Found> = self.line.here(self.sentence).filter(inside).collect();
        let verb = |f: &&&Found| {
            clauses.anchor(&f.expression.tokens).is_none_or(|a| self.place.verbs[a] || a == clauses.all[clause].head)
        };
        let governed: Vec<&Found> = all.iter().filter(verb).copied().collect();
        self.together(if governed.is_empty() { vec![] } else { governed })
    }

    /// Several dates of one clause: a stretch where they are days that follow each other, else the finest.
    fn together(&self, all: Vec<&Found>) -> Option<When> {
        let values: Vec<&When> = all.iter().map(|f| &f.mention.value).collect();
        if let [a, .., b] = values[..]
            && a.day().is_some()
            && b.day().is_some()
            && a.is_before(b)
        {
            return When::spanning(a, b).filter(|w| w.days() <= NEWS).or(Some(a.clone()));
        }
        values.into_iter().min_by_key(|w| w.days()).cloned()
    }

    /// A time of the clauses that the trigger's hangs on, of those beside it, and of adverbial ones below.
    fn sentence(&self) -> Option<When> {
        let clauses = &self.place.clauses;
        let path = clauses.upwards(clauses.of(self.trigger));
        // What had happened before has not the date of what is told.
        if clauses.all[path[0]].tense == Tense::Pluperfect {
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

    /// The last date of the same paragraph, where the telling goes on in the past.
    fn passage(&self) -> Option<When> {
        let clauses = &self.place.clauses;
        let tense = clauses.all[clauses.of(self.trigger)].tense;
        let told = matches!(tense, Tense::Past | Tense::None | Tense::Pluperfect);
        if !told || self.status == Status::Planned {
            return None;
        }
        let before = self.line.found.iter().rev().filter(|f| f.sentence < self.sentence);
        let same = |f: &&Found| self.line.sentences[f.sentence].paragraph == self.place.paragraph;
        let open = |f: &&Found| !f.mention.value.is_open() && !self.line.is_future(Some(&f.mention.value));
        let mut near = before.filter(|f| self.place.then || same(f)).filter(open);
        near.next().map(|f| f.mention.value.clone())
    }

    /// News without a date of its own.
    fn story(&self) -> Option<When> {
        if self.status == Status::Planned || self.status == Status::Hypothetical || self.place.lasting {
            return None;
        }
        let clauses = &self.place.clauses;
        let tense = clauses.all[clauses.of(self.trigger)].tense;
        match tense {
            Tense::Past | Tense::Perfect | Tense::Present => self.line.news(),
            Tense::None if self.place.verbs.get(self.trigger) == Some(&true) => self.line.news(),
            _ => None,
        }
    }

    /// What a headline or lead tells.
    fn publication(&self) -> Option<When> {
        let first = self.line.sentences.iter().find(|p| p.kind == Some(ParagraphKind::Body));
        let lead = first.is_some_and(|p| p.paragraph == self.place.paragraph);
        let headline = self.place.field == Field::Title || self.place.kind == Some(ParagraphKind::Heading);
        (lead || headline).then(|| self.line.news()).flatten().filter(|_| self.status != Status::Planned)
    }
}
