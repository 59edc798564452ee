//! The lists are what they claim to be: the published figures, invented, the same everywhere,
//! and readable by the same code that reads an organisation's own.

#[path = "../../contacts/tests/contacts/support.rs"]
#[allow(dead_code, reason = "the tests of `contacts` use the rest")]
mod support;

use encoding_rs::SHIFT_JIS;
use sample_data::{Contact, SampleFile, incident, incidents, people, unlisted, write_all};
use sha2::{Digest, Sha256};
use shirabe_contacts::{Encoding, Mapping};
use shirabe_protocol::identifier::{Form, Kind, NormalizedIdentifier, Region};
use std::collections::{BTreeMap, HashSet};
use support::{SmallList, read};

/// As the incident declares them.
fn kinds(slug: &str) -> Vec<Kind> {
    let definition: toml::Table = incident(slug).unwrap().definition.parse().unwrap();
    let declared = definition["kinds"].as_array().unwrap();
    let kind = |declared: &toml::Value| match declared["kind"].as_str().unwrap() {
        "email" => Kind::email(),
        "phone" => Kind::phone(Region::Jp),
        "code" => Kind::code(),
        name => {
            let fields = declared["fields"].clone().try_into().unwrap();
            Kind { name: name.to_owned(), form: Form::Composite { fields } }
        }
    };
    declared.iter().map(kind).collect()
}

fn loaded(slug: &str, file: &SampleFile) -> SmallList {
    let mappings: Vec<Mapping> =
        file.mappings.iter().map(|text| Mapping::parse(text).unwrap()).collect();
    read(&file.contents(), &kinds(slug), &mappings, None)
        .unwrap_or_else(|error| panic!("{}: {error}", file.file_name))
}

fn text(file: &SampleFile) -> String {
    let bytes = file.contents();
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => SHIFT_JIS
            .decode_without_bom_handling_and_without_replacement(error.as_bytes())
            .unwrap_or_else(|| panic!("{} is not CP932", file.file_name))
            .into_owned(),
    }
}

/// Address, number and composites by which a contact is found.
fn identifiers(kinds: &[Kind], contact: &Contact) -> Vec<NormalizedIdentifier> {
    let composites = contact.composites.iter().map(|(name, fields)| {
        let kind = kinds.iter().find(|kind| kind.name == *name).unwrap();
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        kind.normalise(&fields).unwrap()
    });
    let email = contact.email.iter().map(|text| Kind::email().normalise(&[text]).unwrap());
    let phone =
        contact.phone.iter().map(|text| Kind::phone(Region::Jp).normalise(&[text]).unwrap());
    email.chain(phone).chain(composites).collect()
}

/// What stands in the last field of the canonical bytes.
fn value(identifier: &NormalizedIdentifier) -> String {
    let mut rest = identifier.canonical_bytes();
    let mut field = rest;
    while let [high, low, after @ ..] = rest {
        (field, rest) = after.split_at(usize::from(u16::from_be_bytes([*high, *low])));
    }
    String::from_utf8(field.to_vec()).unwrap()
}

#[test]
fn figures_of_the_published_cases() {
    let figures: Vec<_> = incidents()
        .iter()
        .flat_map(|i| i.files.iter().map(move |file| (i.slug, file.group, file.people)))
        .collect();
    assert_eq!(
        figures,
        [
            ("job-matching", "applicants", 800),
            ("overseas-career", "participants", 15_535),
            ("overseas-career", "prefecture-event", 42),
            ("overseas-career", "exhibitors", 252),
            ("statistics-survey", "contacts", 382),
            ("health-check", "employees", 11_704),
        ]
    );
    for incident in incidents() {
        for file in incident.files {
            let list = loaded(incident.slug, file);
            assert_eq!(list.people.len(), file.people, "{}", file.file_name);
            assert_eq!(file.contacts().len(), file.people, "{}", file.file_name);
            assert!(list.uneven_rows.is_empty(), "{}", file.file_name);
        }
    }
}

