//! Whole files, read as organisations write them.

use crate::support::{SmallList, read};
use encoding_rs::SHIFT_JIS;
use shirabe_contacts::{ContactsError, Encoding, Mapping, MappingError, Use};
use shirabe_protocol::identifier::{Kind, NormalizedIdentifier, Region};

fn kinds() -> Vec<Kind> {
    vec![Kind::email(), Kind::phone(Region::Jp), Kind::code()]
}

fn list(text: &str, mappings: &[&str]) -> Result<SmallList, ContactsError> {
    let mappings: Vec<Mapping> = mappings
        .iter()
        .map(|text| Mapping::parse(text).unwrap_or_else(|error| panic!("{text}: {error}")))
        .collect();
    read(text.as_bytes(), &kinds(), &mappings, None)
}

fn sound(text: &str, mappings: &[&str]) -> SmallList {
    list(text, mappings).unwrap_or_else(|error| panic!("{error}"))
}

fn email(text: &str) -> (usize, NormalizedIdentifier) {
    (0, kinds()[0].normalise(&[text]).unwrap_or_else(|error| panic!("{error}")))
}

fn phone(text: &str) -> (usize, NormalizedIdentifier) {
    (1, kinds()[1].normalise(&[text]).unwrap_or_else(|error| panic!("{error}")))
}

#[test]
fn a_list_from_excel_in_japan() {
    let text = "受付番号,氏名,ﾒｰﾙｱﾄﾞﾚｽ,ＴＥＬ\r\n\
                ①,髙橋　太郎,taro@example.jp,０９０-0123-4567\r\n\
                ②,\"山﨑\r\n花子\",,ﾅｼ\r\n";
    let (bytes, _, unmappable) = SHIFT_JIS.encode(text);
    assert!(!unmappable);
    let list = read(&bytes, &kinds(), &[], None).unwrap();
    assert_eq!(list.encoding, Some(Encoding::Cp932));
    let uses: Vec<&[Use]> = list.columns.iter().map(|column| column.uses.as_slice()).collect();
    assert_eq!(uses, [&[], &[], &[Use::Kind(0)][..], &[Use::Kind(1)]]);
    assert_eq!(list.people.len(), 2);
    assert_eq!(list.people[0].identifiers, [email("taro@example.jp"), phone("090-0123-4567")]);
    assert_eq!((list.people[1].row, list.without_identifier), (3, 1));
    assert!(list.uneven_rows.is_empty());
    let [rejected] = list.rejected.as_slice() else { panic!("{:?}", list.rejected) };
    assert_eq!((rejected.row, rejected.column), (3, 3));
    assert_eq!(rejected.reason, "phone-character");
    let rows: Vec<_> = list.rows_with_people.clone();
    assert_eq!(rows[1].0[1], "山﨑\r\n花子");
    assert_eq!(list.header[3], "ＴＥＬ");
}

#[test]
fn every_encoding_gives_the_same_people() {
    let text = "氏名,メールアドレス\r\n髙橋,taro@example.jp\r\n";
    let (cp932, _, _) = SHIFT_JIS.encode(text);
    let with_bom = format!("\u{FEFF}{text}");
    let keys = [text.as_bytes(), with_bom.as_bytes(), &cp932].map(|bytes| {
        let list = read(bytes, &kinds(), &[], None).unwrap();
        assert_eq!(list.people[0].identifiers, [email("taro@example.jp")]);
        assert_eq!(list.header[0], "氏名");
        list.people[0].person_key.to_vec()
    });
    assert!(keys[0] == keys[1] && keys[1] == keys[2]);
}

#[test]
fn both_forms_of_an_address_with_a_suffix() {
    let list = sound("email\nTaro+jobs@example.jp\ntaro@example.jp\n", &[]);
    assert_eq!(
        list.people[0].identifiers,
        [email("taro+jobs@example.jp"), email("taro@example.jp")]
    );
    assert_eq!((list.people.len(), list.shared_identifiers), (2, 1));
}

