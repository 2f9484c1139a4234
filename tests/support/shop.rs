//! A running `tillside service` on pseudo-terminals, with a test at both far ends.

#[path = "cable.rs"]
pub(crate) mod cable;
#[path = "printed.rs"]
pub(crate) mod printed;

pub(crate) use cable::{Peer, clock, plug_in};

use cable::PATIENCE;
use printed::{Printed, split};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, Signal, kill_process};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;
use tempfile::TempDir;
use tillside::client::Client;
use tillside::domain::code::{self, Code, Day, KEY_VERSION, Serial, Slot};
use tillside::engine::api::View;
use tillside::runtime::config::Config;
use tillside::runtime::seen::SeenAddress;
use tillside::runtime::{clock as wall, key, private_file};

/// The folder, the ports and the settings of one counter.
pub(crate) struct Shop {
    pub(crate) folder: TempDir,
    pub(crate) till_port: String,
    pub(crate) printer_port: String,
    pub(crate) flow: &'static str,
    pub(crate) enabled: bool,
    /// The survey's address.
    pub(crate) url: String,
    /// Whether the survey's address counts as seen to answer.
    pub(crate) seen: bool,
    /// Whether the service itself serves the customers' pages.
    pub(crate) pages: bool,
    /// More of the configuration's section of the survey.
    pub(crate) survey: &'static str,
    /// More of the configuration's section of the store.
    pub(crate) store: String,
    /// More of the configuration, at its end.
    pub(crate) more: &'static str,
    pub(crate) data: PathBuf,
}

impl Shop {
    /// The service makes both ports.
    pub(crate) fn with_own_ports() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            till_port: format!("pty:{}", folder.path().join("till").display()),
            printer_port: format!("pty:{}", folder.path().join("printer").display()),
            flow: "none",
            enabled: true,
            url: "https://s.example.com".to_owned(),
            seen: true,
            pages: false,
            survey: "",
            store: String::new(),
            more: "",
            data: folder.path().join("data"),
            folder,
        }
    }

    /// Both ports are devices of the test, which outlive the service; till and printer come with
    /// them.
    pub(crate) fn with_adapters() -> (Self, Peer, Printer) {
        let mut shop = Self::with_own_ports();
        let (till, printer) = (shop.till_path(), shop.printer_path());
        shop.till_port = till.display().to_string();
        shop.printer_port = printer.display().to_string();
        (shop, plug_in(&till), Printer::new(plug_in(&printer)))
    }

    pub(crate) fn till_path(&self) -> PathBuf {
        self.folder.path().join("till")
    }

    pub(crate) fn printer_path(&self) -> PathBuf {
        self.folder.path().join("printer")
    }

    /// Writes the configuration and returns its path.
    pub(crate) fn config(&self) -> PathBuf {
        let store = "[store]\nlanguage = \"en\"\ncurrency = \"GBP\"\n";
        let mut text = format!("{store}{}[printer]\n", self.store);
        for (key, value) in [
            ("till", self.till_port.as_str()),
            ("printer", &self.printer_port),
            ("flow", self.flow),
        ] {
            writeln!(text, "{key} = {value:?}").unwrap();
        }
        writeln!(text, "[splice]\nenabled = {}", self.enabled).unwrap();
        writeln!(text, "[survey]\nurl = {:?}", self.url).unwrap();
        if self.pages {
            text.push_str("listen = \"127.0.0.1:0\"\n");
        }
        text.push_str(self.survey);
        text.push_str("[api]\nlisten = \"127.0.0.1:0\"\n");
        text.push_str(self.more);
        let path = self.folder.path().join("tillside.toml");
        fs::write(&path, &text).unwrap();
        if self.seen {
            self.mark_address(&text);
        }
        path
    }

    /// What `tillside doctor` does once it has seen the address of this configuration answer.
    fn mark_address(&self, config: &str) {
        let config = Config::parse(config).unwrap();
        let seen = SeenAddress::new(&self.data, config.survey.as_ref().unwrap());
        // Some tests have a folder in which nothing can be written.
        if private_file::make_directory(&self.data).is_ok() {
            seen.mark(wall::utc()).unwrap();
        }
    }

    /// The command that starts the service.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tillside"));
        command.arg("service").arg("--config").arg(self.config());
        command.arg("--data").arg(&self.data);
        command
    }

    /// Starts the service and waits for the cable, and for codes where there are to be some.
    pub(crate) fn open(&self) -> Service {
        let service = Service::start(self.command());
        service.wait_for("the cable is live");
        if self.enabled {
            service.wait_for("codes are ready");
        }
        service
    }

    /// The till's end of a port of the service.
    pub(crate) fn till(&self) -> Peer {
        Peer::open(&self.till_path())
    }

    /// The printer's end of a port of the service.
    pub(crate) fn printer(&self) -> Printer {
        Printer::new(Peer::open(&self.printer_path()))
    }

    /// What a printed code says, once the store's key has vouched for it.
    pub(crate) fn verify(&self, code: &str) -> Serial {
        let master = key::load(&self.data.join("store.key")).unwrap();
        let keys = [master.store_key(KEY_VERSION, Slot::default())];
        let today = Day::from_date(wall::today()).unwrap();
        code::verify(Code::parse(code).unwrap(), &keys, today).unwrap()
    }

    /// Another command of the program on the same data.
    pub(crate) fn tillside(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tillside"));
        command.args(arguments).arg("--data").arg(&self.data);
        command
    }
}

