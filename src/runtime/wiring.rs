//! What a configuration means for the cable: the printer, what a block says, how to read.

use std::fs;
use std::path::Path;

use anyhow::Context as _;

use super::config::{Config, Splice, SpliceKind};
use super::seen::SeenAddress;
use crate::domain::i18n::Messages;
use crate::engine::api::Refusal;
use crate::engine::invitation::Invitation;
use crate::protocol::escpos::block::Target;
use crate::protocol::escpos::document::{Reader, Sync};
use crate::protocol::escpos::profile::{End, Profile};
use crate::protocol::escpos::splice::{Policy, Setup};
use crate::protocol::escpos::text::Page;
use crate::protocol::lexicon::Lexicon;
use crate::protocol::reading::Hint;

/// Everything about the cable that does not change while the service runs.
#[derive(Debug, Clone)]
pub(super) struct Wiring {
    /// The printer's profile, with the owner's default page.
    pub(super) profile: Profile,
    /// What of the printer a block depends on.
    pub(super) target: Target,
    /// The words of the shop's language.
    pub(super) messages: Messages,
    /// The words of tills, with the store's own.
    pub(super) lexicon: &'static Lexicon,
    /// Why receipts can get no codes here, if they cannot.
    pub(super) no_codes: Option<Refusal>,
    /// Where codes lead; absent where no survey address is set.
    pub(super) address: Option<SeenAddress>,
    /// What a block says; absent where no survey address is set.
    pub(super) invitation: Option<Invitation>,
}

impl Wiring {
    /// Looks up what the configuration names.
    pub(super) fn new(config: &Config, data: &Path) -> anyhow::Result<Self> {
        let mut profile = Profile::builtin(&config.printer.profile)?;
        if let Some(name) = &config.printer.default_page {
            let page = Page::from_name(name)
                .with_context(|| format!("[printer] default_page {name:?} is no code page"))?;
            profile.pages = profile.pages.with_default(page);
        }
        let printer = &config.printer;
        let target = Target::new(&profile, printer.qr, printer.line_baud(), printer.paper_mm);
        let messages = Messages::for_language(config.store.language);
        let invitation = config.survey.clone().map(|address| Invitation {
            line: messages.get("paper-survey-invite"),
            address,
        });
        let no_codes = no_codes(config, &profile);
        let address = config.survey.as_ref();
        let address = address.map(|address| SeenAddress::new(data, address));
        Ok(Self {
            profile,
            target,
            no_codes,
            address,
            messages,
            lexicon: lexicon(config.lexicon_in(data).as_deref())?,
            invitation,
        })
    }

    /// Which documents get a code.
    pub(super) fn policy(&self, splice: &Splice) -> Policy {
        Policy {
            enabled: splice.enabled
                && splice.kinds.contains(&SpliceKind::Sale)
                && self.no_codes.is_none(),
            copies: splice.copies(),
            unrecognised: self.profile.splice_unrecognised,
            every: splice.every,
        }
    }

    /// How the splicer begins.
    pub(super) fn setup(&self, config: &Config) -> Setup {
        Setup {
            target: self.target,
            reader: Reader {
                lexicon: self.lexicon,
                pages: self.profile.pages.clone(),
                hint: Hint {
                    language: Some(config.store.language),
                    currency: Some(config.store.currency),
                    ..Hint::default()
                },
            },
            policy: self.policy(&config.splice),
            sync: Sync::InStep,
            fiscal: false,
        }
    }
}

/// Without a cutter only a feed and silence end a receipt, which the owner has to ask for.
fn no_codes(config: &Config, profile: &Profile) -> Option<Refusal> {
    if config.printer.listen_only {
        return Some(Refusal::NoPrinter);
    }
    let no_cutter = profile.end != End::Cut && !config.splice.on_quiet;
    no_cutter.then_some(Refusal::NoCutter)
}

/// The words that come with the program and, where there is a file of them, the store's own.
pub(super) fn lexicon(own: Option<&Path>) -> anyhow::Result<&'static Lexicon> {
    let Some(path) = own else {
        return Ok(Lexicon::builtin());
    };
    // Read once and needed until the end.
    let name: &'static str = path.display().to_string().leak();
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
    let files: Vec<_> = Lexicon::builtin_files()
        .chain([(name, &*text.leak())])
        .collect();
    Ok(Box::leak(Box::new(Lexicon::parse(&files)?)))
}