/// No translation lies about that nobody gets.
#[test]
fn every_text_of_the_folder_is_handed_out() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/incidents");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let files: BTreeMap<String, String> = files
        .map(|file| {
            let text = std::fs::read_to_string(file.path()).unwrap();
            (file.file_name().into_string().unwrap(), text)
        })
        .collect();
    let handed_out = incidents().iter().flat_map(|incident| incident.texts());
    let handed_out: BTreeMap<_, _> =
        handed_out.map(|(name, text)| (name, text.to_owned())).collect();
    assert_eq!(handed_out.len(), 4 * 11);
    assert!(handed_out == files);
}

/// The definitions say the same as the files.
#[test]
fn definitions_agree_with_the_lists() {
    for incident in incidents() {
        let definition: toml::Table = incident.definition.parse().unwrap();
        assert_eq!(definition["slug"].as_str(), Some(incident.slug));
        assert_eq!(definition["sample"].as_bool(), Some(true));
        let groups = definition["groups"].as_array().unwrap();
        let declared: Vec<_> = groups
            .iter()
            .map(|group| (group["name"].as_str(), group["people"].as_integer()))
            .collect();
        let files: Vec<_> =
            incident.files.iter().map(|f| (Some(f.group), Some(f.people as i64))).collect();
        assert_eq!(declared, files);
        let sum: i64 = declared.iter().filter_map(|group| group.1).sum();
        assert_eq!(definition["people"].as_integer(), Some(sum));
        let kind_names: Vec<_> = definition["kinds"]
            .as_array()
            .unwrap()
            .iter()
            .map(|kind| kind["kind"].as_str().unwrap().to_owned())
            .collect();
        let due: &[&str] = match incident.slug {
            "health-check" => &["insurance", "code", "employee"],
            _ => &["email", "phone", "code"],
        };
        assert_eq!(kind_names, due);
        let declared = definition["kinds"].as_array().unwrap().iter();
        let for_staff = declared.filter(|kind| kind["public"].as_bool() == Some(false));
        let for_staff: Vec<_> = for_staff.map(|kind| kind["kind"].as_str().unwrap()).collect();
        assert_eq!(for_staff, incident.staff_kinds);
        let desk = definition["desk"]["phone"].as_str().unwrap();
        assert!(desk.starts_with("03-0000-"), "{desk}");
    }
    let passwords = |group: &str| {
        let definition: toml::Table =
            incident("overseas-career").unwrap().definition.parse().unwrap();
        let groups = definition["groups"].as_array().unwrap().clone();
        let found = groups.iter().find(|g| g["name"].as_str() == Some(group)).unwrap().clone();
        let classes = found["data_classes"].as_array().unwrap().clone();
        classes.iter().any(|class| class.as_str() == Some("Passwords"))
    };
    assert!(passwords("participants") && passwords("exhibitors"));
    assert!(!passwords("prefecture-event"));
}

/// Changed bytes are other letter codes and other examples in the documents: change a list on
/// purpose only.
#[test]
fn every_file_has_the_same_bytes_everywhere() {
    let digests: Vec<(&str, String)> = incidents()
        .iter()
        .flat_map(|incident| incident.files)
        .map(|file| {
            let (first, second) = (file.contents(), file.contents());
            assert!(first == second, "{} differs between two runs", file.file_name);
            (file.file_name, hex::encode(Sha256::digest(&first)))
        })
        .collect();
    let expected = [
        ("applicants.csv", "b72e4ebe532145e5bd34c876be4b8c8c4d73933a9e626a7ccbf5f850cbc333f5"),
        ("participants.csv", "c77f32b83c7ad337d9726a2d2b73a839c048d6a3b5080fe42d3db3575f88c57d"),
        (
            "prefecture-event.csv",
            "1f5e61a7b44d997e5430a0b19d487ea0bd57c3b7fa7d46be429eb9f2d4df9434",
        ),
        ("exhibitors.csv", "09c2b6f95c74f92070117d7a1de448f2a08ca04d82452c1e408b3a1e1271cd46"),
        ("contacts.csv", "5e0353b5d979f15af7e9362e0b10e6acb610ae3d6ddbbe8b12ccdd98614b6ed0"),
        ("bookings-2024.csv", "a5649317aa63c2003679353f1a3ddb50a92866d64de99a23e28c324a59267f1a"),
    ];
    let expected = expected.map(|(name, digest)| (name, digest.to_owned()));
    assert_eq!(digests, expected);
}

