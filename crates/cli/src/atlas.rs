//! What the world's tables know of actors, for files that name them in other ways than we do.

use anyhow::{Result, anyhow};
use kroniek_export::{Atlas, Known};
use kroniek_pack::{Complaints, Row, Source, Table};

/// Forms of organisations that citizens make up.
const PRIVATE: &str = "ngo";

/// States, organisations and groups, and the words of event codes.
///
/// # Errors
/// Complaints about tables that cannot be read.
pub fn load(source: &Source) -> Result<Atlas> {
    filled(source).map_err(|c| anyhow!("the data has faults:\n{c}"))
}

fn filled(source: &Source) -> Result<Atlas, Complaints> {
    let mut atlas = Atlas::default();
    let mut files = source.list("world/states", "tsv");
    files.extend(["world/organisations.tsv", "world/groups.tsv"].map(str::to_owned));
    for file in files {
        for row in Table::read(source, &file)?.rows() {
            atlas.actors.entry(row.get("code").to_owned()).or_insert_with(|| known(row));
        }
    }
    for row in Table::read(source, "ontologies/cameo.tsv")?.rows() {
        atlas.cameo.insert(row.get("code").to_owned(), row.get("en").to_owned());
    }
    Ok(atlas)
}

fn known(row: Row) -> Known {
    let some = |column: &str| row.some(column).map(str::to_owned);
    Known {
        name: row.get("en").to_owned(),
        iso2: some("iso2"),
        cow: some("cow"),
        wikidata: some("wikidata"),
        country: some("country"),
        private: row.get("kind") == PRIVATE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_that_the_binary_carries_name_states_and_codes() {
        let atlas = load(&Source::Embedded).expect("tables");
        assert_eq!((atlas.name("NLD"), atlas.wikidata("NLD")), ("Netherlands", Some("Q55")));
        assert!(atlas.wikidata("@NATO").is_some() && atlas.state("~Hamas") == Some("PSE"));
        let codes = Table::read(&Source::Embedded, "ontologies/codes.tsv").expect("codes");
        for row in codes.rows().filter(|r| r.some("cameo").is_some()) {
            assert!(atlas.cameo.contains_key(row.get("cameo")), "{}", row.complaint("no words"));
        }
    }
}
