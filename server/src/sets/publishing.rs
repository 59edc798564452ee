//! From closed loads to a published set: the set before, and this load, in new filters.

use super::tags::{SetTags, TagsByFilter};
use crate::{
    audit::Action,
    incidents::{Definition, Incident},
    loads::{presented, withdrawal},
    problem::Problem,
    state::Services,
    store::{
        AuditDraft, Load, LoadAction, LoadState, LoadToken, PublishedSet, SetCause, SetDraft,
        StoredFilter,
    },
};
use actix_web::web;
use rand::{CryptoRng, RngCore, rngs::OsRng};
use sha2::{Digest, Sha256};
use shirabe_protocol::{
    fetching::{Budget, FilterSize, KindFetching},
    filter::{self, BuildError, FALSE_POSITIVE_BUDGET},
    tag::Tag,
};

/// Tries again where another load's set came first: the next draft includes it.
pub async fn publish_closed(
    services: &Services,
    incident: &Incident,
    token: &LoadToken,
    mut load: Load,
) -> Result<u64, Problem> {
    const TRIES: usize = 5;
    let store = &services.store;
    let (done, code) = match load.action {
        LoadAction::Add => (Action::Published, "publish"),
        LoadAction::Withdraw => (Action::Withdrawn, "withdraw"),
    };
    for _ in 0..TRIES {
        let current = store.current_set(&incident.id).await?;
        let version = current.map_or(0, |set| set.version) + 1;
        let entry = presented::event(done, token)
            .with("action", code)
            .with("subject", hex::encode(load.id))
            .with("set_version", version)
            .draft(services.clock.now(), &mut OsRng);
        if publish_after(services, incident, &load, current, Some(&entry)).await? {
            return Ok(version);
        }
        match store.load(&load.id).await? {
            Some(again) if again.state == LoadState::Closed => load = again,
            _ => break,
        }
    }
    Err(Problem::LoadState)
}

/// Publishes a closed load as the set after this one; `false` where another set came first, or
/// the load is closed no longer.
pub(super) async fn publish_after(
    services: &Services,
    incident: &Incident,
    load: &Load,
    current: Option<PublishedSet>,
    entry: Option<&AuditDraft>,
) -> Result<bool, Problem> {
    let version = current.map_or(0, |set| set.version);
    if !settle_against(services, load, version).await? {
        return Ok(false);
    }
    let mut loads = services.store.loads_of_set(&incident.id, version).await?;
    loads.push((load.id, load.action));
    let cause = match load.action {
        LoadAction::Add => SetCause::Load(load.id),
        LoadAction::Withdraw => SetCause::Withdrawal(load.id),
    };
    let as_of = as_of_after(load, current);
    publish_set(services, incident, cause, version + 1, as_of, &loads, entry).await
}

/// The date that the set after this one has with the load.
pub(super) fn as_of_after(load: &Load, current: Option<PublishedSet>) -> i64 {
    match (current, load.action) {
        // Taking people out makes no list any newer.
        (Some(set), LoadAction::Withdraw) => set.as_of,
        (Some(set), LoadAction::Add) => set.as_of.max(load.as_of),
        (None, _) => load.as_of,
    }
}

/// Holds a closed withdrawal against the set of this version, unless that was done. `false` where
/// that is not the current one any more, or another request does the same now.
pub(super) async fn settle_against(
    services: &Services,
    load: &Load,
    version: u64,
) -> Result<bool, Problem> {
    if load.action != LoadAction::Withdraw || load.checked == Some(version) {
        return Ok(true);
    }
    let _matching = services.matching.lock().await;
    let settled = withdrawal::settle(services, load).await?;
    Ok(services.store.settle_again(load, &settled).await? && settled.version == version)
}

/// Builds a set's filters and publishes it; `false` where another came first, or its cause does
/// not admit it any more.
pub(super) async fn publish_set(
    services: &Services,
    incident: &Incident,
    cause: SetCause,
    version: u64,
    as_of: i64,
    loads: &[([u8; 16], LoadAction)],
    entry: Option<&AuditDraft>,
) -> Result<bool, Problem> {
    let tags = SetTags::of_loads(&services.store, loads).await?;
    let definition = incident.definition.clone();
    // Off the threads that answer the public, and while nothing in the store is held.
    let filters = web::block(move || build_filters(&definition, tags.left()?, &mut OsRng))
        .await
        .map_err(|_| Problem::Unavailable)??;
    let loads = loads.iter().map(|(load, _)| *load).collect();
    let filters_under = !((OsRng.next_u64() >> 1) as i64);
    let incident_id = incident.id;
    let draft =
        SetDraft { filters_under, cause, incident: incident_id, version, as_of, loads, filters };
    if !services.store.publish_set(&draft, services.clock.now(), entry).await? {
        return Ok(false);
    }
    services.directory.forget(&incident.definition.slug);
    tracing::info!(
        incident = incident.definition.slug,
        set_version = version,
        cause = cause.code(),
        filters = draft.filters.len(),
        "set published"
    );
    Ok(true)
}