#[test]
fn files_are_written_as_their_programs_write_them() {
    let expected = BTreeMap::from([
        ("applicants.csv", (Encoding::Cp932, "受付番号,氏名,フリガナ,")),
        ("participants.csv", (Encoding::Utf8, "account_id,full_name,")),
        ("prefecture-event.csv", (Encoding::Cp932, "アカウントID,氏名,")),
        ("exhibitors.csv", (Encoding::Utf8WithBom, "\u{FEFF}account_id,company,")),
        ("contacts.csv", (Encoding::Cp932, "会社名,部署,氏名,電話番号,メールアドレス\r\n")),
        ("bookings-2024.csv", (Encoding::Cp932, "予約ID,社員番号,")),
    ]);
    for incident in incidents() {
        for file in incident.files {
            let (encoding, opening) = expected[file.file_name];
            assert_eq!(loaded(incident.slug, file).encoding, Some(encoding), "{}", file.file_name);
            let text = text(file);
            assert!(text.starts_with(opening), "{}", file.file_name);
            let windows = encoding != Encoding::Utf8;
            assert_eq!(text.contains("\r\n"), windows, "{}", file.file_name);
        }
    }
}

#[test]
fn nobody_can_have_these_addresses() {
    let domains = [
        "example.jp",
        "example.co.jp",
        "example.ne.jp",
        "example.com",
        "example.net",
        "example.org",
    ];
    let mut seen = 0;
    for file in incidents().iter().flat_map(|incident| incident.files) {
        let text = text(file);
        for (at, mark) in text.match_indices(['@', '＠']) {
            let after: String = text[at + mark.len()..]
                .chars()
                .map(|c| if ('！'..='～').contains(&c) { c as u32 - 0xFEE0 } else { c as u32 })
                .map_while(char::from_u32)
                .take_while(|c| c.is_ascii_alphanumeric() || "-.".contains(*c))
                .collect::<String>()
                .to_ascii_lowercase();
            let reserved =
                |domain: &&str| after == **domain || after.ends_with(&format!(".{domain}"));
            // The one cell that is no address has nothing after its @.
            assert!(after.is_empty() || domains.iter().any(reserved), "@{after}");
            seen += 1;
        }
    }
    assert!(seen > 15_000, "{seen}");
}

#[test]
fn nobody_can_have_these_numbers() {
    let never_assigned = |number: &str| {
        let pattern = |prefix: &str, digits: usize| {
            number.strip_prefix(prefix).is_some_and(|rest| rest.len() == digits)
        };
        ["+81700", "+81800", "+81900"].iter().any(|prefix| pattern(prefix, 7))
            || ["+8130", "+8160"].iter().any(|prefix| pattern(prefix, 7))
            || (0..5).any(|digit| pattern(&format!("+846{digit}"), 7))
            || ["+91110", "+91220"].iter().any(|prefix| pattern(prefix, 7))
    };
    let mut seen = 0;
    for incident in incidents() {
        for file in incident.files {
            let list = loaded(incident.slug, file);
            let all = list.people.iter().flat_map(|person| &person.identifiers);
            let kinds = kinds(incident.slug);
            for (_, identifier) in all.filter(|(kind, _)| kinds[*kind].name == "phone") {
                let number = value(identifier);
                assert!(never_assigned(&number), "{}: {number}", file.file_name);
                seen += 1;
            }
        }
    }
    assert!(seen > 15_000, "{seen}");
    assert!(!never_assigned("+819012345678") && !never_assigned("+81312345678"));
}

