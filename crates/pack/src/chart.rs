//! What a map is drawn from: where states are (`world/outlines.tsv`), and what is shown of what passes between them
//! (`ontologies/layers.tsv`).

use crate::{Complaint, Complaints, Row, Source, Table, ontology::Ontology};
use std::collections::HashMap;

const OUTLINES: &str = "world/outlines.tsv";
const GROUPS: &str = "world/groups.tsv";
const LAYERS: &str = "ontologies/layers.tsv";

/// How far a group stands from the state where it works, in degrees, and the angle from one of its groups to the next:
/// that of sunflowers, so that no two stand on each other.
const BESIDE: f64 = 1.4;
const ANGLE: f64 = 2.399_963_229_728_653;

/// Longitude and latitude in degrees, east and north positive.
pub type Point = (f64, f64);

/// Where a state or a group is.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its code.
    pub code: String,
    /// The capital, or the middle; of a group, beside the state where it works.
    pub at: Point,
    /// Rings of its outline, the last point not told again; none of what is too small, is no more, or has no land.
    pub outline: Vec<Vec<Point>>,
}

/// Events of a kind, or states of affairs of a relation, as a map shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// The name of what they are shown as (`visit`).
    pub name: String,
    /// The kind of event; none where it is a relation.
    pub kind: Option<String>,
    /// The relation; none where it is a kind.
    pub relation: Option<String>,
    /// Whether the target turns to the source.
    pub reversed: bool,
}

/// All that a map is drawn from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Chart {
    /// Where states and groups are; what has no place (an organisation) is not among them.
    pub places: Vec<Place>,
    /// What is shown, layer by layer.
    pub layers: Vec<Layer>,
}

impl Chart {
    /// Reads the tables.
    ///
    /// # Errors
    /// Complaints about those files: what is no place, and kinds that the ontology does not have.
    pub fn load(source: &Source, ontology: &Ontology) -> Result<Chart, Complaints> {
        let (mut chart, mut complaints) = (Chart::default(), Complaints::default());
        for row in Table::read(source, OUTLINES)?.rows() {
            chart.places.extend(complaints.take(place(row)));
        }
        chart.places.extend(groups(&chart.places, &Table::read(source, GROUPS)?));
        for row in Table::read(source, LAYERS)?.rows() {
            chart.layers.extend(complaints.take(layer(row, ontology)));
        }
        complaints.or(chart)
    }
}

fn place(row: Row) -> Result<Place, Complaint> {
    let read = |text: &str| {
        point(text).ok_or_else(|| row.complaint(format!("`{text}`: no longitude,latitude")))
    };
    let ring = |ring: &str| ring.split(' ').map(read).collect::<Result<Vec<Point>, Complaint>>();
    Ok(Place {
        code: row.get("code").to_owned(),
        at: read(row.get("place"))?,
        outline: row.list("outline").map(ring).collect::<Result<_, _>>()?,
    })
}

/// A point of the earth: `4.9,52.4`.
fn point(text: &str) -> Option<Point> {
    let (lon, lat) = text.split_once(',')?;
    let (lon, lat): Point = (lon.parse().ok()?, lat.parse().ok()?);
    (lon.abs() <= 180.0 && lat.abs() <= 90.0).then_some((lon, lat))
}

/// Groups beside the states where they work; those of no one state are nowhere.
fn groups(states: &[Place], table: &Table) -> Vec<Place> {
    let at: HashMap<&str, Point> = states.iter().map(|p| (p.code.as_str(), p.at)).collect();
    let mut so_far: HashMap<&str, u32> = HashMap::new();
    let beside = |row: Row| {
        let country = row.list("country").next()?;
        let (at, nth) = (at.get(country)?, so_far.entry(at.get_key_value(country)?.0).or_default());
        let turn = f64::from(*nth) * ANGLE;
        *nth += 1;
        let at = (at.0 + BESIDE * turn.cos(), at.1 + BESIDE * turn.sin());
        Some(Place { code: row.get("code").to_owned(), at, outline: Vec::new() })
    };
    table.rows().filter_map(beside).collect()
}

