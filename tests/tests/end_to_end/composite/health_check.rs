//! The 11,704 people of the health check: by insurance card and birth date, and by letter.

use crate::composite::{HEALTH_CHECK, assert_sound, deployment, fill, offered};
use sample_data::Contact;
use shirabe_tests::{
    browser::{BorrowedBrowser, Browser, Ending, Kind, Visit},
    deployment::unlisted_person,
    proxy::Proxy,
    wording::words,
};

/// What a person types: symbol, number, and year, month and day of birth.
pub struct Card {
    pub symbol: String,
    pub number: String,
    pub year: String,
    pub month: String,
    pub day: String,
}

impl Card {
    pub fn of(contact: &Contact) -> Self {
        let (kind, fields) = &contact.composites[0];
        assert_eq!(*kind, "insurance");
        let mut date = fields[2].split('-').map(str::to_owned);
        let mut next = || date.next().expect("a date in three parts");
        Self {
            symbol: fields[0].clone(),
            number: fields[1].clone(),
            year: next(),
            month: next(),
            day: next(),
        }
    }

    /// As the card and the spreadsheet leave them: no zeros at the start, the year by era.
    fn without_zeros_and_by_era(&self) -> Self {
        let bare = |text: &str| text.trim_start_matches('0').to_owned();
        let year: u32 = self.year.parse().expect("a year");
        let (era, first) = if year < 1989 { ("昭和", 1925) } else { ("平成", 1988) };
        Self {
            symbol: bare(&self.symbol),
            number: bare(&self.number),
            year: format!("{era}{}年", year - first),
            month: bare(&self.month),
            day: bare(&self.day),
        }
    }

    fn in_full_width(&self) -> Self {
        let wide = |text: &str| -> String {
            let wide = |c: char| char::from_u32(c as u32 - '0' as u32 + '０' as u32);
            text.chars().map(|c| wide(c).expect("a digit")).collect()
        };
        Self {
            symbol: wide(&self.symbol),
            number: wide(&self.number),
            year: wide(&self.year),
            month: wide(&self.month),
            day: wide(&self.day),
        }
    }

    pub fn type_into(&self, browser: &Browser) {
        for (field, text) in [
            ("symbol", &self.symbol),
            ("number", &self.number),
            ("birth-date-year", &self.year),
            ("birth-date-month", &self.month),
            ("birth-date-day", &self.day),
        ] {
            fill(browser, &format!("field-insurance-{field}"), text);
        }
    }
}

/// A browser at the health check's pages.
pub struct Scene {
    pub browser: BorrowedBrowser,
    pub proxy: Proxy,
}

impl Scene {
    pub fn new() -> Self {
        let proxy = Proxy::before(deployment().address());
        Self { browser: Browser::borrow(), proxy }
    }

