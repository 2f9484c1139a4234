//! A running `tillside service` on pseudo-terminals, with a test at both far ends.

#[path = "cable.rs"]
pub(crate) mod cable;

pub(crate) use cable::{Peer, clock, plug_in};

use cable::PATIENCE;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, Signal, kill_process};
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;
use tempfile::TempDir;
use tillside::domain::code::{self, Code, Day, KEY_VERSION, Serial, Slot};
use tillside::protocol::escpos::command::{Command as Printing, Dialect, Sink};
use tillside::protocol::escpos::paper::{Paper, Sheet};
use tillside::protocol::escpos::profile::{GENERIC, Profile};
use tillside::protocol::escpos::tap::Tap;
use tillside::runtime::{clock as wall, key};

/// What stands before the code in every block.
const ADDRESS: &[u8] = b"s.example.com  ";

/// `XXXX-XXXX-XXXX`.
const CODE_LEN: usize = 14;

/// The folder, the ports and the settings of one counter.
pub(crate) struct Shop {
    pub(crate) folder: TempDir,
    pub(crate) till_port: String,
    pub(crate) printer_port: String,
    pub(crate) flow: &'static str,
    pub(crate) enabled: bool,
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
        let mut text = "[store]\nlanguage = \"en\"\ncurrency = \"GBP\"\n[printer]\n".to_owned();
        for (key, value) in [
            ("till", self.till_port.as_str()),
            ("printer", &self.printer_port),
            ("flow", self.flow),
        ] {
            writeln!(text, "{key} = {value:?}").unwrap();
        }
        writeln!(text, "[splice]\nenabled = {}", self.enabled).unwrap();
        text.push_str("[survey]\nurl = \"https://s.example.com\"\n");
        let path = self.folder.path().join("tillside.toml");
        fs::write(&path, text).unwrap();
        path
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
        let tick = Timespec::try_from(Duration::from_millis(5)).unwrap();
        poll(&mut [], Some(&tick)).unwrap();
    }
}

/// Waits for a file.
#[track_caller]
pub(crate) fn wait_for_file(path: &Path) {
    eventually(&format!("{} is there", path.display()), || {
        path.exists().then_some(())
    });
}

impl Peer {
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

/// What the printer got for one stretch of the till's bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Printed {
    pub(crate) bytes: Vec<u8>,
    /// Where our block is in it.
    pub(crate) block: Option<Range<usize>>,
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

    /// What was read for later.
    pub(crate) fn ahead(&self) -> &[u8] {
        &self.ahead
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

    /// Whether something can be read at once.
    pub(crate) fn has_more(&self) -> bool {
        let mut fds = [PollFd::new(&self.peer.0, PollFlags::IN)];
        !self.ahead.is_empty() || poll(&mut fds, Some(&Timespec::default())).unwrap() > 0
    }
}

impl Printed {
    /// The bytes of the block.
    #[track_caller]
    pub(crate) fn block(&self) -> &[u8] {
        &self.bytes[self.block.clone().expect("a block")]
    }

    /// The code in the block; fails unless the block is whole and has it as text and as a picture.
    #[track_caller]
    pub(crate) fn code(&self) -> String {
        let block = self.block();
        let shown = block.escape_ascii();
        let parts = parts(block).unwrap_or_else(|| panic!("not whole: {shown}"));
        assert_eq!(
            (parts.pictures, parts.resets, parts.cuts),
            (1, 0, 0),
            "{shown}"
        );
        let at = find(block, ADDRESS).unwrap() + ADDRESS.len();
        String::from_utf8(block[at..at + CODE_LEN].to_vec()).unwrap()
    }
}

/// Counts what a block has and what it must not have.
#[derive(Debug, Default)]
struct Parts {
    pictures: usize,
    resets: usize,
    cuts: usize,
}

impl Sink for Parts {
    fn command(&mut self, command: Printing, _span: Range<u64>) {
        match command {
            Printing::Raster { .. } => self.pictures += 1,
            Printing::Initialize => self.resets += 1,
            Printing::Cut(_) => self.cuts += 1,
            _ => {}
        }
    }
}

/// What these bytes consist of; `None` unless they end where a command ends.
fn parts(bytes: &[u8]) -> Option<Parts> {
    let mut parts = Parts::default();
    let mut tap = Tap::new(Dialect::EscPos);
    tap.advance(&mut parts, bytes);
    tap.between_commands().then_some(parts)
}

/// Takes apart what was printed at the beginning of `got` for all of `sent`; `None` while
/// something is still missing. Fails as soon as no block can explain the difference.
#[track_caller]
pub(crate) fn split(sent: &[u8], got: &[u8]) -> Option<Printed> {
    const LONGEST_BLOCK: usize = 1000;
    /// Commands before and after the block's own lines, such as `ESC a 0`.
    const FRAME: usize = 40;
    let same = sent.iter().zip(got).take_while(|(a, b)| a == b).count();
    let whole = |len: usize, block| Printed {
        bytes: got[..len].to_vec(),
        block,
    };
    if same == sent.len() {
        return Some(whole(same, None));
    }
    let first = same.saturating_sub(FRAME);
    let code = find(&got[first..], ADDRESS);
    let end = code.map(|at| first + at + ADDRESS.len() + CODE_LEN + 1);
    for start in first..=same {
        for end in end.into_iter().flat_map(|end| end..end + FRAME) {
            let rest = &sent[start..];
            let fits = got.get(end..).is_some_and(|got| got.starts_with(rest));
            // Where the till's bytes are like the block's, more than one place fits.
            if fits && parts(&got[start..end]).is_some() {
                return Some(whole(end + rest.len(), Some(start..end)));
            }
        }
    }
    let enough = got.len() >= sent.len() + LONGEST_BLOCK;
    assert!(
        !enough && (got.len() == same || end.is_some() || got.len() - same < LONGEST_BLOCK),
        "after {same} bytes: {}\nwhere the till sent: {}",
        got[same..].escape_ascii(),
        sent[same..].escape_ascii()
    );
    None
}

pub(crate) fn find(within: &[u8], what: &[u8]) -> Option<usize> {
    within.windows(what.len()).position(|window| window == what)
}

/// The sheets that a printer makes of these bytes.
pub(crate) fn sheets(bytes: &[u8]) -> Vec<Sheet> {
    let profile = Profile::builtin(GENERIC).unwrap();
    let mut paper = Paper::new(&profile, profile.width_dots().unwrap());
    Tap::new(profile.dialect).advance(&mut paper, bytes);
    paper.take_sheets()
}

/// A sale like no other, with the cut that its number asks for.
pub(crate) fn sale(number: usize) -> Vec<u8> {
    const CUTS: [&[u8]; 4] = [
        b"\n\n\n\x1DV\0",
        b"\n\x1DVB\x03",
        b"\x1Bd\x05\x1Bi",
        b"\x1DVA\0",
    ];
    let text = format!(
        "\x1B@CORNER MARKET LTD\nReceipt {number}\nTea      2.00\nScone    3.00\nTOTAL    5.00\nCASH     5.00\n"
    );
    [text.as_bytes(), CUTS[number % CUTS.len()]].concat()
}
