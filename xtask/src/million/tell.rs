//! What happens day by day in a synthetic record, and the reports that tell it.

use super::{chance::Chance, world::World};
use jiff::civil::Date;
use kroniek_model::{
    AboutRecord, ActorRef, Claim, CodeRef, Document, Evidence, Field, Lost, NumberMention, Person,
    Place, Reading, Span, StateClaim, Status, Step, TimeMention, Versions, When,
};
use std::collections::BTreeMap;

/// Claims in a report, about.
const CLAIMS: usize = 10;
/// Sentences in a report that tell of no event.
const OTHERS: usize = 14;
/// Words in a sentence.
const WORDS: usize = 17;
/// Days over which the events are spread: twenty years.
pub const DAYS: i64 = 7305;

/// One thing that happens.
#[derive(Debug, Clone)]
struct Event {
    claim: Claim,
    /// Days from its telling to it, where it is told as a plan first.
    ahead: i64,
}

/// Tells day after day.
pub struct Teller<'w> {
    world: &'w World,
    chance: Chance,
    day: Date,
    /// Claims yet to be told, by day.
    ahead: BTreeMap<Date, Vec<Claim>>,
    reports: usize,
}

/// A report and what it reads as.
pub type Told = (Document, Reading);

impl<'w> Teller<'w> {
    /// From the first day of 2005 on.
    pub fn new(world: &'w World) -> Self {
        let day = Date::constant(2005, 1, 1);
        Teller { world, chance: Chance::new(2), day, ahead: BTreeMap::new(), reports: 0 }
    }

    /// The reports of the next day, on which about so many events happen.
    pub fn day(&mut self, events: usize) -> Vec<Told> {
        for _ in 0..events {
            let event = self.event();
            self.spread(&event);
        }
        let mut claims = self.ahead.remove(&self.day).unwrap_or_default();
        let mut out = Vec::new();
        while !claims.is_empty() {
            let n = (CLAIMS / 2 + self.chance.below(CLAIMS)).min(claims.len());
            let told = claims.split_off(claims.len() - n);
            let (doc, reading) = self.report(told);
            // What an agency sends stands in a second paper too.
            if self.chance.percent(12.0) {
                out.push(self.copied(&doc, &reading));
            }
            out.push((doc, reading));
        }
        self.day = self.day.tomorrow().unwrap_or(self.day);
        out
    }

    fn event(&mut self) -> Event {
        let (world, chance) = (self.world, &mut self.chance);
        let (kind, event_type) = world.kind(chance).clone();
        let one = world.actor(chance);
        let mut other = world.partner(chance, one);
        while other == one {
            other = world.actor(chance);
        }
        let ahead = if chance.percent(12.0) { 1 + chance.below(30) as i64 } else { 0 };
        let status = match chance.below(100) {
            _ if ahead > 0 => Status::Planned,
            0..84 => Status::Happened,
            84..88 => Status::Denied,
            88..94 => Status::Alleged,
            _ => Status::Hypothetical,
        };
        let both = event_type.is_symmetric() && chance.percent(40.0);
        let mut source = vec![side(world, chance, one)];
        let mut target = vec![side(world, chance, other)];
        if chance.percent(15.0) {
            let third = world.actor(chance);
            target.push(side(world, chance, third));
        }
        if both {
            source.append(&mut target);
        }
        let claim = Claim {
            event_type,
            codes: world.ontology.kind(&kind).map(|k| k.codes(status)).unwrap_or_default(),
            kind,
            status,
            date: date(chance, self.day, ahead),
            place: place(world, chance),
            source,
            target,
            said_by: None,
            numbers: numbers(world, chance),
            about_record: about(chance),
            confidence: (30 + chance.below(65)) as f32 / 100.0,
            evidence: Vec::new(),
            steps: Vec::new(),
            lost: Vec::new(),
        };
        Event { claim, ahead }
    }

