//! Bad input: each kind has its message, and the rest is read.

use kroniek_reader::{Fault, ReadError, Report, read, read_jsonl, sources};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder of its own that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("kroniek-reader-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder");
        Folder(path)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(&path, bytes).expect("a file");
        path
    }

    fn read(&self) -> (Vec<Report>, Vec<ReadError>) {
        apart(read(std::slice::from_ref(&self.0)))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn apart(all: impl Iterator<Item = Result<Report, ReadError>>) -> (Vec<Report>, Vec<ReadError>) {
    let (good, bad): (Vec<_>, Vec<_>) = all.partition(Result::is_ok);
    (good.into_iter().flatten().collect(), bad.into_iter().filter_map(Result::err).collect())
}

const GOOD: &[u8] = " date 2025-09-02 De president ontving maandag zijn ambtgenoot.".as_bytes();

/// Reads a folder with one bad file between two good ones, and gives what was said of the bad one.
fn said_of(name: &str, bytes: &[u8]) -> String {
    let folder = Folder::new(&name.replace(['.', '/'], "-"));
    folder.write("a.txt", GOOD);
    folder.write(name, bytes);
    folder.write("z.txt", GOOD);
    let (good, bad) = folder.read();
    assert_eq!(good.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(), ["a", "z"], "{name}");
    assert_eq!(bad.len(), 1, "{name}");
    assert!(bad[0].file.ends_with(name));
    let told = bad[0].to_string();
    assert!(told.ends_with(bad[0].remedy()));
    told
}

#[test]
fn binary_files() {
    assert!(
        said_of("foto.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\x01").contains("not a text file")
    );
    assert!(said_of("rapport.html", b"%PDF-1.7 \xe2\xe3\xcf\xd3").contains("not a text file"));
}

#[test]
fn empty_files() {
    for name in ["leeg.txt", "leeg.html", "leeg.jsonl", "leeg.csv"] {
        assert!(said_of(name, b"").contains("holds no text"), "{name}");
        assert!(said_of(&format!("wit-{name}"), b" \n \n").contains("no"), "{name}");
    }
    assert!(said_of("datum.txt", b" date 2025-09-02 \n").contains("holds no text"));
}

#[test]
fn half_a_line_of_json() {
    let folder = Folder::new("half");
    folder.write("a.jsonl", b"{\"id\":\"een\",\"text\":\"Een zin.\"}\n{\"id\":\"twee\",\"te\n{\"id\":\"drie\",\"text\":\"Nog een.\"}");
    let (good, bad) = folder.read();
    assert_eq!(good.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(), ["een", "drie"]);
    assert!(bad[0].to_string().contains("a.jsonl:2: not a JSON object"), "{}", bad[0]);
}

#[test]
fn json_that_is_no_report() {
    let line = |json: &str| said_of("a.jsonl", json.as_bytes());
    assert!(line("[1,2]").contains("not a JSON object (invalid type: sequence, expected a map"));
    assert!(line("{\"text\":").contains("(EOF while parsing a value, at character 8)"));
    assert!(line("{\"text\":5}").contains("a field is no text (invalid type: integer `5`"));
    assert!(line("{}").contains("field `text` is missing"));
}

#[test]
fn reports_over_ten_megabytes() {
    let folder = Folder::new("large");
    folder.write("a.txt", GOOD);
    let large = folder.write("groot.txt", b"");
    fs::File::options().write(true).open(large).and_then(|f| f.set_len(50_000_000)).expect("50 MB");
    let (good, bad) = folder.read();
    assert_eq!(good.len(), 1);
    assert!(bad[0].to_string().contains("50 MB is too large"), "{}", bad[0]);
}

#[test]
fn pages_without_an_article() {
    let page =
        b"<html><body><ul><li><a href=/>Home</a><li><a href=/b>Binnenland</a></ul></body></html>";
    assert!(said_of("index.html", page).contains("no article found"));
}

#[test]
fn invalid_utf8_is_read_with_a_warning() {
    let folder = Folder::new("latin");
    folder.write("a.txt", b" date 2025-09-02 Overleg over Eurazi\xeb en Oekra\xefne.");
    let (good, bad) = folder.read();
    assert!(bad.is_empty());
    assert!(good[0].text.ends_with("Eurazië en Oekraïne."));
    assert!(good[0].warnings[0].contains("not UTF-8"));
}

#[test]
fn the_day_of_the_byline_dates_a_report_that_has_no_other() {
    let dated = |text: &str| kroniek_reader::document("a", text).published;
    let day = |text: &str| Some(text.parse().expect("EDTF"));
    let byline = "Door onze redactie • 12 maart 2025, 09:14\n\nEen zin.";
    assert_eq!(dated(byline), day("2025-03-12"));
    assert_eq!(dated(&format!(" date 2025-03-13 {byline}")), day("2025-03-13"));
    assert_eq!(dated("Een kop\n12 maart 2025\n\nEen zin."), day("2025-03-12"));
    assert_eq!(dated("Op 12 maart 2025 viel het kabinet.\n\nEen zin."), None);
}

#[test]
fn reports_without_a_date_or_with_an_impossible_one_are_read_with_a_warning() {
    let warned = |text: &str| {
        let document = kroniek_reader::document("a", text);
        assert!(document.paragraphs.iter().any(|p| p.text.ends_with("Een zin.")));
        assert_eq!(document.published, None);
        document.warnings.join(" ")
    };
    assert!(warned("Een zin.").contains("no publication date"));
    for date in ["0000-01-01", "0000", "2023-02-30", "2023-13", "99999-01"] {
        assert!(warned(&format!(" date {date} Een zin.")).contains("is no date"), "{date}");
    }
}

#[test]
fn what_cannot_be_opened() {
    let (good, bad) = apart(read(&[PathBuf::from("/nergens/bericht.txt")]));
    assert!(good.is_empty());
    assert!(bad[0].to_string().starts_with("/nergens/bericht.txt: cannot be read"), "{}", bad[0]);
    assert_eq!(bad[0].remedy(), "check the path");
    let denied = std::io::Error::from(std::io::ErrorKind::PermissionDenied);
    let error = ReadError { file: "a.txt".into(), line: None, fault: Fault::Io(denied) };
    assert!(error.to_string().contains("give yourself permission"), "{error}");
}

#[cfg(unix)]
#[test]
fn folders_that_hold_themselves() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new("loop");
    folder.write("in/a.txt", GOOD);
    symlink(&folder.0, folder.0.join("in/terug")).expect("a link");
    symlink(folder.0.join("zelf"), folder.0.join("zelf")).expect("a link");
    symlink(folder.0.join("in"), folder.0.join("ook")).expect("a link");
    let (good, bad) = folder.read();
    assert_eq!(good.len(), 1);
    assert_eq!(bad.len(), 2);
    assert!(bad.iter().all(|e| matches!(e.fault, Fault::Loop)), "{bad:?}");
}

