//! Several at once: "ze", "beide landen", "de twee leiders", "het drietal".

use super::Anaphor;
use crate::who::mention::{Kind, Mention};
use crate::who::read::Reader;
use crate::who::salience::{Candidate, Wanted};
use kroniek_model::{ActorRef, Upos};
use kroniek_pack::world::{Description, Name, NameKind, Refers};
use std::ops::Range;

/// The rule by which a number stands for those it counts.
const NUMBER: &str = "number of those named";

impl Reader<'_> {
    pub(super) fn plural_pronoun(&self, s: usize, tokens: Range<usize>) -> Option<Mention> {
        let at = tokens.start;
        let own = self.clause(s, at);
        let subject = self.views[s].sentence.tokens[at].relation() == "nsubj";
        let possessive = self.views[s].sentence.tokens[at].relation() == "nmod";
        if possessive {
            match self.subject(s, own).filter(|(_, m)| m.tokens.end <= at) {
                Some((i, m))
                    if self.is_plural(m) || m.actors.len() > 1 || self.group_of(i).is_some() =>
                {
                    let actors = self.group_of(i).unwrap_or_else(|| m.actors.clone());
                    let rule = "possessor is the subject";
                    return Some(self.resolved(s, tokens, Kind::Pronoun, actors, (i, 0.8), rule));
                }
                None if self.has_subject_before(s, own, at) => return None,
                _ => {}
            }
        }
        // An object does not mean the subject of its own clause.
        let blocked = self.subject(s, own).filter(|_| !subject && !possessive).map(|(i, _)| i);
        let several = |m: &Mention| m.actors.len() > 1 || self.is_plural(m);
        let single = self
            .earlier(s, at)
            .filter(|(i, m, back)| {
                several(m) && *back <= 2 && Some(*i) != blocked && m.kind != Kind::Adjective
            })
            .max_by(|a, b| {
                let presence = |m| self.presence(m, subject || possessive);
                presence(a).total_cmp(&presence(b))
            });
        if let Some((i, m, _)) = single.filter(|(i, ..)| !self.others_since(*i, s, at)) {
            let actors = self.group_of(i).unwrap_or_else(|| m.actors.clone());
            return Some(self.resolved(
                s,
                tokens,
                Kind::Pronoun,
                actors,
                (i, 0.65),
                "plural pronoun",
            ));
        }
        if let Some((i, m)) = self.within(s..s + 1).find(|(_, m)| subject && self.speaks(m, own)) {
            let (actors, found) = (m.actors.clone(), (i, 0.6));
            return Some(self.resolved(s, tokens, Kind::Pronoun, actors, found, "those there"));
        }
        let (i, actors) = self.just_told(s, at)?;
        Some(self.resolved(s, tokens, Kind::Pronoun, actors, (i, 0.5), "plural pronoun of a list"))
    }

    /// Whether a place is a seat of government in a clause, so that "they" there are the government ("In het Kremlin
    /// vinden ze dat …").
    fn speaks(&self, m: &Mention, clause: usize) -> bool {
        let seat = |n: &Name| matches!(n.kind, NameKind::Government | NameKind::Capital);
        let hit = self.views[m.sentence]
            .hit(m.tokens.end - 1)
            .or_else(|| self.views[m.sentence].hit(m.head));
        m.kind == Kind::Place
            && hit.is_some_and(|h| h.names.iter().any(seat))
            && self.clause(m.sentence, m.head) == clause
    }

    /// The list, or the two set against each other, of this sentence or the one before; none where a plural noun that is
    /// no actor came after it.
    fn just_told(&self, s: usize, at: usize) -> Option<(usize, Vec<ActorRef>)> {
        let wanted = Wanted::any(Refers::Any);
        let near = |i: &usize| self.mentions[*i].sentence + 1 >= s;
        let listed = self.list(s, at, &wanted, None, &[]).filter(|(i, _)| near(i));
        let (i, actors) = listed.or_else(|| {
            let pair = self.pair_near(s, at, &wanted)?;
            Some((pair.mention, pair.actors.to_vec()))
        })?;
        (!self.others_since(i, s, at)).then_some((i, actors))
    }

    /// Whether a plural noun that is no actor stands between a mention and a token as a part of a clause.
    fn others_since(&self, i: usize, s: usize, at: usize) -> bool {
        let m = &self.mentions[i];
        // Those who acted are passed over for others who act alone.
        let acted = self.relation(m) == "nsubj";
        (m.sentence..=s).any(|there| {
            let tokens = &self.views[there].sentence.tokens;
            let from = if there == m.sentence { m.tokens.end } else { 0 };
            let till = if there == s { at } else { tokens.len() };
            (from..till).any(|t| {
                let mut under = self.views[there].sentence.children_by(t, "case");
                let several = tokens[t].upos == Upos::Noun
                    && tokens[t].feat("Number") == Some("Plur")
                    && under.next().is_none()
                    && (!acted || tokens[t].relation() == "nsubj");
                several && !self.within(there..there + 1).any(|(_, m)| m.tokens.contains(&t))
            })
        })
    }

    /// How present a mention is; for a pronoun that acts or owns, those who acted are more so.
    fn presence(&self, (i, m, back): &(usize, &Mention, usize), acts: bool) -> f32 {
        let subject = if acts && self.relation(m) == "nsubj" { 1.4 } else { 1.0 };
        subject / (1.0 + *back as f32) + *i as f32 * 1e-4
    }

    /// Whether the words of a mention are plural.
    pub(super) fn is_plural(&self, m: &Mention) -> bool {
        use Kind::{Body, Description, Group, Inhabitant, Organisation, Pronoun, State, Title};
        let word = &self.views[m.sentence].sentence.tokens[m.head];
        match m.kind {
            Inhabitant | Body | Title | Description | Pronoun => {
                word.feat("Number") == Some("Plur")
            }
            // "De Verenigde Staten breiden hun leger uit": the verb says so.
            State | Organisation | Group => {
                word.relation() == "nsubj" && self.is_plural_pronoun(m.sentence, m.head)
            }
            _ => false,
        }
    }

    /// The actors of the list that a mention stands in.
    pub(super) fn group_of(&self, i: usize) -> Option<Vec<ActorRef>> {
        let list = crate::who::lists::list_of(self, i)?;
        Some(distinct(list.into_iter().flat_map(|j| self.mentions[j].actors.clone()).collect()))
    }

    /// "Beide landen", "de leiders", "het drietal".
    pub(super) fn several(
        &self,
        a: &Anaphor,
        d: &Description,
        among: &[Vec<String>],
    ) -> Option<Mention> {
        let size = d.count.or(a.before.count);
        if size.is_none() && self.is_told_apart(a) {
            return None;
        }
        let mut except = self.beside(a.s, a.at, &a.tokens);
        let owners = self.possessors(a).into_iter().flat_map(|(_, owners)| owners);
        except.extend(owners.map(|o| o.code));
        let wanted = Wanted { among, roles: &d.roles, ..Wanted::any(d.refers) };
        let group = |w: &Wanted| self.group(a.s, a.tokens.start, w, size, &except);
        // A report need not have said that they are presidents, or who presides.
        let any_role = Wanted { roles: &[], ..wanted };
        let (i, actors) = self
            .rest_of_pair(a, d, &except)
            .or_else(|| group(&wanted))
            .or_else(|| group(&any_role))
            .or_else(|| group(&Wanted { refers: Refers::State, ..any_role }))?;
        let strength = if size == Some(actors.len()) { 0.75 } else { 0.55 };
        let (tokens, found) = (a.tokens.clone(), (i, strength));
        Some(self.resolved(a.s, tokens, Kind::Description, actors, found, "description of several"))
    }

    /// "India waarschuwde de buren": where no number is said, the other of the two that the report tells of.
    fn rest_of_pair(
        &self,
        a: &Anaphor,
        d: &Description,
        except: &[String],
    ) -> Option<(usize, Vec<ActorRef>)> {
        let relative = d.relation == "other" && a.before.count.is_none();
        let wanted = Wanted::any(d.refers);
        let pair = self.pair(a.s, a.tokens.start, &wanted, &[]).filter(|_| relative)?;
        let rest = pair.actors.into_iter().filter(|a| !except.contains(&a.code));
        let rest: Vec<ActorRef> = rest.collect();
        (rest.len() == 1).then_some((pair.mention, rest))
    }

    /// Whether words around a plural say that it tells of others than those told of: whose they are ("zijn
    /// bondgenoten"), of what region, or which ("de staten die partij zijn").
    fn is_told_apart(&self, a: &Anaphor) -> bool {
        let (view, small) = (&self.views[a.s], &self.who.gazetteer.small);
        let which = view.keys.get(a.tokens.end).is_some_and(|k| {
            let pronoun = view.sentence.tokens[a.tokens.end].upos == Upos::Pron;
            small.of_whom.contains(k) || pronoun && small.relative.contains(k)
        });
        which || a.before.other || a.before.owner.is_some() || !a.before.among.is_empty()
    }

    /// The group of a size that was named together and is most present; of two, or of no size said, the pair that the
    /// report tells of.
    pub(super) fn group(
        &self,
        s: usize,
        at: usize,
        wanted: &Wanted,
        size: Option<usize>,
        except: &[String],
    ) -> Option<(usize, Vec<ActorRef>)> {
        let listed = match size {
            Some(2) => None,
            // More than two that were never named together are too many to guess.
            Some(_) => return self.list(s, at, wanted, size, except),
            None => self.list(s, at, wanted, None, except).filter(|(_, all)| all.len() > 2),
        };
        let told = || {
            let pair = self.pair(s, at, wanted, except)?;
            Some((pair.mention, pair.actors.to_vec()))
        };
        listed.or_else(told).or_else(|| self.most_present(s, at, wanted, except))
    }

    /// The two most present, where no sentence names two together.
    fn most_present(
        &self,
        s: usize,
        at: usize,
        wanted: &Wanted,
        except: &[String],
    ) -> Option<(usize, Vec<ActorRef>)> {
        let mut two: Vec<Candidate> = Vec::new();
        for c in self.candidates(s, at, wanted) {
            // A state and its minister are one party.
            let twice = two.iter().any(|o| o.actor.code == c.actor.code);
            if two.len() < 2 && !twice && !except.contains(&c.actor.code) {
                two.push(c);
            }
        }
        let last = two.iter().map(|c| c.mention).max()?;
        (two.len() == 2).then(|| (last, two.into_iter().map(|c| c.actor).collect()))
    }

    /// The list of a size that is most present.
    fn list(
        &self,
        s: usize,
        at: usize,
        wanted: &Wanted,
        size: Option<usize>,
        except: &[String],
    ) -> Option<(usize, Vec<ActorRef>)> {
        let present = self.candidates(s, at, wanted);
        let mut best: Option<(f32, usize, Vec<ActorRef>)> = None;
        // A longer list is remembered longer.
        let reach = if size.is_some() { usize::MAX } else { 3 };
        for (i, m, back) in self.earlier(s, at).filter(|(_, _, back)| *back <= reach) {
            let Some(actors) = self.named_together(i, m, wanted, except) else { continue };
            if size.is_some_and(|n| actors.len() != n) {
                continue;
            }
            let value = mean(&present, &actors) + 0.5 / (1.0 + back as f32);
            if best.as_ref().is_none_or(|(v, ..)| value >= *v) {
                best = Some((value, i, actors));
            }
        }
        let beside = size.and_then(|n| self.named_beside(s, at, wanted, n, except));
        if let Some((value, i, actors)) = beside
            && best.as_ref().is_none_or(|(v, ..)| value + mean(&present, &actors) > *v)
        {
            return Some((i, actors));
        }
        best.map(|(_, i, actors)| (i, actors))
    }

    /// The actors of the nearest sentence that names just so many, with how present they are.
    pub(super) fn named_beside(
        &self,
        s: usize,
        at: usize,
        wanted: &Wanted,
        size: usize,
        except: &[String],
    ) -> Option<(f32, usize, Vec<ActorRef>)> {
        (s.saturating_sub(2)..=s).rev().find_map(|there| {
            let plain = |m: &Mention| {
                !matches!(m.kind, Kind::Adjective | Kind::Modified | Kind::Place | Kind::Body)
            };
            let mentions: Vec<(usize, &Mention, usize)> =
                self.earlier(s, at).filter(|(_, m, _)| m.sentence == there && plain(m)).collect();
            let actors = mentions.iter().flat_map(|(_, m, _)| &m.actors);
            let all = distinct(actors.filter_map(|a| self.as_group_member(a, wanted)).collect());
            let open = all.iter().all(|a| !except.contains(&a.code));
            let value = 0.35 / (1.0 + (s - there) as f32);
            (all.len() == size && open).then(|| (value, mentions[0].0, all))
        })
    }

    /// The actors that are wanted of the list that a mention stands in; none where it names one alone.
    pub(super) fn named_together(
        &self,
        i: usize,
        m: &Mention,
        wanted: &Wanted,
        except: &[String],
    ) -> Option<Vec<ActorRef>> {
        let all = if m.actors.len() > 1 { m.actors.clone() } else { self.group_of(i)? };
        let kept = distinct(all.iter().filter_map(|a| self.as_group_member(a, wanted)).collect());
        let open: Vec<ActorRef> =
            kept.iter().filter(|a| !except.contains(&a.code)).cloned().collect();
        (kept.len() > 1 && !open.is_empty()).then_some(open)
    }

    pub(super) fn as_group_member(&self, actor: &ActorRef, wanted: &Wanted) -> Option<ActorRef> {
        match wanted.refers {
            Refers::Any => Some(ActorRef { start: None, end: None, text: None, ..actor.clone() }),
            _ => self.as_wanted(actor, wanted),
        }
    }

    /// A number word that stands for those it counts ("de twee spraken").
    pub(super) fn bare_number(&self, s: usize, at: usize) -> Option<Mention> {
        let view = &self.views[s];
        let size = *self.who.words.reference.numbers.get(&view.keys[at])?;
        let token = &view.sentence.tokens[at];
        let definite = at > 0 && self.who.gazetteer.small.definite.contains(&view.keys[at - 1]);
        // A tree may hang a number that stands alone under any word after it ("De vier beschuldigen").
        let counts = match token.relation() {
            "nummod" => !self.stands_alone(s, at),
            _ => view.sentence.tokens.get(at + 1).is_some_and(|t| t.upos == Upos::Noun),
        };
        if !definite || counts || view.hit(at + 1).is_some_and(|h| h.description.is_some()) {
            return None;
        }
        let tokens = at - 1..at + 1;
        let except = self.beside(s, at, &tokens);
        let group = |refers| self.group(s, at, &Wanted::any(refers), Some(size), &except);
        let pair =
            |refers| self.pair(s, at, &Wanted::any(refers), &except).map_or(0.0, |p| p.score);
        let people = size > 2 || pair(Refers::Person) >= pair(Refers::Any);
        let named = group(Refers::Person).filter(|_| people);
        let (i, actors) = named.or_else(|| group(Refers::Any))?;
        let found = (i, 0.65);
        let mut m = self.resolved(s, tokens, Kind::Description, actors, found, NUMBER);
        m.head = at;
        Some(m)
    }

    /// Whether nothing that a number could count follows it.
    fn stands_alone(&self, s: usize, at: usize) -> bool {
        self.views[s].sentence.tokens.get(at + 1).is_none_or(|next| match next.upos {
            Upos::Verb => next.feat("VerbForm") != Some("Part"),
            Upos::Aux | Upos::Adp | Upos::Det | Upos::Pron | Upos::Adv | Upos::Punct => true,
            _ => false,
        })
    }
}

/// How present actors are on average.
fn mean(present: &[Candidate], actors: &[ActorRef]) -> f32 {
    let score = |a: &ActorRef| {
        let same = |c: &&Candidate| c.actor.code == a.code && c.actor.name == a.name;
        present.iter().find(same).map_or(0.0, |c| c.score)
    };
    actors.iter().map(score).sum::<f32>() / actors.len() as f32
}

fn distinct(actors: Vec<ActorRef>) -> Vec<ActorRef> {
    let mut out: Vec<ActorRef> = Vec::new();
    for a in actors {
        if !out.iter().any(|o| o.code == a.code && o.name == a.name) {
            out.push(a);
        }
    }
    out
}
