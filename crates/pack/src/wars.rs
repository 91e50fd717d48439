//! Wars between known parties (`world/wars.tsv`): what "de oorlog in Oekraïne" leaves unsaid.

use crate::{Complaints, Source, Table};
use kroniek_model::When;

/// Who attacked whom, and when.
#[derive(Debug, Clone, Default)]
pub struct Wars(Vec<(String, String, When)>);

impl Wars {
    /// Reads `world/wars.tsv`.
    ///
    /// # Errors
    /// Complaints about that file.
    pub fn load(source: &Source) -> Result<Wars, Complaints> {
        let (mut wars, mut complaints) = (Vec::new(), Complaints::default());
        for row in Table::read(source, "world/wars.tsv")?.rows() {
            match row.get("valid").parse() {
                Ok(valid) => wars.push((
                    row.get("attacker").to_owned(),
                    row.get("attacked").to_owned(),
                    valid,
                )),
                Err(e) => complaints.0.push(row.complaint(format!("{e}"))),
            }
        }
        complaints.or(Wars(wars))
    }

    /// Pairs of attacker and attacked whose war meets a date; all of them where there is no date.
    pub fn at(&self, date: Option<&When>) -> Vec<(String, String)> {
        let meets = |valid: &When| date.is_none_or(|d| valid.overlaps(d));
        self.0.iter().filter(|w| meets(&w.2)).map(|w| (w.0.clone(), w.1.clone())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wars_go_by_date() {
        let wars = Wars::load(&Source::Embedded).unwrap_or_else(|e| panic!("{e}"));
        let at = |d: &str| wars.at(d.parse::<When>().ok().as_ref());
        let pair = ("RUS".to_owned(), "UKR".to_owned());
        assert!(at("2023-05").contains(&pair) && !at("2012").contains(&pair));
    }
}
