//! The pages in a real browser; passed over, with a word, where there is none.

use crate::{
    common::Server,
    driver::{Browser, ENTER, RIGHT, TAB, UP},
};
use kroniek_web::{Limits, serve, service};
use tokio::{net::TcpListener, runtime::Runtime};

/// A browser before a server; both go when it does.
struct Visit {
    browser: Browser,
    server: Server,
    home: String,
    _runtime: Runtime,
}

#[allow(clippy::print_stderr, reason = "says why a test did nothing")]
fn visit() -> Option<Visit> {
    let Some(browser) = Browser::start() else {
        eprintln!("no chromium and chromedriver on the path: not tested in a browser");
        return None;
    };
    let (server, runtime) = (Server::new(), Runtime::new().expect("threads"));
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a port");
    let home = format!("http://localhost:{}", listener.local_addr().expect("address").port());
    let pages = service(server.app.clone());
    runtime.spawn(serve(listener, pages, Limits::default(), std::future::pending()));
    Some(Visit { browser, server, home, _runtime: runtime })
}

impl Visit {
    fn open(&self, path: &str) {
        self.browser.open(&format!("{}{path}", self.home));
    }

    fn assert_no_complaints(&self) {
        // A conflict is told as one by its status.
        let mut all = self.browser.complaints();
        all.retain(|c| !c.contains("409 (Conflict)"));
        assert!(all.is_empty(), "{all:?}");
    }
}

#[test]
fn a_first_visit_and_a_search() {
    let Some(v) = visit() else { return };
    let b = &v.browser;
    v.open("/");
    b.until("document.title === 'Voorpagina · Kroniek'");
    assert_eq!(b.value("document.querySelectorAll('.event').length"), 2);
    b.fill("#q", &format!("Poetin 2025{ENTER}"));
    b.until("location.pathname === '/search' && document.querySelectorAll('.event').length === 1");
    b.click(".headline a");
    b.until("location.pathname.startsWith('/events/')");
    b.click("a[hreflang=en]");
    b.until("document.documentElement.lang === 'en'");
    v.open("/");
    b.until("document.querySelector('nav').innerText.includes('Events')");
    v.assert_no_complaints();
}

#[test]
fn a_list_follows_its_form_and_the_address_can_be_shared() {
    let Some(v) = visit() else { return };
    let b = &v.browser;
    v.open("/events");
    b.value("window.same = true");
    b.click("details.filter summary");
    b.fill("#f-actor", "China");
    b.until("document.querySelectorAll('.event').length === 1");
    assert_eq!(b.value("window.same"), true, "no page was loaded");
    assert_eq!(b.value("location.search"), "?actor=China");
    v.open("/events?actor=China");
    assert_eq!(b.value("document.querySelectorAll('.event').length"), 1);
    v.assert_no_complaints();
}

#[test]
fn the_timeline_zooms_by_links_keys_and_wheel() {
    let Some(v) = visit() else { return };
    let b = &v.browser;
    v.open("/timeline?lane=RUS&from=2025-09-01&to=2025-09-30");
    b.click("[data-move=in]");
    b.until("location.search === '?lane=RUS&from=2025-09-08&to=2025-09-22'");
    b.until("!document.querySelector('[data-keys]').hidden");
    b.value("window.same = true");
    b.value("document.querySelector('#list .scroll').focus()");
    b.keys("+");
    b.until("location.search === '?lane=RUS&from=2025-09-12&to=2025-09-18'");
    b.until("document.activeElement.matches('#list .scroll')");
    b.value("document.querySelector('svg.timeline').dispatchEvent(new WheelEvent('wheel', { ctrlKey: true, deltaY: 1, bubbles: true, cancelable: true }))");
    b.until("location.search === '?lane=RUS&from=2025-09-09&to=2025-09-22'");
    assert_eq!(b.value("document.querySelector('#f-from').value"), "2025-09-09");
    assert_eq!(b.value("window.same"), true, "no page was loaded");
    v.assert_no_complaints();
}

