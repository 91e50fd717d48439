//! Prints how the paragraphs of text files are read: `cargo run -p kroniek-reader --example paragraphs FILE...`.
#![allow(clippy::print_stdout)]

fn main() -> std::io::Result<()> {
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path)?;
        let document = kroniek_reader::document(&path, &text);
        let day = document.published.map(|d| d.to_string()).unwrap_or_default();
        println!("=== {path} [{day}] {}", document.warnings.join("; "));
        for p in document.paragraphs {
            println!("{:<8}{}", format!("{:?}", p.kind), p.text);
        }
    }
    Ok(())
}
