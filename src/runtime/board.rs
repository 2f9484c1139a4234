//! Where the counter's newest view hangs for everybody to see.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use crate::engine::api::View;

/// The newest view; older ones are gone.
#[derive(Debug)]
pub struct Board {
    newest: Mutex<Arc<View>>,
    changed: Condvar,
}

impl Board {
    /// A board with a first view.
    pub fn new(view: Arc<View>) -> Self {
        Self {
            newest: Mutex::new(view),
            changed: Condvar::new(),
        }
    }

    /// Shows this instead of what was shown before.
    pub fn show(&self, view: Arc<View>) {
        *self.newest.lock().unwrap_or_else(PoisonError::into_inner) = view;
        self.changed.notify_all();
    }

    /// What is shown now.
    pub fn newest(&self) -> Arc<View> {
        Arc::clone(&self.newest.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The newest view once it has another revision than `seen`, and after `patience` in any case.
    pub fn wait_for_other(&self, seen: u64, patience: Duration) -> Arc<View> {
        let newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        let is_seen = |view: &mut Arc<View>| view.revision == seen;
        let waited = self.changed.wait_timeout_while(newest, patience, is_seen);
        let (newest, _) = waited.unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&newest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::code::Till;
    use crate::domain::document::Currency;
    use crate::domain::language::Language;
    use crate::engine::api::{Codes, CodesMode, Place};
    use crate::engine::counter::{Counter, Output, Sales, Setup};
    use crate::engine::state::State;
    use crate::runtime::clock;

    fn view(revision: u64) -> Arc<View> {
        let setup = Setup {
            place: Place {
                store: "A shop".to_owned(),
                counter: Till::default(),
                language: Language::ENGLISH,
            },
            codes: Codes {
                mode: CodesMode::Observing,
                copies: false,
                address: None,
                ready: 0,
            },
            sales: Sales::Cable,
            currency: Currency::EURO,
        };
        let mut counter = Counter::new(setup, State::default(), clock::now());
        let Some(Output::Show(view)) = counter.poll_output() else {
            panic!("the first output is a view");
        };
        Arc::new(View {
            revision,
            ..View::clone(&view)
        })
    }

    #[test]
    fn who_has_seen_it_waits_for_the_next() {
        let board = Board::new(view(7));
        let never = Duration::from_secs(20);
        assert_eq!(board.wait_for_other(6, never).revision, 7);
        let patience = Duration::from_millis(1);
        assert_eq!(board.wait_for_other(7, patience).revision, 7);
        std::thread::scope(|scope| {
            let waiter = scope.spawn(|| board.wait_for_other(7, never).revision);
            board.show(view(8));
            assert_eq!(waiter.join().unwrap(), 8);
        });
        assert_eq!(board.newest().revision, 8);
    }
}
