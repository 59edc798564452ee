//! Every language says everything, in its own words and letters.

use super::samples;
use crate::{
    incidents::definition::{Certainty, Definition, EntryKind, Investigation, OrganisationRole},
    site::advice,
    words::{Language, Words, failures, readings, texts},
};
use askama::filters::Escaper;
use shirabe_protocol::error::{CheckError, InputError};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

const WEB: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../web");

/// The texts of one language as they are written, by key: those of staff or all others.
fn entries_of(language: Language, staff: bool) -> BTreeMap<String, String> {
    let folder = format!("{WEB}/locales/{}", language.tag());
    let mut entries: BTreeMap<String, String> = BTreeMap::new();
    for file in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = file.file_name().unwrap().to_str().unwrap();
        if !name.ends_with(".ftl") || name.starts_with("staff-") != staff {
            continue;
        }
        let mut last = String::new();
        for line in fs::read_to_string(&file).unwrap().lines() {
            let key = line.split_once(" =").filter(|_| line.starts_with(char::is_alphabetic));
            if let Some((key, text)) = key {
                let before = entries.insert(key.to_owned(), text.to_owned());
                assert_eq!(before, None, "{key} is there twice in {}", language.tag());
                key.clone_into(&mut last);
            } else if line.starts_with([' ', '}']) {
                entries.get_mut(&last).unwrap().push_str(line);
            }
        }
    }
    entries
}

fn keys_of(language: Language, staff: bool) -> BTreeSet<String> {
    entries_of(language, staff).into_keys().collect()
}

fn placeables(text: &str) -> BTreeSet<&str> {
    text.split('$').skip(1).map(|rest| rest.split([' ', '}']).next().unwrap()).collect()
}

#[test]
fn every_language_has_the_keys_and_values_of_english() {
    let english = entries_of(Language::English, false);
    assert!(english.len() > 250);
    for language in Language::ALL {
        let own = entries_of(language, false);
        let missing: Vec<_> = english.keys().filter(|key| !own.contains_key(*key)).collect();
        let other: Vec<_> = own.keys().filter(|key| !english.contains_key(*key)).collect();
        let tag = language.tag();
        assert!(missing.is_empty() && other.is_empty(), "{tag} lacks {missing:?}, has {other:?}");
        for (key, text) in &own {
            assert_eq!(placeables(text), placeables(&english[key]), "{tag}: {key}");
            // A text that the loader could not parse would be missing here.
            assert!(Words::of(language).has(key), "{tag}: {key}");
        }
    }
    let [japanese, of_staff] = Language::OF_STAFF.map(|language| keys_of(language, true));
    assert_eq!(japanese, of_staff);
    assert!(of_staff.iter().all(|key| Words::of(Language::Japanese).has(key)));
}

#[test]
fn every_folder_is_a_language() {
    let folders = fs::read_dir(format!("{WEB}/locales")).unwrap();
    let folders: BTreeSet<_> = folders.map(|entry| entry.unwrap().file_name()).collect();
    let tags = Language::ALL.map(|language| language.tag().into());
    assert_eq!(folders, BTreeSet::from(tags));
}

/// Single words and figures that languages share: Nepali with Hindi, Chinese with Japanese, both
/// kinds of Japanese, and those that took a word from English.
const SHARED: [&str; 26] = [
    "all-counter",
    "all-counter-of",
    "bytes-received-count",
    "bytes-sent-count",
    "class-education-levels",
    "class-email-addresses",
    "class-names",
    "class-nationalities",
    "class-passwords",
    "class-shirabe-country-of-origin",
    "date-day",
    "date-month",
    "date-year",
    "facts",
    "footer-program",
    "how-picture-received",
    "how-picture-sent",
    "how-picture-server",
    "language-switch",
    "people",
    "problem-code",
    "real-program-version",
    "record-feed",
    "review-japanese",
    "stages",
    "type-email-heading",
];

#[test]
fn no_language_shows_the_text_of_another() {
    let entries = Language::ALL.map(|language| (language.tag(), entries_of(language, false)));
    let mut same = Vec::new();
    for (position, (tag, texts)) in entries.iter().enumerate() {
        for (other, others) in &entries[position + 1..] {
            let equal = |(key, text): &(&String, &String)| others.get(*key) == Some(*text);
            let keys = texts.iter().filter(equal).map(|(key, _)| key.as_str());
            let keys = keys.filter(|key| !SHARED.contains(key));
            same.extend(keys.map(|key| format!("{tag} = {other}: {key}")));
        }
    }
    assert!(same.is_empty(), "{same:#?}");
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Kana,
    Han,
    Hangul,
    Devanagari,
    Burmese,
    Other,
}

fn script(letter: char) -> Script {
    match letter {
        '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => Script::Latin,
        '\u{3041}'..='\u{30FF}' => Script::Kana,
        '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7A3}' => {
            Script::Hangul
        }
        '\u{900}'..='\u{97F}' => Script::Devanagari,
        '\u{1000}'..='\u{109F}' => Script::Burmese,
        letter if readings::is_kanji(letter) => Script::Han,
        _ => Script::Other,
    }
}

