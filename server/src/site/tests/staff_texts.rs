//! Every code of staff that a page shows has words, in both languages.

use crate::{
    access::Role,
    alarms::AlarmKind,
    approvals::{ApprovalAction, Failure},
    audit,
    desk::{
        answer_requests::{OUTCOMES, PURPOSES},
        call_figures,
        calls::{ANSWERS, KINDS, TOPICS},
    },
    scripts::{Answer, ScriptTexts},
    store::ApprovalState,
    words::{Language, Words},
};

fn has(prefix: &str, code: &str) {
    for language in Language::OF_STAFF {
        let key = prefix.replace('*', code);
        assert!(Words::of(language).has(&key), "{} has no text for {key}", language.tag());
    }
}

#[test]
fn every_action_of_the_audit_log_has_words() {
    audit::Action::ALL.iter().for_each(|action| has("audit-action-*", action.code()));
}

#[test]
fn every_role_and_every_step_of_an_approval_has_words() {
    Role::ALL.iter().for_each(|role| has("role-of-staff-*", role.code()));
    ApprovalState::ALL.iter().for_each(|state| has("approval-state-*", state.code()));
    Failure::ALL.iter().for_each(|failure| has("approval-reason-*", failure.code()));
    for action in [
        ApprovalAction::Publish { load: [0; 16] },
        ApprovalAction::Withdraw { load: [0; 16] },
        ApprovalAction::Rollback { to: 1, current: 2 },
        ApprovalAction::Script { draft: [0; 16] },
    ] {
        has("approval-action-*", action.code());
    }
}

#[test]
fn every_code_of_the_desk_has_words() {
    Answer::ALL.iter().for_each(|answer| has("desk-answer-*", answer.code()));
    ANSWERS.iter().for_each(|answer| has("desk-answer-*", answer));
    KINDS.iter().for_each(|kind| has("call-kind-*", kind));
    TOPICS.iter().for_each(|topic| has("call-topic-*", topic));
    call_figures::ACTIONS.iter().for_each(|action| has("call-action-*", action));
    PURPOSES.iter().for_each(|purpose| has("request-purpose-*", purpose));
    OUTCOMES.iter().for_each(|outcome| has("request-outcome-*", outcome));
    ScriptTexts::default().parts().iter().for_each(|(part, _)| has("script-part-*", part));
    for kind in AlarmKind::ALL {
        has("alarm-*-title", kind.code());
        has("alarm-*-text", kind.code());
    }
}
