//! Training material for names: snippets of WikiANN cleaned, treebank names typed, lists of the world as arbiter.
//!
//! Snippets are silver: what cannot be relied on is masked ([`UNKNOWN`]) instead of learned. A treebank says where
//! names are (proper nouns and their `flat` parts) but not what they name: a first head, trained on the snippets, says
//! that together with how often a name stands for a kind in the snippets and with the lists.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result};
use kroniek_parser::net::names::{KINDS, MARKS};
use kroniek_parser::net::{Annotation, Net, math};

use crate::data::{Named, Sentence};
use crate::known::{self, KnownNames};
use crate::mat::Mat;
use crate::names::{Head, Marked, Name, UNKNOWN, marks_of, names_of};
use crate::random::Random;

const PERSON: usize = 0;
const PLACE: usize = 1;
const ORGANISATION: usize = 2;
const OTHER: usize = 3;

/// What the lists of the world say a form names.
pub type Lists = HashMap<String, usize>;
/// Names by kind, as their words.
pub type Stock = Vec<Vec<Vec<String>>>;

/// Reads the lists of a folder `world`: names of states, organisations and groups, places, holders of offices. A form
/// that stands for two kinds is left out.
pub fn lists(world: &Path, lang: &str) -> Result<Lists> {
    let mut found: HashMap<String, Vec<usize>> = HashMap::new();
    let mut put = |forms: &str, kind: usize| {
        let forms = forms
            .split('|')
            .map(str::trim)
            .filter(|f| f.starts_with(char::is_uppercase) && !f.ends_with('-'));
        forms.for_each(|f| found.entry(f.to_owned()).or_default().push(kind));
    };
    for row in rows(&world.join("names"))? {
        let [code, of, kind, forms, ..] = &row[..] else { continue };
        if of != lang {
            continue;
        }
        match kind.as_str() {
            "name" | "acronym" | "organ" if code.starts_with(['@', '~']) => {
                put(forms, ORGANISATION)
            }
            "name" | "acronym" | "capital" => put(forms, PLACE),
            "adjective" | "inhabitant" => put(forms, OTHER),
            _ => {}
        }
    }
    for row in rows(&world.join("holders"))? {
        row.get(1).into_iter().for_each(|person| {
            put(person, PERSON);
            person.split(' ').next_back().into_iter().for_each(|last| put(last, PERSON));
        });
    }
    for row in rows(&world.join("places"))? {
        row.first().into_iter().for_each(|names| put(names, PLACE));
    }
    let agreed = |kinds: &Vec<usize>| kinds.iter().all(|k| *k == kinds[0]);
    Ok(found.into_iter().filter(|(_, k)| agreed(k)).map(|(f, k)| (f, k[0])).collect())
}

/// The rows of all tables in a folder, comments and headings apart.
fn rows(folder: &Path) -> Result<Vec<Vec<String>>> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .with_context(|| folder.display().to_string())?
        .map(|f| f.map(|f| f.path()))
        .collect::<Result<_, _>>()?;
    files.sort();
    let mut out = Vec::new();
    for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "tsv")) {
        let text = std::fs::read_to_string(file)?;
        let lines = text.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).skip(1);
        out.extend(lines.map(|l| l.split('\t').map(str::to_owned).collect()));
    }
    Ok(out)
}

fn capital(form: &str) -> bool {
    form.starts_with(char::is_uppercase)
}

/// Snippets cleaned: see [`clean`].
pub fn snippets(net: &Net, bank: &[Named], lists: &Lists, known: &KnownNames) -> Vec<Marked> {
    let mut starts: HashMap<String, usize> = HashMap::new();
    let mut keep = |s: &&Named| {
        let count = starts.entry(s.forms[..s.forms.len().min(3)].join(" ")).or_default();
        *count += 1;
        let whole = s.forms.len() >= 6 && s.forms.last().is_some_and(|f| f == ".");
        *count <= 10 && (whole || s.forms.len() >= 4)
    };
    let bank: Vec<&Named> = bank.iter().filter(&mut keep).collect();
    let forms: Vec<Vec<&str>> =
        bank.iter().map(|s| s.forms.iter().map(String::as_str).collect()).collect();
    let tagged = in_parallel(&forms, |part| net.annotate(part));
    bank.iter()
        .zip(tagged)
        .map(|(s, tags)| clean(s, &tags, lists, known))
        .filter(|m| m.marks.iter().any(|x| *x != UNKNOWN))
        .collect()
}

