//! Prints how the paragraphs of reports are read: `cargo run -p kroniek-reader --example paragraphs FILE...`.
#![allow(clippy::print_stdout)]

fn main() {
    let paths: Vec<_> = std::env::args_os().skip(1).map(Into::into).collect();
    for report in kroniek_reader::read(&paths) {
        match report {
            Ok(report) => show(report.document()),
            Err(e) => println!("!!! {e}"),
        }
    }
}

fn show(document: kroniek_model::Document) {
    let day = document.published.map(|d| d.to_string()).unwrap_or_default();
    println!("=== {} [{day}] {}", document.id, document.warnings.join("; "));
    for p in document.paragraphs {
        println!("{:<8}{}", format!("{:?}", p.kind), p.text);
    }
}
