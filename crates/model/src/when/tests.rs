use super::*;
use proptest::prelude::*;
use std::cmp::Ordering;

fn w(s: &str) -> When {
    s.parse().unwrap_or_else(|e| panic!("{e}"))
}

fn ends(s: &str) -> String {
    let show = |d: Option<Date>| d.map_or("..".into(), |d| d.to_string());
    format!("{} {}", show(w(s).earliest()), show(w(s).latest()))
}

#[test]
fn knows_its_first_and_last_day() {
    for (text, days) in [
        ("2024-06", "2024-06-01 2024-06-30"),
        ("2024-02", "2024-02-01 2024-02-29"),
        ("199X", "1990-01-01 1999-12-31"),
        ("18XX", "1800-01-01 1899-12-31"),
        ("2004-XX", "2004-01-01 2004-12-31"),
        ("2004-06-XX", "2004-06-01 2004-06-30"),
        ("2004-XX-XX", "2004-01-01 2004-12-31"),
        ("201X-02-29", "2012-02-29 2016-02-29"),
        ("2021-22", "2021-06-01 2021-08-31"),
        ("2021-24", "2021-12-01 2022-02-28"),
        ("2021-30", "2021-12-01 2022-02-28"),
        ("2020-34", "2020-04-01 2020-06-30"),
        ("2020-38", "2020-05-01 2020-08-31"),
        ("2020-41", "2020-07-01 2020-12-31"),
        ("2018/..", "2018-01-01 .."),
        ("../2027", ".. 2027-12-31"),
        ("/2027-05", ".. 2027-05-31"),
        ("2014/2022-03", "2014-01-01 2022-03-31"),
        ("-0044-03-15", "-000044-03-15 -000044-03-15"),
        ("2025-09-02T10:00:00Z", "2025-09-02 2025-09-02"),
    ] {
        assert_eq!(ends(text), days, "{text}");
    }
}

#[test]
fn refuses_what_is_no_edtf() {
    for text in [
        "",
        "gisteren",
        "2024-13",
        "2024-00",
        "2024-20",
        "2024-42",
        "2023-02-29",
        "24-01",
        "2024-1",
        "2024-01-1",
        "2024-01-01-01",
        "2024/2023",
        "../..",
        "/",
        "20a4",
        "2024-0X",
        "2024~~",
        "2024-33-01",
        "2024T10:00",
        "2024-01-01T1000",
        "é024",
        "2024-é",
        "+024",
        "2024-+1",
    ] {
        assert!(text.parse::<When>().is_err(), "{text} was read");
    }
}

#[test]
fn prints_what_it_read() {
    for text in [
        "2024",
        "2024-06",
        "2024-06-03",
        "199X",
        "2004-XX",
        "2004-06-XX",
        "2004-XX-XX",
        "2021-22",
        "2014?",
        "2014-03~",
        "2014-03-01%",
        "2018/..",
        "../2018",
        "/2018",
        "2018/",
        "2014~/2016-02?",
        "-0044",
    ] {
        assert_eq!(w(text).to_string(), text);
        assert_eq!(serde_json_round(text), text);
    }
    assert_eq!(w("2025-09-02T10:00").to_string(), "2025-09-02");
    assert_eq!(format!("{:>8}|{:<8}|", w("2024"), w("199X/.."),), "    2024|199X/.. |");
}

fn serde_json_round(text: &str) -> String {
    String::from(When::try_from(text.to_owned()).unwrap_or_else(|e| panic!("{e}")))
}

#[test]
fn knows_its_marks_and_precision() {
    assert!(w("2014?").is_uncertain() && !w("2014?").is_approximate());
    assert!(w("2014/2015%").is_uncertain() && w("2014/2015%").is_approximate());
    assert_eq!(w("2014").approximately().to_string(), "2014~");
    assert_eq!(w("2014?/..").approximately().to_string(), "2014%/..");
    use Precision::*;
    let all = [
        "1XXX",
        "18XX",
        "199X",
        "2024",
        "2020-40",
        "2020-34",
        "2020-05",
        "2020-05-01",
        "2018/2019-02",
    ];
    let fine = [Millennium, Century, Decade, Year, Half, Quarter, Month, Day, Month];
    assert_eq!(all.map(|s| w(s).precision()), fine);
    assert!(w("2018/..").is_open() && w("2018/..").is_interval() && !w("2018").is_open());
    assert_eq!(w("2020-05-01").day(), Some(jiff::civil::date(2020, 5, 1)));
    assert_eq!(w("2020-05").day(), None);
    assert_eq!(w("../2020").day(), None);
}

