//! The running hub: pages and stores on one listener, one file behind them.

use std::net::IpAddr;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use super::super::answers::moment;
use super::super::local_api::{Server, listen_at, write_down};
use super::super::lock::DataLock;
use super::super::signals::Signals;
use super::super::{private_file, service};
use super::ServeArgs;
use super::certificate::Certificate;
use crate::domain::code::{Slot, StoreKey};
use crate::engine::api::{Face, Pull, Pulled};
use crate::hub::{self, Desk, Registration};
use crate::pages::survey::Waiting;
use crate::web::{Front, HandOver, HubSetup, Limits};

/// The file in the data directory that says where the hub listens.
const ADDRESS_FILE: &str = "hub.address";

/// Phones keep their connections for a while after the page has come.
const CONNECTIONS: u32 = 512;

/// Serves until the system asks for the end.
pub(super) fn serve(args: &ServeArgs) -> anyhow::Result<ExitCode> {
    let certificate = certificate(args)?;
    let front = front(args, certificate.as_ref())?;
    let data = &args.data.data;
    private_file::make_directory(data)?;
    let _lock = DataLock::acquire(data, std::process::id())?;
    let mut signals = Signals::take()?;

    let path = data.join(hub::FILE);
    // Only so that others cannot read it; whatever is wrong here, opening it will say.
    drop(private_file::open_or_create(&path));
    let face = Face::plain(args.name.clone(), args.language);
    let (desk, keeper) = hub::open(&path, None, face, &[], Box::new(moment))?;
    let keeping = service::start("answers", move || keeper.run())?;

    let watch = certificate.map(Certificate::watch).transpose()?;
    let server = start(args, front, &desk)?;
    signals.wait();
    log::info!("the hub ends");
    server.stop();
    drop(watch);
    desk.end();
    drop(keeping.join());
    Ok(ExitCode::SUCCESS)
}

fn start(args: &ServeArgs, front: Front, desk: &Desk) -> anyhow::Result<Server> {
    let file = args.data.data.join(ADDRESS_FILE);
    let (listener, address) = listen_at(args.listen, &file)?;
    let way = match front {
        Front::Ours(_) => "encrypted",
        Front::Proxy => "for a proxy, which encrypts",
        Front::Nobody => "not encrypted, for this machine alone",
    };
    let setup = HubSetup {
        answers: Arc::new(desk.clone()),
        stores: Arc::new(Stores(desk.clone())),
        front,
        limits: Limits {
            connections: CONNECTIONS,
            ..Limits::default()
        },
    };
    let server = Server::hub(listener, setup)?;
    write_down(&file, address)?;
    log::info!("the hub listens on {address}, {way}");
    Ok(server)
}

/// What customers write does not go over a network in the open.
fn front(args: &ServeArgs, certificate: Option<&Certificate>) -> anyhow::Result<Front> {
    if let Some(certificate) = certificate {
        return Ok(Front::Ours(certificate.tls()));
    }
    let is_here = args.listen.ip().is_loopback();
    if args.behind_proxy {
        if !is_here {
            log::warn!(
                "{} can be reached from the network; be sure that only the proxy reaches it",
                args.listen
            );
        }
        return Ok(Front::Proxy);
    }
    anyhow::ensure!(
        is_here,
        "nothing encrypts what goes to {}; give --certificate and --key, or --behind-proxy",
        args.listen
    );
    Ok(Front::Nobody)
}

fn certificate(args: &ServeArgs) -> anyhow::Result<Option<Certificate>> {
    let files: Option<(&Path, &Path)> = args.certificate.as_deref().zip(args.key.as_deref());
    files
        .map(|(chain, key)| Certificate::read(chain, key))
        .transpose()
}

/// The stores of a desk.
struct Stores(Desk);

impl HandOver for Stores {
    fn store_of(&self, token: &[u8; 32]) -> Option<Slot> {
        self.0.store_of(token)
    }

    fn is_registered(&self, store: Slot) -> bool {
        self.0.is_registered(store)
    }

    fn tell_own(&self, store: Slot, address: IpAddr) {
        self.0.tell_own(store, address);
    }

    fn register(&self, key: StoreKey, face: Face) -> Waiting<'_, ()> {
        Box::pin(self.0.register(Registration { key, face }))
    }

    fn pull(&self, store: Slot, asked: Pull) -> Waiting<'_, Pulled> {
        Box::pin(self.0.pull_later(store, asked))
    }
}
