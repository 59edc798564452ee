//! Readings of Japanese words, for people who know few kanji.
//!
//! Texts write them as Aozora Bunko does: `個人情報《こじんじょうほう》` is read out over the kanji
//! before it, `｜1日《ついたち》` over everything since the mark. Pages show ruby. Only kana between
//! the brackets, after something to be read, is a reading; any other 《》 stays what it is.

use askama::filters::{Escaper, Html};
use std::fmt::{self, Write};

const MARK: char = '｜';
const OPEN: char = '《';
const CLOSE: char = '》';

#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    Plain(&'a str),
    Read { base: &'a str, reading: &'a str },
}

/// Escapes for the body of a page; a reading becomes `<ruby>`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Body;

/// Escapes for an attribute or a title, without readings.
#[derive(Debug, Clone, Copy, Default)]
pub struct Attribute;

/// Escapes, with readings in place of what they read: where kana alone can stand.
#[derive(Debug, Clone, Copy, Default)]
pub struct Kana;

impl Escaper for Body {
    fn write_escaped_str<W: Write>(&self, mut page: W, text: &str) -> fmt::Result {
        for piece in pieces(text) {
            match piece {
                Piece::Plain(text) => Html.write_escaped_str(&mut page, text)?,
                Piece::Read { base, reading } => {
                    page.write_str("<ruby>")?;
                    Html.write_escaped_str(&mut page, base)?;
                    page.write_str("<rp>(</rp><rt>")?;
                    Html.write_escaped_str(&mut page, reading)?;
                    page.write_str("</rt><rp>)</rp></ruby>")?;
                }
            }
        }
        Ok(())
    }
}

impl Escaper for Attribute {
    fn write_escaped_str<W: Write>(&self, page: W, text: &str) -> fmt::Result {
        Html.write_escaped_str(page, &without(text))
    }
}

impl Escaper for Kana {
    fn write_escaped_str<W: Write>(&self, mut page: W, text: &str) -> fmt::Result {
        for piece in pieces(text) {
            let (Piece::Plain(text) | Piece::Read { reading: text, .. }) = piece;
            Html.write_escaped_str(&mut page, text)?;
        }
        Ok(())
    }
}

/// The text without its readings, for whatever is not a page.
pub fn without(text: &str) -> String {
    let shown = |piece| match piece {
        Piece::Plain(text) | Piece::Read { base: text, .. } => text,
    };
    pieces(text).into_iter().map(shown).collect()
}

/// `2025年9月16日` with readings; the first days of a month have names of their own.
pub fn of_date(written: &str, day: u8) -> String {
    let name = match day {
        1 => Some("ついたち"),
        2 => Some("ふつか"),
        3 => Some("みっか"),
        4 => Some("よっか"),
        5 => Some("いつか"),
        6 => Some("むいか"),
        7 => Some("なのか"),
        8 => Some("ようか"),
        9 => Some("ここのか"),
        10 => Some("とおか"),
        14 => Some("じゅうよっか"),
        20 => Some("はつか"),
        24 => Some("にじゅうよっか"),
        _ => None,
    };
    let read = written.replace('年', "年《ねん》").replace('月', "月《がつ》");
    match name {
        Some(name) => read.replace(&format!("{day}日"), &format!("｜{day}日《{name}》")),
        None => read.replace('日', "日《にち》"),
    }
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    // Where the next bracket is looked for: behind those that are none of ours.
    let mut from = 0;
    while let Some(open) = rest[from..].find(OPEN).map(|at| from + at) {
        let inside = &rest[open + OPEN.len_utf8()..];
        let reading = inside.find(CLOSE).map(|at| &inside[..at]).filter(|text| is_kana(text));
        match (reading, base_of(&rest[..open])) {
            (Some(reading), Some((plain, base))) => {
                if !plain.is_empty() {
                    pieces.push(Piece::Plain(plain));
                }
                pieces.push(Piece::Read { base, reading });
                rest = &inside[reading.len() + CLOSE.len_utf8()..];
                from = 0;
            }
            _ => from = open + OPEN.len_utf8(),
        }
    }
    if !rest.is_empty() {
        pieces.push(Piece::Plain(rest));
    }
    pieces
}