fn layer(row: Row, ontology: &Ontology) -> Result<Layer, Complaint> {
    let (kind, relation) = (row.some("kind"), row.some("relation"));
    if kind.is_some() == relation.is_some() {
        return Err(row.complaint("give a kind or a relation, and not both"));
    }
    if let Some(kind) = kind.filter(|k| ontology.kind(k).is_none()) {
        return Err(row.complaint(format!("`{kind}` is no kind of ontologies/kinds.tsv")));
    }
    let reversed = match row.get("way") {
        "to" => false,
        "from" => true,
        other => return Err(row.complaint(format!("`{other}`: the way is `to` or `from`"))),
    };
    let [kind, relation] = [kind, relation].map(|cell| cell.map(str::to_owned));
    Ok(Layer { name: row.get("layer").to_owned(), kind, relation, reversed })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::World;
    use std::collections::HashSet;

    fn chart() -> (Chart, World) {
        let source = Source::Embedded;
        let ontology = Ontology::load(&source).unwrap_or_else(|e| panic!("{e}"));
        let world = World::load(&source).unwrap_or_else(|e| panic!("{e}"));
        (Chart::load(&source, &ontology).unwrap_or_else(|e| panic!("{e}")), world)
    }

    #[test]
    fn every_state_has_a_place_and_every_place_a_state() {
        let (chart, world) = chart();
        let placed: HashSet<&str> = chart.places.iter().map(|p| p.code.as_str()).collect();
        assert_eq!(placed.len(), chart.places.len(), "a code twice");
        let known: HashSet<&str> = world.actors.iter().map(|a| a.code.as_str()).collect();
        let state = |code: &&&str| !code.starts_with(['@', '~']);
        let nowhere: Vec<_> = known.iter().filter(state).filter(|c| !placed.contains(*c)).collect();
        assert!(nowhere.is_empty(), "{nowhere:?}");
        assert!(placed.is_subset(&known));
        assert!(chart.places.iter().flat_map(|p| &p.outline).all(|ring| ring.len() > 2));
    }

    #[test]
    fn groups_stand_beside_their_state_and_not_on_each_other() {
        let (chart, _) = chart();
        let at = |code: &str| chart.places.iter().find(|p| p.code == code).expect("a place").at;
        let (hamas, fatah, state) = (at("~Hamas"), at("~Fatah"), at("PSE"));
        assert!(hamas != fatah);
        assert!((hamas.0 - state.0).hypot(hamas.1 - state.1) < 1.5);
    }

    /// Even and odd crossings (Shimrat 1962).
    fn inside(p: Point, ring: &[Point]) -> bool {
        let next = ring.iter().skip(1).chain(ring.first());
        let crosses = |(a, b): &(&Point, &Point)| {
            (a.1 > p.1) != (b.1 > p.1) && p.0 < (b.0 - a.0) * (p.1 - a.1) / (b.1 - a.1) + a.0
        };
        ring.iter().zip(next).filter(crosses).count() % 2 == 1
    }

    #[test]
    fn crimea_is_drawn_where_the_places_have_it() {
        let (chart, _) = chart();
        let held = |code: &str| {
            let place = chart.places.iter().find(|p| p.code == code).expect("a place");
            place.outline.iter().any(|ring| inside((34.3, 45.2), ring))
        };
        assert!(held("UKR") && !held("RUS"));
    }

    #[test]
    fn what_is_no_place_or_no_kind_is_told_with_its_line() {
        let table = |text: &str| Table::parse("x.tsv", text).expect("a table");
        let faulty = table("code\tplace\toutline\nA\t1,91\t\nB\t1,1\t1,2 x\nC\t1,1\t\n");
        let told: Vec<String> =
            faulty.rows().filter_map(|r| place(r).err()).map(|c| c.to_string()).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].starts_with("x.tsv:2: `1,91`"), "{told:?}");
        let layers = table(
            "layer\tkind\trelation\tway\na\tno-kind\t\tto\nb\t\tmember\tfrom\nc\t\tmember\tup\nd\t\t\tto\n",
        );
        let read: Vec<_> = layers.rows().map(|r| layer(r, &Ontology::default())).collect();
        assert!(read[0].is_err() && read[2].is_err() && read[3].is_err());
        assert!(
            read[1].as_ref().is_ok_and(|l| l.reversed && l.relation.as_deref() == Some("member"))
        );
    }
}
