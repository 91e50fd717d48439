//! A small record behind a server, and a visitor.

use axum::{
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use http_body_util::BodyExt;
use kroniek_model::{
    ActorRef, Claim, CodeRef, Codes, Document, EventType, Evidence, Field, Reading, Span,
    StateClaim, Status,
};
use kroniek_record::Record;
use kroniek_web::{App, House, Layer, Name, ReadReport, Settings, Spot, Upload, service};
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tempfile::TempDir;
use tower::ServiceExt;

/// A house that reads every line `CODE does CODE` as a meeting.
pub struct Toy;

pub fn document(id: &str, published: &str, text: &str) -> Document {
    Document {
        id: id.into(),
        published: published.parse().ok(),
        text: text.into(),
        ..Document::default()
    }
}

pub fn actor(code: &str, name: Option<&str>) -> ActorRef {
    let name = name.map(str::to_owned);
    ActorRef { code: code.into(), person: name.clone(), name, ..ActorRef::default() }
}

pub fn claim(kind: &str, of: EventType, source: &str, target: &str, text: &str, at: u32) -> Claim {
    let end = at + text.chars().count() as u32;
    Claim {
        event_type: of,
        kind: kind.into(),
        codes: Codes { quad: Some(if of.is_conflict() { 3 } else { 1 }), ..Codes::default() },
        status: Status::Happened,
        date: "2025-09-02".parse().ok(),
        place: None,
        source: vec![actor(source, None)],
        target: vec![actor(target, None)],
        said_by: None,
        numbers: vec![],
        about_record: None,
        confidence: 0.7,
        evidence: vec![Evidence {
            field: Field::Text,
            start: at,
            end,
            text: text.into(),
            trigger: vec![Span::new(at, at + 3)],
            rule: "toy.1".into(),
        }],
        steps: vec![],
        lost: vec![],
    }
}

pub fn read(doc: &Document) -> Reading {
    let mut at = 0;
    let mut events = Vec::new();
    for line in doc.text.lines() {
        let words: Vec<&str> = line.split(' ').collect();
        if let [a, _, b] = words[..] {
            events.push(claim("meet", EventType::Consult, a, b, line, at));
        }
        at += line.chars().count() as u32 + 1;
    }
    Reading { doc: doc.id.clone(), published: doc.published.clone(), events, ..Reading::default() }
}

impl House for Toy {
    fn read(&self, upload: &Upload, each: &mut dyn FnMut(ReadReport)) {
        let Ok(text) = String::from_utf8(upload.bytes.clone()) else {
            return each(Err(format!("{}: no text", upload.name)));
        };
        let id = upload.name.rsplit_once('.').map_or(upload.name.as_str(), |(stem, _)| stem);
        let doc = document(id, upload.published.as_deref().unwrap_or_default(), &text);
        let reading = read(&doc);
        each(Ok((doc, reading)));
    }

    fn codes(&self, _: &str, status: Status) -> Codes {
        Codes { mode: Some(status.to_string()), ..Codes::default() }
    }

    fn kinds(&self) -> Vec<(String, EventType)> {
        vec![("meet".into(), EventType::Consult), ("threaten".into(), EventType::Threaten)]
    }

    fn names(&self) -> Vec<Name> {
        let name = |code: &str, lang, text: &str| Name {
            code: code.into(),
            lang,
            text: text.into(),
            usual: true,
        };
        vec![
            name("RUS", "nl", "Rusland"),
            name("RUS", "en", "Russia"),
            name("CHN", "nl", "China"),
            name("CHN", "en", "China"),
        ]
    }

    fn spots(&self) -> Vec<Spot> {
        let square = vec![vec![(30.0, 50.0), (60.0, 50.0), (60.0, 65.0), (30.0, 65.0)]];
        let spot = |code: &str, at, outline| Spot { code: code.into(), at, outline };
        vec![
            spot("RUS", (37.6, 55.8), square),
            spot("CHN", (116.4, 39.9), vec![]),
            spot("USA", (-77.0, 38.9), vec![]),
        ]
    }

    fn layers(&self) -> Vec<Layer> {
        let layer = |name: &str, kinds: &[(&str, bool)], relations: &[&str]| Layer {
            name: name.into(),
            kinds: kinds.iter().map(|(kind, reversed)| ((*kind).into(), *reversed)).collect(),
            relations: relations.iter().map(|r| ((*r).into(), false)).collect(),
        };
        vec![
            layer("visit", &[("meet", false), ("host", true)], &[]),
            layer("sanction", &[], &["sanctions", "member"]),
            layer("conflict", &[("threaten", false)], &["at-war"]),
        ]
    }

    fn noise(&self, _: &str) -> Vec<Span> {
        Vec::new()
    }
}

/// A server over a record of its own.
pub struct Server {
    pub app: Arc<App>,
    folder: TempDir,
}

impl Server {
    /// With two reports of a meeting, a threat, and a state of affairs; for this machine only.
    pub fn new() -> Server {
        Server::with("127.0.0.1:8080", None)
    }

    pub fn with(address: &str, token: Option<&str>) -> Server {
        Server::waiting(address, token, Duration::from_secs(5))
    }

    /// With nothing in it yet.
    pub fn empty() -> Server {
        Server::filled("127.0.0.1:8080", None, Duration::from_secs(5), |_| {})
    }

    pub fn waiting(address: &str, token: Option<&str>, patience: Duration) -> Server {
        Server::filled(address, token, patience, fill)
    }

    fn filled(
        address: &str,
        token: Option<&str>,
        patience: Duration,
        fill: fn(&mut Record),
    ) -> Server {
        let folder = tempfile::tempdir().expect("folder");
        let db = folder.path().join("a.db");
        fill(&mut Record::open(&db).expect("record"));
        let address: SocketAddr = address.parse().expect("address");
        let token = token.map(str::to_owned);
        let settings = Settings { db, address, token, patience };
        Server { app: App::new(&settings, Toy).expect("server"), folder }
    }

    pub fn record(&self) -> Record {
        Record::open(self.folder.path().join("a.db")).expect("record")
    }

    /// The identifier of the first event of a kind.
    pub fn event(&self, kind: &str) -> String {
        let filter = kroniek_record::Filter { kinds: vec![kind.into()], ..Default::default() };
        self.record().events(&filter).expect("events")[0].event.id.to_string()
    }

    pub async fn ask(&self, request: Request<Body>) -> Answer {
        let response = service(self.app.clone()).oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        let body = String::from_utf8(bytes.to_vec()).expect("UTF-8");
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask(get(path).body(Body::empty()).expect("request")).await
    }
}

/// A browser on this machine that keeps its session and has a page of ours open.
pub struct Visitor {
    cookie: String,
    proof: String,
}

impl Visitor {
    pub async fn to(server: &Server) -> Visitor {
        let page = server.get("/add").await;
        let cookie = page.header("set-cookie").split(';').next().expect("a cookie").to_owned();
        Visitor { cookie, proof: hidden(&page.body, "form") }
    }

    /// A form as such a browser sends it; what is given may overwrite what it would send.
    pub fn form(&self, path: &str, fields: &[(&str, &str)]) -> Request<Body> {
        let mut body = form_urlencoded::Serializer::new(String::new());
        if !fields.iter().any(|(name, _)| *name == "form") {
            body.append_pair("form", &self.proof);
        }
        body.extend_pairs(fields);
        self.post(path, "application/x-www-form-urlencoded", body.finish().into())
    }

    /// A form with files.
    pub fn files(&self, path: &str, files: &[(&str, &[u8])]) -> Request<Body> {
        let mut body = Vec::new();
        let head = |body: &mut Vec<u8>, rest: String| {
            body.extend(
                format!("--grens\r\nContent-Disposition: form-data; {rest}\r\n\r\n").bytes(),
            );
        };
        head(&mut body, "name=\"form\"".into());
        body.extend(self.proof.bytes().chain(*b"\r\n"));
        for (name, bytes) in files {
            head(&mut body, format!("name=\"files\"; filename=\"{name}\""));
            body.extend(bytes.iter().chain(b"\r\n"));
        }
        body.extend(b"--grens--\r\n");
        self.post(path, "multipart/form-data; boundary=grens", body)
    }

    fn post(&self, path: &str, kind: &str, body: Vec<u8>) -> Request<Body> {
        Request::post(path)
            .header(header::HOST, "localhost:8080")
            .header(header::ORIGIN, "http://localhost:8080")
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(body))
            .expect("request")
    }
}

