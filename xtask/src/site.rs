//! The site: every file that a browser may load besides pages, under the name that it is served by.
//!
//! What changes with the program bears a hash of its content in its name, so a browser keeps it for ever; what has a
//! name that others know (`favicon.ico`) keeps that. `manifest.json` lists all of it for `server/build.rs`, which puts
//! the files into the program.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{
    client::{self, Bound, Client},
    compression::{Effort, Forms},
    failure::{Failure, Outcome, While},
    step::{say, silent},
    stylesheet,
    workspace::Workspace,
};

/// Where hashed files are served.
const HASHED_FOLDER: &str = "pkg";
const MANIFEST: &str = "manifest.json";

/// One file of the site.
struct File {
    /// What pages call it (`telework.css`); only hashed files need a second name.
    logical: Option<String>,
    /// Its place in the site, without a leading slash.
    path: String,
    content_type: &'static str,
    forms: Forms,
}

/// The line of the manifest for one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) path: String,
    pub(crate) logical: Option<String>,
    /// Bytes: as it is, with brotli, with gzip.
    pub(crate) raw: u64,
    pub(crate) brotli: Option<u64>,
    pub(crate) gzip: Option<u64>,
}

impl Listed {
    /// What a browser that knows brotli loads, in bytes.
    pub(crate) fn loaded(&self) -> u64 {
        self.brotli.unwrap_or(self.raw)
    }
}

/// Makes the site from the compiled clients, the styles and the public files, unless it is already made of these.
pub(crate) fn assemble(workspace: &Workspace, clients: &[(Client, PathBuf)], effort: Effort) -> Outcome {
    let start = workspace.root().join("frontend/start.js");
    let style = workspace.root().join("style");
    let public = workspace.root().join("public");
    let mut sources = files_under(&style)?;
    sources.extend(files_under(&public)?);
    sources.push(start.clone());
    sources.extend(clients.iter().map(|(_, wasm)| wasm.clone()));
    let inputs = fingerprint(workspace, &sources, effort)?;
    let site = workspace.site();
    if made_of(&site).as_deref() == Some(inputs.as_str()) {
        say("the site is up to date");
        return Ok(());
    }

    let files = silent("assembling the site (bindings, styles, compression)", || {
        let start = read_text(&start)?;
        let mut files = Vec::new();
        for (client, wasm) in clients {
            files.extend(client_files(*client, &client::bind(*client, wasm)?, &start, effort)?);
        }
        files.push(hashed("telework.css", stylesheet::bundle(&style.join("main.css"))?.into_bytes(), effort)?);
        for source in files_under(&public)? {
            let path = name_in(&public, &source);
            let raw = fs::read(&source).while_doing(|| format!("reading {}", source.display()))?;
            files.push(file(None, path, raw, effort)?);
        }
        files.sort_by(|left, right| left.path.cmp(&right.path));
        Ok(files)
    })?;
    write(&site, &files, &inputs)
}

/// What the manifest of the made site lists.
pub(crate) fn listed(site: &Path) -> Outcome<Vec<Listed>> {
    let manifest = site.join(MANIFEST);
    let unreadable = || Failure::new(format!("{} is not what `cargo xtask build` writes.", manifest.display()));
    let read: Value = serde_json::from_str(&read_text(&manifest)?).map_err(|_| unreadable())?;
    read["files"]
        .as_array()
        .ok_or_else(unreadable)?
        .iter()
        .map(|entry| {
            Ok(Listed {
                path: entry["path"].as_str().ok_or_else(unreadable)?.to_owned(),
                logical: entry["logical"].as_str().map(str::to_owned),
                raw: entry["raw"].as_u64().ok_or_else(unreadable)?,
                brotli: entry["brotli"].as_u64(),
                gzip: entry["gzip"].as_u64(),
            })
        })
        .collect()
}

