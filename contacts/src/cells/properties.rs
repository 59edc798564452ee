//! What holds for every cell, not only for those that somebody thought of.

use super::{canonical_text, field, read, without_midnight};
use crate::source::Epoch;
use proptest::prelude::*;
use shirabe_protocol::identifier::{FieldForm, Kind, Region};

fn phone() -> Kind {
    Kind::phone(Region::Jp)
}

/// Full width, or as it is, character by character.
fn widened(text: &str, choices: &[bool]) -> String {
    let pairs = text.chars().zip(choices.iter().cycle());
    let wide = |c: char| char::from_u32(c as u32 + 0xFEE0).unwrap_or(c);
    pairs.map(|(c, choice)| if *choice && c.is_ascii_graphic() { wide(c) } else { c }).collect()
}

fn dressed(text: &str, dress: usize) -> String {
    match dress % 8 {
        0 => text.to_owned(),
        1 => format!("「{text}」"),
        2 => format!("携帯：{text}"),
        3 => format!("{text}（会社）"),
        4 => format!("\"{text}\""),
        5 => format!("\u{3000}{text}\r\n"),
        6 => format!("={:?}", text),
        _ => format!("'{text}"),
    }
}

const MARKS: &str =
    "[0-9０-９a@＠.．,、;；:：/／~〜xX#+内線()（）<>「」\"' \u{3000}\n\tTE%=-]{0,40}";

proptest! {
    #[test]
    fn a_canonical_form_reads_as_itself(
        local in "[a-z0-9][a-z0-9._+-]{0,10}",
        domain in "[a-z]{1,8}\\.example\\.jp",
        digits in "[1-9][0-9]{8,9}",
    ) {
        for (kind, text) in [(Kind::email(), format!("{local}@{domain}")), (phone(), format!("+81{digits}"))] {
            let first = read(&text, &kind);
            prop_assert!(first.problem().is_none());
            for identifier in &first.identifiers {
                let again = read(canonical_text(identifier, &kind), &kind);
                prop_assert!(again.identifiers.first() == Some(identifier));
            }
            prop_assert_eq!(canonical_text(&first.identifiers[0], &kind), text);
        }
    }

    #[test]
    fn whatever_is_read_reads_as_itself(cell in MARKS) {
        for kind in [Kind::email(), phone(), Kind::code()] {
            for identifier in &read(&cell, &kind).identifiers {
                let again = read(canonical_text(identifier, &kind), &kind);
                prop_assert!(again.problem().is_none());
                prop_assert!(again.identifiers.contains(identifier));
            }
        }
    }

    #[test]
    fn spellings_of_one_address_are_one(
        local in "[a-z][a-z0-9._]{0,9}[a-z0-9]",
        choices in prop::collection::vec(any::<bool>(), 1..20),
        dress in 0usize..8,
        named in any::<bool>(),
    ) {
        let address = format!("{local}@mail.example.jp");
        let written = widened(&address, &choices);
        let cell = if named { format!("山田 太郎 <{written}>") } else { dressed(&written, dress) };
        let reading = read(&cell, &Kind::email());
        prop_assert!(reading.problem().is_none());
        prop_assert!(reading.identifiers == read(&address, &Kind::email()).identifiers);
    }

    #[test]
    fn spellings_of_one_number_are_one(
        // `01` may open a number abroad.
        digits in "[2-9][0-9]{8}",
        choices in prop::collection::vec(any::<bool>(), 1..20),
        separator in prop::sample::select(vec!["", "-", " ", ".", "－", "ー"]),
        beginning in prop::sample::select(vec!["0", "+81", "+81 (0)", "81"]),
        (extension, dress) in (any::<bool>(), 0usize..8),
    ) {
        let (area, rest) = digits.split_at(2);
        let (middle, last) = rest.split_at(3);
        let written = format!("{beginning}{area}{separator}{middle}{separator}{last}");
        let written = widened(&written, &choices);
        let cell = dressed(&written, dress);
        let cell = if extension { format!("{cell} 内線12") } else { cell };
        let reading = read(&cell, &phone());
        prop_assert!(reading.problem().is_none(), "{}", cell);
        let plain = read(&format!("+81{digits}"), &phone());
        prop_assert!(reading.identifiers == plain.identifiers);
    }

    /// Two numbers give both, or a problem; never one of them alone, nor a third.
    #[test]
    fn two_numbers_are_never_one(
        first in "0[2-9][0-9]{8,9}",
        second in "0[2-9][0-9]{8,9}",
        separator in "[ /／;；,、・.x#()内線~a-c\n-]{1,4}",
    ) {
        prop_assume!(first != second);
        let due = [&first, &second].map(|number| read(number, &phone()).identifiers);
        let reading = read(&format!("{first}{separator}{second}"), &phone());
        let both = due.concat();
        prop_assert!(reading.identifiers.iter().all(|number| both.contains(number)));
        prop_assert!(reading.problem().is_some() || reading.identifiers == both, "{:?}", separator);
    }

    #[test]
    fn two_addresses_are_never_one(
        first in "[a-z]{1,6}",
        second in "[a-z]{1,6}",
        separator in "[ /／;；,、・<>()（）「」\"'\u{200B}\n\t]{1,4}",
        words in prop::sample::select(vec!["", "または", "山田", "様 鈴木"]),
    ) {
        prop_assume!(first != second);
        let [first, second] = [first, second].map(|local| format!("{local}@mail.example.jp"));
        let both = [&first, &second].map(|address| read(address, &Kind::email()).identifiers);
        let both = both.concat();
        let reading = read(&format!("{first}{separator}{words}{second}"), &Kind::email());
        prop_assert!(reading.identifiers.iter().all(|address| both.contains(address)));
        prop_assert!(reading.problem().is_some() || reading.identifiers == both, "{:?}", separator);
    }

    #[test]
    fn era_iso_and_serial_dates_are_one_day(serial in 23_743u32..32_516) {
        let read = |cell: &str| {
            let field = field(cell, FieldForm::Date, Epoch::Year1900).map_err(str::to_owned)?;
            FieldForm::Date.canonical(&field.text).map_err(|error| error.to_string())
        };
        // 1965 to early 1989 are years of Showa.
        let day = read(&serial.to_string()).map_err(TestCaseError::fail)?;
        let number = |range| day.get(range).and_then(|part: &str| part.parse::<u32>().ok()).unwrap_or(0);
        let (y, m, d) = (number(0..4), number(5..7), number(8..10));
        let showa = y - 1925;
        for cell in [
            format!("{y}/{m}/{d}"),
            format!("昭和{showa}年{m}月{d}日"),
            format!("S{showa}.{m}.{d}"),
            format!("{day}T00:00:00"),
            format!("{y}年{m}月{d}日 0:00"),
            format!("{serial}.0"),
        ] {
            prop_assert_eq!(read(&cell), Ok(day.clone()), "{}", cell);
        }
        let next = read(&(serial + 1).to_string());
        prop_assert!(next.is_ok_and(|next| next > day));
    }

    #[test]
    fn no_text_makes_it_panic(any in "\\PC{0,60}", marks in MARKS) {
        for cell in [&any, &marks] {
            for kind in [Kind::email(), phone(), Kind::phone(Region::De), Kind::code()] {
                let _ = read(cell, &kind);
            }
            for form in [FieldForm::Date, FieldForm::KanaName, FieldForm::Digits { min: 1, max: 9 }] {
                let _ = field(cell, form, Epoch::Year1904);
            }
            let _ = without_midnight(cell);
        }
    }
}