/// A service process; killed when dropped.
pub(crate) struct Service {
    process: Child,
    log: Arc<Log>,
    reader: Option<JoinHandle<()>>,
}

/// What the service has said so far.
#[derive(Default)]
struct Log {
    lines: Mutex<Vec<String>>,
    grown: Condvar,
}

impl Service {
    /// Starts a service and listens to what it says.
    pub(crate) fn start(mut command: Command) -> Self {
        let mut process = command.stderr(Stdio::piped()).spawn().unwrap();
        let stderr = BufReader::new(process.stderr.take().unwrap());
        let log = Arc::new(Log::default());
        let heard = Arc::clone(&log);
        let listen = move || {
            for line in stderr.lines().map_while(Result::ok) {
                heard.lines.lock().unwrap().push(line);
                heard.grown.notify_all();
            }
        };
        let reader = Builder::new().name("log".into()).spawn(listen).unwrap();
        Self {
            process,
            log,
            reader: Some(reader),
        }
    }

    /// Starts a service that nobody listens to.
    pub(crate) fn start_unheard(mut command: Command, stderr: Stdio) -> Self {
        Self {
            process: command.stderr(stderr).spawn().unwrap(),
            log: Arc::default(),
            reader: None,
        }
    }

    pub(crate) fn pid(&self) -> u32 {
        self.process.id()
    }

    /// Waits until the service has said this `times` times.
    #[track_caller]
    pub(crate) fn wait_for_times(&self, text: &str, times: usize) {
        let missing = |lines: &mut Vec<String>| count(lines, text) < times;
        let lines = self.log.lines.lock().unwrap();
        let waited = self.log.grown.wait_timeout_while(lines, PATIENCE, missing);
        let (lines, outcome) = waited.unwrap();
        assert!(!outcome.timed_out(), "no {text:?} in {lines:#?}");
    }

    /// Waits until the service has said this.
    #[track_caller]
    pub(crate) fn wait_for(&self, text: &str) {
        self.wait_for_times(text, 1);
    }

    /// How often the service has said this so far.
    pub(crate) fn said(&self, text: &str) -> usize {
        count(&self.log.lines.lock().unwrap(), text)
    }

    pub(crate) fn is_running(&mut self) -> bool {
        self.process.try_wait().unwrap().is_none()
    }

    pub(crate) fn signal(&self, signal: Signal) {
        let pid = Pid::from_child(&self.process);
        kill_process(pid, signal).unwrap();
    }

    /// Waits for the end of the process, and of its log.
    #[track_caller]
    pub(crate) fn wait(&mut self) -> ExitStatus {
        let status = eventually("the service ends", || self.process.try_wait().unwrap());
        if let Some(reader) = self.reader.take() {
            // It hears whatever the process started, too.
            eventually("its log ends", || reader.is_finished().then_some(()));
            reader.join().unwrap();
        }
        status
    }

    /// Asks the service to end, as the system does; its exit status.
    #[track_caller]
    pub(crate) fn stop(&mut self) -> Option<i32> {
        self.signal(Signal::TERM);
        self.wait().code()
    }

    /// Everything the service has said.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.log.lines.lock().unwrap().clone()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn count(lines: &[String], text: &str) -> usize {
    lines.iter().filter(|line| line.contains(text)).count()
}

/// Asks again and again until there is an answer.
#[track_caller]
pub(crate) fn eventually<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let end = clock() + PATIENCE;
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(clock() < end, "not in time: {what}");
        tick();
    }
}

