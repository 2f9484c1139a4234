//! Asks the survey's address whether the pages there know this store's codes, and writes down that
//! they do. Nothing else in `doctor` goes to the internet or writes anything.

use std::path::Path;

use super::facts::Survey;
use crate::client::{Standing, ask_address};
use crate::domain::code::{Challenge, KEY_VERSION, MasterKey, SurveyAddress};
use crate::runtime::config::Config;
use crate::runtime::key::{self, KeyError};
use crate::runtime::seen::SeenAddress;
use crate::runtime::{clock, trust};

/// What is known of the address; asks unless it was seen to answer, and then if that `is_wanted`.
pub(super) fn look(config: &Config, data: &Path, is_wanted: bool) -> Survey {
    let Some(address) = &config.survey else {
        return Survey::NotSet;
    };
    let seen = SeenAddress::new(data, address);
    let when = seen.when().ok().flatten();
    if let Some(when) = when.filter(|_| !is_wanted) {
        return Survey::Seen(when);
    }
    let master = match key::load(&config.key_file_in(data)) {
        Err(KeyError::Missing { .. }) => return Survey::NoKey,
        master => master.map_err(anyhow::Error::from),
    };
    let asked = master.and_then(|master| ask((config, data), address, &master));
    match asked {
        Ok(standing) => {
            let is_ours = standing == Standing::Ours;
            let marked = is_ours.then(|| seen.mark(clock::utc()));
            Survey::Asked {
                standing,
                was_seen: when.is_some(),
                not_kept: marked.and_then(|marked| Some(marked.err()?.to_string())),
            }
        }
        Err(why) => Survey::CannotAsk {
            why: format!("{why:#}"),
            was_seen: when.is_some(),
        },
    }
}

fn ask(
    (config, data): (&Config, &Path),
    address: &SurveyAddress,
    master: &MasterKey,
) -> anyhow::Result<Standing> {
    let key = master.store_key(KEY_VERSION, config.store.slot);
    let mut chance = [0; 16];
    getrandom::fill(&mut chance)?;
    let ca = config.hub.as_ref().and_then(|hub| hub.ca_in(data));
    let trusted = trust::load(address.is_encrypted(), ca.as_deref())?;
    let question = Challenge::of_chance(chance);
    Ok(ask_address(address, (&question, &key), &trusted))
}
