//! Puts the site into the program.
//!
//! `cargo xtask build` makes the site (styles, script, WebAssembly, public files; hashed names, compressed forms) and
//! names its folder in `TELEWORK_SITE`; its `manifest.json` becomes the table that `src/assets.rs` includes. Without
//! the variable the table is empty, so checks and tests need neither a WebAssembly compiler nor minutes.

use std::{
    env,
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=TELEWORK_SITE");
    let table = match variable("TELEWORK_SITE") {
        Some(site) => table(&site)?,
        None => write_table(&[], &[])?,
    };
    let place = variable("OUT_DIR").ok_or("cargo names no OUT_DIR")?.join("assets.rs");
    fs::write(place, table)?;
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "cargo speaks to build scripts through the environment")]
fn variable(name: &str) -> Option<PathBuf> {
    env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// The two tables for a site, in the source form of `Asset`.
fn table(site: &Path) -> Result<String, Box<dyn Error>> {
    let manifest = site.join("manifest.json");
    println!("cargo::rerun-if-changed={}", manifest.display());
    let text = fs::read_to_string(&manifest)
        .map_err(|cause| format!("TELEWORK_SITE: {}: {cause} (`cargo xtask build` makes it)", manifest.display()))?;
    let manifest: Value = serde_json::from_str(&text)?;
    let mut assets = Vec::new();
    let mut logical = Vec::new();
    for entry in manifest["files"].as_array().ok_or("the manifest lists no files")? {
        let word = |name: &str| entry[name].as_str().ok_or_else(|| format!("the manifest names no {name}"));
        let path = word("path")?;
        let file = site.join(word("file")?);
        let included = |ending: &str| format!("include_bytes!({:?})", format!("{}{ending}", file.display()));
        let form = |name: &str, ending: &str| match entry[name].as_u64() {
            Some(_) => format!("Some({})", included(ending)),
            None => "None".to_owned(),
        };
        let hash = word("sha256")?.get(..16).ok_or("the manifest's hash is short")?;
        assets.push((
            path.to_owned(),
            format!(
                "Asset {{ path: {path:?}, content_type: {:?}, raw: {}, brotli: {}, gzip: {}, etag: {hash:?}, immutable: {} }}",
                word("content_type")?,
                included(""),
                form("brotli", ".br"),
                form("gzip", ".gz"),
                entry["immutable"].as_bool().unwrap_or(false),
            ),
        ));
        if let Some(name) = entry["logical"].as_str() {
            logical.push((name.to_owned(), format!("({name:?}, {path:?})")));
        }
    }
    assets.sort();
    logical.sort();
    write_table(&assets, &logical)
}

fn write_table(assets: &[(String, String)], logical: &[(String, String)]) -> Result<String, Box<dyn Error>> {
    let mut source = String::new();
    for (name, kind, rows) in [("ASSETS", "Asset", assets), ("LOGICAL", "(&str, &str)", logical)] {
        writeln!(source, "static {name}: &[{kind}] = &[")?;
        for (_, row) in rows {
            writeln!(source, "    {row},")?;
        }
        writeln!(source, "];")?;
    }
    Ok(source)
}
