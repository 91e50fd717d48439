//! The token is asked for and shown.

use super::form::Form;
use crate::{
    ask::Ask,
    guard::set_cookie,
    layout,
    trouble::Trouble,
    view::{View, sent},
};
use axum::{
    http::{HeaderValue, StatusCode, header::LOCATION},
    response::Response,
};
use maud::{Markup, html};
use serde::Serialize;

/// The page that asks for the token.
#[derive(Debug, Serialize)]
pub struct Login {}

impl View for Login {
    fn title(&self, ask: &Ask) -> String {
        ask.t("login.title").to_owned()
    }

    fn html(&self, ask: &Ask) -> Markup {
        html! {
            h1 { (ask.t("login.title")) }
            p.lead { (ask.t("trouble.token")) }
            (layout::login(ask.app, ask.words))
        }
    }
}

/// Lets in whoever shows the token.
///
/// # Errors
/// It is another, or none.
pub fn enter(ask: &Ask, form: &Form) -> Result<Response, Trouble> {
    let shown = form.fields.get("token").unwrap_or_default();
    if !ask.app.guard.is_token(shown) {
        return Err(Trouble::Token);
    }
    let mut response = go("/");
    set_cookie(&mut response, &ask.app.guard.pass());
    Ok(response)
}

/// Sends the browser to a page of this server.
pub fn go(path: &str) -> Response {
    let mut response = sent(StatusCode::SEE_OTHER, "text/plain; charset=utf-8", "");
    let place = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(LOCATION, place);
    response
}

/// Where a form asks to go afterwards: a path of this server, and of no other.
pub fn back<'a>(form: &'a Form, otherwise: &'a str) -> &'a str {
    let inside = |path: &&str| {
        path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n'])
    };
    form.fields.get("back").filter(inside).unwrap_or(otherwise)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::Query;

    #[test]
    fn no_form_leads_elsewhere() {
        for (asked, goes) in [
            ("/review?page=2", "/review?page=2"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example", "/"),
        ] {
            let fields = Query::of(vec![("back".into(), asked.into())]);
            assert_eq!(back(&Form { fields, files: vec![] }, "/"), goes);
        }
    }
}
