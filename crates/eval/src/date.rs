//! Dates as the scorer sees them: first and last day, and when a predicted one will do.

use kroniek_model::When;

/// Day numbers that stand for "open": before and after any day.
const OPEN: (i64, i64) = (0, 10_000_000);
/// A predicted date may be this vague, in days, where gold is exact.
const LEEWAY: i64 = 7;
/// How far the known end of an open interval may be missed, in days.
const OPEN_LEEWAY: i64 = 366;

/// First and last day as days since 0001-01-01 (Python's ordinals); `None` where the text is no date.
fn span(text: &str) -> Option<(i64, i64)> {
    let text: String = text.chars().filter(|c| !"~?%".contains(*c)).collect();
    let when: When = text.split('T').next()?.parse().ok()?;
    let ordinal = |d: jiff::civil::Date| {
        let first = jiff::civil::date(1, 1, 1);
        i64::from((d - first).get_days()) + 1
    };
    Some((when.earliest().map_or(OPEN.0, ordinal), when.latest().map_or(OPEN.1, ordinal)))
}

/// Whether the predicted interval meets a gold one (`A|B`: either) and is not much vaguer.
pub fn compatible(gold: &str, predicted: Option<&str>) -> bool {
    let Some(p) = predicted.and_then(span) else { return false };
    gold.split('|').filter_map(span).any(|g| meets(g, p))
}

fn meets(g: (i64, i64), p: (i64, i64)) -> bool {
    if p.0 > g.1 || g.0 > p.1 {
        return false;
    }
    let (open_start, open_end) = (g.0 == OPEN.0, g.1 == OPEN.1);
    if !open_start && !open_end {
        return p.1 - p.0 <= (2 * (g.1 - g.0)).max(LEEWAY);
    }
    let inside = p.0 > OPEN.0 && p.1 < OPEN.1;
    let (known, met) = if open_end { (g.0, p.0) } else { (g.1, p.1) };
    inside || ((met - known).abs() <= OPEN_LEEWAY && (p.0 > 0 || open_start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_enough_and_too_vague() {
        assert!(compatible("2024-05-01", Some("2024-05-01/2024-05-03")));
        assert!(!compatible("2024-05-01", Some("2024")));
        assert!(
            compatible("2018/..", Some("2018/..")) && compatible("2018/..", Some("2020-01-01"))
        );
        assert!(compatible("2024|2023-05", Some("2023-05-02")) && !compatible("2024", None));
    }
}
