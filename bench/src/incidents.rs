//! Incidents made up for measuring: one group, one kind, so that a contact is one identifier.

use shirabe_tests::deployment::{Deployment, List};

/// An incident asked about by email address alone. `people` decides what is allowed to it.
pub fn definition(slug: &str, profile: &str, people: u64) -> String {
    // Only a sample incident may have the profile of that name.
    let sample = profile == "sample";
    format!(
        r#"slug = "{slug}"
languages = ["en"]
default_language = "en"
region = "JP"
profile = "{profile}"
sample = {sample}
four_eyes = false
known_since = "2025-03-07"
published = "2025-07-11"
certainty = "may-have-been-viewed"
investigation = "finished"
people = {people}

[[organisations]]
role = "responsible"
name = {{ en = "Measuring Ltd." }}

[[kinds]]
kind = "email"
public = true

[[groups]]
name = "contacts"
title = {{ en = "Contacts" }}
people = {people}
data_classes = ["Email addresses"]

[desk]
phone = "03-0000-0000"

[texts.en]
title = "Addresses may have been viewed"
what_happened = ["This incident is made up for measuring."]
desk_hours = "None"
"#
    )
}

/// An incident as long as real ones, told in every language of the pages.
pub fn in_all_languages(slug: &str) -> String {
    const LANGUAGES: [&str; 12] =
        ["ja", "ja-easy", "en", "vi", "zh-Hans", "hi", "id", "ne", "my", "fil", "pt-BR", "ko"];
    let sentence = "Somebody who had no right to may have viewed what we know of you. ".repeat(3);
    let every = |text: &str| {
        let texts = LANGUAGES.map(|language| format!("{language} = \"{text}\""));
        format!("{{ {} }}", texts.join(", "))
    };
    let languages = LANGUAGES.map(|language| format!("\"{language}\"")).join(", ");
    let mut definition = format!(
        r#"slug = "{slug}"
languages = [{languages}]
default_language = "en"
region = "JP"
profile = "standard"
four_eyes = false
known_since = "2025-03-07"
published = "2025-07-11"
certainty = "may-have-been-viewed"
investigation = "ongoing"
people = 1000

[[organisations]]
role = "responsible"
name = {}

[[kinds]]
kind = "email"
public = true

[[groups]]
name = "contacts"
title = {}
people = 1000
data_classes = ["Email addresses"]

[desk]
phone = "03-0000-0000"
"#,
        every("Measuring Ltd."),
        every("Contacts"),
    );
    for day in 11..21 {
        let text = every(&sentence);
        definition.push_str(&format!("\n[[timeline]]\ndate = \"2025-07-{day}\"\ntext = {text}\n"));
    }
    for language in LANGUAGES {
        definition.push_str(&format!(
            r#"
[texts.{language}]
title = "Addresses may have been viewed"
what_happened = ["{sentence}", "{sentence}", "{sentence}"]
desk_hours = "Monday to Friday"
"#
        ));
    }
    definition
}

/// The address of the contact with this number. Nobody has it: the domain is for examples.
pub fn address(number: usize) -> String {
    format!("contact.{number:07}@example.org")
}

/// Loads and publishes as many contacts with the operator's program.
pub fn import(deployment: &Deployment, slug: &str, contacts: usize) {
    let mut list = String::from("Name,Email\n");
    for number in 0..contacts {
        list.push_str(&format!("Contact {number},{}\n", address(number)));
    }
    deployment.import(&List {
        slug,
        group: "contacts",
        file_name: "contacts.csv",
        contents: list.as_bytes(),
        mappings: &["Email=email", "Name=ignore"],
    });
}