/// Waits until a view shows something.
#[track_caller]
pub(crate) fn seen<T>(panel: &Client, find: impl Fn(&View) -> Option<T>) -> T {
    let mut after = None;
    for _ in 0..100 {
        let view = panel.view(after).unwrap();
        if let Some(found) = find(&view) {
            return found;
        }
        after = Some(view.revision);
    }
    panic!("a hundred views without it")
}

/// Lets others do something.
pub(crate) fn tick() {
    let tick = Timespec::try_from(Duration::from_millis(5)).unwrap();
    poll(&mut [], Some(&tick)).unwrap();
}

/// Waits for a file.
#[track_caller]
pub(crate) fn wait_for_file(path: &Path) {
    eventually(&format!("{} is there", path.display()), || {
        path.exists().then_some(())
    });
}

impl Peer {
    /// Whether something can be written, now or in a while.
    pub(crate) fn has_room(&self, patience: Duration) -> bool {
        is_ready(&self.0, PollFlags::OUT, patience)
    }

    /// What can be read at once.
    pub(crate) fn take_rest(&mut self) -> Vec<u8> {
        let mut rest = Vec::new();
        let mut room = [0; 4096];
        while let Ok(count @ 1..) = self.0.read(&mut room) {
            rest.extend_from_slice(&room[..count]);
        }
        rest
    }
}

/// A printer, and what it got that nobody has asked for yet.
#[derive(Debug)]
pub(crate) struct Printer {
    pub(crate) peer: Peer,
    ahead: Vec<u8>,
}

impl Printer {
    pub(crate) fn new(peer: Peer) -> Self {
        Self {
            peer,
            ahead: Vec::new(),
        }
    }

    /// The printer moves to another port; what it got so far stays its own.
    pub(crate) fn move_to(&mut self, peer: Peer) {
        self.peer = peer;
    }

    /// Reads so many bytes for later.
    #[track_caller]
    pub(crate) fn listen_for(&mut self, count: usize) {
        let heard = self.peer.receive(count);
        self.ahead.extend(heard);
    }

    /// Reads for later until nothing has come for a moment.
    pub(crate) fn listen(&mut self) {
        while !self.peer.is_silent() {
            self.read_more();
        }
    }

    /// Everything that has come so far, or comes until something has.
    pub(crate) fn take_some(&mut self) -> Vec<u8> {
        if self.ahead.is_empty() {
            self.read_more();
        }
        std::mem::take(&mut self.ahead)
    }

    fn read_more(&mut self) {
        self.ahead.extend(self.peer.receive(1));
        let mut room = [0; 4096];
        if let Ok(count) = self.peer.0.read(&mut room) {
            self.ahead.extend_from_slice(&room[..count]);
        }
    }

    /// Reads on until `enough` says how many of the bytes so far to take.
    #[track_caller]
    pub(crate) fn take_until(&mut self, enough: impl Fn(&[u8]) -> Option<usize>) -> Vec<u8> {
        loop {
            if let Some(count) = enough(&self.ahead) {
                return self.ahead.drain(..count).collect();
            }
            self.read_more();
        }
    }

    /// What was printed for exactly these bytes of the till, with at most one block in between.
    #[track_caller]
    pub(crate) fn print_of(&mut self, sent: &[u8]) -> Printed {
        loop {
            if let Some(printed) = split(sent, &self.ahead) {
                self.ahead.drain(..printed.bytes.len());
                return printed;
            }
            self.read_more();
        }
    }

    /// Fails unless exactly these bytes come.
    #[track_caller]
    pub(crate) fn expect(&mut self, bytes: &[u8]) {
        let got = self.take_until(|got| (got.len() >= bytes.len()).then_some(bytes.len()));
        assert_eq!(
            got.escape_ascii().to_string(),
            bytes.escape_ascii().to_string()
        );
    }

    /// Whether no byte comes for a moment.
    pub(crate) fn is_silent(&self) -> bool {
        self.ahead.is_empty() && self.peer.is_silent()
    }

    /// Whether there is something that nobody has asked for.
    pub(crate) fn has_more(&self) -> bool {
        !self.ahead.is_empty() || self.hears_more()
    }

    /// Whether something can be read at once.
    pub(crate) fn hears_more(&self) -> bool {
        is_ready(&self.peer.0, PollFlags::IN, Duration::ZERO)
    }
}

fn is_ready(port: &File, what: PollFlags, patience: Duration) -> bool {
    let limit = Timespec::try_from(patience).unwrap();
    poll(&mut [PollFd::new(port, what)], Some(&limit)).unwrap() > 0
}
