//! Invented people's names, put together from common ones.

use crate::draw::Draw;

/// One name in the ways a list writes it.
pub(crate) struct PersonName {
    /// In its own script; a family name and a given name with a space between them.
    pub(crate) written: String,
    /// As a passport has it, capitals.
    pub(crate) latin: String,
    pub(crate) kana: String,
    /// For addresses: lower-case ASCII.
    pub(crate) family: String,
    pub(crate) given: String,
    pub(crate) woman: bool,
}

/// As written, in Latin letters, in kana.
type Part = (&'static str, &'static str, &'static str);

/// Family name first.
pub(crate) fn japanese(draw: &mut Draw) -> PersonName {
    let woman = draw.permille(500);
    let family = draw.pick(&JAPANESE_FAMILY);
    let given = draw.pick(if woman { &JAPANESE_WOMEN } else { &JAPANESE_MEN });
    put_together(&[family, given], family, given, woman)
}

/// Family name, middle name, given name.
pub(crate) fn vietnamese(draw: &mut Draw) -> PersonName {
    let woman = draw.permille(500);
    let family = draw.pick(&VIETNAMESE_FAMILY);
    let middle = draw.pick(if woman { &VIETNAMESE_MIDDLE_WOMEN } else { &VIETNAMESE_MIDDLE_MEN });
    let given = draw.pick(if woman { &VIETNAMESE_WOMEN } else { &VIETNAMESE_MEN });
    put_together(&[family, middle, given], family, given, woman)
}

/// Given name first.
pub(crate) fn indian(draw: &mut Draw) -> PersonName {
    let woman = draw.permille(500);
    let given = draw.pick(if woman { &INDIAN_WOMEN } else { &INDIAN_MEN });
    let family = draw.pick(&INDIAN_FAMILY);
    put_together(&[given, family], family, given, woman)
}

fn put_together(parts: &[&Part], family: &Part, given: &Part, woman: bool) -> PersonName {
    let join = |part: fn(&Part) -> &'static str| {
        parts.iter().map(|p| part(p)).collect::<Vec<_>>().join(" ")
    };
    PersonName {
        written: join(|part| part.0),
        latin: join(|part| part.1).to_uppercase(),
        kana: join(|part| part.2),
        family: family.1.to_lowercase(),
        given: given.1.to_lowercase(),
        woman,
    }
}

const JAPANESE_FAMILY: [Part; 36] = [
    ("佐藤", "Sato", "サトウ"),
    ("鈴木", "Suzuki", "スズキ"),
    ("髙橋", "Takahashi", "タカハシ"),
    ("高橋", "Takahashi", "タカハシ"),
    ("田中", "Tanaka", "タナカ"),
    ("伊藤", "Ito", "イトウ"),
    ("渡辺", "Watanabe", "ワタナベ"),
    ("渡邉", "Watanabe", "ワタナベ"),
    ("山本", "Yamamoto", "ヤマモト"),
    ("中村", "Nakamura", "ナカムラ"),
    ("小林", "Kobayashi", "コバヤシ"),
    ("加藤", "Kato", "カトウ"),
    ("吉田", "Yoshida", "ヨシダ"),
    ("山田", "Yamada", "ヤマダ"),
    ("佐々木", "Sasaki", "ササキ"),
    ("山﨑", "Yamazaki", "ヤマザキ"),
    ("松本", "Matsumoto", "マツモト"),
    ("井上", "Inoue", "イノウエ"),
    ("木村", "Kimura", "キムラ"),
    ("林", "Hayashi", "ハヤシ"),
    ("清水", "Shimizu", "シミズ"),
    ("斎藤", "Saito", "サイトウ"),
    ("齋藤", "Saito", "サイトウ"),
    ("森", "Mori", "モリ"),
    ("池田", "Ikeda", "イケダ"),
    ("橋本", "Hashimoto", "ハシモト"),
    ("石川", "Ishikawa", "イシカワ"),
    ("前田", "Maeda", "マエダ"),
    ("藤田", "Fujita", "フジタ"),
    ("岡田", "Okada", "オカダ"),
    ("後藤", "Goto", "ゴトウ"),
    ("長谷川", "Hasegawa", "ハセガワ"),
    ("村上", "Murakami", "ムラカミ"),
    ("近藤", "Kondo", "コンドウ"),
    ("坂本", "Sakamoto", "サカモト"),
    ("遠藤", "Endo", "エンドウ"),
];

