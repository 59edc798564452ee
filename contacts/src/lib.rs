//! From a contact list, as organisations have it, to normalised identifiers.
//!
//! ```text
//! bytes --encoding--> text --table--> header and rows --assignment--> what each column is
//!       --rows--> identifiers of a row --people--> one person a key, each with all of theirs
//! ```
//!
//! Runs on the organisation's machine only: nothing here is part of the server. Takes bytes,
//! does no I/O. What cannot be read is reported by row and column, never by value, and no type
//! that holds a cell prints it.

mod assignment;
mod columns;
mod encoding;
mod error;
mod folding;
mod headings;
mod people;
mod rows;
mod table;

pub use columns::{ColumnUse, Mapping, Target, Use};
pub use encoding::Encoding;
pub use error::{ContactsError, MappingError};
pub use people::{ContactList, Person, PersonKey};
pub use rows::{COMPOSITE_INCOMPLETE, RejectedCell};

use shirabe_protocol::identifier::Kind;

/// Reads a list in CSV. `kinds` are those the incident declares, in its order; `mappings`
/// overrule what the header words say, and name the columns of a composite kind's fields; `encoding` overrules what the bytes look like.
///
/// # Errors
/// [`ContactsError`] where the file as a whole cannot be trusted. A single cell that cannot be
/// read is no error: see [`ContactList::rejected`].
pub fn read(
    bytes: &[u8],
    kinds: &[Kind],
    mappings: &[Mapping],
    encoding: Option<Encoding>,
) -> Result<ContactList, ContactsError> {
    let decoded = encoding::decode(bytes, encoding)?;
    let table = table::parse(&decoded.text)?;
    let columns = assignment::assign(&table, kinds, mappings)?;
    people::collect(decoded.encoding, table, columns, kinds)
}
