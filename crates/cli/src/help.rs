//! Help and what other rooms say, in Dutch. The words are data (`help.tsv`), keyed by the English: what has no Dutch
//! stays English.

use crate::ui::{self, Ui};
use clap::{Arg, Command};
use kroniek_pack::Table;
use std::{collections::HashMap, sync::LazyLock};

/// Blanks between an example and what it is for.
const BEFORE_REMARK: &str = "  ";

/// The Dutch of whole texts, and of phrases of others in the order in which they are looked for: the longest first.
struct Words {
    texts: HashMap<String, String>,
    phrases: Vec<(String, String)>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let table = Table::parse("help.tsv", include_str!("help.tsv"));
    let table = table.unwrap_or_else(|e| panic!("words of ours: {e}"));
    let cell = |text: &str| text.replace('␣', " ");
    let of = |kind: &str| {
        let rows = table.rows().filter(|r| r.get("kind") == kind);
        rows.map(|r| (cell(r.get("en")), cell(r.get("nl")))).collect::<Vec<_>>()
    };
    let (texts, mut phrases) = (of("text").into_iter().collect(), of("phrase"));
    phrases.sort_by_key(|(en, _)| std::cmp::Reverse(en.len()));
    Words { texts, phrases }
});

/// A command whose help is in the language of who reads it.
pub fn in_words(command: Command) -> Command {
    if ui::chosen() == Ui::Nl { translated(command) } else { command }
}

/// What others say (arguments that are wrong, reports that cannot be read) in the language of who reads it.
pub fn of_others(text: &str) -> String {
    match ui::chosen() {
        Ui::En => text.to_owned(),
        Ui::Nl => {
            let all = WORDS.phrases.iter();
            all.fold(text.to_owned(), |text, (en, nl)| text.replace(en.as_str(), nl))
        }
    }
}

/// Shows help, or what is wrong with the arguments, and ends the program.
#[allow(clippy::print_stdout, clippy::print_stderr)]
pub fn end(e: &clap::Error) -> ! {
    if ui::chosen() == Ui::En {
        e.exit();
    }
    let text = of_others(&e.render().ansi().to_string());
    match e.use_stderr() {
        true => anstream::eprint!("{text}"),
        false => anstream::print!("{text}"),
    }
    std::process::exit(e.exit_code());
}

fn translated(mut command: Command) -> Command {
    if let Some(about) = command.get_about().map(ToString::to_string) {
        command = command.about(text(&about));
    }
    if let Some(about) = command.get_long_about().map(ToString::to_string) {
        command = command.long_about(text(&about));
    }
    if let Some(after) = command.get_after_help().map(ToString::to_string) {
        command = command.after_help(paragraphs(&after));
    }
    command.mut_args(argument).mut_subcommands(translated)
}

fn argument(mut arg: Arg) -> Arg {
    if let Some(help) = arg.get_help().map(ToString::to_string) {
        arg = arg.help(text(&help));
    }
    if let Some(help) = arg.get_long_help().map(ToString::to_string) {
        arg = arg.long_help(text(&help));
    }
    if let Some(heading) = arg.get_help_heading() {
        let words: &'static Words = &WORDS;
        if let Some(dutch) = words.texts.get(heading) {
            arg = arg.help_heading(dutch.as_str());
        }
    }
    arg
}

fn text(english: &str) -> String {
    WORDS.texts.get(english).cloned().unwrap_or_else(|| english.to_owned())
}

/// Examples line by line, all else as a whole.
fn paragraphs(english: &str) -> String {
    let each = english.split("\n\n").map(|p| match p.contains("\n  ") {
        true => p.lines().map(example).collect::<Vec<_>>().join("\n"),
        false => text(&p.split('\n').collect::<Vec<_>>().join(" ")),
    });
    each.collect::<Vec<_>>().join("\n\n")
}

/// A line of examples: its remark is said in Dutch, what is typed stays.
fn example(line: &str) -> String {
    match line.trim_start().rsplit_once(BEFORE_REMARK) {
        None => text(line),
        Some((_, remark)) => {
            let before = &line[..line.len() - remark.len()];
            format!("{before}{}", text(remark))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Cli;
    use clap::CommandFactory;
    use std::collections::BTreeSet;

    /// All that the help says in English, whole texts and remarks.
    fn said(command: &Command, into: &mut BTreeSet<String>) {
        let texts = [command.get_about(), command.get_long_about()];
        into.extend(texts.into_iter().flatten().map(ToString::to_string));
        let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        for paragraph in after.split("\n\n").filter(|p| !p.is_empty()) {
            match paragraph.contains("\n  ") {
                false => _ = into.insert(paragraph.replace('\n', " ")),
                true => into.extend(paragraph.lines().filter_map(|l| {
                    let remark = l.trim_start().rsplit_once(BEFORE_REMARK).map(|(_, r)| r);
                    remark.or((!l.starts_with(' ')).then_some(l)).map(str::to_owned)
                })),
            }
        }
        for arg in command.get_arguments() {
            let texts = [arg.get_help(), arg.get_long_help()];
            into.extend(texts.into_iter().flatten().map(ToString::to_string));
            into.extend(arg.get_help_heading().map(str::to_owned));
        }
        command.get_subcommands().for_each(|c| said(c, into));
    }

    #[test]
    fn every_text_of_the_help_has_a_dutch_one_and_every_dutch_one_is_said() {
        let mut english = BTreeSet::new();
        said(&Cli::command(), &mut english);
        assert!(english.len() > 100, "{english:#?}");
        let known: BTreeSet<String> = WORDS.texts.keys().cloned().collect();
        let missing: Vec<_> = english.difference(&known).collect();
        let unsaid: Vec<_> = known.difference(&english).collect();
        assert!(missing.is_empty() && unsaid.is_empty(), "{missing:#?}\nnobody says {unsaid:#?}");
        assert!(WORDS.texts.values().all(|nl| !nl.is_empty()));
    }

    #[test]
    fn what_is_typed_stays() {
        let help = translated(Cli::command()).render_long_help().to_string();
        assert!(
            help.contains("kroniek timeline --actor CHN --from 2025    wat er gebeurde"),
            "{help}"
        );
        assert!(help.contains("\nVoorbeelden:\n"), "{help}");
    }
}
