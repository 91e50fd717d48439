//! CoNLL-U, the exchange format of Universal Dependencies (<https://universaldependencies.org/format.html>).

use kroniek_model::{
    Dependency, EntityTag, EntityType, Field, ParagraphKind, Sentence, Span, Token,
};
use std::fmt;

/// What is wrong with a CoNLL-U text, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConlluError {
    /// Line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for ConlluError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for ConlluError {}

/// Reads CoNLL-U into sentences; spans count in the text that forms and spaces make, sentences parted by a space.
///
/// Ranges of multi-word tokens and empty nodes are left out; columns after FORM may be `_`.
///
/// # Errors
/// The first line that has fewer than ten columns, an identifier out of order or a head outside its sentence.
pub fn read(text: &str) -> Result<Vec<Sentence>, ConlluError> {
    let (mut out, mut open, mut at) = (Vec::new(), Vec::new(), 0u32);
    let mut last = 0;
    for (i, line) in text.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        last = i + 1;
        if line.trim().is_empty() {
            finish(&mut out, &mut open, last)?;
        } else if !line.starts_with('#') {
            let found = token(line, open.len(), at)
                .map_err(|message| ConlluError { line: last, message })?;
            if let Some(token) = found {
                at = token.span.end + u32::from(token.space_after);
                open.push(token);
            }
        }
    }
    finish(&mut out, &mut open, last)?;
    Ok(out)
}

fn finish(
    out: &mut Vec<Sentence>,
    tokens: &mut Vec<Token>,
    line: usize,
) -> Result<(), ConlluError> {
    if tokens.is_empty() {
        return Ok(());
    }
    if let Some(t) = tokens.iter().find(|t| t.head.is_some_and(|h| h >= tokens.len())) {
        let message = format!("the head of \"{}\" lies outside its sentence", t.form);
        return Err(ConlluError { line, message });
    }
    out.push(sentence(std::mem::take(tokens)));
    Ok(())
}

/// The token of a line, or none for a range or an empty node.
fn token(line: &str, before: usize, start: u32) -> Result<Option<Token>, String> {
    let cells: Vec<&str> = line.split('\t').collect();
    let &[id, form, lemma, upos, _, feats, head, deprel, _, misc] = cells.as_slice() else {
        return Err(format!("{} columns where CoNLL-U has 10", cells.len()));
    };
    if id.contains(['-', '.']) {
        return Ok(None);
    }
    if id.parse() != Ok(before + 1) {
        return Err(format!("identifier \"{id}\" where {} was due", before + 1));
    }
    let head = match head {
        "_" => 0usize,
        h => h.parse().map_err(|_| format!("\"{h}\" is no head"))?,
    };
    let given = |cell: &str| if cell == "_" { String::new() } else { cell.to_owned() };
    let length = form.chars().count() as u32;
    let Ok(upos) = upos.parse();
    Ok(Some(Token {
        span: Span::new(start, start + length),
        form: form.to_owned(),
        lemma: if lemma == "_" && form != "_" { String::new() } else { lemma.to_owned() },
        joined: None,
        upos,
        feats: given(feats).into(),
        head: head.checked_sub(1),
        deprel: given(deprel).into(),
        entity: entity(misc),
        space_after: !misc.split('|').any(|m| m == "SpaceAfter=No"),
    }))
}

fn entity(misc: &str) -> Option<EntityTag> {
    let tag = misc.split('|').find_map(|m| m.strip_prefix("NER="))?;
    let (place, kind) = tag.split_once('-')?;
    Some(EntityTag { kind: entity_type(kind)?, first: place != "I" })
}

/// Reads sentences with names: a token and, last on its line, its tag (`B-PER`, as in CoNLL-2002); a blank line ends a
/// sentence. A name that begins with an inner tag begins all the same.
pub fn read_names(text: &str) -> Vec<Sentence> {
    let sentences = text.split("\n\n").map(|s| s.lines().filter_map(named_token).collect());
    sentences.filter(|tokens: &Vec<Token>| !tokens.is_empty()).map(repaired).collect()
}

