//! Which kind of identifier a heading promises, by the words that lists in Japan and elsewhere
//! use. Only a first guess, shown to the operator and overruled by `--map`; nothing here is
//! frozen.

use crate::folding;

/// What a heading says its column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Promise {
    Email,
    Phone,
    BirthDate,
}

/// Endings of a heading without spaces, in lower case: `会社電話番号`, `担当者メールアドレス`.
const JAPANESE: [(&str, Promise); 14] = [
    ("メールアドレス", Promise::Email),
    ("mailアドレス", Promise::Email),
    ("メアド", Promise::Email),
    ("eメール", Promise::Email),
    ("メール", Promise::Email),
    ("電話番号", Promise::Phone),
    ("電話", Promise::Phone),
    ("携帯番号", Promise::Phone),
    ("携帯", Promise::Phone),
    ("tel番号", Promise::Phone),
    ("でんわばんごう", Promise::Phone),
    ("連絡先番号", Promise::Phone),
    ("生年月日", Promise::BirthDate),
    ("誕生日", Promise::BirthDate),
];

/// Last words of a heading: `contact e-mail`, `PhoneNumber`, `mobile_phone 2`.
const ENGLISH: [(&[&str], Promise); 25] = [
    (&["email"], Promise::Email),
    (&["mail"], Promise::Email),
    (&["email", "address"], Promise::Email),
    (&["mail", "address"], Promise::Email),
    (&["emailaddress"], Promise::Email),
    (&["mailaddress"], Promise::Email),
    (&["phone"], Promise::Phone),
    (&["phone", "number"], Promise::Phone),
    (&["phone", "no"], Promise::Phone),
    (&["phonenumber"], Promise::Phone),
    (&["telephone"], Promise::Phone),
    (&["telephone", "number"], Promise::Phone),
    (&["tel"], Promise::Phone),
    (&["tel", "no"], Promise::Phone),
    (&["mobile"], Promise::Phone),
    (&["mobile", "number"], Promise::Phone),
    (&["mobile", "no"], Promise::Phone),
    (&["cell"], Promise::Phone),
    (&["cellphone"], Promise::Phone),
    (&["birth", "date"], Promise::BirthDate),
    (&["birthdate"], Promise::BirthDate),
    (&["birth", "day"], Promise::BirthDate),
    (&["birthday"], Promise::BirthDate),
    (&["date", "of", "birth"], Promise::BirthDate),
    (&["dob"], Promise::BirthDate),
];

/// Somebody else's number, address or birth date, which must not make that person listed.
const OTHER_PEOPLE: [&str; 8] =
    ["緊急", "emergency", "保証人", "紹介者", "配偶者", "被扶養者", "spouse", "dependent"];

/// Not a person's number or address, whatever the cells look like: machines, and numbers that
/// are given out in a row and may look like telephone numbers.
const OTHER_THINGS: [&str; 12] = [
    "fax",
    "ファックス",
    "ファクス",
    "郵便",
    "zip",
    "postal",
    "口座",
    "コード",
    "code",
    "番号",
    "number",
    "備考",
];

/// Headings of columns that hold addresses, numbers, or both.
const CONTACT: [&str; 6] =
    ["連絡先", "ご連絡先", "連絡先情報", "contact", "contacts", "contactinfo"];

/// Whether the column is somebody else's or something else's, so that its cells say nothing.
pub(crate) fn is_excluded(heading: &str) -> bool {
    let compact = compact(heading);
    let is_id = words(heading).iter().any(|word| word == "id" || word == "no");
    is_id || OTHER_PEOPLE.iter().chain(&OTHER_THINGS).any(|word| compact.contains(word))
}

/// Whether the heading says "contact" and leaves open by which way.
pub(crate) fn is_contact(heading: &str) -> bool {
    let compact = compact(&without_brackets(heading));
    let ending = compact.trim_end_matches(|c: char| c.is_ascii_digit() || ('①'..='⑳').contains(&c));
    !is_excluded(heading) && CONTACT.contains(&ending)
}

/// What the heading promises, if anything.
pub(crate) fn promise(heading: &str) -> Option<Promise> {
    let whole = compact(heading);
    if OTHER_PEOPLE.iter().any(|word| whole.contains(word)) {
        return None;
    }
    let plain = without_brackets(&full_width_kana(heading));
    let compact = compact(&plain);
    let ending = compact.trim_end_matches(|c: char| c.is_ascii_digit() || ('①'..='⑳').contains(&c));
    let japanese = JAPANESE.iter().find(|(word, _)| ending.ends_with(word));
    japanese.map(|(_, promise)| *promise).or_else(|| english(&plain))
}

fn english(heading: &str) -> Option<Promise> {
    let words = words(heading);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    ENGLISH.iter().find(|(last, _)| words.ends_with(last)).map(|(_, promise)| *promise)
}

