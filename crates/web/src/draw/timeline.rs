//! Lanes of events under one axis of time. Colour and shape both tell co-operation (blue, round) from conflict (orange,
//! pointed) and the rest (grey, square); the outline tells how certain: filled happened, hollow is planned, dashed is
//! alleged, dotted is only possible, struck through is denied.

use super::{linked, one, scale::Scale};
use jiff::civil::Date;
use kroniek_record::Total;
use maud::{Markup, html};

/// Width of the drawing.
pub const WIDTH: f64 = 1120.0;
/// Height of the axis, of a lane's heading, of a row of marks and of a mark.
const AXIS: f64 = 24.0;
const HEAD: f64 = 22.0;
const ROW: f64 = 15.0;
const HIGH: f64 = 11.0;
/// Room under the marks of a lane.
const FOOT: f64 = 8.0;
/// Rows of marks in a lane; what finds no room is counted.
const ROWS: usize = 7;
/// Width of a letter over the axis, about.
const LETTER: f64 = 6.0;
/// Room between two marks of a row.
const GAP: f64 = 1.5;

/// A stretch of the axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    /// Its first day.
    pub at: Date,
    /// What stands over it.
    pub label: String,
    /// What it leads to.
    pub href: String,
}

/// An event in a lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The first day on which it may have been.
    pub first: Date,
    /// The last.
    pub last: Date,
    /// Whether a report says when; else these are the days on which it was reported.
    pub dated: bool,
    /// `good`, `bad` or `plain`.
    pub hue: &'static str,
    /// How certain: the name of its status.
    pub status: &'static str,
    /// What it leads to.
    pub href: String,
    /// All of it in words.
    pub words: String,
}

/// A row of events with a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    /// Its heading.
    pub label: String,
    /// What the heading leads to.
    pub href: String,
    /// Events that it has; those that are not among the marks are counted as left out.
    pub total: Total,
    /// Its events, those first that are to find room first.
    pub marks: Vec<Mark>,
}

/// All that is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// The axis.
    pub ticks: Vec<Tick>,
    /// The lanes from the top down.
    pub lanes: Vec<Lane>,
}

/// A mark in its place: its row, and from where to where.
struct Placed<'a> {
    mark: &'a Mark,
    row: usize,
    x: f64,
    wide: f64,
}

/// The lanes as a drawing with a name; `told` says in words how many events a lane has and how many found no room.
pub fn timeline(t: &Timeline, name: &str, told: &dyn Fn(&Lane, u64) -> String) -> Markup {
    let scale = Scale::new(t.from, t.to, WIDTH);
    let mut bottom = AXIS;
    let mut lanes = Vec::new();
    for lane in &t.lanes {
        let (top, placed) = (bottom, place(&scale, &lane.marks));
        let rows = placed.iter().map(|p| p.row + 1).max().unwrap_or(1);
        bottom += HEAD + rows as f64 * ROW + FOOT;
        lanes.push((lane, placed, top, bottom));
    }
    html! {
        svg.timeline viewBox={ "0 0 " (WIDTH) " " (one(bottom)) } role="group" aria-label=(name) {
            (axis(&scale, &t.ticks, bottom))
            @for (lane, placed, top, bottom) in &lanes {
                (drawn(lane, placed, *top, told))
                @let foot = one(bottom - 2.0);
                line.under x1="0" x2=(WIDTH) y1=(foot) y2=(foot) {}
            }
        }
    }
}

fn axis(scale: &Scale, ticks: &[Tick], bottom: f64) -> Markup {
    let x: Vec<f64> = ticks.iter().map(|t| scale.x(t.at)).collect();
    let ends = x.iter().skip(1).copied().chain([WIDTH]);
    html! {
        @for ((tick, x), end) in ticks.iter().zip(&x).zip(ends) {
            line.tick x1=(one(*x)) x2=(one(*x)) y1="0" y2=(one(bottom)) {}
            @if end - x > wide(&tick.label) {
                a href=(tick.href) { text.axis x=(one(x + 4.0)) y=(AXIS - 9.0) { (tick.label) } }
            }
        }
        line.base x1="0" x2=(WIDTH) y1=(AXIS - 3.0) y2=(AXIS - 3.0) {}
    }
}

/// How wide the label of a tick is, about.
fn wide(label: &str) -> f64 {
    label.chars().count() as f64 * LETTER + 6.0
}