/// The scripts that a language is written in.
fn scripts(language: Language) -> &'static [Script] {
    match language {
        Language::Japanese | Language::EasyJapanese => &[Script::Kana, Script::Han],
        Language::Chinese => &[Script::Han],
        Language::Hindi | Language::Nepali => &[Script::Devanagari],
        Language::Burmese => &[Script::Burmese],
        Language::Korean => &[Script::Hangul],
        _ => &[Script::Latin],
    }
}

/// Names that are written so in every language, and Japanese words that readers of the others must
/// find on a card, a paper or in an address.
const NAMES: [&str; 34] = [
    "name@example.com",
    "K7QX-4M2P-9D1T-R",
    "Personal Information Protection Commission",
    "JavaScript",
    "SHA-256",
    "My Number",
    "open source",
    "fingerprint",
    "Cookie",
    "Wi-Fi",
    "JSON",
    "Atom",
    "API",
    "SMS",
    "S60",
    "BS",
    "AD",
    "個人情報保護委員会",
    "消費者ホットライン",
    "マイナンバーカード",
    "健康保険証",
    "成年後見人",
    "在留カード",
    "在留資格",
    "委任状",
    "カタカナ",
    "ひらがな",
    "ヤマダ",
    "カナ",
    "ハナコ",
    "令和元",
    "昭和",
    "記号",
    "番号",
];

/// The letters that a reader sees: without names, values and what chooses between them, and without
/// single letters such as those of a code.
fn letters(text: &str) -> Vec<char> {
    let text = NAMES.iter().fold(text.to_owned(), |text, name| text.replace(name, ""));
    let chooses = text.contains("->");
    let mut letters = Vec::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '$' => drop(characters.by_ref().find(|next| [' ', '}'].contains(next))),
            '[' if chooses => drop(characters.by_ref().find(|next| *next == ']')),
            letter => letters.push(letter),
        }
    }
    let words = letters.split(|letter| !letter.is_alphabetic());
    let words = words.flat_map(|word| word.chunk_by(|a, b| script(*a) == script(*b)));
    words.filter(|word| word.len() > 1 || !word[0].is_ascii()).flatten().copied().collect()
}

#[test]
fn every_text_is_in_the_letters_of_its_language() {
    let mut foreign = Vec::new();
    for language in Language::ALL {
        for (key, text) in entries_of(language, false) {
            let unlike = |letter: &char| !scripts(language).contains(&script(*letter));
            let found: String = letters(&text).into_iter().filter(unlike).collect();
            if !found.is_empty() {
                foreign.push(format!("{}, {key}: {found}", language.tag()));
            }
        }
    }
    assert!(foreign.is_empty(), "{foreign:#?}");
}

/// What is left where each reading takes the place of its kanji.
fn in_kana(text: &str) -> String {
    let mut kana = String::new();
    readings::Kana.write_escaped_str(&mut kana, text).unwrap();
    kana
}

#[test]
fn in_easy_japanese_every_kanji_has_a_reading() {
    let own = entries_of(Language::EasyJapanese, false);
    let unread = own.iter().filter(|(key, text)| {
        !key.ends_with("language-name") && in_kana(text).contains(readings::is_kanji)
    });
    let unread: Vec<_> = unread.collect();
    assert!(unread.is_empty(), "{unread:#?}");
    // A reading that is none would stay as brackets.
    let brackets: Vec<_> = own.iter().filter(|(_, text)| in_kana(text).contains('《')).collect();
    assert!(brackets.is_empty(), "{brackets:#?}");
    for language in Language::ALL.into_iter().filter(|one| *one != Language::EasyJapanese) {
        let marked = |text: &String| text.contains(['《', '》', '｜']);
        assert!(!entries_of(language, false).values().any(marked), "{}", language.tag());
    }
}

/// Plural forms take in more numbers than one in some languages: each must name its number.
#[test]
fn people_are_counted_in_every_language() {
    for language in Language::ALL {
        let words = Words::of(language);
        for count in (0..=30).chain([100, 101, 121, 1_000, 15_829, 1_000_000]) {
            let counted = words.people(count);
            let number = crate::words::formats::number(language, count);
            assert!(counted.contains(&number), "{}: {counted}", language.tag());
            let bits = words.bits("bytes-learned-count", (count % 7) as u8);
            assert!(bits.contains(&(count % 7).to_string()), "{}: {bits}", language.tag());
        }
    }
}

#[test]
fn the_samples_speak_every_language() {
    let tags = BTreeSet::from(Language::ALL.map(Language::tag));
    for definition in samples() {
        let own: BTreeSet<_> = definition.languages.iter().map(String::as_str).collect();
        assert_eq!(own, tags, "{}", definition.slug);
        for language in Language::ALL {
            for text in own_texts(&definition, language.tag()) {
                let native = |letter: char| scripts(language).contains(&script(letter));
                let place = format!("{}, {}: {text}", definition.slug, language.tag());
                assert!(text.contains(native), "{place}");
                if language == Language::EasyJapanese {
                    assert!(!in_kana(text).contains(readings::is_kanji), "{place}");
                    assert!(!in_kana(text).contains('《'), "{place}");
                } else {
                    assert!(!text.contains(['《', '｜']), "{place}");
                }
            }
        }
    }
}

