//! `tillside hub`: the customers' pages on the internet, for one store or for many, and the answers
//! until each counter has fetched its own.

mod certificate;
mod serve;
mod stores;

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use super::config::known_language;
use super::{log, places};
use crate::domain::language::Language;

/// Arguments of `tillside hub`.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Args {
    #[command(subcommand)]
    action: Option<Action>,
    #[command(flatten)]
    serve: ServeArgs,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Lets a store in: prints its token, once. Works beside a running hub.
    AddStore(AddArgs),
    /// Gives a store another token; the old one is worth nothing any more.
    NewToken(StoreArgs),
    /// Lists the stores: who has called, and what waits for whom.
    Stores(ListArgs),
    /// Forgets a store and everything of it, for ever.
    ///
    /// Exit status: 0; 2 where answers wait that the store has not fetched, without --with-answers.
    RemoveStore(RemoveArgs),
}

/// How it is served.
#[derive(Debug, clap::Args)]
struct ServeArgs {
    /// The address and port to serve on, such as 0.0.0.0:443.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8443")]
    listen: SocketAddr,
    /// The certificate of the public name and those that it hangs on, in PEM. A renewed one is taken
    /// without a restart.
    #[arg(long, value_name = "FILE", requires = "key")]
    certificate: Option<PathBuf>,
    /// The key of the certificate, in PEM.
    #[arg(long, value_name = "FILE", requires = "certificate")]
    key: Option<PathBuf>,
    /// A proxy on this machine or network encrypts, and says in X-Forwarded-For whom it speaks for.
    #[arg(long, conflicts_with = "certificate")]
    behind_proxy: bool,
    /// What the pages that belong to no store call themselves.
    #[arg(long, value_name = "NAME", default_value = "Tillside")]
    name: String,
    /// The language of whoever asks for none that there is.
    #[arg(long, value_name = "CODE", default_value = "en", value_parser = known_language)]
    language: Language,
    #[command(flatten)]
    data: Data,
}

/// Where a hub keeps what it knows.
#[derive(Debug, clap::Args)]
struct Data {
    /// The folder for what the hub has to remember; made if it is not there.
    #[arg(long, value_name = "DIR", default_value_os_t = places::data().join("hub"))]
    data: PathBuf,
}

#[derive(Debug, clap::Args)]
struct StoreArgs {
    /// The store's number in its codes, 0 to 31: `[store] slot` in its configuration.
    store: u16,
    #[command(flatten)]
    data: Data,
}

#[derive(Debug, clap::Args)]
struct AddArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// What you call it, in the list of stores.
    name: String,
}

#[derive(Debug, clap::Args)]
struct RemoveArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// Also where answers wait that the store has not fetched.
    #[arg(long)]
    with_answers: bool,
}

#[derive(Debug, clap::Args)]
struct ListArgs {
    #[command(flatten)]
    data: Data,
    /// Prints the list as JSON.
    #[arg(long)]
    json: bool,
}

/// Serves until SIGTERM or SIGINT, or does what was asked for.
pub(super) fn run(args: &Args, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    match &args.action {
        None => {
            log::start();
            let status = serve::serve(&args.serve);
            ::log::logger().flush();
            status
        }
        Some(Action::AddStore(args)) => stores::add(args, out),
        Some(Action::NewToken(args)) => stores::new_token(args, out),
        Some(Action::Stores(args)) => stores::list(args, out),
        Some(Action::RemoveStore(args)) => stores::remove(args, out),
    }
}