#[test]
fn the_same_name_twice_is_kept_apart() {
    let folder = Folder::new("twice");
    for name in ["a/top.txt", "b/top.txt", "c/top.txt"] {
        folder.write(name, GOOD);
    }
    let (good, _) = folder.read();
    assert_eq!(good.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(), ["top", "top~2", "top~3"]);
    assert!(good[1].warnings[0].contains("`top` is taken"));
}

#[test]
fn folders_are_read_in_order_and_other_files_are_counted() {
    let folder = Folder::new("order");
    for name in ["b.txt", "a/z.txt", "a/y.TXT", ".verborgen.txt", "foto.jpg", "gold.json"] {
        folder.write(name, GOOD);
    }
    let mut all = sources(std::slice::from_ref(&folder.0));
    let names: Vec<String> = all.by_ref().flatten().map(|s| s.stem()).collect();
    assert_eq!(names, ["y", "z", "b"]);
    assert_eq!(all.skipped().count, 2);
    assert!(all.skipped().first.as_deref().is_some_and(|p| p.ends_with("foto.jpg")));
}

#[test]
fn a_file_that_is_named_is_read_whatever_its_ending() {
    let folder = Folder::new("named");
    let path = folder.write("bericht", GOOD);
    assert_eq!(read(&[path]).flatten().count(), 1);
}

#[test]
fn a_stream_of_json_is_read_and_may_be_empty() {
    assert_eq!(read_jsonl("{\"text\":\"Een zin.\"}".as_bytes()).flatten().count(), 1);
    assert_eq!(read_jsonl("".as_bytes()).count(), 0);
    assert!(
        Path::new("-") == sources(&["-".into()]).flatten().next().expect("standard input").path
    );
}
