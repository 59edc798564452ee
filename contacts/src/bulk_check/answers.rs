//! What is known of each question. An answer is made of an [`Outcome`] and of nothing else; those
//! that were kept across an interruption are believed only whole, and only for the same questions
//! and the same set.

use super::course::Course;
use sha2::{Digest, Sha256};
use shirabe_protocol::{
    error::CheckError,
    manifest::VerifiedManifest,
    outcome::{FilterCollection, Outcome, SetReference},
    tag::VerifiedTag,
};

const LISTED: u8 = 1;
const NOT_LISTED: u8 = 2;
const CHECK: usize = 16;
/// Number and count of a kept batch.
const HEAD: usize = 8;

/// One question's answer: the groups whose lists hold it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// Bit i for the group at position i in the manifest; none where it is not listed.
    groups: u32,
}

impl Answer {
    pub const BYTES: usize = 5;

    fn of(outcome: &Outcome, groups: &[String]) -> Result<Self, CheckError> {
        let Outcome::Listed(listed) = outcome else { return Ok(Self { groups: 0 }) };
        let mut bits = 0;
        for group in listed.groups() {
            let position = groups.iter().position(|known| known == group);
            let position = position.filter(|position| *position < 32);
            bits |= 1 << position.ok_or(CheckError::ManifestContent)?;
        }
        if bits == 0 { Err(CheckError::ManifestContent) } else { Ok(Self { groups: bits }) }
    }

    /// Bit i for the group at position i in the manifest; none where it is not listed.
    pub fn groups(self) -> u32 {
        self.groups
    }

    pub fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        bytes[0] = if self.groups == 0 { NOT_LISTED } else { LISTED };
        bytes[1..].copy_from_slice(&self.groups.to_be_bytes());
        bytes
    }

    /// Takes back what [`Self::to_bytes`] gave, out of bytes whose check held. Zeros are none.
    pub fn from_kept_bytes(bytes: &[u8]) -> Option<Self> {
        let (mark, groups) = bytes.split_first()?;
        let groups = u32::from_be_bytes(groups.try_into().ok()?);
        let sound = match *mark {
            LISTED => groups != 0,
            NOT_LISTED => groups == 0,
            _ => false,
        };
        sound.then_some(Self { groups })
    }
}

/// The answers to one batch: a tag and the name of its kind for each question.
///
/// # Errors
/// [`CheckError`]; of the whole batch nothing is known then.
pub fn answer_batch(
    manifest: &VerifiedManifest,
    filters: &FilterCollection,
    kinds: &[String],
    tags: &[VerifiedTag],
) -> Result<Vec<Answer>, CheckError> {
    if kinds.len() != tags.len() {
        return Err(CheckError::MessageLength);
    }
    let groups = &manifest.manifest().groups;
    let answer = |(kind, tag): (&String, &VerifiedTag)| {
        let outcome = filters.complete_for(manifest, kind, tag)?.decide(tag)?;
        Answer::of(&outcome, groups)
    };
    kinds.iter().zip(tags).map(answer).collect()
}

/// A batch of answers as it is kept across an interruption:
///
/// ```text
///  0   4  number of the batch, big-endian
///  4   4  its questions, big-endian
///  8 n*5  1 listed or 2 not listed; groups as bits, big-endian
///     16  first bytes of SHA-256(answers key || everything before this)
/// ```
///
/// The key is [`Course::answers_key`].
pub fn seal_batch(answers_key: &[u8; 32], number: usize, answers: &[Answer]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEAD + answers.len() * Answer::BYTES + CHECK);
    bytes.extend_from_slice(&(number as u32).to_be_bytes());
    bytes.extend_from_slice(&(answers.len() as u32).to_be_bytes());
    answers.iter().for_each(|answer| bytes.extend_from_slice(&answer.to_bytes()));
    bytes.extend_from_slice(&check(answers_key, &bytes));
    bytes
}

/// The batch, if it was kept for these questions and this set, and is whole.
pub fn kept_batch(course: &Course, bytes: &[u8]) -> Option<(usize, Vec<Answer>)> {
    let (content, stored) = bytes.split_at_checked(bytes.len().checked_sub(CHECK)?)?;
    if check(course.answers_key(), content) != stored {
        return None;
    }
    let (number, rest) = content.split_first_chunk::<4>()?;
    let (count, answers) = rest.split_first_chunk::<4>()?;
    let number = u32::from_be_bytes(*number) as usize;
    let count = u32::from_be_bytes(*count) as usize;
    let whole = number < course.batches()
        && count == course.elements_of(number)
        && answers.len() == count * Answer::BYTES;
    let answers = answers.chunks_exact(Answer::BYTES).map(Answer::from_kept_bytes);
    if whole { Some((number, answers.collect::<Option<_>>()?)) } else { None }
}

fn check(answers_key: &[u8; 32], bytes: &[u8]) -> [u8; CHECK] {
    let digest = Sha256::new().chain_update(answers_key).chain_update(bytes).finalize();
    let mut first = [0; CHECK];
    first.copy_from_slice(&digest[..CHECK]);
    first
}

/// What is known so far, by question.
pub struct Answers {
    known: Vec<Option<Answer>>,
    set: SetReference,
    groups: Vec<String>,
}

impl Answers {
    pub fn none(course: &Course, manifest: &VerifiedManifest) -> Self {
        let manifest = manifest.manifest();
        let set = SetReference { set_version: manifest.set_version, as_of: manifest.as_of };
        Self { known: vec![None; course.questions()], set, groups: manifest.groups.clone() }
    }

    /// Takes in a batch; `false` where it has another number of answers than questions.
    pub fn take(&mut self, course: &Course, number: usize, answers: &[Answer]) -> bool {
        let fits = number < course.batches() && answers.len() == course.elements_of(number);
        if fits {
            for (position, answer) in course.positions(number).zip(answers) {
                self.known[course.question(position)] = Some(*answer);
            }
        }
        fits
    }

    pub fn missing(&self) -> usize {
        self.known.iter().filter(|answer| answer.is_none()).count()
    }

    /// All of them, or nothing: a question without an answer must not read as "not listed".
    pub fn complete(&self) -> Option<CompleteAnswers> {
        let by_question = self.known.iter().copied().collect::<Option<Vec<_>>>()?;
        Some(CompleteAnswers { by_question, set: self.set, groups: self.groups.clone() })
    }
}

/// An answer to every question, all out of one set.
pub struct CompleteAnswers {
    by_question: Vec<Answer>,
    set: SetReference,
    /// Names, by position.
    groups: Vec<String>,
}

impl CompleteAnswers {
    /// The answers are those of these questions, in number at least.
    pub(crate) fn len(&self) -> usize {
        self.by_question.len()
    }

    pub(crate) fn of(&self, question: usize) -> Answer {
        self.by_question[question]
    }

    pub fn set(&self) -> SetReference {
        self.set
    }

    /// Names of the manifest's groups, in its order.
    pub fn groups(&self) -> &[String] {
        &self.groups
    }
}
