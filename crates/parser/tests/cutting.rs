//! Text cut into sentences and tokens: what UD does with Dutch, and what holds of any input.

use kroniek_model::{Document, Field, Paragraph, ParagraphKind, Sentence};
use kroniek_pack::Source;
use kroniek_parser::Parser;
use kroniek_parser::engine::Bare;
use proptest::prelude::*;
use std::sync::LazyLock;

static DUTCH: LazyLock<Parser> = LazyLock::new(|| Parser::new(&Source::Embedded, "nl").unwrap());

/// The tokens parted by a space, the sentences by a bar.
fn cut(text: &str) -> String {
    let forms =
        |s: &Sentence| s.tokens.iter().map(|t| t.form.as_str()).collect::<Vec<_>>().join(" ");
    DUTCH.parse_text(text).iter().map(forms).collect::<Vec<_>>().join(" | ")
}

/// Each line is a text and, after `=>`, what it is cut into.
fn check(cases: &str) {
    for case in cases.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let (text, expected) = case.split_once(" => ").expect(case);
        assert_eq!(cut(text), expected, "{text}");
    }
}

#[test]
fn marks_stand_apart_and_words_stay_whole() {
    check(
        "
        De top (in Tianjin) begon. => De top ( in Tianjin ) begon .
        De SCO-top in Zuid-Korea, zei zo'n VN'er. => De SCO-top in Zuid-Korea , zei zo'n VN'er .
        Rechten van lhbti'ers en foto's => Rechten van lhbti'ers en foto's
        De (sub)faculteit en \"proef\"-stations => De (sub)faculteit en \"proef\"-stations
        Het en/of-verhaal, Amersfoort/Barneveld. => Het en/of-verhaal , Amersfoort/Barneveld .
        De zomer... en toen? => De zomer ... en toen ?
        Sancties—of niet. => Sancties — of niet .
        Meer dan 1.500 man, 3,5 procent om 14:41 uur. => Meer dan 1.500 man , 3,5 procent om 14:41 uur .
        Zie https://kroniek.example/a,b. Of niet. => Zie https://kroniek.example/a,b . | Of niet .
        Mail pers@kroniek.example! => Mail pers@kroniek.example !
        De 1e en 21e keer => De 1e en 21e keer
        Dat zei hij:'Nee' => Dat zei hij : ' Nee '
        ",
    );
}

#[test]
fn apostrophes_belong_to_words_and_quotes_do_not() {
    check(
        "
        's Avonds in ‘s-Gravenhage zei hij 't. => 's Avonds in ‘s-Gravenhage zei hij 't .
        In de jaren '30 was dat zo. => In de jaren '30 was dat zo .
        Hij noemde dat 'zeer goed'. => Hij noemde dat ' zeer goed ' .
        Hij zei ‘ zeer teleurgesteld’ te zijn. => Hij zei ‘ zeer teleurgesteld ’ te zijn .
        Dat is Hans' plan en 'Hans' ook. => Dat is Hans' plan en ' Hans ' ook .
        ‘Er is een plan’, zei hij. => ‘ Er is een plan ’ , zei hij .
        ,,Mijn plan,'' zei Wang. => ,, Mijn plan , '' zei Wang .
        „Nee”, zei zij. => „ Nee ” , zei zij .
        ",
    );
}

#[test]
fn abbreviations_keep_their_stop_and_end_no_sentence() {
    check(
        "
        Volgens drs. J.P. de Vries en mr. Jansen. => Volgens drs. J.P. de Vries en mr. Jansen .
        Landen, o.a. China, m.n. in Z.-Korea. => Landen , o.a. China , m.n. in Z.-Korea .
        Hij vertrok 3 jl. De reis duurde lang. => Hij vertrok 3 jl. | De reis duurde lang .
        Hij ging naar de VS. Dat zei Poetin. => Hij ging naar de VS . | Dat zei Poetin .
        De VS vs. China, en de S.P. => De VS vs. China , en de S.P.
        Op grond van art. 5 bijv. China. => Op grond van art. 5 bijv. China .
        Moderne art. Dat is het. => Moderne art . | Dat is het .
        Kim sr. en C. Vos spraken. => Kim sr. en C. Vos spraken .
        Dat is plan B. De rest niet. => Dat is plan B . | De rest niet .
        Op 3 okt. 2024 en in sept. vorig jaar. => Op 3 okt. 2024 en in sept . vorig jaar .
        Landen, steden enz. Het hield op. => Landen , steden enz. | Het hield op .
        De V.S. sloten een verdrag. => De V.S. sloten een verdrag .
        ",
    );
}

