//! What several trained nets say together, as soft answers for a pupil (Hinton et al. 2015; Kuncoro et al. 2016).

use kroniek_parser::net::{math, tree};

use crate::blocks::arc_scores;
use crate::data::{Sentence, Word};
use crate::model::{Example, Model, Seen};
use crate::score::NO_DROPS;
use crate::tape::Tape;

/// Soft answers for one sentence, row after row.
#[derive(Clone, Debug, Default)]
pub struct Soft {
    /// Tags' shares, a row a word.
    pub tags: Vec<f32>,
    /// Heads' shares, a row a word: the words, then the root.
    pub arcs: Vec<f32>,
    /// Relations' shares to the head of the example.
    pub labels: Vec<f32>,
    /// Lemma classes' shares.
    pub lemmas: Vec<f32>,
}

/// What teachers say of sentences, with the best tree of their shared opinion.
pub fn opinions(
    teachers: &[Model],
    sentences: &[Vec<Seen>],
    heads: Option<&[Vec<usize>]>,
) -> Vec<(Soft, Vec<usize>)> {
    let jobs: Vec<usize> = (0..sentences.len()).collect();
    let mut out: Vec<(Soft, Vec<usize>)> = Vec::with_capacity(sentences.len());
    let chunks: Vec<&[usize]> = jobs.chunks(16).collect();
    for round in chunks.chunks(4) {
        std::thread::scope(|scope| {
            let run = |chunk: &&[usize]| {
                let chunk = chunk.to_vec();
                scope.spawn(move || {
                    chunk
                        .iter()
                        .map(|&i| opinion(teachers, &sentences[i], heads.map(|h| &h[i][..])))
                        .collect::<Vec<_>>()
                })
            };
            let threads: Vec<_> = round.iter().map(run).collect();
            threads.into_iter().for_each(|t| out.extend(t.join().expect("an opinion")));
        });
    }
    out
}

fn opinion(teachers: &[Model], sentence: &[Seen], heads: Option<&[usize]>) -> (Soft, Vec<usize>) {
    let n = sentence.len();
    let mut soft = Soft::default();
    let mut passes = Vec::new();
    for teacher in teachers {
        let mut tape = Tape::new(&teacher.weights, None);
        let (places, out) = teacher.forward(&mut tape, &[sentence], NO_DROPS);
        share(&mut soft.tags, &tape.value(out.tags).data, teacher.tags.len());
        share(&mut soft.lemmas, &tape.value(out.lemmas).data, teacher.lemmas.len());
        share(
            &mut soft.arcs,
            &arc_scores(tape.value(out.dep), tape.value(out.head), &places)[0].data,
            n + 1,
        );
        passes.push((tape, places, out));
    }
    let logs: Vec<f32> =
        soft.arcs.iter().map(|p| (p / teachers.len() as f32).max(1e-9).ln()).collect();
    let tree = heads.map_or_else(|| tree::heads(&logs, n), <[usize]>::to_vec);
    for (teacher, (mut tape, places, out)) in teachers.iter().zip(passes) {
        let labels = teacher.label(&mut tape, &out, &places, &tree, NO_DROPS);
        share(&mut soft.labels, &tape.value(labels).data, teacher.labels.len());
    }
    let scale = 1.0 / teachers.len() as f32;
    for part in [&mut soft.tags, &mut soft.arcs, &mut soft.labels, &mut soft.lemmas] {
        part.iter_mut().for_each(|x| *x *= scale);
    }
    (soft, tree)
}

/// Adds each row's shares to a sum.
fn share(sum: &mut Vec<f32>, scores: &[f32], width: usize) {
    let mut shares = scores.to_vec();
    shares.chunks_exact_mut(width).for_each(math::softmax);
    sum.resize(shares.len(), 0.0);
    crate::mat::add(sum, &shares);
}

/// Mixes gold answers into soft ones: `gold` is their share.
pub fn mix(soft: &mut Soft, example: &Example, gold: f32) {
    let n = example.words.len();
    for (part, answers) in [
        (&mut soft.tags, &example.tags),
        (&mut soft.arcs, &example.heads),
        (&mut soft.labels, &example.labels),
        (&mut soft.lemmas, &example.lemmas),
    ] {
        let width = part.len() / n.max(1);
        for (row, &answer) in part.chunks_exact_mut(width.max(1)).zip(answers) {
            if answer != usize::MAX {
                row.iter_mut().for_each(|x| *x *= 1.0 - gold);
                row[answer] += gold;
            }
        }
    }
}

/// An example of a raw sentence, answered by teachers alone.
pub fn pseudo(words: Vec<Seen>, soft: &Soft, tree: Vec<usize>) -> Example {
    let n = words.len().max(1);
    let best =
        |part: &[f32]| part.chunks_exact((part.len() / n).max(1)).map(math::argmax).collect();
    Example {
        words,
        tags: best(&soft.tags),
        lemmas: best(&soft.lemmas),
        labels: best(&soft.labels),
        heads: tree,
    }
}

/// The sentence that teachers read off together (for scoring them).
pub fn reading(model: &Model, sentence: &Sentence, soft: &Soft, tree: &[usize]) -> Sentence {
    let n = sentence.len();
    let word = |i: usize| {
        let row = |part: &'_ [f32]| -> usize {
            let width = part.len() / n;
            math::argmax(&part[i * width..(i + 1) * width])
        };
        let tag = &model.tags.names[row(&soft.tags)];
        let (upos, feats) = tag.split_once('|').unwrap_or((tag, "_"));
        let width = model.lemmas.len();
        Word {
            form: sentence[i].form.clone(),
            upos: upos.to_owned(),
            feats: feats.to_owned(),
            lemma: crate::score::best_lemma(
                model,
                &soft.lemmas[i * width..(i + 1) * width],
                &sentence[i].form,
            ),
            head: if tree[i] == n { 0 } else { tree[i] + 1 },
            deprel: model.labels.names[row(&soft.labels)].clone(),
        }
    };
    (0..n).map(word).collect()
}
