//! Web pages: the article's text and what the page says of it.

use crate::date::{day_in, published};
use crate::decode::decode;
use crate::error::Fault;
use crate::report::Report;
use dom_smoothie::{Article, Config, Readability, TextMode};
use regex::bytes::Regex;
use serde_json::Value;
use std::sync::LazyLock;

/// More elements than this are no page of a report.
const ELEMENTS: usize = 100_000;
/// Elements nested deeper than this are no page of a report either, and take the readability library for ever.
const NESTING: i32 = 400;
/// A page is an article if it holds a line of this length that ends like a sentence.
const SENTENCE: usize = 60;
/// JSON-LD is searched no deeper than this.
const DEPTH: usize = 16;

/// Where pages say when they were published, best first: element, attribute. The first is OpenGraph's article
/// vocabulary (https://ogp.me/#type_article), then what publishers use besides.
const DATES: [(&str, &str); 12] = [
    ("meta[property='article:published_time']", "content"),
    ("meta[itemprop='datePublished']", "content"),
    ("meta[name='article:published_time']", "content"),
    ("meta[property='og:published_time']", "content"),
    ("meta[name='dcterms.issued']", "content"),
    ("meta[name='DC.date.issued']", "content"),
    ("meta[name='dcterms.date']", "content"),
    ("meta[name='publication_date']", "content"),
    ("meta[name='pubdate']", "content"),
    ("meta[name='date']", "content"),
    ("time[itemprop='datePublished'][datetime]", "datetime"),
    ("time[datetime]", "datetime"),
];

/// Reads a page. `id` is the identifier that the report gets.
pub(crate) fn page(id: String, bytes: &[u8]) -> Result<Report, Fault> {
    let decoded = decode(bytes, charset(bytes).as_deref()).ok_or(Fault::Binary)?;
    if decoded.text.trim().is_empty() {
        return Err(Fault::Empty);
    }
    let config = Config {
        text_mode: TextMode::Formatted,
        max_elements_to_parse: ELEMENTS,
        disable_json_ld: true,
        ..Config::default()
    };
    if nested(&decoded.text) > NESTING {
        return Err(Fault::NoArticle);
    }
    let mut page =
        Readability::new(decoded.text, None, Some(config)).map_err(|_| Fault::NoArticle)?;
    if too_deep(&page) {
        return Err(Fault::NoArticle);
    }
    let about = About::of(&page);
    let article = page.parse().map_err(|_| Fault::NoArticle)?;
    let text = article.text_content.trim().to_owned();
    if !text.lines().any(sentence) {
        return Err(Fault::NoArticle);
    }
    let warnings = decoded.warning.into_iter().collect();
    Report { id, text, warnings, ..about.report(article) }.checked()
}

/// How deep the boxes of the page lie in each other at most, as written: parsing takes the square of it.
fn nested(html: &str) -> i32 {
    static BOXES: LazyLock<regex::Regex> = LazyLock::new(|| {
        let boxes = "address|article|aside|blockquote|center|details|dialog|div|dl|fieldset|figure|footer|form|\
            header|main|menu|nav|ol|pre|section|table|ul";
        regex::Regex::new(&format!(r"(?i)<(/?)(?:{boxes})\b"))
            .unwrap_or_else(|e| panic!("pattern of ours: {e}"))
    });
    let step = |depth: &mut i32, opens: bool| {
        *depth = (*depth + if opens { 1 } else { -1 }).max(0);
        Some(*depth)
    };
    let tags = BOXES.captures_iter(html).map(|tag| tag.get(1).is_none_or(|slash| slash.is_empty()));
    tags.scan(0, step).max().unwrap_or(0)
}

/// Walks the page down and up without a stack of its own.
fn too_deep(page: &Readability) -> bool {
    let (mut node, mut depth) = (Some(page.doc.root()), 0);
    while let Some(here) = node {
        if let Some(child) = here.first_child() {
            depth += 1;
            node = Some(child);
        } else {
            let mut at = Some(here);
            node = loop {
                match at.map(|n| (n.next_sibling(), n.parent())) {
                    Some((Some(next), _)) => break Some(next),
                    Some((None, parent)) => {
                        depth -= 1;
                        at = parent;
                    }
                    None => break None,
                }
            };
        }
        if depth > NESTING {
            return true;
        }
    }
    false
}

