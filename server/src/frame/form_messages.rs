//! What a page says at its top after a form: what was done, or why it was not.

use crate::{problem::Problem, words::Words};
use actix_web::{ResponseError, http::StatusCode};

/// A short message with a heading.
pub struct FormMessage {
    pub title: String,
    pub text: String,
}

/// A form that was refused: the status, and what to say on its page.
pub struct Refused(pub Problem);

impl Refused {
    /// # Errors
    /// The problem itself where it does not concern what was filled in.
    pub fn of(problem: Problem) -> Result<Self, Problem> {
        match problem.status_code() {
            StatusCode::CONFLICT | StatusCode::BAD_REQUEST => Ok(Self(problem)),
            _ => Err(problem),
        }
    }

    fn message(&self, words: Words) -> FormMessage {
        let (title, text) = match self.0 {
            Problem::Malformed => ("form-refused-title".into(), "form-refused-text".into()),
            problem => {
                let code = problem.code();
                (format!("problem-{code}-title"), format!("problem-{code}-text"))
            }
        };
        FormMessage { title: words.text(&title), text: words.text(&text) }
    }
}

/// Status and message of a page that may answer a refused form.
pub fn status_and_message(
    refused: Option<&Refused>,
    words: Words,
) -> (StatusCode, Option<FormMessage>) {
    match refused {
        Some(refused) => (refused.0.status_code(), Some(refused.message(words))),
        None => (StatusCode::OK, None),
    }
}