/// Runs over four parts of a list at once, keeping the order.
fn in_parallel<T: Sync, R: Send>(items: &[T], run: impl Fn(&[T]) -> Vec<R> + Sync) -> Vec<R> {
    std::thread::scope(|scope| {
        let run = &run;
        let threads: Vec<_> = items
            .chunks(items.len().div_ceil(4).max(1))
            .map(|c| scope.spawn(move || run(c)))
            .collect();
        threads.into_iter().flat_map(|t| t.join().expect("a part of the list")).collect()
    })
}

/// A snippet's reliable marks. Names end before a bracket and at commas; names without a capital teach nothing, nor do
/// words with one outside names (snippets leave out names that have no page); an adjective is no place.
fn clean(sentence: &Named, tags: &[Annotation], lists: &Lists, known: &KnownNames) -> Marked {
    let forms = &sentence.forms;
    let loose = |i: usize| {
        capital(&forms[i]) && (i > 0 || &*tags[i].upos == "PROPN") && forms[i].chars().count() > 1
    };
    let mut marks: Vec<usize> =
        (0..forms.len()).map(|i| if loose(i) { UNKNOWN } else { 0 }).collect();
    if forms[0].chars().count() > 2 && !forms[0].chars().any(char::is_lowercase) {
        marks[0] = UNKNOWN;
    }
    for (from, to, kind) in names_of(&sentence.marks) {
        marks[from..to].fill(UNKNOWN);
        let end =
            forms[from..to].iter().position(|f| f == "(" || f == "''").map_or(to, |i| from + i);
        let kind = if known.tells_work(&forms[end..to]) { OTHER } else { kind };
        for (from, to) in between_commas(forms, from, end) {
            let kind = kind_of(forms, tags, (from, to, kind), lists)
                .filter(|k| *k != ORGANISATION || is_organisation(&forms[from..to], lists, known));
            if let Some(kind) = kind {
                marks[from..to].copy_from_slice(&marks_of(to - from, &[(0, to - from, kind)]));
            }
        }
    }
    Marked { forms: forms.clone(), marks }
}

fn between_commas(forms: &[String], from: usize, to: usize) -> Vec<(usize, usize)> {
    let mut start = from;
    let parts = forms[from..to].split(|form| form == ",").map(|part| {
        let span = (start, start + part.len());
        start = span.1 + 1;
        span
    });
    parts.filter(|span| span.1 > span.0).collect()
}

fn kind_of(
    forms: &[String],
    tags: &[Annotation],
    (from, to, kind): Name,
    lists: &Lists,
) -> Option<usize> {
    let text = forms[from..to].join(" ");
    if let Some(listed) = lists.get(&text) {
        return Some(*listed);
    }
    if !forms[from..to].iter().any(|f| capital(f))
        || !forms[to - 1].chars().any(char::is_alphanumeric)
    {
        return None;
    }
    if to - from == 1 && &*tags[from].upos == "ADJ" {
        return Some(OTHER);
    }
    capital(&forms[from]).then_some(kind)
}

/// Whether a name that snippets call an organisation's surely is one: they call songs, laws and much else so.
fn is_organisation(forms: &[String], lists: &Lists, known: &KnownNames) -> bool {
    let acronym =
        |f: &String| (2..6).contains(&f.chars().count()) && f.chars().all(char::is_uppercase);
    lists.contains_key(&forms.join(" "))
        || known.names_organisation(forms)
        || forms.len() == 1 && acronym(&forms[0])
}

/// How often whole names and their words stand for each kind in cleaned snippets.
pub fn counts(bank: &[Marked]) -> HashMap<String, [f32; KINDS.len()]> {
    let mut out: HashMap<String, [f32; KINDS.len()]> = HashMap::new();
    for s in bank {
        let known: Vec<usize> = s.marks.iter().map(|&m| if m == UNKNOWN { 0 } else { m }).collect();
        for (from, to, kind) in crate::names::spelt(&known) {
            out.entry(s.forms[from..to].join(" ")).or_default()[kind] += 1.0;
            if to - from > 1 {
                for (i, form) in s.forms[from..to].iter().enumerate() {
                    let place = if i == 0 { "first " } else { "later " };
                    out.entry(place.to_owned() + form).or_default()[kind] += 1.0;
                }
            }
        }
    }
    out
}

