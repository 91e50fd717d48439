#![allow(clippy::print_stdout, missing_docs)]
fn main() {
    let p = kroniek_parser::Parser::new(&kroniek_pack::Source::Embedded, "nl").unwrap();
    let mut t = String::new();
    std::io::Read::read_to_string(&mut std::io::stdin(), &mut t).unwrap();
    for s in p.parse_text(&t) {
        println!("{}\n{}", s.text(), kroniek_parser::draw(&s));
    }
}
