//! What a trigger tells of: the clauses that it governs, and who stands in them.

use super::syntax::Syntax;

impl Syntax<'_> {
    /// The clauses that a verb or noun governs.
    pub fn complements(&self, trigger: usize) -> Vec<usize> {
        let mut found = self.with_carrier(trigger, |s, t| {
            s.dependants(t, &["ccomp", "xcomp", "acl", "csubj", "parataxis"]).collect()
        });
        // What the object is for: "gaf hun een week om te vertrekken".
        let of_object = |o: usize| self.dependants(o, &["acl"]);
        let infinitive = |&c: &usize| &*self.sentence.tokens[c].deprel == "acl";
        found.extend(self.objects(trigger).into_iter().flat_map(of_object).filter(infinitive));
        found
    }

    /// All words of the clauses that a trigger governs, or of the quotation that it comes after.
    pub(super) fn inside(&self, trigger: usize) -> Vec<usize> {
        let below = self.complements(trigger).into_iter().flat_map(|c| self.subtree(c));
        let quoted = self.quotation(trigger).into_iter().flat_map(|q| self.subtree(q));
        below.chain(quoted.filter(|&t| !self.is_under(t, trigger))).collect()
    }

    /// All that stands inside but those to whom a passive is done, and whose they are: what a word of its own leads in
    /// ("het verdrag met Pakistan is geschonden") may still have done it.
    pub(super) fn doers(&self, trigger: usize) -> Vec<usize> {
        let told = self.complements(trigger).into_iter().chain(self.quotation(trigger));
        let passive = told.filter(|&verb| self.is_passive(verb));
        let undergone: Vec<_> = passive.flat_map(|verb| self.objects(verb)).collect();
        let belongs = |t: &usize| self.marker(*t).is_none_or(|m| self.is_genitive(m));
        let mut inside = self.inside(trigger);
        inside.retain(|&t| !self.ancestors(t).take_while(belongs).any(|a| undergone.contains(&a)));
        inside
    }
}
