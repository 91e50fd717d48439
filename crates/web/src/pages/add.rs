//! Reports are added: a text pasted, or files.

use super::{form::Form, login::go};
use crate::{app::App, ask::Ask, house::Upload, trouble::Trouble, view::View};
use axum::response::Response;
use maud::{Markup, html};
use serde::Serialize;
use std::sync::Arc;

/// The form by which reports are added.
#[derive(Debug, Serialize)]
pub struct Add {
    /// Endings of files that are read.
    pub formats: [&'static str; 4],
}

/// The form by which reports are added.
///
/// # Errors
/// None.
pub fn view(_: &Ask) -> Result<Add, Trouble> {
    Ok(Add { formats: [".txt", ".html", ".jsonl", ".csv"] })
}

impl View for Add {
    fn title(&self, ask: &Ask) -> String {
        ask.t("add.title").to_owned()
    }

    fn html(&self, ask: &Ask) -> Markup {
        html! {
            h1 { (ask.t("add.title")) }
            p.lead { (ask.t("add.lead")) }
            form.stacked method="post" action="/add" enctype="multipart/form-data" data-drop {
                input type="hidden" name=(Form::PROOF) value=(ask.app.guard.form());
                label for="text" { (ask.t("add.text")) }
                textarea #text name="text" rows="12" maxlength="2000000" {}
                label for="title" { (ask.t("add.name")) }
                input #title name="title" maxlength="120";
                label for="published" { (ask.t("add.published")) }
                input #published name="published" type="date";
                label for="files" { (ask.t("add.files")) }
                input #files name="files" type="file" multiple accept=(self.formats.join(","));
                p.hint data-hint hidden { (ask.t("add.drop")) }
                button type="submit" { (ask.t("add.read")) }
            }
        }
    }

    fn scripts(&self) -> &'static [&'static str] {
        &["drop.js"]
    }
}

/// Begins to read what a form brought, and goes where one sees how far it is.
///
/// # Errors
/// The form brought nothing, or a date that is none.
pub fn read(ask: &Ask, form: &Form) -> Result<Response, Trouble> {
    let published = form.fields.date("published")?.map(|d| d.to_string());
    let mut uploads: Vec<Upload> = Vec::new();
    if let Some(text) = form.fields.get("text") {
        let name = format!("{}.txt", stem(form.fields.get("title").unwrap_or_default(), text));
        uploads.push(Upload {
            name,
            published: published.clone(),
            bytes: text.as_bytes().to_vec(),
        });
    }
    for (name, bytes) in &form.files {
        let (name, bytes) = (file_name(name), bytes.clone());
        uploads.push(Upload { name, published: published.clone(), bytes });
    }
    if uploads.is_empty() {
        return Err(Trouble::Value("files", String::new()));
    }
    let job = ask.app.jobs.begin(uploads.len());
    let app = ask.app.clone();
    tokio::task::spawn_blocking(move || uploads.iter().for_each(|u| take_in(&app, job, u)));
    Ok(go(&format!("/add/{job}")))
}

/// Reads one upload into the record, report by report.
fn take_in(app: &Arc<App>, job: u64, upload: &Upload) {
    app.house.read(upload, &mut |report| match report {
        Ok((document, reading)) => {
            let added = app.store.writer().add(&document, &reading);
            app.jobs.note(job, |j| match added {
                Ok(added) => {
                    j.took(&document.id, added);
                    j.complaints.extend(document.warnings);
                }
                Err(e) => j.complaints.push(format!("{}: {e}", document.id)),
            });
        }
        Err(complaint) => app.jobs.note(job, |j| j.complaints.push(complaint)),
    });
    app.jobs.note(job, |j| j.files_done += 1);
}

/// The name of a file without folders and without signs that mean something to a file system.
fn file_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let fit = |c: char| if c.is_control() || "<>:\"|?*".contains(c) { '_' } else { c };
    let name: String = last.chars().map(fit).take(120).collect();
    match name.trim_matches(['.', ' ']) {
        "" => "report.txt".to_owned(),
        name => name.to_owned(),
    }
}

/// The name of a pasted text: as the person calls it, or by its content.
fn stem(title: &str, text: &str) -> String {
    let word = |c: char| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let name: String = title.chars().map(word).take(80).collect();
    let parts: Vec<&str> = name.split('-').filter(|p| !p.is_empty()).collect();
    match parts.is_empty() {
        true => format!("pasted-{:.8}", kroniek_model::StableId::of(&[text]).to_string()),
        false => parts.join("-"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_name_leaves_its_folder() {
        for (given, name) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\a\\bericht.txt", "bericht.txt"),
            ("..", "report.txt"),
            ("a\0b?.html", "a_b_.html"),
            ("", "report.txt"),
        ] {
            assert_eq!(file_name(given), name);
        }
    }

    #[test]
    fn a_pasted_text_has_a_name() {
        assert_eq!(stem("Top in Peking!", "x"), "top-in-peking");
        assert!(stem(" ?", "x").starts_with("pasted-"));
    }
}
