//! Who acts on whom where a clause does not say it in so many words.

mod common;

/// The events of a short report, each as `TYPE SOURCE -> TARGET`.
fn read(text: &str) -> Vec<String> {
    let events = common::read(text).events;
    events.iter().map(|c| format!("{} {}", c.event_type, common::sides(c))).collect()
}

fn tells(text: &str, event: &str) {
    let read = read(text);
    assert!(read.iter().any(|e| e == event), "{text}\nexpected {event}, found {read:#?}");
}

fn tells_not(text: &str, event: &str) {
    let read = read(text);
    assert!(!read.iter().any(|e| e == event), "{text}\nexpected not {event}, found {read:#?}");
}

#[test]
fn the_other_side_of_the_last_act_is_meant() {
    tells(
        "Rusland zette twee Britse diplomaten uit. Londen noemt dat onaanvaardbaar.",
        "ACCUSE GBR -> RUS",
    );
    tells_not("De winkel sloot. Londen noemt dat onaanvaardbaar.", "ACCUSE GBR -> RUS");
}

#[test]
fn a_participle_under_be_is_a_passive() {
    tells("De Iraanse ambassadeur is door Zweden ontboden.", "ACCUSE SWE -> IRN");
    tells_not("De Iraanse ambassadeur is in Zweden aangekomen.", "ACCUSE SWE -> IRN");
}

#[test]
fn nobody_is_accused_of_what_is_done_to_him() {
    let told = "De Poolse premier zegt dat Litouwen";
    tells_not(&format!("{told} is aangevallen."), "ACCUSE POL -> LTU");
    tells_not(&format!("{told} door Belarus is bestolen en misbruikt."), "ACCUSE POL -> LTU");
    tells(&format!("{told} door Belarus wordt misbruikt."), "ACCUSE POL -> BLR");
    tells(&format!("{told} het verdrag heeft geschonden."), "ACCUSE POL -> LTU");
    tells("India zegt dat het verdrag met Nepal is geschonden.", "ACCUSE IND -> NPL");
}

#[test]
fn a_conjunction_names_no_deed() {
    let told = "Rusland beschoot Oekraïne.";
    tells_not(&format!("{told} Noorwegen meldt dat een schip is gestolen."), "ACCUSE NOR -> RUS");
    tells(&format!("{told} Noorwegen veroordeelde dat."), "ACCUSE NOR -> RUS");
}

#[test]
fn a_quotation_is_the_speakers() {
    tells("'China speelt vals', sneerde Donald Trump.", "ACCUSE USA -> CHN");
    tells_not("China speelt vals; de trainer sneerde.", "ACCUSE USA -> CHN");
}

#[test]
fn of_a_relative_pronoun_and_a_noun_the_noun_acts() {
    tells(
        "Brussel is boos over de heffingen die Trump woensdag tegen China invoerde.",
        "SANCTION USA -> CHN",
    );
    tells("Guatemala en Belize zijn landen die Taiwan nog erkennen.", "SUPPORT GTM+BLZ -> TWN");
}

#[test]
fn what_is_each_others_is_mutual() {
    tells("Letland en Belarus zetten elkaars diplomaten uit.", "SANCTION LVA+BLR -> ");
    tells_not("Letland zette zijn diplomaten uit.", "SANCTION LVA -> ");
}

#[test]
fn a_border_lies_with_the_state_behind_it() {
    tells("Rusland verzamelt troepen aan de grens met Oekraïne.", "MOBILIZE RUS -> UKR");
    tells_not("Rusland verzamelt troepen aan de grens met het bos.", "MOBILIZE RUS -> UKR");
}

#[test]
fn a_threat_is_made_now_though_it_speaks_of_what_is_to_come() {
    tells("Rusland zal reageren op de Finse toetreding.", "THREATEN RUS -> FIN");
    tells_not("Rusland heeft op de Finse toetreding gereageerd.", "THREATEN RUS -> FIN");
}

#[test]
fn an_idiom_needs_its_negation() {
    tells("Berlijn stemt niet in met de Franse eis.", "REJECT DEU -> FRA");
    tells_not("Berlijn stemt in met de Franse eis.", "REJECT DEU -> FRA");
}

#[test]
fn who_gets_something_undergoes_it() {
    tells("Oekraïne kreeg de onvoorwaardelijke steun van Litouwen.", "SUPPORT LTU -> UKR");
    tells_not("Oekraïne gaf steun aan Litouwen.", "SUPPORT LTU -> UKR");
}

