//! All people of one list, checked at once: which identifiers are asked, in which order and
//! batches, what is known so far, and the list written again with its answers.
//!
//! ```text
//! ListFile --questions--> each different identifier once
//!          --course--> order, batches, blinds --(server)--> tags --answers--> all of them
//!          --result--> the list with two columns more
//! ```
//!
//! Browser and command line call the same code, so that both give the same answers in the same
//! bytes.

mod answers;
mod course;
mod questions;
mod result;
mod words;

pub use answers::{Answer, Answers, CompleteAnswers, answer_batch, kept_batch, seal_batch};
pub use course::{Course, blinds};
pub use questions::{Questions, RowCounts};
pub use result::{ResultError, ResultFile, Summary};
pub use words::ResultLanguage;
