//! Several fields: each with words of its own, dates shown back, nothing sent while typing.

use crate::composite::{
    HEALTH_CHECK, fill,
    health_check::{Card, Scene, submit},
};
use serde_json::json;
use shirabe_tests::{browser::Ending, wording::words};

const SECTION: &str = "[data-step=type-insurance]";

fn at_the_fields(scene: &Scene, language: &'static str) {
    let visit = scene.visit(language);
    visit.open_check();
    visit.choose_line("insurance");
    visit.wait_for_step("type-insurance");
}

/// The mistakes at the fields, in their order; empty where there is none.
fn mistakes(scene: &Scene) -> Vec<String> {
    let texts = scene.browser.script(
        "return [...document.querySelectorAll(`${arguments[0]} [data-part=field-error]`)]
           .map((line) => (line.checkVisibility() ? line.textContent : ''));",
        &[json!(SECTION)],
    );
    serde_json::from_value(texts).expect("a list of texts")
}

#[test]
fn each_field_says_what_is_wrong_with_it_and_the_summary_names_them_all() {
    let cases = [
        (["", "", "", "", ""], ["input-empty", "input-empty", "input-empty"]),
        (
            ["記号", "123456789", "1985", "2", "30"],
            ["number-code-character", "number-code-length", "date-calendar"],
        ),
        (["1130001", "1", "85", "4", "1"], ["", "", "date-form"]),
        (["1130001", "", "昭和60", "4", ""], ["", "input-empty", "date-form"]),
        (["1130001", "1", "昭和65", "4", "1"], ["", "", "date-calendar"]),
    ];
    for language in ["en", "ja"] {
        let scene = Scene::new();
        at_the_fields(&scene, language);
        let visit = scene.visit(language);
        for (texts, codes) in cases {
            let [symbol, number, year, month, day] = texts.map(str::to_owned);
            Card { symbol, number, year, month, day }.type_into(&scene.browser);
            assert!(matches!(submit(&visit), Ending::Refused { .. }), "{texts:?}");
            let expected = codes.map(|code| match code {
                "" => String::new(),
                code => words(language, &format!("input-{code}")),
            });
            assert_eq!(mistakes(&scene), expected, "{texts:?}");
            let summary = scene.browser.text_of(&format!("{SECTION} [data-part=error-summary]"));
            let lines = summary.lines().filter(|line| line.contains(": ")).count();
            assert_eq!(lines, codes.iter().filter(|code| !code.is_empty()).count(), "{summary}");
            assert!(expected.iter().all(|words| summary.contains(words)), "{summary}");
            assert_eq!(scene.browser.focused(), "div error-summary");
        }
        assert_eq!(scene.proxy.exchanges_with("/evaluate").len(), 0, "nothing was sent");
    }
}

#[test]
fn a_line_of_the_summary_leads_to_its_field_which_can_be_mended() {
    let scene = Scene::new();
    at_the_fields(&scene, "en");
    let visit = scene.visit("en");
    let person = Card::of(&sample_data::people(HEALTH_CHECK)[7]);
    let wrong = Card { month: "13".into(), ..Card::of(&sample_data::people(HEALTH_CHECK)[7]) };
    wrong.type_into(&scene.browser);
    assert_eq!(submit(&visit), Ending::refused("input:date-calendar"));
    scene.browser.click(&format!("{SECTION} [data-part=error-line]:not([hidden]) a"));
    let id = scene.browser.script("return document.activeElement.id;", &[]);
    assert_eq!(id, "field-insurance-birth-date-year");
    let invalid = scene.browser.script(
        "return [...document.querySelectorAll('[aria-invalid]')].map((field) => field.id);",
        &[],
    );
    assert_eq!(
        invalid,
        json!(["year", "month", "day"].map(|part| format!("field-insurance-birth-date-{part}")))
    );
    fill(&scene.browser, "field-insurance-birth-date-month", &person.month);
    assert_eq!(submit(&visit), Ending::listed(&["employees"]));
}

#[test]
fn a_date_is_shown_back_as_it_was_understood() {
    for (language, shown) in
        [("en", "We read this as 1 April 1985."), ("ja", "1985年4月1日として調べます。")]
    {
        let scene = Scene::new();
        at_the_fields(&scene, language);
        scene.browser.wait_until(
            "everything that is fetched beforehand",
            "document.readyState === 'complete'",
        );
        let quiet = std::time::Duration::from_secs(2);
        let before = scene.proxy.exchanges_after_quiet(quiet).len();
        let read_back = || scene.browser.text_of(&format!("{SECTION} [data-part=understood]"));
        let type_date = |texts: [&str; 3]| {
            for (part, text) in ["year", "month", "day"].into_iter().zip(texts) {
                fill(&scene.browser, &format!("field-insurance-birth-date-{part}"), text);
            }
        };
        let is_shown = format!(
            "document.querySelector('{SECTION} [data-part=understood]').innerText === '{shown}'"
        );
        for year in ["1985", "昭和60", "S60", "昭和６０年", "１９８５"] {
            type_date([year, "4", "1"]);
            scene.browser.wait_until(&format!("{year} read back"), &is_shown);
            type_date([year, "4", "31"]);
            let gone = "document.querySelector('[data-part=understood]').textContent === ''";
            scene.browser.wait_until("a day that does not exist is not read back", gone);
        }
        type_date(["令和元", "5", "1"]);
        scene.browser.wait_until(
            "the first year of an era read back",
            "document.querySelector('[data-part=understood] time')?.dateTime === '2019-05-01'",
        );
        assert!(read_back().contains("2019"), "{}", read_back());
        assert_eq!(scene.proxy.exchanges().len(), before, "typing causes no request");
    }
}

#[test]
fn a_shared_device_is_offered_no_suggestions() {
    let scene = Scene::new();
    at_the_fields(&scene, "ja");
    let autocomplete = || {
        scene.browser.script(
            "return [...document.querySelectorAll(`${arguments[0]} input.field`)]
               .map((field) => field.autocomplete);",
            &[json!(SECTION)],
        )
    };
    assert_eq!(autocomplete(), json!(["off", "off", "bday-year", "bday-month", "bday-day"]));
    scene.browser.click(&format!("{SECTION} [data-action=shared-device]"));
    assert_eq!(autocomplete(), json!(["off", "off", "off", "off", "off"]));
}
