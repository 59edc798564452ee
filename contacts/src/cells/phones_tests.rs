//! Every rule for telephone numbers, with what must not be read.

use super::{CellReading, read};
use crate::reasons::{
    CELL_ERROR, DIGITS_LOST, NUMBER_FRACTION, PHONE_EXTENSION, PHONE_RANGE_UNKNOWN, PHONE_SEVERAL,
};
use shirabe_protocol::identifier::{Kind, NormalizedIdentifier, Region};

fn number(text: &str) -> NormalizedIdentifier {
    let kind = Kind::phone(Region::Jp);
    kind.normalise(&[text]).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn reading(cell: &str) -> CellReading {
    read(cell, &Kind::phone(Region::Jp))
}

fn assert_reads(cell: &str, numbers: &[&str], problem: Option<&str>) {
    let reading = reading(cell);
    let due: Vec<_> = numbers.iter().map(|text| number(text)).collect();
    assert_eq!(reading.problem(), problem, "{cell}");
    assert!(reading.identifiers == due, "{cell}: {}", reading.identifiers.len());
}

const OFFICE: &str = "+81300000001";
const MOBILE: &str = "+819000000002";

#[test]
fn one_number_however_it_is_dressed() {
    for cell in [
        "03-0000-0001",
        "０３－００００－０００１",
        "03 0000 0001",
        "(03)0000-0001",
        "03（0000）0001",
        "03.0000.0001",
        "03/0000/0001",
        "03‐0000‑0001",
        "03ー0000ー0001",
        "0300000001",
        "300000001",
        "300000001.0",
        "300000001.00",
        "３０００００００１．０",
        "+81 3-0000-0001",
        "+81 (0)3 0000 0001",
        "81-3-0000-0001",
        "010-81-3-0000-0001",
        "'0300000001",
        "=\"0300000001\"",
        "\"03-0000-0001\"",
        "「03-0000-0001」",
        "TEL:03-0000-0001",
        "ＴＥＬ：03-0000-0001",
        "Tel. 03-0000-0001",
        "tel:+81-3-0000-0001",
        "電話番号：03-0000-0001",
        "携帯：03-0000-0001",
        "会社携帯 03-0000-0001",
        "☎03-0000-0001",
        "電話（自宅）03-0000-0001",
        "【会社】03-0000-0001",
        "03-0000-0001（会社）",
        "03-0000-0001 (work)",
        "03-0000-0001 自宅",
        "03-0000-0001、",
        "03-0000-0001、なし",
        "03-0000-0001 内線12",
        "03-0000-0001（内線12）",
        "03-0000-0001 ext. 1234",
        "03-0000-0001x12",
        "03-0000-0001#12",
        "03-0000-0001;ext=12",
        "03-0000-0001、内線12",
        "03-0000-0001\n内線 12",
        "03-0000-0001\n（内線 12）",
        "03-0000-0001/ext 12",
        "会社：03-0000-0001\n携帯：",
        "03-0000-0001、03(0000)0001",
    ] {
        assert_reads(cell, &[OFFICE], None);
    }
}

#[test]
fn several_numbers_in_a_cell() {
    for separator in [
        "\n",
        "\r\n",
        "、",
        ",",
        "，",
        "；",
        ";",
        "/",
        "／",
        " / ",
        "・",
        "\t",
        " or ",
        "または",
        " ",
        "\u{3000}",
        "\n\n",
    ] {
        let cell = format!("03-0000-0001{separator}090-0000-0002");
        assert_reads(&cell, &[OFFICE, MOBILE], None);
    }
    for cell in [
        "03-0000-0001内線12、090-0000-0002",
        "03-0000-0001、内線12、090-0000-0002",
        "03-0000-0001 内線12 090-0000-0002",
        "03-0000-0001（内線12）090-0000-0002",
        "03-0000-0001 ext.12 / 090-0000-0002",
        "03-0000-0001 x12 090-0000-0002",
        "03-0000-0001;ext=12;090-0000-0002",
        "会社：03-0000-0001\n携帯：090-0000-0002",
        "03-0000-0001（会社）、090-0000-0002（携帯）",
        "300000001.0,9000000002.0",
        "03-0000-0001 内線12 携帯090-0000-0002",
    ] {
        assert_reads(cell, &[OFFICE, MOBILE], None);
    }
}

#[test]
fn a_good_part_is_taken_and_a_bad_one_reported() {
    for (cell, reason) in [
        ("03-0000-0001、0002", "phone-too-short"),
        ("03-0000-0001、山田", "phone-character"),
        ("03-0000-0001 内線09000000002", PHONE_EXTENSION),
        ("03-0000-0001 内線12-090-0000-0002", PHONE_EXTENSION),
        ("03-0000-0001 内線12 090-0000-00021", "phone-too-long"),
        ("03-0000-0001,9.0E+09", DIGITS_LOST),
    ] {
        assert_reads(cell, &[OFFICE], Some(reason));
    }
}

#[test]
fn what_is_not_certain_is_refused() {
    for (cell, reason) in [
        ("03-0000-0001~2", PHONE_SEVERAL),
        ("03-0000-0001〜2", PHONE_SEVERAL),
        ("03-0000-0001～2", PHONE_SEVERAL),
        ("03-0000-0001~0002", "phone-character"),
        ("03-0000-0001〜0002", "phone-character"),
        ("03-0000-0001 ~ 03-0000-0002", PHONE_SEVERAL),
        ("03-0000-0001-2", PHONE_SEVERAL),
        ("0300000001-2", PHONE_SEVERAL),
        ("0300000001 2", PHONE_SEVERAL),
        ("０３００００００００１ ２", PHONE_SEVERAL),
        ("03 0000 0001 2", PHONE_SEVERAL),
        ("03-0000-0001(2)", PHONE_SEVERAL),
        ("03-0000-0001/2", PHONE_SEVERAL),
        ("03-0000-0001/0002", PHONE_SEVERAL),
        ("03-0000-0001・2", PHONE_SEVERAL),
        ("9.01235E+09", DIGITS_LOST),
        ("９．０１２３５Ｅ＋０９", DIGITS_LOST),
        ("1.23E+11", DIGITS_LOST),
        ("1E+10", DIGITS_LOST),
        ("312345678.5", NUMBER_FRACTION),
        ("0312345678.12", NUMBER_FRACTION),
        ("内線12", PHONE_EXTENSION),
        // Marks that show only where `n1` has dropped the white space.
        ("03-0000-0001内 線090-0000-0002", "phone-character"),
        ("03-0000-0001 e\u{200B}xt 090-0000-0002", "phone-character"),
        ("x-xxxx-xxxx", PHONE_EXTENSION),
        ("母：090-0000-0002", "phone-character"),
        ("FAX 03-0000-0001", "phone-character"),
        ("taro@example.jp", "phone-character"),
        ("ナシ", "phone-character"),
        ("12", "phone-too-short"),
        ("03-0000-0001 0002", PHONE_SEVERAL),
        ("9,000,000,002", "phone-too-short"),
        ("#REF!", CELL_ERROR),
        ("#####", CELL_ERROR),
    ] {
        assert_reads(cell, &[], Some(reason));
    }
}

#[test]
fn what_says_nothing_is_empty() {
    for cell in ["", " ", "-", "ー", "なし", "無", "N/A", "#N/A", "不明", "()", "、"] {
        assert_reads(cell, &[], None);
    }
}

#[test]
fn decimals_never_become_digits() {
    assert_reads("312345678.0", &["0312345678"], None);
    assert_reads("03-1234-5678.0", &["0312345678"], None);
    let wrong = number("3123456780");
    for cell in ["312345678.0", "312345678.00", "'312345678.0", "３１２３４５６７８．０"]
    {
        assert!(!reading(cell).identifiers.contains(&wrong), "{cell}");
    }
}

#[test]
fn ranges_are_only_a_warning() {
    for cell in ["090-0000-0001", "03-0000-0001", "電話：090-0000-0001"] {
        assert_eq!(reading(cell).warnings, [PHONE_RANGE_UNKNOWN], "{cell}");
        assert_eq!(reading(cell).identifiers.len(), 1, "{cell}");
    }
    // The examples that the metadata itself gives.
    for cell in ["03-1234-5678", "tel: 03-1234-5678", "+1 202-555-0123"] {
        assert!(reading(cell).warnings.is_empty(), "{cell}");
    }
}

#[test]
fn other_regions_have_shorter_and_longer_numbers() {
    let indonesia = Kind::phone(Region::Id);
    let reading = read("0812345678/9", &indonesia);
    assert!(reading.identifiers.is_empty());
    assert_eq!(reading.problem(), Some(PHONE_SEVERAL));
    let germany = Kind::phone(Region::De);
    assert_eq!(read("030 000001", &germany).identifiers.len(), 1);
    assert_eq!(read("030 000001, 030 000002", &germany).identifiers.len(), 2);
}