/// The names of a treebank sentence: a proper noun with the `flat` words under it, if they stand together.
fn tree_names(sentence: &Sentence) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (i, word) in sentence.iter().enumerate() {
        if word.upos != "PROPN" || word.deprel == "flat" {
            continue;
        }
        let mut last = i;
        while sentence
            .get(last + 1)
            .is_some_and(|w| w.deprel == "flat" && (i + 1..=last + 1).contains(&w.head))
        {
            last += 1;
        }
        if capital(&word.form) {
            out.push((i, last + 1));
        }
    }
    out
}

/// What is known of names beforehand.
pub struct Known {
    /// The lists of the world.
    pub lists: Lists,
    /// How often names and their words stand for each kind in snippets.
    pub counts: HashMap<String, [f32; KINDS.len()]>,
}

/// Treebank sentences with their names typed.
pub fn typed(net: &Net, head: &Head, bank: &[Sentence], known: &Known) -> Vec<Marked> {
    let forms: Vec<Vec<String>> =
        bank.iter().map(|s| s.iter().map(|w| w.form.clone()).collect()).collect();
    let slices: Vec<&[String]> = forms.iter().map(Vec::as_slice).collect();
    let scores = in_parallel(&slices, |part| head.scores(net, part));
    let mut shared: HashMap<String, ([f32; KINDS.len()], f32)> = HashMap::new();
    let with_article = |(from, to): (usize, usize), forms: &[String]| {
        let longer = from > 0
            && capital(&forms[from - 1])
            && known.counts.contains_key(&forms[from - 1..to].join(" "));
        (from - usize::from(longer), to)
    };
    let spans: Vec<Vec<(usize, usize)>> = bank
        .iter()
        .zip(&forms)
        .map(|(s, forms)| tree_names(s).into_iter().map(|n| with_article(n, forms)).collect())
        .collect();
    let raw = |s: usize, (from, to): (usize, usize)| opinion(&scores[s], from, to);
    let opinions = |single: bool| {
        let all =
            spans.iter().enumerate().flat_map(|(s, names)| names.iter().map(move |n| (s, *n)));
        all.filter(|(_, n)| (n.1 - n.0 == 1) == single).map(|(s, n)| raw(s, n)).collect::<Vec<_>>()
    };
    let shifts = [balance(&opinions(false), LONG_SHARES), balance(&opinions(true), SHORT_SHARES)];
    println!("shifts of opinion {shifts:?}");
    let own = |s: usize, (from, to): (usize, usize)| {
        let mut out = raw(s, (from, to));
        out.iter_mut().zip(shifts[usize::from(to - from == 1)]).for_each(|(o, b)| *o += b);
        out
    };
    for (s, names) in spans.iter().enumerate() {
        for &(from, to) in names {
            let entry = shared.entry(forms[s][from..to].join(" ")).or_default();
            let opinion = own(s, (from, to));
            entry.0.iter_mut().zip(opinion).for_each(|(e, o)| *e += o);
            entry.1 += 1.0;
        }
    }
    let verdict = |s: usize, (from, to): (usize, usize)| -> Option<usize> {
        let text = forms[s][from..to].join(" ");
        if let Some(kind) = known.lists.get(&text) {
            return Some(*kind);
        }
        if to - from == 1 && bank[s][from].feats.contains("Number=Plur") {
            return Some(OTHER);
        }
        let (sum, n) = shared[&text];
        let mut total = own(s, (from, to));
        total.iter_mut().zip(sum).for_each(|(t, s)| *t += s / n);
        let prior = prior(&known.counts, &forms[s][from..to]);
        total.iter_mut().zip(prior).for_each(|(t, p)| *t += p);
        math::softmax(&mut total);
        let best = math::argmax(&total);
        (total[best] > 0.7).then_some(best)
    };
    (0..bank.len())
        .map(|s| mark_sentence(&bank[s], &forms[s], &spans[s], |span| verdict(s, span)))
        .collect()
}

