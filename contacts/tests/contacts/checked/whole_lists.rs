//! Result files byte by byte, out of the formats that organisations have.

use super::scene::Scene;
use shirabe_contacts::bulk_check::ResultLanguage;

const TEXT: &str = "氏名,メールアドレス,電話番号,備考\r\n\
                    山田 花子,hana@example.jp,03-1234-5678,=HYPERLINK(\"x\")\r\n\
                    佐藤 健,ken@example.jp,,+81\r\n\
                    鈴木 真理,mari@example.jp,0,\"a, \"\"b\"\"\"\r\n\
                    高橋,,,-\r\n";

const CHECKED: &str = "\u{FEFF}氏名,メールアドレス,電話番号,備考,該当,区分\r\n\
                       山田 花子,hana@example.jp,03-1234-5678,\"'=HYPERLINK(\"\"x\"\")\",該当あり,来場した方、職員の方\r\n\
                       佐藤 健,ken@example.jp,,'+81,該当なし,\r\n\
                       鈴木 真理,mari@example.jp,0,\"a, \"\"b\"\"\",未確認：電話番号：電話番号の数字が足りません,\r\n\
                       高橋,,,'-,未確認：確認に使える項目がありません,\r\n";

fn scene() -> Scene {
    Scene::new(&[(0, &["hana@example.jp"], 0), (1, &["03-1234-5678"], 1)])
}

#[test]
fn utf_8_with_bom_and_cp932_give_the_same_bytes() {
    let with_bom = [b"\xEF\xBB\xBF", TEXT.as_bytes()].concat();
    // 氏名,メールアドレス,電話番号,備考 in CP932, and so on: what Excel in Japan writes.
    let cp932 = include_bytes!("../../fixtures/checked-cp932.csv");
    for list in [TEXT.as_bytes(), &with_bom, cp932] {
        let (text, summary) = scene().check(list, &[]).csv(ResultLanguage::Japanese);
        assert_eq!(text, CHECKED);
        assert_eq!((summary.rows, summary.listed, summary.not_listed), (4, 1, 1));
        assert_eq!((summary.not_checked, summary.identifiers), (2, 4));
    }
}

#[test]
fn a_workbook_gives_the_same_answers() {
    // The result's own workbook, checked once more.
    let scene = scene();
    let (first, _) = scene.check(TEXT.as_bytes(), &[]).csv(ResultLanguage::Japanese);
    let mut again = scene.check(first.as_bytes(), &[]);
    let (second, summary) = again.csv(ResultLanguage::English);
    assert_eq!(summary.listed, 1);
    assert!(
        second.contains("該当あり,来場した方、職員の方,yes,来場した方; 職員の方\r\n"),
        "{second}"
    );
    assert!(second.contains("'=HYPERLINK"), "one apostrophe is enough");
    assert!(!second.contains("''="), "{second}");
}
