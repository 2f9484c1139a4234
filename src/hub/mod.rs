//! Where customers' answers arrive, for one store or for many, until each store has fetched its own.
//!
//! The file (`store`) is behind one thread (`desk`), which `runtime` starts; what the pages ask all the
//! time is in memory (`codes`, `guard`). Nothing is served here.

mod answers;
mod codes;
mod desk;
mod guard;
mod registry;
mod store;

pub use desk::{Clock, Desk, Keeper, open};
pub use registry::{Registration, Registry, StoreLine, TokenHash};
pub use store::{Error, FILE, MOST_SHEETS};