const JAPANESE_MEN: [Part; 18] = [
    ("太郎", "Taro", "タロウ"),
    ("健一", "Kenichi", "ケンイチ"),
    ("翔太", "Shota", "ショウタ"),
    ("大輔", "Daisuke", "ダイスケ"),
    ("直樹", "Naoki", "ナオキ"),
    ("誠", "Makoto", "マコト"),
    ("拓也", "Takuya", "タクヤ"),
    ("浩", "Hiroshi", "ヒロシ"),
    ("隆", "Takashi", "タカシ"),
    ("和也", "Kazuya", "カズヤ"),
    ("亮", "Ryo", "リョウ"),
    ("修", "Osamu", "オサム"),
    ("悠斗", "Yuto", "ユウト"),
    ("蓮", "Ren", "レン"),
    ("学", "Manabu", "マナブ"),
    ("陽一", "Yoichi", "ヨウイチ"),
    ("潤", "Jun", "ジュン"),
    ("聡", "Satoshi", "サトシ"),
];

const JAPANESE_WOMEN: [Part; 18] = [
    ("花子", "Hanako", "ハナコ"),
    ("美咲", "Misaki", "ミサキ"),
    ("陽子", "Yoko", "ヨウコ"),
    ("恵", "Megumi", "メグミ"),
    ("真由美", "Mayumi", "マユミ"),
    ("由美子", "Yumiko", "ユミコ"),
    ("愛", "Ai", "アイ"),
    ("香織", "Kaori", "カオリ"),
    ("直美", "Naomi", "ナオミ"),
    ("結衣", "Yui", "ユイ"),
    ("さくら", "Sakura", "サクラ"),
    ("裕子", "Yuko", "ユウコ"),
    ("明美", "Akemi", "アケミ"),
    ("千尋", "Chihiro", "チヒロ"),
    ("麻衣", "Mai", "マイ"),
    ("彩", "Aya", "アヤ"),
    ("智子", "Tomoko", "トモコ"),
    ("葵", "Aoi", "アオイ"),
];

const VIETNAMESE_FAMILY: [Part; 16] = [
    ("Nguyễn", "Nguyen", "グエン"),
    ("Nguyễn", "Nguyen", "グエン"),
    ("Nguyễn", "Nguyen", "グエン"),
    ("Trần", "Tran", "チャン"),
    ("Trần", "Tran", "チャン"),
    ("Lê", "Le", "レ"),
    ("Phạm", "Pham", "ファム"),
    ("Hoàng", "Hoang", "ホアン"),
    ("Phan", "Phan", "ファン"),
    ("Vũ", "Vu", "ヴ"),
    ("Đặng", "Dang", "ダン"),
    ("Bùi", "Bui", "ブイ"),
    ("Đỗ", "Do", "ド"),
    ("Hồ", "Ho", "ホ"),
    ("Ngô", "Ngo", "ゴ"),
    ("Dương", "Duong", "ズオン"),
];

const VIETNAMESE_MIDDLE_WOMEN: [Part; 6] = [
    ("Thị", "Thi", "ティ"),
    ("Thị", "Thi", "ティ"),
    ("Thị", "Thi", "ティ"),
    ("Ngọc", "Ngoc", "ゴック"),
    ("Thanh", "Thanh", "タイン"),
    ("Hoài", "Hoai", "ホアイ"),
];

const VIETNAMESE_MIDDLE_MEN: [Part; 6] = [
    ("Văn", "Van", "ヴァン"),
    ("Văn", "Van", "ヴァン"),
    ("Văn", "Van", "ヴァン"),
    ("Đức", "Duc", "ドゥック"),
    ("Minh", "Minh", "ミン"),
    ("Quang", "Quang", "クアン"),
];

