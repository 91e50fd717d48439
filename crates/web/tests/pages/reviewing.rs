//! Corrections: made, undone, and never lost where two persons are at work.

use crate::common::{Server, Visitor};
use axum::http::StatusCode;
use kroniek_model::{EventType, Status};
use kroniek_record::Verdict;

async fn version(server: &Server, id: &str) -> String {
    let event = server.get(&format!("/events/{id}.json")).await.json();
    event["version"].as_str().expect("version").to_owned()
}

/// What the pages hold true of an event by now.
async fn verdict(server: &Server, id: &str) -> Option<Verdict> {
    server.record().claims(id).expect("claims")[0].verdict
}

#[tokio::test]
async fn the_least_sure_comes_first_and_leaves_the_queue() {
    let server = Server::new();
    let visitor = Visitor::to(&server).await;
    let queue = server.get("/review.json").await.json();
    assert_eq!(queue["events"][0]["kind"], "threaten");
    assert_eq!(
        (&queue["progress"]["events"], &queue["progress"]["judged"]),
        (&2.into(), &0.into())
    );
    let id = queue["events"][0]["id"].as_str().expect("id").to_owned();
    let seen = queue["events"][0]["version"].as_str().expect("version").to_owned();
    let fields = [("version", seen.as_str()), ("who", "An de Vries"), ("back", "/review")];
    let done = server.ask(visitor.form(&format!("/events/{id}/accept"), &fields)).await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, "/review"));
    assert!(done.header("set-cookie").starts_with("kroniek-who=An%20de%20Vries;"));
    assert_eq!(verdict(&server, &id).await, Some(Verdict::Accepted));
    let queue = server.get("/review.json").await.json();
    assert_eq!(
        (queue["events"].as_array().map(Vec::len), &queue["progress"]["judged"]),
        (Some(1), &1.into())
    );
    assert_eq!(queue["last"][0]["who"], "An de Vries");
}