/// How two spellings of a heading are told to be one: width, capitals, spaces and the marks
/// between words do not count.
pub(crate) fn compact(heading: &str) -> String {
    full_width_kana(heading)
        .chars()
        .map(folding::half_width)
        .filter(|c| !folding::is_white_space(*c) && !matches!(c, '-' | '_' | '.' | '・'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// `電話番号（携帯）` is a `電話番号`.
fn without_brackets(heading: &str) -> String {
    let mut depth = 0usize;
    heading
        .chars()
        .map(folding::half_width)
        .filter(|character| match character {
            '(' | '[' | '【' | '〔' => {
                depth += 1;
                false
            }
            ')' | ']' | '】' | '〕' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect()
}

/// ASCII words in lower case, numbers at the end left out; `E-mail` is one word, `PhoneNumber`
/// two.
fn words(heading: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut lower_before = false;
    let mut word = String::new();
    for character in heading.chars().chain([' ']) {
        let starts_word = character.is_ascii_uppercase() && lower_before;
        if (starts_word || !character.is_ascii_alphabetic()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if character.is_ascii_alphabetic() {
            word.push(character.to_ascii_lowercase());
        } else if !character.is_ascii_digit() && !is_between_words(character) {
            // Another script: what stood before does not end the heading.
            words.push(character.to_string());
        }
        lower_before = character.is_ascii_lowercase();
    }
    if let Some(e) = words.iter().position(|word| word == "e")
        && words.get(e + 1).is_some_and(|next| next == "mail")
    {
        words.splice(e..e + 2, ["email".to_owned()]);
    }
    words
}

fn is_between_words(character: char) -> bool {
    folding::is_white_space(character) || character.is_ascii_punctuation() || character == '・'
}

/// Half-width kana, voiced marks joined, as full-width: `ﾒｰﾙｱﾄﾞﾚｽ` is `メールアドレス`.
fn full_width_kana(text: &str) -> String {
    const PLAIN: &str = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";
    let mut full = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\u{FF61}'..='\u{FF9D}' => {
                let place = character as usize - 0xFF61;
                full.extend(PLAIN.chars().nth(place));
            }
            '\u{FF9E}' => voice(&mut full, 1),
            '\u{FF9F}' => voice(&mut full, 2),
            other => full.push(other),
        }
    }
    full
}

/// The voiced form of a kana stands one place after it in Unicode, the half-voiced two.
fn voice(text: &mut String, places: u32) {
    if let Some(last) = text.pop() {
        let voiced = if last == 'ウ' { Some('ヴ') } else { char::from_u32(last as u32 + places) };
        text.push(voiced.unwrap_or(last));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_in_use() {
        for heading in [
            "メールアドレス",
            "ﾒｰﾙｱﾄﾞﾚｽ",
            "Ｅメール",
            "E-mailアドレス",
            "Ｅ－ｍａｉｌ",
            "担当者 メール アドレス",
            "メールアドレス（会社）",
            "メールアドレス②",
            "email",
            "E-Mail",
            "e_mail",
            "Contact Email",
            "emailAddress",
            "email_address_2",
            "mail",
            "EMAIL (work)",
        ] {
            assert_eq!(promise(heading), Some(Promise::Email), "{heading}");
        }
        for heading in [
            "電話番号",
            "電話",
            "会社電話",
            "携帯電話",
            "携帯電話番号",
            "電話番号（携帯）",
            "電話番号1",
            "ＴＥＬ",
            "TEL番号",
            "でんわばんごう",
            "phone",
            "Phone No.",
            "PhoneNumber",
            "mobile",
            "Mobile Number",
            "telephone",
            "cell",
        ] {
            assert_eq!(promise(heading), Some(Promise::Phone), "{heading}");
        }
        for heading in [
            "生年月日",
            "生年月日（西暦）",
            "誕生日",
            "birth date",
            "birth-date",
            "BirthDate",
            "Date of Birth",
            "DOB",
        ] {
            assert_eq!(promise(heading), Some(Promise::BirthDate), "{heading}");
        }
    }

    #[test]
    fn headings_that_promise_nothing() {
        for heading in [
            "",
            "氏名",
            "フリガナ",
            "住所",
            "FAX番号",
            "FAX",
            "hotel",
            "メール配信希望",
            "電話連絡可能時間",
            "mail magazine",
            "email有無",
            "TEL/FAX",
            "緊急連絡先電話番号",
            "Emergency phone",
            "Mailing address",
            "Number",
            "受診日",
            "入社年月日",
            "Date",
            "Birth place",
            "配偶者生年月日",
            "Spouse date of birth",
            "電話番号（配偶者）",
        ] {
            assert_eq!(promise(heading), None, "{heading}");
        }
    }

    #[test]
    fn headings_whose_cells_say_nothing() {
        for heading in [
            "FAX番号",
            "会社ＦＡＸ",
            "ﾌｧｯｸｽ",
            "緊急連絡先",
            "Emergency contact",
            "配偶者の連絡先",
            "会員番号",
            "account_id",
            "No.",
            "郵便番号",
            "zip code",
            "口座",
        ] {
            assert!(is_excluded(heading), "{heading}");
            assert!(!is_contact(heading), "{heading}");
        }
        for heading in ["連絡先", "ご連絡先", "連絡先（昼間）", "連絡先2", "Contact"]
        {
            assert!(is_contact(heading) && !is_excluded(heading), "{heading}");
        }
        for heading in ["氏名", "宛先", "column 3", "note", "identity"] {
            assert!(!is_excluded(heading) && !is_contact(heading), "{heading}");
        }
    }

    #[test]
    fn kana_of_both_widths_are_one_heading() {
        assert_eq!(compact("ﾃﾞﾝﾜ ﾊﾞﾝｺﾞｳ"), compact("デンワバンゴウ"));
        assert_eq!(compact("ﾌﾟｳﾞ"), "プヴ");
        assert_eq!(compact("account_id"), compact("Account ID"));
    }
}
