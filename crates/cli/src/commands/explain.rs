//! `kroniek explain`: how a claim came to be.

use super::ask::open;
use crate::{
    args::ExplainArgs,
    show::{self, FAINT, Mark, Out, STRONG, date, marked, of_quad, short, styled, who},
    ui,
};
use anyhow::Result;
use kroniek_model::{ActorRef, Claim, Evidence, Field, Span};
use kroniek_record::{ClaimRow, EventDetail, Explained};
use std::io::{Result as Io, Write};

/// Runs the command.
pub fn run(args: &ExplainArgs) -> Result<()> {
    let record = open(&args.store)?;
    let explained = record.explain(&args.id)?;
    let mut out = show::out();
    if args.format == "json" {
        serde_json::to_writer_pretty(&mut out, &explained).map_err(std::io::Error::from)?;
        writeln!(out)?;
        return Ok(out.flush()?);
    }
    let event = explained.claim.event.map(|e| record.event(&e.to_string())).transpose()?;
    let colour = show::in_colour(&std::io::stdout());
    head(&mut out, &explained)?;
    sentences(&mut out, &explained, colour)?;
    actors(&mut out, &explained.claim.claim)?;
    rules(&mut out, &explained.claim.claim)?;
    corrections(&mut out, &explained)?;
    event.map_or(Ok(()), |e| sources(&mut out, &e, &explained))?;
    read_by(&mut out, &explained)?;
    Ok(out.flush()?)
}

fn heading(out: &mut Out, text: &str) -> Io<()> {
    writeln!(out, "\n{}", styled(STRONG, text))
}

fn row(out: &mut Out, name: &str, text: &str) -> Io<()> {
    writeln!(out, "  {name:<12} {text}")
}

/// What the claim says, in two lines.
fn head(out: &mut Out, e: &Explained) -> Io<()> {
    let c = &e.claim.claim;
    let kind = styled(of_quad(c.codes.quad), c.event_type);
    let day =
        c.date.as_ref().map_or_else(|| ui::say("explain.no-date").to_owned(), ToString::to_string);
    let place = c.place.as_ref().map(|p| match &p.country {
        Some(country) => format!(", {} ({country})", p.name),
        None => format!(", {}", p.name),
    });
    let said = c.said_by.as_ref().map(|s| ui::fill("by", &[&who(s)])).unwrap_or_default();
    writeln!(out, "{kind} ({}), {}{said}, {day}{}", c.kind, c.status, place.unwrap_or_default())?;
    let of_event = e.claim.event.map(|id| ui::fill("explain.of-event", &[&id])).unwrap_or_default();
    let verdict = e.claim.verdict.map(|v| ui::fill("explain.verdict", &[&v])).unwrap_or_default();
    let claim = ui::fill("explain.claim", &[&e.claim.id]);
    writeln!(out, "{}", styled(FAINT, claim + &of_event + &verdict))?;
    writeln!(out, "{}", styled(FAINT, codes(c)))
}

