//! Ontologies: from a neutral kind and a status to codes, as tables (`ontologies/*.tsv`).

use crate::{
    Complaints, Row, Source, Table,
    codes::{Known, quad},
};
use kroniek_model::{Codes, EventType, StateClaim, Status};
use std::collections::HashMap;

/// The tables of all ontologies, by kind.
#[derive(Debug, Clone, Default)]
pub struct Ontology {
    kinds: HashMap<String, Kind>,
    effects: Vec<Effect>,
    answers: HashMap<String, Vec<EventType>>,
}

/// What an event does to a state of affairs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// Kind of the event.
    pub kind: String,
    /// How certain it must be.
    pub status: Status,
    /// Relation of the state of affairs, of the annotation guide's.
    pub relation: String,
    /// Whether it begins it, or ends it.
    pub change: Change,
    /// Whether who undergoes the event is the subject of the state of affairs.
    pub reversed: bool,
    /// An event and the state of affairs that comes of it: `@AU > MLI = MLI member @AU`.
    pub example: String,
}

/// How an event changes a state of affairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// From then on it holds.
    Begins,
    /// It held until then.
    Ends,
    /// It ends if it held; the event does not tell so ("a truce" says not who attacked whom).
    Stops,
    /// It holds, before and after ("eased its sanctions").
    Shows,
}

/// What a neutral kind means in each ontology.
#[derive(Debug, Clone)]
pub struct Kind {
    /// Our reading type.
    pub event_type: EventType,
    codes: Vec<(Option<Status>, Codes)>,
}

const KINDS: &str = "ontologies/kinds.tsv";
const CODES: &str = "ontologies/codes.tsv";
const EFFECTS: &str = "ontologies/effects.tsv";
const ANSWERS: &str = "ontologies/answers.tsv";

impl Ontology {
    /// Reads `ontologies/kinds.tsv` (kind to reading type), `ontologies/codes.tsv` (kind and status to PLOVER and CAMEO),
    /// `ontologies/plover.tsv` and `ontologies/cameo.tsv` (the codes that there are, and CAMEO's scores),
    /// `ontologies/effects.tsv` (kind and status to states of affairs) and `ontologies/answers.tsv` (what a kind answers).
    ///
    /// # Errors
    /// All complaints about those files.
    pub fn load(source: &Source) -> Result<Ontology, Complaints> {
        let mut complaints = Complaints::default();
        let mut kinds = HashMap::new();
        for row in Table::read(source, KINDS)?.rows() {
            match row.get("type").parse() {
                Ok(event_type) => {
                    _ = kinds
                        .insert(row.get("kind").to_owned(), Kind { event_type, codes: Vec::new() })
                }
                Err(e) => complaints.0.push(row.complaint(e)),
            }
        }
        let known = Known::read(source)?;
        for row in Table::read(source, CODES)?.rows() {
            if let Err(message) = add_codes(&mut kinds, &known, row) {
                complaints.0.push(row.complaint(message));
            }
        }
        let mut effects = Vec::new();
        for row in Table::read(source, EFFECTS)?.rows() {
            match effect(&kinds, row) {
                Ok(made) => effects.push(made),
                Err(message) => complaints.0.push(row.complaint(message)),
            }
        }
        let mut answers = HashMap::new();
        for row in Table::read(source, ANSWERS)?.rows() {
            match answered(&kinds, row) {
                Ok((kind, types)) => _ = answers.insert(kind, types),
                Err(message) => complaints.0.push(row.complaint(message)),
            }
        }
        complaints.or(Ontology { kinds, effects, answers })
    }

    /// What events do to states of affairs, in the order of the table.
    pub fn effects(&self) -> &[Effect] {
        &self.effects
    }

    /// What an event of a kind with a status does to states of affairs.
    pub fn effects_of(&self, kind: &str, status: Status) -> impl Iterator<Item = &Effect> {
        self.effects.iter().filter(move |e| e.kind == kind && e.status == status)
    }

    /// The types of the acts that an event of a kind answers; none for a kind that answers nothing.
    pub fn answers(&self, kind: &str) -> &[EventType] {
        self.answers.get(kind).map(Vec::as_slice).unwrap_or_default()
    }

    /// What a kind means; `None` for a kind in no table.
    pub fn kind(&self, kind: &str) -> Option<&Kind> {
        self.kinds.get(kind)
    }

