//! A real service with a scanner, its panel, and what is on its wires.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::shop::printed::sale;
use super::shop::{Peer, Printer, Service, Shop, plug_in};
use rustix::process::Signal;
use tillside::client::Client;
use tillside::runtime::local_api::client;

/// A counter.
pub(crate) struct Counter {
    pub(crate) shop: Shop,
    pub(crate) service: Service,
    pub(crate) panel: Client,
    pub(crate) till: Peer,
    pub(crate) printer: Printer,
    pub(crate) scanner: Peer,
}

impl Counter {
    /// Starts the service of a shop, as it was prepared.
    pub(crate) fn start(prepare: impl FnOnce(&mut Shop)) -> Self {
        let (mut shop, till, printer) = Shop::with_adapters();
        let port = shop.folder.path().join("scanner");
        let scanner = plug_in(&port);
        let more = format!("[scanner]\nport = {port:?}\n");
        shop.more = Box::leak(more.into_boxed_str());
        prepare(&mut shop);
        let (service, panel) = serve(&shop);
        Self {
            shop,
            service,
            panel,
            till,
            printer,
            scanner,
        }
    }

    /// The process dies, if it has not, and another one takes over.
    pub(crate) fn restart(&mut self) {
        if self.service.is_running() {
            self.service.signal(Signal::KILL);
            self.service.wait();
        }
        (self.service, self.panel) = serve(&self.shop);
    }

    /// The scanner reads a symbol.
    pub(crate) fn scan_text(&mut self, text: &str) {
        self.scanner.send(format!("{text}\r\n").as_bytes());
    }

    /// The till prints a sale.
    pub(crate) fn sell(&mut self, number: usize) {
        let sale = sale(number);
        self.till.send(&sale);
        self.printer.print_of(&sale);
    }
}

fn serve(shop: &Shop) -> (Service, Client) {
    let service = shop.open();
    service.wait_for("the local API listens");
    (service, client(&shop.data, "panel").unwrap())
}

/// The files of a folder, and of those in it, in which a text stands, whatever its case.
pub(crate) fn files_with(folder: &Path, text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, &text));
        } else if path.is_file() {
            let bytes = match fs::read(&path) {
                // A journal's own files come and go.
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                bytes => bytes.unwrap(),
            };
            if String::from_utf8_lossy(&bytes)
                .to_lowercase()
                .contains(&text)
            {
                found.push(path.display().to_string());
            }
        }
    }
    found
}
