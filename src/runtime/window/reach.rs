//! Where the service says that it listens. It writes both files before it answers, and they stay
//! when it goes.

use std::fs;
use std::path::Path;

use crate::client::Client;

/// The address of the local API, in the data directory.
const ADDRESS: &str = "api.address";

/// The token for windows, in the data directory.
const TOKEN: &str = "tokens/panel.token";

/// A client for the service on this data; `None` if none has run here yet.
pub(super) fn client(data: &Path) -> Option<Client> {
    let read = |name| fs::read_to_string(data.join(name)).ok();
    let (address, token) = (read(ADDRESS)?, read(TOKEN)?);
    Some(Client::new(address.trim().parse().ok()?, token.trim()))
}