fn named_token(line: &str) -> Option<Token> {
    let mut cells = line.split_whitespace();
    let (form, tag) = (cells.next()?, cells.next_back()?);
    let row = format!("1\t{form}\t_\tX\t_\t_\t0\t_\t_\tNER={tag}");
    token(&row, 0, 0).ok()?
}

fn repaired(mut tokens: Vec<Token>) -> Sentence {
    let mut last = None;
    for token in &mut tokens {
        if let Some(tag) = &mut token.entity {
            tag.first |= last != Some(tag.kind);
        }
        last = token.entity.map(|t| t.kind);
    }
    sentence(tokens)
}

fn sentence(tokens: Vec<Token>) -> Sentence {
    Sentence {
        paragraph: 0,
        field: Field::Text,
        kind: ParagraphKind::Body,
        tokens,
        enhanced: Vec::new(),
    }
}

/// The type of name by the tag of the CoNLL-2002 data (`PER`, `LOC`, `ORG`, `MISC`).
pub fn entity_type(tag: &str) -> Option<EntityType> {
    Some(match tag {
        "PER" => EntityType::Person,
        "LOC" => EntityType::Location,
        "ORG" => EntityType::Organisation,
        "MISC" => EntityType::Other,
        _ => return None,
    })
}

/// The tag of the CoNLL-2002 data for a type of name.
pub fn entity_name(kind: EntityType) -> &'static str {
    match kind {
        EntityType::Person => "PER",
        EntityType::Location => "LOC",
        EntityType::Organisation => "ORG",
        EntityType::Other => "MISC",
    }
}

/// Writes a sentence with its number (from 1): `# sent_id`, `# text`, its tokens with enhanced edges, and under MISC
/// `SpaceAfter=No`, names (`NER=B-PER`) and joined particles (`Joined=uithalen`); a blank line ends it.
pub fn write(sentence: &Sentence, number: usize) -> String {
    let mut out = format!("# sent_id = {number}\n# text = {}\n", one_line(&sentence.text()));
    for (i, token) in sentence.tokens.iter().enumerate() {
        let head = token.head.map_or(0, |h| h + 1);
        let deps = deps(sentence, i, head);
        let cells = [
            &(i + 1).to_string(),
            &filled(&one_line(&token.form)),
            &filled(&one_line(&token.lemma)),
            token.upos.as_str(),
            "_",
            &filled(&token.feats),
            &head.to_string(),
            &filled(&token.deprel),
            &deps,
            &misc(token),
        ];
        out.push_str(&cells.join("\t"));
        out.push('\n');
    }
    out.push('\n');
    out
}

/// Text that holds no character that would break a line or a column.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || c.is_whitespace() { ' ' } else { c }).collect()
}

fn filled(cell: &str) -> String {
    if cell.is_empty() { "_".to_owned() } else { cell.to_owned() }
}

fn deps(sentence: &Sentence, index: usize, head: usize) -> String {
    let token = &sentence.tokens[index];
    let mut edges = vec![(head, token.deprel.to_string())];
    let own = |d: &&Dependency| d.dependant == index;
    edges
        .extend(sentence.enhanced.iter().filter(own).map(|d| (d.head + 1, d.relation.to_string())));
    edges.sort();
    edges.dedup();
    let cells: Vec<String> =
        edges.iter().map(|(head, relation)| format!("{head}:{relation}")).collect();
    if token.deprel.is_empty() { "_".to_owned() } else { cells.join("|") }
}

fn misc(token: &Token) -> String {
    let mut cells = Vec::new();
    if let Some(joined) = &token.joined {
        cells.push(format!("Joined={joined}"));
    }
    if let Some(tag) = token.entity {
        let place = if tag.first { "B" } else { "I" };
        cells.push(format!("NER={place}-{}", entity_name(tag.kind)));
    }
    if !token.space_after {
        cells.push("SpaceAfter=No".to_owned());
    }
    filled(&cells.join("|"))
}
