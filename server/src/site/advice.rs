//! What a listed person can do today, from what was exposed and how certain that is.
//!
//! Every step stands in the page beforehand, with the groups it is for; the browser takes out
//! those of other groups. So the advice causes no request, and the server never chooses it.

use crate::{
    incidents::{Incident, definition::Certainty},
    words::Words,
};
use shirabe_protocol::identifier::Region;

/// One step with the groups it is for, separated by spaces.
pub struct Step {
    /// What to do.
    pub title: String,
    /// How, or why.
    pub text: String,
    pub groups: String,
}

/// What decides which steps a group gets.
struct Exposure<'a> {
    classes: &'a [String],
    certainty: Certainty,
    region: Region,
}

impl Exposure<'_> {
    fn holds(&self, wanted: &[&str]) -> bool {
        self.classes.iter().any(|class| wanted.contains(&class.as_str()))
    }

    /// Where the data is known to be deleted, steps against its misuse would only frighten.
    fn may_be_misused(&self) -> bool {
        self.certainty != Certainty::DownloadedDeletionConfirmed
    }

    fn enough_for_a_contract(&self) -> bool {
        self.holds(&["Names"]) && self.holds(&["Physical addresses", "Dates of birth"])
    }
}

type Rule = (&'static str, fn(&Exposure) -> bool);

/// In order of use: first what stops harm at once.
const RULES: [Rule; 13] = [
    ("advice-deletion-confirmed", |e| !e.may_be_misused()),
    ("advice-passwords", |e| {
        e.may_be_misused() && e.holds(&["Passwords", "shirabe:encrypted-passwords"])
    }),
    // Data seen over a shared screen: the same people call again and offer help.
    ("advice-support-calls", |e| e.certainty == Certainty::MayHaveBeenViewed),
    ("advice-phone", |e| e.may_be_misused() && e.holds(&["Phone numbers"])),
    ("advice-email", |e| e.may_be_misused() && e.holds(&["Email addresses"])),
    ("advice-work", |e| {
        e.may_be_misused()
            && e.holds(&["shirabe:company-introduced-to", "shirabe:skills-exam-field"])
    }),
    ("advice-documents", |e| {
        e.may_be_misused()
            && e.holds(&["shirabe:residence-status", "shirabe:insurance-card-number"])
    }),
    ("advice-address", |e| e.may_be_misused() && e.holds(&["Physical addresses"])),
    ("advice-health", |e| {
        e.holds(&["shirabe:check-up-flags", "shirabe:booking-details", "Personal health data"])
    }),
    ("advice-insurance", |e| {
        e.may_be_misused()
            && e.holds(&["shirabe:insurance-card-number", "Health insurance information"])
    }),
    ("advice-contracts-jp", |e| {
        e.may_be_misused() && e.enough_for_a_contract() && e.region == Region::Jp
    }),
    ("advice-contracts", |e| {
        e.may_be_misused() && e.enough_for_a_contract() && e.region != Region::Jp
    }),
    ("advice-desk", |_| true),
];

/// The steps of an incident, each with its groups.
pub fn steps(incident: &Incident, words: Words) -> Vec<Step> {
    let definition = &incident.definition;
    RULES
        .iter()
        .filter_map(|(key, applies)| {
            let groups: Vec<&str> = definition
                .groups
                .iter()
                .filter(|group| {
                    applies(&Exposure {
                        classes: &group.data_classes,
                        certainty: incident.definition.certainty_of(group),
                        region: definition.region,
                    })
                })
                .map(|group| group.name.as_str())
                .collect();
            (!groups.is_empty()).then(|| Step {
                title: words.text(&format!("{key}-title")),
                text: words.text(&format!("{key}-text")),
                groups: groups.join(" "),
            })
        })
        .collect()
}

#[cfg(test)]
pub(super) fn keys() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|(key, _)| *key)
}
