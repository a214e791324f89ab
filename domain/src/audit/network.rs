//! From where somebody at the desk acted: enough to tell the office from elsewhere, too little to tell a household.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};

/// The network of an address: its first 24 bits of 32, or 48 of 128. The rest of the address is not kept, and of
/// applicants and of those who ask not even this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network(Bits);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bits {
    Four([u8; 3]),
    Six([u16; 3]),
}

impl Network {
    /// The network that `address` belongs to.
    pub fn of(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V4(four) => {
                let [first, second, third, _] = four.octets();
                Bits::Four([first, second, third])
            }
            IpAddr::V6(six) => {
                let [first, second, third, ..] = six.segments();
                Bits::Six([first, second, third])
            }
        })
    }
}

/// `192.0.2.0/24` or `2001:db8:1::/48`.
impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Bits::Four([first, second, third]) => write!(f, "{first}.{second}.{third}.0/24"),
            Bits::Six([first, second, third]) => {
                write!(f, "{}/48", Ipv6Addr::new(first, second, third, 0, 0, 0, 0, 0))
            }
        }
    }
}
