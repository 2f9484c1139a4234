//! Members and gifts on some days, as a manager's window shows them.

use crate::domain::kpi::loyalty::Report;
use crate::domain::member::{Member, PersonName};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What may be said of them, and how those are called who seem to stay away. `Debug` shows no name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoyaltyReport {
    /// The figures.
    pub report: Report,
    /// Names of members in [`Report::due`], where they told one.
    pub names: BTreeMap<Member, PersonName>,
}
