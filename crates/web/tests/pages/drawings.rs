//! The drawings: what they show of the record, and that their addresses can be shared.

use crate::common::{Server, actor, claim, document};
use axum::http::StatusCode;
use kroniek_model::{EventType, Reading, Status};

#[tokio::test]
async fn the_timeline_has_lanes_by_pair_or_actor() {
    let server = Server::new();
    let page = server.get("/timeline").await.body;
    assert!(page.contains("China – Rusland") && page.contains("<svg"), "{page}");
    assert!(page.contains(&format!("/events/{}", server.event("meet"))));
    let json = server.get("/timeline.json?by=actor").await.json();
    assert_eq!(json["lanes"][0]["actors"], serde_json::json!(["RUS"]));
    assert_eq!(json["period"], serde_json::json!(["2025-01-01", "2025-12-31"]));
    let asked =
        server.get("/timeline.json?lane=RUS:China,USA&from=2025-09&to=2025-09").await.json();
    let lanes = asked["lanes"].as_array().expect("lanes");
    assert_eq!(lanes[0]["actors"], serde_json::json!(["RUS", "CHN"]));
    assert_eq!((&lanes[0]["total"], &lanes[1]["total"]), (&1.into(), &1.into()));
}

#[tokio::test]
async fn the_timeline_zooms_moves_and_keeps_its_filters() {
    let server = Server::new();
    let page = server.get("/timeline?lane=RUS&from=2025-09-01&to=2025-09-30").await.body;
    assert!(page.contains("1 september 2025 tot en met 30 september 2025"), "{page}");
    for step in ["from=2025-08-17&amp;to=2025-09-15", "from=2025-09-08&amp;to=2025-09-22"] {
        assert!(page.contains(&format!("/timeline?lane=RUS&amp;{step}")), "{step}: {page}");
    }
    let none = server.get("/timeline.json?lane=RUS&from=1990&to=1991").await.json();
    assert_eq!(none["lanes"][0]["total"], 0);
    let bad = server.get("/timeline.json?lane=RUS&type=THREATEN").await.json();
    assert_eq!(bad["lanes"][0]["total"], 1);
    assert_eq!(server.get("/timeline?from=2025&to=2024").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(server.get("/timeline?lane=Atlantis").await.status, StatusCode::NOT_FOUND);
    assert_eq!(server.get("/timeline?from=0001&to=9999").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_timeline_tells_what_is_planned_denied_and_undated() {
    let server = Server::new();
    let doc = document("vier", "2025-09-06", "FRA bezoekt DEU en nog meer.");
    let mut events = Vec::new();
    for (status, day) in
        [(Status::Planned, "2025-10"), (Status::Denied, "2025-08-01"), (Status::Alleged, "")]
    {
        let mut event = claim("meet", EventType::Consult, "FRA", "DEU", &doc.text, 0);
        (event.status, event.date) = (status, day.parse().ok());
        event.target = vec![actor("DEU", None)];
        events.push(event);
    }
    let reading = Reading {
        doc: doc.id.clone(),
        published: doc.published.clone(),
        events,
        ..Reading::default()
    };
    server.record().add(&doc, &reading).expect("added");
    let page = server.get("/timeline?lane=FRA").await.body;
    for class in
        ["mark-good planned span", "mark-good denied\"", "mark-good alleged undated", "strike"]
    {
        assert!(page.contains(class), "{class}: {page}");
    }
}

#[tokio::test]
async fn the_network_shows_who_with_whom_in_a_year() {
    let server = Server::new();
    let page = server.get("/network").await.body;
    assert!(page.contains(r#"class="tie-good""#) && page.contains(r#"class="tie-bad""#), "{page}");
    assert!(page.contains(r#"href="/pairs/CHN/RUS""#) && page.contains(r#"type="range""#));
    assert_eq!(page, server.get("/network").await.body);
    let json = server.get("/network.json?year=2025").await.json();
    assert_eq!((&json["actors"], &json["nodes"][0]["code"]), (&3.into(), &"RUS".into()));
    let none = server.get("/network.json?year=1990").await.json();
    assert_eq!((&none["actors"], &none["period"][0]), (&0.into(), &"1990-01-01".into()));
    for wrong in ["year=vorig", "year=99999", "from=gisteren"] {
        let answer = server.get(&format!("/network?{wrong}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
}

#[tokio::test]
async fn an_empty_record_has_pages_too() {
    let server = Server::empty();
    for path in ["/timeline", "/network", "/timeline.json", "/network.json", "/timeline?from=2025"]
    {
        assert_eq!(server.get(path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn of_too_many_events_every_year_shows_some() {
    let server = Server::new();
    let mut record = server.record();
    for n in 0..200 {
        let doc = document(&format!("b{n}"), "2025-01-01", &format!("FRA bezoekt X{n:03}"));
        let mut event = claim("meet", EventType::Consult, "FRA", &format!("X{n:03}"), &doc.text, 0);
        event.date = format!("20{:02}-06-01", if n < 10 { 5 } else { 20 }).parse().ok();
        let reading = Reading { doc: doc.id.clone(), events: vec![event], ..Reading::default() };
        record.add(&doc, &reading).expect("added");
    }
    let json = server.get("/timeline.json?lane=FRA&from=2005&to=2020").await.json();
    let lane = &json["lanes"][0];
    assert_eq!(lane["total"], 200);
    let events = lane["events"].as_array().expect("events");
    assert!(events.len() < 200 && events[0]["date"] == "2005-06-01", "{}", events.len());
}

#[tokio::test]
async fn the_network_of_an_actor_is_he_and_those_around_him() {
    let server = Server::new();
    let json = server.get("/network.json?actor=China").await.json();
    let codes: Vec<_> =
        json["nodes"].as_array().expect("nodes").iter().map(|n| n["code"].as_str()).collect();
    assert_eq!(codes, [Some("CHN"), Some("RUS")]);
    assert_eq!(json["edges"].as_array().map(Vec::len), Some(1));
    let none = server.get("/network.json?actor=Atlantis").await.json();
    assert_eq!(none["actors"], 0);
}

#[tokio::test]
async fn dossier_and_pair_lead_to_their_drawings() {
    let server = Server::new();
    for (page, links) in [
        (
            "/actors/RUS?from=2025",
            [
                "/timeline?lane=RUS&amp;from=2025",
                "/network?actor=RUS&amp;from=2025",
                "/map?actor=RUS&amp;from=2025",
            ],
        ),
        (
            "/actors/Vladimir%20Poetin",
            [
                "/timeline?lane=Vladimir%20Poetin",
                "/network?actor=RUS",
                "/map?actor=Vladimir%20Poetin",
            ],
        ),
        (
            "/pairs/RUS/CHN",
            ["/timeline?lane=RUS:CHN", "/network?actor=RUS,CHN", "/map?actor=RUS,CHN"],
        ),
    ] {
        let body = server.get(page).await.body;
        for link in links {
            assert!(body.contains(&format!("href=\"{link}\"")), "{page}: {link}: {body}");
            assert_eq!(
                server.get(&link.replace("&amp;", "&")).await.status,
                StatusCode::OK,
                "{link}"
            );
        }
    }
}

#[tokio::test]
async fn the_timeline_tells_events_in_brief() {
    let server = Server::new();
    let json = server.get("/timeline.json?lane=RUS:CHN").await.json();
    let event = &json["lanes"][0]["events"][0];
    assert_eq!(
        (&event["kind"], &event["source"][0], &event["reports"]),
        (&"meet".into(), &"RUS".into(), &2.into())
    );
    assert!(event["sentence"].is_null() && event["id"].is_string(), "{event}");
}
