//! A text file as a stream of UTF-8: decoded piece by piece, hashed on the way, followed by a
//! line that cannot be in a list. Nothing is ever replaced: a byte that does not fit is an
//! error, because a name or address with a replacement character would load as another
//! person's.

use super::{facts::Encoding, lines::Lines};
use crate::error::ContactsError;
use encoding_rs::{Decoder, DecoderResult, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};
use sha2::{Digest, Sha256};
use std::io::{self, Read, Seek, SeekFrom};
use zeroize::Zeroizing;

/// Longest row of a text, in bytes of UTF-8: 4 MiB.
pub(super) const LONGEST_ROW: u64 = 4 << 20;

/// Bytes read at once: 64 KiB.
pub(super) const PIECE: usize = 64 << 10;

/// Put behind the end, on a line of its own: it comes back on its own unless a quotation mark
/// is still open there.
pub(super) const END: &str = "\u{2}end\u{3}";

/// The stream. Ends early, with [`Text::failure`], where the text cannot be trusted.
pub(super) struct Text<'source, R> {
    source: &'source mut R,
    hash: Sha256,
    encoding: Encoding,
    decoder: Decoder,
    raw: Zeroizing<Vec<u8>>,
    /// Decoded, from `given` on not handed over yet.
    decoded: Zeroizing<Vec<u8>>,
    given: usize,
    lines: Lines,
    /// Bytes of the text itself, without the end mark.
    length: u64,
    stage: Stage,
    failure: Option<ContactsError>,
}

#[derive(PartialEq)]
enum Stage {
    Body,
    EndMark,
    Over,
}

impl<'source, R: Read + Seek> Text<'source, R> {
    pub(super) fn open(
        source: &'source mut R,
        encoding: Encoding,
        delimiter: u8,
    ) -> Result<Self, ContactsError> {
        source.seek(SeekFrom::Start(0)).map_err(ContactsError::from_io)?;
        let decoder = match encoding {
            Encoding::Utf8 | Encoding::Utf8WithBom => UTF_8.new_decoder_with_bom_removal(),
            Encoding::Cp932 => SHIFT_JIS.new_decoder_without_bom_handling(),
            Encoding::Utf16Le => UTF_16LE.new_decoder_with_bom_removal(),
            Encoding::Utf16Be => UTF_16BE.new_decoder_with_bom_removal(),
        };
        Ok(Self {
            source,
            hash: Sha256::new(),
            encoding,
            decoder,
            raw: Zeroizing::new(vec![0; PIECE]),
            decoded: Zeroizing::new(Vec::new()),
            given: 0,
            lines: Lines::new(delimiter),
            length: 0,
            stage: Stage::Body,
            failure: None,
        })
    }
}

impl<R: Read> Text<'_, R> {
    /// Why the stream ended early.
    pub(super) fn take_failure(&mut self) -> Option<ContactsError> {
        self.failure.take()
    }

    pub(super) fn lines(&mut self) -> &mut Lines {
        &mut self.lines
    }

    /// Whether this many bytes of the stream reach into the end mark.
    pub(super) fn is_beyond(&self, bytes: u64) -> bool {
        // The line break before the mark belongs to the last record.
        self.stage == Stage::Over && bytes > self.length + 1
    }

    /// Reads what is left of the file and gives the SHA-256 of all of it.
    pub(super) fn digest(mut self) -> Result<[u8; 32], ContactsError> {
        loop {
            let read = read_some(self.source, &mut self.raw).map_err(ContactsError::from_io)?;
            if read == 0 {
                return Ok(self.hash.finalize().into());
            }
            self.hash.update(&self.raw[..read]);
        }
    }

    /// Makes `decoded` hold something that has not been given yet, if there is something.
    fn refill(&mut self) -> io::Result<()> {
        while self.given == self.decoded.len() && self.failure.is_none() {
            match self.stage {
                Stage::Body => self.decode_piece()?,
                Stage::EndMark => {
                    self.decoded.clear();
                    self.decoded.extend([b"\n", END.as_bytes()].concat());
                    self.given = 0;
                    self.stage = Stage::Over;
                }
                Stage::Over => break,
            }
        }
        Ok(())
    }

    fn decode_piece(&mut self) -> io::Result<()> {
        let read = read_some(self.source, &mut self.raw)?;
        self.hash.update(&self.raw[..read]);
        let last = read == 0;
        let longest = self.decoder.max_utf8_buffer_length_without_replacement(read);
        self.decoded.resize(longest.unwrap_or(4 * read), 0);
        self.given = 0;
        let (result, _, written) = self.decoder.decode_to_utf8_without_replacement(
            &self.raw[..read],
            &mut self.decoded,
            last,
        );
        self.decoded.truncate(written);
        let sound = self.sound_length();
        let cut = sound < written;
        let problem = if cut && self.decoded[sound] == 0 {
            Some(Problem::Nul)
        } else if cut || !matches!(result, DecoderResult::InputEmpty) {
            Some(Problem::Malformed)
        } else {
            None
        };
        self.decoded.truncate(sound);
        self.length += sound as u64;
        if !self.lines.pass(&self.decoded, LONGEST_ROW) {
            self.decoded.clear();
            self.failure = Some(ContactsError::RowTooLong { row: self.lines.row() });
        } else if let Some(problem) = problem {
            let row = self.lines.row();
            self.failure = Some(match problem {
                Problem::Nul => ContactsError::NulBytes { row },
                Problem::Malformed => {
                    ContactsError::Malformed { encoding: self.encoding.name(), row }
                }
            });
        } else if last {
            self.stage = Stage::EndMark;
        }
        Ok(())
    }

    /// Bytes of `decoded` before a character that no text holds.
    fn sound_length(&self) -> usize {
        let nul = memchr::memchr(0, &self.decoded);
        // Byte 80 is undefined in CP932; the decoder lets it through as a control character.
        let undefined = match self.encoding {
            Encoding::Cp932 => memchr::memmem::find(&self.decoded, "\u{80}".as_bytes()),
            _ => None,
        };
        nul.into_iter().chain(undefined).min().unwrap_or(self.decoded.len())
    }
}

enum Problem {
    Nul,
    Malformed,
}

impl<R: Read> Read for Text<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.refill()?;
        let ready = &self.decoded[self.given..];
        let count = ready.len().min(into.len());
        into[..count].copy_from_slice(&ready[..count]);
        self.given += count;
        if count == 0 && self.failure.is_some() && !into.is_empty() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(count)
    }
}

/// Like `read`, but an interruption is no error.
pub(super) fn read_some(source: &mut impl Read, into: &mut [u8]) -> io::Result<usize> {
    loop {
        match source.read(into) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}
