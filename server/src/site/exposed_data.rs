//! Which data of which people was exposed, and how certain that is.

use crate::{
    incidents::{Incident, definition::Group},
    words::Words,
};

/// Groups whose data was exposed with one degree of certainty.
pub struct ExposedData {
    /// `What may have been viewed`.
    pub heading: String,
    /// What that term says and does not say.
    pub meaning: String,
    pub groups: Vec<GroupView>,
    /// Names of the groups, separated by spaces.
    pub group_names: String,
}

/// People with the same kinds of data exposed.
pub struct GroupView {
    pub name: String,
    pub title: String,
    pub people: String,
    pub classes: Vec<String>,
}

impl GroupView {
    fn new(group: &Group, incident: &Incident, words: Words) -> Self {
        let title = incident.definition.pick(&group.title, words.language().tag());
        Self {
            name: group.name.clone(),
            title: title.to_owned(),
            people: words.people(group.people),
            classes: group.data_classes.iter().map(|class| words.data_class(class)).collect(),
        }
    }
}

/// One block for each degree of certainty, in the order in which the incident file names them.
pub fn blocks(incident: &Incident, words: Words) -> Vec<ExposedData> {
    let groups = &incident.definition.groups;
    let mut degrees = Vec::new();
    for certainty in groups.iter().map(|group| incident.definition.certainty_of(group)) {
        if !degrees.contains(&certainty) {
            degrees.push(certainty);
        }
    }
    let block = |certainty: crate::incidents::definition::Certainty| {
        let of_this =
            || groups.iter().filter(move |g| incident.definition.certainty_of(g) == certainty);
        let names: Vec<&str> = of_this().map(|group| group.name.as_str()).collect();
        ExposedData {
            heading: words.text(&format!("data-{}", certainty.code())),
            meaning: words.text(&format!("meaning-{}", certainty.code())),
            groups: of_this().map(|group| GroupView::new(group, incident, words)).collect(),
            group_names: names.join(" "),
        }
    };
    degrees.into_iter().map(block).collect()
}
