//! How scripts, their versions and their changes are called.

use super::ScriptTexts;
use crate::words::{
    Words,
    differences::{Mark, marks},
};

/// Name of an answer: `Listed`.
pub fn answer_name(words: Words, code: &str) -> String {
    words.text(&format!("desk-answer-{code}"))
}

/// `Version 2`, or that it comes with the program.
pub fn version_name(words: Words, version: u64) -> String {
    match version {
        0 => words.text("script-built-in"),
        version => words.with("script-version", "count", version),
    }
}

/// The parts that differ, with what differs in them.
pub fn changes(
    words: Words,
    before: &ScriptTexts,
    after: &ScriptTexts,
) -> Vec<(String, Vec<Mark>)> {
    let both = before.parts().into_iter().zip(after.parts());
    let differ = both.filter(|((_, before), (_, after))| before != after);
    differ
        .map(|((part, before), (_, after))| {
            let title = words.text(&format!("script-part-{part}"));
            (title, marks(&before.join("\n"), &after.join("\n")))
        })
        .collect()
}