#[test]
fn sentences_end_after_the_quote_that_closes() {
    check(
        "
        \"We gaan.\" Hij ging. => \" We gaan . \" | Hij ging .
        “We gaan. Nu!” zei hij. => “ We gaan . | Nu ! ” zei hij .
        'Komt u?' vroeg Kim. Ja. => ' Komt u ? ' vroeg Kim . | Ja .
        Hij kwam (te laat. Of niet.) toch. => Hij kwam ( te laat . Of niet . ) toch .
        Het einde.Het begin. => Het einde . | Het begin .
        Hij zweeg... Toen ging hij. => Hij zweeg ... | Toen ging hij .
        Hij zweeg... toen ging hij. => Hij zweeg ... toen ging hij .
        In 2020. 55 landen keurden het goed. => In 2020 . | 55 landen keurden het goed .
        ",
    );
}

#[test]
fn a_heading_that_runs_on_is_parted_from_what_follows() {
    check(
        "
        Externe links De partij won de verkiezingen. => Externe links | De partij won de verkiezingen .
        Handboeien lagen er niet klaar De president bezocht een land. => Handboeien lagen er niet klaar | De president bezocht een land .
        De Chinese minister van Buitenlandse Zaken Wang liet zich uit. => De Chinese minister van Buitenlandse Zaken Wang liet zich uit .
        De krant De Telegraaf schrijft dat Kim Jong Un kwam. => De krant De Telegraaf schrijft dat Kim Jong Un kwam .
        De Russische minister Lavrov van Buitenlandse Zaken. => De Russische minister Lavrov van Buitenlandse Zaken .
        Kanselier Mark Rutte vertrekt. => Kanselier Mark Rutte vertrekt .
        De VN-gezant Mark Rutte vertrekt. => De VN-gezant Mark Rutte vertrekt .
        Koning Het koninkrijk werd een republiek. => Koning | Het koninkrijk werd een republiek .
        ",
    );
}

#[test]
fn a_bullet_begins_an_item_unless_it_multiplies_or_marks_a_word() {
    check(
        "
        Er zijn drie: * De haven * Het plein => Er zijn drie : | * De haven | * Het plein
        • Brussel • Gent => • Brussel | • Gent
        Reken 3 * 4 uit. => Reken 3 * 4 uit .
        De vorst ( * 12 mei ) sprak. => De vorst ( * 12 mei ) sprak .
        Een *bijna vergeten plein => Een *bijna vergeten plein
        ",
    );
}

#[test]
fn headings_are_one_sentence_and_noise_is_not_read() {
    let paragraph = |kind, text| Paragraph::verbatim(kind, Field::Text, text, 0);
    let document = Document {
        paragraphs: vec![
            paragraph(ParagraphKind::Heading, "Top in Peking. Wat nu?"),
            paragraph(ParagraphKind::Noise, "Lees ook dit."),
            paragraph(ParagraphKind::Body, "Het begon. Het eindigde."),
        ],
        ..Document::default()
    };
    let places: Vec<usize> = DUTCH.parse(&document).iter().map(|s| s.paragraph).collect();
    assert_eq!(places, [0, 2, 2]);
}

