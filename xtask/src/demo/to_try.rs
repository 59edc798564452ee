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
    let table = table(listed, &sample_data::unlisted(slug), &code, in_two_groups)?;
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
        writeln!(table, "    {name:8} {listed:38} {unlisted}")
    };
    row("try", "listed", "not listed")?;
    let reaches =
        [("email", &listed.email, &unlisted.email), ("phone", &listed.phone, &unlisted.phone)];
    for (name, listed, unlisted) in reaches {
        if let (Some(listed), Some(unlisted)) = (listed, unlisted) {
            row(name, listed, unlisted)?;
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
            phone: None,
            key: None,
            groups: vec!["contacts"],
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
    }
}
