//! The thread *orders*: does what the person at the window wants, one thing after the other.

use std::path::Path;
use std::sync::mpsc::Receiver;

use super::manager::Opener;
use super::{TOKEN, preferences};
use crate::client::Error;
use crate::engine::api::Command;
use crate::runtime::local_api;
use crate::ui::screen::Refused;
use crate::ui::shell::{Mailbox, Order};

/// Goes on until the window is gone.
pub(super) fn run(orders: &Receiver<Order>, data: &Path, mailbox: &Mailbox, mut opener: Opener) {
    for order in orders {
        match order {
            Order::Keep(chosen) => preferences::save(data, chosen),
            Order::OpenManager => opener.open(),
            Order::Send(command) => send(command, data, mailbox),
        }
    }
}

/// Once: a second try could count a customer twice, and comes late anyway.
fn send(command: Command, data: &Path, mailbox: &Mailbox) {
    match local_api::client(data, TOKEN).map(|client| client.command(command)) {
        Ok(Ok(())) => {}
        Ok(Err(Error::Refused(why))) => mailbox.leave_refusal(Refused { command, why }),
        Ok(Err(_)) | Err(_) => mailbox.leave_unsent(),
    }
}
