//! Three lists of a career company abroad. Accounts tell people apart, in all three.
//!
//! Five people stand in two lists each: three who took part first and came back for a company,
//! and two who did both in the prefecture.

use super::Contactable;
use crate::{
    Contact,
    draw::Draw,
    names::{self, PersonName},
    reach::Reaches,
    written::{Cell, Entry, Form, List},
};

const VIETNAMESE_PARTICIPANTS: usize = 11_678;
const INDIAN_PARTICIPANTS: usize = 3_857;
const PREFECTURE_PARTICIPANTS: usize = 42;
const JAPANESE_EXHIBITORS: usize = 228;
const VIETNAMESE_EXHIBITORS: usize = 24;

const PARTICIPANTS_HEADER: [&str; 9] = [
    "account_id",
    "full_name",
    "date_of_birth",
    "nationality",
    "address",
    "phone",
    "email",
    "event",
    "registered_at",
];
const PREFECTURE_HEADER: [&str; 5] =
    ["アカウントID", "氏名", "電話番号", "メールアドレス", "参加日"];
const EXHIBITORS_HEADER: [&str; 6] =
    ["account_id", "company", "contact_name", "phone", "e-mail", "booth"];

const HANOI_STREETS: [&str; 6] =
    ["Phố Mẫu", "Đường Ví Dụ", "Ngõ Thử Nghiệm", "Phố Hoa Mẫu", "Đường Mẫu Mới", "Phố Ví Dụ Cũ"];
const VIETNAMESE_CITIES: [&str; 5] = ["Hà Nội", "Đà Nẵng", "Hồ Chí Minh", "Hải Phòng", "Cần Thơ"];
const INDIAN_STREETS: [&str; 5] =
    ["Sample Nagar", "Example Marg", "Model Colony", "Specimen Road", "Sample Layout"];
const INDIAN_CITIES: [&str; 5] = ["Delhi", "Mumbai", "Pune", "Chennai", "Bengaluru"];
const EVENTS: [&str; 4] =
    ["Job Fair Hanoi 2022", "Job Fair Hanoi 2023", "Engineer Talk Online", "Job Fair Delhi 2024"];
const COMPANIES: [&str; 8] = [
    "Sample Robotics K.K.",
    "Mihon Software Inc.",
    "Aoba Example Systems",
    "サンプル精機株式会社",
    "Minamo Sample Motors",
    "Mihon Cloud, Inc.",
    "見本ネットワークス株式会社",
    "Example Semiconductor Hanoi",
];

/// Account, name, address and number of somebody in two lists.
type Known = (&'static str, &'static str, &'static str, &'static str);

const PARTICIPANTS_AND_EXHIBITORS: [Known; 3] = [
    ("SC900001", "Nguyễn Mẫu Lan", "lan.mau@example.com", "+84 60 000 0001"),
    ("SC900002", "Trần Mẫu Hùng", "hung.mau@mail.example.com", "+84 61 000 0002"),
    ("SC900003", "Phạm Mẫu Linh", "linh.mau@example.org", "+84 62 000 0003"),
];
const PREFECTURE_AND_EXHIBITORS: [Known; 2] = [
    ("SC900004", "見本 花子", "hanako.mihon@example.jp", "090-0000-0004"),
    ("SC900005", "見本 一郎", "ichiro.mihon@example.ne.jp", "080-0000-0005"),
];

/// Somebody of a list, before the columns.
struct Account {
    contact: Contact,
    email: Cell,
    phone: Cell,
}

impl Account {
    fn known((key, name, email, phone): &Known) -> Self {
        Self {
            contact: Contact {
                name: (*name).to_owned(),
                email: Some((*email).to_owned()),
                phone: Some((*phone).to_owned()),
                key: Some((*key).to_owned()),
                ..Contact::default()
            },
            email: Cell::Email(Some((*email).to_owned())),
            phone: Cell::Phone(Some((*phone).to_owned())),
        }
    }

    fn new(name: PersonName, key: String, reach: Contactable) -> Self {
        let contact = Contact {
            name: name.written,
            email: reach.email(),
            phone: reach.phone(),
            key: Some(key),
            ..Contact::default()
        };
        Self { contact, email: reach.email, phone: reach.phone }
    }

    fn key_cell(&self) -> Cell {
        Cell::Exact(self.contact.key.clone().unwrap_or_default())
    }

    fn name_cell(&self) -> Cell {
        Cell::Text(self.contact.name.clone())
    }
}

pub(crate) fn participants() -> List {
    let mut draw = Draw::seeded(0x0001_5535_2025_0910);
    let mut reaches = Reaches::default();
    let total = VIETNAMESE_PARTICIPANTS + INDIAN_PARTICIPANTS;
    let mut indians_left = INDIAN_PARTICIPANTS;
    let mut entries = Vec::with_capacity(total);
    for place in 0..total {
        if let Some(known) = known_at(&PARTICIPANTS_AND_EXHIBITORS, place) {
            entries.push(participant(&mut draw, Account::known(known), "Vietnam"));
            continue;
        }
        // Drawn so that exactly the published numbers come out, in no order.
        let known_left = PARTICIPANTS_AND_EXHIBITORS.iter().enumerate();
        let known_left = known_left.filter(|(known, _)| known_place(*known) > place).count();
        let others_left = total - place - known_left;
        let indian = (draw.below(others_left as u32) as usize) < indians_left;
        indians_left -= usize::from(indian);
        let (name, nationality) = if indian {
            (names::indian(&mut draw), "India")
        } else {
            (names::vietnamese(&mut draw), "Vietnam")
        };
        let email = reaches.private_email(&mut draw, &name);
        let phone = if indian { reaches.indian(&mut draw) } else { reaches.vietnamese(&mut draw) };
        let mut reach = Contactable::drawn(&mut draw, place, email, phone);
        match place {
            4_711 => reach.phone = Cell::Broken("n/a"),
            9_042 => reach.email = Cell::Broken("no mail"),
            _ => {}
        }
        let account = Account::new(name, format!("SC{}", 100_001 + place), reach);
        entries.push(participant(&mut draw, account, nationality));
    }
    List { header: &PARTICIPANTS_HEADER, form: Form::Utf8, seed: 0x15535, entries }
}

