//! How often one network may do what costs others something.
//!
//! Generous for an office behind one address, tight for a machine. What only reads is not limited.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use domain::audit::Network;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::Web;

/// What somebody wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Register, change, cancel.
    Register,
    /// Ask, go on asking, send files.
    Inquire,
    /// Have links sent by mail.
    Find,
    /// Say whether an answer helped.
    Rate,
    /// Call a server function that may write.
    ServerFunction,
    /// Sign in, show a second factor, set a password.
    SignIn,
}

/// The network that a request comes from: one IPv4 address, or the /64 that one household or office
/// is given in IPv6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Client(IpAddr);

impl Client {
    fn of(address: IpAddr) -> Self {
        Self(match address {
            IpAddr::V4(_) => address,
            IpAddr::V6(six) => match six.to_ipv4_mapped() {
                Some(four) => IpAddr::V4(four),
                None => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() & !u128::from(u64::MAX))),
            },
        })
    }

    /// As much of it as the audit keeps of staff.
    pub(super) fn network(self) -> Network {
        Network::of(self.0)
    }
}

impl FromRequestParts<Web> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Infallible> {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map_or(IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
        // Anybody can write this header; only what the configured proxy has added is believed, and
        // that is the last entry.
        let forwarded = (web.trusted_proxy() == Some(peer))
            .then(|| {
                parts
                    .headers
                    .get_all("x-forwarded-for")
                    .iter()
                    .next_back()
                    .and_then(|value| value.to_str().ok())
                    .and_then(|value| value.rsplit(',').next())
                    .and_then(|address| address.trim().parse().ok())
            })
            .flatten();
        Ok(Self::of(forwarded.unwrap_or(peer)))
    }
}

/// The limits of all purposes; none while they are switched off.
pub(super) struct Limits(Option<Limiters>);

struct Limiters {
    register: DefaultKeyedRateLimiter<Client>,
    inquire: DefaultKeyedRateLimiter<Client>,
    find: DefaultKeyedRateLimiter<Client>,
    rate: DefaultKeyedRateLimiter<Client>,
    server_function: DefaultKeyedRateLimiter<Client>,
    sign_in: DefaultKeyedRateLimiter<Client>,
}

fn limiter(burst: u32, a_minute: u32) -> DefaultKeyedRateLimiter<Client> {
    let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
    let a_minute = NonZeroU32::new(a_minute).unwrap_or(NonZeroU32::MIN);
    RateLimiter::keyed(Quota::per_minute(a_minute).allow_burst(burst))
}

impl Limits {
    pub(super) fn new(are_on: bool) -> Self {
        Self(are_on.then(|| Limiters {
            register: limiter(60, 20),
            inquire: limiter(30, 10),
            find: limiter(10, 4),
            rate: limiter(60, 20),
            server_function: limiter(240, 120),
            sign_in: limiter(40, 20),
        }))
    }

    /// Whether anything is limited at all.
    pub(super) const fn are_on(&self) -> bool {
        self.0.is_some()
    }

    /// Counts one act of `client`.
    ///
    /// # Errors
    /// How many seconds to wait.
    pub(super) fn admit(&self, purpose: Purpose, client: Client) -> Result<(), u64> {
        let Some(limiters) = &self.0 else { return Ok(()) };
        let limiter = match purpose {
            Purpose::Register => &limiters.register,
            Purpose::Inquire => &limiters.inquire,
            Purpose::Find => &limiters.find,
            Purpose::Rate => &limiters.rate,
            Purpose::ServerFunction => &limiters.server_function,
            Purpose::SignIn => &limiters.sign_in,
        };
        // A flood of networks must not fill the memory.
        if limiter.len() > 10_000 {
            limiter.retain_recent();
        }
        limiter.check_key(&client).map_err(|until| until.wait_time_from(DefaultClock::default().now()).as_secs() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_network_of_ipv6_is_one_client() {
        let one: IpAddr = "2001:db8::1".parse().unwrap();
        let same: IpAddr = "2001:db8::ffff:1".parse().unwrap();
        let other: IpAddr = "2001:db8:0:1::1".parse().unwrap();
        assert_eq!(Client::of(one), Client::of(same));
        assert_ne!(Client::of(one), Client::of(other));
        assert_eq!(Client::of("::ffff:192.0.2.1".parse().unwrap()), Client::of("192.0.2.1".parse().unwrap()));
    }

    #[test]
    fn a_network_that_sends_too_often_is_told_how_long_to_wait_and_others_are_not() {
        let limits = Limits::new(true);
        let busy = Client::of("192.0.2.1".parse().unwrap());
        let refused = (0..100).filter_map(|_| limits.admit(Purpose::Register, busy).err()).collect::<Vec<_>>();
        assert!(refused.len() >= 39 && refused.iter().all(|seconds| *seconds >= 1), "{refused:?}");
        assert_eq!(limits.admit(Purpose::Register, Client::of("192.0.2.2".parse().unwrap())), Ok(()));
        assert_eq!(Limits::new(false).admit(Purpose::Register, busy), Ok(()));
    }
}