    pub fn visit(&self, language: &'static str) -> Visit<'_> {
        Visit::new(&self.browser, self.proxy.url(), language, HEALTH_CHECK)
    }
}

pub fn submit(visit: &Visit<'_>) -> Ending {
    visit.browser.click("[data-step=type-insurance] button[type=submit]");
    visit.ending()
}

/// From the first question to the answer.
pub fn look_up(visit: &Visit<'_>, card: &Card) -> Ending {
    visit.choose_line("insurance");
    visit.wait_for_step("type-insurance");
    card.type_into(visit.browser);
    submit(visit)
}

#[test]
fn a_card_and_a_birth_date_find_the_entry_in_every_spelling() {
    let people = sample_data::people(HEALTH_CHECK);
    assert_eq!(people.len(), 11_704);
    let listed = Ending::listed(&["employees"]);
    for language in ["en", "ja"] {
        let scene = Scene::new();
        let visit = scene.visit(language);
        visit.land();
        visit.press_check();
        for place in [0, 5_000, 11_703] {
            let card = Card::of(&people[place]);
            let spellings =
                [card.without_zeros_and_by_era(), card.in_full_width(), Card::of(&people[place])];
            for (which, spelling) in spellings.iter().enumerate() {
                assert_eq!(look_up(&visit, spelling), listed, "person {place}, spelling {which}");
                let heading = scene.browser.text_of("[data-step=answer] h1");
                assert_eq!(heading, words(language, "listed-heading-details"));
                visit.check_another();
            }
        }
        assert_eq!(scene.browser.complaints(), [""; 0]);
    }
}

#[test]
fn another_card_or_another_day_is_not_in_the_list() {
    let scene = Scene::new();
    let visit = scene.visit("ja");
    visit.open_check();
    let unlisted = Card::of(&sample_data::unlisted(HEALTH_CHECK));
    let listed = &sample_data::people(HEALTH_CHECK)[0];
    let mut born_later = Card::of(listed);
    born_later.day = if born_later.day == "01" { "02" } else { "01" }.to_owned();
    for card in [unlisted, born_later] {
        assert_eq!(look_up(&visit, &card), Ending::NotListed);
        let heading = scene.browser.text_of("[data-step=answer] h1");
        assert_eq!(heading, words("ja", "not-listed-heading-details"));
        let text = scene.browser.visible_text();
        assert!(text.contains(&words("ja", "not-listed-details")), "{text}");
        assert!(text.contains(&words("ja", "not-listed-meaning")), "{text}");
        visit.check_another();
    }
    assert_eq!(look_up(&visit, &Card::of(listed)), Ending::listed(&["employees"]));
}

#[test]
fn a_letter_code_finds_the_entry() {
    let scene = Scene::new();
    let visit = scene.visit("en");
    visit.open_check();
    let codes = deployment().letter_codes(HEALTH_CHECK);
    assert!(codes.len() >= 11_704, "{} letters", codes.len());
    for row in [&codes[0], &codes[codes.len() - 1]] {
        let code = row.last().expect("a code");
        assert_eq!(visit.look_up(Kind::Code, code), Ending::listed(&["employees"]));
        visit.check_another();
    }
    let unknown = unlisted_person(HEALTH_CHECK).code;
    assert_eq!(visit.look_up(Kind::Code, &unknown), Ending::NotListed);
}

#[test]
fn neither_address_nor_employee_number_is_asked_for() {
    for language in ["en", "ja"] {
        let scene = Scene::new();
        let visit = scene.visit(language);
        visit.open_check();
        assert_eq!(offered(&scene.browser), ["insurance", "code", "none"]);
        let text = scene.browser.text_of("[data-step=choose]");
        for key in ["choose-email", "choose-phone"] {
            assert!(!text.contains(&words(language, key)), "{text}");
        }
        for kind in ["email", "phone", "employee"] {
            let css = format!("[id^='field-{kind}'], [data-kind='{kind}']");
            let none = format!("document.querySelector(\"{css}\") === null");
            scene.browser.wait_until(&format!("no field for {kind}"), &none);
        }
    }
}

#[test]
fn every_step_is_sound_on_a_phone_and_at_a_desk() {
    let person = Card::of(&sample_data::people(HEALTH_CHECK)[0]);
    for language in ["en", "ja"] {
        let scene = Scene::new();
        let visit = scene.visit(language);
        visit.open_check();
        assert_sound(&visit, "composite-choose", language);
        visit.choose_line("insurance");
        visit.wait_for_step("type-insurance");
        let wrong = Card {
            number: "12-3x４５６７８９".into(),
            day: "32".into(),
            ..Card::of(&sample_data::unlisted(HEALTH_CHECK))
        };
        wrong.type_into(&scene.browser);
        assert!(matches!(submit(&visit), Ending::Refused { .. }));
        assert_sound(&visit, "composite-refused", language);
        person.without_zeros_and_by_era().type_into(&scene.browser);
        assert_sound(&visit, "composite-typing", language);
        assert_eq!(submit(&visit), Ending::listed(&["employees"]));
        assert_sound(&visit, "composite-listed", language);
    }
}
