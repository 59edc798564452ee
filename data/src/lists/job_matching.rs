//! Applicants of a job-matching programme, from Excel in Japan. No key column: equal rows are
//! one person.

use super::Contactable;
use crate::{
    Contact,
    draw::Draw,
    names,
    reach::Reaches,
    written::{Cell, Entry, Form, List},
};

const HEADER: [&str; 13] = [
    "受付番号",
    "氏名",
    "フリガナ",
    "生年月日",
    "住所",
    "電話番号",
    "メールアドレス",
    "国籍",
    "在留資格",
    "日本語レベル",
    "合格した試験の分野",
    "紹介先企業",
    "備考",
];
const WARDS: [&str; 8] =
    ["さくら区", "みどり区", "中央区", "港見区", "北見本区", "南見本区", "若葉区", "川沿区"];
const STATUSES: [&str; 5] =
    ["特定技能1号", "留学", "技能実習2号", "技術・人文知識・国際業務", "特定活動"];
const LEVELS: [&str; 6] = ["N2", "N3", "N3", "N4", "N4", "N5"];
const FIELDS: [&str; 8] =
    ["介護", "外食業", "飲食料品製造業", "建設", "宿泊", "農業", "ビルクリーニング", ""];
const COMPANIES: [&str; 7] = [
    "見本介護サービス株式会社",
    "サンプルフーズ株式会社",
    "株式会社見本ホテル",
    "サンプル建設株式会社",
    "見本ファーム株式会社",
    "",
    "",
];

pub(crate) fn applicants() -> List {
    let mut draw = Draw::seeded(0x0800_2025_0916);
    let mut reaches = Reaches::default();
    let mut entries: Vec<Entry> = Vec::with_capacity(800);
    for place in 0..800 {
        let before = entries.last().and_then(|entry| entry.contact.phone.clone());
        entries.push(applicant(&mut draw, &mut reaches, place, before));
    }
    List { header: &HEADER, form: Form::Cp932, seed: 0x0800, entries }
}

/// `before` is the number of the person above: some families share one.
fn applicant(
    draw: &mut Draw,
    reaches: &mut Reaches,
    place: usize,
    before: Option<String>,
) -> Entry {
    let (name, nationality) = if draw.permille(650) {
        (names::vietnamese(draw), "ベトナム")
    } else {
        (names::indian(draw), "インド")
    };
    let email = reaches.private_email(draw, &name);
    let own = reaches.mobile(draw);
    let phone = before.filter(|_| place > 16 && draw.permille(15)).unwrap_or(own);
    let mut reach = Contactable::drawn(draw, place, email, phone);
    match place {
        211 => reach.phone = Cell::Broken("不明"),
        467 => reach.email = Cell::Broken("なし"),
        _ => {}
    }
    let (block, house, room) = (1 + draw.below(6), 1 + draw.below(30), 101 + draw.below(600));
    let address =
        format!("見本都{}ひなた町{block}-{house} コーポサンプル{room}号室", draw.pick(&WARDS));
    let contact = Contact {
        name: name.latin.clone(),
        email: reach.email(),
        phone: reach.phone(),
        key: None,
        ..Contact::default()
    };
    let cells = vec![
        Cell::Exact(format!("{:05}", 10_001 + place)),
        Cell::Text(name.latin),
        Cell::Text(name.kana),
        Cell::Exact(draw.day(1978, 28, '/')),
        Cell::Text(address),
        reach.phone,
        reach.email,
        Cell::Exact(nationality.to_owned()),
        Cell::Exact((*draw.pick(&STATUSES)).to_owned()),
        Cell::Exact((*draw.pick(&LEVELS)).to_owned()),
        Cell::Exact((*draw.pick(&FIELDS)).to_owned()),
        Cell::Text((*draw.pick(&COMPANIES)).to_owned()),
        Cell::Exact(note(draw)),
    ];
    Entry { contact, cells }
}

/// Now and then two lines, which a CSV file quotes.
fn note(draw: &mut Draw) -> String {
    match draw.below(20) {
        0 => "①面談済み\n②書類待ち".to_owned(),
        1 => "土日の連絡を希望, 夜は不可".to_owned(),
        _ => String::new(),
    }
}
