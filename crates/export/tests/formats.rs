//! What stands in each kind of file.

mod common;

use common::*;
use kroniek_export::{ExportError, Format, documented, export};
use kroniek_record::Filter;
use proptest::prelude::*;
use quick_xml::{Reader, events::Event as Xml};
use serde_json::Value;
use std::{collections::BTreeSet, io, ops::ControlFlow};

/// The cells of each row.
fn cells(record: &kroniek_record::Record, format: Format) -> Vec<Vec<String>> {
    let row = |line: &str| line.split('\t').map(str::to_owned).collect();
    text(record, format).lines().map(row).collect()
}

fn at(rows: &[Vec<String>], row: usize, name: &str) -> String {
    let column = rows[0].iter().position(|c| c == name).expect("a column");
    rows[row][column].clone()
}

#[test]
fn the_page_documents_every_column() {
    let page = include_str!("../../../docs/export.md");
    assert!(documented(page) == page, "run `cargo run -p kroniek-export --example columns`");
    assert!(page.contains("| 61 | `SOURCEURL` |") && page.contains("| 20 | `Longitude` |"));
    for format in Format::ALL {
        assert!(page.contains(&format!("| `{format}` |")), "{format}");
    }
}

#[test]
fn the_same_record_gives_the_same_bytes() {
    let mut all = reports();
    let one = record(&all);
    all.reverse();
    let other = record(&all);
    for &format in Format::ALL {
        assert!(exported(&one, format) == exported(&one, format), "{format}");
        assert!(exported(&one, format) == exported(&other, format), "{format}: order of reading");
    }
}

#[test]
fn rows_are_counted_and_what_has_no_place_is_told() {
    let record = record(&reports());
    let counted = |format| {
        let written = exported(&record, format).1;
        (written.events, written.left_out, written.rows)
    };
    for whole in [Format::JsonLines, Format::Csv, Format::JsonLd] {
        assert_eq!(counted(whole), (7, 0, 7), "{whole}");
    }
    // The summit of three both ways, the talks of two both ways, the four others; one of them has no CAMEO code.
    assert_eq!(counted(Format::Polecat), (7, 0, 6 + 2 + 5));
    assert_eq!(counted(Format::Icews), (7, 1, 6 + 2 + 4));
    assert_eq!(counted(Format::Gdelt), (7, 1, 6 + 2 + 4));
    // Each two once; who acts alone has no edge.
    assert_eq!(counted(Format::GraphMl), (7, 1, 3 + 1 + 4));
}

#[test]
fn csv_has_each_side_in_a_cell() {
    let csv = text(&record(&reports()), Format::Csv);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let head = reader.headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a row")).collect();
    let cell = |kind: &str, name: &str| {
        let at = |name: &str| head.iter().position(|h| h == name).expect("a column");
        let row = rows.iter().find(|r| &r[at("kind")] == kind).expect("an event");
        row[at(name)].to_owned()
    };
    assert_eq!(cell("meet", "source"), "CHN;RUS;@UN");
    assert_eq!(cell("meet", "source_names"), "Xi Jinping;Vladimir Poetin;");
    assert_eq!(cell("meet", "sources"), "een;twee & drie");
    assert_eq!(cell("host", "sentence"), "Xi; <ontving> \"Modi\" & zei: \"Welkom\", 'kom binnen'.");
    assert_eq!((cell("host", "score"), cell("host", "confidence")), ("1.9".into(), "0.8".into()));
    assert_eq!(
        (cell("negotiate", "first_day"), cell("negotiate", "last_day")),
        ("".into(), "2025-06-30".into())
    );
    assert_eq!(cell("accuse", "said_by_name"), "Donald Trump");
}

