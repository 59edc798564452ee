//! `shirabe incident apply FILE`: idempotent; the second time it changes what differs.

use super::{Definition, record};
use crate::{
    audit::{Action, By, Event},
    keys::KeyMaker,
    store::{AuditDraft, Store, StoredIncident},
};
use anyhow::{Context, bail, ensure};
use rand::{CryptoRng, RngCore};
use sha2::{Digest, Sha256};
use shirabe_protocol::identifier::Kind;

/// What applying a file did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applied {
    Created,
    Changed,
    Unchanged,
}

/// A file that was applied.
pub struct AppliedFile {
    pub definition: Definition,
    pub applied: Applied,
    /// Keys were made: the copy of the keys folder lacks them.
    pub made_keys: bool,
}

/// Creates the incident and its keys, or brings it to what the file says. A key that later
/// versions need and this incident lacks is made, whether or not the file changed.
///
/// # Errors
/// Says what is wrong with the file, or what it would change that published lists depend on.
pub async fn apply<R: RngCore + CryptoRng>(
    store: &Store,
    keys: &KeyMaker,
    text: &str,
    by: By<'_>,
    now: i64,
    rng: &mut R,
) -> anyhow::Result<AppliedFile> {
    let definition = Definition::from_toml(text)?;
    let before = store.incident(&definition.slug).await?;
    let record = record::keep(store, before.as_ref(), &definition, now).await?;
    let made_keys = match &before {
        Some(stored) => keys.complete(&stored.id, rng)?,
        None => true,
    };
    let (id, applied) = match &before {
        Some(stored) if stored.definition == text => {
            return Ok(AppliedFile { definition, applied: Applied::Unchanged, made_keys });
        }
        Some(stored) => {
            keep_what_lists_depend_on(store, stored, &definition).await?;
            (stored.id, Applied::Changed)
        }
        None => {
            let mut id = [0; 16];
            rng.fill_bytes(&mut id);
            keys.create(&id, rng)?;
            (id, Applied::Created)
        }
    };
    let entries = entries(&id, &definition, (text, by), now, rng);
    store.apply_incident(&id, &definition.slug, text, now, &record, &entries).await?;
    Ok(AppliedFile { definition, applied, made_keys })
}

/// That a file was applied; and that it does without a second person, where it could have one.
fn entries<R: RngCore + CryptoRng>(
    id: &[u8; 16],
    definition: &Definition,
    (text, by): (&str, By<'_>),
    now: i64,
    rng: &mut R,
) -> Vec<AuditDraft> {
    let file = hex::encode(Sha256::digest(text));
    let mut entry = |action| {
        Event::new(action, by)
            .of_incident(*id)
            .with("slug", definition.slug.as_str())
            .with("definition", file.as_str())
            .draft(now, rng)
    };
    let mut entries = vec![entry(Action::IncidentApplied)];
    if !definition.four_eyes && !definition.sample {
        entries.push(entry(Action::FourEyesOff));
    }
    entries
}

/// Once a list was loaded, tags were made under this profile and region, and positions of kinds
/// and groups stand in the records: those may be added to, never changed.
async fn keep_what_lists_depend_on(
    store: &Store,
    stored: &StoredIncident,
    new: &Definition,
) -> anyhow::Result<()> {
    if !store.has_loads(&stored.id).await? {
        return Ok(());
    }
    let old = Definition::from_toml(&stored.definition)
        .context("the stored definition is no longer sound")?;
    ensure!(
        old.profile == new.profile,
        "profile: lists were loaded under the old one; people would no longer be found"
    );
    ensure!(
        old.region == new.region,
        "region: lists were loaded under the old one; people would no longer be found"
    );
    let kinds = |definition: &Definition| -> Vec<_> { definition.kinds() };
    ensure!(
        kinds(new).starts_with(&kinds(&old)),
        "kinds: lists were loaded; keep the kinds and their fields in their order and add new kinds \
         at the end"
    );
    // Lists that are loaded hold tags of what was public then: offering more would answer their
    // people "not in this list".
    let was_public = |kind: &Kind| old.public_kinds().any(|public| public == *kind);
    if let Some(kind) = new.public_kinds().find(|kind| !was_public(kind)) {
        bail!(
            "kinds.{}: it was not public when lists were loaded, and their people would not be \
             found by it; it can be public in an incident of its own, with all lists loaded anew",
            kind.name
        );
    }
    let groups = |definition: &Definition| -> Vec<_> {
        definition.groups.iter().map(|group| group.name.clone()).collect()
    };
    ensure!(
        groups(new).starts_with(&groups(&old)),
        "groups: lists were loaded; keep the groups in their order and add new ones at the end"
    );
    Ok(())
}
