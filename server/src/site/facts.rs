//! What several pages say of an incident: a day, and how to reach people.

use crate::{incidents::Incident, words::Words};

/// A text with the day it belongs to, for `<time datetime>`.
pub struct DatedText {
    pub day: String,
    pub text: String,
}

/// How to reach people.
pub struct DeskView {
    pub phone: String,
    pub address: String,
    pub hours: String,
}

impl DeskView {
    pub fn new(incident: &Incident, words: Words) -> Self {
        Self {
            phone: incident.definition.desk.phone.clone(),
            address: incident.definition.desk_address(),
            hours: incident.definition.texts_in(words.language().tag()).desk_hours.clone(),
        }
    }
}
