//! `telework-network`: the whole service in one file.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::command::run()
}
