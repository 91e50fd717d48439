//! What a person says of an event: forms, and what they do. A form carries the version of the event that it was made
//! for; where the event is another by now, nothing is done and the person is shown how it stands.

use super::{
    event::{EventPage, view},
    form::Form,
    login::{back, go},
};
use crate::{ask::Ask, guard::keep_name, trouble::Trouble, view::answer_with};
use axum::{http::StatusCode, response::Response};
use jiff::Timestamp;
use kroniek_model::{ActorRef, Codes, Place, StableId, Status};
use kroniek_record::{Action, Anchor, Correction, EventDetail, EventRow, Fix, Record};
use maud::{Markup, html};

/// The name of a version of an event: another as soon as anything of the event or of what people said of it changes.
pub fn version(detail: &EventDetail) -> String {
    let all = serde_json::to_string(detail).unwrap_or_default();
    StableId::of(&["version", &all]).to_string()
}

/// Says that an event is read rightly.
///
/// # Errors
/// It was changed in the meantime, or the record cannot be written.
pub fn accept(ask: &Ask, form: &Form) -> Result<Response, Trouble> {
    corrected(ask, form, |_, _, claims| Ok(vec![Action::Accept { claims }]))
}

/// Says that an event is misread.
///
/// # Errors
/// As [`accept`].
pub fn reject(ask: &Ask, form: &Form) -> Result<Response, Trouble> {
    corrected(ask, form, |_, _, claims| Ok(vec![Action::Reject { claims }]))
}

/// Says that two events are one.
///
/// # Errors
/// As [`accept`], and there is no such other event.
pub fn merge(ask: &Ask, form: &Form) -> Result<Response, Trouble> {
    let other = form.fields.get("with").unwrap_or_default();
    corrected(ask, form, |record, _, mut claims| {
        claims.extend(record.anchors(other)?);
        Ok(vec![Action::Merge { claims }])
    })
}

/// Says what parts of an event are instead.
///
/// # Errors
/// As [`accept`], and a value means nothing.
pub fn change(ask: &Ask, form: &Form) -> Result<Response, Trouble> {
    corrected(ask, form, |record, detail, _| {
        let fixes = fixes(detail, form)?;
        let mut out = Vec::new();
        for told in &detail.told {
            let (mut kind, mut status) = (told.claim.kind.clone(), told.claim.status);
            for fix in &fixes {
                match fix {
                    Fix::Kind(k) => kind.clone_from(k),
                    Fix::Status(s) => status = *s,
                    _ => {}
                }
                let codes = matches!(fix, Fix::Kind(_) | Fix::Status(_))
                    .then(|| ask.app.house.codes(&kind, status));
                out.push(changed(record.anchor(told)?, fix.clone(), codes));
                out.extend(retyped(ask, record.anchor(told)?, fix));
            }
        }
        Ok(out)
    })
}

fn changed(anchor: Anchor, fix: Fix, codes: Option<Codes>) -> Action {
    Action::Change { claims: vec![anchor], fix, codes }
}

/// The reading type goes with the kind.
fn retyped(ask: &Ask, anchor: Anchor, fix: &Fix) -> Option<Action> {
    let Fix::Kind(kind) = fix else { return None };
    let (_, of) = ask.app.house.kinds().into_iter().find(|(k, _)| k == kind)?;
    Some(changed(anchor, Fix::Type(of), None))
}

/// Takes a correction back.
///
/// # Errors
/// There is none by that identifier, or the record cannot be written.
pub fn undo(ask: &Ask, form: &Form) -> Result<Response, Trouble> {
    let id = ask.param("id");
    let mut record = ask.app.store.writer();
    let found = record.corrections()?.into_iter().find(|l| l.id.to_string() == id);
    let correction = found.ok_or_else(|| Trouble::Unknown(id.to_owned()))?.id;
    record.correct(&made(ask, form, vec![Action::Undo { correction }]))?;
    Ok(done(form, back(form, "/corrections")))
}

