//! Every page and every state of the check, in every language, on the narrowest of phones:
//! axe-core finds nothing, nothing stands out to the side, every target can be hit, and every
//! word is one of that language.

use crate::page::{
    all_samples::{html_language, languages},
    walk::Walk,
};
use serde_json::json;
use shirabe_tests::{
    browser::{Browser, Scheme, Width},
    workspace,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

#[test]
fn the_first_half_of_the_languages_is_sound_on_every_page() {
    let languages = languages();
    walk_all(&languages[..languages.len().div_ceil(2)]);
}

#[test]
fn the_second_half_of_the_languages_is_sound_on_every_page() {
    let languages = languages();
    walk_all(&languages[languages.len().div_ceil(2)..]);
}

/// Tells everything that was found, so that one run is enough to mend it.
fn walk_all(languages: &[&'static str]) {
    let walk = Walk::new();
    walk.browser.look(Width::Narrow, Scheme::Light);
    let keys = keys_of_texts();
    let mut found = Vec::new();
    let mut looked = 0;
    let mut titles: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for language in languages {
        let mut look = |name: &str| {
            looked += 1;
            let problems = problems(&walk.browser, language, &keys);
            found.extend(problems.into_iter().map(|what| format!("{language} {name}: {what}")));
            // Easy Japanese may call a page what Japanese calls it.
            if *language != "ja-easy" {
                let title = walk.browser.script("return document.title;", &[]).to_string();
                if !titles.entry(name.to_owned()).or_default().insert(title.clone()) {
                    found
                        .push(format!("{language} {name}: titled as in another language: {title}"));
                }
            }
        };
        walk.pages(language, &mut look);
        walk.questions(language, &mut look);
        walk.composite_and_all(language, &mut look);
    }
    assert!(found.is_empty(), "{} problems:\n{}", found.len(), found.join("\n"));
    assert!(looked >= 29 * languages.len(), "only {looked} pages were looked at");
}

fn problems(browser: &Browser, language: &str, keys: &BTreeSet<String>) -> Vec<String> {
    let mut problems = browser.accessibility_violations();
    problems.extend(browser.small_targets().iter().map(|target| format!("too small: {target}")));
    problems.extend(browser.wider_than_the_page().iter().map(|what| format!("too wide: {what}")));
    let facts = browser.script(
        "return { language: document.documentElement.lang, title: document.title,
                  source: document.documentElement.outerHTML };",
        &[],
    );
    if facts["language"] != json!(html_language(language)) {
        problems.push(format!("html lang is {}", facts["language"]));
    }
    let title = facts["title"].as_str().unwrap_or_default();
    if title.split(" | ").any(|half| half.trim().is_empty()) || title.contains('<') {
        problems.push(format!("the title is {title:?}"));
    }
    // The source holds what is not shown yet too.
    let source = facts["source"].as_str().unwrap_or_default();
    for mark in ["{ $", "{$", "《", "》", "Unknown localization"] {
        if let Some(at) = source.find(mark) {
            let around: String = source[at..].chars().take(60).collect();
            problems.push(format!("{mark} in the page: {around}"));
        }
    }
    let text = browser.visible_text();
    for mark in ["undefined", "NaN", "[object", "null"] {
        if text.contains(mark) {
            problems.push(format!("{mark} in the text: {text}"));
        }
    }
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    problems.extend(words.filter(|word| keys.contains(*word)).map(|key| format!("raw key {key}")));
    problems
}

/// Names of texts that no sentence would hold.
fn keys_of_texts() -> BTreeSet<String> {
    let folder = workspace().join("web/locales/en");
    let mut keys = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("the English texts") {
        let text = fs::read_to_string(entry.expect("an entry").path()).expect("a Fluent file");
        let names = text.lines().filter_map(|line| line.split_once(" =")).map(|(name, _)| name);
        keys.extend(names.filter(|name| name.contains('-')).map(str::to_owned));
    }
    assert!(keys.len() > 100, "no texts");
    keys
}