/// One filter for every public kind and group, an empty one too: that nobody of a group has a
/// phone number is nobody's business. Refused where a lookup's budget of wrong answers, over
/// all groups of its kind, would not be kept, or where no client would fetch the kind.
///
/// # Errors
/// [`Problem::PublishRefused`], [`Problem::SetTooLarge`].
pub fn build_filters<R: RngCore + CryptoRng>(
    definition: &Definition,
    mut tags: TagsByFilter,
    rng: &mut R,
) -> Result<Vec<StoredFilter>, Problem> {
    let groups = definition.groups.len();
    let mut filters = Vec::new();
    for (kind_position, kind) in definition.kinds.iter().enumerate().filter(|(_, k)| k.public) {
        let mut of_kind = Vec::with_capacity(groups);
        for group_position in 0..groups {
            let position = (kind_position as u8, group_position as u8);
            let mut of_filter = tags.remove(&position).unwrap_or_default();
            of_filter.sort_unstable();
            of_filter.dedup();
            of_kind.push(of_filter);
        }
        refuse_what_no_client_fetches(&of_kind)?;
        let mut rate = 0.0;
        for (group, of_filter) in definition.groups.iter().zip(of_kind) {
            let built = filter::build_for_groups(&of_filter, groups, rng);
            let (plan, shards) = built.map_err(|error| not_built(&error))?;
            // The next filter needs the memory.
            drop(of_filter);
            rate += shards.iter().map(|shard| shard.false_positive_rate).fold(0.0, f64::max);
            filters.extend(shards.into_iter().enumerate().map(|(number, shard)| StoredFilter {
                sha256: Sha256::digest(&shard.file).into(),
                kind: kind.kind.code().to_owned(),
                group: group.name.clone(),
                positions: plan.positions,
                shard_bits: plan.shard_bits,
                shard: number as u16,
                file: shard.file,
            }));
        }
        if rate > FALSE_POSITIVE_BUDGET {
            tracing::error!(rate, "the filters of a kind would answer wrongly too often");
            return Err(Problem::PublishRefused);
        }
    }
    Ok(filters)
}

/// Known from the counts alone, before the work of building is done.
fn refuse_what_no_client_fetches(of_kind: &[Vec<Tag>]) -> Result<(), Problem> {
    let sizes = of_kind
        .iter()
        .map(|tags| filter::plan_for_groups(tags, of_kind.len()).map(FilterSize::from))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| not_built(&error))?;
    if KindFetching::of(&sizes, Budget::ORDINARY).is_none() {
        tracing::error!("a kind cannot be fetched without telling more than six bits of a tag");
        return Err(Problem::SetTooLarge);
    }
    Ok(())
}

fn not_built(error: &BuildError) -> Problem {
    tracing::error!(%error, "a filter was not built");
    match error {
        BuildError::TooLarge => Problem::SetTooLarge,
        BuildError::Overfull => Problem::PublishRefused,
    }
}

#[cfg(test)]
mod tests {
    use super::{Problem, refuse_what_no_client_fetches};
    use rand::{RngCore, rngs::OsRng};
    use shirabe_protocol::tag::Tag;

    /// Tags that fall into one of 2^10 shards, as no keyed function makes them.
    fn crowded(count: usize) -> Vec<Tag> {
        let tag = |_| {
            let mut bytes = [0; Tag::BYTES];
            OsRng.fill_bytes(&mut bytes);
            (bytes[0], bytes[1]) = (0, bytes[1] & 0x3F);
            Tag::from_bytes(bytes)
        };
        (0..count).map(tag).collect()
    }

    #[test]
    fn a_set_that_no_client_fetches_is_refused() {
        let fits = refuse_what_no_client_fetches(&[crowded(100_000)]);
        assert_eq!(fits, Ok(()), "100,000 tags are one file, wherever they fall");
        // 1,024 shards, almost as if they were 200 million.
        let too_large = refuse_what_no_client_fetches(&[crowded(200_000)]);
        assert_eq!(too_large, Err(Problem::SetTooLarge));
        let groups = [Vec::new(), crowded(200_000)];
        assert_eq!(refuse_what_no_client_fetches(&groups), Err(Problem::SetTooLarge));
    }
}
