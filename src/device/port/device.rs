//! Devices that exist already: serial ports, printers on USB, named pipes.
//!
//! What a name stands for is found out by opening it; only terminals get a speed and flow control.

use super::super::flow::Flow;
use super::super::notice::Side;
use super::super::platform::{self, DeviceKind};
use super::{ModemLines, Nature, Port, PortError};
use serialport::{FlowControl, SerialPort};
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Mutex;

/// Opens a device; `baud` in bits a second, 8 data bits, no parity, 1 stop bit.
pub(super) fn open(path: &Path, side: Side, baud: u32, flow: Flow) -> Result<Port, PortError> {
    let open = |source| PortError::Open {
        path: path.to_owned(),
        source,
    };
    let set_up = |source| PortError::SetUp {
        path: path.to_owned(),
        source,
    };
    // Ours is opened first: `serialport` makes the device exclusive, and its own file blocks in
    // `write` whatever its time-out says.
    let (file, kind) = platform::open_device(path, side == Side::Printer).map_err(open)?;
    match kind {
        DeviceKind::Other => Ok(Port::with_nature(file, Nature::Device)),
        DeviceKind::Pipe => Ok(Port::with_nature(
            file,
            match side {
                Side::Till => Nature::PipeIn,
                Side::Printer => Nature::PipeOut,
            },
        )),
        DeviceKind::Pseudo => {
            // Not TIOCEXCL: the mark would outlive a crash for as long as the master is open.
            platform::lock_exclusive(&file).map_err(set_up)?;
            platform::make_raw(&file).map_err(set_up)?;
            Ok(Port::new(file, None))
        }
        DeviceKind::Serial => {
            let serial = open_serial(path, side, baud, flow).map_err(set_up)?;
            platform::make_raw(&file).map_err(set_up)?;
            Ok(with_serial(file, serial, flow))
        }
    }
}

/// A printer's port that takes everything and gives nothing, for a cable that is only listened to.
pub(in super::super) fn nowhere() -> Result<Port, PortError> {
    let file =
        platform::open_nowhere().map_err(|(path, source)| PortError::Open { path, source })?;
    Ok(Port::with_nature(file, Nature::Nowhere))
}

fn open_serial(
    path: &Path,
    side: Side,
    baud: u32,
    flow: Flow,
) -> Result<Box<dyn SerialPort>, io::Error> {
    // Only towards the printer may the driver act by itself: towards the till it would raise RTS
    // whenever its own buffer has room, whatever the printer says.
    let by_driver = match (side, flow) {
        (Side::Printer, Flow::RtsCts) => FlowControl::Hardware,
        _ => FlowControl::None,
    };
    let port = serialport::new(path.to_string_lossy(), baud)
        .flow_control(by_driver)
        .open()?;
    Ok(port)
}

fn with_serial(file: File, serial: Box<dyn SerialPort>, flow: Flow) -> Port {
    let mut lines = SerialLines { serial, flow };
    // Some virtual ports have a speed but no lines.
    if flow.uses_lines() && lines.peer_ready().is_ok() {
        return Port::new(file, Some(Box::new(lines)));
    }
    Port::with_companion(file, Box::new(Mutex::new(lines.serial)))
}

struct SerialLines {
    serial: Box<dyn SerialPort>,
    flow: Flow,
}

impl ModemLines for SerialLines {
    fn peer_ready(&mut self) -> io::Result<bool> {
        Ok(match self.flow {
            Flow::RtsCts => self.serial.read_clear_to_send()?,
            Flow::DtrDsr => self.serial.read_data_set_ready()?,
            Flow::None | Flow::XonXoff => true,
        })
    }

    fn set_ready(&mut self, ready: bool) -> io::Result<()> {
        match self.flow {
            Flow::RtsCts => self.serial.write_request_to_send(ready)?,
            Flow::DtrDsr => self.serial.write_data_terminal_ready(ready)?,
            Flow::None | Flow::XonXoff => (),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::Io;
    use super::*;
    use std::fs;
    use std::io::Write as _;

    #[test]
    fn a_plain_file_is_no_device() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("file");
        fs::write(&path, "").unwrap();
        let error = open(&path, Side::Till, 9600, Flow::None).unwrap_err();
        assert!(error.to_string().contains("neither a device"), "{error}");
    }

    #[test]
    fn a_device_that_is_no_terminal_has_no_flow_control_and_no_end() {
        let path = Path::new("/dev/null");
        let port = open(path, Side::Printer, 300, Flow::DtrDsr).unwrap();
        assert_eq!(port.nature(), Nature::Device);
        assert!(port.lines().is_none() && !port.has_flow_control());
        assert!(port.can_speak() && port.can_hear());
        assert!(matches!(port.write(b"receipt"), Io::Bytes(7)));
        assert!(matches!(port.read(&mut [0; 16]), Io::Nothing));
    }

    #[test]
    fn a_slave_of_somebody_else_opens_raw_and_once() {
        let pseudo = platform::create_pseudo().unwrap();
        let port = open(&pseudo.path, Side::Printer, 9600, Flow::RtsCts).unwrap();
        assert!(port.lines().is_none());
        assert!(open(&pseudo.path, Side::Printer, 9600, Flow::None).is_err());
        (&pseudo.master).write_all(b"\r\x11\x13\x7f").unwrap();
        let mut room = [0; 16];
        let wake = platform::Wake::new().unwrap();
        let want = platform::Want {
            read: true,
            write: false,
        };
        let timeout = Some(std::time::Duration::from_secs(5));
        platform::wait(&wake, [(Some(port.file()), want), (None, want)], timeout).unwrap();
        assert!(matches!(port.read(&mut room), Io::Bytes(4)));
        assert_eq!(&room[..4], b"\r\x11\x13\x7f");
    }
}
