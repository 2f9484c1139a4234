//! Shop days for the queue estimate: who came, who waited, what the tills told, what was true.
//!
//! [`scenario`] names shops of several kinds, [`day`] lets a day of one happen, [`peer`] has the
//! displays that the estimate is compared with. Made from a seed; shares no code with the estimate.

pub mod day;
pub mod peer;
pub mod scenario;
mod shop;