    /// All kinds, sorted.
    pub fn kinds(&self) -> Vec<&str> {
        let mut all: Vec<_> = self.kinds.keys().map(String::as_str).collect();
        all.sort_unstable();
        all
    }
}

impl Kind {
    /// The codes under a status: the row for that status, else the row for any.
    pub fn codes(&self, status: Status) -> Codes {
        let fits = |wanted: Option<Status>| {
            self.codes.iter().find(|(s, _)| *s == wanted).map(|(_, c)| c.clone())
        };
        fits(Some(status)).or_else(|| fits(None)).unwrap_or_default()
    }
}

fn add_codes(kinds: &mut HashMap<String, Kind>, known: &Known, row: Row<'_>) -> Result<(), String> {
    let name = row.get("kind");
    let kind = kinds.get_mut(name).ok_or_else(|| format!("kind `{name}` is not in {KINDS}"))?;
    let status = row.some("status").filter(|s| *s != "*").map(str::parse).transpose()?;
    let (plover, mode, cameo) = (row.get("plover"), row.some("mode"), row.get("cameo"));
    known.check(plover, mode)?;
    row.some("example").ok_or("no `example`")?;
    let codes = Codes {
        plover: Some(plover.to_owned()),
        mode: mode.map(str::to_owned),
        cameo: Some(cameo.to_owned()),
        quad: quad(cameo),
        score: Some(known.score(cameo)?),
    };
    kind.codes.push((status, codes));
    Ok(())
}

fn effect(kinds: &HashMap<String, Kind>, row: Row<'_>) -> Result<Effect, String> {
    let kind = row.get("kind").to_owned();
    let relation = row.get("relation").to_owned();
    if !kinds.contains_key(&kind) {
        return Err(format!("kind `{kind}` is not in {KINDS}"));
    }
    if !StateClaim::RELATIONS.contains(&relation.as_str()) {
        return Err(format!("`{relation}` is none of {}", StateClaim::RELATIONS.join(", ")));
    }
    let one_of = |column: &str, yes: &str, no: &str| match row.get(column) {
        text if text == yes => Ok(true),
        text if text == no => Ok(false),
        text => Err(format!("{column} is `{text}`: neither `{yes}` nor `{no}`")),
    };
    let made = Effect {
        status: row.get("status").parse()?,
        change: change(row.get("effect"))?,
        reversed: one_of("subject", "target", "source")?,
        example: row.get("example").to_owned(),
        kind,
        relation,
    };
    match made.shown(made.example.split_once(" = ").unwrap_or_default().0) {
        Some(shown) if made.example.ends_with(&shown) => Ok(made),
        shown => Err(format!("the example should show `{}`", shown.unwrap_or_default())),
    }
}

fn answered(
    kinds: &HashMap<String, Kind>,
    row: Row<'_>,
) -> Result<(String, Vec<EventType>), String> {
    let kind = row.get("kind").to_owned();
    if !kinds.contains_key(&kind) {
        return Err(format!("kind `{kind}` is not in {KINDS}"));
    }
    row.some("example").ok_or("no `example`")?;
    let types = row.get("answers").split(' ').map(str::parse).collect::<Result<_, _>>()?;
    Ok((kind, types))
}

fn change(text: &str) -> Result<Change, String> {
    Ok(match text {
        "begins" => Change::Begins,
        "ends" => Change::Ends,
        "stops" => Change::Stops,
        "shows" => Change::Shows,
        _ => return Err(format!("effect is `{text}`: none of `begins`, `ends`, `stops`, `shows`")),
    })
}

