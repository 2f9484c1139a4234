//! The thread *orders*: does what the person at the window wants, one thing after the other.

use std::path::Path;
use std::sync::mpsc::Receiver;

use super::manager::Opener;
use super::{TOKEN, preferences};
use crate::client::{Client, Error};
use crate::runtime::local_api;
use crate::ui::screen::{Asked, Refused};
use crate::ui::shell::{Mailbox, Order};

/// Goes on until the window is gone.
pub(super) fn run(orders: &Receiver<Order>, data: &Path, mailbox: &Mailbox, mut opener: Opener) {
    for order in orders {
        match order {
            Order::Keep(chosen) => preferences::save(data, chosen),
            Order::OpenManager => opener.open(),
            Order::Send(command) => {
                let asked = Asked::Command(command);
                send(asked, data, mailbox, |client| client.command(command));
            }
            Order::Member(order) => {
                send(Asked::Member, data, mailbox, |client| {
                    client.member_order(&order)
                });
            }
        }
    }
}

/// Once: a second try could count a customer twice, and comes late anyway.
fn send(
    asked: Asked,
    data: &Path,
    mailbox: &Mailbox,
    send: impl FnOnce(&Client) -> Result<(), Error>,
) {
    match local_api::client(data, TOKEN).map(|client| send(&client)) {
        Ok(Ok(())) => {}
        Ok(Err(Error::Refused(why))) => mailbox.leave_refusal(Refused { asked, why }),
        Ok(Err(_)) | Err(_) => mailbox.leave_unsent(),
    }
}
