//! What the person asked for. Few words and few flags, so no argument parser is compiled for them.

use crate::failure::{Failure, Outcome};

/// What `cargo xtask` can do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// The client, the site and the release program.
    Build(Wasm),
    /// The same, then the demo at the address of `TELEWORK_LISTEN`; what follows `--` goes to the program.
    Serve { wasm: Wasm, watch: bool, arguments: Vec<String> },
    /// Every test, browser tests included; what follows `--` goes to Playwright.
    Test { wasm: Wasm, arguments: Vec<String> },
    /// Format, lints and dependency rules.
    Check(Wasm),
    /// The table of sizes, and the limit that they must keep.
    Size(Wasm),
    /// The figures of `docs/benchmarks.md`; what follows `--` goes to the measuring program.
    Bench { wasm: Wasm, arguments: Vec<String> },
    /// What there is.
    Help,
}

/// Which of the ways to a WebAssembly compiler is taken.
#[derive(Debug, Default, PartialEq, Eq, Clone, Copy)]
pub(crate) enum Wasm {
    /// The first that works.
    #[default]
    First,
    /// Debian's compiler and sources, even where the installed toolchain could do it.
    Debian,
    /// The installed toolchain with its standard library as Rust ships it: larger, but without any unstable option.
    Plain,
}

/// The text of `cargo xtask help`.
pub(crate) const HELP: &str = "\
cargo xtask build            builds the client, the site and the release program
cargo xtask serve            builds what is missing and serves the demo at http://127.0.0.1:3000
            serve --watch    the same, rebuilt and restarted on every change (development build)
            serve -- ARGS    ARGS go to the program (for example: serve -- --now 2021-10-01T09:00)
cargo xtask test             passes every test, browser tests included
            test -- ARGS     ARGS go to Playwright
cargo xtask check            format, lints and dependency rules
cargo xtask size             sizes of what a browser loads, against their limit
cargo xtask bench            measures the program and writes docs/benchmarks.md

--wasm debian (before --)    takes Debian's compiler and sources for the client
--wasm plain                 takes Rust's own standard library for it, not one built for size
CARGO_TARGET_DIR             where everything built is kept (default: target)";

impl Command {
    /// Reads the words after `cargo xtask`.
    pub(crate) fn parse(words: impl IntoIterator<Item = String>) -> Outcome<Self> {
        let mut words = words.into_iter();
        let name = words.next().unwrap_or_default();
        let mut wasm = Wasm::First;
        let mut watch = false;
        let mut arguments = Vec::new();
        while let Some(word) = words.next() {
            match (name.as_str(), word.as_str()) {
                ("serve" | "test" | "bench", "--") => arguments.extend(words.by_ref()),
                ("serve", "--watch") => watch = true,
                (_, "--wasm") => match words.next().as_deref() {
                    Some("debian") => wasm = Wasm::Debian,
                    Some("plain") => wasm = Wasm::Plain,
                    _ => return Err(Failure::new("`--wasm` takes one word: `debian` or `plain`.")),
                },
                _ => return Err(Failure::new(format!("`{name}` does not know `{word}`. See `cargo xtask help`."))),
            }
        }
        match name.as_str() {
            "build" => Ok(Self::Build(wasm)),
            "serve" => Ok(Self::Serve { wasm, watch, arguments }),
            "test" => Ok(Self::Test { wasm, arguments }),
            "check" => Ok(Self::Check(wasm)),
            "size" => Ok(Self::Size(wasm)),
            "bench" => Ok(Self::Bench { wasm, arguments }),
            "" | "help" | "--help" | "-h" => Ok(Self::Help),
            other => Err(Failure::new(format!("There is no `{other}`. See `cargo xtask help`."))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Command, Wasm};

    fn parsed(line: &str) -> Result<Command, String> {
        Command::parse(line.split_whitespace().map(str::to_owned)).map_err(|failure| failure.to_string())
    }

    #[test]
    fn what_follows_two_dashes_goes_to_the_program_untouched() {
        let Ok(Command::Serve { watch, arguments, .. }) = parsed("serve --watch -- --now 2021-10-01T09:00 --wasm")
        else {
            panic!("not read as serve");
        };
        assert!(watch);
        assert_eq!(arguments, ["--now", "2021-10-01T09:00", "--wasm"]);
    }

    #[test]
    fn an_unknown_word_is_named() {
        assert!(parsed("build --fast").unwrap_err().contains("--fast"));
        assert!(parsed("launch").unwrap_err().contains("launch"));
        assert!(parsed("build -- anything").is_err());
    }

    #[test]
    fn the_way_to_the_wasm_compiler_can_be_chosen() {
        assert_eq!(parsed("build --wasm debian"), Ok(Command::Build(Wasm::Debian)));
        assert_eq!(parsed("size --wasm plain"), Ok(Command::Size(Wasm::Plain)));
        assert_eq!(parsed("build"), Ok(Command::Build(Wasm::First)));
        assert!(parsed("build --wasm").is_err());
    }

    #[test]
    fn no_word_at_all_asks_for_help() {
        assert_eq!(parsed(""), Ok(Command::Help));
    }
}