/// Corrects an event, if it is still the one that the person saw.
fn corrected(
    ask: &Ask,
    form: &Form,
    actions: impl FnOnce(&Record, &EventDetail, Vec<Anchor>) -> Result<Vec<Action>, Trouble>,
) -> Result<Response, Trouble> {
    let seen = form.fields.get("version").unwrap_or_default();
    let mut record = ask.app.store.writer();
    let detail = record.event(ask.param("id"))?;
    if version(&detail) != seen {
        drop(record);
        return changed_since(ask);
    }
    let anchors = detail.told.iter().map(|t| record.anchor(t)).collect::<Result<_, _>>()?;
    let actions = actions(&record, &detail, anchors)?;
    record.correct(&made(ask, form, actions))?;
    // What is rejected is no event any longer; from the log it can be taken back.
    let event = format!("/events/{}", detail.event.id);
    let there = record.find_event(&detail.event.id.to_string()).is_ok();
    Ok(done(form, back(form, if there { &event } else { "/corrections" })))
}

/// The event as it stands, told that nothing was done.
fn changed_since(ask: &Ask) -> Result<Response, Trouble> {
    let conflict = Conflict { conflict: Trouble::Changed.message(ask.words), event: view(ask)? };
    answer_with(StatusCode::CONFLICT, conflict, ask)
}

/// An event that was changed while a person looked at an older version.
#[derive(Debug, serde::Serialize)]
pub struct Conflict {
    /// What happened, in words.
    conflict: String,
    /// The event as it stands.
    event: EventPage,
}

impl crate::view::View for Conflict {
    fn title(&self, ask: &Ask) -> String {
        self.event.title(ask)
    }

    fn html(&self, ask: &Ask) -> Markup {
        html! { p.conflict role="alert" { (self.conflict) } (self.event.html(ask)) }
    }

    fn scripts(&self) -> &'static [&'static str] {
        self.event.scripts()
    }
}

/// Actions as corrections of one person, in order: six decimals keep apart what is made at once.
fn made(ask: &Ask, form: &Form, actions: Vec<Action>) -> Vec<Correction> {
    let who = form.fields.get("who").unwrap_or(ask.t("review.somebody")).to_owned();
    let why = form.fields.get("why").unwrap_or_default().to_owned();
    let now = Timestamp::now();
    let at = |n: usize| {
        let later = jiff::Span::new().microseconds(n as i64);
        format!("{:.6}", now.checked_add(later).unwrap_or(now))
    };
    let each = actions.into_iter().enumerate();
    each.map(|(n, action)| Correction { at: at(n), who: who.clone(), why: why.clone(), action })
        .collect()
}

/// Goes on after a correction; the person's name is kept for the next.
fn done(form: &Form, to: &str) -> Response {
    let mut response = go(to);
    if let Some(who) = form.fields.get("who") {
        keep_name(&mut response, who);
    }
    response
}

/// What of an event a form says otherwise.
fn fixes(detail: &EventDetail, form: &Form) -> Result<Vec<Fix>, Trouble> {
    let (e, f) = (&detail.event, &form.fields);
    let mut out = Vec::new();
    if let Some(kind) = f.get("kind").filter(|k| *k != e.kind) {
        out.push(Fix::Kind(kind.to_owned()));
    }
    if let Some(status) = f.parsed::<Status>("status")?.first().filter(|s| **s != e.status) {
        out.push(Fix::Status(*status));
    }
    let date = f.date("date")?;
    if f.says("date") && date != e.date {
        out.push(Fix::Date(date));
    }
    let place = e.place.as_ref().map(|p| p.name.as_str());
    if f.says("place") && f.get("place") != place {
        out.push(Fix::Place(f.get("place").map(|n| Place { name: n.to_owned(), country: None })));
    }
    for (name, side, fix) in [
        ("source", &e.source, Fix::Source as fn(_) -> _),
        ("target", &e.target, Fix::Target as fn(_) -> _),
    ] {
        let given = f.get(name).unwrap_or_default();
        if f.says(name) && given != written(side) {
            out.push(fix(read(given, side)));
        }
    }
    Ok(out)
}

