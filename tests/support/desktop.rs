//! A graphical session of its own: a screen, a window manager, a till's window that has the
//! keyboard, and a screen reader. All of it ends with the test.

use super::shop::cable::PATIENCE;
use super::shop::{Service, clock, eventually, tick};
use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// The title of the window that has the keyboard.
const TILL: &str = "the till";

/// The title of the one that fills the whole screen.
const WIDE_TILL: &str = "the wide till";

/// The size of the screen, in pixels.
pub(crate) const SCREEN: (i32, i32) = (1280, 800);

/// A session; its programs are killed when it is dropped.
pub(crate) struct Desktop {
    folder: TempDir,
    display: String,
    bus: String,
    programs: Vec<Group>,
    reader: Option<Reader>,
}

/// A process and whatever it started.
struct Group(Child);

/// Something that reads windows and presses buttons by name.
struct Reader {
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

/// Where a window is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) x: i32,
    pub(crate) y: i32,
    pub(crate) width: i32,
    pub(crate) height: i32,
}

impl Desktop {
    /// A session in which the till's window has the keyboard.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let runtime = folder.path().join("run");
        fs::DirBuilder::new().mode(0o700).create(&runtime).unwrap();
        let mut desktop = Self {
            folder,
            display: String::new(),
            bus: String::new(),
            programs: Vec::new(),
            reader: None,
        };
        let size = format!("{}x{}x24", SCREEN.0, SCREEN.1);
        // Without -noreset the screen starts anew, and drops everyone, when its first guest leaves.
        let screen = ["-displayfd", "1", "-screen", "0", &size, "-noreset"];
        desktop.display = format!(":{}", desktop.start_and_hear("Xvfb", &screen));
        let bus = ["--session", "--nofork", "--print-address=1"];
        desktop.bus = desktop.start_and_hear("dbus-daemon", &bus);
        desktop.start("openbox", &["--sm-disable"]);
        eventually("there is a window manager", || {
            desktop.xdotool(&["get_num_desktops"])
        });
        desktop.open_till();
        desktop
    }

    /// The same with a screen reader.
    pub(crate) fn with_reader() -> Self {
        let mut desktop = Self::new();
        // The system's own Python: the bindings are Debian's.
        let mut command = desktop.command("/usr/bin/python3");
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        command.arg(root.join("tests/python/screen_reader.py"));
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        command.stderr(Stdio::inherit());
        let mut child = command.spawn().unwrap();
        let mut reader = Reader {
            questions: child.stdin.take().unwrap(),
            answers: BufReader::new(child.stdout.take().unwrap()),
        };
        desktop.programs.push(Group(child));
        assert_eq!(reader.answer(), json!("ready"));
        desktop.reader = Some(reader);
        desktop
    }

    /// A program of this session, in a process group of its own.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .env("DISPLAY", &self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("XDG_RUNTIME_DIR", self.folder.path().join("run"))
            .env("HOME", self.folder.path())
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("AT_SPI_BUS_ADDRESS")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0);
        command
    }

    fn start(&mut self, program: &str, arguments: &[&str]) {
        let child = self.command(program).args(arguments).spawn();
        let child = child.unwrap_or_else(|error| panic!("{program}: {error}; run tests/run"));
        self.programs.push(Group(child));
    }

    /// Starts a program and reads the first line that it says.
    fn start_and_hear(&mut self, program: &str, arguments: &[&str]) -> String {
        let mut command = self.command(program);
        let child = command.args(arguments).stdout(Stdio::piped()).spawn();
        let mut child = child.unwrap_or_else(|error| panic!("{program}: {error}; run tests/run"));
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        self.programs.push(Group(child));
        assert!(!line.trim().is_empty(), "{program} does not start");
        line.trim().to_owned()
    }

    fn open_till(&mut self) {
        let heard = self.heard_by_till();
        let listen = format!("exec cat >'{}'", heard.display());
        self.start("xterm", &["-T", TILL, "-e", "sh", "-c", &listen]);
        // The window is there before the program in it, and what is typed meanwhile is kept.
        eventually("the till has the keyboard", || {
            self.focus().filter(|_| self.focused_name() == TILL)
        });
    }

    /// Opens another till's window, which fills the whole screen.
    pub(crate) fn fill_screen(&mut self) {
        self.start("xterm", &["-T", WIDE_TILL, "-fullscreen", "-e", "cat"]);
        eventually("the other till has the keyboard and the screen", || {
            let window = self.focus()?;
            let place = self.place(&window)?;
            let is_wide = (place.width, place.height) == SCREEN;
            (is_wide && self.focused_name() == WIDE_TILL).then_some(())
        });
    }

    fn heard_by_till(&self) -> PathBuf {
        self.folder.path().join("heard")
    }

    /// Everything that was typed into the till's window, line by line.
    pub(crate) fn typed_into_till(&self) -> String {
        fs::read_to_string(self.heard_by_till()).unwrap_or_default()
    }

    /// What xdotool says; `None` where it fails, or has nothing to say for too long.
    pub(crate) fn xdotool(&self, arguments: &[&str]) -> Option<String> {
        let mut command = self.command("timeout");
        let patience = PATIENCE.as_secs().to_string();
        command.args([&patience, "xdotool"]).args(arguments);
        let output = command.stdout(Stdio::piped()).output();
        let output = output.unwrap_or_else(|error| panic!("xdotool: {error}; run tests/run"));
        let text = String::from_utf8(output.stdout).unwrap();
        output.status.success().then(|| text.trim().to_owned())
    }

    /// The window that has the keyboard.
    pub(crate) fn focus(&self) -> Option<String> {
        self.xdotool(&["getwindowfocus"])
    }

    fn focused_name(&self) -> String {
        let name = self.xdotool(&["getwindowfocus", "getwindowname"]);
        name.unwrap_or_default()
    }

    /// The windows of Tillside on the screen.
    pub(crate) fn windows(&self) -> Vec<String> {
        let search = ["search", "--onlyvisible", "--name", "^Tillside$"];
        let found = self.xdotool(&search).unwrap_or_default();
        found.lines().map(ToOwned::to_owned).collect()
    }

    /// Waits for a window of Tillside and gives its number.
    pub(crate) fn wait_for_window(&self) -> String {
        eventually("there is a window", || self.windows().pop())
    }

    /// Where a window is.
    pub(crate) fn place(&self, window: &str) -> Option<Place> {
        let text = self.xdotool(&["getwindowgeometry", "--shell", window])?;
        let number = |key: &str| {
            let found = text.lines().find_map(|line| line.strip_prefix(key));
            found?.parse().ok()
        };
        Some(Place {
            x: number("X=")?,
            y: number("Y=")?,
            width: number("WIDTH=")?,
            height: number("HEIGHT=")?,
        })
    }

    /// Touches a point of the screen.
    pub(crate) fn touch(&self, x: i32, y: i32) {
        let (x, y) = (x.to_string(), y.to_string());
        self.xdotool(&["mousemove", &x, &y, "click", "1"]).unwrap();
    }

    /// Gives a window the keyboard, again and again until it has it: another window that opens
    /// at this very moment takes it away at once, and then `--sync` waits for ever.
    #[track_caller]
    pub(crate) fn give_keyboard(&self, window: &str) {
        eventually("the window has the keyboard", || {
            self.xdotool(&["windowfocus", window])?;
            self.focus().filter(|found| found == window)
        });
    }

    /// Closes a window with the keys that do so, again where nothing comes of it: a window
    /// manager that has not yet heard who has the keyboard closes nobody.
    #[track_caller]
    pub(crate) fn close(&self, window: &str) {
        eventually("the window closes", || {
            self.xdotool(&["windowfocus", window, "key", "alt+F4"]);
            let calm = clock() + Duration::from_secs(2);
            while self.xdotool(&["getwindowname", window]).is_some() {
                if clock() > calm {
                    return None;
                }
                tick();
            }
            Some(())
        });
    }

    /// Takes a picture of the screen.
    pub(crate) fn picture(&self, path: &Path) {
        let mut import = self.command("import");
        let status = import.args(["-window", "root"]).arg(path).status();
        let status = status.unwrap_or_else(|error| panic!("import: {error}; run tests/run"));
        assert!(status.success());
    }

    /// All names in the windows of a process.
    pub(crate) fn names(&mut self, process: &Service) -> Vec<String> {
        let names = self.ask(&json!({"pid": process.pid(), "names": true}));
        serde_json::from_value(names).unwrap()
    }

    /// Waits until something in the windows of a process has exactly this name.
    #[track_caller]
    pub(crate) fn wait_for_name(&mut self, process: &Service, name: &str) {
        self.wait_for_some(process, name, |found| found == name);
    }

    /// Waits until these words are somewhere in the windows of a process.
    #[track_caller]
    pub(crate) fn wait_for_words(&mut self, process: &Service, words: &str) {
        self.wait_for_some(process, words, |found| found.contains(words));
    }

    #[track_caller]
    fn wait_for_some(&mut self, process: &Service, what: &str, is_it: impl Fn(&str) -> bool) {
        let end = clock() + PATIENCE;
        loop {
            let names = self.names(process);
            if names.iter().any(|name| is_it(name)) {
                return;
            }
            assert!(clock() < end, "no {what:?} in {names:#?}");
        }
    }

    /// Waits for a button of this name and presses it.
    #[track_caller]
    pub(crate) fn press(&mut self, process: &Service, name: &str) {
        let question = json!({"pid": process.pid(), "press": name});
        eventually(&format!("{name:?} can be pressed"), || {
            (self.ask(&question) == json!(true)).then_some(())
        });
    }

    fn ask(&mut self, question: &Value) -> Value {
        let reader = self.reader.as_mut().expect("a session with a reader");
        writeln!(reader.questions, "{question}").unwrap();
        reader.answer()
    }
}

impl Reader {
    fn answer(&mut self) -> Value {
        let mut line = String::new();
        self.answers.read_line(&mut line).unwrap();
        serde_json::from_str(&line).expect("the screen reader answers; tests/run installs it")
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        let group = Pid::from_child(&self.0);
        let _gone_already = kill_process_group(group, Signal::KILL);
        drop(self.0.wait());
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        // Last come, first gone: programs before the screen that they are on.
        while self.programs.pop().is_some() {}
    }
}
