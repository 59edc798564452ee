//! Bookings of health checks, from Excel in Japan. Neither address nor telephone: people are found
//! by their insurance card and birth date, staff find them by employee number, letters reach them.

use crate::{
    Composite, Contact,
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
/// A prime above the number of people, and a step that visits each number once.
const CARD_NUMBERS: usize = 20_011;
const CARD_STEP: usize = 7_919;
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
    let booking = format!("R24{:06}", 100_000 + draw.below(900_000));
    let birth_date = draw.day(1959, 44, '-');
    // Every company of the group has its symbol; a card's number is its holder's alone.
    let symbol = format!("{:08}", 1_130_001 + draw.below(40));
    let number = format!("{:07}", 1 + place * CARD_STEP % CARD_NUMBERS);
    let contact = Contact {
        name: name.written.clone(),
        key: Some(key.clone()),
        composites: composites(&symbol, &number, &key, &birth_date),
        ..Contact::default()
    };
    let cells = vec![
        Cell::Exact(booking),
        Cell::Text(key),
        Cell::Text(name.written),
        Cell::Text(name.kana),
        Cell::Exact(if name.woman { "女" } else { "男" }.to_owned()),
        Cell::Day(birth_date),
        Cell::Padded(symbol),
        Cell::Padded(number),
        Cell::Exact((*draw.pick(&["本人", "本人", "本人", "任意継続"])).to_owned()),
        Cell::Exact(format!("{}{}{}", draw.below(2), draw.below(2), draw.below(2))),
        Cell::Exact(draw.day(2024, 1, '/')),
        Cell::Text((*draw.pick(&CLINICS)).to_owned()),
        Cell::Exact((*draw.pick(&COURSES)).to_owned()),
    ];
    Entry { contact, cells }
}

/// What `[[kinds]]` of the incident are made of, in their order.
fn composites(symbol: &str, number: &str, employee: &str, birth_date: &str) -> Vec<Composite> {
    let texts = |fields: &[&str]| fields.iter().map(|text| (*text).to_owned()).collect();
    vec![
        ("insurance", texts(&[symbol, number, birth_date])),
        ("employee", texts(&[employee, birth_date])),
    ]
}

/// A card and an employee that no booking has, with a birth date that some have.
pub(crate) fn unlisted() -> Vec<Composite> {
    composites("01130001", "0099999", "099999", "1985-04-01")
}