#[test]
fn several_columns_of_one_kind() {
    let list = sound(
        "会社電話,携帯電話,電話番号,email,email\n\
         03-0000-0001,090-0000-0001,０３００００００01,a@example.jp,A@EXAMPLE.JP\n",
        &[],
    );
    assert_eq!(
        list.people[0].identifiers,
        [phone("03-0000-0001"), phone("090-0000-0001"), email("a@example.jp")]
    );
    assert_eq!(list.columns[4].name, "email (2)");
}

#[test]
fn equal_rows_are_one_person_and_other_rows_are_not() {
    let list = sound(
        "name,email,tel\n\
         Sato  Ai,ai@example.jp,03-0000-0001\n\
         Ｓａｔｏ　Ai,AI@example.jp,０３(0000)0001\n\
         \n\
         Sato Jun,ai@example.jp,03-0000-0001\n",
        &[],
    );
    assert_eq!((list.rows, list.people.len(), list.duplicates), (3, 2, 1));
    assert_eq!(list.shared_identifiers, 2);
    assert_eq!([list.people[0].row, list.people[1].row], [2, 5]);
    let people: Vec<usize> = list.rows_with_people.iter().map(|(_, person)| *person).collect();
    assert_eq!(people, [0, 0, 1]);
}

#[test]
fn a_key_column_joins_rows_and_their_identifiers() {
    let list = sound(
        "account_id,email\nA1,a@example.jp\n Ａ1 ,b@example.jp\na1,c@example.jp\n,d@example.jp\n",
        &["account_id=key"],
    );
    assert_eq!(list.people.len(), 3);
    assert_eq!(list.people[0].identifiers, [email("a@example.jp"), email("b@example.jp")]);
    assert_eq!(&list.people[0].person_key[..], b"A1");
    assert_eq!(list.columns[0].uses, [Use::Key]);
}

#[test]
fn the_key_of_a_row_is_its_cells_with_their_lengths() {
    let list = sound("name,email\n Ａ ,A@example.jp\n", &[]);
    let mut expected = b"\0\x01A".to_vec();
    let (_, address) = email("a@example.jp");
    expected.extend_from_slice(&(address.canonical_bytes().len() as u16).to_be_bytes());
    expected.extend_from_slice(address.canonical_bytes());
    assert!(list.people[0].person_key[..] == expected);
}

#[test]
fn rows_that_tell_nothing_apart_never_merge() {
    let text = "name,email\nSato Ai,\nSato Ai,-\nSato Jun,\n";
    let list = sound(text, &[]);
    assert_eq!((list.people.len(), list.without_identifier), (3, 3));
    let keys = |list: &SmallList| {
        let mut keys: Vec<_> = list.people.iter().map(|p| p.person_key.to_vec()).collect();
        keys.sort();
        keys
    };
    // Another order, the same keys: letters that were sent stay good.
    let again = sound("name,email\nSato Jun,\nSato Ai,\nSato Ai,\n", &[]);
    assert_eq!(again.people.len(), 3);
    let other_cells = sound("name,email\nSato Ai,-\nSato Ai,-\nSato Jun,\n", &[]);
    assert!(keys(&again)[2] == keys(&other_cells)[2]);
    assert!(keys(&list).windows(2).all(|pair| pair[0] != pair[1]));
}

#[test]
fn a_rejected_cell_leaves_the_person() {
    let list = sound("email,phone\nno-at-sign,03-0000-0001\na@b@example.jp,\n", &[]);
    let reasons: Vec<_> = list.rejected.iter().map(|r| (r.row, r.column, r.reason)).collect();
    assert_eq!(reasons, [(2, 0, "email-without-at"), (3, 0, "email-several-at")]);
    assert_eq!(list.people[0].identifiers, [phone("03-0000-0001")]);
    assert_eq!((list.people.len(), list.without_identifier), (2, 1));
}

#[test]
fn mappings_overrule_headings() {
    let text = "ご連絡先,電話番号,備考=1\n03-0000-0001,12,x@example.jp\n";
    let list = sound(text, &["ご連絡先=phone", "電話番号=ignore", "備考=1=email"]);
    assert_eq!(list.people[0].identifiers, [phone("03-0000-0001"), email("x@example.jp")]);
    assert!(list.rejected.is_empty() && list.columns.iter().all(|column| column.mapped()));
    // A heading may be written with other widths and capitals.
    let list = sound("Tel1,Contact\n,03-0000-0001\n", &["ＣＯＮＴＡＣＴ=phone"]);
    assert_eq!(list.people[0].identifiers, [phone("03-0000-0001")]);
}