/// One side as `CODE/Name, CODE`.
fn written(side: &[ActorRef]) -> String {
    let one = |a: &ActorRef| match &a.name {
        Some(name) => format!("{}/{name}", a.code),
        None => a.code.clone(),
    };
    side.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// One side from `CODE/Name, CODE`; whoever was there keeps the office and all else that is known.
fn read(text: &str, before: &[ActorRef]) -> Vec<ActorRef> {
    let parts = text.split(',').map(str::trim).filter(|p| !p.is_empty());
    let one = |part: &str| {
        let known = before.iter().find(|a| written(std::slice::from_ref(a)) == part);
        known.cloned().unwrap_or_else(|| {
            let (code, name) = part.split_once('/').unwrap_or((part, ""));
            let name = Some(name.trim().to_owned()).filter(|n| !n.is_empty());
            ActorRef { code: code.trim().to_owned(), name, ..ActorRef::default() }
        })
    };
    parts.map(one).collect()
}

/// The hidden fields and the person's name that every form about an event has.
fn common(ask: &Ask, version: &str) -> Markup {
    html! {
        input type="hidden" name=(Form::PROOF) value=(ask.app.guard.form());
        input type="hidden" name="version" value=(version);
        input type="hidden" name="who" value=(ask.who);
        @if let Some(to) = ask.query.get("back") { input type="hidden" name="back" value=(to); }
    }
}

/// Accept and reject, as buttons; `back` is where to go afterwards.
pub fn verdicts(ask: &Ask, id: StableId, version: &str, to: Option<&str>) -> Markup {
    html! {
        @for (deed, key) in [("accept", "a"), ("reject", "r")] {
            form method="post" action={ "/events/" (id) "/" (deed) } data-key=(key) {
                (common(ask, version))
                @if let Some(to) = to { input type="hidden" name="back" value=(to); }
                button type="submit" class=(deed) {
                    (ask.t(&format!("review.{deed}"))) " " kbd { (key) }
                }
            }
        }
    }
}

/// All that a person can say of an event.
pub fn forms(ask: &Ask, page: &EventPage) -> Markup {
    let e = &page.detail.event;
    html! {
        section.review #review data-review {
            h2.section { (ask.t("review.title.event")) }
            div.verdicts { (verdicts(ask, e.id, &page.version, None)) }
            details data-open="e" open[ask.query.get("back").is_some()] {
                summary { (ask.t("review.change")) " " kbd { "e" } }
                form.stacked method="post" action={ "/events/" (e.id) "/change" } {
                    (common(ask, &page.version))
                    (kinds(ask, &e.kind))
                    label for="status" { (ask.t("field.status")) }
                    select #status name="status" {
                        @for s in Status::ALL {
                            option value=(s) selected[*s == e.status] { (ask.words.name("status", s.as_str())) }
                        }
                    }
                    (text(ask, "date", e.date.as_ref().map(ToString::to_string).unwrap_or_default()))
                    (text(ask, "place", e.place.as_ref().map(|p| p.name.clone()).unwrap_or_default()))
                    (text(ask, "source", written(&e.source)))
                    (text(ask, "target", written(&e.target)))
                    (text(ask, "why", String::new()))
                    button type="submit" { (ask.t("review.save")) }
                }
            }
            (merge_any(ask, page))
        }
    }
}

fn kinds(ask: &Ask, chosen: &str) -> Markup {
    html! {
        label for="kind" { (ask.t("field.kind")) }
        select #kind name="kind" {
            @for (kind, of) in ask.app.house.kinds() {
                option value=(kind) selected[kind == chosen] {
                    (ask.words.name("type", of.as_str())) ": " (ask.words.name("kind", &kind))
                }
            }
        }
    }
}

fn text(ask: &Ask, name: &str, value: String) -> Markup {
    html! {
        label for=(name) { (ask.t(&format!("field.{name}"))) }
        input id=(name) name=(name) value=(value);
    }
}

/// A form that makes one event of this and any other.
fn merge_any(ask: &Ask, page: &EventPage) -> Markup {
    html! {
        form.inline #merge method="post" action={ "/events/" (page.detail.event.id) "/merge" } {
            (common(ask, &page.version))
            label for="with" { (ask.t("review.with")) }
            input #with name="with" required pattern="[0-9a-f]{1,16}" size="18";
            button type="submit" { (ask.t("review.merge")) }
        }
    }
}

/// A button that makes one event of two.
pub fn merge_form(ask: &Ask, page: &EventPage, other: &EventRow) -> Markup {
    html! {
        form method="post" action={ "/events/" (page.detail.event.id) "/merge" } {
            (common(ask, &page.version))
            input type="hidden" name="with" value=(other.event.id);
            button type="submit" { (ask.t("review.merge")) }
        }
    }
}
