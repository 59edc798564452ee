//! The support desk: agents answer calls without reading personal data out, because the server
//! has none.
//!
//! ```text
//! agent's browser --blinded--> evaluate (staff key) --> tag --> look-up --> records of that tag
//! ```
//!
//! Each question is counted before it is answered, and entered in the audit log with its answer.
//! A tag that no record has is neither stored nor logged.

mod alarms;
mod budget;
pub mod catalogue;
pub mod console;
pub mod lookup;
pub mod scripts;

pub use alarms::AlarmKind;
pub use budget::LOOKUPS_PER_HOUR;
