//! Writes the tables of columns in `docs/export.md` as the code has them: `cargo run -p kroniek-export --example columns`.

use std::{fs, io};

fn main() -> io::Result<()> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/export.md");
    fs::write(path, kroniek_export::documented(&fs::read_to_string(path)?))
}
