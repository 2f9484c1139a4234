//! What a configuration means for the cable: the printer, what a block says, how to read.

use anyhow::Context as _;

use super::config::{Config, SpliceKind};
use crate::domain::i18n::Messages;
use crate::engine::invitation::Invitation;
use crate::protocol::escpos::block::Target;
use crate::protocol::escpos::document::{Reader, Sync};
use crate::protocol::escpos::profile::Profile;
use crate::protocol::escpos::splice::{Policy, Setup};
use crate::protocol::escpos::text::Page;
use crate::protocol::lexicon::Lexicon;
use crate::protocol::reading::Hint;

/// Everything about the cable that does not change while the service runs.
#[derive(Debug, Clone)]
pub struct Wiring {
    /// The printer's profile, with the owner's default page.
    pub profile: Profile,
    /// What of the printer a block depends on.
    pub target: Target,
    /// The words of the shop's language.
    pub messages: Messages,
    /// What a block says; absent where no survey address is set.
    pub invitation: Option<Invitation>,
}

impl Wiring {
    /// Looks up what the configuration names.
    pub fn new(config: &Config) -> anyhow::Result<Self> {
        let mut profile = Profile::builtin(&config.printer.profile)?;
        if let Some(name) = &config.printer.default_page {
            let page = Page::from_name(name)
                .with_context(|| format!("[printer] default_page {name:?} is no code page"))?;
            profile.pages = profile.pages.with_default(page);
        }
        let printer = &config.printer;
        let target = Target::new(&profile, printer.qr, printer.baud, printer.paper_mm);
        let messages = Messages::for_language(config.store.language);
        let invitation = config.survey.clone().map(|address| Invitation {
            line: messages.get("paper-survey-invite"),
            address,
        });
        Ok(Self { profile, target, messages, invitation })
    }

    /// How the splicer begins.
    pub fn setup(&self, config: &Config) -> Setup {
        let splice = &config.splice;
        Setup {
            target: self.target,
            reader: Reader {
                lexicon: Lexicon::builtin(),
                pages: self.profile.pages.clone(),
                hint: Hint {
                    language: Some(config.store.language),
                    currency: Some(config.store.currency),
                    ..Hint::default()
                },
            },
            policy: Policy {
                enabled: splice.enabled && splice.kinds.contains(&SpliceKind::Sale),
                copies: splice.kinds.contains(&SpliceKind::Copy),
                unrecognised: self.profile.splice_unrecognised,
                every: splice.every,
            },
            sync: Sync::InStep,
            fiscal: false,
        }
    }
}