/// The value of a hidden field of a page.
pub fn hidden(page: &str, name: &str) -> String {
    let field = format!("name=\"{name}\" value=\"");
    let from = page.find(&field).expect("a hidden field") + field.len();
    page[from..].split('"').next().expect("a value").to_owned()
}

/// A question of a browser on this machine.
pub fn get(path: &str) -> axum::http::request::Builder {
    Request::get(path).header(header::HOST, "localhost:8080")
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).expect("JSON")
    }
}

fn fill(record: &mut Record) {
    let meeting = "RUS ontmoet CHN";
    for (id, day) in [("een", "2025-09-03"), ("twee", "2025-09-04")] {
        let doc = document(id, day, &format!("{meeting}\nBericht {id}."));
        record.add(&doc, &read(&doc)).expect("added");
    }
    let doc = document("drie", "2025-09-05", "Rusland dreigt de VS met iets.");
    let mut threat = claim("threaten", EventType::Threaten, "RUS", "USA", &doc.text, 0);
    threat.source = vec![actor("RUS", Some("Vladimir Poetin"))];
    threat.confidence = 0.3;
    let evidence = threat.evidence.clone();
    let state = StateClaim {
        subject: CodeRef { code: "CHN".into(), name: None },
        relation: "member".into(),
        object: CodeRef { code: "@SCO".into(), name: None },
        from: "2001".parse().ok(),
        to: None,
        evidence,
    };
    let reading = Reading {
        doc: "drie".into(),
        published: doc.published.clone(),
        events: vec![threat],
        states: vec![state],
        ..Reading::default()
    };
    record.add(&doc, &reading).expect("added");
}
