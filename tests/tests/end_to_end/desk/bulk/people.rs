//! 10,000 people of whom half are in the incident, and what is true of each.

use super::{PEOPLE, SLUG};
use sample_data::Contact;
use shirabe_protocol::identifier::{Kind, Region};
use shirabe_tests::deployment::{Deployment, List};
use std::{
    collections::{BTreeSet, HashMap},
    fs,
    path::PathBuf,
};

const CONTACTS: &str = "exhibitors";

/// Somebody's address and number in canonical form; of an address with a suffix both forms.
pub fn identifiers(contact: &Contact) -> Vec<Vec<u8>> {
    let bare = contact.email.as_deref().and_then(|address| {
        let (local, domain) = address.split_once('@')?;
        Some(format!("{}@{domain}", local.split_once('+')?.0))
    });
    let of = |kind: Kind, text: &Option<String>| {
        let text = text.as_deref()?;
        Some(kind.normalise(&[text]).expect("a sample's identifier").canonical_bytes().to_vec())
    };
    let own = [
        of(Kind::email(), &contact.email),
        of(Kind::email(), &bare),
        of(Kind::phone(Region::Jp), &contact.phone),
    ];
    own.into_iter().flatten().collect()
}

fn csv(people: &[&Contact]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["氏名", "メールアドレス", "電話番号", "備考"]).unwrap();
    for (number, one) in people.iter().enumerate() {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let remark = if number % 100 == 7 { "=1+1" } else { "" };
        writer.write_record([&one.name, &text(&one.email), &text(&one.phone), remark]).unwrap();
    }
    writer.into_inner().unwrap()
}

/// Who is in the incident, in which group; and the list that is checked.
pub struct Scene {
    pub people: Vec<Contact>,
    pub list: PathBuf,
    pub bytes: Vec<u8>,
    /// Different identifiers in the list.
    pub questions: u64,
}

impl Scene {
    /// Every other one of the list is in the incident, a few as contact persons.
    pub fn load(deployment: &Deployment) -> Self {
        let incident = sample_data::incident(SLUG).expect("a sample incident");
        deployment.apply_sample(incident);
        let mut people = incident.files[0].contacts();
        people.truncate(PEOPLE);
        assert_eq!(people.len(), PEOPLE);
        let in_group = |group: &str| {
            let is_of = |(place, _): &(usize, &Contact)| group_of(*place) == Some(group);
            people.iter().enumerate().filter(is_of).map(|(_, one)| one).collect::<Vec<_>>()
        };
        for group in [incident.files[0].group, CONTACTS] {
            let contents = csv(&in_group(group));
            let file_name = &format!("{group}.csv");
            deployment.import(&List {
                slug: SLUG,
                group,
                file_name,
                contents: &contents,
                mappings: &[],
            });
        }
        let bytes = csv(&people.iter().collect::<Vec<_>>());
        let folder = deployment.folder().join("invited");
        fs::create_dir_all(&folder).unwrap();
        let list = folder.join("people.csv");
        fs::write(&list, &bytes).unwrap();
        let all: BTreeSet<Vec<u8>> = people.iter().flat_map(identifiers).collect();
        Self { people, list, bytes, questions: all.len() as u64 }
    }

    /// Row by row: listed, not listed or not checked, and the groups of whoever shares an identifier with the row.
    pub fn truth(&self, titles: &[(&str, &str)]) -> Vec<[String; 2]> {
        let mut groups: HashMap<Vec<u8>, BTreeSet<usize>> = HashMap::new();
        for (place, one) in self.people.iter().enumerate() {
            let Some(group) = group_of(place) else { continue };
            let position = titles.iter().position(|(name, _)| *name == group).expect("a title");
            for identifier in identifiers(one) {
                groups.entry(identifier).or_default().insert(position);
            }
        }
        let row = |one: &Contact| {
            let own = identifiers(one);
            let found = own.iter().filter_map(|identifier| groups.get(identifier));
            let found: BTreeSet<usize> = found.flatten().copied().collect();
            let names: Vec<&str> = found.iter().map(|position| titles[*position].1).collect();
            let listed = match (own.is_empty(), found.is_empty()) {
                (true, _) => "未確認：確認に使える項目がありません",
                (_, true) => "該当なし",
                (_, false) => "該当あり",
            };
            [listed.to_owned(), names.join("、")]
        };
        self.people.iter().map(row).collect()
    }
}

fn group_of(place: usize) -> Option<&'static str> {
    match place {
        _ if place % 2 == 1 => None,
        _ if place.is_multiple_of(200) => Some(CONTACTS),
        _ => Some("participants"),
    }
}
