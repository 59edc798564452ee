//! The sample incidents with their whole lists, each loaded once for a whole test program, and in
//! profile `sample`: how long a guess takes is not what is tested with them.

use super::{Deployment, kept};
use crate::browser;
use sample_data::Contact;
use shirabe_protocol::identifier::{Kind, Region};
use std::sync::OnceLock;

/// A sample incident, loaded and published in a deployment of its own that no test changes.
pub struct Loaded {
    pub slug: &'static str,
    pub deployment: Deployment,
    people: Vec<Contact>,
    codes: Vec<Vec<String>>,
}

/// Somebody who looks something up, with everything that can be typed.
#[derive(Debug, Clone)]
pub struct Person {
    pub email: String,
    pub phone: String,
    /// Of the letter; grouped by hyphens.
    pub code: String,
    /// Groups that the answer must name.
    pub groups: Vec<&'static str>,
}

impl Person {
    /// What this person types.
    pub fn text(&self, kind: browser::Kind) -> &str {
        match kind {
            browser::Kind::Email => &self.email,
            browser::Kind::Phone => &self.phone,
            browser::Kind::Code => &self.code,
        }
    }
}

impl Loaded {
    /// Loads the incident's lists at the first call. Slugs of `data/incidents`.
    pub fn incident(slug: &str) -> &'static Self {
        static STATISTICS: OnceLock<Loaded> = OnceLock::new();
        static JOBS: OnceLock<Loaded> = OnceLock::new();
        static CAREER: OnceLock<Loaded> = OnceLock::new();
        let place = match slug {
            "statistics-survey" => &STATISTICS,
            "job-matching" => &JOBS,
            "overseas-career" => &CAREER,
            _ => panic!("{slug} is not loaded by the tests"),
        };
        place.get_or_init(|| Self::load(slug))
    }

    fn load(slug: &str) -> Self {
        let incident = sample_data::incident(slug).expect("a sample incident");
        let deployment = kept::deployment_with(incident, true);
        Self {
            slug: incident.slug,
            people: sample_data::people(slug),
            codes: deployment.letter_codes(slug),
            deployment,
        }
    }

    /// The first person of the list.
    pub fn listed(&self) -> Person {
        self.person(&self.people[0])
    }

    /// Somebody who stands in more than one list of the incident.
    pub fn in_two_groups(&self) -> Person {
        let twice = self.people.iter().find(|contact| contact.groups.len() == 2);
        self.person(twice.expect("somebody is in two lists"))
    }

    /// Somebody who is in no list, with a well-formed code that no letter bears.
    pub fn unlisted(&self) -> Person {
        unlisted_person(self.slug)
    }

    fn person(&self, contact: &Contact) -> Person {
        sample_person(contact, &self.codes)
    }
}

/// The definition of a sample incident in profile `sample`: a millisecond for each identifier in
/// place of the 25 of profile `standard`.
pub fn quick(definition: &str) -> String {
    definition.replace("profile = \"standard\"", "profile = \"sample\"")
}

/// A person of a list, with the code of the row that holds the same address.
pub fn sample_person(contact: &Contact, letter_codes: &[Vec<String>]) -> Person {
    let email = contact.email.clone().expect("the first people of a list have an address");
    let phone = contact.phone.clone().expect("the first people of a list have a number");
    let address = Kind::email().normalise(&[&email]).expect("an address");
    let row = letter_codes
        .iter()
        .find(|row| {
            row.iter().any(|cell| Kind::email().normalise(&[cell]).is_ok_and(|c| c == address))
        })
        .expect("the row of this person");
    let code = row.last().expect("rows are not empty").clone();
    Kind::code().normalise(&[&code]).expect("a letter code");
    Kind::phone(Region::Jp).normalise(&[&phone]).expect("a number");
    Person { email, phone, code, groups: contact.groups.clone() }
}

/// Somebody who is in no list of the incident.
pub fn unlisted_person(slug: &str) -> Person {
    let contact = sample_data::unlisted(slug);
    Person {
        email: contact.email.expect("the unlisted have an address"),
        phone: contact.phone.expect("the unlisted have a number"),
        code: shirabe_protocol::letter_code::LetterCode::from_bits(0x0123_4567_89AB_CDEF >> 4)
            .grouped(),
        groups: Vec::new(),
    }
}
