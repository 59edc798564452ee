//! What happened, on its way into the audit log.

use super::Action;
use crate::{
    access::{Actor, IncidentId},
    store::{AuditDraft, DoneBy},
};
use rand::{CryptoRng, RngCore};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Who did it.
#[derive(Debug, Clone, Copy)]
pub enum By<'a> {
    Account(&'a Actor),
    /// A load token, by its name.
    LoadToken(&'a str),
    CommandLine,
    /// What was to happen at its time.
    Server,
    /// Somebody who is not signed in.
    Nobody,
}

/// One thing that happened.
#[derive(Debug, Clone)]
pub struct Event<'a> {
    pub action: Action,
    pub by: By<'a>,
    /// `None`: it concerns the whole deployment.
    pub incident: Option<IncidentId>,
    details: Map<String, Value>,
}

/// The body of an entry, as it stands in the store.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct EntryBody {
    /// Hex; empty for whatever is not an account.
    pub account: String,
    /// Of the account. Hex.
    pub organisation: String,
    /// As other staff knew it then; of a load token its name.
    pub name: String,
    /// `account`, `load-token`, `command-line`, `server`, `nobody`.
    pub by: String,
    pub details: Map<String, Value>,
    /// Random: nobody can try from its hash what an erased body said.
    pub salt: String,
}

impl<'a> Event<'a> {
    pub fn new(action: Action, by: By<'a>) -> Self {
        Self { action, by, incident: None, details: Map::new() }
    }

    #[must_use]
    pub fn of_incident(mut self, incident: IncidentId) -> Self {
        self.incident = Some(incident);
        self
    }

    /// A detail. Nothing that says anything of a person concerned: their records are named by
    /// [`record_name`](crate::keys::AuditKey::record_name).
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.details.insert(name.to_owned(), value.into());
        self
    }

    pub fn draft<R: RngCore + CryptoRng>(self, at: i64, rng: &mut R) -> AuditDraft {
        let mut salt = [0; 16];
        rng.fill_bytes(&mut salt);
        let (by, name) = match self.by {
            By::Account(actor) => ("account", actor.display_name.as_str()),
            By::LoadToken(name) => ("load-token", name),
            By::CommandLine => ("command-line", ""),
            By::Server => ("server", ""),
            By::Nobody => ("nobody", ""),
        };
        let of_account = |id: fn(&Actor) -> [u8; 16]| match self.by {
            By::Account(actor) => hex::encode(id(actor)),
            _ => String::new(),
        };
        let body = EntryBody {
            account: of_account(|actor| actor.account),
            organisation: of_account(|actor| actor.organisation),
            name: name.to_owned(),
            by: by.to_owned(),
            details: self.details,
            salt: hex::encode(salt),
        };
        AuditDraft {
            at,
            incident: self.incident,
            action: self.action.code(),
            done_by: body.done_by(),
            // Strings, and maps whose keys are strings: that becomes JSON always.
            body: serde_json::to_string(&body).unwrap_or_default(),
        }
    }
}

/// A change by a member of staff.
pub fn change(actor: &Actor, action: Action, incident: Option<IncidentId>) -> Event<'_> {
    let event = Event::new(action, By::Account(actor));
    match incident {
        Some(incident) => event.of_incident(incident),
        None => event,
    }
}

impl EntryBody {
    /// What stands beside it in the store, to be searched.
    pub fn done_by(&self) -> DoneBy {
        DoneBy { account: self.account.clone(), organisation: self.organisation.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::AntiForgeryToken;
    use rand::rngs::OsRng;

    fn actor() -> Actor {
        Actor {
            account: [1; 16],
            organisation: [2; 16],
            display_name: "Sato \"account\" Hanako".into(),
            deployment_administrator: false,
            grants: [].into(),
            session: [3; 32],
            csrf: AntiForgeryToken::new("token"),
        }
    }

    #[test]
    fn what_stands_beside_a_body_is_what_it_says() {
        let actor = actor();
        let event = Event::new(Action::RoleGranted, By::Account(&actor))
            .of_incident([7; 16])
            .with("subject", hex::encode([4; 16]));
        let draft = event.draft(5, &mut OsRng);
        assert_eq!((draft.at, draft.incident, draft.action), (5, Some([7; 16]), "role-granted"));
        assert_eq!(draft.done_by.account, hex::encode([1; 16]));
        assert_eq!(draft.done_by.organisation, hex::encode([2; 16]));
        let body: EntryBody = serde_json::from_str(&draft.body).unwrap();
        assert_eq!(body.done_by(), draft.done_by);
        assert_eq!((body.by.as_str(), body.name.as_str()), ("account", "Sato \"account\" Hanako"));
        assert_eq!(body.details["subject"], hex::encode([4; 16]));
    }

    #[test]
    fn no_two_bodies_are_alike_and_none_holds_session_or_csrf() {
        let actor = actor();
        let draft = || Event::new(Action::SignIn, By::Account(&actor)).draft(5, &mut OsRng).body;
        assert_ne!(draft(), draft());
        assert!(!draft().contains(&hex::encode([3; 32])) && !draft().contains("token"));
    }

    #[test]
    fn whoever_is_no_account_has_none() {
        for (by, code) in [
            (By::LoadToken("leavers list"), "load-token"),
            (By::CommandLine, "command-line"),
            (By::Server, "server"),
            (By::Nobody, "nobody"),
        ] {
            let draft = Event::new(Action::LoadOpened, by).draft(5, &mut OsRng);
            let body: EntryBody = serde_json::from_str(&draft.body).unwrap();
            assert_eq!((body.by.as_str(), body.account.as_str()), (code, ""));
            assert_eq!(draft.done_by, DoneBy::default());
        }
    }
}
