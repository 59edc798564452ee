//! A new version of a script: proposed by one person, made current by another.

use super::{ADDRESS, Answer, PHONE, Script, ScriptTexts, Scripts};
use crate::{
    approvals::{
        self, Approval, ApprovalAction, ApprovalId, Failure, Requester, ScriptChange, Summary, Wish,
    },
    audit::{Action, change},
    http::request::{AtIncident, Staff},
    incidents::Incident,
    problem::Problem,
    state::Services,
    store::{NewScript, ScriptDraft, Store, StoreError},
    words::Language,
};
use rand::{CryptoRng, RngCore};

/// Lines of a part, and characters of a line.
const MOST_LINES: usize = 12;
const MOST_CHARACTERS: usize = 500;
/// Approvals among which those of scripts are looked for.
const MOST_APPROVALS: u32 = 200;

/// What somebody wants to be said.
pub struct Proposal {
    pub answer: Answer,
    /// The caller's.
    pub language: Language,
    /// The version that was changed.
    pub based_on: u64,
    pub texts: ScriptTexts,
}

/// What became of it.
#[derive(Debug, PartialEq, Eq)]
pub enum Proposed {
    /// It is said from now on, as this version.
    Current(u64),
    /// For a second person.
    Waiting(ApprovalId),
}

impl ScriptTexts {
    /// Reads a part as a field of a form gives it, a line each.
    pub fn lines_of(field: &str) -> Vec<String> {
        field.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    /// # Errors
    /// [`Problem::Malformed`] for no text, too much of it, letters that are not seen, places for
    /// anything but address and number, or texts for agents in a language of callers.
    fn check(&self, language: Language) -> Result<(), Problem> {
        let for_agents = Language::OF_STAFF.contains(&language);
        let sound = |line: &String| {
            let text = line.replace(ADDRESS, "").replace(PHONE, "");
            (1..=MOST_CHARACTERS).contains(&line.chars().count())
                && !text.contains(|c: char| c.is_control() || steers(c) || matches!(c, '{' | '}'))
        };
        let all = self.parts().into_iter().all(|(part, lines)| {
            lines.len() <= MOST_LINES
                && lines.iter().all(sound)
                && (part == "say" || for_agents || lines.is_empty())
        });
        if all && !self.say.is_empty() { Ok(()) } else { Err(Problem::Malformed) }
    }
}

/// Steers the direction of writing, or is not seen. Joiners and breaks inside words stay: several
/// scripts need them.
fn steers(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Proposes a version. Where the incident does without a second person, it is said at once.
///
/// # Errors
/// [`Problem::Malformed`], also where nothing changes; [`Problem::ScriptChanged`];
/// [`Problem::Unavailable`].
pub async fn propose<R: RngCore + CryptoRng>(
    staff: &Staff,
    at: &AtIncident,
    proposal: &Proposal,
    rng: &mut R,
) -> Result<Proposed, Problem> {
    let Proposal { answer, language, based_on, texts } = proposal;
    texts.check(*language)?;
    let (services, incident, now) = (&staff.services, &at.incident, staff.now());
    let scripts = Scripts::of(services, incident).await?;
    let current = scripts.get(*answer, *language);
    if current.version != *based_on {
        return Err(Problem::ScriptChanged);
    }
    if current.texts == *texts {
        return Err(Problem::Malformed);
    }
    let mut id = [0; 16];
    rng.fill_bytes(&mut id);
    let draft = ScriptDraft {
        id,
        incident: incident.id,
        answer: answer.code().to_owned(),
        language: language.tag().to_owned(),
        based_on: *based_on,
        texts: serde_json::to_string(texts).map_err(|_| Problem::Internal)?,
        author: staff.actor.display_name.clone(),
        created: now,
    };
    services.store.add_script_draft(&draft).await?;
    if incident.definition.needs_four_eyes() {
        let wish = wish(&draft, current, texts);
        let requester = Requester::Account(&staff.actor);
        let waiting =
            approvals::request(&services.store, incident.id, &wish, requester, now, rng).await?;
        return Ok(Proposed::Waiting(waiting));
    }
    let version = based_on + 1;
    let event = change(&staff.actor, Action::ScriptChanged, Some(incident.id))
        .with("answer", answer.code())
        .with("language", language.tag())
        .with("script_version", version);
    let new = NewScript { draft: &draft, approver: "", since: now };
    let entry = event.draft(now, rng);
    match services.store.enter_script(&new, Some(&entry)).await? {
        true => Ok(Proposed::Current(version)),
        false => Err(Problem::ScriptChanged),
    }
}

fn wish(draft: &ScriptDraft, before: &Script, after: &ScriptTexts) -> Wish {
    Wish {
        action: ApprovalAction::Script { draft: draft.id },
        summary: Summary::of_script(ScriptChange {
            answer: draft.answer.clone(),
            language: draft.language.clone(),
            before: before.texts.clone(),
            after: after.clone(),
        }),
        not_before: 0,
        based_on: draft.based_on,
    }
}

/// Proposals of one script that wait for a second person.
///
/// # Errors
/// [`StoreError`].
pub async fn waiting(
    store: &Store,
    incident: &Incident,
    answer: Answer,
    language: Language,
) -> Result<Vec<Approval>, StoreError> {
    let all = approvals::list(store, &incident.id, None, 0, MOST_APPROVALS).await?;
    let of_this = |approval: &Approval| {
        approval.state.is_open()
            && approval.summary.script.as_ref().is_some_and(|script| {
                script.answer == answer.code() && script.language == language.tag()
            })
    };
    Ok(all.into_iter().filter(of_this).collect())
}

/// Makes an approved draft the next version; gives its number.
///
/// # Errors
/// [`Failure::ScriptChanged`], [`Failure::NotPossible`]: nothing was changed;
/// [`Failure::Interrupted`]: that is not known.
pub async fn perform(
    services: &Services,
    incident: &Incident,
    draft: &[u8; 16],
) -> Result<u64, Failure> {
    let failed = |_| Failure::Interrupted;
    let (store, subject) = (&services.store, &draft[..]);
    let draft = store.script_draft(&incident.id, draft).await.map_err(failed)?;
    let draft = draft.ok_or(Failure::NotPossible)?;
    let approval = store.open_approval(&incident.id, "script", subject).await.map_err(failed)?;
    let approver = approval.ok_or(Failure::NotPossible)?.decider;
    let new = NewScript { draft: &draft, approver: &approver, since: services.clock.now() };
    match store.enter_script(&new, None).await.map_err(failed)? {
        true => Ok(draft.based_on + 1),
        false => Err(Failure::ScriptChanged),
    }
}

/// After an interruption: the version that a draft became.
///
/// # Errors
/// [`Problem::Unavailable`].
pub async fn outcome(
    services: &Services,
    incident: &Incident,
    draft: &[u8; 16],
) -> Result<Option<u64>, Problem> {
    let store = &services.store;
    let Some(draft) = store.script_draft(&incident.id, draft).await? else {
        return Ok(None);
    };
    let versions = store.script_versions(&incident.id, &draft.answer, &draft.language).await?;
    let made = versions.iter().any(|version| {
        version.version == draft.based_on + 1
            && version.texts == draft.texts
            && version.author == draft.author
    });
    Ok(made.then_some(draft.based_on + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn say(line: &str) -> ScriptTexts {
        ScriptTexts { say: vec![line.to_owned()], ..Default::default() }
    }

    #[test]
    fn texts_are_short_and_say_what_they_show() {
        for good in ["Look at {address} or call {phone}.", "क\u{94D}\u{200D}ष", "မြန်မာ\u{200B}စာ"]
        {
            assert_eq!(say(good).check(Language::Hindi), Ok(()), "{good}");
        }
        let long = "あ".repeat(501);
        for bad in ["", "a\nb", "{name}", "}", "a\u{202E}b", long.as_str()] {
            assert_eq!(say(bad).check(Language::Hindi), Err(Problem::Malformed), "{bad}");
        }
        let nothing = ScriptTexts { never: vec!["x".into()], ..Default::default() };
        assert!(nothing.check(Language::English).is_err());
        let many = ScriptTexts { say: vec!["x".into(); 13], ..Default::default() };
        assert!(many.check(Language::English).is_err());
    }

    #[test]
    fn only_agents_read_what_is_for_agents() {
        let texts = ScriptTexts { never: vec!["x".into()], ..say("y") };
        assert_eq!(texts.check(Language::Japanese), Ok(()));
        assert_eq!(texts.check(Language::Vietnamese), Err(Problem::Malformed));
    }

    #[test]
    fn a_field_is_lines() {
        assert_eq!(ScriptTexts::lines_of(" one \r\n\r\n two\n"), ["one", "two"]);
    }
}
