//! The same promises on named pipes and on devices that are no terminals.

use super::cable::{Cable, Peer, Plan};
use super::noise;
use rustix::fs::{CWD, FileType, Mode, OFlags, mknodat};
use std::fs::File;
use std::path::Path;
use tillside::device::flow::Flow;
use tillside::device::notice::{Notice, Side};
use tillside::device::port::PortSpec;
use tillside::device::relay::{Opener, nowhere, opener};
use tillside::protocol::transit::Plain;

fn port(path: &Path, side: Side) -> Opener {
    opener(PortSpec::Device(path.to_owned()), side, 9600, Flow::XonXoff)
}

fn make_pipe(path: &Path) {
    mknodat(CWD, path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
}

fn open(path: &Path, access: OFlags) -> Peer {
    let flags = access | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Peer(File::from(
        rustix::fs::open(path, flags, Mode::empty()).unwrap(),
    ))
}

/// A relay from one pipe to another, with the reader of the second.
fn between_pipes() -> (Cable, Peer) {
    let mut plan = Plan::new(Flow::XonXoff);
    let (till, printer) = (
        plan.folder.path().join("in"),
        plan.folder.path().join("out"),
    );
    make_pipe(&till);
    make_pipe(&printer);
    let reader = open(&printer, OFlags::RDONLY);
    plan.till_opener = Some(port(&till, Side::Till));
    plan.printer_opener = Some(port(&printer, Side::Printer));
    (plan.lay(|| Plain), reader)
}

#[test]
fn writers_of_a_pipe_come_and_go_and_all_they_wrote_passes() {
    let (cable, mut reader) = between_pipes();
    let path = cable.folder.path().join("in");
    for size in [1, 300_000] {
        let bytes = noise(size);
        let mut writer = open(&path, OFlags::WRONLY);
        std::thread::scope(|scope| {
            scope.spawn(|| writer.send(&bytes));
            assert!(reader.receive(size) == bytes);
        });
    }
    let found = |notice: Notice| matches!(notice, Notice::PortFound { .. });
    assert!(cable.notices.try_iter().all(found));
}

#[test]
fn a_pipe_whose_reader_goes_is_a_printer_that_is_away() {
    let (cable, mut reader) = between_pipes();
    let mut writer = open(&cable.folder.path().join("in"), OFlags::WRONLY);
    writer.send(b"before");
    reader.expect(b"before");
    drop(reader);
    let lost = cable.notice();
    let side = Side::Printer;
    assert!(
        matches!(
            lost,
            Notice::PortLost {
                side: Side::Printer,
                ..
            }
        ),
        "{lost:?}"
    );
    writer.send(b"after");
    let mut reader = open(&cable.folder.path().join("out"), OFlags::RDONLY);
    // Before that, a pipe without a writer is at its end.
    cable.wait_for(&Notice::PortFound { side });
    reader.expect(b"after");
}

#[test]
fn a_device_that_is_no_terminal_takes_what_the_till_sends() {
    let mut plan = Plan::new(Flow::XonXoff);
    plan.printer_opener = Some(port(Path::new("/dev/null"), Side::Printer));
    let mut cable = plan.lay(|| Plain);
    let mut till = cable.till();
    till.send(&noise(100_000));
    while cable.handle.counts().to_printer < 100_000 {
        std::thread::yield_now();
    }
    assert!(till.is_silent());
    cable.stop();
    assert_eq!(
        cable.notices.try_iter().count(),
        2,
        "both ports open, no more"
    );
}

#[test]
fn a_cable_that_is_only_listened_to_is_told_nothing() {
    let mut plan = Plan::new(Flow::None);
    plan.printer_opener = Some(nowhere());
    let mut cable = plan.lay(|| Plain);
    let mut till = cable.till();
    till.send(&noise(100_000));
    while cable.handle.counts().to_printer < 100_000 {
        std::thread::yield_now();
    }
    assert!(till.is_silent());
    cable.stop();
    let notices: Vec<_> = cable.notices.try_iter().collect();
    assert_eq!(notices, [Notice::PortFound { side: Side::Till }]);
}
