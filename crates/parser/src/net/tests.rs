use super::file::{Matrix, Parts};
use super::*;
use proptest::prelude::*;

const SHAPE: &str =
    "layers=c1,a2,r3 width=6 word=4 gram=4 buckets=50 attention=4 arc=4 label=4 lemma=4";

/// A small net of weights that look random and are always the same.
fn small() -> Parts {
    let mut parts = Parts::default();
    let texts = [
        ("shape", SHAPE),
        ("words", "de\nhond\nlost\nop"),
        ("tags", "NOUN|Number=Sing\nNOUN|_\nVERB|_"),
        ("lemmas", "k;;\n+k;;-+s+e+n\nl;;-\nalemma"),
        ("labels", "root\ncompound:prt\nobj"),
    ];
    for (name, text) in texts {
        parts.texts.insert(name.into(), text.into());
    }
    let sizes = "table.word 5 4,table.gram 50 4,table.shape 512 32,input.w 40 6,input.b 1 6,input.norm.g 1 6,\
        input.norm.b 1 6,layer0.norm.g 1 6,layer0.norm.b 1 6,layer0.main.w 18 12,layer0.main.b 1 12,\
        layer1.norm.g 1 6,layer1.norm.b 1 6,layer1.main.w 6 12,layer1.main.b 1 12,layer1.out.w 4 6,layer1.out.b 1 6,\
        layer1.bias 2 33,layer2.norm.g 1 6,layer2.norm.b 1 6,layer2.main.w 6 24,layer2.main.b 1 24,layer2.out.w 6 6,\
        layer2.out.b 1 6,layer2.forward 3 12,layer2.backward 3 12,last.norm.g 1 6,last.norm.b 1 6,tag.w 6 3,tag.b 1 3,\
        lemma.inner.w 12 4,lemma.inner.b 1 4,lemma.w 4 4,lemma.b 1 4,arc.dep.w 6 4,arc.dep.b 1 4,arc.turn.w 4 4,\
        arc.turn.b 1 4,arc.head.w 6 4,arc.head.b 1 4,arc.root 1 4,label.dep.w 6 4,label.dep.b 1 4,label.head.w 6 4,\
        label.head.b 1 4,label.root 1 4,label.w 4 3,label.b 1 3";
    let mut state = 7u32;
    for size in sizes.split(',') {
        let fields: Vec<&str> = size.split_whitespace().collect();
        let (rows, cols): (usize, usize) = (fields[1].parse().unwrap(), fields[2].parse().unwrap());
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 23) as f32 - 1.0
        };
        let data = (0..rows * cols).map(|_| next()).collect();
        parts.matrices.insert(fields[0].into(), Matrix { rows, cols, data });
    }
    parts
}

fn net() -> Net {
    Net::from_bytes(&small().write(usize::MAX)).unwrap()
}

fn is_tree(words: &[Annotation]) -> bool {
    let reaches = |mut at: usize| {
        for _ in 0..=words.len() {
            match words[at].head {
                0 => return true,
                head => at = head as usize - 1,
            }
        }
        false
    };
    words.iter().filter(|w| w.head == 0).count() == 1 && (0..words.len()).all(reaches)
}

#[test]
fn nothing_and_empty_sentences_are_annotated() {
    assert!(net().annotate(&[]).is_empty());
    assert_eq!(net().annotate(&[vec![], vec![]]), [[], []]);
    assert_eq!(net().annotate(&[vec![], vec!["de", ""]])[1].len(), 2);
}

#[test]
fn a_sentence_of_ten_thousand_words_is_one_tree() {
    let words: Vec<&str> = ["de", "hond", ","].into_iter().cycle().take(10_000).collect();
    let found = net().annotate(&[words]);
    assert_eq!(found[0].len(), 10_000);
    assert!(is_tree(&found[0]));
}

#[test]
fn a_missing_part_is_named() {
    let mut parts = small();
    parts.matrices.remove("tag.w");
    assert_eq!(Net::from_bytes(&parts.write(8)).unwrap_err(), NetError::Part("tag.w".into()));
    parts.texts.remove("shape");
    assert_eq!(Net::from_bytes(&parts.write(8)).unwrap_err(), NetError::Part("shape".into()));
    assert_eq!(Net::from_bytes(b"other").unwrap_err(), NetError::NotWeights);
    assert_eq!(Net::from_bytes(b"KRNKNET1\x01\x01").unwrap_err(), NetError::Broken);
}

proptest! {
    #[test]
    fn every_sentence_gets_a_tree_whatever_stands_beside_it(
        bank in prop::collection::vec(prop::collection::vec("\\PC{0,6}", 0..12), 0..6)
    ) {
        let net = net();
        let forms: Vec<Vec<&str>> = bank.iter().map(|s| s.iter().map(String::as_str).collect()).collect();
        let together = net.annotate(&forms);
        for (sentence, found) in forms.iter().zip(&together) {
            prop_assert_eq!(sentence.len(), found.len());
            prop_assert!(found.is_empty() || is_tree(found));
            prop_assert_eq!(&net.annotate(std::slice::from_ref(sentence))[0], found);
        }
    }
}
