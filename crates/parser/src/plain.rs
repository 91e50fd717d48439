//! Forms as an engine learned them: treebanks are typed with few marks, pages with many.

use crate::text::chars::is_apostrophe;
use std::borrow::Cow;

/// The form with plain quotation marks, apostrophes, hyphens and dots; letters and figures stay.
pub fn plain(form: &str) -> Cow<'_, str> {
    match form {
        ",," | "''" | "``" | "‚‚" => return "\"".into(),
        "—" | "―" => return "-".into(),
        _ if form.is_ascii() && !form.contains('`') => return form.into(),
        _ => {}
    }
    let mut out = String::with_capacity(form.len());
    for c in form.chars() {
        match c {
            '“' | '”' | '„' | '‟' | '«' | '»' => out.push('"'),
            '‐' | '‑' | '‒' | '–' | '−' => out.push('-'),
            '…' => out.push_str("..."),
            c if is_apostrophe(c) || matches!(c, '‚' | '‛' | '‹' | '›') => out.push('\''),
            c => out.push(c),
        }
    }
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_made_plain_and_letters_are_not() {
        let cases = [
            ("zo’n", "zo'n"),
            ("„", "\""),
            (",,", "\""),
            ("…", "..."),
            ("Zuid–Korea", "Zuid-Korea"),
        ];
        for (form, expected) in cases {
            assert_eq!(plain(form), expected);
        }
        assert!(matches!(plain("bijv."), Cow::Borrowed("bijv.")));
        assert_eq!(plain("Curaçao"), "Curaçao");
    }
}
