//! Time of reading by the size of the text: ten times the text must cost ten times the time, whatever it holds.
//!
//! `cargo bench -p kroniek-parser`; the engine is the pack's, or the one that `KRONIEK_ENGINE` names.

#![allow(missing_docs)]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use kroniek_pack::Source;
use kroniek_parser::Parser;
use std::hint::black_box;

/// News in miniature: a paragraph that is repeated.
const NEWS: &str = "De Chinese president Xi Jinping ontving zondag zijn Russische ambtgenoot in Tianjin. “We zijn \
    buren”, zei hij na afloop van de top, die tot maandag duurt. Volgens mr. J.P. de Vries van de VN haalde de minister \
    van Buitenlandse Zaken hard uit naar het Westen. Daar werd door de EU met sancties gedreigd.\n\n";

/// Texts that hold no sentence.
const ODD: [(&str, &str); 4] =
    [("no-spaces", "a"), ("commas", ", "), ("quotes", "\""), ("emoji", "😀 ")];

/// Sizes in bytes.
const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];

fn of_size(piece: &str, bytes: usize) -> String {
    piece.repeat(bytes.div_ceil(piece.len()))
}

fn by_size(c: &mut Criterion) {
    let parser = Parser::new(&Source::Embedded, "nl").expect("the Dutch pack");
    let texts = [("news", NEWS)].into_iter().chain(ODD);
    for (name, piece) in texts {
        let mut group = c.benchmark_group(name);
        group.sample_size(10);
        for size in SIZES {
            let text = of_size(piece, size);
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_with_input(BenchmarkId::from_parameter(size), &text, |b, text| {
                b.iter(|| parser.parse_text(black_box(text)));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, by_size);
criterion_main!(benches);