/// A client's three files. The WebAssembly is named first, because the start script names both others.
fn client_files(client: Client, bound: &Bound, start: &str, effort: Effort) -> Outcome<Vec<File>> {
    let wasm = hashed(&format!("{}.wasm", client.name()), bound.wasm.clone(), effort)?;
    let script = hashed(&format!("{}.js", client.name()), bound.script.clone().into_bytes(), effort)?;
    // Its comments are for us.
    let mut start: String =
        start.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| [line, "\n"]).collect();
    for (name, file) in [("./telework.js", &script), ("./telework.wasm", &wasm)] {
        if start.matches(name).count() != 1 {
            return Err(Failure::new(format!("frontend/start.js must name `{name}` exactly once.")));
        }
        start = start.replace(name, &format!(".{}", file.path.trim_start_matches(HASHED_FOLDER)));
    }
    Ok(vec![hashed(client.start(), start.into_bytes(), effort)?, script, wasm])
}

/// A file whose name says its content.
fn hashed(logical: &str, raw: Vec<u8>, effort: Effort) -> Outcome<File> {
    let hash = hexadecimal(&Sha256::digest(&raw));
    let (stem, extension) =
        logical.rsplit_once('.').ok_or_else(|| Failure::new(format!("`{logical}` has no extension.")))?;
    let path = format!("{HASHED_FOLDER}/{stem}.{}.{extension}", &hash[..16]);
    file(Some(logical.to_owned()), path, raw, effort)
}

fn file(logical: Option<String>, path: String, raw: Vec<u8>, effort: Effort) -> Outcome<File> {
    let (content_type, compresses) = content_type(&path)?;
    let forms = if compresses { Forms::compressed(raw, effort)? } else { Forms::as_is(raw) };
    Ok(File { logical, path, content_type, forms })
}

/// The content type of a file, and whether compressing it gains anything.
fn content_type(path: &str) -> Outcome<(&'static str, bool)> {
    Ok(match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => ("text/css; charset=utf-8", true),
        Some("js") => ("text/javascript; charset=utf-8", true),
        Some("wasm") => ("application/wasm", true),
        Some("svg") => ("image/svg+xml", true),
        Some("ico") => ("image/x-icon", true),
        Some("txt") => ("text/plain; charset=utf-8", true),
        Some("xml") => ("application/xml; charset=utf-8", true),
        Some("json") => ("application/json", true),
        Some("webmanifest") => ("application/manifest+json", true),
        Some("png") => ("image/png", false),
        Some("webp") => ("image/webp", false),
        Some("jpg") => ("image/jpeg", false),
        Some("woff2") => ("font/woff2", false),
        Some("pdf") => ("application/pdf", false),
        _ => {
            return Err(Failure::new(format!(
                "public/{path} has an ending that xtask/src/site.rs gives no content type: add it there."
            )));
        }
    })
}

/// Writes the new site beside the old one and puts it in its place.
fn write(site: &Path, files: &[File], inputs: &str) -> Outcome {
    let writing = || format!("writing the site to {}", site.display());
    let fresh = site.with_extension("new");
    if fresh.exists() {
        fs::remove_dir_all(&fresh).while_doing(writing)?;
    }
    let mut entries = Vec::new();
    for file in files {
        let place = fresh.join(&file.path);
        fs::create_dir_all(place.parent().unwrap_or(&fresh)).while_doing(writing)?;
        fs::write(&place, &file.forms.raw).while_doing(writing)?;
        for (ending, form) in [("br", &file.forms.brotli), ("gz", &file.forms.gzip)] {
            if let Some(bytes) = form {
                fs::write(format!("{}.{ending}", place.display()), bytes).while_doing(writing)?;
            }
        }
        entries.push(json!({
            "path": format!("/{}", file.path),
            "logical": file.logical,
            "file": file.path,
            "content_type": file.content_type,
            "immutable": file.logical.is_some(),
            "sha256": hexadecimal(&Sha256::digest(&file.forms.raw)),
            "raw": file.forms.raw.len(),
            "brotli": file.forms.brotli.as_ref().map(Vec::len),
            "gzip": file.forms.gzip.as_ref().map(Vec::len),
        }));
    }
    let manifest = format!("{:#}\n", json!({ "inputs": inputs, "files": entries }));
    fs::write(fresh.join(MANIFEST), manifest).while_doing(writing)?;
    if site.exists() {
        fs::remove_dir_all(site).while_doing(writing)?;
    }
    fs::rename(&fresh, site).while_doing(writing)
}