fn mark_sentence(
    sentence: &Sentence,
    forms: &[String],
    names: &[(usize, usize)],
    verdict: impl Fn((usize, usize)) -> Option<usize>,
) -> Marked {
    let unsure = |i: usize| {
        let word = &sentence[i];
        capital(&word.form)
            && matches!(word.upos.as_str(), "PROPN" | "X" | "NOUN")
            && (i > 0 || word.upos != "NOUN")
    };
    let mut marks: Vec<usize> =
        (0..forms.len()).map(|i| if unsure(i) { UNKNOWN } else { 0 }).collect();
    for (i, word) in sentence.iter().enumerate() {
        if word.upos == "ADJ" && capital(&word.form) && capital(&word.lemma) {
            marks[i] = marks_of(1, &[(0, 1, OTHER)])[0];
        }
    }
    for &(from, to) in names {
        match verdict((from, to)) {
            Some(kind) => {
                marks[from..to].copy_from_slice(&marks_of(to - from, &[(0, to - from, kind)]))
            }
            None => marks[from..to].fill(UNKNOWN),
        }
    }
    Marked { forms: forms.to_vec(), marks }
}

/// What names of several words, and of one, stand for in news, about: persons, places, organisations, others.
const LONG_SHARES: [f32; KINDS.len()] = [0.6, 0.1, 0.28, 0.02];
/// See [`LONG_SHARES`].
const SHORT_SHARES: [f32; KINDS.len()] = [0.33, 0.38, 0.26, 0.03];

/// What to add to opinions so that the kinds have the wanted shares over all of them: snippets know too few surnames.
fn balance(opinions: &[[f32; KINDS.len()]], wanted: [f32; KINDS.len()]) -> [f32; KINDS.len()] {
    let mut shift = [0.0; KINDS.len()];
    for _ in 0..30 {
        let mut sums = [1e-6; KINDS.len()];
        for opinion in opinions {
            let mut p = *opinion;
            p.iter_mut().zip(shift).for_each(|(p, s)| *p += s);
            math::softmax(&mut p);
            sums.iter_mut().zip(p).for_each(|(s, p)| *s += p);
        }
        for ((s, sum), w) in shift.iter_mut().zip(sums).zip(wanted) {
            *s += (w * opinions.len() as f32 / sum).ln();
        }
    }
    shift
}

/// Logarithms of how likely a stretch is a name of each kind.
fn opinion(scores: &Mat, from: usize, to: usize) -> [f32; KINDS.len()] {
    let mut out = [0.0; KINDS.len()];
    for (kind, out) in out.iter_mut().enumerate() {
        let path = marks_of(to - from, &[(0, to - from, kind)]);
        for (i, mark) in path.into_iter().enumerate() {
            let mut row = scores.data[(from + i) * MARKS..(from + i + 1) * MARKS].to_vec();
            math::softmax(&mut row);
            *out += row[mark].max(1e-4).ln() / (to - from) as f32;
        }
    }
    out
}

fn prior(counts: &HashMap<String, [f32; KINDS.len()]>, forms: &[String]) -> [f32; KINDS.len()] {
    let mut keys = vec![(forms.join(" "), 1.5)];
    keys.push((format!("later {}", forms[forms.len() - 1]), 0.7));
    if forms.len() > 1 {
        keys.push((format!("first {}", forms[0]), 0.7));
    }
    let mut out = [0.0; KINDS.len()];
    for (key, weight) in keys {
        let Some(c) = counts.get(&key) else { continue };
        let total: f32 = c.iter().sum();
        out.iter_mut().zip(c).for_each(|(o, c)| *o += weight * ((c + 0.3) / (total + 1.2)).ln());
    }
    out
}

/// The names of sentences and lists by kind, to be put in place of others.
pub fn stock(bank: &[Marked], lists: &Lists) -> Stock {
    let mut stock: Stock = vec![Vec::new(); KINDS.len()];
    let mut listed: Vec<(&String, &usize)> = lists.iter().collect();
    listed.sort();
    for (name, &kind) in listed {
        stock[kind].push(name.split(' ').map(str::to_owned).collect());
    }
    for s in bank {
        for (from, to, kind) in crate::names::spelt(&known_marks(s)) {
            stock[kind].push(s.forms[from..to].to_vec());
        }
    }
    stock
}

fn known_marks(s: &Marked) -> Vec<usize> {
    s.marks.iter().map(|&m| if m == UNKNOWN { 0 } else { m }).collect()
}

