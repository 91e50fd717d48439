//! The rules that make spellings of a name equal, measured over a table of pairs.

use kroniek_pack::world::Folding;
use kroniek_pack::{Source, Table};
use proptest::prelude::*;

fn pairs() -> Table {
    let text = std::fs::read_to_string("../../cases/nl/names.tsv").unwrap();
    Table::parse("cases/nl/names.tsv", &text).unwrap()
}

fn folding() -> Folding {
    Folding::load(&Source::Embedded).unwrap()
}

#[test]
fn spellings_of_one_name_are_equal_and_others_are_not() {
    let (folding, table) = (folding(), pairs());
    let wrong: Vec<String> = table
        .rows()
        .filter(|r| folding.same(r.get("a"), r.get("b")) != (r.get("same") == "yes"))
        .map(|r| format!("{} / {} should be {}", r.get("a"), r.get("b"), r.get("same")))
        .collect();
    let all = table.rows().count();
    let right = 1.0 - wrong.len() as f64 / all as f64;
    assert!(all >= 300, "only {all} pairs");
    assert!(right >= 0.96, "{right:.3} right; wrong:\n{}", wrong.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn a_name_is_the_same_as_itself_and_in_either_order(a in "[A-Z][a-zëïü]{2,9}( [A-Z][a-z-]{2,9}[a-z]){0,2}", b in "[A-Z][a-zö]{2,9}") {
        let folding = folding();
        prop_assert!(folding.same(&a, &a));
        prop_assert_eq!(folding.same(&a, &b), folding.same(&b, &a));
    }

    #[test]
    fn no_text_breaks_the_folding(text in "\\PC{0,40}") {
        let folding = folding();
        let name = folding.name(&text);
        prop_assert!(name.words.iter().all(|w| !w.is_empty()));
    }
}
