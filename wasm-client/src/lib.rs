//! The browser's half: a thin face over `shirabe-protocol`, used inside one worker.
//!
//! Errors are thrown as `Error` objects whose message is a family and a code:
//! `input:email-without-at` (the person can mend it, nothing was sent) or `check:proof` (the
//! answer could not be checked and says nothing). An answer is an object whose `outcome` is
//! `listed` or `not-listed`; there is no null, false or empty string that could pass for one.

#[cfg(feature = "desk")]
mod desk;
#[cfg(any(feature = "lookup", feature = "lists"))]
mod fetching;
#[cfg(feature = "lists")]
mod lists;
#[cfg(feature = "lookup")]
mod lookup;
#[cfg(feature = "lookup")]
mod mail_domains;
#[cfg(feature = "probe")]
mod probe;

#[cfg(feature = "desk")]
pub use desk::DeskQuestion;
#[cfg(any(feature = "lookup", feature = "lists"))]
pub use fetching::FilterFile;
#[cfg(feature = "lookup")]
pub use fetching::PartOffered;
#[cfg(feature = "lists")]
pub use lists::{BulkCheck, Column, Counts, Evaluator, Example, Problem, Totals};
#[cfg(feature = "lookup")]
pub use lookup::{Answer, Lookup};

use shirabe_protocol::error::CheckError;
#[cfg(any(feature = "lookup", feature = "desk"))]
use shirabe_protocol::error::InputError;
use wasm_bindgen::JsError;

#[cfg(any(feature = "lookup", feature = "desk"))]
fn input_error(error: InputError) -> JsError {
    JsError::new(&format!("input:{}", error.code()))
}

fn check_error(error: CheckError) -> JsError {
    JsError::new(&format!("check:{}", error.code()))
}
