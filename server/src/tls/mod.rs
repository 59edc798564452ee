//! TLS in this server: certificate and key, their renewal without a restart, and the plain
//! listener that sends everybody to the right address.

mod certificates;
mod pair;
pub mod redirect;

pub use certificates::{Certificates, read_anew_on_hangup};
pub use pair::Pair;
