//! What the public asks with: signed manifests, and how many questions a day are answered.

pub mod api;
mod budgets;
mod manifests;

pub use budgets::DailyBudgets;
pub use manifests::Manifests;
