//! Lemma rules: how a form becomes its lemma, as a short edit script that fits many words.
//!
//! A rule is written `case;prefix script;suffix script`, after UDPipe 2 (Straka 2018): the longest stretch that form
//! and lemma share is kept, what stands before and behind it is edited character by character (`=` keep, `-` drop,
//! `+c` insert). `opgelost` → `oplossen` is `k;==--;-+s+e+n`. A rule that shares nothing is `a` and the lemma itself.

/// The rule that makes `lemma` of `form`.
pub fn rule(form: &str, lemma: &str) -> String {
    let found = relative(form, lemma);
    if apply(&found, form).as_deref() == Some(lemma) { found } else { format!("a{lemma}") }
}

fn relative(form: &str, lemma: &str) -> String {
    let (case, base) = case_of(form, lemma);
    let form: Vec<char> = base.chars().collect();
    let lemma_chars: Vec<char> = lemma.chars().collect();
    let Some((f, l, n)) = shared(&form, &lemma_chars) else {
        return format!("a{lemma}");
    };
    let prefix = script(&form[..f], &lemma_chars[..l]);
    let suffix = script(&form[f + n..], &lemma_chars[l + n..]);
    format!("{case};{prefix};{suffix}")
}

/// The lemma that a rule makes of a form; `None` if the rule does not fit or is not one.
pub fn apply(rule: &str, form: &str) -> Option<String> {
    if let Some(lemma) = rule.strip_prefix('a') {
        return Some(lemma.to_owned());
    }
    let mut parts = rule.splitn(3, ';');
    let base = recase(parts.next()?, form)?;
    let (prefix, suffix) = (parts.next()?, parts.next()?);
    let chars: Vec<char> = base.chars().collect();
    let head = consumed(prefix);
    let tail = consumed(suffix);
    let middle_end = chars.len().checked_sub(tail)?;
    if head >= middle_end {
        return None;
    }
    let mut out = edit(prefix, &chars[..head])?;
    out.extend(&chars[head..middle_end]);
    out.push_str(&edit(suffix, &chars[middle_end..])?);
    Some(out)
}

fn case_of(form: &str, lemma: &str) -> (char, String) {
    let lower = form.to_lowercase();
    let first_lemma_upper = lemma.chars().next().is_some_and(char::is_uppercase);
    let rest_upper = lemma.chars().skip(1).any(char::is_uppercase);
    if form == lower
        || (first_lemma_upper && (rest_upper || form.chars().skip(1).all(|c| !c.is_uppercase())))
    {
        return ('k', form.to_owned());
    }
    if first_lemma_upper {
        return ('t', title(&lower));
    }
    if rest_upper { ('k', form.to_owned()) } else { ('l', lower) }
}

fn recase(case: &str, form: &str) -> Option<String> {
    match case {
        "k" => Some(form.to_owned()),
        "l" => Some(form.to_lowercase()),
        "t" => Some(title(&form.to_lowercase())),
        _ => None,
    }
}

fn title(lower: &str) -> String {
    let mut chars = lower.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// The longest shared stretch: start in form, start in lemma, length; the first of equals.
fn shared(form: &[char], lemma: &[char]) -> Option<(usize, usize, usize)> {
    let mut best = None;
    let mut longest = 0;
    for f in 0..form.len() {
        for l in 0..lemma.len() {
            let n = form[f..].iter().zip(&lemma[l..]).take_while(|(a, b)| a == b).count();
            if n > longest {
                longest = n;
                best = Some((f, l, n));
            }
        }
    }
    best
}

/// The shortest edit script between two short stretches, by the usual table; keeps before drops before inserts.
fn script(from: &[char], to: &[char]) -> String {
    let width = to.len() + 1;
    let mut cost = vec![0usize; (from.len() + 1) * width];
    for i in (0..=from.len()).rev() {
        for j in (0..=to.len()).rev() {
            cost[i * width + j] = match (from.get(i), to.get(j)) {
                (None, _) => to.len() - j,
                (_, None) => from.len() - i,
                (Some(a), Some(b)) if a == b => cost[(i + 1) * width + j + 1],
                _ => 1 + cost[(i + 1) * width + j].min(cost[i * width + j + 1]),
            };
        }
    }
    let (mut i, mut j, mut out) = (0, 0, String::new());
    while i < from.len() || j < to.len() {
        if i < from.len() && j < to.len() && from[i] == to[j] {
            out.push('=');
            (i, j) = (i + 1, j + 1);
        } else if j == to.len()
            || (i < from.len() && cost[(i + 1) * width + j] <= cost[i * width + j + 1])
        {
            out.push('-');
            i += 1;
        } else {
            out.extend(['+', to[j]]);
            j += 1;
        }
    }
    out
}

fn consumed(script: &str) -> usize {
    steps(script).filter(|(op, _)| *op != '+').count()
}

fn steps(script: &str) -> impl Iterator<Item = (char, Option<char>)> {
    let mut chars = script.chars();
    std::iter::from_fn(move || {
        let op = chars.next()?;
        Some((op, if op == '+' { chars.next() } else { None }))
    })
}

fn edit(script: &str, from: &[char]) -> Option<String> {
    let mut out = String::new();
    let mut rest = from.iter();
    for (op, inserted) in steps(script) {
        match op {
            '=' => out.push(*rest.next()?),
            '-' => {
                rest.next()?;
            }
            '+' => out.push(inserted?),
            _ => return None,
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rules_carry_over_to_other_words() {
        assert_eq!(rule("werkte", "werken"), rule("dankte", "danken"));
        assert_eq!(apply(&rule("opgelost", "oplossen"), "afgelast").as_deref(), Some("aflassen"));
        assert_eq!(apply(&rule("Landen", "land"), "Huizen").as_deref(), Some("huiz"));
        assert_eq!(
            apply(&rule("NEDERLAND", "Nederland"), "FRANKRIJK").as_deref(),
            Some("Frankrijk")
        );
    }

    #[test]
    fn rules_that_do_not_fit_say_so() {
        assert_eq!(apply("k;-----;", "ab"), None);
        assert_eq!(apply("nonsense", "ab"), None);
        assert_eq!(apply("", "ab"), None);
    }

    proptest! {
        #[test]
        fn a_rule_makes_its_own_lemma(form in "\\PC{1,12}", lemma in "\\PC{1,12}") {
            prop_assert_eq!(apply(&rule(&form, &lemma), &form), Some(lemma));
        }

        #[test]
        fn any_rule_on_any_form_is_safe(rule in "[klta;=+\\-x]{0,12}", form in "\\PC{0,8}") {
            if let Some(lemma) = apply(&rule, &form) {
                prop_assert!(lemma.chars().count() <= form.chars().count() * 3 + rule.chars().count());
            }
        }
    }
}
