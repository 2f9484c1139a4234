//! `tillside call-page`: prints where colleagues find their page, and shows it to a phone.
//!
//! The address has the store's token in it; it is printed for whoever may read that anyway.

use std::fs;
use std::io::{self, IsTerminal as _, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use qrcode::{Color, EcLevel, QrCode};

use super::local_api::STORE_FILE;
use super::{places, tokens};

/// Arguments of `tillside call-page`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The data directory of the service.
    #[arg(long, value_name = "DIR", default_value_os_t = places::data())]
    data: PathBuf,
}

/// Prints it.
pub(super) fn run(args: &Args, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let address = reachable(listening(&args.data)?)?;
    let token = tokens::load(&args.data.join("tokens").join("store.token"))?;
    let link = format!("http://{address}/call?t={token}");
    writeln!(out, "{link}")?;
    if io::stdout().is_terminal() {
        out.write_all(picture(&link)?.as_bytes())?;
    }
    if address.ip().is_loopback() {
        let remark =
            "only this computer reaches it; set [store] listen to its address on the network";
        writeln!(io::stderr(), "tillside: {remark}")?;
    }
    Ok(ExitCode::SUCCESS)
}

fn listening(data: &Path) -> anyhow::Result<SocketAddr> {
    let file = data.join(STORE_FILE);
    let text = fs::read_to_string(&file).with_context(|| {
        format!(
            "no service with a page for colleagues has run on {}; set [store] listen and start it",
            data.display()
        )
    })?;
    let address = text.trim().parse();
    address.with_context(|| format!("{} is damaged; start the service anew", file.display()))
}

/// An address that a phone can call: who listens on every address has one on the network.
fn reachable(address: SocketAddr) -> anyhow::Result<SocketAddr> {
    if !address.ip().is_unspecified() {
        return Ok(address);
    }
    // Connecting a UDP socket sends nothing; it only asks for the way to an address that is nobody's
    // (RFC 5737).
    let way = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).and_then(|socket| {
        socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9))?;
        socket.local_addr()
    });
    let ip: IpAddr = way
        .context("this computer's address is not known; write it in [store] listen")?
        .ip();
    Ok(SocketAddr::new(ip, address.port()))
}

/// Black on white whatever the terminal's colours are, two rows of the code a line, with the quiet
/// zone of four that a code needs (ISO/IEC 18004).
fn picture(link: &str) -> anyhow::Result<String> {
    const QUIET: usize = 4;
    let code = QrCode::with_error_correction_level(link, EcLevel::L)?;
    let width = code.width();
    let is_dark = |x: usize, y: usize| {
        let inside = |at: usize| at.checked_sub(QUIET).filter(|at| *at < width);
        let place = inside(x).zip(inside(y));
        place.is_some_and(|place| code[place] == Color::Dark)
    };
    let mut text = String::new();
    for y in (0..width + 2 * QUIET).step_by(2) {
        text.push_str("\x1b[30;107m");
        text.extend(
            (0..width + 2 * QUIET).map(|x| match (is_dark(x, y), is_dark(x, y + 1)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            }),
        );
        text.push_str("\x1b[0m\n");
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_is_the_code_with_its_quiet_zone() {
        let link = "http://192.168.1.20:7156/call?t=0123";
        let code = QrCode::with_error_correction_level(link, EcLevel::L).unwrap();
        let picture = picture(link).unwrap();
        let lines = picture.lines().map(|line| {
            let line = line.strip_prefix("\x1b[30;107m").unwrap();
            line.strip_suffix("\x1b[0m").unwrap()
        });
        let mut rows: Vec<Vec<bool>> = Vec::new();
        for line in lines {
            let upper = line.chars().map(|sign| matches!(sign, '█' | '▀'));
            let lower = line.chars().map(|sign| matches!(sign, '█' | '▄'));
            rows.extend([upper.collect(), lower.collect()]);
        }
        let width = code.width();
        for (y, row) in rows.iter().enumerate() {
            assert_eq!(row.len(), width + 8);
            for (x, is_dark) in row.iter().enumerate() {
                let is_inside = (4..width + 4).contains(&x) && (4..width + 4).contains(&y);
                let expected = is_inside && code[(x - 4, y - 4)] == Color::Dark;
                assert_eq!(*is_dark, expected, "{x} {y}");
            }
        }
        assert!(rows.len() >= width + 8, "{}", rows.len());
    }

    #[test]
    fn a_page_on_every_address_is_named_by_one() {
        let given: SocketAddr = "192.168.1.20:7156".parse().unwrap();
        assert_eq!(reachable(given).unwrap(), given);
        // A computer without a network has none, and says so.
        if let Ok(found) = reachable("0.0.0.0:7156".parse().unwrap()) {
            assert!(
                !found.ip().is_unspecified() && found.port() == 7156,
                "{found}"
            );
        }
    }
}
