//! A notice as somebody reads it in one language.

use super::{EntryKind, Notice};

/// How a notice read for some time, in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step<'a> {
    pub kind: EntryKind,
    pub text: &'a str,
    pub since: i64,
}

/// What a reader of one language sees of a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading<'a> {
    /// The language asked for, or where the notice has no text in it, the incident's own.
    pub language: &'a str,
    pub now: Step<'a>,
    /// What it read before, the oldest first.
    pub earlier: Vec<Step<'a>>,
}

impl Reading<'_> {
    /// When a reader of this language last saw it change.
    pub fn changed(&self) -> Option<i64> {
        (!self.earlier.is_empty()).then_some(self.now.since)
    }
}

impl Notice {
    /// `None` of a notice without any text.
    ///
    /// What changed in other languages alone is no step here: somebody who reads Japanese is not
    /// told of a change when a translation is added.
    pub fn in_language<'a>(&'a self, wanted: &str, own: &str) -> Option<Reading<'a>> {
        let texts = &self.versions.last()?.texts;
        // Whoever reads easy Japanese reads Japanese sooner than anything else.
        let closest = [wanted, wanted.strip_suffix("-easy").unwrap_or(wanted), own];
        let there = closest.into_iter().find_map(|language| texts.get_key_value(language));
        let (language, _) = there.or_else(|| texts.first_key_value())?;
        let mut steps: Vec<Step> = Vec::new();
        for version in &self.versions {
            let Some(text) = version.texts.get(language) else {
                continue;
            };
            let step = Step { kind: version.kind, text, since: version.since };
            let same = |last: &&Step| last.kind == step.kind && last.text == step.text;
            if steps.last().filter(same).is_none() {
                steps.push(step);
            }
        }
        let now = steps.pop()?;
        Some(Reading { language, now, earlier: steps })
    }
}
