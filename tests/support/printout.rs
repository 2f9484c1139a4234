//! Receipts on paper, with the block and without.

#[path = "setup.rs"]
mod setup;

use std::time::Instant;

use tillside::domain::code::{
    Code, Day, KEY_VERSION, Kind, MasterKey, Seq, Slot, SurveyAddress, Till,
};
use tillside::engine::invitation::Invitation;
use tillside::protocol::escpos::block::{Prepared, Qr, Target};
use tillside::protocol::escpos::paper::{Paper, Sheet};
use tillside::protocol::escpos::profile::Profile;
use tillside::protocol::escpos::splice::{Blocks, Setup, Splicer};
use tillside::protocol::escpos::tap::Tap;
use tillside::protocol::transit::Carrier;

/// The code of every block.
pub(crate) fn code() -> Code {
    let key = MasterKey::public_test_key().store_key(KEY_VERSION, Slot::new(0).unwrap());
    let (till, seq) = (Till::new(1).unwrap(), Seq::new(1).unwrap());
    key.encode(Kind::Survey, till, Day(2516), seq)
}

/// What every block says.
pub(crate) fn invitation(address: &str) -> Invitation {
    Invitation {
        line: "How did we do today?".to_owned(),
        address: SurveyAddress::new(address, None).unwrap(),
    }
}

/// A printer with endless paper and a cable to it.
#[derive(Debug)]
pub(crate) struct Press {
    profile: Profile,
    width_dots: u16,
    setup: Setup,
    block: Prepared,
}

/// The same block again and again.
struct Same(Prepared);

impl Blocks for Same {
    fn pop(&mut self) -> Option<Prepared> {
        Some(self.0.clone())
    }
}

impl Press {
    /// A printer of this profile on a line of 9600 baud, with paper of this width.
    pub(crate) fn new(name: &str, paper_mm: u16, qr: Qr, invitation: &Invitation) -> Self {
        let profile = Profile::builtin(name).unwrap();
        let papers = profile.papers.iter();
        let paper = papers.clone().find(|paper| paper.mm == paper_mm).unwrap();
        let setup = Setup {
            target: Target::new(&profile, qr, 9600, Some(paper_mm)),
            ..setup::setup_for(name)
        };
        Self {
            width_dots: paper.dots,
            block: invitation.block(code(), &setup.target).unwrap(),
            setup,
            profile,
        }
    }

    /// What comes out of the printer.
    pub(crate) fn sheets(&self, bytes: &[u8]) -> Vec<Sheet> {
        let mut paper = Paper::new(&self.profile, self.width_dots);
        Tap::new(self.profile.dialect).advance(&mut paper, bytes);
        paper.take_sheets()
    }

    /// What the printer gets when the till sends these bytes at once.
    #[expect(clippy::disallowed_methods, reason = "any instant will do")]
    pub(crate) fn splice(&self, bytes: &[u8]) -> Carrier {
        let mut splicer = Splicer::new(self.setup.clone(), Same(self.block.clone()));
        let mut carrier = Carrier::default();
        carrier.offer(&mut splicer, bytes, Instant::now());
        let plan = splicer.finish();
        carrier.carry_out(plan);
        carrier
    }
}
