//! Every rule for addresses, with what must not be read.

use super::{CellReading, MAX_CELL_BYTES, read};
use crate::reasons::{CELL_ERROR, CELL_TOO_LONG, EMAIL_WHITE_SPACE, RESPELT};
use shirabe_protocol::identifier::{Kind, NormalizedIdentifier};

fn address(text: &str) -> NormalizedIdentifier {
    Kind::email().normalise(&[text]).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn reading(cell: &str) -> CellReading {
    read(cell, &Kind::email())
}

fn assert_reads(cell: &str, addresses: &[&str], problem: Option<&str>) {
    let reading = reading(cell);
    let due: Vec<_> = addresses.iter().map(|text| address(text)).collect();
    assert_eq!(reading.problem(), problem, "{cell}");
    assert!(reading.identifiers == due, "{cell}: {}", reading.identifiers.len());
}

const TARO: &str = "taro@example.jp";

#[test]
fn one_address_however_it_is_dressed() {
    for cell in [
        TARO,
        " Taro@Example.JP ",
        "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ",
        "taro @ example.jp",
        "taro@example.jp.",
        "taro@exa\u{200B}mple.jp",
        "taro@example.jp\u{200E}",
        "<taro@example.jp>",
        "「taro@example.jp」",
        "(taro@example.jp)",
        "\"taro@example.jp\"",
        "'taro@example.jp'",
        "'taro@example.jp",
        "=\"taro@example.jp\"",
        "山田 <taro@example.jp>",
        "山田太郎＜taro@example.jp＞様",
        "山田 太郎 taro@example.jp",
        "taro@example.jp 山田",
        "Yamada Taro <taro@example.jp>",
        "\"Yamada, Taro\" <taro@example.jp>",
        "Yamada, Taro <taro@example.jp>",
        "\"taro@example.jp\" <taro@example.jp>",
        "taro@example.jp <taro@example.jp>",
        "山田（本社、営業） <taro@example.jp>",
        "mailto:taro@example.jp",
        "MAILTO:taro@example.jp?subject=Hello&body=a@b",
        "<mailto:taro@example.jp>",
        "メール：taro@example.jp",
        "ﾒｰﾙ: taro@example.jp",
        "会社メールアドレス：taro@example.jp",
        "E-mail: taro@example.jp",
        "PC用メール：taro@example.jp",
        "・taro@example.jp",
        "taro@example.jp（会社）",
        "taro@example.jp (work)",
        "【会社】taro@example.jp",
        "taro@example.jp、なし",
        "taro@example.jp; ",
        "taro@example.jp\n",
        "会社メール：taro@example.jp\n自宅メール：",
    ] {
        assert_reads(cell, &[TARO], None);
    }
}

#[test]
fn several_addresses_in_a_cell() {
    for separator in [
        "\n",
        "\r\n",
        ";",
        "；",
        ",",
        "，",
        "、",
        " / ",
        "/",
        "／",
        "\t",
        "または",
        " または ",
        " or ",
        " OR ",
        " ",
        "\u{3000}",
        ", ",
        "\n\n",
    ] {
        let cell = format!("taro@example.jp{separator}hanako@example.com");
        assert_reads(&cell, &[TARO, "hanako@example.com"], None);
    }
    for (cell, due) in [
        ("taro@example.jp(hanako@example.com)", vec![TARO, "hanako@example.com"]),
        ("taro@example.jp（または hanako@example.com）", vec![TARO, "hanako@example.com"]),
        ("「taro@example.jp、hanako@example.com」", vec![TARO, "hanako@example.com"]),
        ("山田 <taro@example.jp> 鈴木 <hanako@example.com>", vec![TARO, "hanako@example.com"]),
        ("taro@example.jp, Taro@example.jp", vec![TARO]),
        (
            "a@example.jp\nb@example.jp;c@example.jp/d@example.jp",
            vec!["a@example.jp", "b@example.jp", "c@example.jp", "d@example.jp"],
        ),
        // What stands before an @ may hold a slash.
        ("a/b@example.jp", vec!["a/b@example.jp"]),
        ("x/y@example.jp/taro@example.jp", vec!["x/y@example.jp", TARO]),
    ] {
        assert_reads(cell, &due, None);
    }
}

#[test]
fn an_address_with_a_suffix_is_taken_in_both_forms() {
    assert_reads("taro+jobs@example.jp", &["taro+jobs@example.jp", TARO], None);
    assert_reads("メール：Taro＋jobs@example.jp", &["taro+jobs@example.jp", TARO], None);
    assert_reads("taro@example.jp, taro+a@example.jp", &[TARO, "taro+a@example.jp"], None);
}

#[test]
fn a_good_part_is_taken_and_a_bad_one_reported() {
    for (cell, addresses, reason) in [
        ("taro@example.jp, hanako@example", vec![TARO], "email-domain-without-dot"),
        ("taro@example.jp、山田", vec![TARO], "email-without-at"),
        ("taro@example.jp/山田", vec![TARO], "email-without-at"),
        ("090-0000-0001/taro@example.jp", vec![TARO], "email-without-at"),
        ("hanako.example.com, 山田 <taro@example.jp>", vec![TARO], "email-without-at"),
        ("taro@example.jp\nsee memo", vec![TARO], "email-without-at"),
        ("taro@example.jp;hana ko@example.com", vec![TARO], EMAIL_WHITE_SPACE),
    ] {
        assert_reads(cell, &addresses, Some(reason));
    }
}

#[test]
fn what_is_not_certain_is_refused() {
    for (cell, reason) in [
        // Half of an address, or a name.
        ("taro yamada@example.jp", EMAIL_WHITE_SPACE),
        ("taro@example .jp", EMAIL_WHITE_SPACE),
        ("taro@example.jp Yamada", EMAIL_WHITE_SPACE),
        ("Yamada taro@example.jp hanako@example.com", EMAIL_WHITE_SPACE),
        ("taro@example.jp様", "email-domain"),
        ("taro@example.jpまで", "email-domain"),
        ("taro@example.jp・", "email-domain"),
        ("taro:yamada@example.jp", "email-local-character"),
        ("母：hanako@example.com", "email-local-character"),
        ("https://taro@example.jp", "email-local-character"),
        ("mailto:taro%2Bx@example.jp", "email-local-character"),
        ("a@b@example.jp", "email-several-at"),
        ("taro＠＠example.jp", "email-several-at"),
        ("taro_example.jp", "email-without-at"),
        ("@example.jp", "email-local-length"),
        ("①taro@example.jp", "email-local-character"),
        ("#REF!", CELL_ERROR),
        ("#VALUE!", CELL_ERROR),
        ("#DIV/0!", CELL_ERROR),
        ("#NAME?", CELL_ERROR),
        ("Err:502", CELL_ERROR),
        ("########", CELL_ERROR),
    ] {
        assert_reads(cell, &[], Some(reason));
    }
    assert_reads(&"a@example.jp,".repeat(MAX_CELL_BYTES), &[], Some(CELL_TOO_LONG));
}

#[test]
fn what_says_nothing_is_empty() {
    for cell in [
        "",
        " ",
        "\u{3000}",
        "-",
        "－",
        "ー",
        "---",
        "なし",
        " なし ",
        "無し",
        "無",
        "N/A",
        "n/a",
        "Ｎ／Ａ",
        "#N/A",
        "不明",
    ] {
        assert_reads(cell, &[], None);
        assert!(super::says_nothing(cell), "{cell}");
    }
    for cell in ["なし子", "無題", "a", "0", "?", "N/A#"] {
        assert!(!super::says_nothing(cell), "{cell}");
        assert!(reading(cell).problem().is_some(), "{cell}");
    }
}

#[test]
fn domains_in_other_spellings() {
    // Composed as it should be: no warning.
    assert!(reading("taro@ドメイン.example").warnings.is_empty());
    let decomposed = "taro@ト\u{3099}メイン.example";
    assert_reads(decomposed, &["taro@ドメイン.example"], None);
    assert_eq!(reading(decomposed).warnings, [RESPELT]);
    let half_width = "taro@ﾄﾞﾒｲﾝ.example";
    assert_reads(half_width, &["taro@ドメイン.example"], None);
    assert_eq!(reading(half_width).warnings, [RESPELT]);
    let accents = "taro@cafe\u{301}.example";
    assert_reads(accents, &["taro@café.example"], None);
    // Before the @ nothing is respelt: a circled number may be a list's mark.
    assert_reads("ﾀﾛｳ@example.jp", &[], Some("email-local-character"));
    assert_reads("taro@\u{202E}🍣.example", &[], Some("email-domain"));
}