    /// Lays down when the event is told, and as what.
    fn spread(&mut self, event: &Event) {
        let mut times = 1;
        while times < 20 && self.chance.percent(20.0) {
            times += 1;
        }
        for n in 0..times {
            let late = [0, 0, 0, 1, 1, 2, 5][self.chance.below(7)];
            let mut claim = event.claim.clone();
            let happened = event.ahead > 0 && n > 0;
            if happened {
                claim.status = Status::Happened;
                claim.codes = self.codes(&claim);
            }
            let days = late + if happened { event.ahead } else { 0 };
            if self.chance.percent(20.0) {
                claim.place = None;
            }
            let day = self.day.checked_add(jiff::Span::new().days(days)).unwrap_or(self.day);
            self.ahead.entry(day).or_default().push(claim);
        }
    }

    fn codes(&self, claim: &Claim) -> kroniek_model::Codes {
        let kind = self.world.ontology.kind(&claim.kind);
        kind.map(|k| k.codes(claim.status)).unwrap_or_default()
    }

    fn report(&mut self, claims: Vec<Claim>) -> Told {
        self.reports += 1;
        let mut text = String::new();
        let mut events = Vec::new();
        for mut claim in claims {
            self.sentence(&mut text, &mut claim);
            for _ in 0..OTHERS / CLAIMS + self.chance.below(2) {
                self.words(&mut text);
                text.push_str(".\n");
            }
            events.push(claim);
        }
        let published = When::from(self.day);
        let id = format!("report-{:07}", self.reports);
        let outlet = format!("paper {}", self.chance.below(30));
        let doc = Document {
            id: id.clone(),
            published: Some(published.clone()),
            outlet: Some(outlet),
            text,
            ..Document::default()
        };
        let reading = Reading {
            doc: id,
            lang: "nl".to_owned(),
            published: Some(published),
            people: self.people(&events),
            states: self.states(&events),
            times: events.iter().filter_map(time).collect(),
            versions: versions(),
            events,
            warnings: Vec::new(),
        };
        (doc, reading)
    }

    /// Writes the sentence of a claim, and notes in the claim where it stands and how it was read.
    fn sentence(&mut self, text: &mut String, claim: &mut Claim) {
        let start = text.len() as u32;
        for actor in claim.source.iter_mut().chain(&mut claim.target) {
            let said = actor.name.clone().unwrap_or_else(|| actor.code.clone());
            actor.start = Some(text.len() as u32);
            text.push_str(&said);
            actor.end = Some(text.len() as u32);
            actor.text = Some(said);
            text.push(' ');
        }
        let trigger = text.len() as u32;
        text.push_str(&claim.kind);
        let end = text.len() as u32;
        text.push(' ');
        self.words(text);
        text.push('.');
        let rule = format!("nl/{}.{}", claim.kind, claim.kind.len());
        let step = |part: &str, rule: &str| Step {
            part: part.to_owned(),
            rule: rule.to_owned(),
            note: format!("{} as `{}`", claim.event_type, claim.kind),
        };
        claim.steps = vec![step("frame", &rule), step("source", "subj"), step("date", "sentence")];
        let lost = |n: u32| Lost {
            rule: format!("nl/{}.{n}", claim.event_type.as_str().to_lowercase()),
            why: "the words that it demands are not there".to_owned(),
        };
        claim.lost = (0..start % 4).map(lost).collect();
        claim.evidence = vec![Evidence {
            field: Field::Text,
            start,
            end: text.len() as u32,
            text: text[start as usize..].to_owned(),
            trigger: vec![Span::new(trigger, end)],
            rule,
        }];
        text.push(' ');
    }

    fn words(&mut self, text: &mut String) {
        for n in 0..WORDS {
            if n > 0 {
                text.push(' ');
            }
            text.push_str(self.world.word(&mut self.chance));
        }
    }

    fn people(&mut self, claims: &[Claim]) -> Vec<Person> {
        let named = claims.iter().flat_map(|c| c.source.iter().chain(&c.target));
        let mut people: Vec<Person> = Vec::new();
        for actor in named {
            let Some(name) = &actor.name else { continue };
            if !people.iter().any(|p| p.name == *name) {
                let of = CodeRef { code: actor.code.clone(), name: None };
                people.push(Person { name: name.clone(), of, office: actor.office.clone() });
            }
        }
        people
    }

