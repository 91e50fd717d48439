//! Every page in every format; the OpenAPI document is the table of routes.

use crate::common::{Server, document, read};
use axum::http::StatusCode;
use kroniek_web::{DEEDS, ROUTES};
use std::collections::BTreeSet;

/// A path with its open parts filled with what the record has.
fn filled(path: &str, server: &Server) -> String {
    let event = server.event("meet");
    path.replace("/claims/{id}", &format!("/claims/{event}"))
        .replace("{id}", &event)
        .replace("{name}", "RUS")
        .replace("{a}", "RUS")
        .replace("{b}", "CHN")
        .replace("{doc}", "een")
}

#[tokio::test]
async fn every_address_of_the_document_answers() {
    let server = Server::new();
    let document = server.get("/openapi.json").await.json();
    let paths = document["paths"].as_object().expect("paths");
    for (path, item) in paths.iter().filter(|(p, i)| i["get"].is_object() && !p.contains("{job}")) {
        let answer = server.get(&filled(path, &server)).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        let content = item["get"]["responses"]["200"]["content"].as_object().expect("content");
        let (media, _) = content.iter().next().expect("a type");
        assert!(answer.header("content-type").starts_with(media.as_str()), "{path}");
        if path.ends_with(".json") {
            answer.json();
        }
    }
}

#[tokio::test]
async fn the_document_has_every_route_and_no_other() {
    let document = Server::new().get("/openapi.json").await.json();
    let named: BTreeSet<String> = document["paths"]
        .as_object()
        .expect("paths")
        .keys()
        .map(|p| p.trim_end_matches(".json").trim_end_matches(".csv").replace("/index", "/"))
        .collect();
    let routes = ROUTES.iter().map(|r| r.path).chain(DEEDS.iter().map(|d| d.path));
    assert_eq!(named, routes.map(str::to_owned).collect());
    let ids: Vec<&str> = operations(&document);
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "names of operations");
    // Every field that a route names is described.
    for route in ROUTES {
        let json =
            if route.path == "/" { "/index.json".into() } else { format!("{}.json", route.path) };
        let parameters = document["paths"][json]["get"]["parameters"].as_array().expect("list");
        let open = route.path.matches('{').count();
        assert_eq!(parameters.len(), route.query.len() + open, "{}", route.path);
    }
}

fn operations(document: &serde_json::Value) -> Vec<&str> {
    let items = document["paths"].as_object().expect("paths").values();
    let all = items.flat_map(|i| i.as_object().expect("item").values());
    all.filter_map(|o| o["operationId"].as_str()).collect()
}

#[tokio::test]
async fn what_is_not_there_is_said_in_the_format_asked_for() {
    let server = Server::new();
    for path in
        ["/nowhere", "/events/ffff000000000000", "/reports/none", "/actors/Atlantis", "/add/7"]
    {
        let page = server.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(page.body.contains("<h1>"), "{path}");
        let json = server.get(&format!("{path}.json")).await;
        assert_eq!((json.status, &json.json()["error"]["status"]), (page.status, &404.into()));
    }
    assert_eq!(server.get("/events?from=gisteren").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(server.get("/add.csv").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn pages_say_who_did_what() {
    let server = Server::new();
    let home = server.get("/").await.body;
    assert!(home.contains("3 berichten") && home.contains("Vladimir Poetin (Rusland)"), "{home}");
    let event = server.get(&format!("/events/{}", server.event("meet"))).await.body;
    assert!(event.contains("2 berichten") && event.contains("ontmoeting"), "{event}");
    let found = server.get("/search.json?q=dreigementen+Poetin+2025").await.json();
    assert_eq!(found["total"], 1, "{found}");
    let states = server.get("/states.json?as_of=2020-01-01").await.json();
    assert_eq!(states["states"][0]["relation"], "member");
    let none = server.get("/states.json?as_of=1999").await.json();
    assert_eq!(none["states"], serde_json::json!([]));
    let list = server.get("/events.csv?actor=china").await.body;
    assert_eq!(list.lines().count(), 2, "{list}");
}

#[tokio::test]
async fn pages_speak_the_visitors_language() {
    let server = Server::new();
    assert!(server.get("/").await.body.contains(r#"<html lang="nl">"#));
    let english = server.get("/?lang=en").await;
    assert!(english.body.contains(r#"<html lang="en">"#) && english.body.contains("Russia"));
    assert!(
        english
            .headers
            .get_all("set-cookie")
            .iter()
            .any(|c| c == "kroniek-lang=en; Path=/; SameSite=Lax")
    );
}

#[tokio::test]
async fn no_page_weighs_more_than_a_browser_gets_at_once() {
    let server = Server::new();
    let mut record = server.record();
    for n in 0..150 {
        let text =
            format!("RUS meldt CHN{n:03}{}", "en nog veel meer".repeat(20).replace(' ', "-"));
        let doc = document(&format!("bericht-{n}"), &format!("20{:02}-01-02", n % 26), &text);
        let reading = read(&doc);
        assert_eq!(reading.events.len(), 1);
        record.add(&doc, &reading).expect("added");
    }
    for path in [
        "/",
        "/events",
        "/timeline",
        "/timeline?by=actor",
        "/timeline.json",
        "/network",
        "/map",
        "/map.json",
        "/actors",
        "/actors/RUS",
        "/states",
        "/reports",
        "/review",
        "/search?q=Rusland",
    ] {
        let weight = server.get(path).await.body.len();
        assert!(weight < 300_000, "{path}: {weight} bytes");
    }
}
