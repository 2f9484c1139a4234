//! Which USB adapters and printers are plugged in, as Linux shows them in `/sys`.

use super::super::port::Adapter;
use std::fs;
use std::path::{Path, PathBuf};

/// Where ports are listed, and how the names of those begin that can be USB printers or adapters.
const CLASSES: [(&str, &str); 2] = [("class/tty", "tty"), ("class/usbmisc", "lp")];

/// All adapters that are plugged in; what cannot be read is not there.
pub(in super::super) fn adapters() -> Vec<Adapter> {
    adapters_in(Path::new("/sys"), Path::new("/dev"))
}

fn adapters_in(sys: &Path, dev: &Path) -> Vec<Adapter> {
    let mut found: Vec<Adapter> = CLASSES
        .into_iter()
        .flat_map(|(class, prefix)| entries(&sys.join(class), prefix))
        .filter_map(|entry| adapter(&entry, dev))
        .collect();
    found.sort_by(|one, other| one.interface.cmp(&other.interface));
    found
}

fn entries(class: &Path, prefix: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(class) else {
        return Vec::new();
    };
    let fits = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default();
        name.to_string_lossy().starts_with(prefix)
    };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    paths.filter(fits).collect()
}

/// `None` for a port that hangs on no USB device.
fn adapter(entry: &Path, dev: &Path) -> Option<Adapter> {
    let place = fs::canonicalize(entry.join("device")).ok()?;
    let interface = above(&place, "bInterfaceNumber")?;
    let device = above(interface, "idVendor")?;
    let texts = ["manufacturer", "product"].map(|name| text(device, name).unwrap_or_default());
    Some(Adapter {
        device: dev.join(node(entry)?),
        vendor: text(device, "idVendor")?.to_ascii_lowercase(),
        product: text(device, "idProduct")?.to_ascii_lowercase(),
        serial: text(device, "serial"),
        plug: file_name(device)?,
        interface: file_name(interface)?,
        name: texts.join(" ").trim().to_owned(),
    })
}

/// The nearest folder from here upwards that has such a file.
fn above<'a>(place: &'a Path, file: &str) -> Option<&'a Path> {
    place.ancestors().find(|folder| folder.join(file).is_file())
}

/// A file's one line, if it says something.
fn text(folder: &Path, file: &str) -> Option<String> {
    let text = fs::read_to_string(folder.join(file)).ok()?;
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The name below `/dev`, which may have a folder, such as `usb/lp0`.
fn node(entry: &Path) -> Option<String> {
    let about = fs::read_to_string(entry.join("uevent")).unwrap_or_default();
    let name = about.lines().find_map(|line| line.strip_prefix("DEVNAME="));
    name.map(str::to_owned).or_else(|| file_name(entry))
}

fn file_name(path: &Path) -> Option<String> {
    Some(path.file_name()?.to_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn write(folder: &Path, files: &[(&str, &str)]) {
        fs::create_dir_all(folder).unwrap();
        for (name, text) in files {
            fs::write(folder.join(name), text).unwrap();
        }
    }

    /// A USB device with one interface; gives the interface's folder.
    fn plug_in(sys: &Path, plug: &str, files: &[(&str, &str)]) -> PathBuf {
        let device = sys.join("devices/pci0000:00/usb1/1-1").join(plug);
        write(&device, files);
        let interface = device.join(format!("{plug}:1.0"));
        write(&interface, &[("bInterfaceNumber", "00\n")]);
        interface
    }

    fn add_port(sys: &Path, class: &str, name: &str, device: &Path, uevent: &str) {
        let entry = device.join(class).join(name);
        write(&entry, &[("uevent", uevent)]);
        symlink(device, entry.join("device")).unwrap();
        fs::create_dir_all(sys.join("class").join(class)).unwrap();
        symlink(&entry, sys.join("class").join(class).join(name)).unwrap();
    }

    /// A hub with two adapters and a printer in it, and ports that are neither.
    fn fill(sys: &Path) {
        let hub = [("idVendor", "1d6b\n"), ("idProduct", "0002\n")];
        write(&sys.join("devices/pci0000:00/usb1/1-1"), &hub);
        // As `usb-serial` does it, with a folder for the port in between.
        let ids = [
            ("idVendor", "0403\n"),
            ("idProduct", "6001\n"),
            ("serial", "A50285BI\n"),
            ("manufacturer", "FTDI\n"),
            ("product", "FT232R USB UART\n"),
        ];
        let interface = plug_in(sys, "1-1.4", &ids);
        let port = interface.join("ttyUSB0");
        add_port(sys, "tty", "ttyUSB0", &port, "MAJOR=188\nDEVNAME=ttyUSB0\n");
        // As `cdc-acm` does it, right on the interface; no number of its own.
        let ids = [
            ("idVendor", "04B8\n"),
            ("idProduct", "0202\n"),
            ("serial", "\n"),
        ];
        let interface = plug_in(sys, "1-1.2", &ids);
        add_port(sys, "tty", "ttyACM0", &interface, "DEVNAME=ttyACM0\n");
        // A printer.
        let ids = [
            ("idVendor", "04b8\n"),
            ("idProduct", "0e28\n"),
            ("serial", "X1\n"),
        ];
        let interface = plug_in(sys, "1-1.3", &ids);
        add_port(sys, "usbmisc", "lp0", &interface, "DEVNAME=usb/lp0\n");
        // What is none: a port on the board, and one that is no printer.
        let board = sys.join("devices/platform/serial8250");
        fs::create_dir_all(&board).unwrap();
        add_port(sys, "tty", "ttyS0", &board, "DEVNAME=ttyS0\n");
        add_port(
            sys,
            "usbmisc",
            "hiddev0",
            &interface,
            "DEVNAME=usb/hiddev0\n",
        );
    }

    #[test]
    fn adapters_are_read_from_the_systems_tree() {
        let root = tempfile::tempdir().unwrap();
        let sys = fs::canonicalize(root.path()).unwrap();
        fill(&sys);
        let found = adapters_in(&sys, Path::new("/dev"));
        let devices: Vec<_> = found.iter().map(|a| a.device.to_str().unwrap()).collect();
        assert_eq!(devices, ["/dev/ttyACM0", "/dev/usb/lp0", "/dev/ttyUSB0"]);
        assert_eq!(
            (found[0].serial.as_deref(), &*found[0].vendor),
            (None, "04b8")
        );
        let genuine = Adapter {
            device: "/dev/ttyUSB0".into(),
            vendor: "0403".to_owned(),
            product: "6001".to_owned(),
            serial: Some("A50285BI".to_owned()),
            plug: "1-1.4".to_owned(),
            interface: "1-1.4:1.0".to_owned(),
            name: "FTDI FT232R USB UART".to_owned(),
        };
        assert_eq!(found[2], genuine);
    }

    #[test]
    fn a_system_without_such_a_tree_has_no_adapters() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(adapters_in(root.path(), Path::new("/dev")), []);
    }
}
