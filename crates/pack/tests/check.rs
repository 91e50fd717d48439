//! Faults in the tables of the world are found, each with its file and line.

use kroniek_pack::Source;
use kroniek_pack::world::{FOLDING, Validity, World, check};
use std::{fs, path::PathBuf};

/// A folder with a small world, removed when dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let root = std::env::temp_dir().join(format!("kroniek-{name}-{}", std::process::id()));
        let rules = fs::read_to_string(format!("../../{FOLDING}")).unwrap();
        let base = [
            (FOLDING, rules.as_str()),
            (
                "world/states/a.tsv",
                "code\tnl\ten\tvalid\nRUS\tRusland\tRussia\t\nNLD\tNederland\tNetherlands\t\n",
            ),
            (
                "world/offices/a.tsv",
                "id\tactor\trole\texclusive\ten\tvalid\nRUS.president\tRUS\thead-of-state\ttop\tpresident\t\nRUS.pm\tRUS\thead-of-government\ttop\tprime minister\t\n",
            ),
        ];
        for (file, text) in base.iter().chain(files) {
            let path = root.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Folder(root)
    }

    fn source(&self) -> Source {
        Source::Folder(self.0.clone())
    }

    fn complaints(&self) -> String {
        check(&self.source()).unwrap().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        _ = fs::remove_dir_all(&self.0);
    }
}

const HOLDERS: &str = "office\tperson\tgender\tvalid\twikidata\taka\n";

#[test]
fn a_sound_world_is_without_complaint_and_knows_its_holders() {
    let rows = "RUS.president\tBoris Jeltsin\tm\t1991-07-10/1999-12-31\t\t\nRUS.president\tVladimir Poetin\tm\t1999-12-31/2008-05-07\t\t\n";
    let folder = Folder::new("sound", &[("world/holders/a.tsv", &format!("{HOLDERS}{rows}"))]);
    assert_eq!(folder.complaints(), "");
    let world = World::load(&folder.source()).unwrap();
    let at = Validity::parse("1995-06").unwrap();
    let names: Vec<_> =
        world.holders("RUS", "head-of-state", at).iter().map(|p| p.name.clone()).collect();
    assert_eq!(names, ["Boris Jeltsin"]);
    assert_eq!(world.people.named(&world.folding.name("Putin")).len(), 1);
}

#[test]
fn two_holders_at_one_time_are_found() {
    let rows = "RUS.president\tBoris Jeltsin\tm\t1991/2000\t\t\nRUS.president\tVladimir Poetin\tm\t1999-12-31/..\t\t\n";
    let folder = Folder::new("two", &[("world/holders/a.tsv", &format!("{HOLDERS}{rows}"))]);
    assert_eq!(
        folder.complaints(),
        "world/holders/a.tsv:3: RUS.president: Boris Jeltsin and Vladimir Poetin at one time\n"
    );
}

#[test]
fn one_person_in_offices_that_exclude_each_other_is_found() {
    let rows = "RUS.president\tVladimir Poetin\tm\t2007/2009\t\t\nRUS.pm\tVladimir Poetin\tm\t2008/2012\t\t\n";
    let folder = Folder::new("both", &[("world/holders/a.tsv", &format!("{HOLDERS}{rows}"))]);
    assert!(
        folder.complaints().contains("a.tsv:3: Vladimir Poetin holds RUS.president and RUS.pm")
    );
}

#[test]
fn unknown_codes_bad_dates_and_codes_used_twice_are_found() {
    let names = "code\tlang\tkind\tforms\tvalid\nXXX\tnl\tname\tNergens\t\nRUS\tnl\tcolour\tRood\tgisteren\n";
    let states = "code\tnl\ten\tvalid\nRUS\tRusland\tRussia\t\n";
    let holders = format!("{HOLDERS}RUS.tsar\t???\tx\t\t\t\n");
    let folder = Folder::new(
        "bad",
        &[
            ("world/names/a.tsv", names),
            ("world/states/b.tsv", states),
            ("world/holders/a.tsv", &holders),
        ],
    );
    let found = folder.complaints();
    for part in [
        "names/a.tsv:2: code `XXX` is no state",
        "names/a.tsv:3: `colour` is no kind of name",
        "names/a.tsv:3: `gisteren` is no date or interval in EDTF",
        "states/b.tsv:2: code `RUS` stands at world/states/a.tsv:2 too",
        "holders/a.tsv:2: office `RUS.tsar` is not known",
        "holders/a.tsv:2: gender `x` is neither m nor f",
        "holders/a.tsv:2: `???` folds to nothing",
    ] {
        assert!(found.contains(part), "{part} is not in\n{found}");
    }
}
