//! Where the counter's newest view hangs for everybody to see.

use crate::engine::api::View;
use std::sync::Arc;
use tokio::sync::watch;

/// The newest view; older ones are gone. A clone is the same board.
#[derive(Debug, Clone)]
pub struct Board(Arc<watch::Sender<Arc<View>>>);

impl Board {
    /// A board with a first view.
    pub fn new(view: Arc<View>) -> Self {
        Self(Arc::new(watch::Sender::new(view)))
    }

    /// Shows this instead of what was shown before. Any thread may do so; it never waits for those
    /// who look.
    pub fn show(&self, view: Arc<View>) {
        self.0.send_replace(view);
    }

    /// What is shown now.
    pub fn newest(&self) -> Arc<View> {
        Arc::clone(&self.0.borrow())
    }

    /// Until a view with another revision is shown.
    pub(super) async fn differs_from(&self, revision: u64) {
        let mut seen = self.0.subscribe();
        // The sender is in here, so that this cannot end because it is gone.
        seen.wait_for(|view| view.revision != revision).await.ok();
    }
}