#[test]
fn an_occasion_is_shared_by_the_subject_of_its_clause() {
    tells("Na een gesprek met Zelensky zei Macron dat hij tevreden was.", "CONSULT UKR+FRA -> ");
    tells("Op verzoek van Frankrijk kwam Duitsland tussenbeide.", "REQUEST FRA -> DEU");
    tells_not("Macron las een boek over Zelensky.", "CONSULT UKR+FRA -> ");
}

#[test]
fn a_deed_that_is_only_named_is_theirs_who_did_it() {
    let told = "Armenië en Azerbeidzjan sloten een akkoord.";
    tells(&format!("{told} Frankrijk juichte het akkoord toe."), "SUPPORT FRA -> ARM+AZE");
    tells_not("De winkel sloot. Frankrijk juichte het akkoord toe.", "SUPPORT FRA -> ARM+AZE");
}

#[test]
fn what_is_lifted_or_asked_for_is_not_done() {
    tells("De VS hieven de sancties tegen Syrië op.", "CONCEDE USA -> SYR");
    tells_not("De VS hieven de sancties tegen Syrië op.", "SANCTION USA -> SYR");
}

#[test]
fn a_second_clause_without_its_own_subject_shares_the_first() {
    let text = "Netanyahu vertrekt zondag naar Washington en zal Obama vragen om steun.";
    tells(text, "REQUEST ISR -> USA");
    tells_not(text, "REQUEST USA -> ISR");
}

#[test]
fn measures_and_vessels_hold_what_is_given() {
    tells("Turkije stuurde een vliegtuig met hulpgoederen naar Libanon.", "AID TUR -> LBN");
    tells_not("Turkije stuurde een vliegtuig met toeristen naar Libanon.", "AID TUR -> LBN");
}

#[test]
fn nobody_is_guessed_to_have_done_what_only_describes_a_thing() {
    tells("Rusland beschoot Oekraïne.", "ASSAULT RUS -> UKR");
    tells_not("Duda bezocht het beschoten Oekraïne.", "ASSAULT POL -> UKR");
}

#[test]
fn a_host_who_receives_two_is_another_meeting_than_theirs() {
    let text = "Trump en Poetin hebben elkaar maandag ontmoet in Helsinki. De Finse president Sauli Niinistö ontving Trump en Poetin.";
    tells(text, "CONSULT USA+RUS -> ");
    tells(text, "CONSULT FIN -> USA+RUS");
    tells_not(
        "Xi ontmoette Poetin in Peking. Xi ontving Poetin maandag.",
        "CONSULT CHN+RUS -> CHN",
    );
}

#[test]
fn a_noun_names_the_deed_of_its_own_kind() {
    let told = "Ecuador viel vrijdag de Mexicaanse ambassade in Quito binnen. Mexico is boos.";
    tells(&format!("{told} Brazilië veroordeelde de inval."), "ACCUSE BRA -> ECU");
    tells_not(&format!("{told} Brazilië prees de fruitmarkt."), "SUPPORT BRA -> ECU");
}

#[test]
fn whoever_denies_contradicts_all_who_accused_him() {
    let all = "REJECT QAT -> SAU+BHR+EGY";
    tells("Saudi-Arabië, Bahrein en Egypte beschuldigen Qatar van terreur. Doha ontkent.", all);
    tells_not("Saudi-Arabië, Bahrein en Egypte spraken met Qatar. Doha ontkent.", all);
}

#[test]
fn a_number_that_stands_alone_means_those_named() {
    let told = "De Verenigde Staten, Australië en Japan sluiten een verdrag.";
    let three = "ACCUSE CHN -> USA+AUS+JPN";
    tells(&format!("{told} Peking verweet de drie een Koude Oorlogsmentaliteit."), three);
    tells_not(&format!("{told} Peking beschuldigt de drie zeelieden van spionage."), three);
}

#[test]
fn the_ally_of_an_organisation_is_a_member() {
    let told = "Turkije haalde boven Syrië een Russisch toestel neer.";
    tells(&format!("{told} De NAVO schaarde zich achter de bondgenoot."), "SUPPORT @NATO -> TUR");
    tells_not(&format!("{told} De NAVO zag het aan."), "SUPPORT @NATO -> TUR");
}

#[test]
fn those_who_protest_and_police_are_of_the_country_told_of() {
    tells(
        "In Nepal is het onrustig. De politie arresteerde twintig betogers.",
        "COERCE NPL -> NPL",
    );
    tells("In Nepal is het onrustig. Agenten arresteerden twintig betogers.", "COERCE NPL -> NPL");
    tells_not("Agenten arresteerden twintig betogers.", "COERCE NPL -> NPL");
}
