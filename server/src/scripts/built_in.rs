//! The scripts that come with the program, version 0.

use super::{Answer, Script, ScriptTexts};
use crate::words::{Language, Words};

/// What is said in a language that has no such text is said in English.
pub(super) fn script(answer: Answer, language: Language) -> Script {
    let has = Words::of(language).has(&format!("call-{}-1", answer.code()));
    let written_in = if has { language } else { Language::English };
    let mut texts = ScriptTexts { say: lines(written_in, "call", answer), ..Default::default() };
    if Language::OF_STAFF.contains(&language) {
        texts.never = lines(language, "script-never", answer);
        texts.next = lines(language, "script-next", answer);
        texts.escalate = lines(language, "script-escalate", answer);
    }
    Script { answer, language, written_in, version: 0, since: None, texts }
}

/// `call-listed-1`, `call-listed-2`, as many as there are.
fn lines(language: Language, part: &str, answer: Answer) -> Vec<String> {
    let words = Words::of(language);
    let key = |number: usize| format!("{part}-{}-{number}", answer.code());
    (1..).map(key).take_while(|key| words.has(key)).map(|key| words.unfilled(&key)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scripts::{ADDRESS, PHONE};

    #[test]
    fn every_answer_has_every_part_in_the_languages_of_staff() {
        for answer in Answer::ALL {
            for language in Language::OF_STAFF {
                let script = script(answer, language);
                assert_eq!(script.written_in, language);
                for (part, lines) in script.texts.parts() {
                    assert!(!lines.is_empty(), "{part} of {answer:?} in {language:?}");
                }
            }
        }
    }

    #[test]
    fn something_is_said_in_every_language() {
        for answer in Answer::ALL {
            for language in Language::ALL {
                let script = script(answer, language);
                assert!(!script.texts.say.is_empty(), "{answer:?} in {language:?}");
            }
        }
    }

    #[test]
    fn address_and_number_are_left_open() {
        let overload = script(Answer::Overload, Language::English).texts.say.join(" ");
        assert!(overload.contains(ADDRESS) && overload.contains(PHONE), "{overload}");
    }
}