const VIETNAMESE_WOMEN: [Part; 12] = [
    ("Hương", "Huong", "フオン"),
    ("Lan", "Lan", "ラン"),
    ("Linh", "Linh", "リン"),
    ("Trang", "Trang", "チャン"),
    ("Mai", "Mai", "マイ"),
    ("Phương", "Phuong", "フオン"),
    ("Thảo", "Thao", "タオ"),
    ("Hà", "Ha", "ハ"),
    ("Yến", "Yen", "イエン"),
    ("Vy", "Vy", "ヴィ"),
    ("Thủy", "Thuy", "トゥイ"),
    ("Giang", "Giang", "ザン"),
];

const VIETNAMESE_MEN: [Part; 12] = [
    ("Hùng", "Hung", "フン"),
    ("Dũng", "Dung", "ズン"),
    ("Tuấn", "Tuan", "トゥアン"),
    ("Anh", "Anh", "アイン"),
    ("Nam", "Nam", "ナム"),
    ("Long", "Long", "ロン"),
    ("Hiếu", "Hieu", "ヒエウ"),
    ("Khánh", "Khanh", "カイン"),
    ("Quân", "Quan", "クアン"),
    ("Đạt", "Dat", "ダット"),
    ("Sơn", "Son", "ソン"),
    ("Bình", "Binh", "ビン"),
];

const INDIAN_WOMEN: [Part; 12] = [
    ("Ananya", "Ananya", "アナニヤ"),
    ("Deepika", "Deepika", "ディーピカ"),
    ("Divya", "Divya", "ディヴィヤ"),
    ("Kavya", "Kavya", "カヴィヤ"),
    ("Lakshmi", "Lakshmi", "ラクシュミー"),
    ("Meera", "Meera", "ミーラー"),
    ("Neha", "Neha", "ネーハー"),
    ("Pooja", "Pooja", "プージャー"),
    ("Priya", "Priya", "プリヤ"),
    ("Shreya", "Shreya", "シュレーヤ"),
    ("Sneha", "Sneha", "スネーハー"),
    ("Vidya", "Vidya", "ヴィディヤー"),
];

const INDIAN_MEN: [Part; 16] = [
    ("Aarav", "Aarav", "アーラヴ"),
    ("Arjun", "Arjun", "アルジュン"),
    ("Ganesh", "Ganesh", "ガネーシュ"),
    ("Harish", "Harish", "ハリーシュ"),
    ("Ishaan", "Ishaan", "イシャーン"),
    ("Karthik", "Karthik", "カルティク"),
    ("Manish", "Manish", "マニーシュ"),
    ("Nikhil", "Nikhil", "ニキル"),
    ("Pradeep", "Pradeep", "プラディープ"),
    ("Rahul", "Rahul", "ラーフル"),
    ("Rajesh", "Rajesh", "ラジェーシュ"),
    ("Rohan", "Rohan", "ローハン"),
    ("Sandeep", "Sandeep", "サンディープ"),
    ("Suresh", "Suresh", "スレーシュ"),
    ("Varun", "Varun", "ヴァルン"),
    ("Vikram", "Vikram", "ヴィクラム"),
];

const INDIAN_FAMILY: [Part; 20] = [
    ("Sharma", "Sharma", "シャルマ"),
    ("Patel", "Patel", "パテル"),
    ("Singh", "Singh", "シン"),
    ("Kumar", "Kumar", "クマール"),
    ("Reddy", "Reddy", "レッディ"),
    ("Iyer", "Iyer", "アイヤル"),
    ("Nair", "Nair", "ナーヤル"),
    ("Gupta", "Gupta", "グプタ"),
    ("Joshi", "Joshi", "ジョーシー"),
    ("Mehta", "Mehta", "メータ"),
    ("Rao", "Rao", "ラーオ"),
    ("Das", "Das", "ダース"),
    ("Menon", "Menon", "メーノーン"),
    ("Kulkarni", "Kulkarni", "クルカルニ"),
    ("Desai", "Desai", "デサイ"),
    ("Bhat", "Bhat", "バット"),
    ("Chatterjee", "Chatterjee", "チャタジー"),
    ("Mukherjee", "Mukherjee", "ムカジー"),
    ("Pillai", "Pillai", "ピッライ"),
    ("Verma", "Verma", "ヴァルマー"),
];