/// The codes that the ontology tables derive.
fn codes(c: &Claim) -> String {
    let text = |name: &str, value: Option<String>| value.map(|v| format!("{name} {v}"));
    let parts = [
        text("PLOVER", c.codes.plover.clone()),
        text(ui::say("explain.mode"), c.codes.mode.clone()),
        text("CAMEO", c.codes.cameo.clone()),
        text(ui::say("explain.quad"), c.codes.quad.map(|q| q.to_string())),
        text(ui::say("explain.score"), c.codes.score.map(|s| s.to_string())),
        text(ui::say("explain.confidence"), Some(format!("{:.2}", c.confidence))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Each sentence that shows it once, however many rules read it, with what was seen in it.
fn sentences(out: &mut Out, e: &Explained, colour: bool) -> Io<()> {
    for read in told_once(&e.claim.claim.evidence) {
        let sentence = read[0];
        let triggers: Vec<Span> = read.iter().flat_map(|e| e.trigger.iter().copied()).collect();
        let marks = marks(&e.claim.claim, &triggers);
        let field = match sentence.field {
            Field::Title => ui::say("explain.title"),
            Field::Text => ui::say("explain.text"),
        };
        writeln!(out, "\n  “{}”", marked(&sentence.text, sentence.start, &marks, colour))?;
        let mut rules: Vec<&str> = read.iter().map(|e| e.rule.as_str()).collect();
        rules.dedup();
        let rules = rules.join(ui::say("explain.and"));
        let (start, end) = (sentence.start, sentence.end);
        let place = ui::fill("explain.place", &[&e.claim.doc, &start, &end, &field, &rules]);
        writeln!(out, "{}", styled(FAINT, format!("  {place}")))?;
    }
    Ok(())
}

/// Evidence by sentence, in the order in which each comes first.
fn told_once(evidence: &[Evidence]) -> Vec<Vec<&Evidence>> {
    let mut out: Vec<Vec<&Evidence>> = Vec::new();
    for e in evidence {
        let place = |e: &Evidence| (e.field, e.start, e.end);
        match out.iter_mut().find(|same| place(same[0]) == place(e)) {
            Some(same) => same.push(e),
            None => out.push(vec![e]),
        }
    }
    out
}

fn marks(claim: &Claim, trigger: &[Span]) -> Vec<(Span, Mark)> {
    let of = |side: &[ActorRef], mark: Mark| -> Vec<(Span, Mark)> {
        let span = |a: &ActorRef| Some((Span::new(a.start?, a.end?), mark));
        side.iter().filter_map(span).collect()
    };
    let mut out: Vec<_> = trigger.iter().map(|s| (*s, Mark::Trigger)).collect();
    out.extend(of(&claim.source, Mark::Source));
    out.extend(of(&claim.target, Mark::Target));
    out.extend(of(claim.said_by.as_slice(), Mark::Speaker));
    out
}

fn actors(out: &mut Out, claim: &Claim) -> Io<()> {
    heading(out, ui::say("explain.who"))?;
    let sides = [
        (ui::say("explain.source"), &claim.source[..]),
        (ui::say("explain.target"), &claim.target),
        (ui::say("explain.says"), claim.said_by.as_slice()),
    ];
    for (side, actors) in sides {
        actors.iter().try_for_each(|a| row(out, side, &actor(a)))?;
    }
    Ok(())
}

/// Name, code, office and part of society, and the words that say so.
fn actor(a: &ActorRef) -> String {
    let mut out = who(a);
    if let Some(office) = &a.office {
        out += &format!(", {office}");
    }
    if let Some(sector) = a.sector {
        out += &format!(", {}", format!("{sector:?}").to_uppercase());
    }
    match (&a.text, a.start, a.end) {
        (Some(text), Some(start), Some(end)) => {
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            out += &format!(": “{words}” ({start}–{end})");
        }
        _ => out += ui::say("explain.understood"),
    }
    out
}

/// Each rule that fired, and each reading that lost.
fn rules(out: &mut Out, claim: &Claim) -> Io<()> {
    if !claim.steps.is_empty() {
        heading(out, ui::say("explain.how"))?;
        for step in &claim.steps {
            let note = if step.note.is_empty() { "" } else { ": " };
            row(out, &step.part, &format!("{}{note}{}", step.rule, step.note))?;
        }
    }
    if !claim.lost.is_empty() {
        heading(out, ui::say("explain.lost"))?;
        claim.lost.iter().try_for_each(|l| writeln!(out, "  {}: {}", l.rule, l.why))?;
    }
    Ok(())
}

fn corrections(out: &mut Out, e: &Explained) -> Io<()> {
    if e.corrections.is_empty() {
        return Ok(());
    }
    heading(out, ui::say("explain.corrections"))?;
    for logged in &e.corrections {
        let c = &logged.correction;
        let undone = if logged.counts { "" } else { ui::say("explain.undone") };
        row(
            out,
            &short(logged.id),
            &(ui::fill("explain.corrected", &[&c.at, &c.who, &c.why]) + undone),
        )?;
    }
    Ok(())
}

/// The other reports that tell of the event, and where they contradict each other.
fn sources(out: &mut Out, event: &EventDetail, e: &Explained) -> Io<()> {
    heading(out, ui::say("explain.sources"))?;
    for told in &event.told {
        let own = if told.id == e.claim.id { ui::say("explain.own") } else { "" };
        row(out, &short(told.id), &format!("{}{own}", source(told)))?;
    }
    if !event.event.alternatives.is_empty() {
        heading(out, ui::say("explain.contradictions"))?;
    }
    for other in event.event.alternatives.iter() {
        let docs = other.docs(&event.told).join(", ");
        row(out, ui::heading(&other.field), &ui::fill("explain.in", &[&other.value, &docs]))?;
    }
    Ok(())
}

fn source(told: &ClaimRow) -> String {
    let outlet = told.outlet.as_ref().map(|o| format!(", {o}")).unwrap_or_default();
    let day = match date(told.published.as_ref()) {
        day if day.is_empty() => ui::say("undated").to_owned(),
        day => day,
    };
    format!("{}{outlet}, {day}, {}", told.doc, told.claim.status)
}

fn read_by(out: &mut Out, e: &Explained) -> Io<()> {
    let v = &e.report.versions;
    let by = ui::fill("explain.read-by", &[&v.kroniek, &v.pack, &v.ontology, &v.world]);
    writeln!(out, "\n{}", styled(FAINT, by))?;
    e.report.url.iter().try_for_each(|url| writeln!(out, "{}", styled(FAINT, url)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_with_two_triggers_is_told_once() {
        let read = |start, rule: &str| Evidence { start, rule: rule.into(), ..Evidence::default() };
        let evidence = [read(5, "a"), read(9, "b"), read(5, "c")];
        let rules: Vec<Vec<&str>> = told_once(&evidence)
            .iter()
            .map(|same| same.iter().map(|e| e.rule.as_str()).collect())
            .collect();
        assert_eq!(rules, [vec!["a", "c"], vec!["b"]]);
    }
}