    /// A state of affairs in a report, more or less.
    fn states(&mut self, claims: &[Claim]) -> Vec<StateClaim> {
        let relations = ["member", "treaty", "sanctions", "at-war", "supplies", "warrant"];
        let mut out = Vec::new();
        for claim in claims {
            let (Some(a), Some(b)) = (claim.source.first(), claim.target.first()) else { continue };
            if !self.chance.percent(12.0) {
                continue;
            }
            let code = |a: &ActorRef| CodeRef { code: a.code.clone(), name: None };
            out.push(StateClaim {
                subject: code(a),
                relation: (*self.chance.one(&relations)).to_owned(),
                object: code(b),
                from: claim.date.clone().filter(|_| self.chance.percent(40.0)),
                to: claim.date.clone().filter(|_| self.chance.percent(8.0)),
                evidence: claim.evidence.clone(),
            });
        }
        out
    }

    fn copied(&mut self, doc: &Document, reading: &Reading) -> Told {
        let id = format!("{}-b", doc.id);
        let mut text = doc.text.clone();
        self.words(&mut text);
        let doc = Document { id: id.clone(), text, ..doc.clone() };
        (doc, Reading { doc: id, ..reading.clone() })
    }
}

fn side(world: &World, chance: &mut Chance, actor: usize) -> ActorRef {
    let person = chance.percent(40.0).then(|| world.person(chance));
    let name = person.map(|p| world.persons[actor][p].clone());
    ActorRef {
        code: world.actors[actor].clone(),
        office: name.as_ref().map(|_| ["president", "minister"][chance.below(2)].to_owned()),
        person: person.map(|p| format!("Q{}", actor * 100 + p)),
        name,
        ..ActorRef::default()
    }
}

fn date(chance: &mut Chance, day: Date, ahead: i64) -> Option<When> {
    let on = day.checked_add(jiff::Span::new().days(ahead)).unwrap_or(day);
    match chance.below(100) {
        0..86 => Some(When::from(on)),
        86..90 => format!("{:04}-{:02}", on.year(), on.month()).parse().ok(),
        90..92 => format!("{on}/..").parse().ok(),
        92..95 => Some(When::from(on.yesterday().unwrap_or(on))),
        _ => None,
    }
}

fn place(world: &World, chance: &mut Chance) -> Option<Place> {
    let (name, of) = chance.one(&world.places);
    let place = || Place { name: name.clone(), country: Some(world.actors[*of].clone()) };
    chance.percent(40.0).then(place)
}

fn numbers(world: &World, chance: &mut Chance) -> Vec<NumberMention> {
    if !chance.percent(15.0) {
        return Vec::new();
    }
    let (n, unit) = (1 + chance.below(400), world.word(chance).to_owned());
    vec![NumberMention { value: Some(n as f64), text: format!("{n} {unit}"), unit: Some(unit) }]
}

fn about(chance: &mut Chance) -> Option<AboutRecord> {
    if !chance.percent(0.3) {
        return None;
    }
    let (claim, value) = match chance.below(3) {
        0 => ("first", None),
        1 => ("first-since", Some((2005 + chance.below(15)).to_string())),
        _ => ("nth", Some((2 + chance.below(30)).to_string())),
    };
    Some(AboutRecord { claim: claim.to_owned(), value })
}

fn time(claim: &Claim) -> Option<TimeMention> {
    let evidence = claim.evidence.first()?;
    let value = claim.date.clone()?;
    let (start, text) = (evidence.start, value.to_string());
    Some(TimeMention { field: Field::Text, start, end: start + 8, text, value })
}

fn versions() -> Versions {
    let text = |t: &str| t.to_owned();
    Versions { kroniek: text("0.1.0"), pack: text("nl 1"), ontology: text("1"), world: text("1") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_stand_where_the_claims_say() {
        let world = World::new().expect("world");
        let mut teller = Teller::new(&world);
        let told: Vec<Told> = (0..3).flat_map(|_| teller.day(40)).collect();
        assert!(told.len() > 5);
        for (doc, reading) in &told {
            for claim in &reading.events {
                let e = &claim.evidence[0];
                assert_eq!(&doc.text[e.start as usize..e.end as usize], e.text);
                let actor = &claim.source[0];
                let said = &doc.text[actor.start.unwrap() as usize..actor.end.unwrap() as usize];
                assert_eq!(Some(said), actor.text.as_deref());
            }
        }
    }
}
