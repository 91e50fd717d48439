//! Where the place stands at which something happens.

use super::syntax::Syntax;

impl Syntax<'_> {
    /// Heads of a trigger's phrases of place with a marker, and what a relative clause says where of.
    pub fn placed(&self, trigger: usize, marker: &str) -> Vec<usize> {
        let verb = self.carrier(trigger).unwrap_or(trigger);
        let told_of = [trigger, verb].into_iter().filter_map(|v| self.relative_place(v));
        told_of.chain(self.phrases(trigger, marker)).collect()
    }

    /// The place that a relative clause tells of ("Beijing, waar hij maandag was").
    fn relative_place(&self, verb: usize) -> Option<usize> {
        let relative =
            |c: usize| self.words.relative_place.contains(&self.sentence.tokens[c].lemma);
        let token = &self.sentence.tokens[verb];
        let head = token.head.filter(|&h| token.relation() == "acl" && h < verb)?;
        self.children(verb).any(relative).then_some(head)
    }
}
