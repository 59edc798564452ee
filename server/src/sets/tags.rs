//! The public tags of a set: what its loads added, less what its withdrawals took out.
//!
//! A multiset: two people with one address are two entries, so one of them can go.

use crate::{
    problem::Problem,
    store::{LoadAction, Store},
};
use shirabe_protocol::tag::Tag;
use std::{cmp::Ordering, collections::BTreeMap};

/// Public tags by position of kind and group, 16 bytes each.
pub type TagsByFilter = BTreeMap<(u8, u8), Vec<Tag>>;

/// The tags of a set as its loads brought them.
#[derive(Default)]
pub struct SetTags {
    added: TagsByFilter,
    withdrawn: TagsByFilter,
}

impl SetTags {
    /// Reads the tags of some loads.
    ///
    /// # Errors
    /// [`Problem::Unavailable`].
    pub async fn of_loads(
        store: &Store,
        loads: &[([u8; 16], LoadAction)],
    ) -> Result<Self, Problem> {
        let mut tags = Self::default();
        for (load, action) in loads {
            match action {
                LoadAction::Add => store.collect_tags(load, &mut tags.added).await?,
                LoadAction::Withdraw => {
                    store.collect_tags(load, &mut tags.withdrawn).await?;
                    store.collect_withdrawn_entries(load, &mut tags.withdrawn).await?;
                }
            }
        }
        Ok(tags)
    }

    /// What is left. Without withdrawals that is what was added, in no order.
    ///
    /// # Errors
    /// [`Problem::WithdrawalDiffers`] where more would be taken out than there is.
    pub fn left(self) -> Result<TagsByFilter, Problem> {
        let mut left = self.added;
        for (position, withdrawn) in self.withdrawn {
            let added = left.get_mut(&position).ok_or(Problem::WithdrawalDiffers)?;
            take_out(added, withdrawn)?;
        }
        Ok(left)
    }
}

/// Takes tags out of others, each as often as it stands there.
fn take_out(added: &mut Vec<Tag>, mut withdrawn: Vec<Tag>) -> Result<(), Problem> {
    added.sort_unstable();
    withdrawn.sort_unstable();
    let mut withdrawn = withdrawn.into_iter().peekable();
    added.retain(|tag| match withdrawn.peek().map(|next| next.cmp(tag)) {
        Some(Ordering::Equal) => {
            withdrawn.next();
            false
        }
        // A smaller one is not there: it stays in front, and is found at the end.
        _ => true,
    });
    if withdrawn.peek().is_some() { Err(Problem::WithdrawalDiffers) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::{Problem, Tag, take_out};

    fn tags(numbers: &[u8]) -> Vec<Tag> {
        numbers.iter().map(|number| Tag::from_bytes([*number; 16])).collect()
    }

    #[test]
    fn a_tag_goes_as_often_as_it_is_taken_out() {
        for (added, withdrawn, left) in [
            (&[3, 1, 2, 1][..], &[1][..], &[1, 2, 3][..]),
            (&[3, 1, 2, 1], &[3, 1, 1], &[2]),
            (&[5, 5], &[5, 5], &[]),
            (&[5], &[], &[5]),
        ] {
            let mut rest = tags(added);
            assert_eq!(take_out(&mut rest, tags(withdrawn)), Ok(()));
            assert!(rest == tags(left));
        }
    }

    #[test]
    fn more_than_there_is_is_refused() {
        for (added, withdrawn) in
            [(&[1, 2, 2][..], &[2, 2, 2][..]), (&[1, 3], &[2]), (&[], &[1]), (&[5], &[4, 6])]
        {
            let refused = take_out(&mut tags(added), tags(withdrawn));
            assert_eq!(refused, Err(Problem::WithdrawalDiffers));
        }
    }
}