/// What a bracket at the end of `before` reads, and what stands before that.
fn base_of(before: &str) -> Option<(&str, &str)> {
    if let Some((plain, base)) = before.rsplit_once(MARK)
        && !base.is_empty()
        && base.chars().all(char::is_alphanumeric)
    {
        return Some((plain, base));
    }
    let base = before.trim_end_matches(is_kanji).len();
    (base < before.len()).then(|| before.split_at(base))
}

pub(crate) fn is_kanji(character: char) -> bool {
    matches!(character,
        '々' | '〆' | '〇' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn is_kana(text: &str) -> bool {
    let kana = |character| matches!(character, '\u{3041}'..='\u{309F}' | '\u{30A0}'..='\u{30FF}');
    !text.is_empty() && text.chars().all(kana)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(escaper: impl Escaper, text: &str) -> String {
        let mut page = String::new();
        escaper.write_escaped_str(&mut page, text).unwrap();
        page
    }

    #[test]
    fn readings_stand_over_what_they_read() {
        assert_eq!(
            escaped(Body, "個人情報《こじんじょうほう》を見《み》る"),
            "<ruby>個人情報<rp>(</rp><rt>こじんじょうほう</rt><rp>)</rp></ruby>を\
             <ruby>見<rp>(</rp><rt>み</rt><rp>)</rp></ruby>る"
        );
        assert_eq!(
            escaped(Body, "約｜1日《ついたち》"),
            "約<ruby>1日<rp>(</rp><rt>ついたち</rt><rp>)</rp></ruby>"
        );
        assert_eq!(escaped(Attribute, "\"約｜1日《ついたち》\""), "&#34;約1日&#34;");
        assert_eq!(escaped(Kana, "あなたの端末《たんまつ》<"), "あなたのたんまつ&#60;");
        assert_eq!(without("見《み》る"), "見る");
    }

    #[test]
    fn other_brackets_stay() {
        for text in [
            "《重要》個人情報",
            "事案《重要》について",
            "かな《かな》",
            "漢字《》",
            "漢字《かな",
            "》漢字《",
            "a｜b 《かな》",
            "｜《かな》",
            "《《《",
        ] {
            assert_eq!(escaped(Body, text), text);
            assert_eq!(escaped(Attribute, text), text);
            assert_eq!(without(text), text);
        }
        assert_eq!(without("《重要》漢字《かんじ》《x》"), "《重要》漢字《x》");
        assert_eq!(without("a｜b、漢字《かんじ》"), "a｜b、漢字");
    }

    #[test]
    fn nothing_hostile_comes_through() {
        for text in [
            "漢字《<script>》",
            "<b>漢字《かんじ》</b>",
            "｜<img src=x onerror=y>《かな》",
            "\" onclick=\"漢字《かんじ》",
            "漢字《かんじ》<!--",
        ] {
            for page in [escaped(Body, text), escaped(Attribute, text), escaped(Kana, text)] {
                let ours = ["<ruby>", "</ruby>", "<rt>", "</rt>", "<rp>", "</rp>"];
                let foreign = ours.iter().fold(page, |page, element| page.replace(element, ""));
                assert!(!foreign.contains(['<', '>', '"']), "{foreign}");
            }
        }
    }

    #[test]
    fn days_are_read_as_people_say_them() {
        assert_eq!(of_date("2025年9月16日", 16), "2025年《ねん》9月《がつ》16日《にち》");
        assert_eq!(of_date("2025年1月1日", 1), "2025年《ねん》1月《がつ》｜1日《ついたち》");
        assert_eq!(without(&of_date("2025年10月20日", 20)), "2025年10月20日");
    }
}