/// What the API says of people is what the files hold.
#[test]
fn people_are_who_the_files_list() {
    for incident in incidents() {
        let kinds = kinds(incident.slug);
        for file in incident.files {
            let list = loaded(incident.slug, file);
            let mut listed: HashSet<&NormalizedIdentifier> = HashSet::new();
            listed.extend(list.people.iter().flat_map(|p| &p.identifiers).map(|(_, i)| i));
            let contacts = file.contacts();
            let known: HashSet<_> = contacts.iter().flat_map(|c| identifiers(&kinds, c)).collect();
            for identifier in &known {
                assert!(listed.contains(identifier), "{}", file.file_name);
            }
            // All that is listed besides are bare forms of addresses with a suffix.
            let suffixed = contacts.iter().filter(|contact| {
                contact.email.as_ref().is_some_and(|address| address.contains('+'))
            });
            assert!(listed.len() - known.len() <= suffixed.count(), "{}", file.file_name);
            let none = contacts.iter().filter(|c| identifiers(&kinds, c).is_empty()).count();
            assert_eq!(list.without_identifier, none, "{}", file.file_name);
        }
    }
}

#[test]
fn lists_are_as_untidy_as_lists_are() {
    for incident in incidents() {
        for file in incident.files {
            let name = file.file_name;
            let list = loaded(incident.slug, file);
            assert!(list.duplicates > 0, "{name}");
            if incident.slug == "health-check" {
                assert!(list.rejected.is_empty(), "{:?}", list.rejected);
                continue;
            }
            // Its two unreadable cells say that there is nothing.
            let says_nothing = incident.slug == "job-matching";
            let due = if says_nothing { 0..=0 } else { 1..=2 };
            assert!(due.contains(&list.rejected.len()), "{name}: {:?}", list.rejected);
            assert!(list.without_identifier > 0 || name == "prefecture-event.csv", "{name}");
            let text = text(file);
            assert!(text.contains('０') && text.contains("@"), "{name}");
        }
    }
    let shared = |slug: &str| loaded(slug, &incident(slug).unwrap().files[0]).shared_identifiers;
    assert!(shared("statistics-survey") > 40 && shared("job-matching") > 3);
    let suffixed = |contact: &&Contact| contact.email.as_ref().is_some_and(|e| e.contains('+'));
    for slug in ["job-matching", "overseas-career"] {
        assert!(people(slug).iter().filter(suffixed).count() > 10, "{slug}");
    }
}

/// However the cells are written, everybody has a card and an employee number of their own.
#[test]
fn everybody_with_a_booking_is_found_by_card_and_by_employee_number() {
    let file = &incident("health-check").unwrap().files[0];
    let list = loaded("health-check", file);
    assert_eq!((list.people.len(), list.without_identifier), (11_704, 0));
    assert_eq!((list.shared_identifiers, list.rejected.len()), (0, 0));
    assert!(list.duplicates > 100, "{}", list.duplicates);
    for person in &list.people {
        let found: Vec<usize> = person.identifiers.iter().map(|(kind, _)| *kind).collect();
        assert_eq!(found, [0, 2], "row {}", person.row);
    }
    let kinds = kinds("health-check");
    let contacts = file.contacts();
    for (contact, person) in contacts.iter().zip(&list.people) {
        let key = contact.key.as_ref().unwrap().as_bytes();
        let person = match &person.person_key[..] == key {
            true => person,
            false => list.people.iter().find(|other| &other.person_key[..] == key).unwrap(),
        };
        let listed = person.identifiers.iter().map(|(_, identifier)| identifier.clone());
        assert!(listed.collect::<Vec<_>>() == identifiers(&kinds, contact), "{contact:?}");
    }
    let column = |field: usize| contacts.iter().map(move |c| c.composites[0].1[field].as_str());
    let distinct = |field: usize| column(field).collect::<HashSet<_>>().len();
    assert_eq!((distinct(0), distinct(1)), (40, 11_704));
    assert!(distinct(2) > 8_000, "{}", distinct(2));
}