#[test]
fn mapping_errors_list_what_there_is() {
    let text = "名前,メール\nA,a@example.jp\n";
    let error = |mappings: &[&str]| match list(text, mappings) {
        Err(ContactsError::Mapping(error)) => error,
        other => panic!("{other:?}"),
    };
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        error(&["氏名=ignore"]),
        MappingError::UnknownColumn {
            column: "氏名".into(), known: names(&["名前", "メール"])
        }
    );
    assert_eq!(
        error(&["名前=fax"]),
        MappingError::UnknownKind { kind: "fax".into(), known: names(&["email", "phone", "code"]) }
    );
    assert_eq!(
        error(&["名前=fax"]).to_string(),
        "this incident has no kind fax; it has email, phone, code, and key, group and ignore"
    );
    assert_eq!(
        error(&["メール=email.local"]),
        MappingError::UnknownField {
            kind: "email".into(),
            field: "local".into(),
            known: Vec::new()
        }
    );
    assert_eq!(
        error(&["名前=key", "メール=key"]),
        MappingError::SeveralKeys { columns: names(&["名前", "メール"]) }
    );
    assert_eq!(
        error(&["名前=key", "名前=ignore"]),
        MappingError::IgnoredAndUsed { column: "名前".into() }
    );
    assert_eq!(
        error(&["名前=ignore", "名前=email"]),
        MappingError::IgnoredAndUsed { column: "名前".into() }
    );
    assert_eq!(
        error(&["メール=email", "メール=email"]),
        MappingError::Repeated { column: "メール".into(), target: "email".into() }
    );
    for text in ["", "=", "a=", "=email", "email", "a=.x", "a=email."] {
        assert_eq!(Mapping::parse(text), Err(MappingError::Syntax), "{text}");
    }
}

#[test]
fn only_kinds_of_the_incident_are_recognised() {
    let text = "社員番号,メール\n00382,a@example.jp\n";
    let list = read(text.as_bytes(), &[Kind::code()], &[], None).unwrap();
    assert!(list.columns.iter().all(|column| column.uses.is_empty()));
    assert_eq!((list.people.len(), list.without_identifier), (1, 1));
}

#[test]
fn a_file_that_would_load_wrongly_is_refused() {
    assert!(matches!(
        list("name,memo\nA,B\n", &[]),
        Err(ContactsError::NoIdentifierColumn { columns, targets })
            if columns == ["name", "memo"] && targets == ["email", "phone", "code"]
    ));
    for text in ["Sato,ai@example.jp\nA,b@example.jp\n", "Sato,090-0123-4567\n"] {
        let error = list(text, &["Sato=key"]).unwrap_err();
        assert_eq!(error, ContactsError::HeaderLooksLikeData);
    }
    assert!(matches!(
        list("name,email\nA,\"a@example.jp\nB,b@example.jp\n", &[]),
        Err(ContactsError::UnclosedQuote { row: 2 })
    ));
    let long = format!("name,email\n{},a@example.jp\n", "x".repeat(65_536));
    let too_long = ContactsError::CellTooLong { row: 2, column: "name".into() };
    assert_eq!(list(&long, &[]).unwrap_err(), too_long);
    assert_eq!(list("", &[]).unwrap_err(), ContactsError::Empty);
}

#[test]
fn nothing_that_is_printed_holds_a_cell() {
    let list = sound("name,email,phone\nSecret,secret@example.jp,secret\n", &[]);
    let printed = format!("{:?} {:?}", list.columns, list.rejected).to_lowercase();
    assert!(printed.contains("phone-character") && !printed.contains("secret"), "{printed}");
    let broken = [b"name,email\nsecret,secret@example.jp\nsecret\xFD".as_slice(), b"\n"].concat();
    let error = read(&broken, &kinds(), &[], None).unwrap_err();
    assert_eq!(error, ContactsError::Malformed { encoding: "CP932", row: 3 });
    assert!(!format!("{error:?} {error}").contains("secret"));
}
