//! Business contacts of a survey, from Excel in Japan. No key column; colleagues share their
//! office's number.

use super::Contactable;
use crate::{
    Contact,
    draw::Draw,
    names,
    reach::Reaches,
    written::{Cell, Entry, Form, List},
};

const HEADER: [&str; 5] = ["会社名", "部署", "氏名", "電話番号", "メールアドレス"];
const PEOPLE: usize = 382;
const PLACES: [(&str, &str); 12] = [
    ("青葉", "aoba"),
    ("若草", "wakakusa"),
    ("みなも", "minamo"),
    ("白波", "shiranami"),
    ("こだま", "kodama"),
    ("ひなた", "hinata"),
    ("八雲", "yakumo"),
    ("水鏡", "mizukagami"),
    ("月見", "tsukimi"),
    ("朝凪", "asanagi"),
    ("夕凪", "yunagi"),
    ("星野原", "hoshinohara"),
];
const TRADES: [(&str, &str); 8] = [
    ("見本工業株式会社", "kogyo"),
    ("見本物産株式会社", "bussan"),
    ("サンプル商事 株式会社", "shoji"),
    ("サンプル製作所", "works"),
    ("見本食品株式会社", "foods"),
    ("サンプル運輸(株)", "unyu"),
    ("見本電機株式会社", "denki"),
    ("サンプル建設 株式会社", "kensetsu"),
];
const DEPARTMENTS: [&str; 7] =
    ["総務部", "経営企画室", "情報システム部", "経理部", "管理本部 統計担当", "広報IR室", ""];

pub(crate) fn contacts() -> List {
    let mut draw = Draw::seeded(0x0382_2025_0307);
    let mut reaches = Reaches::default();
    let mut entries = Vec::with_capacity(PEOPLE);
    let companies = PLACES.iter().flat_map(|place| TRADES.iter().map(move |trade| (place, trade)));
    for (place, trade) in companies {
        let company = Company {
            name: format!("{}{}", place.0, trade.0),
            domain: format!("{}-{}.example.co.jp", place.1, trade.1),
            switchboard: reaches.fixed(&mut draw),
        };
        // Nobody shares the number of the very first person.
        let colleagues = if entries.is_empty() { 1 } else { 2 + draw.below(6) };
        for _ in 0..colleagues {
            if entries.len() < PEOPLE {
                entries.push(company.contact(&mut draw, &mut reaches, entries.len()));
            }
        }
    }
    List { header: &HEADER, form: Form::Cp932, seed: 0x0382, entries }
}

struct Company {
    name: String,
    domain: String,
    switchboard: String,
}

impl Company {
    fn contact(&self, draw: &mut Draw, reaches: &mut Reaches, place: usize) -> Entry {
        let name = names::japanese(draw);
        let email = reaches.office_email(draw, &name, &self.domain);
        let phone = if draw.permille(300) { reaches.fixed(draw) } else { self.switchboard.clone() };
        let mut reach = Contactable::drawn(draw, place, email, phone);
        match place {
            93 => reach.email = Cell::Broken("soumu.example.co.jp"),
            258 => reach.phone = Cell::Broken("代表へ"),
            _ => {}
        }
        let contact = Contact {
            name: name.written.clone(),
            email: reach.email(),
            phone: reach.phone(),
            key: None,
            ..Contact::default()
        };
        let cells = vec![
            Cell::Text(self.name.clone()),
            Cell::Text((*draw.pick(&DEPARTMENTS)).to_owned()),
            Cell::Text(name.written),
            reach.phone,
            reach.email,
        ];
        Entry { contact, cells }
    }
}
