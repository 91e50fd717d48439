//! Which mentions a token stands for: its own, and those that are joined to it.

use super::mention::Mention;
use super::read::Reader;
use kroniek_model::Upos;
use std::collections::HashMap;

/// For each sentence and token the mentions of the noun phrase that it heads.
pub(super) fn by_token(reader: &Reader) -> HashMap<(usize, usize), Vec<usize>> {
    let mut out: HashMap<(usize, usize), Vec<usize>> = HashMap::new();
    let mut from = 0;
    while from < reader.mentions.len() {
        let s = reader.mentions[from].sentence;
        let to = from + reader.mentions[from..].iter().take_while(|m| m.sentence == s).count();
        Sentence { reader, s, range: (from, to) }.fill(&mut out);
        from = to;
    }
    out
}

/// The mentions of the plain list that one stands in, in order; none where it stands alone.
pub(super) fn list_of(reader: &Reader, i: usize) -> Option<Vec<usize>> {
    let s = reader.mentions[i].sentence;
    let from = reader.mentions.partition_point(|m| m.sentence < s);
    let to = reader.mentions.partition_point(|m| m.sentence <= s);
    let sentence = Sentence { reader, s, range: (from, to) };
    (from..=i).find_map(|first| {
        let mut found = vec![first];
        sentence.list_after(first, &mut found);
        (found.len() > 1 && found.contains(&i)).then_some(found)
    })
}

struct Sentence<'a> {
    reader: &'a Reader<'a>,
    s: usize,
    range: (usize, usize),
}

