//! How a text's characters are written, told by its bytes as they go by.

use super::facts::{AskedEncoding, Encoding};
use crate::error::ContactsError;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, DecoderResult, EUC_JP, ISO_2022_JP};

/// Bytes that the statistics get to see, from the first that is not plain ASCII on: 4 MiB.
const SEEN_ENOUGH: usize = 4 << 20;

const ESCAPE: u8 = 0x1B;

/// Takes a file's bytes in order.
pub(super) struct Detection {
    asked: Option<AskedEncoding>,
    /// Nothing has been seen yet.
    at_start: bool,
    decided: Option<Encoding>,
    utf8: Utf8Soundness,
    statistics: EncodingDetector,
    seen: usize,
    euc: SoundEuc,
}

/// A byte 00 in what is no UTF-16, and how many bytes of the piece are before it.
pub(super) struct NulAt(pub(super) usize);

impl Detection {
    pub(super) fn new(asked: Option<AskedEncoding>) -> Self {
        Self {
            asked,
            at_start: true,
            decided: None,
            utf8: Utf8Soundness::default(),
            statistics: EncodingDetector::new(Iso2022JpDetection::Allow),
            seen: 0,
            euc: SoundEuc::new(),
        }
    }

    /// The first piece should be as long as it can be: it says whether a file is UTF-16.
    pub(super) fn pass(&mut self, piece: &[u8]) -> Result<(), NulAt> {
        if self.at_start {
            self.at_start = false;
            self.decided = at_start(self.asked, piece);
        }
        if matches!(self.decided, Some(Encoding::Utf16Le | Encoding::Utf16Be)) {
            return Ok(());
        }
        if let Some(place) = memchr::memchr(0, piece) {
            return Err(NulAt(place));
        }
        let plain = piece.is_ascii();
        if self.decided.is_some() || (plain && self.seen == 0 && !piece.contains(&ESCAPE)) {
            return Ok(());
        }
        self.utf8.pass(piece);
        self.euc.pass(piece);
        if self.seen < SEEN_ENOUGH {
            self.seen += piece.len();
            self.statistics.feed(piece, false);
        }
        Ok(())
    }

    /// Valid UTF-8 wins, all else is CP932, unless it is plainly something that would decode as
    /// CP932 without an error and into other characters.
    pub(super) fn finish(mut self) -> Result<Encoding, ContactsError> {
        if let Some(decided) = self.decided {
            return Ok(decided);
        }
        self.statistics.feed(b"", true);
        let guess = self.statistics.guess(Some(b"jp"), Utf8Detection::Allow);
        if guess == ISO_2022_JP {
            return Err(ContactsError::UnsupportedEncoding { name: "ISO-2022-JP" });
        }
        if self.utf8.is_sound_or_damaged() {
            return Ok(Encoding::Utf8);
        }
        if guess == EUC_JP && self.euc.is_sound() {
            return Err(ContactsError::UnsupportedEncoding { name: "EUC-JP" });
        }
        Ok(Encoding::Cp932)
    }
}

/// What a byte order mark, the operator or the places of the bytes 00 say.
fn at_start(asked: Option<AskedEncoding>, piece: &[u8]) -> Option<Encoding> {
    let with_bom = if piece.starts_with(b"\xEF\xBB\xBF") {
        Some(Encoding::Utf8WithBom)
    } else if piece.starts_with(b"\xFF\xFE") {
        Some(Encoding::Utf16Le)
    } else if piece.starts_with(b"\xFE\xFF") {
        Some(Encoding::Utf16Be)
    } else {
        None
    };
    let is_utf16 = |encoding| matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be);
    match asked {
        None => with_bom.or_else(|| utf16_by_zeros(piece)),
        Some(AskedEncoding::Cp932) => Some(Encoding::Cp932),
        Some(AskedEncoding::Utf8) => {
            Some(with_bom.filter(|bom| !is_utf16(*bom)).unwrap_or(Encoding::Utf8))
        }
        Some(AskedEncoding::Utf16) => {
            let bom = with_bom.filter(|bom| is_utf16(*bom));
            Some(bom.or_else(|| utf16_by_zeros(piece)).unwrap_or(Encoding::Utf16Le))
        }
    }
}

