//! What applying an incident file adds to the public record; and what it may not take away.

use super::{Notice, NoticeId, Version, first_versions, notices};
use crate::{
    incidents::definition::{Definition, TimelineEntry},
    store::{Store, StoredIncident, StoredVersion},
};
use anyhow::{Context, bail, ensure};

/// The versions to store with this definition: of new notices the first one, of changed ones the
/// next one.
///
/// # Errors
/// Says which notice is missing, or which two cannot be told apart.
pub async fn keep(
    store: &Store,
    before: Option<&StoredIncident>,
    definition: &Definition,
    now: i64,
) -> anyhow::Result<Vec<StoredVersion>> {
    if let Err(problem) = tell_apart(&definition.timeline) {
        // A file of an earlier version may stay as long as it says nothing new.
        let of = |incident: &StoredIncident| Definition::from_toml(&incident.definition).ok();
        let says_the_same = before.and_then(of).is_some_and(|before| before == *definition);
        return if says_the_same { Ok(Vec::new()) } else { Err(problem) };
    }
    let (mut added, known) = match before {
        None => (Vec::new(), Vec::new()),
        Some(incident) => known(store, incident).await?,
    };
    for notice in &known {
        ensure!(
            definition.timeline.iter().any(|entry| NoticeId::of(entry) == notice.id),
            "timeline: {} was public and must stay. Put it back and correct its text: the earlier \
             text stays readable. An entry is known by its `date` and `id`; keep both, and correct \
             a wrong date in the text",
            named(&notice.id)
        );
    }
    for entry in &definition.timeline {
        let id = NoticeId::of(entry);
        let versions =
            known.iter().find(|notice| notice.id == id).map_or(&[][..], |notice| &notice.versions);
        let same = |version: &Version| version.kind == entry.kind && version.texts == entry.text;
        if !versions.last().is_some_and(same) {
            let version = Version { kind: entry.kind, texts: entry.text.clone(), since: now };
            added.push(stored(&id, versions.len() + 1, &version)?);
        }
    }
    Ok(added)
}

/// What was public before, and what of it has yet to be stored: all of it, where the incident was
/// applied before the record was kept.
async fn known(
    store: &Store,
    incident: &StoredIncident,
) -> anyhow::Result<(Vec<StoredVersion>, Vec<Notice>)> {
    let rows = store.record_versions(&incident.id).await?;
    // A definition that is sound no more is on no page.
    let Ok(definition) = Definition::from_toml(&incident.definition) else {
        ensure!(rows.is_empty(), "the stored definition is no longer sound");
        return Ok(Default::default());
    };
    let notices = notices(&rows, &definition, incident.applied)?;
    let mut added = Vec::new();
    if rows.is_empty() {
        for notice in first_versions(&definition, incident.applied) {
            for version in &notice.versions {
                added.push(stored(&notice.id, 1, version)?);
            }
        }
    }
    Ok((added, notices))
}

fn stored(id: &NoticeId, number: usize, version: &Version) -> anyhow::Result<StoredVersion> {
    Ok(StoredVersion {
        date: id.date.clone(),
        name: id.name.clone(),
        version: number as u64,
        kind: version.kind.code().to_owned(),
        texts: serde_json::to_string(&version.texts).context("a text cannot be stored")?,
        since: version.since,
    })
}

fn tell_apart(timeline: &[TimelineEntry]) -> anyhow::Result<()> {
    for (place, entry) in timeline.iter().enumerate() {
        let id = NoticeId::of(entry);
        if timeline[..place].iter().any(|earlier| NoticeId::of(earlier) == id) {
            bail!(
                "timeline: {} is there twice. Give the later one an `id` of its own, like \
                 `id = \"2\"` (lower-case letters, digits, hyphens), and keep it: an entry is \
                 known by its `date` and `id`, also after its text was corrected",
                named(&id)
            );
        }
    }
    Ok(())
}

fn named(id: &NoticeId) -> String {
    if id.name.is_empty() {
        format!("the entry of {}", id.date)
    } else {
        format!("the entry of {} with `id = \"{}\"`", id.date, id.name)
    }
}
