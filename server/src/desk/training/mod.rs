//! Callers to practise with. Two incidents that exist on this page only; what is typed is compared
//! in the agent's browser, nothing is asked and nothing is recorded.

use crate::incidents::{Definition, Incident, record::Record};
use serde::Deserialize;
use std::sync::{Arc, LazyLock};

/// An invented caller. What he says stands in the Fluent files, by his number.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Caller {
    pub number: usize,
    /// `email`, `phone`, `details` or `code`.
    pub kind: String,
    /// Each field as it is understood.
    pub typed: Vec<String>,
    /// The caller's.
    pub language: String,
    /// What the desk then says.
    pub answer: String,
    /// What fits this call.
    pub action: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Callers {
    callers: Vec<Caller>,
}

static CALLERS: LazyLock<Vec<Caller>> = LazyLock::new(|| {
    toml::from_str::<Callers>(include_str!("callers.toml"))
        .map_or_else(|_| Vec::new(), |all| all.callers)
});

static INCIDENTS: LazyLock<Vec<Arc<Incident>>> = LazyLock::new(|| {
    let texts = [include_str!("plain.toml"), include_str!("sensitive.toml")];
    let incident = |text: &str| {
        let definition = Arc::new(Definition::from_toml(text).ok()?);
        // No incident of a store has this id: there are no scripts of its own.
        let record = Arc::new(Record::default());
        Some(Arc::new(Incident { id: [0; 16], definition, set: None, record, applied: 0 }))
    };
    texts.into_iter().filter_map(incident).collect()
});

pub fn callers() -> &'static [Caller] {
    &CALLERS
}

pub fn incidents() -> &'static [Arc<Incident>] {
    &INCIDENTS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, Words};

    #[test]
    fn every_caller_can_be_answered() {
        assert_eq!((callers().len(), incidents().len()), (6, 2));
        for caller in callers() {
            let of_kind = |incident: &&Arc<Incident>| {
                let kinds = incident.definition.kinds();
                kinds.iter().any(|kind| kind.name == caller.kind)
                    || (caller.kind == "details" && incident.definition.sensitive)
            };
            let incident = incidents().iter().find(of_kind).expect("an incident");
            let kinds = incident.definition.kinds();
            let kind = kinds.iter().find(|kind| kind.name == caller.kind).unwrap_or(&kinds[0]);
            for (place, typed) in caller.typed.iter().enumerate() {
                assert_eq!(&kind.canonical_field(place, typed).unwrap(), typed, "{caller:?}");
            }
            let fields: Vec<&str> = caller.typed.iter().map(String::as_str).collect();
            kind.normalise(&fields).unwrap();
            assert!(Language::from_tag(&caller.language).is_some());
            for part in ["who", "says", "hint", "lesson"] {
                for language in Language::OF_STAFF {
                    let key = format!("training-{}-{part}", caller.number);
                    assert!(Words::of(language).has(&key), "{key}");
                }
            }
        }
        assert!(!incidents()[1].definition.tells_by_phone());
    }

    #[test]
    fn the_code_that_a_caller_misreads_is_refused() {
        let code = incidents()[0].definition.kinds().remove(2);
        assert!(code.normalise(&["7RMC-2XM5-HQ8W-Z"]).is_err());
    }
}
