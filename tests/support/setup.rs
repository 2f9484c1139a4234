//! A splicer's setup for a printer, with splicing on.

use tillside::protocol::escpos::block::{Qr, Target};
use tillside::protocol::escpos::document::{Reader, Sync};
use tillside::protocol::escpos::profile::Profile;
use tillside::protocol::escpos::splice::{Policy, Setup};
use tillside::protocol::lexicon::Lexicon;
use tillside::protocol::reading::Hint;

/// A printer of this profile, with splicing on.
pub(crate) fn setup_for(profile: &str) -> Setup {
    let profile = Profile::builtin(profile).unwrap();
    Setup {
        target: Target::new(&profile, Qr::Auto, 9600, None),
        reader: Reader {
            lexicon: Lexicon::builtin(),
            pages: profile.pages,
            hint: Hint::default(),
        },
        policy: Policy {
            enabled: true,
            copies: false,
            unrecognised: false,
            every: 1,
        },
        sync: Sync::InStep,
        fiscal: false,
    }
}