/// UTF-16 without a byte order mark: every character of ASCII leaves a byte 00 on one side, and
/// nothing in a list is the character 00.
fn utf16_by_zeros(piece: &[u8]) -> Option<Encoding> {
    let (units, _) = piece.as_chunks::<2>();
    let zeros = |side: usize| units.iter().filter(|unit| unit[side] == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let (encoding, high, low) = if second > first {
        (Encoding::Utf16Le, second, first)
    } else {
        (Encoding::Utf16Be, first, second)
    };
    // A character such as 一, U+4E00, has its zero on the other side.
    let plain = high >= units.len().div_ceil(8) && high > 4 * low;
    let separates = |unit: &[u8; 2]| {
        let [low, high] = if encoding == Encoding::Utf16Le { *unit } else { [unit[1], unit[0]] };
        high == 0 && matches!(low, b'\n' | b'\r' | b'\t' | b',' | b';')
    };
    let is_text = units.iter().any(separates) && !units.contains(&[0, 0]);
    (plain && is_text).then_some(encoding)
}

/// Whether bytes are UTF-8, and if not, whether they are UTF-8 with a few broken places.
#[derive(Default)]
struct Utf8Soundness {
    /// The beginning of a character whose rest has not come yet.
    begun: Vec<u8>,
    /// Characters of three and four bytes.
    long: usize,
    broken: usize,
}

impl Utf8Soundness {
    fn pass(&mut self, piece: &[u8]) {
        if self.begun.is_empty() {
            self.count(piece);
        } else {
            let mut whole = std::mem::take(&mut self.begun);
            whole.extend_from_slice(piece);
            self.count(&whole);
        }
    }

    fn count(&mut self, mut bytes: &[u8]) {
        loop {
            let error = match std::str::from_utf8(bytes) {
                Ok(_) => {
                    self.long += long_characters(bytes);
                    return;
                }
                Err(error) => error,
            };
            let (sound, rest) = bytes.split_at(error.valid_up_to());
            self.long += long_characters(sound);
            match error.error_len() {
                Some(length) => {
                    self.broken += 1;
                    bytes = &rest[length..];
                }
                None => {
                    self.begun = rest.to_vec();
                    return;
                }
            }
        }
    }

    /// More sound characters of three and four bytes than places that are not UTF-8: a UTF-8
    /// file with a broken byte looks like that, CP932 does not. Two bytes prove nothing:
    /// half-width kana in CP932 look like them.
    fn is_sound_or_damaged(&self) -> bool {
        let broken = self.broken + usize::from(!self.begun.is_empty());
        broken == 0 || self.long > broken
    }
}

fn long_characters(sound: &[u8]) -> usize {
    sound.iter().filter(|byte| **byte >= 0xE0).count()
}

/// Whether bytes are EUC-JP throughout and hold more than half-width kana of CP932 can be.
struct SoundEuc {
    decoder: Option<Decoder>,
    /// Below E0 every byte is a half-width kana of CP932, which in pairs look like EUC-JP.
    beyond_kana: bool,
}

impl SoundEuc {
    fn new() -> Self {
        Self { decoder: Some(EUC_JP.new_decoder_without_bom_handling()), beyond_kana: false }
    }

    fn pass(&mut self, piece: &[u8]) {
        self.beyond_kana |= piece.iter().any(|byte| *byte >= 0xE0);
        self.decode(piece, false);
    }

    fn decode(&mut self, piece: &[u8], last: bool) {
        let Some(decoder) = &mut self.decoder else { return };
        let mut scratch = zeroize::Zeroizing::new(vec![0; 3 * piece.len() + 16]);
        let (result, _, _) = decoder.decode_to_utf8_without_replacement(piece, &mut scratch, last);
        if !matches!(result, DecoderResult::InputEmpty) {
            self.decoder = None;
        }
    }

    fn is_sound(&mut self) -> bool {
        self.decode(b"", true);
        self.decoder.is_some() && self.beyond_kana
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::SHIFT_JIS;

    fn found(bytes: &[u8]) -> Result<Encoding, ContactsError> {
        found_as(bytes, None, bytes.len())
    }

    fn found_as(
        bytes: &[u8],
        asked: Option<AskedEncoding>,
        piece: usize,
    ) -> Result<Encoding, ContactsError> {
        let mut detection = Detection::new(asked);
        for piece in bytes.chunks(piece.max(1)) {
            if detection.pass(piece).is_err() {
                return Err(ContactsError::NulBytes { row: 0 });
            }
        }
        detection.finish()
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    const LIST: &str = "氏名,メールアドレス\r\n髙橋①,taro@example.jp\r\n";

    #[test]
    fn what_the_bytes_say() {
        let (cp932, _, unmappable) = SHIFT_JIS.encode(LIST);
        assert!(!unmappable);
        for piece in [1, 7, 4096] {
            let found = |bytes: &[u8]| found_as(bytes, None, piece);
            assert_eq!(found(LIST.as_bytes()), Ok(Encoding::Utf8));
            assert_eq!(found(&cp932), Ok(Encoding::Cp932));
            assert_eq!(found(b"name,email\n"), Ok(Encoding::Utf8));
            assert_eq!(found(b""), Ok(Encoding::Utf8));
        }
        assert_eq!(found(&["\u{FEFF}", LIST].concat().into_bytes()), Ok(Encoding::Utf8WithBom));
    }

    #[test]
    fn utf16_with_and_without_a_mark() {
        for text in [LIST, "会員番号\t氏名\n0001\t山田一郎\n", "a,b\n"] {
            let marked = format!("\u{FEFF}{text}");
            for text in [text, &marked] {
                assert_eq!(found(&utf16(text, u16::to_le_bytes)), Ok(Encoding::Utf16Le));
                assert_eq!(found(&utf16(text, u16::to_be_bytes)), Ok(Encoding::Utf16Be));
            }
        }
        for other in [&[0; 100][..], b"a,b\n1\0,2\n", b"a\0b\0\0\0"] {
            assert_eq!(found(other), Err(ContactsError::NulBytes { row: 0 }));
        }
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
        for (encoding, name) in [(EUC_JP, "EUC-JP"), (ISO_2022_JP, "ISO-2022-JP")] {
            let (bytes, _, _) = encoding.encode(text);
            for piece in [bytes.len(), 5] {
                let expected = Err(ContactsError::UnsupportedEncoding { name });
                assert_eq!(found_as(&bytes, None, piece), expected, "{name}");
            }
        }
    }

    #[test]
    fn a_damaged_text_is_still_what_it_was() {
        let mut damaged = "氏名\n山田\n佐藤\n".as_bytes().to_vec();
        damaged[7] = 0xFF;
        assert_eq!(found(&damaged), Ok(Encoding::Utf8));
        assert_eq!(found(b"a\nb\n\x80\n"), Ok(Encoding::Cp932));
    }

    #[test]
    fn overruled() {
        let cp932 = SHIFT_JIS.encode(LIST).0;
        let as_asked = |bytes: &[u8], asked| found_as(bytes, Some(asked), bytes.len());
        assert_eq!(as_asked(&cp932, AskedEncoding::Utf8), Ok(Encoding::Utf8));
        assert_eq!(as_asked(LIST.as_bytes(), AskedEncoding::Cp932), Ok(Encoding::Cp932));
        let marked = ["\u{FEFF}", LIST].concat();
        assert_eq!(as_asked(marked.as_bytes(), AskedEncoding::Utf8), Ok(Encoding::Utf8WithBom));
        let utf16 = utf16("山田,太郎\n", u16::to_be_bytes);
        assert_eq!(as_asked(&utf16, AskedEncoding::Utf16), Ok(Encoding::Utf16Be));
    }
}
