//! What a column is by its cells, where its heading does not say, or says what the cells are not.
//! A first guess from the first rows, shown to the operator and overruled by mappings.

use crate::{cells, columns::Use, headings, reasons};
use shirabe_protocol::identifier::{Form, Kind};

/// Rows whose cells are looked at.
pub(crate) const SAMPLE_ROWS: usize = 200;
/// Filled cells that say something about a column.
const FEWEST: usize = 3;

/// How many of a column's sampled cells read as what.
#[derive(Default)]
struct Tally {
    filled: usize,
    emails: usize,
    /// As they begin at home or abroad, in a range that is in use.
    phones: usize,
    /// As one or the other, in any range.
    either: usize,
}

impl Tally {
    fn of(
        column: usize,
        samples: &[Vec<String>],
        email: Option<&Kind>,
        phone: Option<&Kind>,
    ) -> Self {
        let mut tally = Self::default();
        let cells = samples.iter().take(SAMPLE_ROWS).filter_map(|row| row.get(column));
        for cell in cells.filter(|cell| !cells::says_nothing(cell)) {
            tally.filled += 1;
            let reads = |kind: &Kind| {
                let reading = cells::read(cell, kind);
                (!reading.identifiers.is_empty()).then_some(reading)
            };
            let is_email = cell.contains(['@', '＠']) && email.and_then(reads).is_some();
            let phone = phone.and_then(reads);
            let is_phone = phone.as_ref().is_some_and(|reading| {
                reading.failed.is_empty()
                    && !reading.warnings.contains(&reasons::PHONE_RANGE_UNKNOWN)
            });
            tally.emails += usize::from(is_email);
            tally.phones += usize::from(is_phone && begins_as_number(cell));
            tally.either += usize::from(is_email || phone.is_some());
        }
        tally
    }

    /// Whether this many of the filled cells are at least so many in a hundred.
    fn is_most(&self, count: usize, hundredths: usize) -> bool {
        self.filled >= FEWEST && count * 100 >= self.filled * hundredths
    }
}

/// Eaten zeros or a member's number would look alike without this.
fn begins_as_number(cell: &str) -> bool {
    cell.trim().starts_with(['0', '+', '０', '＋'])
}

/// Uses that the cells tell, where they tell other ones than the heading. `by_heading` is what
/// the heading promised.
pub(crate) fn uses(
    column: usize,
    name: &str,
    by_heading: Option<Use>,
    kinds: &[Kind],
    samples: &[Vec<String>],
) -> Vec<Use> {
    let place_of = |wanted: fn(&Form) -> bool| kinds.iter().position(|kind| wanted(&kind.form));
    let email = place_of(|form| *form == Form::Email);
    let phone = place_of(|form| matches!(form, Form::Phone { .. }));
    let is_open = by_heading.is_none() && headings::promise(name).is_none();
    if by_heading.is_none() && (!is_open || headings::is_excluded(name)) {
        return Vec::new();
    }
    let kind_at = |place: usize| &kinds[place];
    let tally = Tally::of(column, samples, email.map(kind_at), phone.map(kind_at));
    let of = |places: [Option<usize>; 2]| places.into_iter().flatten().map(Use::Kind).collect();
    match by_heading {
        Some(Use::Kind(place)) if Some(place) == email && tally.is_most(tally.phones, 80) => {
            of([phone, None])
        }
        Some(Use::Kind(place)) if Some(place) == phone && tally.is_most(tally.emails, 80) => {
            of([email, None])
        }
        Some(_) => Vec::new(),
        // Some write their address into it, some their number: each cell is read as what it is.
        None if headings::is_contact(name) => {
            // The heading has said half of it.
            let is_either = tally.either > 0 && tally.either * 2 >= tally.filled;
            if is_either { of([email, phone]) } else { Vec::new() }
        }
        None if tally.is_most(tally.emails, 80) => of([email, None]),
        None if tally.is_most(tally.phones, 90) => of([phone, None]),
        None => Vec::new(),
    }
}