fn participant(draw: &mut Draw, account: Account, nationality: &str) -> Entry {
    let (streets, cities) = match nationality {
        "India" => (INDIAN_STREETS.as_slice(), INDIAN_CITIES.as_slice()),
        _ => (HANOI_STREETS.as_slice(), VIETNAMESE_CITIES.as_slice()),
    };
    let (house, street) = (1 + draw.below(200), draw.pick(streets));
    let cells = vec![
        account.key_cell(),
        account.name_cell(),
        Cell::Exact(draw.day(1985, 20, '-')),
        Cell::Exact(nationality.to_owned()),
        Cell::Text(format!("{house} {street}, {}", draw.pick(cities))),
        account.phone,
        account.email,
        Cell::Exact((*draw.pick(&EVENTS)).to_owned()),
        Cell::Exact(draw.day(2021, 4, '-')),
    ];
    Entry { contact: account.contact, cells }
}

pub(crate) fn prefecture_event() -> List {
    let mut draw = Draw::seeded(0x0042_2025_0910);
    let mut reaches = Reaches::default();
    let entries = (0..PREFECTURE_PARTICIPANTS)
        .map(|place| {
            let account = match known_at(&PREFECTURE_AND_EXHIBITORS, place) {
                Some(known) => Account::known(known),
                None => {
                    let name = names::japanese(&mut draw);
                    let email = reaches.private_email(&mut draw, &name);
                    let phone = reaches.mobile(&mut draw);
                    let mut reach = Contactable::drawn(&mut draw, place, email, phone);
                    if place == 31 {
                        reach.phone = Cell::Broken("03-0000");
                    }
                    Account::new(name, format!("SC{:06}", 20_001 + place), reach)
                }
            };
            let cells = vec![
                account.key_cell(),
                account.name_cell(),
                account.phone,
                account.email,
                Cell::Exact(format!("2021/{:02}/{:02}", 9 + draw.below(3), 1 + draw.below(28))),
            ];
            Entry { contact: account.contact, cells }
        })
        .collect();
    List { header: &PREFECTURE_HEADER, form: Form::Cp932, seed: 0x0042, entries }
}

pub(crate) fn exhibitors() -> List {
    let mut draw = Draw::seeded(0x0252_2025_0910);
    let mut reaches = Reaches::default();
    let japanese = JAPANESE_EXHIBITORS - PREFECTURE_AND_EXHIBITORS.len();
    let vietnamese = VIETNAMESE_EXHIBITORS - PARTICIPANTS_AND_EXHIBITORS.len();
    let mut entries = Vec::with_capacity(JAPANESE_EXHIBITORS + VIETNAMESE_EXHIBITORS);
    for place in 0..japanese + vietnamese {
        // Every eleventh or so is from Viet Nam.
        let from_vietnam = place % 11 == 10 && place / 11 < vietnamese;
        let name =
            if from_vietnam { names::vietnamese(&mut draw) } else { names::japanese(&mut draw) };
        let phone =
            if from_vietnam { reaches.vietnamese(&mut draw) } else { reaches.fixed(&mut draw) };
        let email = reaches.office_email(&mut draw, &name, "booth.example.com");
        let mut reach = Contactable::drawn(&mut draw, place, email, phone);
        if place == 120 {
            reach.email = Cell::Broken("info@");
        }
        let account = Account::new(name, format!("SC{}", 300_001 + place), reach);
        entries.push(exhibitor(&mut draw, account));
    }
    let known = PARTICIPANTS_AND_EXHIBITORS.iter().chain(&PREFECTURE_AND_EXHIBITORS);
    for person in known {
        entries.push(exhibitor(&mut draw, Account::known(person)));
    }
    List { header: &EXHIBITORS_HEADER, form: Form::Utf8WithBom, seed: 0x0252, entries }
}

fn exhibitor(draw: &mut Draw, account: Account) -> Entry {
    let hall = draw.pick(&["A", "B", "C"]);
    let cells = vec![
        account.key_cell(),
        Cell::Text((*draw.pick(&COMPANIES)).to_owned()),
        account.name_cell(),
        account.phone,
        account.email,
        Cell::Exact(format!("{hall}-{:02}", 1 + draw.below(60))),
    ];
    Entry { contact: account.contact, cells }
}

/// Where in a list the people stand who are in another one too.
fn known_place(known: usize) -> usize {
    10 + 10 * known
}

fn known_at(people: &[Known], place: usize) -> Option<&Known> {
    people.iter().enumerate().find(|(known, _)| known_place(*known) == place).map(|found| found.1)
}
