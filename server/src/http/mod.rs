//! What stands between the network and a capability: routes with their rules.

pub mod staff_route;
