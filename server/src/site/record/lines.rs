//! Entries of the record as pages and feeds show them, in one language.

use crate::{
    incidents::{
        Incident,
        record::{Entry, Reading},
    },
    words::{Language, Words},
};

/// One entry, as it reads now.
pub struct Line<'a> {
    /// Its place in the page; stays, whatever becomes of the text.
    pub anchor: String,
    pub kind: String,
    pub day: &'a str,
    pub date: String,
    /// Of the text, for `lang` attributes.
    pub language: &'a str,
    pub text: String,
    /// It has no text in the language that the incident's other texts are shown in.
    pub elsewhere: bool,
    /// When it was first public and when it last changed, in seconds since 1970.
    pub first: i64,
    pub last: i64,
    /// `None` where the list changed.
    pub reading: Option<Reading<'a>>,
}

/// The newest first.
pub fn lines(incident: &Incident, words: Words) -> Vec<Line<'_>> {
    let entries = &incident.record.entries;
    entries.iter().filter_map(|entry| line(entry, incident, words)).collect()
}

/// The name of a kind of notice.
pub fn kind_of(reading: &crate::incidents::record::Step, words: Words) -> String {
    words.text(&format!("record-kind-{}", reading.kind.code()))
}

fn line<'a>(entry: &'a Entry, incident: &Incident, words: Words) -> Option<Line<'a>> {
    let language = words.language().tag();
    let (day, date) = (entry.date(), words.date(entry.date()));
    Some(match entry {
        Entry::List(change) => Line {
            anchor: format!("list-{day}"),
            kind: words.text("record-list-event"),
            day,
            date,
            language: words.language().html(),
            text: words.text("record-list-grown"),
            elsewhere: false,
            first: change.published,
            last: change.published,
            reading: None,
        },
        Entry::Notice(notice) => {
            let reading = notice.in_language(language, &incident.definition.default_language)?;
            let name = &notice.id.name;
            Line {
                anchor: format!("entry-{day}{}{name}", if name.is_empty() { "" } else { "-" }),
                kind: kind_of(&reading.now, words),
                day,
                date,
                language: Language::from_tag(reading.language)
                    .map_or(reading.language, |language| language.html()),
                text: reading.now.text.to_owned(),
                elsewhere: reading.language != incident.definition.language(language),
                first: notice.versions.first()?.since,
                last: reading.now.since,
                reading: Some(reading),
            }
        }
    })
}
