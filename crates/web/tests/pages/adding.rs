//! Reports added by hand.

use crate::common::{Server, Visitor, get};
use axum::{body::Body, http::StatusCode};
use serde_json::Value;

/// Asks until the upload is done, as a browser does.
async fn done(server: &Server, address: &str) -> Value {
    loop {
        let job = server.get(&format!("{address}.json")).await.json();
        if job["files_done"] == job["files"] {
            return job;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_pasted_text_becomes_events() {
    let server = Server::new();
    let visitor = Visitor::to(&server).await;
    let fields =
        [("text", "FRA ontmoet DEU"), ("published", "2025-10-01"), ("title", "Top in Parijs")];
    let answer = server.ask(visitor.form("/add", &fields)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let address = answer.header("location").to_owned();
    let job = done(&server, &address).await;
    assert_eq!(
        (&job["reports"][0], job["new"].as_array().map(Vec::len)),
        (&"top-in-parijs".into(), Some(1))
    );
    let page = server.get(&address).await;
    assert!(page.body.contains("1 nieuwe gebeurtenis") && page.body.contains("FRA"));
    assert_eq!(page.header("refresh"), "");
    let report = server.get("/reports/top-in-parijs.json").await.json();
    assert_eq!(
        (&report["text"], &report["published"]),
        (&"FRA ontmoet DEU".into(), &"2025-10-01".into())
    );
}

#[tokio::test]
async fn files_are_read_and_what_cannot_be_is_told() {
    let server = Server::new();
    let visitor = Visitor::to(&server).await;
    let files: [(&str, &[u8]); 3] = [
        ("a.txt", b"FRA ontmoet DEU"),
        ("../b.txt", b"USA ontmoet GBR"),
        ("c.txt", b"\xff\xfe\xff"),
    ];
    let answer = server.ask(visitor.files("/add", &files)).await;
    let job = done(&server, answer.header("location")).await;
    assert_eq!(job["reports"], serde_json::json!(["a", "b"]));
    assert_eq!(job["complaints"], serde_json::json!(["c.txt: no text"]));
}

#[tokio::test]
async fn nothing_and_nonsense_are_refused() {
    let server = Server::new();
    let visitor = Visitor::to(&server).await;
    for fields in [&[][..], &[("text", " ")], &[("text", "a"), ("published", "gisteren")]] {
        let answer = server.ask(visitor.form("/add", fields)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{fields:?}");
    }
    let mut broken = visitor.files("/add", &[("a.txt", b"x")]);
    *broken.body_mut() = axum::body::Body::from("--grens\r\nContent-Disp");
    assert_eq!(server.ask(broken).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn more_than_is_taken_is_refused() {
    let server = Server::new();
    let visitor = Visitor::to(&server).await;
    let huge = vec![b'a'; 13 * 1024 * 1024];
    let answer = server.ask(visitor.files("/add", &[("a.txt", &huge)])).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let long = "a".repeat(70 * 1024);
    let path = format!("/events/{}/accept", server.event("meet"));
    let answer = server.ask(visitor.form(&path, &[("why", &long)])).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(server.record().counts().expect("counts").reports, 3);
}

#[tokio::test]
async fn a_page_that_was_seen_before_shows_what_came_since() {
    let server = Server::new();
    let visitor = Visitor::to(&server).await;
    let before = server.get("/").await;
    assert_eq!(server.get("/").await.body, before.body);
    let english = get("/").header("accept-language", "en").body(Body::empty()).expect("request");
    assert!(server.ask(english).await.body.contains("lang=\"en\""));
    let answer = server.ask(visitor.form("/add", &[("text", "FRA ontmoet DEU")])).await;
    done(&server, answer.header("location")).await;
    let after = server.get("/").await;
    assert!(!before.body.contains("FRA") && after.body.contains("FRA"), "{}", after.body);
    assert_eq!(after.header("content-type"), before.header("content-type"));
}