/// Copies of sentences in which every name is replaced by another of its kind, so that the words around it count;
/// persons often by a surname alone.
pub fn renamed(bank: &[Marked], stock: &Stock, seed: u64) -> Vec<Marked> {
    let mut random = Random::new(seed, 99);
    let mut out = Vec::new();
    for s in bank {
        let names = crate::names::spelt(&known_marks(s));
        if !names.iter().any(|n| n.2 != OTHER) {
            continue;
        }
        let mut copy = Marked::default();
        let mut at = 0;
        for (from, to, kind) in names {
            copy.forms.extend_from_slice(&s.forms[at..from]);
            copy.marks.extend_from_slice(&s.marks[at..from]);
            let kept = s.forms[from..to].to_vec();
            let other = if kind == OTHER { kept } else { chosen(kind, stock, &mut random) };
            copy.marks.extend(marks_of(other.len(), &[(0, other.len(), kind)]));
            copy.forms.extend(other);
            at = to;
        }
        copy.forms.extend_from_slice(&s.forms[at..]);
        copy.marks.extend_from_slice(&s.marks[at..]);
        out.push(copy);
    }
    out
}

/// Sentences of a file of patterns, each filled `times` times with names from a stock; a word made of a name and more
/// (`{ORG}-top`) is another name.
pub fn filled(path: &Path, stock: &Stock, times: usize, seed: u64) -> Result<Vec<Marked>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let lines: Vec<&str> = text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).collect();
    let mut random = Random::new(seed, 77);
    let all = (0..times).flat_map(|_| lines.iter());
    Ok(all.map(|line| fill(line, stock, &mut random)).collect())
}

fn fill(line: &str, stock: &Stock, random: &mut Random) -> Marked {
    let mut out = Marked::default();
    let mut words = line.split(' ');
    let kind_of = |name: &str| KINDS.iter().position(|k| *k == name);
    while let Some(word) = words.next() {
        let (kind, name) = match (known::blank(word), word.strip_prefix('[').and_then(kind_of)) {
            (Some(("", kind, "")), _) => (kind, chosen(kind, stock, random)),
            (Some(_), _) => (OTHER, known::filled_word(word, stock, random)),
            (None, Some(kind)) => (kind, rest_of_name(&mut words)),
            (None, None) => {
                out.forms.push(word.to_owned());
                out.marks.push(0);
                continue;
            }
        };
        out.marks.extend(marks_of(name.len(), &[(0, name.len(), kind.min(OTHER))]));
        out.forms.extend(name);
    }
    out
}

fn rest_of_name<'a>(words: &mut impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut name = Vec::new();
    for word in words {
        name.push(word.trim_end_matches(']').to_owned());
        if word.ends_with(']') {
            break;
        }
    }
    name
}

/// A name from the stock; of persons often the surname alone.
fn chosen(kind: usize, stock: &Stock, random: &mut Random) -> Vec<String> {
    let mut name = stock[kind][random.below(stock[kind].len())].clone();
    if kind == PERSON && name.len() > 1 && random.unit() < 0.6 {
        name.remove(0);
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Word;

    #[test]
    fn names_of_a_tree_take_their_flat_words() {
        let word = |form: &str, upos: &str, head: usize, deprel: &str| Word {
            form: form.into(),
            upos: upos.into(),
            head,
            deprel: deprel.into(),
            ..Word::default()
        };
        let s = vec![
            word("Jan", "PROPN", 4, "nsubj"),
            word("de", "PROPN", 1, "flat"),
            word("Wit", "PROPN", 1, "flat"),
            word("woont", "VERB", 0, "root"),
            word("in", "ADP", 6, "case"),
            word("Assen", "PROPN", 4, "obl"),
        ];
        assert_eq!(tree_names(&s), [(0, 3), (5, 6)]);
    }

    #[test]
    fn patterns_are_filled() {
        let name = |s: &str| vec![s.split(' ').map(str::to_owned).collect::<Vec<_>>()];
        let stock = vec![name("Smit"), name("Den Haag"), name("Shell"), name("Duitse")];
        let line = "{PER} is in {LOC} bij het [ORG Rode Kruis] .";
        let found = fill(line, &stock, &mut Random::new(1, 1));
        assert_eq!(found.forms.join(" "), "Smit is in Den Haag bij het Rode Kruis .");
        assert_eq!(crate::names::spelt(&found.marks), [(0, 1, 0), (3, 5, 1), (7, 9, 2)]);
    }

    #[test]
    fn commas_part_names() {
        let forms: Vec<String> = ["Olean", ",", "New", "York"].map(str::to_owned).to_vec();
        assert_eq!(between_commas(&forms, 0, 4), [(0, 1), (2, 4)]);
    }
}