impl Sentence<'_> {
    fn fill(&self, out: &mut HashMap<(usize, usize), Vec<usize>>) {
        let n = self.reader.views[self.s].len();
        let own: Vec<Option<usize>> = (0..n).map(|t| self.own(t)).collect();
        for t in 0..n {
            let mut found = Vec::new();
            self.gather(t, &own, &mut found, 0);
            if !found.is_empty() {
                out.insert((self.s, t), found);
            }
        }
        self.relatives(out);
    }

    /// A relative pronoun stands for what its clause modifies.
    fn relatives(&self, out: &mut HashMap<(usize, usize), Vec<usize>>) {
        let view = &self.reader.views[self.s];
        let tokens = &view.sentence.tokens;
        for t in 0..view.len() {
            if !self.reader.who.gazetteer.small.relative.contains(&view.keys[t])
                || out.contains_key(&(self.s, t))
            {
                continue;
            }
            let clause = self.reader.clause(self.s, t);
            let noun = tokens[clause].head.filter(|&h| tokens[clause].relation() == "acl" && h < t);
            let found = |noun: usize| out.get(&(self.s, noun)).cloned();
            let by_tree = noun.and_then(|noun| found(noun).or_else(|| found(self.said_of(noun)?)));
            if let Some(found) = by_tree.or_else(|| self.before_comma(t).map(|i| vec![i])) {
                out.insert((self.s, t), found);
            }
        }
    }

    /// What a noun that is no actor is said of: a subject ("Guatemala en Belize zijn landen die …"), or what it stands
    /// beside ("Guatemala en Belize, landen die …").
    fn said_of(&self, noun: usize) -> Option<usize> {
        let sentence = self.reader.views[self.s].sentence;
        let token = &sentence.tokens[noun];
        if matches!(token.relation(), "conj" | "appos") {
            return token.head;
        }
        sentence.children_by(noun, "cop").next()?;
        sentence.children_by(noun, "nsubj").next()
    }

    /// The mention that ends at the comma before a relative pronoun, a preposition between them passed over, where the
    /// tree does not tell.
    fn before_comma(&self, t: usize) -> Option<usize> {
        let view = &self.reader.views[self.s];
        let tokens = &view.sentence.tokens;
        let from = if t > 0 && tokens[t - 1].upos == Upos::Adp { t - 1 } else { t };
        let comma = from.checked_sub(1).filter(|&i| view.keys[i] == ",")?;
        if tokens[t].upos != Upos::Pron {
            return None;
        }
        let ends = (self.range.0..self.range.1).filter(|&i| self.mention(i).tokens.end == comma);
        ends.max_by_key(|&i| self.mention(i).tokens.len())
    }

    fn mention(&self, i: usize) -> &Mention {
        &self.reader.mentions[i]
    }

    /// The mention that a token stands for by itself: the one that it heads, else the smallest that holds it.
    fn own(&self, t: usize) -> Option<usize> {
        let all = self.range.0..self.range.1;
        let holding = all.filter(|&i| self.mention(i).tokens.contains(&t));
        holding
            .min_by_key(|&i| {
                let m = self.mention(i);
                let len = m.tokens.len() as isize;
                // Of those that it heads the longest, of others the smallest.
                (m.head != t, if m.head == t { -len } else { len })
            })
            .filter(|&i| self.mention(i).head == t || self.counts_inside(i, t))
    }

    /// Whether a token that does not head a mention still stands for it: a part of the name.
    fn counts_inside(&self, i: usize, t: usize) -> bool {
        use super::Kind::{Body, Description, Modified};
        let m = self.mention(i);
        let plain = !matches!(m.kind, Body | Description | Modified);
        plain && self.reader.views[self.s].form(t).chars().next().is_some_and(char::is_uppercase)
    }

    /// The token's own mention, and those of its conjuncts and of the list that it begins.
    fn gather(&self, t: usize, own: &[Option<usize>], found: &mut Vec<usize>, depth: usize) {
        // Deeper coordination than this is a faulty tree.
        if depth > 24 {
            return;
        }
        if let Some(i) = own[t] {
            push(found, i);
            if self.leads(i, own) {
                self.list_after(i, found);
            }
        }
        let sentence = self.reader.views[self.s].sentence;
        let inside = |c: usize| own[t].is_some() && own[c] == own[t];
        let conjuncts = sentence.children(t).filter(|&c| sentence.tokens[c].relation() == "conj");
        for c in conjuncts.filter(|&c| c > t && !inside(c)) {
            self.gather(c, own, found, depth + 1);
        }
        found.sort_unstable();
    }

    /// Whether a mention is attached to something other than a mention before it in the same list.
    fn leads(&self, i: usize, own: &[Option<usize>]) -> bool {
        let m = self.mention(i);
        let token = &self.reader.views[self.s].sentence.tokens[m.head];
        let attached = token.head.and_then(|h| own[h]).is_some_and(|j| j < i);
        !(attached && token.relation() == "conj")
    }

    /// The mentions that follow in a plain list: "China, India en Rusland".
    fn list_after(&self, first: usize, found: &mut Vec<usize>) {
        let view = &self.reader.views[self.s];
        let (mut items, mut closed) = (vec![first], false);
        let mut last = first;
        while !closed {
            let end = self.mention(last).tokens.end;
            let Some(key) = view.keys.get(end) else { break };
            let and = self.reader.who.gazetteer.small.and.contains(key);
            if !and && key != "," {
                break;
            }
            let next = (last + 1..self.range.1).find(|&j| self.mention(j).tokens.start == end + 1);
            let Some(next) =
                next.and_then(|j| self.longest_at(j)).filter(|&j| self.may_follow(first, j))
            else {
                // "Poetin, Modi en leiders uit andere landen": what is no actor may close the list.
                closed = and && items.len() > 1;
                break;
            };
            items.push(next);
            closed = and;
            last = next;
        }
        if closed {
            items.into_iter().for_each(|i| push(found, i));
        }
    }

    /// Of the mentions that begin where one does, the one that holds most.
    fn longest_at(&self, i: usize) -> Option<usize> {
        let start = self.mention(i).tokens.start;
        let all = (self.range.0..self.range.1).filter(|&j| self.mention(j).tokens.start == start);
        all.max_by_key(|&j| self.mention(j).tokens.end)
    }

    /// Whether two mentions may be items of one list: neither is an adjective within a phrase, and the later is no
    /// subject of its own.
    fn may_follow(&self, first: usize, next: usize) -> bool {
        use super::Kind::Adjective;
        let tokens = &self.reader.views[self.s].sentence.tokens;
        let relation = |i: usize| tokens[self.mention(i).head].relation();
        let adjective = |i: usize| self.mention(i).kind == Adjective;
        adjective(first) == adjective(next) && relation(next) != "nsubj"
    }
}

fn push(found: &mut Vec<usize>, i: usize) {
    if !found.contains(&i) {
        found.push(i);
    }
}