#[test]
fn map_and_network_zoom_and_move_by_keys_and_wheel() {
    let Some(v) = visit() else { return };
    let b = &v.browser;
    for page in ["/map?layer=visit", "/network"] {
        v.open(page);
        b.until("!document.querySelector('[data-keys]').hidden");
        b.value("window.same = true");
        b.value("document.querySelector('#list .scroll').focus()");
        b.keys("+");
        b.until("new URLSearchParams(location.search).get('zoom') === '2'");
        b.until("document.activeElement.matches('#list .scroll')");
        b.keys(UP);
        b.until("new URLSearchParams(location.search).get('at') === '50,32.5'");
        b.until("document.activeElement.matches('#list .scroll')");
        b.keys(RIGHT);
        b.until("new URLSearchParams(location.search).get('at') === '67.5,32.5'");
        b.value("document.querySelector('#list svg').dispatchEvent(new WheelEvent('wheel', { ctrlKey: true, deltaY: 1, bubbles: true, cancelable: true }))");
        b.until("!new URLSearchParams(location.search).has('zoom')");
        assert_eq!(b.value("window.same"), true, "no page was loaded");
    }
    v.open("/map?layer=visit");
    b.click("[data-move=in]");
    b.until("location.search === '?layer=visit&zoom=2&at=50%2C50'");
    // What is typed does not undo what was zoomed.
    b.value("document.querySelector('#list .scroll').focus()");
    b.keys("+");
    b.until("new URLSearchParams(location.search).get('zoom') === '4'");
    b.fill("#f-actor", "China");
    b.until("new URLSearchParams(location.search).get('actor') === 'China'");
    b.until("new URLSearchParams(location.search).get('zoom') === '4'");
    v.assert_no_complaints();
}

#[test]
fn keys_alone_are_enough() {
    let Some(v) = visit() else { return };
    let b = &v.browser;
    v.open("/review");
    b.keys(TAB);
    b.until("document.activeElement.matches('.skip')");
    b.keys(ENTER);
    b.until("document.activeElement.id === 'main'");
    // A letter does nothing while no event has the focus.
    b.keys("r");
    for _ in 0..3 {
        b.keys(TAB);
    }
    b.until("document.activeElement.matches('.waiting')");
    b.keys("j");
    b.until("document.activeElement === document.querySelectorAll('.waiting')[1]");
    b.keys("ka");
    b.until("document.querySelectorAll('.waiting').length === 1 && document.querySelector('.log')");
    // And it is undone by the key beside it.
    b.value("document.querySelector('.log button').focus()");
    b.keys("u");
    b.until("document.querySelectorAll('.waiting').length === 2 && document.querySelector('.log .undone')");
    let log = v.server.record().corrections().expect("log");
    assert_eq!(log.iter().filter(|l| l.counts).count(), 1, "the undoing");
    v.assert_no_complaints();
}

#[test]
fn two_tabs_at_one_event_do_not_overwrite_each_other() {
    let Some(v) = visit() else { return };
    let b = &v.browser;
    let path = format!("/events/{}", v.server.event("meet"));
    let change = |status: &str| {
        b.value("document.querySelector('#review details').open = true");
        b.value(&format!("document.querySelector('#status').value = '{status}'"));
        b.click("#review details button");
    };
    v.open(&path);
    let first = b.new_tab();
    v.open(&path);
    change("planned");
    b.until("document.querySelector('.status.planned')");
    b.tab(&first);
    change("denied");
    b.until("document.querySelector('.conflict') && document.querySelector('.status.planned')");
    change("denied");
    b.until("!document.querySelector('.conflict') && document.querySelector('.status.denied')");
    v.assert_no_complaints();
}

#[test]
fn a_pasted_report_shows_its_events() {
    let Some(v) = visit() else { return };
    let b = &v.browser;
    v.open("/add");
    b.fill("#text", "FRA ontmoet DEU");
    b.value("document.querySelector('#published').value = '2025-10-01'");
    b.click("main button[type=submit]");
    b.until("document.querySelectorAll('.fresh .event').length === 1");
    b.click("main a[href^='/reports/']");
    b.until("document.querySelectorAll('.report .mark.trigger').length === 1");
    v.assert_no_complaints();
}

