//! Who may come in, who may write, and what browsers are told to keep from doing.
//!
//! A server that only this machine reaches lets everybody read who asks for it by a name of this machine (so that no
//! foreign name can be bound to it: DNS rebinding). Every other one demands its token first. Writing demands the
//! session's cookie, a request from a page of this very origin (`Origin` or `Sec-Fetch-Site`, as OWASP advises against
//! cross-site request forgery) and the hidden field that such a page carries; a program may show the token instead.

use crate::{
    app::{App, told},
    ask::Query,
    pages::form::Form,
    parts::part,
    trouble::Trouble,
    view::Format,
    words::{LANGUAGES, Words},
};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

/// Characters that a token has at least.
const SHORTEST_TOKEN: usize = 16;

/// What every answer says to browsers. Styles and scripts come from this server's files only, nothing from elsewhere.
const HEADERS: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    // Not `no-referrer`: browsers would send `Origin: null` with forms of our own.
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// The doors of a server.
#[derive(Debug)]
pub struct Guard {
    token: Option<String>,
    /// Value of the cookie of whoever came in, in this run.
    session: String,
    /// Value of the hidden field in every form of this run.
    form: String,
    /// Cookies are one for all ports of a host: each server has its own.
    cookie: String,
}

/// A request as far as the doors know it.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The words of the visitor's language.
    pub words: &'static Words,
    /// How the answer is wanted.
    pub format: Format,
    /// What the visitor calls himself; empty where he never said.
    pub who: String,
    /// Whether the request itself shows the token, as programs do.
    pub bearer: bool,
}

impl Guard {
    /// Makes the doors of a server that listens on an address.
    ///
    /// # Errors
    /// The address is reached from other machines and there is no token, or a short one; no random numbers.
    pub fn new(address: SocketAddr, token: Option<String>) -> Result<Guard, String> {
        if token.is_none() && !address.ip().is_loopback() {
            let what = "is reached from other machines; give a token with --token or KRONIEK_TOKEN";
            return Err(format!("{}: {what}", address.ip()));
        }
        if token.as_ref().is_some_and(|t| t.chars().count() < SHORTEST_TOKEN) {
            return Err(format!(
                "the token is too short: give at least {SHORTEST_TOKEN} characters"
            ));
        }
        let cookie = format!("kroniek-{}", address.port());
        Ok(Guard { token, session: random()?, form: random()?, cookie })
    }

    /// The value of the hidden field in forms.
    pub fn form(&self) -> &str {
        &self.form
    }

    /// Whether a form comes from a page of this run.
    pub fn is_our_form(&self, form: &Form) -> bool {
        form.fields.get(Form::PROOF).is_some_and(|proof| same(proof, &self.form))
    }

    /// Whether this is the token.
    pub fn is_token(&self, shown: &str) -> bool {
        self.token.as_ref().is_some_and(|token| same(token, shown))
    }

    /// The cookie that lets a browser in; it ends with the browser.
    pub fn pass(&self) -> String {
        format!("{}={}; Path=/; HttpOnly; SameSite=Strict", self.cookie, self.session)
    }

    fn has_session(&self, headers: &HeaderMap) -> bool {
        cookie(headers, &self.cookie).is_some_and(|c| same(c, &self.session))
    }

    fn shows_token(&self, headers: &HeaderMap) -> bool {
        let shown = headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok());
        shown.and_then(|v| v.strip_prefix("Bearer ")).is_some_and(|t| self.is_token(t))
    }

    /// Whether the request may go on; `path` is its path without ending.
    fn check(&self, method: &Method, path: &str, headers: &HeaderMap) -> Result<(), Trouble> {
        let host = header(headers, header::HOST).ok_or(Trouble::Host)?;
        if self.token.is_none() && !is_of_this_machine(host) {
            return Err(Trouble::Host);
        }
        if self.shows_token(headers) {
            return Ok(());
        }
        let inside = self.has_session(headers);
        let open = self.token.is_none() || path == LOGIN || path.starts_with("/assets/");
        match method {
            &Method::GET | &Method::HEAD if inside || open => Ok(()),
            &Method::GET | &Method::HEAD => Err(Trouble::Token),
            &Method::POST if !is_same_origin(headers, host) => Err(Trouble::Foreign),
            &Method::POST if inside || path == LOGIN => Ok(()),
            &Method::POST if self.token.is_some() => Err(Trouble::Token),
            &Method::POST => Err(Trouble::Foreign),
            _ => Err(Trouble::Method),
        }
    }
}

/// Where a token is asked for.
pub const LOGIN: &str = "/login";

/// Stands before every page.
pub async fn watch(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let format = request.extensions().get().copied().unwrap_or(Format::Html);
    let query = Query::parse(request.uri().query().unwrap_or_default());
    let lang = query.get("lang").and_then(known);
    let headers = request.headers();
    let words = Words::of(lang.or_else(|| preferred(headers)).unwrap_or(LANGUAGES[0]));
    let who = cookie(headers, WHO).map(decoded).unwrap_or_default();
    let visit = Visit { words, format, who, bearer: app.guard.shows_token(headers) };
    let inside = app.guard.has_session(headers);
    let allowed = app.guard.check(request.method(), request.uri().path(), headers);
    let may_enter = app.guard.token.is_none() && allowed.is_ok() && !inside;
    request.extensions_mut().insert(visit.clone());
    let mut response = match allowed {
        Ok(()) => match next.run(request).await {
            late if late.status() == StatusCode::REQUEST_TIMEOUT => {
                told(&Trouble::Late, &app, &visit)
            }
            response => response,
        },
        Err(trouble) => told(&trouble, &app, &visit),
    };
    if may_enter && visit.format == Format::Html {
        set_cookie(&mut response, &app.guard.pass());
    }
    if let Some(lang) = lang {
        set_cookie(&mut response, &format!("kroniek-lang={lang}; Path=/; SameSite=Lax"));
    }
    harden(&mut response);
    response
}