#[test]
fn a_sentence_over_the_cap_is_cut_at_a_mark_with_a_warning() {
    let text = "een twee drie, ".repeat(150);
    let paragraphs = vec![Paragraph::verbatim(ParagraphKind::Body, Field::Text, &text, 0)];
    let mut warnings = Vec::new();
    let document = Document { paragraphs, ..Document::default() };
    let sentences = DUTCH.parse_noting(&document, &mut warnings);
    assert!(
        sentences.iter().all(|s| s.tokens.len() <= 200 && s.tokens.last().unwrap().form == ",")
    );
    assert_eq!(warnings.len(), 1);
}

#[test]
fn blank_lines_part_the_paragraphs_of_bare_text() {
    let sentences = DUTCH.parse_text("Kop zonder punt\n\nEen zin\nop twee regels.\n");
    assert_eq!(sentences.len(), 2);
    assert_eq!(sentences[1].tokens[0].span.start, 17);
}

/// What must hold of any text: spans follow each other, hold their forms, and leave out white space only; each tree has
/// one root.
fn sound(parser: &Parser, text: &str) {
    let sentences = parser.parse_text(text);
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    for token in sentences.iter().flat_map(|s| &s.tokens) {
        let (start, end) = (token.span.start as usize, token.span.end as usize);
        assert!(chars[at..start].iter().all(|c| c.is_whitespace()), "text left out before {start}");
        assert!(start < end && token.form == chars[start..end].iter().collect::<String>());
        at = end;
    }
    assert!(chars[at..].iter().all(|c| c.is_whitespace()));
    for sentence in &sentences {
        let roots = sentence.tokens.iter().filter(|t| t.head.is_none()).count();
        assert_eq!(roots, 1);
        assert!(sentence.tokens.len() <= 200);
    }
}

proptest! {
    #[test]
    fn any_text_is_covered(text in "\\PC{0,200}") {
        sound(&DUTCH, &text);
    }

    #[test]
    fn any_bytes_are_covered(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        sound(&DUTCH, &String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn marks_and_words_in_any_order_are_covered(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "'", "''", "\"", ",,", ".", "...", "(", ")", "-", "'s", "o.a.", "J.", "De", "en", " ", "\n\n", "3", "www.",
                "@", "’", "—", "\0", "😀", "é",
            ]),
            0..60,
        )
    ) {
        sound(&DUTCH, &parts.concat());
    }
}

/// Texts that hold no sentence.
const ODD: [&str; 16] = [
    "a", ",", "\"", "'", "😀", "\0", ".", "(", "a,", "a.", "'s ", "A. ", ". \" ", "a—", "{(",
    "'30 ",
];

#[test]
fn odd_texts_are_read() {
    ODD.iter().for_each(|piece| sound(&DUTCH, &piece.repeat(600)));
}

/// Cutting alone, since its time could grow with the square; the engine sees capped sentences whatever the text.
#[test]
fn monstrous_texts_are_covered_in_linear_time() {
    let cutter = Parser::new(&Source::Embedded, "nl").unwrap().with_engine(Box::new(Bare));
    ODD.iter().for_each(|piece| sound(&cutter, &piece.repeat(200_000 / piece.len())));
    sound(&cutter, &"a".repeat(1_000_000));
    sound(&cutter, &", ".repeat(10_000));
}

#[test]
fn damaged_weights_are_told_with_their_file() {
    let root = std::env::temp_dir().join(format!("kroniek-parser-{}", std::process::id()));
    let pack = root.join("packs/xx");
    std::fs::create_dir_all(pack.join("weights")).unwrap();
    let build = |file: &str, text: &str| std::fs::write(pack.join(file), text).unwrap();
    let fault = || Parser::new(&Source::Folder(root.clone()), "xx").err().map(|c| c.file);
    assert_eq!(fault().unwrap(), "packs/xx/text.toml");
    build("text.toml", "");
    build(
        "grammar.toml",
        "agent = []\nobject_control = []\nsubject_control = []\n\
         [regular]\ninfinitive = \"en\"\nparticiple = \"ge\"\nendings = []\n",
    );
    assert_eq!(fault(), None);
    build("weights/ends.bin", "short");
    assert_eq!(fault().unwrap(), "packs/xx/weights/ends.bin");
    std::fs::remove_dir_all(&root).unwrap();
}
