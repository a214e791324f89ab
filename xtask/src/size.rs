//! What a browser loads, against its limit.

use std::{
    fmt::Write as _,
    fs,
    io::{Write as _, stdout},
};

use crate::{
    client::Client,
    command::Wasm,
    failure::{Failure, Outcome, While},
    program,
    site::{Listed, listed},
    workspace::Workspace,
};

/// The most that script and WebAssembly may weigh on the heaviest page of `client`, in bytes with brotli.
const fn limit(client: Client) -> u64 {
    match client {
        Client::Citizens => 120_000,
        Client::Calendar => 150_000,
        Client::Desk => 200_000,
    }
}

const BENCHMARKS: &str = "docs/benchmarks.md";
const BEGIN: &str = "<!-- sizes: written by `cargo xtask size` -->";
const END: &str = "<!-- /sizes -->";

/// Prints the sizes of the release's site, writes them into the benchmarks and fails above the limit.
pub(crate) fn report(workspace: &Workspace, wasm: Wasm) -> Outcome {
    program::release_site(workspace, wasm)?;
    let files = listed(&workspace.site())?;
    let table = table(&files);
    stdout().write_all(table.as_bytes()).while_doing(|| "printing the sizes".into())?;
    let benchmarks = workspace.root().join(BENCHMARKS);
    let before = fs::read_to_string(&benchmarks).unwrap_or_else(|_| "# Benchmarks\n".into());
    fs::write(&benchmarks, with_section(&before, &table)).while_doing(|| format!("writing {BENCHMARKS}"))?;
    match Client::ALL.into_iter().find(|client| scripts(&files, *client) > limit(*client)) {
        None => Ok(()),
        Some(client) => Err(Failure::new(weight(&files, client))),
    }
}

/// What a page with islands loads in script and WebAssembly, in bytes.
fn scripts(files: &[Listed], client: Client) -> u64 {
    let own = [client.start().to_owned(), format!("{}.js", client.name()), format!("{}.wasm", client.name())];
    let script = |file: &&Listed| file.logical.as_ref().is_some_and(|logical| own.contains(logical));
    files.iter().filter(script).map(Listed::loaded).sum()
}

/// The weight of a client, in a sentence.
fn weight(files: &[Listed], client: Client) -> String {
    let whose = match client {
        Client::Citizens => "of a citizen's page",
        Client::Calendar => "of an expert's week",
        Client::Desk => "of the desk's other pages",
    };
    let (found, limit) = (kilobytes(scripts(files, client)), kilobytes(limit(client)));
    format!("Script and WebAssembly {whose} together, with brotli: {found} of at most {limit} kB.")
}

fn table(files: &[Listed]) -> String {
    let mut table = String::from("| file | as it is | gzip | brotli |\n|---|---:|---:|---:|\n");
    for file in files {
        let name = file.logical.as_deref().unwrap_or(&file.path);
        let form = |bytes: Option<u64>| bytes.map_or_else(|| "–".to_owned(), kilobytes);
        // Writing into a string cannot fail.
        let _ = writeln!(table, "| {name} | {} | {} | {} |", kilobytes(file.raw), form(file.gzip), form(file.brotli));
    }
    table.push_str("\nIn kB (1,000 bytes). ");
    table.push_str(&Client::ALL.map(|client| weight(files, client)).join(" "));
    table.push('\n');
    table
}

fn kilobytes(bytes: u64) -> String {
    let tenths = (bytes + 50) / 100;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The text with our section replaced, or added at its end.
fn with_section(text: &str, table: &str) -> String {
    let section = format!("{BEGIN}\n{table}{END}");
    if let Some((before, rest)) = text.split_once(BEGIN)
        && let Some((_, after)) = rest.split_once(END)
    {
        return format!("{before}{section}{after}");
    }
    format!("{}\n\n## Sizes\n\n{section}\n", text.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{kilobytes, scripts, with_section};
    use crate::{client::Client, site::Listed};

    #[test]
    fn sizes_are_rounded_to_a_tenth() {
        assert_eq!(kilobytes(0), "0.0");
        assert_eq!(kilobytes(949), "0.9");
        assert_eq!(kilobytes(950), "1.0");
        assert_eq!(kilobytes(119_960), "120.0");
    }

    #[test]
    fn only_script_and_wasm_of_a_client_count_against_its_limit() {
        let file = |logical: &str, brotli| {
            let path = format!("/pkg/{logical}");
            Listed { path, logical: Some(logical.to_owned()), raw: 9_000, brotli, gzip: None }
        };
        let own = [file("telework.js", Some(10)), file("telework.wasm", Some(200)), file("telework.css", Some(5_000))];
        assert_eq!(scripts(&own, Client::Citizens), 210);
        assert_eq!(scripts(&own, Client::Desk), 0);
        let desk = [file("desk-start.js", Some(4)), file("desk.js", None), file("desk.wasm", Some(300))];
        assert_eq!(scripts(&desk, Client::Desk), 9_304);
    }

    #[test]
    fn a_second_report_replaces_the_first_and_leaves_the_rest() {
        let once = with_section("# Benchmarks\n\nBefore.\n", "one\n");
        let twice = with_section(&format!("{once}\nAfter.\n"), "two\n");
        assert!(!twice.contains("one"));
        assert_eq!(twice.matches("## Sizes").count(), 1);
        assert!(twice.starts_with("# Benchmarks\n\nBefore.") && twice.contains("two") && twice.ends_with("After.\n"));
    }
}
