//! Where visitors come in.

use std::io;
use std::net::SocketAddr;

use tokio::net::{TcpListener, TcpSocket};

/// How many connections may wait to be accepted; the system lowers it to its own limit (`net.core.somaxconn`).
///
/// The usual 128 are gone at once when a seminar opens. Whoever comes then is not refused but dropped, and tries
/// again only after a whole second.
const WAITING: u32 = 4_096;

/// Listens on `address`, with room for a crowd.
///
/// # Errors
/// When the address is taken or is not this machine's.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // A port that a program has just left may be taken again at once. (On Windows this would let others share it.)
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(WAITING)
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use tokio::net::TcpStream;

    use super::*;

    #[tokio::test]
    async fn a_crowd_is_let_in_before_the_first_is_greeted() {
        let limit = std::fs::read_to_string("/proc/sys/net/core/somaxconn").ok();
        let limit = limit.and_then(|limit| limit.trim().parse().ok()).unwrap_or(128);
        let listener = listen((Ipv4Addr::LOCALHOST, 0).into()).unwrap();
        let address = listener.local_addr().unwrap();
        let mut crowd = Vec::new();
        // Nobody accepts: where there is no room the connection does not come about, and the system gives it up.
        for _ in 0..limit.min(400) {
            crowd.push(TcpStream::connect(address).await.unwrap());
        }
    }
}
