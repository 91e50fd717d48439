//! Who may come in and who may write.

use crate::common::{Server, Visitor, get};
use axum::{
    body::Body,
    http::{HeaderValue, Method, Request, StatusCode, header},
};

const TOKEN: &str = "een lang en geheim token";

fn guarded() -> Server {
    Server::with("0.0.0.0:8080", Some(TOKEN))
}

#[tokio::test]
async fn foreign_names_are_not_answered_to() {
    let server = Server::new();
    for host in ["evil.example", "evil.example:8080", "192.168.1.4"] {
        let mut request = get("/").body(Body::empty()).expect("request");
        request.headers_mut().insert(header::HOST, HeaderValue::from_static(host));
        let answer = server.ask(request).await;
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{host}");
        assert!(!answer.headers.contains_key("set-cookie") && !answer.body.contains("Vladimir"));
    }
    let nameless = Request::get("/").body(Body::empty()).expect("request");
    assert_eq!(server.ask(nameless).await.status, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn every_answer_is_hardened() {
    let server = Server::new();
    for path in ["/", "/nowhere", "/events.json", "/events?from=x", "/assets/style.css"] {
        let answer = server.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert!(!answer.headers.contains_key("access-control-allow-origin"), "{path}");
    }
}

#[tokio::test]
async fn pages_have_no_inline_script_or_style_and_ask_for_nothing_elsewhere() {
    let server = Server::new();
    let event = format!("/events/{}", server.event("meet"));
    for path in
        ["/", "/events", &event, "/actors/RUS", "/pairs/RUS/CHN", "/reports/een", "/review", "/add"]
    {
        let page = server.get(path).await.body;
        for script in page.split("<script").skip(1) {
            assert!(script.starts_with(" type=\"module\" src=\"/assets/"), "{path}");
        }
        for forbidden in
            ["<style", " style=", " onclick", "javascript:", "href=\"http", "src=\"http"]
        {
            assert!(!page.contains(forbidden), "{path}: {forbidden}");
        }
    }
}

#[tokio::test]
async fn writing_demands_session_origin_and_the_hidden_field() {
    let server = Server::new();
    let visitor = Visitor::to(&server).await;
    let path = format!("/events/{}/accept", server.event("meet"));
    let change = |name, value: Option<&'static str>| {
        let mut request = visitor.form(&path, &[("version", "x")]);
        request.headers_mut().remove(&name);
        if let Some(value) = value {
            request.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        request
    };
    for (what, request) in [
        ("no cookie", change(header::COOKIE, None)),
        ("another cookie", change(header::COOKIE, Some("kroniek-8080=0000"))),
        ("no origin", change(header::ORIGIN, None)),
        ("a foreign origin", change(header::ORIGIN, Some("https://evil.example"))),
        ("an origin that hides", change(header::ORIGIN, Some("null"))),
        ("no proof", visitor.form(&path, &[("version", "x"), ("form", "")])),
        ("a wrong proof", visitor.form(&path, &[("version", "x"), ("form", "00")])),
    ] {
        assert_eq!(server.ask(request).await.status, StatusCode::FORBIDDEN, "{what}");
    }
    // All as it should be: refused for the version only.
    let honest = visitor.form(&path, &[("version", "x")]);
    assert_eq!(server.ask(honest).await.status, StatusCode::CONFLICT);
    assert!(server.record().corrections().expect("log").is_empty());
}

#[tokio::test]
async fn asking_changes_nothing_and_other_methods_do_nothing() {
    let server = Server::new();
    let path = format!("/events/{}/accept", server.event("meet"));
    assert_eq!(server.get(&path).await.status, StatusCode::METHOD_NOT_ALLOWED);
    for method in [Method::PUT, Method::DELETE, Method::OPTIONS, Method::PATCH] {
        let mut request = get("/").body(Body::empty()).expect("request");
        *request.method_mut() = method;
        assert_eq!(server.ask(request).await.status, StatusCode::METHOD_NOT_ALLOWED);
    }
}

#[tokio::test]
async fn another_address_shows_nothing_without_the_token() {
    let server = guarded();
    for path in ["/", "/events.json", "/events.csv", "/reports/een", "/openapi.json", "/nowhere"] {
        let answer = server.get(path).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
        assert!(!answer.body.contains("Vladimir") && !answer.headers.contains_key("set-cookie"));
    }
    assert_eq!(server.get("/login").await.status, StatusCode::OK);
    assert_eq!(server.get("/assets/style.css").await.status, StatusCode::OK);
    for (token, status) in
        [(TOKEN, StatusCode::OK), ("een ander token dan dat", StatusCode::UNAUTHORIZED)]
    {
        let request = get("/events.json").header(header::AUTHORIZATION, format!("Bearer {token}"));
        assert_eq!(server.ask(request.body(Body::empty()).expect("request")).await.status, status);
    }
}

#[tokio::test]
async fn the_token_is_shown_once_and_opens_a_session() {
    let server = guarded();
    let page = server.get("/login").await;
    let proof = crate::common::hidden(&page.body, "form");
    let show = |token: &str| {
        let body = format!("form={proof}&token={}", token.replace(' ', "+"));
        Request::post("/login")
            .header(header::HOST, "kroniek.example")
            .header(header::ORIGIN, "https://kroniek.example")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .expect("request")
    };
    assert_eq!(server.ask(show("niet het token dat hoort")).await.status, StatusCode::UNAUTHORIZED);
    let inside = server.ask(show(TOKEN)).await;
    assert_eq!((inside.status, inside.header("location")), (StatusCode::SEE_OTHER, "/"));
    let cookie = inside.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let cookie = cookie.split(';').next().expect("a pair");
    let home = get("/").header(header::COOKIE, cookie).body(Body::empty()).expect("request");
    assert_eq!(server.ask(home).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_program_with_the_token_needs_no_page_of_ours() {
    let server = guarded();
    let id = server.event("meet");
    let show = |builder: axum::http::request::Builder| {
        builder.header(header::AUTHORIZATION, format!("Bearer {TOKEN}"))
    };
    let event = show(get(&format!("/events/{id}.json"))).body(Body::empty()).expect("request");
    let version = server.ask(event).await.json()["version"].as_str().expect("version").to_owned();
    let accept =
        show(Request::post(format!("/events/{id}/accept")).header(header::HOST, "a.example"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("version={version}&who=robot")))
            .expect("request");
    assert_eq!(server.ask(accept).await.status, StatusCode::SEE_OTHER);
    assert_eq!(server.record().corrections().expect("log")[0].correction.who, "robot");
}
