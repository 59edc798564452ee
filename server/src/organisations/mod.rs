//! Organisations: those of the deployment with their accounts, the chain of an incident, and the
//! roles in it.
//!
//! Pages and programs come to the same functions here; each change and its entry in the audit
//! log happen together or not at all.

pub mod api;
pub mod leaving;
pub mod members;
pub mod pages;
pub mod register;
pub mod roles;