#[test]
fn icews_has_its_twenty_columns() {
    let rows = cells(&record(&reports()), Format::Icews);
    assert!(rows.iter().all(|r| r.len() == 20), "{rows:?}");
    let host = (1..rows.len()).find(|&n| at(&rows, n, "City") == "Tianjin").expect("the visit");
    let cell = |name: &str| at(&rows, host, name);
    assert_eq!((cell("Event Date"), cell("CAMEO Code")), ("2025-09-01".into(), "040".into()));
    assert_eq!(
        (cell("Source Name"), cell("Source Country")),
        ("Xi Jinping".into(), "China".into())
    );
    assert_eq!(
        (cell("Source Sectors"), cell("Event Text")),
        ("Government".into(), "Consult".into())
    );
    assert_eq!(cell("Target Name"), "Narendra 'Na mo' Modi");
    assert_eq!((cell("Publisher"), cell("Country")), ("De Proef".into(), "China".into()));
    let ids: Vec<String> = (1..rows.len()).map(|n| at(&rows, n, "Event ID")).collect();
    assert_eq!(ids, (1..rows.len()).map(|n| n.to_string()).collect::<Vec<_>>());
    assert!((1..rows.len()).all(|n| at(&rows, n, "Story ID").parse::<i32>().is_ok()));
}

#[test]
fn polecat_leads_back_to_the_event() {
    let record = record(&reports());
    let rows = cells(&record, Format::Polecat);
    assert!(rows.iter().all(|r| r.len() == 40), "{rows:?}");
    let ids: BTreeSet<String> = (1..rows.len()).map(|n| at(&rows, n, "Event ID")).collect();
    assert_eq!(ids.len(), rows.len() - 1, "an identifier stands twice");
    for id in &ids {
        assert!(record.event(&id[..16]).is_ok(), "{id}");
    }
    let un = (1..rows.len()).find(|&n| at(&rows, n, "Actor Name") == "United Nations");
    let un = un.expect("the United Nations");
    assert_eq!(at(&rows, un, "Primary Actor Sector"), "IGO");
    assert_eq!(
        (at(&rows, un, "Actor Country"), at(&rows, un, "Recipient COW")),
        ("".into(), "710".into())
    );
    assert_eq!(at(&rows, un, "Quad Code"), "VERBAL COOPERATION");
}

#[test]
fn gdelt_has_its_61_columns() {
    let record = record(&reports());
    let rows = cells(&record, Format::Gdelt);
    assert!(rows.iter().all(|r| r.len() == 61), "{rows:?}");
    let ids: BTreeSet<&String> = rows.iter().map(|r| &r[0]).collect();
    assert_eq!(ids.len(), rows.len(), "an identifier stands twice");
    let host = rows.iter().find(|r| r[51] == "4").expect("the visit");
    assert_eq!(host[1..5], ["20250901", "202509", "2025", "2025.7425"]);
    assert_eq!((&*host[5], &*host[6], &*host[7]), ("CHNGOV", "XI JINPING", "CHN"));
    assert_eq!(host[25..31], ["1", "040", "040", "04", "1", "1.9"]);
    assert_eq!((&*host[52], &*host[59]), ("Tianjin, China", "20250902000000"));
    assert_eq!(host[60], "https://proef.example/een?a=1&b=2");
    let prefix = format!("{:013x}", host[0].parse::<u64>().expect("a number"));
    assert_eq!(record.event(&prefix).expect("an event").event.kind, "host");
    // What has no date stands on the day of its report.
    let hamas = rows.iter().find(|r| r[8] == "Hamas").expect("the accusation");
    assert_eq!((&*hamas[1], &*hamas[5]), ("20250903", "Hamas"));
}

/// Elements by name, and the texts in them.
fn xml(text: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(text);
    let mut out: Vec<(String, String)> = Vec::new();
    loop {
        match reader.read_event().expect("well-formed") {
            Xml::Start(e) | Xml::Empty(e) => {
                for a in e.attributes() {
                    a.expect("an attribute");
                }
                out.push((e.name().as_ref().to_owned(), String::new()));
            }
            Xml::Text(t) => {
                let text = String::from(&*t);
                out.last_mut().into_iter().for_each(|e| e.1 += &text);
            }
            Xml::Eof => return out,
            _ => {}
        }
    }
}

#[test]
fn the_graph_has_a_node_a_code() {
    let graph = text(&record(&reports()), Format::GraphMl);
    let elements = xml(&graph);
    let count = |name: &str| elements.iter().filter(|e| e.0 == name).count();
    assert_eq!((count("node"), count("edge")), (11, 8));
    assert!(graph.contains("&lt;ontving&gt; ") && graph.contains("Q1065"), "{graph}");
}

