//! The texts of `cases/reader` become the paragraphs written beside them.

use kroniek_reader::document;
use std::path::Path;

#[test]
fn texts_become_the_paragraphs_beside_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/reader");
    let mut read = 0;
    for file in std::fs::read_dir(folder).expect("the cases") {
        let path = file.expect("a file").path();
        if path.extension().is_some_and(|e| e == "txt") {
            let text = std::fs::read_to_string(&path).expect("a text");
            let expected =
                std::fs::read_to_string(path.with_extension("paragraphs")).expect("paragraphs");
            assert_eq!(shown(&text), expected, "{}", path.display());
            read += 1;
        }
    }
    assert!(read >= 10, "only {read} cases found");
}

/// The publication date and the paragraphs, a line each.
fn shown(text: &str) -> String {
    let document = document("case", text);
    let day = document.published.map(|d| d.to_string()).unwrap_or_default();
    let lines =
        document.paragraphs.iter().map(|p| format!("{:<8}{}\n", format!("{:?}", p.kind), p.text));
    [day + "\n"].into_iter().chain(lines).collect()
}
