//! What a browser loads, against its limit.

use std::{
    fmt::Write as _,
    fs,
    io::{Write as _, stdout},
};

use crate::{
    command::Wasm,
    failure::{Failure, Outcome, While},
    program,
    site::{Listed, listed},
    workspace::Workspace,
};

/// The most that script and WebAssembly may weigh on the heaviest page, in bytes with brotli.
const SCRIPT_LIMIT: u64 = 120_000;
const BENCHMARKS: &str = "docs/benchmarks.md";
const BEGIN: &str = "<!-- sizes: written by `cargo xtask size` -->";
const END: &str = "<!-- /sizes -->";

/// Prints the sizes of the release's site, writes them into the benchmarks and fails above the limit.
pub(crate) fn report(workspace: &Workspace, wasm: Wasm) -> Outcome {
    program::release_site(workspace, wasm)?;
    let files = listed(&workspace.site())?;
    let scripts = scripts(&files);
    let table = table(&files, scripts);
    stdout().write_all(table.as_bytes()).while_doing(|| "printing the sizes".into())?;
    let benchmarks = workspace.root().join(BENCHMARKS);
    let before = fs::read_to_string(&benchmarks).unwrap_or_else(|_| "# Benchmarks\n".into());
    fs::write(&benchmarks, with_section(&before, &table)).while_doing(|| format!("writing {BENCHMARKS}"))?;
    if scripts > SCRIPT_LIMIT {
        return Err(Failure::new(format!(
            "Script and WebAssembly weigh {} kB with brotli; the limit is {} kB.",
            kilobytes(scripts),
            kilobytes(SCRIPT_LIMIT)
        )));
    }
    Ok(())
}

/// What a page with islands loads in script and WebAssembly, in bytes.
fn scripts(files: &[Listed]) -> u64 {
    let script = |file: &&Listed| matches!(file.path.rsplit_once('.'), Some((_, "js" | "wasm")));
    files.iter().filter(script).map(Listed::loaded).sum()
}

fn table(files: &[Listed], scripts: u64) -> String {
    let mut table = String::from("| file | as it is | gzip | brotli |\n|---|---:|---:|---:|\n");
    for file in files {
        let name = file.logical.as_deref().unwrap_or(&file.path);
        let form = |bytes: Option<u64>| bytes.map_or_else(|| "–".to_owned(), kilobytes);
        // Writing into a string cannot fail.
        let _ = writeln!(table, "| {name} | {} | {} | {} |", kilobytes(file.raw), form(file.gzip), form(file.brotli));
    }
    let _ = writeln!(
        table,
        "\nIn kB (1,000 bytes). Script and WebAssembly together, with brotli: {} of at most {}.",
        kilobytes(scripts),
        kilobytes(SCRIPT_LIMIT)
    );
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
    use crate::site::Listed;

    #[test]
    fn sizes_are_rounded_to_a_tenth() {
        assert_eq!(kilobytes(0), "0.0");
        assert_eq!(kilobytes(949), "0.9");
        assert_eq!(kilobytes(950), "1.0");
        assert_eq!(kilobytes(119_960), "120.0");
    }

    #[test]
    fn only_script_and_wasm_count_against_the_limit() {
        let file = |path: &str, brotli| Listed { path: path.into(), logical: None, raw: 9_000, brotli, gzip: None };
        let files = [file("/pkg/a.js", Some(10)), file("/pkg/a.wasm", Some(200)), file("/pkg/a.css", Some(5_000))];
        assert_eq!(scripts(&files), 210);
        assert_eq!(scripts(&[file("/pkg/a.js", None)]), 9_000);
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