#[test]
fn is_made_from_numbers_and_from_others() {
    let show = |w: Option<When>| w.map_or("none".into(), |w| w.to_string());
    assert_eq!(show(When::of_decade(1993)), "199X");
    assert_eq!(show(When::of_century(1815)), "18XX");
    assert_eq!(show(When::of_month(2021, 22)), "2021-22");
    assert_eq!(show(When::of_month(2021, 0)), "none");
    assert_eq!(show(When::spanning(&w("2014"), &w("2022"))), "2014/2022");
    assert_eq!(show(When::spanning(&w("2014"), &w("2014"))), "2014");
    assert_eq!(show(When::spanning(&w("2014/2016"), &w("2018/.."))), "2014/..");
    assert_eq!(show(When::spanning(&w("2022"), &w("2014"))), "none");
    assert_eq!(w("2014/2016").onwards().to_string(), "2014/..");
    assert_eq!(w("2014/2016").up_to().to_string(), "../2016");
    assert_eq!(w("../2016").onwards().to_string(), "../2016");
    assert_eq!(show(w("2014/2016-05").end()), "2016-05");
    assert_eq!(
        (show(w("2014/..").start()), show(w("2014/..").end())),
        ("2014".into(), "none".into())
    );
    let days = |a, b| show(When::of_days(w(a).earliest().unwrap(), w(b).latest().unwrap()));
    assert_eq!(days("2024-02", "2024-02"), "2024-02");
    assert_eq!(days("2024", "2024"), "2024");
    assert_eq!(days("2024-02-01", "2024-02-28"), "2024-02-01/2024-02-28");
    assert_eq!(days("2024-03", "2024-02"), "none");
}

#[test]
fn lies_before_inside_and_across() {
    assert_eq!(w("2023").compare(&w("2024-01-01")), Some(Ordering::Less));
    assert_eq!(w("2024-01/2024-03").compare(&w("2024-33")), Some(Ordering::Equal));
    assert_eq!(w("2024").compare(&w("2024-05")), None);
    assert!(w("2018/..").contains(&w("2020")) && !w("2020").contains(&w("2018/..")));
    assert!(w("2018/..").overlaps(&w("../2018")) && !w("2018/..").overlaps(&w("../2017")));
    let both = |a, b| w(a).intersect(&w(b)).map_or("none".into(), |w| w.to_string());
    assert_eq!(both("2018/..", "../2020"), "2018-01-01/2020-12-31");
    assert_eq!(both("2024", "2024-05~"), "2024-05~");
    assert_eq!(both("2024-05-20/2024-06-10", "2024-06"), "2024-06-01/2024-06-10");
    assert_eq!(both("2024-05", "2024-06"), "none");
    assert!(w("../2018").has_day(jiff::civil::date(2018, 12, 31)));
    assert!(!w("../2018").has_day(jiff::civil::date(2019, 1, 1)));
}

fn any_point() -> impl Strategy<Value = String> {
    let year = "[12][0-9]{3}|[12][0-9]{2}X|[12][0-9]XX";
    let whole = "[12][0-9]{3}";
    let month = (whole, 1u8..=12).prop_map(|(y, m)| format!("{y}-{m:02}"));
    let season = (whole, 21u8..=41).prop_map(|(y, m)| format!("{y}-{m:02}"));
    let day = (whole, 1u8..=12, 1u8..=28).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}"));
    let some = whole.prop_map(|y| format!("{y}-XX"));
    let date = prop_oneof![year.boxed(), month.boxed(), season.boxed(), day.boxed(), some.boxed()];
    (date, "[~?%]?").prop_map(|(date, mark)| format!("{date}{mark}"))
}

fn any_when() -> impl Strategy<Value = When> {
    let text = prop_oneof![
        3 => any_point().boxed(),
        1 => any_point().prop_map(|p| format!("{p}/..")).boxed(),
        1 => any_point().prop_map(|p| format!("../{p}")).boxed(),
        1 => (any_point(), any_point()).prop_map(|(a, b)| format!("{a}/{b}")).boxed(),
    ];
    text.prop_filter_map("ends the wrong way round", |s| s.parse().ok())
}

proptest! {
    #[test]
    fn printing_and_reading_are_inverse(w in any_when()) {
        prop_assert_eq!(w.to_string().parse::<When>(), Ok(w));
    }

    #[test]
    fn reading_never_panics(s in "[0-9XT/~?%.é-]{0,24}") {
        if let Ok(w) = s.parse::<When>() {
            prop_assert!(w.days() >= 1);
        }
    }

    #[test]
    fn overlap_is_symmetric_and_contradicts_order(a in any_when(), b in any_when()) {
        prop_assert_eq!(a.overlaps(&b), b.overlaps(&a));
        prop_assert_eq!(a.compare(&b), b.compare(&a).map(Ordering::reverse));
        prop_assert!(!(a.overlaps(&b) && a.is_before(&b)));
        prop_assert_eq!(a.overlaps(&b), a.intersect(&b).is_some());
    }

    #[test]
    fn intersection_lies_inside_both(a in any_when(), b in any_when()) {
        if let Some(both) = a.intersect(&b) {
            prop_assert!(a.contains(&both) && b.contains(&both));
            prop_assert!(both.days() <= a.days().min(b.days()));
        }
    }

    #[test]
    fn containing_is_reflexive_and_transitive(a in any_when(), b in any_when(), c in any_when()) {
        prop_assert!(a.contains(&a));
        if a.contains(&b) {
            prop_assert!(a.overlaps(&b) && a.days() >= b.days());
            prop_assert!(!b.contains(&c) || a.contains(&c));
        }
    }

    #[test]
    fn opening_an_end_contains_what_was(a in any_when()) {
        prop_assert!(a.onwards().contains(&a) && a.up_to().contains(&a));
        prop_assert_eq!(a.approximately().days(), a.days());
    }

    #[test]
    fn spanning_covers_both(a in any_when(), b in any_when()) {
        if let Some(all) = When::spanning(&a, &b) {
            prop_assert_eq!((all.earliest(), all.latest()), (a.earliest(), b.latest()));
        }
    }
}
