//! The word that ends the API.

use std::sync::Arc;
use tokio::sync::watch;

/// Ends [`super::serve`] from another thread. A clone is the same word.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<watch::Sender<bool>>);

impl Stop {
    /// Not said yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Says it, once and for all.
    pub fn fire(&self) {
        self.0.send_replace(true);
    }

    /// Until it is said.
    pub(super) async fn fired(&self) {
        let mut word = self.0.subscribe();
        // The sender is in here, so that this cannot end because it is gone.
        word.wait_for(|is_said| *is_said).await.ok();
    }
}