impl Effect {
    /// The state of affairs that comes of an event such as `FIN > @NATO` or `KHM + THA`.
    fn shown(&self, event: &str) -> Option<String> {
        let (one, other) = event.split_once(" > ").or_else(|| event.split_once(" + "))?;
        let (subject, object) = if self.reversed { (other, one) } else { (one, other) };
        Some(format!(" = {subject} {} {object}", self.relation))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> (Ontology, Known) {
        let ontology = Ontology::load(&Source::Embedded).unwrap_or_else(|e| panic!("{e}"));
        (ontology, Known::read(&Source::Embedded).unwrap_or_else(|e| panic!("{e}")))
    }

    fn code(line: &str) -> Result<(), String> {
        let (ontology, known) = all();
        let head = "kind\tstatus\tplover\tmode\tcameo\texample\n";
        let table = Table::parse("x.tsv", &format!("{head}{line}")).unwrap();
        add_codes(&mut ontology.kinds.clone(), &known, table.rows().next().unwrap())
    }

    #[test]
    fn codes_must_exist_and_have_an_example() {
        let row = "arm\t*\tAID\tmilitary\t072\tPoland supplied tanks";
        assert_eq!(code(row), Ok(()));
        for (from, to, said) in [
            ("arm", "sing", "kind `sing` is not in"),
            ("AID", "HELP", "`HELP` is not in"),
            ("military", "moral", "AID has no mode `moral`"),
            ("072", "079", "`079` is not in"),
            ("Poland supplied tanks", "", "no `example`"),
        ] {
            let e = code(&row.replacen(from, to, 1)).unwrap_err();
            assert!(e.contains(said), "{e}");
        }
    }

    #[test]
    fn every_known_code_is_that_of_some_event_which_is_its_example() {
        let (ontology, known) = all();
        let derived = |cameo: &&str| {
            let mut codes = ontology.kinds.values().flat_map(|k| &k.codes);
            codes.any(|(_, c)| c.cameo.as_deref() == Some(cameo))
        };
        let idle: Vec<_> = known.cameo().filter(|c| !derived(c)).collect();
        assert!(idle.is_empty() && known.cameo().count() > 80, "{idle:?}");
    }

    #[test]
    fn what_happened_has_the_plover_type_of_its_kind() {
        for (name, kind) in all().0.kinds {
            let codes = kind.codes(Status::Happened);
            assert_eq!(codes.plover, Some(kind.event_type.to_string()), "{name}");
            assert!(codes.score.is_some_and(|s| s.abs() <= 10.0) && codes.quad.is_some(), "{name}");
        }
    }

    const HEAD: &str = "kind\tstatus\teffect\trelation\tsubject\texample\n";

    fn read(line: &str) -> Result<Effect, String> {
        let kinds = Ontology::load(&Source::Embedded).unwrap_or_else(|e| panic!("{e}")).kinds;
        let table = Table::parse("x.tsv", &format!("{HEAD}{line}")).unwrap();
        effect(&kinds, table.rows().next().unwrap())
    }

    #[test]
    fn effects_are_read_and_prove_themselves() {
        let all = Ontology::load(&Source::Embedded).unwrap_or_else(|e| panic!("{e}")).effects;
        let of = |kind: &str| all.iter().find(|e| e.kind == kind).map(|e| (e.change, e.reversed));
        assert_eq!(of("join-organisation"), Some((Change::Begins, false)));
        assert_eq!(of("suspend-member"), Some((Change::Ends, true)));
        let relations: std::collections::BTreeSet<_> = all.iter().map(|e| &*e.relation).collect();
        assert!(relations.len() > 5, "{relations:?}");
    }

    #[test]
    fn what_is_wrong_with_an_effect_is_said() {
        let row =
            "join-organisation\thappened\tbegins\tmember\tsource\tFIN > @NATO = FIN member @NATO";
        assert!(read(row).is_ok());
        for (from, to, said) in [
            ("join-organisation", "be-born", "`be-born` is not in"),
            ("happened", "perhaps", "`perhaps` is none of"),
            ("begins", "opens", "none of `begins`"),
            ("member\tsource", "lover\tsource", "`lover` is none of"),
            ("source", "target", "should show ` = @NATO member FIN`"),
        ] {
            let e = read(&row.replacen(from, to, 1)).unwrap_err();
            assert!(e.contains(said), "{e}");
        }
    }

    #[test]
    fn a_denial_answers_a_charge_and_a_visit_nothing() {
        let (ontology, _) = all();
        assert_eq!(ontology.answers("deny-charge"), [EventType::Accuse]);
        assert_eq!(ontology.answers("visit"), []);
        let answer = |line: &str| {
            let table = Table::parse("x.tsv", &format!("kind\tanswers\texample\n{line}")).unwrap();
            answered(&ontology.kinds, table.rows().next().unwrap())
        };
        assert!(answer("refuse\tREQUEST AGREE\tno").is_ok_and(|(_, types)| types.len() == 2));
        for wrong in ["sing\tREQUEST\tno", "refuse\tSONG\tno", "refuse\tREQUEST\t"] {
            assert!(answer(wrong).is_err(), "{wrong}");
        }
    }
}
