//! Whether a withdrawal fits the published set, and which filter entries it takes out.
//!
//! Records say who is in which load; filter entries say it of nobody. So where several loads
//! brought the same person, the entries of all of them have to go, and how many that are in each
//! load is known from the records alone.

use super::incident_of;
use crate::{
    problem::Problem,
    state::Services,
    store::{Load, LoadAction, RemovedEntries, Settled},
};
use shirabe_protocol::tag::Tag;
use std::collections::BTreeMap;

type Position = (u8, u8);

/// Checks a withdrawal against the current set.
///
/// # Errors
/// [`Problem::WithdrawalDiffers`], [`Problem::Unavailable`].
pub(crate) async fn settle(services: &Services, load: &Load) -> Result<Settled, Problem> {
    let store = &services.store;
    let incident = incident_of(services, load).await?;
    let set = store.current_set(&load.incident).await?.ok_or(Problem::WithdrawalDiffers)?;
    let batches = store.batches_of(&load.id).await?;
    if !store.unmatched(load, set.version, 1).await?.is_empty() {
        return Err(Problem::WithdrawalDiffers);
    }
    let removed = store.removed_entries(load, set.version).await?;
    let is_public = |kind: u8| {
        incident.definition.kinds.get(usize::from(kind)).is_some_and(|declared| declared.public)
    };
    let mut brought = BTreeMap::new();
    store.collect_tags(&load.id, &mut brought).await?;
    brought.retain(|(kind, _), _| is_public(*kind));
    let mut entries = Entries::of(brought);
    let mut expected = by_load(&removed, &is_public);
    for (id, action) in store.loads_of_set(&load.incident, set.version).await? {
        match action {
            LoadAction::Add => {
                store.visit_tags(&id, |position, tag| entries.found(position, tag)).await?;
                entries.end_of_load(&expected.remove(&id).unwrap_or_default());
            }
            LoadAction::Withdraw => {
                let mut gone = BTreeMap::new();
                store.collect_tags(&id, &mut gone).await?;
                store.collect_withdrawn_entries(&id, &mut gone).await?;
                for (position, tags) in gone {
                    tags.into_iter().for_each(|tag| entries.gone_before(position, tag));
                }
            }
        }
    }
    Ok(Settled { version: set.version, batches, further: entries.further()? })
}

/// How many entries go, by load and by position of kind and group.
fn by_load(
    removed: &[RemovedEntries],
    is_public: &impl Fn(u8) -> bool,
) -> BTreeMap<[u8; 16], BTreeMap<Position, u64>> {
    let mut expected: BTreeMap<_, BTreeMap<Position, u64>> = BTreeMap::new();
    for removed in removed.iter().filter(|removed| is_public(removed.kind)) {
        let of_load = expected.entry(removed.load).or_default();
        for group in (0..32).filter(|group| removed.groups >> group & 1 == 1) {
            *of_load.entry((removed.kind, group)).or_default() += removed.records;
        }
    }
    expected
}

/// The tags that a withdrawal brought, and what is known of them, by position.
#[derive(Default)]
struct Entries(BTreeMap<Position, OfFilter>);

#[derive(Default)]
struct OfFilter {
    /// Each tag once, in order.
    entries: Vec<Entry>,
    /// How many entries go, by the records of all loads.
    expected: u64,
    /// In some load it is open which entries go.
    unclear: bool,
}

/// About 40 bytes for each tag of the withdrawal, however large the set is.
struct Entry {
    tag: Tag,
    /// How often the withdrawal brought it: once for each person.
    brought: u32,
    /// How often it stands in the load that is being read.
    in_load: u32,
    /// In all loads so far, less what earlier withdrawals took out.
    in_set: i64,
    /// How often it goes, if several loads brought the same people.
    goes: u32,
}

impl Entries {
    fn of(tags: impl IntoIterator<Item = (Position, Vec<Tag>)>) -> Self {
        let of_filter = |mut tags: Vec<Tag>| {
            tags.sort_unstable();
            let mut entries: Vec<Entry> = Vec::with_capacity(tags.len());
            for tag in tags {
                match entries.last_mut() {
                    Some(last) if last.tag == tag => last.brought += 1,
                    _ => entries.push(Entry { tag, brought: 1, in_load: 0, in_set: 0, goes: 0 }),
                }
            }
            OfFilter { entries, ..OfFilter::default() }
        };
        Self(tags.into_iter().map(|(position, tags)| (position, of_filter(tags))).collect())
    }

    fn entry(&mut self, position: Position, tag: Tag) -> Option<&mut Entry> {
        let entries = &mut self.0.get_mut(&position)?.entries;
        let place = entries.binary_search_by(|entry| entry.tag.cmp(&tag)).ok()?;
        entries.get_mut(place)
    }

    /// A load of the set holds this tag.
    fn found(&mut self, position: Position, tag: Tag) {
        if let Some(entry) = self.entry(position, tag) {
            entry.in_load += 1;
        }
    }

