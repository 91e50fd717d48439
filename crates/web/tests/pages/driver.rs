//! A browser, driven as W3C WebDriver has it: JSON over HTTP. The clients that exist bring sixty crates with them for the
//! dozen commands that these tests need.

use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// How long a page may take to come to what is expected of it.
const PATIENCE: Duration = Duration::from_secs(20);

/// Keys as WebDriver names them.
pub const TAB: &str = "\u{e004}";
pub const ENTER: &str = "\u{e007}";
pub const UP: &str = "\u{e013}";
pub const RIGHT: &str = "\u{e014}";

pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
    _profile: TempDir,
}

impl Browser {
    /// Starts a browser without a window; none where there is no browser.
    pub fn start() -> Option<Browser> {
        let (driver, chromium) = (program("chromedriver")?, program("chromium")?);
        let (driver, port) = (0..TRIES).find_map(|_| listening(&driver)).expect("a driver");
        let profile = tempfile::tempdir().expect("folder");
        let mut browser = Browser { driver, port, session: String::new(), _profile: profile };
        let folder = format!("--user-data-dir={}", browser._profile.path().display());
        let options = json!({
            "binary": chromium,
            "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--accept-lang=nl", "--force-prefers-reduced-motion", "--window-size=1200,900", folder],
        });
        let wanted = json!({
            "goog:chromeOptions": options,
            "goog:loggingPrefs": { "browser": "ALL" },
        });
        let made =
            browser.send("POST", "/session", json!({ "capabilities": { "alwaysMatch": wanted } }));
        browser.session = made["sessionId"].as_str().expect("a session").to_owned();
        Some(browser)
    }

    pub fn open(&self, address: &str) {
        self.post("url", json!({ "url": address }));
    }

    /// The value of an expression of JavaScript in the page.
    pub fn value(&self, expression: &str) -> Value {
        let script = format!("return ({expression})");
        self.post("execute/sync", json!({ "script": script, "args": [] }))
    }

    /// The value of a promise of JavaScript in the page.
    pub fn promised(&self, script: &str) -> Value {
        self.post("execute/async", json!({ "script": script, "args": [] }))
    }

    /// Asks until an expression is true.
    pub fn until(&self, expression: &str) {
        let begun = Instant::now();
        while self.value(&format!("Boolean({expression})")) != json!(true) {
            let page = self.value("document.body.innerText");
            assert!(begun.elapsed() < PATIENCE, "never so: {expression}\n{page}");
        }
    }

    /// Types into an element; what stood there goes.
    pub fn fill(&self, css: &str, text: &str) {
        let element = self.find(css);
        self.post(&format!("element/{element}/clear"), json!({}));
        self.post(&format!("element/{element}/value"), json!({ "text": text }));
    }

    pub fn click(&self, css: &str) {
        let element = self.find(css);
        self.post(&format!("element/{element}/click"), json!({}));
    }

    /// Presses keys one after another, wherever the focus is.
    pub fn keys(&self, keys: &str) {
        let press = |c: char| {
            let key = c.to_string();
            [json!({ "type": "keyDown", "value": key }), json!({ "type": "keyUp", "value": key })]
        };
        let actions: Vec<Value> = keys.chars().flat_map(press).collect();
        self.post(
            "actions",
            json!({ "actions": [{ "type": "key", "id": "keys", "actions": actions }] }),
        );
    }

    /// Opens a tab and goes to it; the name of the one that was left.
    pub fn new_tab(&self) -> String {
        let left = self.send("GET", &self.path("window"), Value::Null);
        let new = self.post("window/new", json!({ "type": "tab" }));
        self.tab(new["handle"].as_str().expect("a tab"));
        left.as_str().expect("a tab").to_owned()
    }

    pub fn tab(&self, handle: &str) {
        self.post("window", json!({ "handle": handle }));
    }

    /// Has pages look as somebody wants them who prefers a colour scheme, `light` or `dark`.
    pub fn prefer(&self, scheme: &str) {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        let params = json!({ "features": features });
        let command = json!({ "cmd": "Emulation.setEmulatedMedia", "params": params });
        self.post("goog/cdp/execute", command);
    }

    /// What the browser complained of since it was last asked: errors of scripts, breaches of the policy.
    pub fn complaints(&self) -> Vec<String> {
        let all = self.post("se/log", json!({ "type": "browser" }));
        let severe = |e: &&Value| e["level"] == "SEVERE";
        let text = |e: &Value| e["message"].as_str().unwrap_or_default().to_owned();
        all.as_array().expect("a log").iter().filter(severe).map(text).collect()
    }

    fn find(&self, css: &str) -> String {
        self.until(&format!("document.querySelector({})", json!(css)));
        let found = self.post("element", json!({ "using": "css selector", "value": css }));
        let id = found.as_object().and_then(|o| o.values().next());
        id.and_then(Value::as_str).expect("an element").to_owned()
    }

    fn path(&self, command: &str) -> String {
        format!("/session/{}/{command}", self.session)
    }

    fn post(&self, command: &str, body: Value) -> Value {
        self.send("POST", &self.path(command), body)
    }

    fn send(&self, method: &str, path: &str, body: Value) -> Value {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the driver");
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            self.port,
            body.len()
        );
        stream.write_all((head + &body).as_bytes()).expect("sent");
        let answer: Value = serde_json::from_str(&content(BufReader::new(stream))).expect("JSON");
        let value = answer["value"].clone();
        assert!(value["error"].is_null(), "{method} {path} {body}: {value}");
        value
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() && !std::thread::panicking() {
            self.send("DELETE", &format!("/session/{}", self.session), Value::Null);
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// The body of an answer, as long as its head says.
fn content(mut answer: impl BufRead) -> String {
    let (mut line, mut length) = (String::new(), 0);
    while answer.read_line(&mut line).expect("a head") > 2 {
        let lower = line.to_ascii_lowercase();
        if let Some(n) = lower.strip_prefix("content-length:") {
            length = n.trim().parse().expect("a length");
        }
        line.clear();
    }
    let mut body = vec![0; length];
    answer.read_exact(&mut body).expect("a body");
    String::from_utf8(body).expect("UTF-8")
}

/// How often a driver is started: the port that the system gave it may be taken in the other version of IP.
const TRIES: usize = 10;

/// A driver, and the port that it says it listens at; none where it ended without one.
fn listening(program: &Path) -> Option<(Child, u16)> {
    let mut command = Command::new(program);
    let command = command.arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null());
    let mut driver = command.spawn().expect("chromedriver starts");
    let out = BufReader::new(driver.stdout.take().expect("its output"));
    let said = |line: String| line.strip_suffix('.')?.rsplit_once("port ")?.1.parse().ok();
    match out.lines().map_while(Result::ok).find_map(said) {
        Some(port) => Some((driver, port)),
        None => {
            driver.wait().expect("its end");
            None
        }
    }
}

fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|p: &PathBuf| Path::is_file(p))
}
