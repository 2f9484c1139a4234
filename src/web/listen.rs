//! Connections: how many, how long, and how they end.

use super::auth::Tokens;
use super::board::Board;
use super::pin_desk::PinDesk;
use super::rate::Rates;
use super::routes::{Api, router};
use super::shop::{PinKeeper, Shop};
use super::stop::Stop;
use super::store::store_router;
use super::tls::Tls;
use crate::pages;
use crate::pages::survey::{Answers, Caller};
use crate::protocol::sealed::Key;
use axum::Router;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, OwnedSemaphorePermit, Semaphore};
use tokio::time::{sleep, timeout};

/// What the API serves and to whom.
#[derive(Debug)]
pub struct Setup {
    /// Who may do what.
    pub tokens: Tokens,
    /// Where the newest view hangs.
    pub board: Board,
    /// Who keeps the manager's PIN.
    pub pins: Arc<dyn PinKeeper>,
    /// How much everybody may ask of it.
    pub limits: Limits,
}

/// What a store shares on a listener of its own.
#[derive(Debug)]
pub struct StoreSetup {
    /// Who may see it.
    pub tokens: Tokens,
    /// Where the newest view hangs.
    pub board: Board,
    /// How it looks.
    pub store: pages::Store,
    /// What the counters that share their members have in common; without it they share none.
    pub members: Option<Key>,
    /// How much everybody may ask of it.
    pub limits: Limits,
}

/// How much everybody may ask of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// So many connections at once; more wait in the system's queue until one ends.
    pub connections: u32,
    /// The head of a request, and then its body, must arrive within this. A connection on which
    /// nothing comes is closed after it.
    pub arrival: Duration,
    /// The counter must answer within this.
    pub answer: Duration,
    /// A view that does not change is sent again after this.
    pub patience: Duration,
    /// A connection takes requests for this long; it may then finish the one under way for as
    /// long again. A reader that stopped reading is so rid of.
    pub connection: Duration,
    /// After a stop, answers may still be sent for this long.
    pub farewell: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 64,
            arrival: Duration::from_secs(10),
            answer: Duration::from_secs(10),
            patience: Duration::from_secs(25),
            connection: Duration::from_mins(1),
            farewell: Duration::from_secs(3),
        }
    }
}

/// Why the API cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The system gives no means to wait for connections.
    #[error("the system gives no means to wait for connections; free memory and open files")]
    NoRuntime(#[source] io::Error),
    /// The listener is of no use.
    #[error("the address of the local API cannot be used; choose another one")]
    BadListener(#[source] io::Error),
}

/// The largest head of a request in bytes, and the most lines in it: ten times what clients send.
const MAX_HEAD: usize = 16 * 1024;
const MAX_HEADERS: usize = 64;

/// How many figures are looked up at once; each may take a disk for a while.
const REPORT_DESKS: usize = 2;

/// One PIN is looked at at a time, without waiting for figures.
const PIN_DESKS: usize = 1;

/// How long to wait when the system has no room for another connection.
const NO_ROOM: Duration = Duration::from_millis(200);

/// Serves the API until `stop` is fired; then answers whoever waits, and returns.
pub fn serve(
    listener: std::net::TcpListener,
    setup: Setup,
    shop: Arc<dyn Shop>,
    stop: &Stop,
) -> Result<(), Error> {
    let limits = setup.limits;
    run(listener, (limits, None), stop, |address| {
        router(Api {
            tokens: Arc::new(setup.tokens),
            rates: Arc::new(Rates::new(shop.now())),
            board: setup.board,
            shop,
            report_desks: Arc::new(Semaphore::new(REPORT_DESKS)),
            sessions: Arc::default(),
            pin_desk: Arc::new(Mutex::new(PinDesk::new(setup.pins))),
            limits,
            stop: stop.clone(),
            is_loopback: address.ip().is_loopback(),
        })
    })
}

/// Serves the customers' pages until `stop` is fired.
pub fn serve_pages(
    listener: std::net::TcpListener,
    answers: Arc<dyn Answers>,
    limits: Limits,
    stop: &Stop,
) -> Result<(), Error> {
    run(listener, (limits, None), stop, |_| {
        pages::survey::router(answers)
    })
}

/// Serves routes to the internet until `stop` is fired; without `tls`, somebody in front encrypts.
pub fn serve_public(
    listener: std::net::TcpListener,
    routes: Router,
    tls: Option<Tls>,
    limits: Limits,
    stop: &Stop,
) -> Result<(), Error> {
    run(listener, (limits, tls), stop, |_| routes)
}

/// Serves what a store shares until `stop` is fired.
pub fn serve_store(
    listener: std::net::TcpListener,
    setup: StoreSetup,
    shop: Arc<dyn Shop>,
    stop: &Stop,
) -> Result<(), Error> {
    run(listener, (setup.limits, None), stop, |_| {
        store_router(setup, shop, stop.clone())
    })
}

fn run(
    listener: std::net::TcpListener,
    (limits, tls): (Limits, Option<Tls>),
    stop: &Stop,
    routes: impl FnOnce(SocketAddr) -> Router,
) -> Result<(), Error> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .max_blocking_threads(REPORT_DESKS + PIN_DESKS)
        .thread_name("api-desk")
        .build()
        .map_err(Error::NoRuntime)?;
    let served = runtime.block_on(async {
        listener.set_nonblocking(true).map_err(Error::BadListener)?;
        let listener = TcpListener::from_std(listener).map_err(Error::BadListener)?;
        let address = listener.local_addr().map_err(Error::BadListener)?;
        let served = Served {
            router: routes(address),
            tls,
            limits,
            stop: stop.clone(),
        };
        accept(listener, &served).await;
        Ok(())
    });
    // A disk that hangs must not keep the service from ending.
    runtime.shutdown_background();
    served
}

