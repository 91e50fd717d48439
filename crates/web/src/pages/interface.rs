//! The addresses of this server, for people; as JSON the OpenAPI document.

use crate::{
    ask::Ask,
    openapi,
    routes::{DEEDS, ROUTES},
    view::View,
};
use maud::{Markup, html};
use serde::Serialize;

/// The OpenAPI document.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct Interface(serde_json::Value);

/// The OpenAPI document.
pub fn view() -> Interface {
    Interface(openapi::document())
}

impl View for Interface {
    fn title(&self, ask: &Ask) -> String {
        ask.t("interface.title").to_owned()
    }

    fn html(&self, ask: &Ask) -> Markup {
        html! {
            h1 { (ask.t("interface.title")) }
            p.lead { (ask.t("interface.lead")) " " a href="/openapi.json" { "openapi.json" } }
            div.scroll tabindex="0" role="region" aria-label=(ask.t("interface.title")) {
                table {
                    thead { tr {
                        th scope="col" { (ask.t("interface.address")) }
                        th scope="col" { (ask.t("interface.what")) }
                    } }
                    tbody lang="en" {
                        @for route in ROUTES {
                            tr {
                                td { code { "GET " (route.path) } }
                                td { (route.summary) @if !route.query.is_empty() { " " code { "?" (route.query.join(" ")) } } }
                            }
                        }
                        @for deed in DEEDS {
                            tr { td { code { "POST " (deed.path) } } td { (deed.summary) } }
                        }
                    }
                }
            }
        }
    }
}
