//! Reports and requests that mean harm.

use crate::common::{Server, Visitor, actor, claim, document};
use axum::http::StatusCode;
use kroniek_model::{EventType, Reading};

const NASTY: &str = "<script>alert(1)</script><img src=x onerror=alert(2)> \u{202e}moc.live\u{202c} \0 &amp; \"'><svg/onload=x>";

/// A server whose record holds a report full of what browsers act on, in every field.
fn server() -> Server {
    let server = Server::new();
    let mut doc = document("<b>\"x'&.json", "2025-09-06", NASTY);
    doc.title = Some(NASTY.into());
    doc.outlet = Some(NASTY.into());
    doc.url = Some("javascript:alert(1)".into());
    doc.warnings = vec![NASTY.into()];
    let mut c = claim("<i>", EventType::Threaten, "RUS", "~<u>", NASTY, 0);
    c.source = vec![actor("RUS", Some(NASTY))];
    c.said_by = Some(actor("@<s>", Some(NASTY)));
    c.evidence[0].rule = NASTY.into();
    let reading = Reading {
        doc: doc.id.clone(),
        published: doc.published.clone(),
        events: vec![c],
        warnings: doc.warnings.clone(),
        ..Reading::default()
    };
    server.record().add(&doc, &reading).expect("added");
    server
}

#[tokio::test]
async fn a_report_full_of_markup_is_shown_as_text() {
    let server = server();
    let event = format!("/events/{}", server.event("<i>"));
    let claim = format!("/claims/{}", server.event("<i>"));
    let report = "/reports/%3Cb%3E%22x%27%26%2Ejson";
    for path in [
        "/",
        "/events",
        &event,
        &claim,
        report,
        "/reports",
        "/review",
        "/actors",
        "/search?q=%3Cscript%3E",
    ] {
        let page = server.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        for live in ["<script>", "<img", "<svg/", "<b>", "<i>", "<u>", "<s>", "href=\"javascript:"]
        {
            assert!(!page.body.contains(live), "{path}: {live}");
        }
        for unseen in ['\0', '\u{202e}', '\u{202c}'] {
            assert!(!page.body.contains(unseen), "{path}: {unseen:?}");
        }
    }
    let text = server.get(report).await.body;
    // Cut where marks begin, so looked for in pieces.
    for shown in ["ipt&gt;alert(1)&lt;/script&gt;", "[U+202E]moc.live[U+202C]", "␀", "&amp;amp;"]
    {
        assert!(text.contains(shown), "{shown}: {text}");
    }
}

#[tokio::test]
async fn searches_are_text_too() {
    let server = server();
    let page = server.get("/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E%00").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.body.contains("<script>alert") && !page.body.contains('\0'));
    let page = server.get("/reports/a%00b%E2%80%AEc").await;
    assert!(page.body.contains("a␀b[U+202E]c"), "{}", page.body);
    for odd in [
        "%22",
        "*",
        "NEAR(",
        "a%20OR%20b",
        "'%3B%20DROP%20TABLE%20events",
        "%ff%fe",
        &"a".repeat(5000),
    ] {
        let status = server.get(&format!("/search?q={odd}")).await.status;
        assert_eq!(status, StatusCode::OK, "{odd}");
        let status = server.get(&format!("/events?text={odd}")).await.status;
        assert!(status.is_success() || status == StatusCode::BAD_REQUEST, "{odd}");
    }
    assert!(server.record().counts().expect("counts").events > 0);
}

#[tokio::test]
async fn paths_do_not_leave_the_server() {
    let server = server();
    for path in [
        "/assets/../Cargo.toml",
        "/assets/..%2f..%2fCargo.toml",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets//etc/passwd",
        "/reports/..%2F..%2Fetc%2Fpasswd",
        "/events/..%2F..%2Fetc%2Fpasswd",
        "/../../etc/passwd",
    ] {
        let answer = server.get(path).await;
        assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
        assert!(!answer.body.contains("root:") && !answer.body.contains("[package]"), "{path}");
    }
}

#[tokio::test]
async fn odd_numbers_and_dates_are_told_or_bounded() {
    let server = Server::new();
    for (path, status) in [
        ("/events?page=0", StatusCode::OK),
        ("/events?page=18446744073709551615", StatusCode::OK),
        ("/events?page=-1", StatusCode::BAD_REQUEST),
        ("/events?type=EVERYTHING", StatusCode::BAD_REQUEST),
        ("/states?as_of=2025-99-99", StatusCode::BAD_REQUEST),
        ("/events?actor=Atlantis", StatusCode::NOT_FOUND),
        ("/events/x", StatusCode::BAD_REQUEST),
        ("/events?%00=%00&&&=", StatusCode::OK),
    ] {
        assert_eq!(server.get(path).await.status, status, "{path}");
    }
}

#[tokio::test]
async fn a_form_leads_to_no_other_server() {
    let server = Server::new();
    let visitor = Visitor::to(&server).await;
    let id = server.event("meet");
    let version = server.get(&format!("/events/{id}.json")).await.json()["version"].clone();
    let fields = [("version", version.as_str().expect("version")), ("back", "//evil.example/")];
    let done = server.ask(visitor.form(&format!("/events/{id}/accept"), &fields)).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(done.header("location"), format!("/events/{id}"));
}
