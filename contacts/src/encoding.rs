//! UTF-8 or CP932, told apart by the bytes. Nothing is ever replaced: a byte that does not fit
//! is an error, because a name or address with a replacement character would load as another
//! person's.

use crate::{error::ContactsError, table};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, EUC_JP, ISO_2022_JP, SHIFT_JIS};
use zeroize::Zeroizing;

/// How a file's characters are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf8WithBom,
    /// Shift_JIS with the extensions of Windows, as Excel writes CSV in Japan.
    Cp932,
}

impl Encoding {
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8WithBom => "UTF-8 with BOM",
            Self::Cp932 => "CP932",
        }
    }
}

impl std::fmt::Display for Encoding {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name())
    }
}

/// A file as text. Without Debug: it holds every cell.
pub(crate) struct Decoded {
    pub(crate) encoding: Encoding,
    pub(crate) text: Zeroizing<String>,
}

const BOM: &[u8] = b"\xEF\xBB\xBF";

pub(crate) fn decode(bytes: &[u8], asked: Option<Encoding>) -> Result<Decoded, ContactsError> {
    let (with_bom, body) = match bytes.strip_prefix(BOM) {
        Some(body) => (true, body),
        None => (false, bytes),
    };
    let encoding = match asked {
        Some(Encoding::Cp932) => Encoding::Cp932,
        Some(_) if with_bom => Encoding::Utf8WithBom,
        Some(_) => Encoding::Utf8,
        None if with_bom => Encoding::Utf8WithBom,
        None => detect(body)?,
    };
    let text = match encoding {
        Encoding::Cp932 => cp932(bytes)?,
        Encoding::Utf8 | Encoding::Utf8WithBom => utf8(body)?,
    };
    Ok(Decoded { encoding, text })
}

/// Valid UTF-8 wins, all else is CP932, unless it is plainly something that would decode as
/// CP932 without an error and into other characters.
fn detect(bytes: &[u8]) -> Result<Encoding, ContactsError> {
    if bytes.contains(&0) || bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err(ContactsError::UnsupportedEncoding { name: "UTF-16, or no text at all" });
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"jp"), Utf8Detection::Allow);
    if guess == ISO_2022_JP {
        return Err(ContactsError::UnsupportedEncoding { name: "ISO-2022-JP" });
    }
    if std::str::from_utf8(bytes).is_ok() || is_damaged_utf8(bytes) {
        return Ok(Encoding::Utf8);
    }
    let sound_euc = || EUC_JP.decode_without_bom_handling_and_without_replacement(bytes).is_some();
    // Below E0 every byte is a half-width kana of CP932, which in pairs look like EUC-JP.
    if guess == EUC_JP && bytes.iter().any(|byte| *byte >= 0xE0) && sound_euc() {
        return Err(ContactsError::UnsupportedEncoding { name: "EUC-JP" });
    }
    Ok(Encoding::Cp932)
}

/// More sound characters of three and four bytes than places that are not UTF-8: a UTF-8 file
/// with a broken byte looks like that, CP932 does not. Two bytes prove nothing: half-width kana
/// in CP932 look like them.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|character| character.len_utf8() > 2).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound > broken
}

fn utf8(bytes: &[u8]) -> Result<Zeroizing<String>, ContactsError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Zeroizing::new(text.to_owned())),
        Err(error) => {
            let sound = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            let row = table::row_at_end(&sound);
            Err(ContactsError::Malformed { encoding: Encoding::Utf8.name(), row })
        }
    }
}

fn cp932(bytes: &[u8]) -> Result<Zeroizing<String>, ContactsError> {
    let mut decoder = SHIFT_JIS.new_decoder_without_bom_handling();
    let longest = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    let mut text = Zeroizing::new(String::with_capacity(longest.unwrap_or(bytes.len() * 3)));
    let (result, _) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    // Byte 80 is undefined in CP932; the decoder lets it through as a control character.
    let undefined = text.find('\u{80}');
    if matches!(result, DecoderResult::InputEmpty) && undefined.is_none() {
        return Ok(text);
    }
    let row = table::row_at_end(&text[..undefined.unwrap_or(text.len())]);
    Err(ContactsError::Malformed { encoding: Encoding::Cp932.name(), row })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(bytes: &[u8]) -> Result<Encoding, ContactsError> {
        decode(bytes, None).map(|decoded| decoded.encoding)
    }

    #[test]
    fn what_the_bytes_say() {
        let japanese = "氏名,メールアドレス\r\n髙橋①,taro@example.jp\r\n";
        let (cp932, _, unmappable) = SHIFT_JIS.encode(japanese);
        assert!(!unmappable);
        assert_eq!(found(japanese.as_bytes()), Ok(Encoding::Utf8));
        assert_eq!(found(&[BOM, japanese.as_bytes()].concat()), Ok(Encoding::Utf8WithBom));
        assert_eq!(found(&cp932), Ok(Encoding::Cp932));
        assert_eq!(decode(&cp932, None).map(|d| d.text.to_string()), Ok(japanese.to_owned()));
        assert_eq!(found(b"name,email\n"), Ok(Encoding::Utf8));
    }

    #[test]
    fn half_width_kana_alone_are_cp932() {
        for text in ["ﾒｰﾙｱﾄﾞﾚｽ", "氏名,ﾌﾘｶﾞﾅ\r\n山田,ﾔﾏﾀﾞ\r\n", "ｱ"]
        {
            let (bytes, _, _) = SHIFT_JIS.encode(text);
            assert_eq!(found(&bytes), Ok(Encoding::Cp932), "{text}");
        }
    }

    #[test]
    fn other_encodings_are_refused_by_name() {
        let text = "氏名,メールアドレス\n山田太郎,taro@example.jp\n佐藤花子,hanako@example.jp\n";
        let (euc, _, _) = EUC_JP.encode(text);
        let (iso, _, _) = ISO_2022_JP.encode(text);
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (bytes, expected) in [
            (euc.as_ref(), "EUC-JP"),
            (iso.as_ref(), "ISO-2022-JP"),
            (utf16.as_ref(), "UTF-16, or no text at all"),
        ] {
            assert_eq!(
                found(bytes),
                Err(ContactsError::UnsupportedEncoding { name: expected }),
                "{expected}"
            );
        }
    }

    #[test]
    fn broken_bytes_name_their_row() {
        let mut cp932 = SHIFT_JIS.encode("氏名\r\n山田\r\n\"佐\n藤\"\r\n鈴").0.into_owned();
        cp932.pop();
        let malformed = |encoding, row| Err(ContactsError::Malformed { encoding, row });
        assert_eq!(found(&cp932), malformed("CP932", 4));
        let mut utf8 = "氏名\n山田\n佐藤\n".as_bytes().to_vec();
        utf8[7] = 0xFF;
        assert_eq!(found(&utf8), malformed("UTF-8", 2));
        assert_eq!(found(b"a\nb\n\x80\n"), malformed("CP932", 3));
    }

    #[test]
    fn overruled() {
        let cp932 = SHIFT_JIS.encode("氏名\n").0;
        let row_one = ContactsError::Malformed { encoding: "UTF-8", row: 1 };
        assert_eq!(decode(&cp932, Some(Encoding::Utf8)).map(|d| d.encoding), Err(row_one));
        let utf8 = "ア\n".as_bytes();
        let other_characters = decode(utf8, Some(Encoding::Cp932)).map(|d| d.text.to_string());
        assert_ne!(other_characters, Ok("ア\n".to_owned()));
    }
}