const WHO: &str = "kroniek-who";

/// Keeps what the visitor calls himself for corrections to come.
pub fn keep_name(response: &mut Response, who: &str) {
    set_cookie(response, &format!("{WHO}={}; Path=/; HttpOnly; SameSite=Strict", part(who)));
}

fn decoded(value: &str) -> String {
    percent_encoding::percent_decode_str(value).decode_utf8_lossy().into_owned()
}

/// Adds a cookie to an answer.
pub fn set_cookie(response: &mut Response, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

fn harden(response: &mut Response) {
    let late = response.status() == StatusCode::REQUEST_TIMEOUT;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    let fresh = HeaderValue::from_static("private, no-cache");
    headers.entry(header::CACHE_CONTROL).or_insert(fresh);
    headers.entry(header::VARY).or_insert(HeaderValue::from_static("Accept-Language, Cookie"));
    if late {
        headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
}

/// Whether a host, as a request names it, is this machine.
fn is_of_this_machine(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.chars().all(|c| c.is_ascii_digit()) => name,
        _ => host,
    };
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    bare.eq_ignore_ascii_case("localhost")
        || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Whether a browser says that a page of this origin sent the request.
fn is_same_origin(headers: &HeaderMap, host: &str) -> bool {
    let fetched = header(headers, HeaderName::from_static("sec-fetch-site"));
    let origin = header(headers, header::ORIGIN);
    let own = |origin: &str| origin.split_once("://").is_some_and(|(_, of)| of == host);
    match (fetched, origin) {
        (Some(site), _) if site != "same-origin" => false,
        (_, Some(origin)) => own(origin),
        (fetched, None) => fetched.is_some(),
    }
}

fn header(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).and_then(|v| v.to_str().ok())
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
    let pairs = all.flat_map(|v| v.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.into_iter().find(|(n, _)| *n == name).map(|(_, value)| value)
}

/// The language that a cookie or the browser asks for.
fn preferred(headers: &HeaderMap) -> Option<&'static str> {
    let chosen = cookie(headers, "kroniek-lang").and_then(known);
    let asked = header(headers, header::ACCEPT_LANGUAGE).unwrap_or_default();
    // Browsers name languages in the order of preference.
    chosen.or_else(|| asked.split(',').find_map(|l| known(l.trim().get(..2)?)))
}

fn known(lang: &str) -> Option<&'static str> {
    LANGUAGES.into_iter().find(|l| *l == lang)
}

/// 32 random bytes in hexadecimal digits.
fn random() -> Result<String, String> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes).map_err(|e| format!("no random numbers: {e}"))?;
    Ok(bytes.iter().map(|b| format!("{b:02x}")).collect())
}

/// Compares in a time that does not tell how much of it is right.
fn same(a: &str, b: &str) -> bool {
    let differ = a.bytes().zip(b.bytes()).fold(0, |all, (x, y)| all | (x ^ y));
    a.len() == b.len() && differ == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pair = |(n, v): &(&'static str, &'static str)| {
            (HeaderName::from_static(n), HeaderValue::from_static(v))
        };
        pairs.iter().map(pair).collect()
    }

    #[test]
    fn names_of_this_machine() {
        for host in ["localhost", "LOCALHOST:8080", "127.0.0.1:8080", "[::1]:80", "[::1]"] {
            assert!(is_of_this_machine(host), "{host}");
        }
        for host in ["evil.example", "localhost.evil.example:80", "127.0.0.1.nip.io", "", "0.0.0.0"]
        {
            assert!(!is_of_this_machine(host), "{host}");
        }
    }

    #[test]
    fn only_this_origin_is_this_origin() {
        let own = |pairs: &[_]| is_same_origin(&headers(pairs), "localhost:80");
        assert!(own(&[("origin", "http://localhost:80")]));
        assert!(own(&[("sec-fetch-site", "same-origin")]));
        assert!(!own(&[]));
        assert!(!own(&[("origin", "null")]));
        assert!(!own(&[("origin", "http://localhost:81")]));
        assert!(!own(&[("origin", "http://localhost:80"), ("sec-fetch-site", "same-site")]));
    }

    #[test]
    fn other_addresses_demand_a_long_token() {
        let open = "0.0.0.0:80".parse().expect("address");
        assert!(Guard::new(open, None).is_err());
        assert!(Guard::new(open, Some("kort".into())).is_err());
        let guard = Guard::new(open, Some("zestien tekens of meer".into())).expect("guard");
        assert!(
            guard.is_token("zestien tekens of meer") && !guard.is_token("zestien tekens of mee")
        );
        assert!(Guard::new("[::1]:80".parse().expect("address"), None).is_ok());
    }

    #[test]
    fn the_language_is_the_cookies_then_the_browsers() {
        assert_eq!(
            preferred(&headers(&[("accept-language", "de, en-GB;q=0.8, nl;q=0.5")])),
            Some("en")
        );
        let both = headers(&[("cookie", "a=b; kroniek-lang=nl"), ("accept-language", "en")]);
        assert_eq!(preferred(&both), Some("nl"));
    }
}