/// The encoding that the page says it is in, within its first bytes (https://html.spec.whatwg.org, "prescan").
fn charset(bytes: &[u8]) -> Option<String> {
    static CHARSET: LazyLock<Regex> = LazyLock::new(|| {
        let pattern =
            r#"(?i)(?:<meta[^>]+charset|<\?xml[^>]+encoding)\s*=\s*["']?\s*([a-z0-9_:-]+)"#;
        Regex::new(pattern).unwrap_or_else(|e| panic!("pattern of ours: {e}"))
    });
    let found = CHARSET.captures(&bytes[..bytes.len().min(4096)])?;
    String::from_utf8(found.get(1)?.as_bytes().to_vec()).ok()
}

fn sentence(line: &str) -> bool {
    let line = line.trim_end_matches(|c: char| {
        c.is_whitespace() || !c.is_alphanumeric() && !".!?…".contains(c)
    });
    line.ends_with(['.', '!', '?', '…']) && line.chars().count() >= SENTENCE
}

/// What the page says of its article, by JSON-LD and OpenGraph.
#[derive(Default)]
struct About {
    published: Option<String>,
    title: Option<String>,
    outlet: Option<String>,
    url: Option<String>,
    lang: Option<String>,
}

impl About {
    fn of(page: &Readability) -> Self {
        let get = |selector: &str, attribute: &str| {
            let value = page.doc.try_select(selector)?.attr(attribute)?;
            Some(value.trim().to_owned()).filter(|v| !v.is_empty())
        };
        let meta = |name: &str| get(&format!("meta[property='{name}']"), "content");
        let linked = linked_data(page);
        let found = |key: &str| linked.iter().find_map(|value| search(value, key, DEPTH));
        let dates = DATES.iter().filter_map(|(selector, attribute)| get(selector, attribute));
        let url = meta("og:url").or_else(|| get("link[rel='canonical']", "href"));
        let published =
            found("datePublished").into_iter().chain(dates).find(|d| published(d).is_some());
        About {
            published: published.or_else(|| day_in(url.as_deref()?).map(|day| day.to_string())),
            title: found("headline").or_else(|| meta("og:title")),
            outlet: meta("og:site_name"),
            url,
            lang: get("html", "lang").or_else(|| meta("og:locale")).map(|l| primary(&l)),
        }
    }

    fn report(self, article: Article) -> Report {
        Report {
            published: self.published,
            title: self.title.or(Some(article.title)).filter(|t| !t.trim().is_empty()),
            outlet: self.outlet.or(article.site_name),
            url: self.url.or(article.url),
            lang: self.lang,
            ..Report::default()
        }
    }
}

/// `nl` of `nl-NL` (BCP 47) or `nl_NL`.
fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

/// The JSON-LD blocks of the page that can be read.
fn linked_data(page: &Readability) -> Vec<Value> {
    let blocks = page.doc.select("script[type='application/ld+json']");
    blocks.iter().filter_map(|block| serde_json::from_str(block.text().trim()).ok()).collect()
}

