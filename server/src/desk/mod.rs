//! The desk: what is said to callers, what was called about, who watches over it, and answers
//! that go to the registered address.

pub mod scripts;
