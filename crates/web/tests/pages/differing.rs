//! Reports that contradict each other, and events that may be one.

use crate::common::{Server, actor, claim, document};
use axum::http::StatusCode;
use kroniek_model::{EventType, NumberMention, Place, Reading, Step};

/// A report of a treaty that was signed that day, with so many ships in it.
fn signed(server: &Server, id: &str, published: &str, day: &str, ships: f64) {
    let doc = document(id, published, "Beide landen tekenden een verdrag over schepen.");
    let mut made = claim("sign-agreement", EventType::Agree, "BRA", "ZAF", &doc.text, 0);
    made.source.push(actor("ZAF", None));
    made.target.clear();
    made.date = day.parse().ok();
    made.place = Some(Place { name: "Kaapstad".into(), country: Some("ZAF".into()) });
    made.steps =
        vec![Step { part: Step::DATE.into(), rule: Step::IN_WORDS[0].into(), note: String::new() }];
    made.numbers = vec![NumberMention {
        value: Some(ships),
        unit: Some("schip".into()),
        text: format!("{ships} schepen"),
    }];
    let published = doc.published.clone();
    let reading = Reading { doc: id.into(), published, events: vec![made], ..Reading::default() };
    server.record().add(&doc, &reading).expect("added");
}

#[tokio::test]
async fn what_reports_differ_on_stands_on_the_page_with_their_names() {
    let server = Server::new();
    signed(&server, "vroeg", "2025-03-10", "2025-03-04", 3.0);
    signed(&server, "laat", "2025-03-11", "2025-03-05", 4.0);
    let path = format!("/events/{}", server.event("sign-agreement"));
    let page = server.get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    let (_, section) = page.body.split_once("Waarover de berichten verschillen").expect("said");
    let (section, _) = section.split_once("</section>").expect("closed");
    for what in ["4 maart 2025", "5 maart 2025", "3 schepen", "4 schepen"] {
        assert!(section.contains(what), "{what}: {section}");
    }
    for doc in ["vroeg", "laat"] {
        let link = format!("<a href=\"/reports/{doc}\">");
        assert_eq!(section.matches(&link).count(), 2, "{section}");
    }
    let json = server.get(&format!("{path}.json")).await.json();
    let fields: Vec<_> = json["alternatives"].as_array().expect("a list").iter().collect();
    assert!(fields.iter().filter(|a| a["field"] == "date").count() == 2, "{json}");
}

#[tokio::test]
async fn an_event_that_may_be_the_same_is_offered_to_be_joined() {
    let server = Server::new();
    // Both appeared on the day that they tell of: two, until a person says otherwise.
    signed(&server, "vroeg", "2025-03-04", "2025-03-04", 3.0);
    signed(&server, "laat", "2025-03-05", "2025-03-05", 3.0);
    signed(&server, "later", "2025-03-12", "2025-03-12", 3.0);
    let json = server.get(&format!("/events/{}.json", server.event("sign-agreement"))).await.json();
    let days = |name: &str| -> Vec<String> {
        let rows = json[name].as_array().expect("a list").iter();
        rows.map(|r| r["date"].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(
        (days("same"), days("near")),
        (vec!["2025-03-05".into()], vec!["2025-03-12".into()])
    );
    let page = server.get(&format!("/events/{}", server.event("sign-agreement"))).await.body;
    assert!(page.contains("Misschien dezelfde"), "{page}");
}