/// The first text under `key`, the outermost first.
fn search(value: &Value, key: &str, depth: usize) -> Option<String> {
    let direct = value.get(key).and_then(Value::as_str).map(|s| s.trim().to_owned());
    if direct.is_some() || depth == 0 {
        return direct.filter(|s| !s.is_empty());
    }
    match value {
        Value::Array(list) => list.iter().find_map(|v| search(v, key, depth - 1)),
        Value::Object(map) => map.values().find_map(|v| search(v, key, depth - 1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BODY: &str = "<article><h1>Top in Tianjin</h1><p>De Chinese president Xi Jinping verwelkomde zondag zijn \
        Russische ambtgenoot Vladimir Poetin op een top in Tianjin, meldt de staatstelevisie.</p><h2>Parade</h2><p>De \
        top wordt gevolgd door een militaire parade in Peking, waar ook de leider van Noord-Korea aanwezig zal zijn, \
        zo liet het ministerie van Buitenlandse Zaken weten.</p></article>";

    fn read(head: &str, body: &str) -> Result<Report, Fault> {
        page(
            "p".into(),
            format!("<html lang=nl-NL><head>{head}</head><body>{body}</body></html>").as_bytes(),
        )
    }

    #[test]
    fn the_article_comes_without_the_page() {
        let nav = "<nav><a href=/>Home</a> <a href=/b>Binnenland</a></nav>";
        let report =
            read("<title>Top in Tianjin</title>", &format!("{nav}{BODY}")).expect("a report");
        assert!(
            report.text.starts_with("De Chinese president")
                && report.text.contains("\n\nParade\n\n")
        );
        assert!(!report.text.contains("Binnenland"));
        assert_eq!(
            (report.title.as_deref(), report.lang.as_deref()),
            (Some("Top in Tianjin"), Some("nl"))
        );
    }

    #[test]
    fn dates_from_every_place_the_best_first() {
        let graph = r#"<script type="application/ld+json">{"@graph":[{"@type":"WebPage"},{"@type":"NewsArticle",
            "datePublished":"2025-09-01T10:00:00Z"}]}</script>"#;
        let og = "<meta property='article:published_time' content='2025-09-02T11:29:00+02:00'>";
        let time = "<time datetime='2025-09-03'>woensdag</time>";
        let url = "<meta property='og:url' content='https://krant.nl/2025/09/04/top'>";
        let day = |head: &str, body: &str| {
            let published = read(head, &format!("{body}{BODY}")).expect("a report").published;
            published.and_then(|p| crate::date::published(&p)).map(|d| d.to_string())
        };
        assert_eq!(day(&format!("{graph}{og}"), time).as_deref(), Some("2025-09-01"));
        assert_eq!(day(og, time).as_deref(), Some("2025-09-02"));
        assert_eq!(day(url, time).as_deref(), Some("2025-09-03"));
        assert_eq!(day(url, "").as_deref(), Some("2025-09-04"));
        assert_eq!(day("", ""), None);
    }

    #[test]
    fn what_open_graph_says() {
        let head = "<meta property='og:title' content='De kop'><meta property='og:site_name' content='De Krant'>\
            <meta property='og:url' content='https://krant.nl/top'>";
        let report = read(head, BODY).expect("a report");
        assert_eq!(report.title.as_deref(), Some("De kop"));
        assert_eq!(report.outlet.as_deref(), Some("De Krant"));
        assert_eq!(report.url.as_deref(), Some("https://krant.nl/top"));
    }

    #[test]
    fn the_declared_encoding_counts() {
        let html =
            format!("<html><head><meta charset=\"windows-1252\"></head><body>{BODY}</body></html>");
        let html = html.replace("staatstelevisie", "Eurazi\u{1}");
        let bytes: Vec<u8> = html.bytes().map(|b| if b == 1 { 0xeb } else { b }).collect();
        assert!(page("p".into(), &bytes).expect("a report").text.contains("Eurazië"));
    }

    #[test]
    fn pages_without_an_article_are_refused() {
        let nav = "<ul><li><a href=/>Home</a></li><li><a href=/b>Binnenland</a></li></ul>";
        for html in [nav, "", "<p>Pagina niet gevonden.</p>", "<script>var a = 1;</script>"] {
            assert!(matches!(read("<title>Krant</title>", html), Err(Fault::NoArticle)), "{html}");
        }
        assert!(matches!(page("p".into(), b"  \n "), Err(Fault::Empty)));
    }

    #[test]
    fn deep_and_broken_markup_does_no_harm() {
        let deep = "<div>".repeat(20_000);
        for html in [deep.as_str(), "<p", "<a href='", "<!--", "<table><tr><p>", "&#x110000;&#0;"] {
            let _ = read("", &format!("{html}{BODY}")).map(|r| r.text.len());
            assert!(page("p".into(), html.as_bytes()).is_err());
        }
    }

    fn markup() -> impl Strategy<Value = String> {
        let bits = prop::sample::select(vec![
            "<p>",
            "</p>",
            "<div class=article>",
            "</div>",
            "<table><tr><td>",
            "<b>",
            "<a href=/x>",
            "</a>",
            "<h1>",
            "<script type='application/ld+json'>{\"datePublished\":",
            "</script>",
            "<!--",
            "-->",
            "<meta charset=",
            "&euml;",
            "&#0;",
            "&#xd800;",
            "<time datetime=2025>",
            "<svg>",
            "<template>",
            "<frameset>",
            "<br>",
            "De minister ontving maandag zijn ambtgenoot voor overleg in Brussel, zei hij. ",
        ]);
        prop::collection::vec(
            prop_oneof![4 => bits.prop_map(str::to_owned), 1 => any::<String>()],
            0..40,
        )
        .prop_map(|bits| bits.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_markup_is_read_or_refused(html in markup(), bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            for input in [html.as_bytes(), bytes.as_slice()] {
                if let Ok(report) = page("p".into(), input) {
                    prop_assert!(report.document().text.lines().any(sentence));
                }
            }
        }
    }
}