    /// An earlier withdrawal of the set took this tag out.
    fn gone_before(&mut self, position: Position, tag: Tag) {
        if let Some(entry) = self.entry(position, tag) {
            entry.in_set -= 1;
        }
    }

    /// All tags of a load were shown. By its records so many entries go, of each tag no more
    /// than the load holds, and no more than people were named with it. Only if all of these
    /// together are as many is it clear which ones go.
    fn end_of_load(&mut self, expected: &BTreeMap<Position, u64>) {
        for (position, expected) in expected {
            self.0.entry(*position).or_default().expected += expected;
        }
        for (position, of_filter) in &mut self.0 {
            let expected = expected.get(position).copied().unwrap_or(0);
            let most = |entry: &Entry| entry.brought.min(entry.in_load);
            let at_most: u64 = of_filter.entries.iter().map(|one| u64::from(most(one))).sum();
            of_filter.unclear |= expected != 0 && expected != at_most;
            for entry in &mut of_filter.entries {
                if expected != 0 {
                    entry.goes += most(entry);
                }
                entry.in_set += i64::from(entry.in_load);
                entry.in_load = 0;
            }
        }
    }

    /// The entries that go beyond those that the withdrawal brought.
    fn further(self) -> Result<Vec<(Position, Tag)>, Problem> {
        let mut further = Vec::new();
        for (position, of_filter) in self.0 {
            let brought: u64 = of_filter.entries.iter().map(|entry| u64::from(entry.brought)).sum();
            let several_loads = of_filter.expected > brought;
            if of_filter.expected < brought || several_loads && of_filter.unclear {
                return Err(Problem::WithdrawalDiffers);
            }
            for entry in of_filter.entries {
                let goes = if several_loads { entry.goes } else { entry.brought };
                if goes < entry.brought || i64::from(goes) > entry.in_set {
                    return Err(Problem::WithdrawalDiffers);
                }
                further.extend((entry.brought..goes).map(|_| (position, entry.tag)));
            }
        }
        Ok(further)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMAILS: Position = (0, 0);

    fn tag(number: u8) -> Tag {
        Tag::from_bytes([number; 16])
    }

    /// Loads as tags and the number of entries that go by their records.
    fn settled(
        brought: &[u8],
        loads: &[(&[u8], u64)],
        gone_before: &[u8],
    ) -> Result<usize, Problem> {
        let tags = brought.iter().copied().map(tag).collect();
        let mut entries = Entries::of([(EMAILS, tags)]);
        for (tags, expected) in loads {
            tags.iter().for_each(|number| entries.found(EMAILS, tag(*number)));
            entries.end_of_load(&BTreeMap::from([(EMAILS, *expected)]));
        }
        gone_before.iter().for_each(|number| entries.gone_before(EMAILS, tag(*number)));
        entries.further().map(|further| further.len())
    }

    #[test]
    fn of_a_shared_address_one_entry_goes() {
        assert_eq!(settled(&[1], &[(&[1, 1, 2], 1)], &[]), Ok(0));
        assert_eq!(settled(&[1, 1], &[(&[1, 1, 2], 2)], &[]), Ok(0));
    }

    #[test]
    fn what_several_loads_brought_goes_from_each() {
        assert_eq!(settled(&[1], &[(&[1, 2], 1), (&[1], 1)], &[]), Ok(1));
        // Each of two people who share an address is in both loads; one goes.
        assert_eq!(settled(&[1], &[(&[1, 1, 2], 1), (&[1, 1], 1)], &[]), Ok(1));
        // The second load holds the address for somebody else.
        assert_eq!(settled(&[1], &[(&[1, 2], 1), (&[1], 0)], &[]), Ok(0));
        assert_eq!(settled(&[1, 3], &[(&[1, 3], 2), (&[1], 1)], &[]), Ok(1));
    }

    #[test]
    fn where_it_is_open_which_entries_go_the_withdrawal_is_refused() {
        // Of two people one is in the second load too, which holds the addresses of both.
        let open = settled(&[1, 3], &[(&[1, 3], 2), (&[1, 3], 1)], &[]);
        assert_eq!(open, Err(Problem::WithdrawalDiffers));
    }

    #[test]
    fn entries_that_the_set_or_its_records_do_not_hold_are_refused() {
        for (brought, loads, gone_before) in [
            (&[9][..], &[(&[1, 2][..], 1)][..], &[][..]),
            (&[1], &[(&[1], 1)], &[1]),
            (&[1, 2], &[(&[1, 2], 1)], &[]),
            (&[1], &[(&[1, 2], 2)], &[]),
            (&[], &[(&[1], 1)], &[]),
            (&[1, 1], &[(&[1], 2)], &[]),
        ] {
            let refused = settled(brought, loads, gone_before);
            assert_eq!(refused, Err(Problem::WithdrawalDiffers), "{brought:?}");
        }
        assert_eq!(settled(&[1], &[(&[1], 0), (&[1], 1)], &[1]), Ok(0), "brought again later");
    }
}
