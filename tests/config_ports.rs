//! What the configuration says about ports: their shapes, and what goes together.
#![cfg(test)]

use tillside::runtime::config::{Config, Remark};

fn printer(keys: &str) -> Result<Config, Vec<Remark>> {
    Config::parse(&format!("[printer]\n{keys}"))
}

fn warnings(keys: &str) -> Vec<String> {
    let config = printer(keys).unwrap();
    config.warnings.iter().map(Remark::to_string).collect()
}

fn problems(keys: &str) -> String {
    let problems = printer(keys).unwrap_err();
    let problems: Vec<String> = problems.iter().map(Remark::to_string).collect();
    problems.join("\n")
}

#[test]
fn every_kind_of_port_has_a_shape() {
    for port in [
        "/dev/serial/by-id/usb-FTDI_FT232R_A50285BI-if00-port0",
        "/dev/usb/lp0",
        "COM3",
        "usb:A50285BI",
        "usb:0403:6001:A50285BI",
        "usb-path:1-1.4",
        "usb-path:1-1.4:1.0",
        "pty:/run/tillside/till",
        "tcp:192.168.1.50:9100",
        "tcp:printer.local:9100",
        "tcp:[fe80::1]:9100",
    ] {
        let config = printer(&format!("printer = {port:?}\nflow = 'rtscts'")).unwrap();
        assert_eq!(config.printer.printer.as_deref(), Some(port));
    }
    for port in [
        "usb:",
        "usb-path:",
        "usb-path:A50285BI",
        "tcp:9100",
        "tcp:host:0",
        "lp0",
    ] {
        let found = problems(&format!("printer = {port:?}"));
        let start = format!("line 2: [printer] printer: {port:?} is not a port");
        assert!(found.starts_with(&start), "{found}");
        assert!(
            found.contains("usb:SERIAL") && found.contains("tcp:HOST:PORT"),
            "{found}"
        );
    }
}

#[test]
fn a_till_calls_an_address_of_this_computer_and_the_network_only_on_purpose() {
    for address in ["127.0.0.1:9100", "localhost:9100", "[::1]:9100"] {
        assert!(
            warnings(&format!("till = 'tcp:{address}'")).is_empty(),
            "{address}"
        );
    }
    for address in ["0.0.0.0:9100", "192.168.1.20:9100"] {
        let found = warnings(&format!("till = 'tcp:{address}'")).concat();
        let start = format!("line 2: [printer] till: {address} can be reached");
        assert!(found.starts_with(&start), "{found}");
    }
    let found = problems("till = 'tcp:till.local:9100'");
    assert!(found.contains("tcp:127.0.0.1:9100"), "{found}");
    let scanner = Config::parse("[scanner]\nport = 'tcp:scanner.local:9100'").unwrap_err();
    assert!(
        scanner[0]
            .to_string()
            .contains("an address of this computer")
    );
}

#[test]
fn speed_and_flow_control_are_for_serial_ports() {
    let paced = "baud = 19200\nflow = 'dtrdsr'";
    let (till, printer) = (
        "till = 'tcp:127.0.0.1:9100'",
        "printer = 'tcp:10.0.0.9:9100'",
    );
    let found = warnings(&format!("{till}\n{printer}\n{paced}"));
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[0].starts_with("line 4: [printer] baud: has no meaning"),
        "{found:?}"
    );
    assert!(
        found[1].starts_with("line 5: [printer] flow: has no meaning"),
        "{found:?}"
    );
    assert!(
        warnings(&format!(
            "{till}\nprinter = '/dev/usb/lp0'\nflow = 'rtscts'"
        ))
        .len()
            == 1
    );
    // One serial port is reason enough.
    assert!(warnings(&format!("till = 'usb:A1'\n{printer}\n{paced}")).is_empty());
    assert!(warnings(&format!("{till}\nprinter = 'usb:A1'\n{paced}")).is_empty());
    // No remark that flow control is missing where there can be none.
    for port in ["tcp:10.0.0.9:9100", "/dev/usb/lp0", "pty:printer"] {
        assert!(
            warnings(&format!("printer = {port:?}")).is_empty(),
            "{port}"
        );
    }
    for port in ["usb:A1", "usb-path:1-1", "/dev/ttyUSB0"] {
        let found = warnings(&format!("printer = {port:?}")).concat();
        assert!(found.contains("without flow control"), "{port}: {found}");
    }
}

#[test]
fn a_line_without_a_speed_is_as_fast_as_any() {
    let line = |port: &str| {
        let config = printer(&format!("printer = {port:?}\nbaud = 2400")).unwrap();
        config.printer.line_baud()
    };
    assert_eq!(line("/dev/ttyUSB0"), 2400);
    assert_eq!(line("usb:A1"), 2400);
    for port in ["tcp:10.0.0.9:9100", "/dev/usb/lp0"] {
        assert!(line(port) > 115_200, "{port}");
    }
}

#[test]
fn a_cable_that_is_only_listened_to_has_no_printer_and_no_codes() {
    let config = printer("till = '/dev/ttyUSB0'\nlisten_only = true").unwrap();
    assert!(config.printer.listen_only && config.warnings.is_empty());
    assert!(!Config::default().printer.listen_only);
    let found = problems("till = 'usb:A1'\nprinter = 'usb:B2'\nlisten_only = true");
    assert!(
        found.starts_with("line 3: [printer] printer: is not used"),
        "{found}"
    );
    let codes =
        "listen_only = true\n[splice]\nenabled = true\n[survey]\nurl = 'https://s.example.com'";
    let found = problems(codes);
    assert!(
        found.starts_with("line 4: [splice] enabled: a cable"),
        "{found}"
    );
    let found = warnings("listen_only = true\nflow = 'xonxoff'").concat();
    assert!(
        found.starts_with("line 3: [printer] flow: has no meaning"),
        "{found}"
    );
}
