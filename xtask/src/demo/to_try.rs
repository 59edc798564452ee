//! What to type: somebody who is in the list, and somebody who is not.

use super::DemoFolder;
use anyhow::{Context, Result};
use sample_data::{Contact, SampleFile, SampleIncident};
use std::{fmt::Write, fs, net::SocketAddr};

/// Well-formed, with a right check character, and in no list.
const UNLISTED_CODE: &str = "0000-0000-0000-0";

/// A small table for one incident.
pub fn lines(
    folder: &DemoFolder,
    incident: &SampleIncident,
    address: &SocketAddr,
) -> Result<String> {
    let slug = incident.slug;
    let people = sample_data::people(slug);
    let listed = people.first().with_context(|| format!("nobody is listed in {slug}"))?;
    let file = incident.files.first().with_context(|| format!("{slug} has no list"))?;
    let code = first_code(&fs::read(folder.letter_codes(slug, file))?)?;
    let in_two_groups = people.iter().find(|person| person.groups.len() > 1);
    let mut unlisted = sample_data::unlisted(slug);
    unlisted.composites.retain(|(kind, _)| !incident.staff_kinds.contains(kind));
    let table = table(listed, &unlisted, &code, in_two_groups)?;
    Ok(format!(
        "  {slug}, {}: http://{address}/en/incidents/{slug}\n{table}",
        people_in(incident.files)
    ))
}

fn people_in(files: &[SampleFile]) -> String {
    let people: usize = files.iter().map(|file| file.people).sum();
    format!("{people} people")
}

fn table(
    listed: &Contact,
    unlisted: &Contact,
    code: &str,
    in_two_groups: Option<&Contact>,
) -> Result<String> {
    let mut table = String::new();
    let mut row = |name: &str, listed: &str, unlisted: &str| {
        writeln!(table, "    {name:9} {listed:38} {unlisted}")
    };
    row("try", "listed", "not listed")?;
    let reaches =
        [("email", &listed.email, &unlisted.email), ("phone", &listed.phone, &unlisted.phone)];
    for (name, listed, unlisted) in reaches {
        if let (Some(listed), Some(unlisted)) = (listed, unlisted) {
            row(name, listed, unlisted)?;
        }
    }
    // What only staff may ask by has been taken from the unlisted.
    for (kind, fields) in &unlisted.composites {
        if let Some((_, listed)) = listed.composites.iter().find(|(other, _)| other == kind) {
            row(kind, &listed.join(", "), &fields.join(", "))?;
        }
    }
    row("code", code, UNLISTED_CODE)?;
    if let Some(email) = in_two_groups.and_then(|person| person.email.as_ref()) {
        writeln!(table, "    in two groups: {email}")?;
    }
    Ok(table)
}

/// The code of the first person in the organisation's letter file: the last column.
fn first_code(letter_file: &[u8]) -> Result<String> {
    let mut rows = csv::Reader::from_reader(letter_file);
    let row = rows.records().next().context("the letter file is empty")??;
    Ok(row.iter().next_back().context("the letter file has no code")?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact(email: Option<&str>) -> Contact {
        Contact {
            name: "someone".into(),
            email: email.map(Into::into),
            groups: vec!["contacts"],
            ..Contact::default()
        }
    }

    #[test]
    fn the_code_is_in_the_last_column() {
        let file = "\u{feff}氏名,email,letter code / 手紙のコード\r\n\"a, b\",a@example.jp,K7QX-4M2P-9D1T-R\r\n";
        assert_eq!(first_code(file.as_bytes()).unwrap(), "K7QX-4M2P-9D1T-R");
        assert!(first_code("a,b\r\n".as_bytes()).is_err());
    }

    #[test]
    fn what_nobody_has_is_left_out() {
        let table = |email| table(&contact(email), &contact(Some("b@x")), "C", None).unwrap();
        let with = table(Some("a@x"));
        assert!(with.contains("email") && with.contains("a@x") && with.contains(UNLISTED_CODE));
        assert!(!with.contains("phone"));
        assert!(!table(None).contains("email"));
        let person = |date: &str| Contact {
            composites: vec![("insurance", vec!["0113".into(), date.into()])],
            ..Contact::default()
        };
        let both = |listed: &Contact, unlisted: &Contact| {
            super::table(listed, unlisted, "C", None).unwrap()
        };
        let with = both(&person("1985-04-01"), &person("1985-04-02"));
        assert!(with.contains("0113, 1985-04-01") && with.contains("0113, 1985-04-02"));
        assert!(!both(&person("1985-04-01"), &Contact::default()).contains("0113"));
    }
}
