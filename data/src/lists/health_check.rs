//! Bookings of health checks, from Excel in Japan. Neither address nor number: the employee
//! number tells people apart, and letters reach them.

use crate::{
    Contact,
    draw::Draw,
    names,
    written::{Cell, Entry, Form, List},
};

const HEADER: [&str; 13] = [
    "予約ID",
    "社員番号",
    "氏名",
    "フリガナ",
    "性別",
    "生年月日",
    "保険証記号",
    "保険証番号",
    "資格",
    "健診フラグ",
    "受診日",
    "医療機関",
    "コース",
];
const PEOPLE: usize = 11_704;
const CLINICS: [&str; 5] = [
    "0001 見本中央クリニック",
    "0002 サンプル健診センター",
    "0003 ひなた町健診プラザ",
    "0004 見本駅前クリニック",
    "0005 サンプル総合病院",
];
const COURSES: [&str; 4] = ["定期健診A", "定期健診B", "生活習慣病健診", "人間ドック"];

pub(crate) fn bookings() -> List {
    let mut draw = Draw::seeded(0x0001_1704_2025_0620);
    let entries = (0..PEOPLE).map(|place| booking(&mut draw, place)).collect();
    List { header: &HEADER, form: Form::Cp932, seed: 0x11704, entries }
}

fn booking(draw: &mut Draw, place: usize) -> Entry {
    let name = names::japanese(draw);
    let key = format!("{:06}", 1_207 + 3 * place);
    let contact = Contact {
        name: name.written.clone(),
        email: None,
        phone: None,
        key: Some(key.clone()),
        groups: Vec::new(),
    };
    let cells = vec![
        Cell::Exact(format!("R24{:06}", 100_000 + draw.below(900_000))),
        Cell::Text(key),
        Cell::Text(name.written),
        Cell::Text(name.kana),
        Cell::Exact(if name.woman { "女" } else { "男" }.to_owned()),
        Cell::Exact(draw.day(1959, 44, '/')),
        Cell::Exact(format!("{}", 1_000 + draw.below(40))),
        Cell::Exact(format!("{}", 1 + place)),
        Cell::Exact((*draw.pick(&["本人", "本人", "本人", "任意継続"])).to_owned()),
        Cell::Exact(format!("{}{}{}", draw.below(2), draw.below(2), draw.below(2))),
        Cell::Exact(draw.day(2024, 1, '/')),
        Cell::Text((*draw.pick(&CLINICS)).to_owned()),
        Cell::Exact((*draw.pick(&COURSES)).to_owned()),
    ];
    Entry { contact, cells }
}
