//! Bytes to a service, and the answer that comes back.

use super::PATIENCE;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

/// These bytes to an address, and all that comes back.
pub(crate) fn exchange(address: SocketAddr, bytes: &[u8]) -> Answer {
    let mut stream = connect(address);
    // The service may have hung up already, and still have said why.
    stream.write_all(bytes).ok();
    Answer::read_from(stream)
}

pub(crate) fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    /// 0 where the service hung up without a word.
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    /// Reads until the service hangs up.
    pub(crate) fn read_from(mut stream: TcpStream) -> Self {
        let mut bytes = Vec::new();
        // A connection that is reset may still have brought an answer.
        if let Err(error) = stream.read_to_end(&mut bytes) {
            let kind = error.kind();
            assert_eq!(
                kind,
                std::io::ErrorKind::ConnectionReset,
                "no end of {bytes:?}"
            );
        }
        let text = String::from_utf8(bytes).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).unwrap_or("0");
        Self {
            status: status.parse().unwrap(),
            head: head.to_lowercase(),
            body: body.to_owned(),
        }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .find(|(found, _)| *found == name)
            .map(|(_, value)| value)
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }

    /// The code of a failure, which is whole.
    pub(crate) fn code(&self) -> String {
        let json = self.json();
        let (code, message) = (&json["error"]["code"], &json["error"]["message"]);
        assert!(
            message.as_str().is_some_and(|text| text.len() > 10),
            "{self:?}"
        );
        assert_eq!(self.header("content-type"), Some("application/json"));
        code.as_str().unwrap().to_owned()
    }
}