#[tokio::test]
async fn a_correction_is_undone() {
    let server = Server::new();
    let visitor = Visitor::to(&server).await;
    let id = server.event("meet");
    let seen = version(&server, &id).await;
    let path = format!("/events/{id}/reject");
    let done = server.ask(visitor.form(&path, &[("version", &seen)])).await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, "/corrections"));
    assert_eq!(server.get(&format!("/events/{id}")).await.status, StatusCode::NOT_FOUND);
    let log = server.get("/corrections.json").await.json();
    let correction = log["corrections"][0]["id"].as_str().expect("id").to_owned();
    let done = server.ask(visitor.form(&format!("/corrections/{correction}/undo"), &[])).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(server.get(&format!("/events/{id}")).await.status, StatusCode::OK);
    let none = visitor.form("/corrections/0000000000000000/undo", &[]);
    assert_eq!(server.ask(none).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn of_two_who_correct_one_event_the_second_is_told() {
    let server = Server::new();
    let (an, bo) = (Visitor::to(&server).await, Visitor::to(&server).await);
    let id = server.event("meet");
    let seen = version(&server, &id).await;
    let path = |deed: &str| format!("/events/{id}/{deed}");
    let first = an.form(&path("change"), &[("version", &seen), ("status", "planned")]);
    assert_eq!(server.ask(first).await.status, StatusCode::SEE_OTHER);
    let second = bo.form(&path("change"), &[("version", &seen), ("status", "denied")]);
    let conflict = server.ask(second).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    assert!(conflict.body.contains("role=\"alert\"") && conflict.body.contains("gepland"));
    assert_eq!(server.record().event(&id).expect("event").event.status, Status::Planned);
    // From the page that told him he can go on.
    let now = crate::common::hidden(&conflict.body, "version");
    let again = bo.form(&path("change"), &[("version", &now), ("status", "denied")]);
    assert_eq!(server.ask(again).await.status, StatusCode::SEE_OTHER);
    assert_eq!(server.record().event(&id).expect("event").event.status, Status::Denied);
}

#[tokio::test]
async fn many_at_once_lose_nothing() {
    let server = Server::new();
    let visitor = Visitor::to(&server).await;
    let id = server.event("meet");
    let seen = version(&server, &id).await;
    let deeds = (0..8).map(|n| {
        let why = n.to_string();
        visitor.form(&format!("/events/{id}/accept"), &[("version", &seen), ("why", &why)])
    });
    let mut tasks = Vec::new();
    for deed in deeds {
        tasks.push(server.ask(deed));
    }
    let mut done = 0;
    for status in join(tasks).await {
        assert!([StatusCode::SEE_OTHER, StatusCode::CONFLICT].contains(&status));
        done += usize::from(status == StatusCode::SEE_OTHER);
    }
    assert_eq!((done, server.record().corrections().expect("log").len()), (1, 1));
}

async fn join(asked: Vec<impl Future<Output = crate::common::Answer>>) -> Vec<StatusCode> {
    let mut all: Vec<_> = asked.into_iter().map(Box::pin).collect();
    let mut out = vec![None; all.len()];
    std::future::poll_fn(|cx| {
        for (one, out) in all.iter_mut().zip(&mut out).filter(|(_, out)| out.is_none()) {
            if let std::task::Poll::Ready(answer) = one.as_mut().poll(cx) {
                *out = Some(answer.status);
            }
        }
        match out.iter().all(Option::is_some) {
            true => std::task::Poll::Ready(out.iter().flatten().copied().collect()),
            false => std::task::Poll::Pending,
        }
    })
    .await
}

#[tokio::test]
async fn only_what_differs_is_changed() {
    let server = Server::new();
    let visitor = Visitor::to(&server).await;
    let id = server.event("meet");
    let seen = version(&server, &id).await;
    let fields = [
        ("version", seen.as_str()),
        ("kind", "threaten"),
        ("status", "happened"),
        ("date", "2025-09-02"),
        ("place", ""),
        ("source", "RUS"),
        ("target", "CHN/Xi Jinping"),
    ];
    server.ask(visitor.form(&format!("/events/{id}/change"), &fields)).await;
    let row = &server.record().claims_of_report("een").expect("claims")[0].claim;
    assert_eq!((row.kind.as_str(), row.event_type), ("threaten", EventType::Threaten));
    assert_eq!(row.target[0].name.as_deref(), Some("Xi Jinping"));
    assert_eq!(row.codes.mode.as_deref(), Some("happened"), "codes follow from the house");
    let fields: Vec<String> = server.get("/corrections.json").await.json()["corrections"]
        .as_array()
        .expect("log")
        .iter()
        .map(|c| c["field"].as_str().unwrap_or_default().to_owned())
        .collect();
    assert!(
        !fields.iter().any(|f| ["status", "date", "place", "source"].contains(&f.as_str())),
        "{fields:?}"
    );
    let (id, day) = (server.event("threaten"), "gisteren");
    let seen = version(&server, &id).await;
    let bad = visitor.form(&format!("/events/{id}/change"), &[("version", &seen), ("date", day)]);
    assert_eq!(server.ask(bad).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn two_events_become_one() {
    let server = Server::new();
    let visitor = Visitor::to(&server).await;
    let (id, other) = (server.event("meet"), server.event("threaten"));
    let seen = version(&server, &id).await;
    let fields = [("version", seen.as_str()), ("with", other.as_str())];
    let done = server.ask(visitor.form(&format!("/events/{id}/merge"), &fields)).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(server.record().counts().expect("counts").events, 1);
    let nobody = [("version", "x"), ("with", "")];
    let refused = server.ask(visitor.form(&format!("/events/{id}/merge"), &nobody)).await;
    assert!(refused.status.is_client_error());
}

#[tokio::test]
async fn a_name_is_kept_by_a_form_and_by_no_link() {
    let server = Server::new();
    let visitor = Visitor::to(&server).await;
    let kept = server.ask(visitor.form("/review", &[("who", "Bo; de Wit")])).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    assert!(kept.header("set-cookie").starts_with("kroniek-who=Bo%3B%20de%20Wit;"));
    let link = server.get("/review?who=Evil").await;
    assert!(
        !link
            .headers
            .get_all("set-cookie")
            .iter()
            .any(|c| c.to_str().is_ok_and(|c| c.contains("who")))
    );
}
