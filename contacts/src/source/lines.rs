//! Where records of a text begin and end: follows quotation marks as the CSV reader does, in
//! pieces of any length, and remembers blank lines, which that reader passes over and a
//! spreadsheet counts.

use memchr::{memchr, memchr3};
use std::collections::VecDeque;

/// The state after the bytes seen so far.
pub(super) struct Lines {
    delimiter: u8,
    state: State,
    last: u8,
    /// The current record's row, as a spreadsheet counts.
    row: usize,
    /// Bytes of the current record.
    length: u64,
    /// Bytes seen.
    offset: u64,
    /// Runs of blank lines that have not been asked for.
    blank: VecDeque<BlankRun>,
    /// No record has come since the last blank line.
    in_blank_run: bool,
}

struct BlankRun {
    offset: u64,
    lines: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    /// Outside quotation marks.
    Plain,
    Quoted,
    /// Behind a quotation mark inside quotation marks: the end, or half of a doubled one.
    QuoteInQuoted,
}

impl Lines {
    pub(super) fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            state: State::Plain,
            last: b'\n',
            row: 1,
            length: 0,
            offset: 0,
            blank: VecDeque::new(),
            in_blank_run: false,
        }
    }

    /// The row that the next byte stands in.
    pub(super) fn row(&self) -> usize {
        self.row
    }

    /// Takes in the next piece; gives `false` where a record is longer than `longest` bytes.
    pub(super) fn pass(&mut self, piece: &[u8], longest: u64) -> bool {
        let mut rest = piece;
        while let Some(first) = rest.first() {
            let step = match self.state {
                State::Plain => memchr3(b'"', b'\n', b'\r', rest),
                State::Quoted => memchr(b'"', rest),
                State::QuoteInQuoted => Some(0),
            };
            let Some(step) = step else {
                self.advance(rest);
                break;
            };
            if step > 0 {
                self.advance(&rest[..step]);
                rest = &rest[step..];
                continue;
            }
            if self.length > longest {
                return false;
            }
            self.special(*first);
            rest = &rest[1..];
        }
        self.length <= longest
    }

    fn advance(&mut self, bytes: &[u8]) {
        self.length += bytes.len() as u64;
        self.offset += bytes.len() as u64;
        self.last = bytes.last().copied().unwrap_or(self.last);
    }

    /// One byte that may change the state.
    fn special(&mut self, byte: u8) {
        match (self.state, byte) {
            (State::Quoted, b'"') => self.state = State::QuoteInQuoted,
            (State::QuoteInQuoted, b'"') => self.state = State::Quoted,
            (State::Quoted, _) => {}
            (_, b'\n') if self.state == State::Plain && self.last == b'\r' => {
                // The second half of a line ending.
                self.offset += 1;
                self.last = byte;
                return;
            }
            (_, b'\n' | b'\r') => {
                self.end_line();
                self.offset += 1;
                self.last = byte;
                return;
            }
            (State::QuoteInQuoted, _) => self.state = State::Plain,
            (State::Plain, b'"') if self.length == 0 || self.last == self.delimiter => {
                self.state = State::Quoted;
            }
            (State::Plain, _) => {}
        }
        self.advance(&[byte]);
    }

    fn end_line(&mut self) {
        self.state = State::Plain;
        self.row += 1;
        if self.length > 0 {
            self.length = 0;
            self.in_blank_run = false;
            return;
        }
        match self.blank.back_mut() {
            Some(run) if self.in_blank_run => run.lines += 1,
            _ => self.blank.push_back(BlankRun { offset: self.offset, lines: 1 }),
        }
        self.in_blank_run = true;
    }

    /// Blank lines that begin before this byte and have not been asked for.
    pub(super) fn take_blank_before(&mut self, offset: u64) -> usize {
        let mut lines = 0;
        while let Some(run) = self.blank.front()
            && run.offset < offset
        {
            lines += run.lines;
            self.blank.pop_front();
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row_at_end(pieces: impl Iterator<Item = Vec<u8>>) -> usize {
        let mut lines = Lines::new(b',');
        pieces.for_each(|piece| assert!(lines.pass(&piece, u64::MAX)));
        lines.row()
    }

    #[test]
    fn the_row_at_the_end_of_a_text() {
        for (text, row) in [
            ("", 1),
            ("a", 1),
            ("a\n", 2),
            ("a\n\n", 3),
            ("a\nb,c", 2),
            ("a\n\"b\nc", 2),
            ("a\n\"b\nc\"\r\n", 3),
            ("a\r\nb\r\n", 3),
            ("a\rb\r\r", 4),
            ("a\"\nb\"\n", 3),
            ("\"a\"\"\n\",\"\n\"x\n", 2),
        ] {
            assert_eq!(row_at_end([text.into()].into_iter()), row, "{text:?}");
            let pieces = text.bytes().map(|byte| vec![byte]);
            assert_eq!(row_at_end(pieces), row, "{text:?} byte by byte");
        }
    }

    #[test]
    fn blank_lines_are_counted_in_runs() {
        let mut lines = Lines::new(b',');
        assert!(lines.pass(b"\n\r\na\n\n\r\n\r\rb\n\n", u64::MAX));
        assert_eq!(lines.blank.len(), 3);
        assert_eq!(lines.take_blank_before(5), 2);
        assert_eq!(lines.take_blank_before(12), 4);
        assert_eq!(lines.take_blank_before(u64::MAX), 1);
        assert_eq!(lines.take_blank_before(u64::MAX), 0);
    }

    #[test]
    fn a_long_record_is_noticed_where_it_stands() {
        for text in ["a\nbbbbbbbbbb\nc", "a\n\"b\nb\nb\nbbb", "a\nbbbbbbbbbb"] {
            let mut lines = Lines::new(b',');
            assert!(!lines.pass(text.as_bytes(), 8), "{text:?}");
            assert_eq!(lines.row(), 2);
        }
        assert!(Lines::new(b',').pass(b"\n\n\n\n\n\n\n\n\n\n\n\n1234\n1234\n", 8));
    }
}
