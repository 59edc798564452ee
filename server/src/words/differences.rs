//! What differs between two texts, word by word.

use super::readings::is_kanji;
use icu_segmenter::{WordSegmenter, options::WordBreakInvariantOptions};
use similar::{Algorithm, DiffTag, capture_diff_slices};

/// Letters that stay between two changes and are shown as changed with them: a lone particle or
/// comma that happens to be in both texts makes a change harder to read.
const TOO_SHORT: usize = 2;

/// A part of a text that was corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    Kept(String),
    /// Only in the earlier text.
    Removed(String),
    /// Only in the later text.
    Added(String),
}

/// The two texts as one, with what was taken out and what was added.
pub fn marks(earlier: &str, later: &str) -> Vec<Mark> {
    let (old, new) = (words(earlier), words(later));
    let mut changes: Vec<Change> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (tag, of_old, of_new) = op.as_tag_tuple();
        let (removed, added) = (old[of_old].concat(), new[of_new].concat());
        match (tag, changes.last_mut()) {
            (DiffTag::Equal, _) => changes.push(Change::kept(removed)),
            (_, Some(last)) if last.kept.is_empty() => {
                last.removed += &removed;
                last.added += &added;
            }
            _ => changes.push(Change { removed, added, ..Change::default() }),
        }
    }
    join_neighbours(changes).into_iter().flat_map(Change::marks).collect()
}

/// Either kept or changed.
#[derive(Default)]
struct Change {
    kept: String,
    removed: String,
    added: String,
}

impl Change {
    fn kept(kept: String) -> Self {
        Self { kept, ..Self::default() }
    }

    fn marks(self) -> impl Iterator<Item = Mark> {
        let parts = [Mark::Kept(self.kept), Mark::Removed(self.removed), Mark::Added(self.added)];
        parts.into_iter().filter(|part| {
            let (Mark::Kept(text) | Mark::Removed(text) | Mark::Added(text)) = part;
            !text.is_empty()
        })
    }
}

fn join_neighbours(changes: Vec<Change>) -> Vec<Change> {
    let mut joined: Vec<Change> = Vec::new();
    let mut changes = changes.into_iter().peekable();
    while let Some(change) = changes.next() {
        let short = !change.kept.is_empty()
            && change.kept.chars().filter(|letter| letter.is_alphanumeric()).count() <= TOO_SHORT
            && changes.peek().is_some();
        match joined.last_mut().filter(|last| last.kept.is_empty()) {
            Some(last) if short => {
                last.removed += &change.kept;
                last.added += &change.kept;
            }
            Some(last) if change.kept.is_empty() => {
                last.removed += &change.removed;
                last.added += &change.added;
            }
            _ => joined.push(change),
        }
    }
    joined
}

/// The words of a text with what stands between them; also where a script writes no spaces.
fn words(text: &str) -> Vec<&str> {
    let segmenter = WordSegmenter::new_auto(WordBreakInvariantOptions::default());
    let breaks: Vec<usize> = segmenter.segment_str(text).collect();
    let breaks: Vec<usize> = breaks.into_iter().filter(|at| !in_reading(text, *at)).collect();
    breaks.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect()
}

/// Whether a break would part a word from its reading: `個人情報《こじんじょうほう》`.
fn in_reading(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let inside = before.rfind('《') > before.rfind('》') && after.contains('》');
    let of_mark = before.rsplit_once('｜').is_some_and(|(_, base)| {
        base.chars().chain(after.chars().take_while(|c| *c != '《')).all(char::is_alphanumeric)
    });
    let rest = after.trim_start_matches(is_kanji);
    let of_kanji = rest.starts_with('《') && before.ends_with(is_kanji);
    inside || after.starts_with('《') || of_kanji || (of_mark && after.contains('《'))
}

#[cfg(test)]
mod tests {
    use super::{Mark, marks};

    fn written(earlier: &str, later: &str) -> String {
        let parts = marks(earlier, later);
        let text = |part: &Mark| match part {
            Mark::Kept(text) => text.clone(),
            Mark::Removed(text) => format!("[-{text}-]"),
            Mark::Added(text) => format!("[+{text}+]"),
        };
        parts.iter().map(text).collect()
    }

    #[test]
    fn whole_words_are_marked_in_every_script() {
        for (earlier, later, expected) in [
            (
                "382 people are concerned.",
                "412 people are concerned.",
                "[-382-][+412+] people are concerned.",
            ),
            (
                "The server was stopped.",
                "The server was stopped at once.",
                "The server was stopped[+ at once+].",
            ),
            (
                "調査を続けています。",
                "調査を終えました。",
                "調査を[-続けています-][+終えました+]。",
            ),
            (
                "個人情報が見られた可能性があります。",
                "個人情報が見られました。",
                "個人情報が見ら[-れた可能性があります-][+れました+]。",
            ),
            ("same", "same", "same"),
            ("", "new", "[+new+]"),
            ("old", "", "[-old-]"),
        ] {
            assert_eq!(written(earlier, later), expected);
        }
    }

    #[test]
    fn a_word_keeps_its_reading() {
        assert_eq!(
            written("名簿《めいぼ》を見《み》た", "名前《なまえ》を見《み》た"),
            "[-名簿《めいぼ》-][+名前《なまえ》+]を見《み》た"
        );
        assert_eq!(
            written("9月｜1日《ついたち》です", "9月｜2日《ふつか》です"),
            "9月[-｜1日《ついたち》-][+｜2日《ふつか》+]です"
        );
    }

    #[test]
    fn either_text_can_be_read_out_of_the_marks() {
        let texts = [
            "午後4時30分ごろ、委託先の社員が電話しました。",
            "午後5時ごろ、委託先の社員は、画面の番号に電話しました。",
            "About 16:30 an employee called the number; <b>nothing</b> else.",
            "कर्मचारी ने नंबर पर फ़ोन किया।",
            "ဝန်ထမ်းသည် ဖုန်းခေါ်ခဲ့သည်။",
            "직원이 전화했습니다.",
            "",
        ];
        for earlier in texts {
            for later in texts {
                let parts = marks(earlier, later);
                let read = |skip: fn(&Mark) -> bool| -> String {
                    let parts = parts.iter().filter(|part| !skip(part));
                    let text = |part: &Mark| match part {
                        Mark::Kept(text) | Mark::Removed(text) | Mark::Added(text) => text.clone(),
                    };
                    parts.map(text).collect()
                };
                assert_eq!(read(|part| matches!(part, Mark::Added(_))), earlier);
                assert_eq!(read(|part| matches!(part, Mark::Removed(_))), later);
            }
        }
    }
}