/// The fingerprint of what the site was made of, if it is there.
fn made_of(site: &Path) -> Option<String> {
    let manifest: Value = serde_json::from_str(&fs::read_to_string(site.join(MANIFEST)).ok()?).ok()?;
    manifest["inputs"].as_str().map(str::to_owned)
}

/// A fingerprint of everything that the site depends on, this tool included.
fn fingerprint(workspace: &Workspace, sources: &[PathBuf], effort: Effort) -> Outcome<String> {
    let tool = std::env::current_exe().while_doing(|| "finding this tool".into())?;
    let mut whole = Sha256::new();
    whole.update(format!("{effort:?}"));
    let named: BTreeMap<String, &PathBuf> =
        sources.iter().chain([&tool]).map(|source| (name_in(workspace.root(), source), source)).collect();
    for (name, source) in named {
        let content = fs::read(source).while_doing(|| format!("reading {}", source.display()))?;
        whole.update(name);
        whole.update(Sha256::digest(&content));
    }
    Ok(hexadecimal(&whole.finalize()))
}

/// Every file under a folder, in the order of names. Hidden files (an editor's) are none of ours; of hidden folders
/// there is one that the web knows.
pub(crate) fn files_under(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let listing = || format!("listing {}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).while_doing(listing)? {
        let entry = entry.while_doing(listing)?;
        let name = entry.file_name();
        if name.to_string_lossy().starts_with('.') && name != ".well-known" {
            continue;
        }
        let path = entry.path();
        if path.is_dir() {
            found.extend(files_under(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// A file's name inside a folder, with `/` between its parts on every system.
fn name_in(folder: &Path, file: &Path) -> String {
    let inside = file.strip_prefix(folder).unwrap_or(file);
    inside.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn read_text(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).while_doing(|| format!("reading {}", file.display()))
}

fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing into a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::{client_files, content_type, hashed, name_in};
    use crate::{
        client::{Bound, Client},
        compression::Effort,
    };
    use std::path::Path;

    fn bound(script: &str) -> Bound {
        Bound { script: script.into(), wasm: b"\0asm".to_vec() }
    }

    #[test]
    fn the_start_script_loads_the_hashed_files_and_a_change_in_one_renames_it_too() {
        let start = include_str!("../../frontend/start.js");
        let files = client_files(Client::Citizens, &bound("one"), start, Effort::Quick).unwrap();
        let [first, script, wasm] = files.as_slice() else { panic!("three files") };
        let text = String::from_utf8(first.forms.raw.clone()).unwrap();
        for other in [script, wasm] {
            assert!(text.contains(&format!("\"./{}\"", other.path.trim_start_matches("pkg/"))), "{text}");
        }
        assert!(!text.contains("// "), "{text}");
        let changed = client_files(Client::Citizens, &bound("two"), start, Effort::Quick).unwrap();
        assert_ne!(changed[0].path, first.path);
        assert_ne!(changed[1].path, script.path);
        assert_eq!(changed[2].path, wasm.path);
        let desk = client_files(Client::Desk, &bound("one"), start, Effort::Quick).unwrap();
        assert!(desk[0].path.starts_with("pkg/desk-start.") && desk[2].path.starts_with("pkg/desk."));
    }

    #[test]
    fn a_start_script_that_loads_something_else_is_refused() {
        assert!(client_files(Client::Citizens, &bound("one"), "import './other.js'", Effort::Quick).is_err());
    }

    #[test]
    fn equal_content_has_an_equal_name() {
        let name = |content: &str| hashed("telework.css", content.into(), Effort::Quick).unwrap().path;
        assert_eq!(name("a"), name("a"));
        assert_ne!(name("a"), name("b"));
        assert_eq!(name("a"), "pkg/telework.ca978112ca1bbdca.css");
    }

    #[test]
    fn a_file_of_unknown_kind_is_not_served_as_something_it_is_not() {
        assert!(content_type("notes.docx").unwrap_err().to_string().contains("public/notes.docx"));
        assert_eq!(content_type("favicon.svg").unwrap().0, "image/svg+xml");
    }

    #[test]
    fn names_inside_the_site_have_slashes() {
        assert_eq!(name_in(Path::new("/a"), Path::new("/a/b/c.png")), "b/c.png");
    }
}
