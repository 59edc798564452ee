//! Sets: what is published of loads, under one counter for each incident.

pub mod api;
pub mod approved;
pub mod asking;
pub mod history;
pub mod publishing;
pub mod rollback;
pub mod tags;
