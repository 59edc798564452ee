//! From a contact list, as organisations have it, to normalised identifiers.
//!
//! ```text
//! bytes --source--> header and rows --assignment--> what each column is
//!       --cells, rows--> identifiers of a row --collection--> people, each with all of theirs
//! ```
//!
//! Runs on the organisation's machine only: nothing here is part of the server. Reads from
//! whatever can be read again, as often as it needs to, and keeps no row. What cannot be read is
//! reported by row and column, never by value, and no type that holds a cell prints it.

mod assignment;
pub mod bulk_check;
mod cells;
mod collection;
mod columns;
mod content;
mod error;
mod folding;
mod groups;
mod headings;
mod list_file;
mod mapping_file;
mod people;
pub mod reasons;
mod rows;
mod seed;
mod source;
pub mod writing;

pub use collection::{ContactList, Element, Elements, Places};
pub use columns::{ColumnUse, Mapping, OWN_HEADINGS, Source, Target, Use};
pub use error::{ContactsError, MappingError};
pub use list_file::{Example, ListFile, ReadOptions, WrittenRow};
pub use mapping_file::{FileOptions, MappingFile};
pub use people::PersonKey;
pub use reasons::COMPOSITE_INCOMPLETE;
pub use rows::{FORMULA_SIGNS, ReadRow, RejectedCell, WarnedCell};
pub use seed::{Blinds, Seed};
pub use source::{Asked, AskedEncoding, Encoding, Epoch, FileFacts, Format, Note};