#[test]
fn linked_data_names_everything_that_it_speaks_of() {
    let text = text(&record(&reports()), Format::JsonLd);
    let data: Value = serde_json::from_str(&text).expect("JSON");
    let nodes = data["@graph"].as_array().expect("a graph");
    let known: BTreeSet<&str> = nodes.iter().filter_map(|n| n["@id"].as_str()).collect();
    assert_eq!(known.len(), nodes.len(), "a name stands twice");
    let context = data["@context"].as_object().expect("a context");
    for node in nodes {
        for side in ["agent", "object", "participant"] {
            for who in node[side].as_array().into_iter().flatten() {
                assert!(known.contains(who.as_str().expect("a name")), "{who}");
            }
        }
        // A word of ours that the context leaves out would become one of schema.org's.
        let theirs = ["@id", "@type", "identifier", "name", "description", "location", "subjectOf"];
        for key in node.as_object().expect("a node").keys() {
            assert!(theirs.contains(&&**key) || context.contains_key(key), "{key}");
        }
    }
    let xi = nodes.iter().find(|n| n["name"] == "Xi Jinping").expect("Xi");
    assert_eq!((&xi["@type"], &xi["actsFor"]), (&"Person".into(), &"urn:kroniek:actor:CHN".into()));
    assert_eq!(xi["sameAs"], "http://www.wikidata.org/entity/Q15031");
    let meet = nodes.iter().find(|n| n["kind"] == "meet").expect("the summit");
    assert_eq!(meet["participant"].as_array().map(Vec::len), Some(3));
    assert_eq!(meet["startDate"], "2025-08-31");
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_is_read_again() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    let (bytes, written) = exported(&record(&reports()), Format::Parquet);
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("again.parquet");
    std::fs::write(&path, bytes).expect("written");
    let file =
        SerializedFileReader::new(std::fs::File::open(&path).expect("opened")).expect("read");
    assert_eq!((file.metadata().file_metadata().num_rows(), written.rows), (7, 7));
    let rows = file.get_row_iter(None).expect("rows").map(|r| r.expect("a row").to_string());
    let meet = rows.into_iter().find(|r| r.contains("kind: \"meet\"")).expect("the summit");
    assert!(meet.contains("source: [\"CHN\", \"RUS\", \"@UN\"]"), "{meet}");
    assert!(meet.contains("first_day: 2025-08-31") && meet.contains("claims: 2"), "{meet}");
}

#[test]
fn it_stops_where_it_is_told_to_and_says_what_fails() {
    struct Full;
    impl io::Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let (record, atlas, filter) = (record(&reports()), atlas(), Filter::default());
    for &format in Format::ALL {
        let stop = || ControlFlow::Break(());
        let done = export(&record, &filter, &atlas, format, Box::new(io::sink()), stop);
        assert!(matches!(done, Err(ExportError::Stopped)), "{format}");
        let go = || ControlFlow::Continue(());
        match export(&record, &filter, &atlas, format, Box::new(Full), go) {
            Err(ExportError::Io(e)) => assert_eq!(e.kind(), io::ErrorKind::StorageFull, "{format}"),
            other => panic!("{format}: {other:?}"),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_text_breaks_a_file(name in "\\PC{0,12}|[\t\r\n\"';,<>&|\u{0}\u{1b}\u{fffe}]{1,6}", code in "[A-Z]{3}|@\\PC{1,4}") {
        let mut odd = claim("meet", "NLD", "BEL", "2025-01-01");
        (odd.source[0].name, odd.target[0].code) = (Some(name.clone()), code);
        odd.evidence[0].text = name.clone();
        let record = record(&[report("een", "2025-01-02", vec![odd])]);
        for (format, columns) in [(Format::Icews, 20), (Format::Polecat, 40), (Format::Gdelt, 61)] {
            for row in text(&record, format).lines() {
                prop_assert_eq!(row.split('\t').count(), columns);
            }
        }
        prop_assert_eq!(xml(&text(&record, Format::GraphMl)).iter().filter(|e| e.0 == "edge").count(), 1);
        let json: Value = serde_json::from_str(&text(&record, Format::JsonLd)).expect("JSON");
        prop_assert_eq!(json["@graph"].as_array().map(Vec::len), Some(4));
        let csv = text(&record, Format::Csv);
        let rows: Vec<_> = csv::Reader::from_reader(csv.as_bytes()).into_records().collect();
        prop_assert!(rows.len() == 1 && rows[0].is_ok());
    }
}
