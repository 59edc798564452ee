//! The support desk: lookups, calls, answers that go to registered addresses, and what looked wrong.

pub(super) mod answer_requests;
pub(super) mod calls;
pub(super) mod lookups;
pub(super) mod watch;