fn drawn(lane: &Lane, placed: &[Placed], top: f64, told: &dyn Fn(&Lane, u64) -> String) -> Markup {
    let left = lane.total.total.saturating_sub(placed.len() as u64);
    html! {
        a href=(lane.href) { text.lane x="0" y=(one(top + 15.0)) { (lane.label) } }
        text.told x=(WIDTH) y=(one(top + 15.0)) text-anchor="end" { (told(lane, left)) }
        @for p in placed { (mark(p, top + HEAD + p.row as f64 * ROW)) }
    }
}

fn mark(p: &Placed, y: f64) -> Markup {
    let m = p.mark;
    let class = class(m.hue, m.status, m.first < m.last, m.dated);
    linked(&class, &m.href, &m.words, body(m.hue, m.status, p.x, y, p.wide))
}

fn class(hue: &str, status: &str, span: bool, dated: bool) -> String {
    let span = if span { " span" } else { "" };
    let undated = if dated { "" } else { " undated" };
    format!("mark-{hue} {status}{span}{undated}")
}

fn body(hue: &str, status: &str, x: f64, y: f64, wide: f64) -> Markup {
    html! {
        path d=(outline(hue, x, y, wide)) {}
        @if status == "denied" {
            @let (from, to) = (one(x - 2.0), one(x + wide + 2.0));
            path.strike d={ "M" (from) " " (one(y + HIGH + 1.0)) "L" (to) " " (one(y - 1.0)) } {}
        }
    }
}

/// A mark by itself, for the legend.
pub fn sample(hue: &str, status: &str, span: bool, dated: bool) -> Markup {
    let wide = if span { 3.0 * HIGH } else { HIGH };
    let size = (one(wide + 6.0), one(HIGH + 4.0));
    html! {
        svg.sample width=(size.0) height=(size.1) aria-hidden="true" {
            g class=(class(hue, status, span, dated)) { (body(hue, status, 3.0, 2.0, wide)) }
        }
    }
}

/// Round for co-operation, pointed for conflict, square for the rest.
fn outline(hue: &str, x: f64, y: f64, wide: f64) -> String {
    let half = HIGH / 2.0;
    let (in_, x, y, flat, wide) = (one(x + half), one(x), one(y), one(wide - HIGH), one(wide));
    match hue {
        "good" => format!(
            "M{in_} {y}h{flat}a{half} {half} 0 0 1 0 {HIGH}h-{flat}a{half} {half} 0 0 1 0-{HIGH}z"
        ),
        "bad" => format!("M{in_} {y}h{flat}l{half} {half}l-{half} {half}h-{flat}l-{half}-{half}z"),
        _ => format!("M{x} {y}h{wide}v{HIGH}h-{wide}z"),
    }
}

/// Puts every mark in the first row that has room where it lies.
fn place<'a>(scale: &Scale, marks: &'a [Mark]) -> Vec<Placed<'a>> {
    let mut rows: Vec<Vec<(f64, f64)>> = vec![Vec::new(); ROWS];
    let mut out = Vec::new();
    for mark in marks {
        let (x, wide) = extent(scale, mark);
        let free =
            |row: &Vec<(f64, f64)>| row.iter().all(|(a, b)| x + wide + GAP <= *a || *b + GAP <= x);
        if let Some(row) = rows.iter().position(free) {
            rows[row].push((x, x + wide));
            out.push(Placed { mark, row, x, wide });
        }
    }
    out
}

