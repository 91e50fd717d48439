//! Time of reading by the length of a report: ten times the sentences must cost ten times the time.
//!
//! `cargo bench -p kroniek-coder`; a report is the samples, so often as its length asks for. Parsing is not counted.

#![allow(missing_docs)]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use kroniek_coder::Coder;
use kroniek_model::{Document, Sentence};
use kroniek_pack::Source;
use kroniek_parser::Parser;
use std::{hint::black_box, path::Path};

/// Lengths in reports of some twelve sentences each.
const LENGTHS: [usize; 3] = [1, 10, 100];

/// The sample reports, each as one text.
fn samples() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let reports = kroniek_reader::read(&[folder]);
    let mut texts: Vec<String> =
        reports.map(|r| r.expect("a sample that can be read").document().text).collect();
    texts.sort();
    texts
}

fn of_length(texts: &[String], parser: &Parser, reports: usize) -> (Document, Vec<Sentence>) {
    let all: Vec<&str> = texts.iter().cycle().take(reports).map(String::as_str).collect();
    let mut document = kroniek_reader::document("bench", &all.join("\n\n"));
    document.published = "2023-04-05".parse().ok();
    let sentences = parser.parse(&document);
    (document, sentences)
}

fn by_length(c: &mut Criterion) {
    let parser = Parser::new(&Source::Embedded, "nl").expect("the Dutch pack");
    let coder = Coder::load(&Source::Embedded, "nl").expect("the Dutch pack");
    let texts = samples();
    let mut group = c.benchmark_group("sentences");
    group.sample_size(10);
    for length in LENGTHS {
        let (document, sentences) = of_length(&texts, &parser, length);
        group.throughput(Throughput::Elements(sentences.len() as u64));
        group.bench_function(BenchmarkId::from_parameter(sentences.len()), |b| {
            b.iter(|| coder.code(black_box(&document), black_box(&sentences)));
        });
    }
    group.finish();
}

criterion_group!(benches, by_length);
criterion_main!(benches);