#[test]
fn card_numbers_and_birth_dates_are_as_untidy_as_such_columns_are() {
    let text = text(&incident("health-check").unwrap().files[0]);
    let cells = |column: usize| text.lines().skip(1).filter_map(move |l| l.split(',').nth(column));
    let count = |column: usize, like: &dyn Fn(&str) -> bool| {
        cells(column).filter(|cell| like(cell)).count()
    };
    let digits = |cell: &str| cell.chars().all(|c| c.is_ascii_digit());
    // Birth date, symbol, number.
    for (column, width) in [(6, 8), (7, 7)] {
        assert!(count(column, &|cell| digits(cell) && cell.len() < width) > 2_000);
        assert!(count(column, &|cell| digits(cell) && cell.len() == width) > 5_000);
        assert!(count(column, &|cell| ('０'..='９').any(|c| cell.contains(c))) > 500);
    }
    for like in ["S", "昭和", "H", "平成", "平成元年", "年", "-", ".", "ー", "/"] {
        assert!(count(5, &|cell| cell.contains(like)) > 5, "{like}");
    }
    assert!(count(5, &digits) > 100);
}

#[test]
fn five_people_stand_in_two_lists_of_the_career_company() {
    let (kinds, people) = (kinds("overseas-career"), people("overseas-career"));
    assert_eq!(people.len(), 15_824);
    let twice: Vec<_> = people.iter().filter(|contact| contact.groups.len() > 1).collect();
    let groups: Vec<_> = twice.iter().map(|contact| contact.groups.as_slice()).collect();
    assert_eq!(groups[..3], [["participants", "exhibitors"]; 3]);
    assert_eq!(groups[3..], [["prefecture-event", "exhibitors"]; 2]);
    // The same person key, address and number in both files, so that both loads are one person.
    for contact in twice {
        for file in incident("overseas-career").unwrap().files {
            let list = loaded("overseas-career", file);
            let key = contact.key.as_ref().unwrap().as_bytes();
            let person = list.people.iter().find(|person| &person.person_key[..] == key);
            assert_eq!(person.is_some(), contact.groups.contains(&file.group));
            let found: Option<HashSet<_>> =
                person.map(|p| p.identifiers.iter().map(|(_, i)| i.clone()).collect());
            let expected: HashSet<_> = identifiers(&kinds, contact).into_iter().collect();
            assert!(found.is_none_or(|found| found == expected));
        }
    }
}

#[test]
fn nationalities_of_the_participants() {
    let file = &incident("overseas-career").unwrap().files[0];
    let list = loaded("overseas-career", file);
    let mut counts: BTreeMap<&str, HashSet<usize>> = BTreeMap::new();
    for (cells, person) in &list.rows_with_people {
        counts.entry(&cells[3]).or_default().insert(*person);
    }
    let counts: Vec<_> = counts.into_iter().map(|(name, people)| (name, people.len())).collect();
    assert_eq!(counts, [("India", 3_857), ("Vietnam", 11_678)]);
}

#[test]
fn the_unlisted_are_in_no_list_and_the_first_share_nothing() {
    for incident in incidents() {
        let kinds = kinds(incident.slug);
        let stranger = identifiers(&kinds, &unlisted(incident.slug));
        assert_eq!(stranger.len(), if incident.slug == "health-check" { 4 } else { 2 });
        for file in incident.files {
            let list = loaded(incident.slug, file);
            let mut listed = list.people.iter().flat_map(|p| &p.identifiers).map(|(_, i)| i);
            assert!(!listed.any(|identifier| stranger.contains(identifier)));
        }
        let people = people(incident.slug);
        let first = identifiers(&kinds, &people[0]);
        assert_eq!(first.len(), 2);
        let others: HashSet<_> = people[1..].iter().flat_map(|c| identifiers(&kinds, c)).collect();
        assert!(!first.iter().any(|identifier| others.contains(identifier)), "{}", incident.slug);
    }
    assert!(people("no-such-incident").is_empty());
}

#[test]
fn all_is_written_where_it_is_asked_for() {
    let directory = tempfile::tempdir().unwrap();
    let written = write_all(directory.path()).unwrap();
    assert_eq!(written.len(), 4 * 11 + 6);
    let file = &incident("statistics-survey").unwrap().files[0];
    let path = directory.path().join("statistics-survey/contacts.csv");
    assert!(written.contains(&path));
    assert!(std::fs::read(path).unwrap() == file.contents());
    assert!(directory.path().join("health-check.toml").is_file());
}
