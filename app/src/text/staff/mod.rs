//! What the desk says. One file for each of its places.

mod accounts;
mod desk;
mod entrance;
mod own_account;

pub use accounts::AccountsText;
pub use desk::DeskText;
pub use entrance::EntranceText;
pub use own_account::OwnAccountText;
