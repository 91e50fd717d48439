//! How far an upload is, and what it brought.

use crate::{ask::Ask, jobs::Job, parts, trouble::Trouble, view::View};
use kroniek_record::EventRow;
use maud::{Markup, html};
use serde::Serialize;

/// Events that are shown.
const SHOWN: usize = 60;

/// How far an upload is, and what it brought.
#[derive(Debug, Serialize)]
pub struct UploadPage {
    /// How far it is.
    #[serde(flatten)]
    pub job: Job,
    /// Events that it brought, the first of them.
    pub new_events: Vec<EventRow>,
    /// Events that it changed, the first of them.
    pub changed_events: Vec<EventRow>,
}

/// The upload of the address.
///
/// # Errors
/// It is not remembered, or the record cannot be read.
pub fn view(ask: &Ask) -> Result<UploadPage, Trouble> {
    let id = ask.param("job");
    let job = id.parse().ok().and_then(|n| ask.app.jobs.get(n));
    let job = job.ok_or_else(|| Trouble::Unknown(id.to_owned()))?;
    let first = |ids: &[kroniek_model::StableId]| ids[..ids.len().min(SHOWN)].to_vec();
    Ok(UploadPage {
        new_events: ask.record.event_rows(&first(&job.new))?,
        changed_events: ask.record.event_rows(&first(&job.changed))?,
        job,
    })
}

impl View for UploadPage {
    fn title(&self, ask: &Ask) -> String {
        ask.t(if self.job.is_done() { "upload.done" } else { "upload.busy" }).to_owned()
    }

    fn html(&self, ask: &Ask) -> Markup {
        let j = &self.job;
        let (done, files) = (j.files_done.to_string(), j.files.to_string());
        html! {
            h1 { (self.title(ask)) }
            p.lead role="status" {
                (ask.words.with("upload.progress", &[("done", &done), ("files", &files)])) ", "
                (ask.words.count("count.reports", j.reports.len() as u64)) ", "
                (ask.words.count("count.new", j.new.len() as u64))
            }
            @if !j.is_done() { progress max=(j.files) value=(j.files_done) aria-label=(self.title(ask)) {} }
            @if !j.complaints.is_empty() { ul.warnings { @for c in &j.complaints { li lang="en" { (c) } } } }
            @if !j.reports.is_empty() {
                p { @for (n, doc) in j.reports.iter().take(SHOWN).enumerate() { @if n > 0 { ", " } a href={ "/reports/" (parts::part(doc)) } { (doc) } } }
            }
            div.fresh { (parts::chronicle(ask, &self.new_events)) }
            @if !self.changed_events.is_empty() {
                h2.section { (ask.t("upload.changed")) }
                (parts::chronicle(ask, &self.changed_events))
            }
            @if j.is_done() { p { a href="/add" { (ask.t("upload.again")) } } }
        }
    }

    fn refresh(&self) -> Option<u32> {
        (!self.job.is_done()).then_some(1)
    }
}
