//! The figures of `docs/benchmarks.md`: `cargo xtask bench`.
//!
//! Speed is told as ratios within one run, since machines differ: pages against a static file of the
//! same bytes from the same server, registrations over HTTP against the storage alone. The clients
//! live in this process and share its two cores with the server, which costs both sides the same.

mod client;
mod consultation;
mod feed;
mod page;
mod program;
mod registration;
mod schedule;
mod search;
mod service;

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// How long each rate is measured.
const SPELL: Duration = Duration::from_secs(4);
/// How many ask at once.
const CLIENTS: usize = 16;
const BEGIN: &str = "<!-- speed: written by `cargo xtask bench` -->";
const END: &str = "<!-- /speed -->";

#[expect(clippy::print_stderr, clippy::print_stdout, reason = "a tool for the terminal")]
fn main() -> ExitCode {
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::FAILURE;
        }
    };
    let picked: Vec<String> = std::env::args().skip(1).collect();
    match runtime.block_on(measure(&picked)) {
        Ok(Figures { table, is_within }) => {
            println!("{table}");
            // A part of the table would be taken for the whole.
            let written = if picked.is_empty() { write_down(&table) } else { Ok(()) };
            if let Err(error) = written {
                eprintln!("error: docs/benchmarks.md cannot be written: {error}");
                return ExitCode::FAILURE;
            }
            if is_within { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

struct Figures {
    table: String,
    is_within: bool,
}

/// One line of the table, and whether it keeps its promise.
struct Row {
    what: &'static str,
    promise: &'static str,
    found: String,
    keeps: bool,
}

/// The measures, in the order of the table: `cargo xtask bench -- crowd` takes one by its name.
const MEASURES: [&str; 9] =
    ["pages", "feeds", "search", "schedule", "registrations", "last-seat", "crowd", "consultations", "program"];

async fn measure(picked: &[String]) -> Outcome<Figures> {
    let names = if picked.is_empty() { MEASURES.to_vec() } else { picked.iter().map(String::as_str).collect() };
    let mut rows = Vec::new();
    for name in names {
        match name {
            "pages" => page::pages(&mut rows).await?,
            "feeds" => feed::feeds(&mut rows).await?,
            "search" => search::search(&mut rows).await?,
            "schedule" => schedule::schedule(&mut rows).await?,
            "registrations" => registration::registrations(&mut rows).await?,
            "last-seat" => registration::last_seat(&mut rows).await?,
            "crowd" => registration::crowd(&mut rows).await?,
            "consultations" => consultation::consultations(&mut rows).await?,
            "program" => program::program(&mut rows).await?,
            unknown => {
                return Err(format!("there is no measure `{unknown}`; there are {}", MEASURES.join(", ")).into());
            }
        }
    }
    let mut table = String::from("| what | promise | found | |\n|---|---|---|---|\n");
    for Row { what, promise, found, keeps } in &rows {
        let sign = if *keeps { "kept" } else { "**not kept**" };
        table.extend(["| ", what, " | ", promise, " | ", found, " | ", sign, " |\n"]);
    }
    Ok(Figures { table, is_within: rows.iter().all(|row| row.keeps) })
}

/// Puts `table` between the marks of `docs/benchmarks.md`.
fn write_down(table: &str) -> std::io::Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/benchmarks.md");
    let before = std::fs::read_to_string(&path).unwrap_or_else(|_| "# Benchmarks\n".to_owned());
    let section = format!("{BEGIN}\n{table}{END}\n");
    let after = match (before.find(BEGIN), before.find(END)) {
        (Some(begin), Some(end)) => {
            let head = before.get(..begin).unwrap_or_default();
            let tail = before.get(end + END.len()..).unwrap_or_default().trim_start_matches('\n');
            format!("{head}{section}{tail}")
        }
        _ => format!("{before}\n{section}"),
    };
    std::fs::write(path, after)
}
