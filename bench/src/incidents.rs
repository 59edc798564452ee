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
