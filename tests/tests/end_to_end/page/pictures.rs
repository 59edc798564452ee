//! Pictures for people, in `target/screenshots/page-*`, of what most people see: narrow, on a
//! phone and at a desk, in five scripts. What a program can see of them is asserted: nothing
//! stands out to the side, also with letters of twice the size and with WCAG's distances.

use crate::page::{
    all_samples::{CAREER, languages},
    scene::{TWO_GROUPS, UNLISTED},
    walk::Walk,
};
use shirabe_tests::browser::{Browser, Ending, Kind, Scheme, Width};

const PICTURED: [&str; 5] = ["ja", "ja-easy", "vi", "my", "hi"];

/// Shows what most people see, in their order.
fn for_most_people(walk: &Walk, language: &'static str, mut look: impl FnMut(&str)) {
    let visit = walk.visit(language, CAREER);
    walk.open(language, "incidents/overseas-career/record");
    walk.open_earlier_texts(language);
    look("record");
    visit.land();
    look("landing");
    visit.press_check();
    look("choose");
    assert_eq!(visit.look_up(Kind::Email, "taro"), Ending::refused("input:email-without-at"));
    look("error");
    visit.open_check();
    visit.choose(Kind::Email);
    visit.type_text(Kind::Email, UNLISTED);
    look("typing");
    visit.submit(Kind::Email);
    assert_eq!(visit.ending(), Ending::NotListed);
    look("not-listed");
    visit.check_another();
    assert_eq!(
        visit.look_up(Kind::Email, TWO_GROUPS),
        Ending::listed(&["participants", "exhibitors"])
    );
    look("listed");
    walk.browser.click("[data-step=answer] details.bytes summary");
    look("privacy-panel");
}

/// What stands out to the side of a page, and of which.
fn too_wide(browser: &Browser, what: &str) -> Vec<String> {
    let elements = browser.wider_than_the_page();
    elements.into_iter().map(|element| format!("{what}: {element}")).collect()
}

#[test]
fn pages_fit_at_every_width_and_with_letters_of_twice_the_size() {
    let walk = Walk::new();
    let browser = &walk.browser;
    let mut found = Vec::new();
    for language in PICTURED {
        assert!(languages().contains(&language), "{language} is no language of the pages");
        for_most_people(&walk, language, |name| {
            for width in [Width::Desk, Width::Phone, Width::Narrow] {
                browser.look(width, Scheme::Light);
                let picture = format!("page-{name}-{}-{language}", width.pixels());
                browser.screenshot(&picture);
                found.extend(too_wide(browser, &picture));
            }
            // The font size of the root element at 200 %, as browsers' own setting does; the
            // window keeps its 320 px.
            browser.set_text_size(200);
            if ["landing", "listed", "choose"].contains(&name) {
                browser.screenshot(&format!("page-{name}-200percent-{language}"));
            }
            found.extend(too_wide(browser, &format!("{name} in {language} at 200 %")));
            browser.put_text_back();
            browser.space_text_out();
            found.extend(too_wide(browser, &format!("{name} in {language}, text spaced out")));
            browser.put_text_back();
        });
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn in_the_dark_and_with_the_systems_own_colours_everything_is_there() {
    let walk = Walk::new();
    let browser = &walk.browser;
    browser.look(Width::Phone, Scheme::Light);
    for (name, features) in [
        ("dark", [("prefers-color-scheme", "dark"), ("prefers-reduced-motion", "reduce")]),
        ("forced", [("forced-colors", "active"), ("prefers-reduced-motion", "reduce")]),
        ("forced-dark", [("forced-colors", "active"), ("prefers-color-scheme", "dark")]),
    ] {
        browser.prefer(&features);
        for_most_people(&walk, "ja", |view| {
            browser.screenshot(&format!("page-{view}-{name}-ja"));
            assert_eq!(too_wide(browser, view), [""; 0]);
            if name != "forced-dark" {
                assert_eq!(browser.script(MOVING, &[]), serde_json::json!([]), "{view} moves");
            }
            // Without backgrounds, a border says where a button is.
            if name != "dark" {
                assert_eq!(browser.script(WITHOUT_EDGE, &[]), serde_json::json!([]), "{view}");
            }
        });
    }
}

/// What moves, or would at the next change.
const MOVING: &str = "return [
  ...document.getAnimations().map((animation) => String(animation.animationName)),
  ...[...document.querySelectorAll('a, .button')].filter((element) =>
    getComputedStyle(element).transitionDuration.split(', ').some((time) => parseFloat(time) > 0))
    .map((element) => element.outerHTML.slice(0, 80)),
];";

const WITHOUT_EDGE: &str = "
  return [...document.querySelectorAll('.button, .field')]
    .filter((element) => element.checkVisibility())
    .filter((element) => {
      const { borderTopStyle, borderTopWidth } = getComputedStyle(element);
      return borderTopStyle === 'none' || parseFloat(borderTopWidth) < 1;
    }).map((element) => element.outerHTML.slice(0, 80));";