/// Where a mark begins and how wide it is: at least as wide as high, and wholly on the paper.
fn extent(scale: &Scale, mark: &Mark) -> (f64, f64) {
    let (a, b) = scale.span(mark.first, mark.last);
    let wide = if mark.first == mark.last { HIGH } else { (b - a).max(HIGH) };
    (((a + b - wide) / 2.0).clamp(0.0, WIDTH - wide), wide)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(first: &str, last: &str, hue: &'static str, status: &'static str) -> Mark {
        Mark {
            first: first.parse().expect("day"),
            last: last.parse().expect("day"),
            dated: true,
            hue,
            status,
            href: "/events/1".into(),
            words: "a < b".into(),
        }
    }

    fn svg(marks: Vec<Mark>) -> String {
        let total = Total { total: marks.len() as u64, counted_all: true };
        let lane = Lane { label: "RUS".into(), href: "/actors/RUS".into(), total, marks };
        let (from, to) = ("2025-01-01".parse().expect("day"), "2025-12-31".parse().expect("day"));
        let ticks = vec![Tick { at: from, label: "jan".into(), href: "?to=2025-01".into() }];
        let t = Timeline { from, to, ticks, lanes: vec![lane] };
        timeline(&t, "tijd", &|lane, left| format!("{}-{left}", lane.total.total)).into_string()
    }

    #[test]
    fn the_same_events_are_the_same_picture() {
        let all = || vec![mark("2025-03-01", "2025-03-01", "good", "happened"); 3];
        assert_eq!(svg(all()), svg(all()));
        assert!(!svg(all()).contains("style=") && svg(all()).contains("a &lt; b"));
    }

    #[test]
    fn outline_and_class_tell_status_and_side() {
        let day = |hue, status| svg(vec![mark("2025-03-01", "2025-03-01", hue, status)]);
        assert!(day("good", "planned").contains(r#"class="mark-good planned""#));
        assert!(day("bad", "denied").contains(r#"class="strike""#));
        assert!(!day("bad", "happened").contains("strike"));
        let shapes = ["good", "bad", "plain"].map(|hue| outline(hue, 10.0, 0.0, HIGH));
        assert!(shapes[0] != shapes[1] && shapes[1] != shapes[2], "{shapes:?}");
    }

    #[test]
    fn what_may_have_been_on_many_days_is_a_span() {
        let month = svg(vec![mark("2025-03-01", "2025-03-31", "plain", "happened")]);
        assert!(month.contains("happened span"), "{month}");
        let scale = Scale::new(Date::constant(2025, 1, 1), Date::constant(2025, 12, 31), WIDTH);
        let (x, wide) = extent(&scale, &mark("2020-01-01", "2025-12-31", "plain", "happened"));
        assert_eq!((x, wide), (0.0, WIDTH));
        let (x, wide) = extent(&scale, &mark("2025-12-31", "2025-12-31", "plain", "happened"));
        assert_eq!((x, wide), (WIDTH - HIGH, HIGH));
    }

    #[test]
    fn what_has_no_date_of_its_own_looks_so() {
        let day = mark("2025-03-01", "2025-03-01", "good", "happened");
        assert!(svg(vec![Mark { dated: false, ..day.clone() }]).contains("happened undated"));
        assert!(!svg(vec![day]).contains("undated"));
    }

    #[test]
    fn marks_do_not_lie_on_each_other_and_the_rest_is_counted() {
        let all = vec![mark("2025-03-01", "2025-03-01", "good", "happened"); ROWS + 2];
        let drawn = svg(all);
        assert_eq!(drawn.matches("<title>").count(), ROWS);
        assert!(drawn.contains(&format!("{}-2", ROWS + 2)), "{drawn}");
    }

    #[test]
    fn labels_that_have_no_room_are_left_out() {
        let from = Date::constant(2025, 12, 31);
        let tick = |at, label: &str| Tick { at, label: label.into(), href: "?".into() };
        let ticks = vec![tick(from, "2025"), tick(Date::constant(2026, 1, 1), "2026")];
        let t = Timeline { from, to: Date::constant(2026, 12, 31), ticks, lanes: vec![] };
        let drawn = timeline(&t, "tijd", &|_, _| String::new()).into_string();
        assert!(!drawn.contains(">2025<") && drawn.contains(">2026<"), "{drawn}");
    }

    #[test]
    fn nothing_is_drawn_of_nothing() {
        assert!(svg(vec![]).contains("0-0"));
    }

    proptest::proptest! {
        #[test]
        fn no_two_marks_of_a_row_touch(days in proptest::collection::vec((1i8..=12, 1i8..=28, 0i64..400), 0..60)) {
            let marks: Vec<Mark> = days.iter().map(|&(m, d, n)| {
                let first = Date::constant(2025, m, d);
                Mark { last: first.saturating_add(jiff::Span::new().days(n)), first, ..mark("2025-01-01", "2025-01-01", "good", "happened") }
            }).collect();
            let scale = Scale::new(Date::constant(2025, 1, 1), Date::constant(2025, 12, 31), WIDTH);
            let placed = place(&scale, &marks);
            for (n, a) in placed.iter().enumerate() {
                proptest::prop_assert!(a.x >= 0.0 && a.x + a.wide <= WIDTH + 0.01);
                for b in placed[n + 1..].iter().filter(|b| b.row == a.row) {
                    proptest::prop_assert!(a.x + a.wide <= b.x || b.x + b.wide <= a.x);
                }
            }
        }
    }
}
