//! Sockets as files that never block.

use rustix::io::Errno;
use rustix::net::sockopt::{
    set_socket_keepalive, set_socket_recv_buffer_size, set_socket_send_buffer_size,
    set_tcp_keepcnt, set_tcp_keepidle, set_tcp_keepintvl, set_tcp_nodelay,
};
use rustix::net::{AddressFamily, Shutdown, SocketFlags, SocketType, shutdown, socket_with};
use std::fs::File;
use std::io::{self, Read as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::fd::{AsFd, OwnedFd};
use std::time::Duration;

/// What the system may keep for us in each direction: what it keeps is lost with a crash, and what
/// it keeps too little of costs speed. Linux takes twice as much for its own book-keeping.
const BUFFER: usize = 32 * 1024;

/// A connection that has been silent for so long is asked whether it is still there, ...
const KEEP_IDLE: Duration = Duration::from_secs(30);
/// ... so often ...
const KEEP_EVERY: Duration = Duration::from_secs(10);
/// ... and so many times.
const KEEP_TIMES: u32 = 3;

/// Listens at an address; the file is the same socket, to wait on.
pub(in super::super) fn listen(address: SocketAddr) -> io::Result<(TcpListener, File)> {
    let listener = TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    // Before anybody calls: the size is settled with the connection.
    set_socket_recv_buffer_size(&listener, BUFFER)?;
    let file = File::from(OwnedFd::from(listener.try_clone()?));
    Ok((listener, file))
}

/// Takes the next call, if there is one.
pub(in super::super) fn accept(listener: &TcpListener) -> io::Result<File> {
    let (stream, _) = listener.accept()?;
    stream.set_nonblocking(true)?;
    set_up(&stream)?;
    Ok(File::from(OwnedFd::from(stream)))
}

/// A socket for [`is_answered`].
pub(in super::super) fn call_socket(address: SocketAddr) -> io::Result<File> {
    let family = if address.is_ipv4() {
        AddressFamily::INET
    } else {
        AddressFamily::INET6
    };
    let flags = SocketFlags::CLOEXEC | SocketFlags::NONBLOCK;
    let socket = socket_with(family, SocketType::STREAM, flags, None)?;
    set_socket_recv_buffer_size(&socket, BUFFER)?;
    set_up(&socket)?;
    Ok(File::from(socket))
}

/// Calls, or looks whether the call was answered.
pub(in super::super) fn is_answered(socket: &File, address: SocketAddr) -> io::Result<bool> {
    match rustix::net::connect(socket, &address) {
        Ok(()) | Err(Errno::ISCONN) => (),
        Err(Errno::INPROGRESS | Errno::ALREADY | Errno::INTR) => return Ok(false),
        Err(error) => return Err(error.into()),
    }
    let stream = TcpStream::from(OwnedFd::from(socket.try_clone()?));
    if stream.local_addr()? == stream.peer_addr()? {
        // On the loopback a call that nobody takes may be answered by itself.
        return Err(Errno::CONNREFUSED.into());
    }
    Ok(true)
}

/// Ends our half of a connection: what was written still arrives, and then the end.
pub(in super::super) fn say_end(socket: &File) {
    // The only error is that there is no connection any more.
    shutdown(socket, Shutdown::Write).ok();
}

/// Reads what nobody will: a connection that is closed with something unread is broken off, and
/// what is on its way to the other side is thrown away.
pub(in super::super) fn discard(mut socket: &File) {
    let mut room = [0; 4096];
    let mut left = BUFFER;
    while let Ok(count @ 1..) = socket.read(&mut room)
        && left > count
    {
        left -= count;
    }
}

fn set_up(socket: &impl AsFd) -> io::Result<()> {
    set_socket_send_buffer_size(socket, BUFFER)?;
    set_tcp_nodelay(socket, true)?;
    set_socket_keepalive(socket, true)?;
    set_tcp_keepidle(socket, KEEP_IDLE)?;
    set_tcp_keepintvl(socket, KEEP_EVERY)?;
    set_tcp_keepcnt(socket, KEEP_TIMES)?;
    Ok(())
}

/// Listens with room for a single caller in the queue.
#[cfg(test)]
pub(in super::super) fn listen_for_one(address: SocketAddr) -> io::Result<TcpListener> {
    let listener = TcpListener::bind(address)?;
    rustix::net::listen(&listener, 1)?;
    Ok(listener)
}