/// Every text of an incident in one language, but the names of organisations.
fn own_texts<'a>(definition: &'a Definition, tag: &str) -> Vec<&'a str> {
    let texts = &definition.texts[tag];
    let mut all = vec![texts.title.as_str(), texts.desk_hours.as_str()];
    all.extend(texts.what_happened.iter().map(String::as_str));
    all.extend(texts.hints.values().map(String::as_str));
    all.extend(definition.groups.iter().map(|group| group.title[tag].as_str()));
    all.extend(definition.timeline.iter().map(|entry| entry.text[tag].as_str()));
    for declared in &definition.kinds {
        all.extend(declared.title.iter().map(|title| title[tag].as_str()));
        for field in &declared.fields {
            all.push(&field.label[tag]);
            all.extend(field.hint.iter().map(|hint| hint[tag].as_str()));
        }
    }
    all
}

fn assert_everywhere(key: &str) {
    assert_in(&Language::ALL, key);
}

fn assert_in(languages: &[Language], key: &str) {
    for language in languages.iter().copied() {
        assert!(Words::of(language).has(key), "{} has no text for {key}", language.tag());
    }
}

#[test]
fn every_code_of_the_protocol_has_a_sentence() {
    InputError::ALL.into_iter().for_each(|error| assert_everywhere(&failures::input_key(error)));
    CheckError::ALL.into_iter().for_each(|error| assert_everywhere(failures::check_key(error)));
    failures::OTHER_FAILURES.into_iter().for_each(|(_, key)| assert_everywhere(key));
}

#[test]
fn every_problem_has_a_page() {
    let staff = entries_of(Language::English, true);
    for problem in crate::problem::Problem::ALL {
        for part in ["title", "text"] {
            let key = format!("problem-{}-{part}", problem.code());
            let of_staff = staff.contains_key(&key);
            assert_in(if of_staff { &Language::OF_STAFF } else { &Language::ALL }, &key);
        }
    }
}

#[test]
fn every_term_is_fixed() {
    for certainty in [
        Certainty::WasTaken,
        Certainty::MayHaveBeenTaken,
        Certainty::MayHaveBeenViewed,
        Certainty::SentToTheWrongPerson,
        Certainty::DownloadedDeletionConfirmed,
    ] {
        for kind in ["certainty", "data", "meaning"] {
            assert_everywhere(&format!("{kind}-{}", certainty.code()));
        }
    }
    for role in [
        OrganisationRole::Responsible,
        OrganisationRole::Contractor,
        OrganisationRole::SubContractor,
        OrganisationRole::CallCentre,
    ] {
        assert_everywhere(&format!("role-{}", role.code()));
    }
    for investigation in [Investigation::Ongoing, Investigation::Finished] {
        assert_everywhere(&format!("investigation-{}", investigation.code()));
    }
    for kind in EntryKind::ALL {
        assert_everywhere(&format!("record-kind-{}", kind.code()));
    }
    for key in advice::keys() {
        assert_everywhere(&format!("{key}-title"));
        assert_everywhere(&format!("{key}-text"));
    }
}

#[test]
fn every_data_class_of_the_samples_has_plain_words() {
    let mut classes = 0;
    for definition in samples() {
        for class in definition.groups.iter().flat_map(|group| &group.data_classes) {
            assert_everywhere(&texts::data_class_key(class));
            classes += 1;
        }
    }
    assert!(classes > 10);
}

#[test]
fn templates_name_only_texts_that_exist() {
    let mut names = 0;
    let staff = Path::new(WEB).join("templates/staff");
    for file in template_files(Path::new(&format!("{WEB}/templates"))) {
        let template = fs::read_to_string(&file).unwrap();
        let of_staff = file.starts_with(&staff);
        for call in ["w.text(\"", "w.with(\""] {
            for rest in template.split(call).skip(1) {
                let languages: &[_] = if of_staff { &Language::OF_STAFF } else { &Language::ALL };
                assert_in(languages, rest.split('"').next().unwrap());
                names += 1;
            }
        }
        // Readings are elements, which an attribute cannot hold.
        for rest in template.split("=\"{{ w.").skip(1).filter(|_| !of_staff) {
            if !rest.starts_with("text(") && !rest.starts_with("with(") {
                continue;
            }
            let words = rest.split("}}").next().unwrap();
            assert!(words.ends_with("|escape(\"attribute\") "), "{words} in {}", file.display());
        }
        for forbidden in ["style=\"", "|safe", "<style", "onclick"] {
            assert!(!template.contains(forbidden), "{forbidden} in {}", file.display());
        }
    }
    assert!(names > 50);
}

fn template_files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { template_files(&path) } else { vec![path] })
        .collect()
}
