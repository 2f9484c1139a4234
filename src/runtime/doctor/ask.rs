//! Asks the local API over HTTP, with plain sockets and little patience.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// The longest that anybody is waited for, each time.
const PATIENCE: Duration = Duration::from_secs(3);

/// More of an answer is not read.
const ENOUGH: u64 = 1024;

/// Whether the local API at this address is well.
pub(super) fn health(address: &str) -> Result<(), String> {
    let socket: SocketAddr = address
        .parse()
        .map_err(|_not_one| format!("{address:?} is no address"))?;
    match get(socket, address, "/v1/health")? {
        200 => Ok(()),
        status => Err(format!("it answers with {status}")),
    }
}

fn connect(socket: SocketAddr) -> Result<TcpStream, String> {
    let stream = TcpStream::connect_timeout(&socket, PATIENCE);
    stream.map_err(|error| format!("no connection to {socket} ({error})"))
}

fn get(socket: SocketAddr, host: &str, path: &str) -> Result<u16, String> {
    let mut stream = connect(socket)?;
    let asked = || -> std::io::Result<Vec<u8>> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )?;
        let mut answer = Vec::new();
        // The head is enough; a server that goes on afterwards is not waited for.
        while !answer.contains(&b'\n') && (answer.len() as u64) < ENOUGH {
            let mut room = [0; 256];
            match stream.read(&mut room)? {
                0 => break,
                count => answer.extend_from_slice(room.get(..count).unwrap_or_default()),
            }
        }
        Ok(answer)
    };
    let mut asked = asked;
    let answer = asked().map_err(|error| format!("no answer from {socket} ({error})"))?;
    status(&answer).ok_or_else(|| format!("what answers at {socket} is no web server"))
}

/// The number in `HTTP/1.1 200 OK`.
fn status(answer: &[u8]) -> Option<u16> {
    let line = answer.split(|byte| *byte == b'\n').next()?;
    let line = str::from_utf8(line).ok()?.strip_prefix("HTTP/")?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;
    use std::thread::{Builder, JoinHandle};

    /// A server that answers once; what it was asked.
    fn server(answer: &'static [u8]) -> (SocketAddr, JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let serve = move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut asked = Vec::new();
            while !asked.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                stream.read_exact(&mut byte).unwrap();
                asked.extend(byte);
            }
            stream.write_all(answer).unwrap();
            String::from_utf8(asked).unwrap()
        };
        let thread = Builder::new().name("server".into()).spawn(serve).unwrap();
        (address, thread)
    }

    #[test]
    fn the_local_api_is_well_or_it_is_not() {
        let (address, asked) = server(b"HTTP/1.1 200 OK\r\n\r\n{}");
        assert_eq!(health(&address.to_string()), Ok(()));
        assert!(
            asked
                .join()
                .unwrap()
                .starts_with("GET /v1/health HTTP/1.1\r\n")
        );
        let (address, _asked) = server(b"HTTP/1.1 503 Busy\r\n\r\n");
        let why = health(&address.to_string()).unwrap_err();
        assert!(why.contains("503"), "{why}");
        let (address, _asked) = server(b"SSH-2.0\r\n");
        let why = health(&address.to_string()).unwrap_err();
        assert!(why.contains("no web server"), "{why}");
        let gone = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap();
        assert!(
            health(&gone.to_string())
                .unwrap_err()
                .contains("no connection")
        );
        assert!(health("here").unwrap_err().contains("no address"));
    }
}
