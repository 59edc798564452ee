//! Which row is the header, and the rows below it brought to its width.

use super::{Header, Row, note::Note};
use crate::{error::ContactsError, folding};
use std::{collections::HashSet, ops::ControlFlow};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Most columns of a list.
pub(super) const MOST_COLUMNS: usize = 1_000;

/// A row that is not blank, as the file has it.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(super) struct RawRow {
    pub(super) number: usize,
    pub(super) cells: Vec<String>,
    /// The file says where the row ends, so that a missing cell means something.
    pub(super) ragged: bool,
}

impl RawRow {
    fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !folding::is_blank(cell)).count()
    }
}

/// Looks at rows from the top until the header is known.
pub(super) struct HeaderSearch {
    asked: Option<usize>,
    first: Option<RawRow>,
    header: Option<RawRow>,
    titles: usize,
}

impl HeaderSearch {
    pub(super) fn new(asked: Option<usize>) -> Self {
        Self { asked, first: None, header: None, titles: 0 }
    }

    pub(super) fn look(&mut self, row: RawRow) -> ControlFlow<()> {
        if self.header.is_some() {
            return ControlFlow::Break(());
        }
        match (self.asked, &self.first) {
            (Some(asked), _) if row.number == asked => self.header = Some(row),
            (Some(asked), _) if row.number < asked => return ControlFlow::Continue(()),
            (Some(_), _) => {}
            (None, None) => {
                self.first = Some(row);
                return ControlFlow::Continue(());
            }
            (None, Some(first)) if first.filled() == 1 && row.filled() > 1 => {
                self.titles = 1;
                self.header = Some(row);
            }
            (None, Some(_)) => self.header = self.first.take(),
        }
        ControlFlow::Break(())
    }

    pub(super) fn finish(mut self) -> Result<(Header, Vec<Note>), ContactsError> {
        let above = self.first.as_ref().map(|row| row.number);
        let found = self.header.take().or_else(|| self.first.take());
        let Some(row) = found else {
            return Err(match self.asked {
                Some(row) => ContactsError::NoHeaderRow { row },
                None => ContactsError::Empty,
            });
        };
        let mut notes = Vec::new();
        let first = above.unwrap_or(row.number);
        if self.asked.is_none() && first > 1 {
            notes.push(Note::LeadingBlankRows(first - 1));
        }
        if self.titles > 0 {
            notes.push(Note::TitleRows { count: self.titles });
        }
        let cells = without_empty_end(&row.cells).to_vec();
        Ok((Header { row: row.number, names: names(&cells), cells }, notes))
    }
}

fn without_empty_end(cells: &[String]) -> &[String] {
    let last = cells.iter().rposition(|cell| !folding::is_blank(cell));
    &cells[..last.map_or(0, |place| place + 1)]
}

/// One for each column, all different, none empty: `電話`, `電話 (2)`, `column 3`.
fn names(header: &[String]) -> Vec<String> {
    let mut taken: HashSet<String> = HashSet::with_capacity(header.len());
    let mut names = Vec::with_capacity(header.len());
    for (place, heading) in header.iter().enumerate() {
        let name = match folding::cell(heading) {
            empty if empty.is_empty() => format!("column {}", place + 1),
            name => name,
        };
        let numbered = (2..).map(|number| format!("{name} ({number})"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|n| !taken.contains(n));
        taken.extend(free.clone());
        names.extend(free);
    }
    names
}

/// Passes the rows below the header on.
pub(super) struct Below<'header, 'visit> {
    header: &'header Header,
    seen: bool,
    visit: &'visit mut dyn FnMut(Row) -> Result<ControlFlow<()>, ContactsError>,
}

impl<'header, 'visit> Below<'header, 'visit> {
    pub(super) fn new(
        header: &'header Header,
        visit: &'visit mut dyn FnMut(Row) -> Result<ControlFlow<()>, ContactsError>,
    ) -> Self {
        Self { header, seen: false, visit }
    }

    pub(super) fn take(&mut self, mut row: RawRow) -> Result<ControlFlow<()>, ContactsError> {
        if row.number < self.header.row {
            return Ok(ControlFlow::Continue(()));
        }
        if !self.seen {
            self.seen = true;
            let same = row.number == self.header.row
                && without_empty_end(&row.cells) == self.header.cells.as_slice();
            return if same {
                Ok(ControlFlow::Continue(()))
            } else {
                Err(ContactsError::FileChanged)
            };
        }
        let columns = self.header.cells.len();
        let beyond = row.cells.iter().skip(columns).any(|cell| !folding::is_blank(cell));
        let uneven = beyond || (row.ragged && row.cells.len() < columns);
        row.cells.iter_mut().skip(columns).for_each(Zeroize::zeroize);
        let mut cells = std::mem::take(&mut row.cells);
        cells.resize(columns, String::new());
        (self.visit)(Row { number: row.number, cells, uneven })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(
        asked: Option<usize>,
        rows: &[(usize, &[&str])],
    ) -> Result<(usize, Vec<String>, Vec<Note>), ContactsError> {
        let mut search = HeaderSearch::new(asked);
        for (number, cells) in rows {
            let cells = cells.iter().map(|cell| (*cell).to_owned()).collect();
            if search.look(RawRow { number: *number, cells, ragged: true }).is_break() {
                break;
            }
        }
        search.finish().map(|(header, notes)| (header.row, header.cells, notes))
    }

    #[test]
    fn the_first_row_is_the_header_unless_it_is_a_title() {
        let plain: &[(usize, &[&str])] = &[(1, &["a", "b", ""]), (2, &["1"])];
        assert_eq!(found(None, plain), Ok((1, vec!["a".into(), "b".into()], vec![])));
        let title: &[(usize, &[&str])] = &[(3, &["名簿", ""]), (5, &["a", "b"]), (6, &["1", "2"])];
        let notes = vec![Note::LeadingBlankRows(2), Note::TitleRows { count: 1 }];
        assert_eq!(found(None, title), Ok((5, vec!["a".into(), "b".into()], notes)));
        let one_column: &[(usize, &[&str])] = &[(1, &["a"]), (2, &["1"]), (3, &["2", "x"])];
        assert_eq!(found(None, one_column), Ok((1, vec!["a".into()], vec![])));
        assert_eq!(found(None, &[(1, &["a"])]), Ok((1, vec!["a".into()], vec![])));
        assert_eq!(found(None, &[]), Err(ContactsError::Empty));
    }

    #[test]
    fn a_header_row_can_be_asked_for() {
        let rows: &[(usize, &[&str])] = &[(1, &["x", "y"]), (3, &["a"]), (5, &["1"])];
        assert_eq!(found(Some(3), rows), Ok((3, vec!["a".into()], vec![])));
        for row in [2, 6] {
            assert_eq!(found(Some(row), rows), Err(ContactsError::NoHeaderRow { row }));
        }
    }

    #[test]
    fn every_column_has_a_name_of_its_own() {
        let header: Vec<String> =
            ["電話", "", "電話", "電話 (2)", " 氏　名 "].map(str::to_owned).into();
        assert_eq!(names(&header), ["電話", "column 2", "電話 (2)", "電話 (2) (2)", "氏 名"]);
    }
}
