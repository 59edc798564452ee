//! What normalisation `n1` promises of every text, not only of the vectors.

use proptest::prelude::*;
use shirabe_protocol::identifier::{Kind, Region, email_bare_form};
use shirabe_protocol::letter_code::LetterCode;

const REGIONS: [Region; 19] = [
    Region::Jp,
    Region::Vn,
    Region::In,
    Region::Id,
    Region::Np,
    Region::Mm,
    Region::Ph,
    Region::Br,
    Region::Kr,
    Region::Cn,
    Region::Tw,
    Region::Hk,
    Region::Sg,
    Region::Th,
    Region::Us,
    Region::Gb,
    Region::De,
    Region::Fr,
    Region::Au,
];

const SPACES: [char; 8] =
    [' ', '\t', '\u{A0}', '\u{3000}', '\u{200B}', '\u{FEFF}', '\u{2009}', '\u{202A}'];
const DASHES: [char; 8] =
    ['-', '\u{2010}', '\u{2013}', '\u{2015}', '\u{2212}', '\u{2500}', '\u{FF0D}', '\u{30FC}'];

fn kinds() -> impl Strategy<Value = Kind> {
    prop_oneof![
        Just(Kind::email()),
        proptest::sample::select(REGIONS.to_vec()).prop_map(Kind::phone),
        Just(Kind::code()),
    ]
}

/// The canonical text: the third part of the canonical bytes.
fn canonical_text(kind: &Kind, text: &str) -> Option<String> {
    let identifier = kind.normalise(&[text]).ok()?;
    let bytes = identifier.canonical_bytes();
    let field = &bytes[2 + "shirabe/n1".len() + 2 + kind.name.len() + 2..];
    Some(String::from_utf8(field.to_vec()).expect("canonical text is UTF-8"))
}

fn full_width(character: char) -> char {
    match character {
        '!'..='~' => char::from_u32(character as u32 + 0xFEE0).expect("inside the block"),
        other => other,
    }
}

/// For each character: whether to widen it, whether to change its case, what to put before it.
type Disguise = Vec<(bool, bool, Option<usize>)>;

fn disguise() -> impl Strategy<Value = Disguise> {
    let inserted = proptest::option::weighted(0.2, 0..SPACES.len());
    proptest::collection::vec((any::<bool>(), any::<bool>(), inserted), 1..40)
}

/// The text as someone else might write it.
fn disguised(text: &str, disguise: &Disguise, dash: usize) -> String {
    let mut written = String::new();
    for (character, (wide, capital, space)) in text.chars().zip(disguise.iter().cycle()) {
        written.extend(space.map(|space| SPACES[space]));
        let character = if *capital { character.to_ascii_uppercase() } else { character };
        let character = if character == '-' { DASHES[dash] } else { character };
        written.push(if *wide { full_width(character) } else { character });
    }
    written.extend(disguise[0].2.map(|space| SPACES[space]));
    written
}

fn addresses() -> impl Strategy<Value = String> {
    // The last label begins with a letter: digits alone are refused there.
    "[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,20}@([a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?\\.){1,3}[a-z][a-z0-9]{1,5}"
}

/// Not evenly spread, but made of what the folds look at.
fn tricky_text() -> impl Strategy<Value = String> {
    let tricky = proptest::sample::select(
        "0189+-()@.aZx#;~ー｡。＋０８１内線ｘ\u{3000}\u{200b}\u{301c}\u{ff70}日ﾗéÉİẞΣς\u{308}"
            .chars()
            .collect::<Vec<_>>(),
    );
    proptest::collection::vec(prop_oneof![4 => tricky, 1 => any::<char>()], 0..40)
        .prop_map(String::from_iter)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn never_panics_and_twice_changes_nothing(kind in kinds(), text in tricky_text()) {
        if let Some(once) = canonical_text(&kind, &text) {
            prop_assert_eq!(canonical_text(&kind, &once), Some(once));
        }
        let _ = email_bare_form(&text);
        let _ = LetterCode::read(&text);
    }

    #[test]
    fn never_panics_on_any_string(kind in kinds(), text in any::<String>()) {
        if let Some(once) = canonical_text(&kind, &text) {
            prop_assert_eq!(canonical_text(&kind, &once), Some(once));
        }
    }

    #[test]
    fn digits_alone_are_stable_in_every_region(
        region in proptest::sample::select(REGIONS.to_vec()),
        digits in "\\+?[0-9]{0,18}",
    ) {
        let kind = Kind::phone(region);
        if let Some(once) = canonical_text(&kind, &digits) {
            prop_assert!(once.starts_with('+') && (8..=16).contains(&once.len()), "{once}");
            prop_assert_eq!(canonical_text(&kind, &once), Some(once.clone()));
            // E.164 means the same number in every region.
            for other in REGIONS {
                prop_assert_eq!(canonical_text(&Kind::phone(other), &once), Some(once.clone()));
            }
        }
    }

    #[test]
    fn a_disguised_address_is_the_same(
        address in addresses(), disguise in disguise(), dash in 0..DASHES.len(),
    ) {
        let kind = Kind::email();
        prop_assert_eq!(canonical_text(&kind, &address), Some(address.clone()));
        let written = disguised(&address, &disguise, dash);
        prop_assert_eq!(canonical_text(&kind, &written), Some(address), "{}", written);
    }

    #[test]
    fn a_disguised_number_is_the_same(
        digits in "(1[1-9]|[2-9][0-9])[0-9]{7,8}", disguise in disguise(), dash in 0..DASHES.len(),
    ) {
        let kind = Kind::phone(Region::Jp);
        let due = Some(format!("+81{digits}"));
        for text in [format!("0{digits}"), format!("+81-{digits}"), format!("010-81-0{digits}")] {
            let mut parted = text.clone();
            parted.insert(text.len() - 4, '-');
            prop_assert_eq!(canonical_text(&kind, &disguised(&text, &disguise, dash)), due.clone());
            prop_assert_eq!(canonical_text(&kind, &disguised(&parted, &disguise, dash)), due.clone());
        }
    }

    #[test]
    fn a_disguised_code_is_the_same(
        bits in 0u64..1 << 60, disguise in disguise(), dash in 0..DASHES.len(),
    ) {
        let code = LetterCode::from_bits(bits);
        for text in [code.grouped(), code.compact(), code.compact().to_ascii_lowercase()] {
            let written = disguised(&text, &disguise, dash);
            prop_assert_eq!(canonical_text(&Kind::code(), &written), Some(code.compact()));
        }
    }

    #[test]
    fn the_bare_form_has_no_suffix_and_is_canonical(address in addresses()) {
        match email_bare_form(&address) {
            Some(bare) => {
                prop_assert!(address.contains('+') && !bare.contains('+'));
                prop_assert_eq!(canonical_text(&Kind::email(), &bare), Some(bare.clone()));
                prop_assert_eq!(email_bare_form(&bare), None);
            }
            None => prop_assert!(!address.contains('+') || address.starts_with('+')),
        }
    }
}

#[test]
fn another_number_of_fields_is_refused() {
    for kind in [Kind::email(), Kind::phone(Region::Jp), Kind::code()] {
        assert!(kind.normalise(&[]).is_err());
        assert!(kind.normalise(&["a@example.jp", "a@example.jp"]).is_err());
        assert_eq!(kind.field_count(), 1);
    }
}
