//! What a manager's window says about the PIN, and what it is told.

use crate::domain::pin::Pin;
use serde::{Deserialize, Serialize};
use std::fmt;
use zeroize::Zeroizing;

/// Which of its screens a manager's window shows first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManagerStatus {
    /// Whether there is a PIN; where there is none, the first one can be chosen.
    pub pin_set: bool,
    /// For so many seconds no PIN is looked at, after too many wrong ones; else 0.
    pub locked_for_s: u64,
}

/// Asks for a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenSession {
    /// The manager's PIN.
    pub pin: Pin,
}

/// Asks for another PIN, or for the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetPin {
    /// The PIN from now on.
    pub pin: Pin,
    /// The PIN until now; needed where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old: Option<Pin>,
}

/// A manager's session. It ends when its token has not been used for a while, or is told to.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// A token of scope manager, in the memory of the service and of its holder only.
    pub token: Zeroizing<String>,
    /// So many seconds after its last use the token is worth nothing.
    pub expires_in_s: u64,
}

/// Shows no token.
impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Session");
        shown.field("expires_in_s", &self.expires_in_s);
        shown.finish_non_exhaustive()
    }
}
