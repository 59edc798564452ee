//! One person written in two ways is one person.

use proptest::prelude::*;

use crate::support::read;
use shirabe_protocol::identifier::{Kind, Region};

/// How one character may be written instead.
fn respelt(character: char, choice: u8) -> String {
    match (choice % 4, character) {
        (1, '!'..='~') => char::from_u32(character as u32 + 0xFEE0).into_iter().collect(),
        (1 | 2, ' ') => "\u{3000} ".to_owned(),
        _ => character.to_string(),
    }
}

fn respell(text: &str, choices: &[u8]) -> String {
    text.chars().zip(choices.iter().cycle()).map(|(c, choice)| respelt(c, *choice)).collect()
}

fn capitals(text: &str, choices: &[u8]) -> String {
    let pairs = text.chars().zip(choices.iter().cycle());
    pairs.map(|(c, n)| if n & 4 == 0 { c } else { c.to_ascii_uppercase() }).collect()
}

proptest! {
    #[test]
    fn width_capitals_and_spaces_do_not_make_two_people(
        name in "[A-Z][a-z]{1,8} [A-Z][a-z]{1,8}",
        local in "[a-z][a-z0-9._]{0,12}[a-z0-9]",
        subscriber in 0u32..10_000_000,
        choices in prop::collection::vec(any::<u8>(), 1..40),
    ) {
        let email = format!("{local}@mail.example.jp");
        let phone = format!("090-0{:03}-{:04}", subscriber / 10_000, subscriber % 10_000);
        let other_phone = if choices[0] & 1 == 0 { phone.replace('-', "") } else {
            format!("+81 {}", &phone[1..])
        };
        let text = format!(
            "name,email,phone\n\"{name}\",\"{email}\",\"{phone}\"\n\"{}\",\" {} \",\"{}\"\n",
            respell(&name, &choices),
            respell(&capitals(&email, &choices), &choices),
            respell(&other_phone, &choices),
        );
        let kinds = [Kind::email(), Kind::phone(Region::Jp)];
        let list = read(text.as_bytes(), &kinds, &[], None).unwrap();
        prop_assert_eq!(list.rejected.len(), 0);
        prop_assert_eq!((list.rows, list.people.len(), list.duplicates), (2, 1, 1));
        prop_assert_eq!(list.people[0].identifiers.len(), 2);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes, &[Kind::email()], &[], None);
    }

    #[test]
    fn no_text_makes_it_panic(text in "[a,\"\r\n@. あ]{0,60}") {
        let _ = read(text.as_bytes(), &[Kind::email()], &[], None);
    }
}
