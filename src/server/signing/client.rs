//! The address of a client, also behind a proxy.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap};

/// The address that a request comes from; none where the server does not know its peer (as in tests).
///
/// `X-Forwarded-For` is believed only from a proxy that was named, and only its last entry that is no such proxy:
/// whatever stands before it, the client may have written.
pub(super) fn address(
    extensions: &Extensions,
    headers: &HeaderMap,
    trusted: &[IpAddr],
) -> Option<IpAddr> {
    let ConnectInfo(peer) = extensions.get::<ConnectInfo<SocketAddr>>()?;
    let peer = peer.ip().to_canonical();
    let trusts = |address: &IpAddr| trusted.iter().any(|t| t.to_canonical() == *address);
    if !trusts(&peer) {
        return Some(peer);
    }
    let forwarded: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    let mut nearest_first = forwarded
        .iter()
        .rev()
        .map(|text| text.trim().parse::<IpAddr>());
    loop {
        match nearest_first.next() {
            Some(Ok(address)) if trusts(&address.to_canonical()) => {}
            Some(Ok(address)) => return Some(address.to_canonical()),
            // What is no address says nothing: the proxy stands for its clients.
            Some(Err(_)) | None => return Some(peer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn seen(peer: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let mut extensions = Extensions::new();
        let peer: SocketAddr = format!("{peer}:4711").parse().unwrap();
        extensions.insert(ConnectInfo(peer));
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_str(value).unwrap());
        }
        let trusted: Vec<IpAddr> = trusted.iter().map(|t| t.parse().unwrap()).collect();
        address(&extensions, &headers, &trusted)
            .unwrap()
            .to_string()
    }

    #[test]
    fn a_header_from_just_anybody_is_not_believed() {
        assert_eq!(seen("192.0.2.1", &["198.51.100.9"], &[]), "192.0.2.1");
        assert_eq!(
            seen("192.0.2.1", &["198.51.100.9"], &["10.0.0.1"]),
            "192.0.2.1"
        );
    }

    #[test]
    fn behind_a_proxy_each_client_has_its_own_address() {
        let one = seen("10.0.0.1", &["198.51.100.9"], &["10.0.0.1"]);
        assert_eq!(one, "198.51.100.9");
    }

    #[test]
    fn what_the_client_wrote_before_the_proxy_does_not_count() {
        assert_eq!(
            seen(
                "10.0.0.1",
                &["1.1.1.1, 198.51.100.9, 10.0.0.2"],
                &["10.0.0.1", "10.0.0.2"]
            ),
            "198.51.100.9"
        );
        assert_eq!(
            seen("10.0.0.1", &["1.1.1.1", "198.51.100.9"], &["10.0.0.1"]),
            "198.51.100.9"
        );
        assert_eq!(
            seen("10.0.0.1", &["1.1.1.1, unknown"], &["10.0.0.1"]),
            "10.0.0.1"
        );
    }

    #[test]
    fn a_server_that_does_not_know_its_peer_knows_no_address() {
        assert_eq!(address(&Extensions::new(), &HeaderMap::new(), &[]), None);
    }
}