/// What every connection needs.
#[derive(Clone)]
struct Served {
    router: Router,
    tls: Option<Tls>,
    limits: Limits,
    stop: Stop,
}

async fn accept(listener: TcpListener, served: &Served) {
    let (limits, stop) = (served.limits, &served.stop);
    let places = Arc::new(Semaphore::new(limits.connections as usize));
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            () = stop.fired() => break,
            next = next => next,
        };
        match (place, accepted) {
            (Ok(place), Ok((stream, _))) => {
                tokio::spawn(occupy(place, greet(stream, served.clone())));
            }
            // Out of files or memory, or a caller who hung up at once.
            _ => sleep(NO_ROOM).await,
        }
    }
    drop(listener);
    let everybody = places.acquire_many(limits.connections);
    timeout(limits.farewell, everybody).await.ok();
}

async fn occupy(place: OwnedSemaphorePermit, connection: impl Future<Output = ()>) {
    connection.await;
    drop(place);
}

async fn greet(stream: TcpStream, served: Served) {
    // Without it answers would only be later.
    stream.set_nodelay(true).ok();
    let address = |address: io::Result<SocketAddr>| address.ok().map(|address| address.ip());
    let caller = Caller {
        address: address(stream.peer_addr()),
        here: address(stream.local_addr()),
    };
    match &served.tls {
        None => connection(stream, caller, served).await,
        Some(tls) => {
            let greeting = timeout(served.limits.arrival, tls.accept(stream));
            // Who does not get so far notices.
            if let Ok(Ok(stream)) = greeting.await {
                connection(stream, caller, served).await;
            }
        }
    }
}

async fn connection(stream: impl AsyncRead + AsyncWrite + Unpin, caller: Caller, served: Served) {
    let Served {
        router,
        limits,
        stop,
        ..
    } = served;
    let router = TowerToHyperService::new(router);
    let router = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(caller);
        router.call(request)
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.arrival)
        .max_buf_size(MAX_HEAD)
        .max_headers(MAX_HEADERS)
        .serve_connection(TokioIo::new(stream), router);
    let mut served = pin!(served);
    // How a connection fails is its caller's business, who notices.
    tokio::select! {
        _ = served.as_mut() => return,
        () = sleep(limits.connection) => {}
        () = stop.fired() => {}
    }
    served.as_mut().graceful_shutdown();
    timeout(limits.connection, served).await.ok();
}
