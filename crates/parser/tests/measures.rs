//! The measures of the CoNLL 2018 shared task on a case worked by hand, and CoNLL-U there and back.

use kroniek_model::Sentence;
use kroniek_parser::conllu::{self, ConlluError};
use kroniek_parser::eval::{self, Score};
use proptest::prelude::*;

/// A row from form, lemma, part of speech, features, head and relation, then the rest of MISC.
fn rows(lines: &str) -> Vec<Sentence> {
    let mut text = String::new();
    let mut number = 0;
    for line in lines.lines().map(str::trim) {
        let cells: Vec<&str> = line.split_whitespace().collect();
        match cells.as_slice() {
            &[form, lemma, upos, feats, head, deprel] => {
                number += 1;
                text += &format!(
                    "{number}\t{form}\t{lemma}\t{upos}\t_\t{feats}\t{head}\t{deprel}\t_\t_\n"
                );
            }
            _ => {
                number = 0;
                text.push('\n');
            }
        }
    }
    conllu::read(&text).unwrap()
}

const GOLD: &str = "
    De de DET Definite=Def 2 det
    top top NOUN Number=Sing 3 nsubj
    duurt duren VERB Tense=Pres|VerbForm=Fin 0 root
    . . PUNCT _ 3 punct

    Xi Xi PROPN _ 2 nsubj
    ging weg_gaan VERB Tense=Past|VerbForm=Fin 0 root
    weg weg ADP _ 2 compound:prt
    . . PUNCT _ 2 punct
";

/// "duurt" and "." are one word, the sentences are one, "top" is a name, "Xi" hangs on "weg", "weg" has another subtype
/// and a feature outside the universal set.
const SYSTEM: &str = "
    De de DET Definite=Def 2 det
    top Top PROPN _ 3 nsubj
    duurt. duurt. VERB Tense=Pres 0 root
    Xi xi PROPN _ 6 nsubj
    ging weggaan VERB Tense=Past|VerbForm=Fin 0 root
    weg weg ADP Odd=Yes 5 compound
    . . PUNCT _ 5 punct
";

#[test]
fn the_measures_of_a_case_worked_by_hand() {
    let scores = eval::compare(&rows(GOLD), &rows(SYSTEM)).unwrap();
    let of = |correct| Score { correct, gold: 8, system: 7 };
    // De top Xi ging weg . have the same span.
    assert_eq!(scores.words, of(6));
    assert_eq!(scores.sentences, Score { correct: 0, gold: 2, system: 1 });
    // All six but "top".
    assert_eq!(scores.upos, of(5));
    assert_eq!(scores.feats, of(5));
    // De weg . as written; besides, but for case and marks: top, Xi, ging.
    assert_eq!(scores.lemma, of(3));
    assert_eq!(scores.lemma_plain, of(6));
    // De ging weg . ; the head of "top" is no word that both have, "Xi" hangs elsewhere; subtypes do not count.
    assert_eq!(scores.uas, of(4));
    assert_eq!(scores.las, of(4));
    assert!((scores.las.precision() - 4.0 / 7.0).abs() < 1e-12);
    assert!((scores.las.recall() - 0.5).abs() < 1e-12);
    assert!((scores.las.f1() - 8.0 / 15.0).abs() < 1e-12);
}

#[test]
fn a_reading_equal_to_the_gold_standard_has_full_marks() {
    let gold = rows(GOLD);
    for (name, score) in eval::compare(&gold, &gold).unwrap().all() {
        assert_eq!((score.correct, score.system), (score.gold, score.gold), "{name}");
    }
    assert_eq!(Score::default().f1(), 0.0);
}

#[test]
fn texts_that_differ_are_told_with_the_place() {
    let other = rows("De de DET _ 0 root\ntol tol NOUN _ 1 nsubj");
    assert_eq!(eval::compare(&rows(GOLD), &other).unwrap_err(), 4);
}

#[test]
fn names_count_whole_with_their_type() {
    let gold = conllu::read_names("Xi B-PER\nJinping I-PER\nin O\nPeking B-LOC\n\nNAVO I-ORG\n");
    let system = conllu::read_names("Xi B-PER\nJinping O\nin O\nPeking B-LOC\n\nNAVO B-LOC\n");
    let scores = eval::names(&gold, &system);
    let of = |name| scores.iter().find(|(n, _)| *n == name).map(|(_, s)| *s).unwrap();
    assert_eq!(of("people"), Score { correct: 0, gold: 1, system: 1 });
    assert_eq!(of("places"), Score { correct: 1, gold: 1, system: 2 });
    assert_eq!(of("all"), Score { correct: 1, gold: 3, system: 3 });
}

#[test]
fn faults_are_told_with_their_line() {
    let fault = |text: &str| conllu::read(text).unwrap_err();
    let ConlluError { line, message } = fault("# x\n1\tDe\tde\n");
    assert_eq!((line, message.as_str()), (2, "3 columns where CoNLL-U has 10"));
    assert_eq!(
        fault("2\ta\ta\tX\t_\t_\t0\troot\t_\t_\n").message,
        "identifier \"2\" where 1 was due"
    );
    assert_eq!(fault("1\ta\ta\tX\t_\t_\tx\troot\t_\t_\n").message, "\"x\" is no head");
    assert_eq!(
        fault("1\ta\ta\tX\t_\t_\t7\tdep\t_\t_\n\n").message,
        "the head of \"a\" lies outside its sentence"
    );
}

#[test]
fn ranges_empty_nodes_and_bare_columns_are_read_over() {
    let text = "1-2\tzum\t_\t_\t_\t_\t_\t_\t_\t_\r\n1\tzu\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n\
                1.1\tx\t_\t_\t_\t_\t_\t_\t_\t_\n2\tdem\t_\t_\t_\t_\t_\t_\t_\t_\n";
    let sentences = conllu::read(text).unwrap();
    assert_eq!(sentences[0].text(), "zudem");
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(
        forms in prop::collection::vec("[a-zA-Zé0-9.,’_-]{1,8}", 1..12),
        heads in prop::collection::vec(0usize..12, 12),
        spaces in prop::collection::vec(any::<bool>(), 12),
    ) {
        let row = |i: usize| {
            let space = if spaces[i] { "_" } else { "SpaceAfter=No" };
            let head = heads[i] % (forms.len() + 1);
            format!("{}\t{}\tlemma\tNOUN\t_\tNumber=Sing\t{head}\tdep\t_\t{space}\n", i + 1, forms[i])
        };
        let text: String = (0..forms.len()).map(row).collect();
        let once = conllu::write(&conllu::read(&text).unwrap()[0], 1);
        let twice = conllu::write(&conllu::read(&once).unwrap()[0], 1);
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn no_text_breaks_the_reader(text in "[0-9a\t\n#_.-]{0,80}") {
        let read = conllu::read(&text);
        prop_assert!(read.is_err() || read.unwrap().iter().all(|s| !s.tokens.is_empty()));
    }
}
