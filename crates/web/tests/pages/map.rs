//! The map: what it shows of the record, its filters, its lens, and that it can be read without seeing it.

use crate::common::{Server, actor, claim, document};
use axum::http::StatusCode;
use kroniek_model::{CodeRef, EventType, Reading, StateClaim, Status};

/// Adds one event from one to another.
fn add(server: &Server, id: &str, kind: &str, status: Status, from: &str, to: &str) {
    let doc = document(id, "2025-09-06", "FRA ontvangt DEU en nog meer.");
    let mut event = claim(kind, EventType::Consult, from, to, &doc.text, 0);
    event.status = status;
    event.date = "2025-09-05".parse().ok();
    event.target = vec![actor(to, None)];
    let reading = Reading { doc: id.into(), events: vec![event], ..Reading::default() };
    server.record().add(&doc, &reading).expect("added");
}

#[tokio::test]
async fn it_shows_who_turned_to_whom() {
    let server = Server::new();
    let page = server.get("/map").await.body;
    assert!(
        page.contains(r#"class="way-visit""#) && page.contains(r#"class="way-conflict""#),
        "{page}"
    );
    assert!(page.contains("bezoek: Rusland → China: 1 gebeurtenis"), "{page}");
    let json = server.get("/map.json").await.json();
    assert_eq!(json["period"], serde_json::json!(["2025-01-01", "2025-12-31"]));
    assert_eq!(json["as_of"], "2025-12-31");
    let counts: Vec<_> =
        json["layers"].as_array().expect("layers").iter().map(|l| &l["events"]).collect();
    assert_eq!(counts, [1, 0, 1]);
    let csv = server.get("/map.csv").await.body;
    assert!(
        csv.contains("visit,RUS,CHN,1,1,false") && csv.contains("conflict,RUS,USA,1,1,false"),
        "{csv}"
    );
}

#[tokio::test]
async fn who_receives_is_visited() {
    let server = Server::new();
    add(&server, "vier", "host", Status::Happened, "RUS", "USA");
    let csv = server.get("/map.csv?layer=visit&actor=USA").await.body;
    assert!(csv.contains("visit,USA,RUS,1,1,false"), "{csv}");
}

#[tokio::test]
async fn what_did_not_happen_looks_so() {
    let server = Server::new();
    add(&server, "vier", "host", Status::Denied, "RUS", "USA");
    let page = server.get("/map?layer=visit").await.body;
    assert!(page.contains(r#"class="way-visit unsure""#), "{page}");
    assert!(page.contains("1 gebeurtenis, waarvan 1 niet als gebeurd gemeld"), "{page}");
    let json = server.get("/map.json?status=happened").await.json();
    assert_eq!(json["in_all"], 3, "{json}");
}

#[tokio::test]
async fn states_of_affairs_hold_on_a_day() {
    let server = Server::new();
    let doc = document("vijf", "2025-09-06", "De VS hebben sancties tegen Rusland.");
    let code = |code: &str| CodeRef { code: code.into(), name: None };
    let state = StateClaim {
        subject: code("USA"),
        relation: "sanctions".into(),
        object: code("RUS"),
        from: "2014".parse().ok(),
        to: None,
        evidence: claim("meet", EventType::Consult, "USA", "RUS", &doc.text, 0).evidence,
    };
    let reading = Reading { doc: doc.id.clone(), states: vec![state], ..Reading::default() };
    server.record().add(&doc, &reading).expect("added");
    let page = server.get("/map?as_of=2020-01-01").await.body;
    assert!(
        page.contains("van kracht op 1 januari 2020") && page.contains("way-sanction"),
        "{page}"
    );
    let before = server.get("/map.csv?as_of=2013-01-01&layer=sanction").await.body;
    assert!(!before.contains("USA"), "{before}");
    // An organisation has no place on earth.
    let all = server.get("/map?layer=sanction").await.body;
    assert!(all.contains(r#"class="plate""#) && all.contains("SCO"), "{all}");
}

#[tokio::test]
async fn it_is_narrowed_by_time_actor_and_layer() {
    let server = Server::new();
    for (query, rows) in [
        ("year=2025", 3),
        ("year=1990", 0),
        ("year=1990&from=2025", 3),
        ("from=2025-09-02&to=2025-09-02&as_of=1900-01-01", 2),
        ("actor=China&as_of=1900-01-01", 1),
        ("actor=China,USA", 0),
        ("layer=conflict", 1),
        ("layer=visit,conflict", 2),
        ("actor=Vladimir+Poetin&as_of=1900-01-01", 1),
        ("known_by=2025-09-01", 0),
    ] {
        let csv = server.get(&format!("/map.csv?{query}")).await.body;
        assert_eq!(csv.lines().count(), rows + 1, "{query}: {csv}");
    }
}

#[tokio::test]
async fn it_zooms_and_moves_by_links_that_keep_the_filters() {
    let server = Server::new();
    let page = server.get("/map?layer=visit&zoom=4&at=60,20").await.body;
    for link in [
        "zoom=8&amp;at=60%2C20",
        "zoom=2&amp;at=60%2C25",
        "zoom=4&amp;at=51.3%2C20",
        "zoom=4&amp;at=60%2C28.8",
    ] {
        assert!(page.contains(&format!("/map?layer=visit&amp;{link}")), "{link}: {page}");
    }
    assert!(page.contains(r#"data-move="in""#) && page.contains("Midden-Oosten"));
    let whole = server.get("/map").await.body;
    assert!(!whole.contains(r#"data-move="out""#) && !whole.contains(r#"data-move="up""#));
    assert_eq!(server.get("/map?zoom=1000000000000&at=900,-900").await.status, StatusCode::OK);
    let network = server.get("/network?zoom=2&at=0,0").await.body;
    assert!(network.contains("zoom=4&amp;at=25%2C25"), "{network}");
}

#[tokio::test]
async fn what_means_nothing_is_said() {
    let server = Server::new();
    for wrong in [
        "layer=weer",
        "year=vorig",
        "from=2025&to=2024",
        "as_of=x",
        "zoom=veel",
        "at=5",
        "at=NaN,3",
        "status=misschien",
    ] {
        for ending in ["", ".json", ".csv"] {
            let answer = server.get(&format!("/map{ending}?{wrong}")).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
        }
    }
}

#[tokio::test]
async fn names_and_addresses_are_text() {
    let server = Server::new();
    add(&server, "vier", "meet", Status::Happened, "<script>alert(1)</script>", "RUS");
    let page = server.get("/map?actor=%3Cb%3E&q=%22%3E%3Cscript%3E").await.body;
    assert!(!page.contains("<b>") && !page.contains("\"><script>"), "{page}");
    let page = server.get("/map").await.body;
    assert!(!page.contains("<script>alert") && page.contains("&lt;script&gt;"), "{page}");
}

#[tokio::test]
async fn an_empty_record_has_a_map() {
    let server = Server::empty();
    for path in ["/map", "/map.json", "/map.csv", "/map?year=2020", "/map?zoom=4&at=1,1"] {
        assert_eq!(server.get(path).await.status, StatusCode::OK, "{path}");
    }
    assert!(server.get("/map").await.body.contains("In deze tijd is niets bekend"));
}

#[tokio::test]
async fn of_many_the_most_are_drawn_and_the_rest_is_counted() {
    let server = Server::new();
    let mut record = server.record();
    for n in 0..300 {
        let doc = document(&format!("b{n}"), "2025-01-01", &format!("FRA bezoekt X{n:03}"));
        let mut event = claim("meet", EventType::Consult, "FRA", &format!("X{n:03}"), &doc.text, 0);
        event.date = format!("20{:02}-06-01", 5 + n % 20).parse().ok();
        let reading = Reading { doc: doc.id.clone(), events: vec![event], ..Reading::default() };
        record.add(&doc, &reading).expect("added");
    }
    let json = server.get("/map.json?from=2000&to=2025").await.json();
    assert_eq!(json["in_all"], 303, "{}", json["in_all"]);
    let page = server.get("/map?from=2000&to=2025").await.body;
    assert!(
        page.len() < 300_000 && page.contains("drukste van 303 verbindingen"),
        "{}",
        page.len()
    );
}