/// Where `KRONIEK_AXE` names the file `axe.min.js` of axe-core (which is not carried along, being MPL), it finds
/// nothing against WCAG 2.2 AA on any page, by day or by night.
#[test]
fn accessible_by_axe() {
    let axe = std::env::var("KRONIEK_AXE").ok().and_then(|file| std::fs::read_to_string(file).ok());
    let (Some(axe), Some(v)) = (axe, visit()) else { return };
    let event = v.server.event("meet");
    let own = [format!("/events/{event}"), format!("/claims/{event}")];
    let paths = || own.iter().map(String::as_str).chain(LOOKED_AT);
    let mut wrong = Vec::new();
    for scheme in ["light", "dark"] {
        v.browser.prefer(scheme);
        for path in paths() {
            v.open(path);
            let dark = v.browser.value("matchMedia('(prefers-color-scheme: dark)').matches");
            assert_eq!(dark, scheme == "dark", "{path}");
            let found = faults(&v.browser, &axe).into_iter();
            wrong.extend(found.map(|fault| format!("{path}, {scheme}: {fault}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Pages that axe looks at, besides those of an event and a claim.
const LOOKED_AT: [&str; 21] = [
    "/",
    "/events?actor=RUS",
    "/timeline",
    "/timeline?by=actor&from=2025-09-01&to=2025-09-30",
    "/network",
    "/network?zoom=2&at=50,50",
    "/map",
    "/map?layer=visit&actor=RUS&zoom=4&at=60,30",
    "/actors",
    "/actors/RUS",
    "/pairs/RUS/CHN",
    "/states",
    "/reports",
    "/reports/een",
    "/review",
    "/corrections",
    "/add",
    "/openapi",
    "/login",
    "/search?q=Rusland",
    "/nowhere",
];

/// What axe finds wrong with the page.
fn faults(browser: &Browser, axe: &str) -> Vec<String> {
    let tags = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";
    let found = browser.promised(&format!(
        "{axe}; const done = arguments[arguments.length - 1];
         const nodes = (all) => all.nodes.map((n) => n.html).join(' ');
         axe.run({{ runOnly: {tags} }}).then((r) => done(r.passes.length < 5
             ? ['hardly anything was looked at']
             : r.violations.map((x) => x.id + ': ' + nodes(x))));"
    ));
    serde_json::from_value(found).expect("faults in words")
}

/// Milliseconds from the question until something is seen, as the browser has it (W3C Paint Timing).
fn first_picture(b: &Browser) -> f64 {
    const SEEN: &str = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime";
    b.until(SEEN);
    b.value(SEEN).as_f64().expect("a time")
}

/// By default of the small record of these tests; `KRONIEK_AT` names a server of another, that the test then asks.
#[test]
#[allow(clippy::print_stderr, reason = "figures for docs/pages.md")]
fn the_first_picture_comes_within_a_second() {
    let Some(v) = visit() else { return };
    let named = std::env::var("KRONIEK_AT").ok();
    // A busy machine that runs all tests at once is no measure.
    let most = if named.is_some() { 1000.0 } else { 10_000.0 };
    let home = named.unwrap_or_else(|| v.home.clone());
    // What a browser does once, whatever the page, is no part of it.
    v.browser.open(&home);
    first_picture(&v.browser);
    let mut slow = Vec::new();
    for path in ["/", "/events", "/timeline", "/network", "/map", "/actors", "/states", "/review"] {
        let mut seen: Vec<f64> = (0..3)
            .map(|_| {
                v.browser.open(&format!("{home}{path}"));
                first_picture(&v.browser)
            })
            .collect();
        eprintln!("{path}: first picture after {seen:.0?} ms");
        seen.sort_by(f64::total_cmp);
        if seen[1] >= most {
            slow.push(path);
        }
    }
    assert!(slow.is_empty(), "{slow:?}");
}
