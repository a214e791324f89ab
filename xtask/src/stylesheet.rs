//! The style sheet: `style/main.css` with everything that it imports, as one small file.

use std::path::Path;

use lightningcss::{
    bundler::{Bundler, FileProvider},
    printer::PrinterOptions,
    stylesheet::{MinifyOptions, ParserOptions},
    targets::{Browsers, Targets},
};

use crate::failure::{Failure, Outcome};

/// Browsers of the spring of 2023, the first that know cascade layers, container queries and `:has`; what is younger
/// (nesting) is written out for them.
fn oldest_browsers() -> Browsers {
    let version = |major: u32, minor: u32| Some(major << 16 | minor << 8);
    Browsers {
        android: version(111, 0),
        chrome: version(111, 0),
        edge: version(111, 0),
        firefox: version(121, 0),
        ios_saf: version(16, 4),
        opera: version(97, 0),
        safari: version(16, 4),
        samsung: version(22, 0),
        ..Browsers::default()
    }
}

/// Bundles and shrinks a style sheet. A mistake in it is an error with its place, never a rule that goes missing.
pub(crate) fn bundle(entry: &Path) -> Outcome<String> {
    let wrong = |cause: &dyn std::fmt::Display| Failure::new(format!("The style sheet: {cause}"));
    let targets = Targets::from(oldest_browsers());
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler.bundle(entry).map_err(|error| {
        let place = error.loc.as_ref().map(|loc| format!("{}:{}:{}", loc.filename, loc.line + 1, loc.column));
        wrong(&format!("{} ({})", error.kind, place.unwrap_or_else(|| entry.display().to_string())))
    })?;
    sheet.minify(MinifyOptions { targets, ..MinifyOptions::default() }).map_err(|error| wrong(&error))?;
    let printed = sheet
        .to_css(PrinterOptions { minify: true, targets, ..PrinterOptions::default() })
        .map_err(|error| wrong(&error))?;
    Ok(printed.code)
}

#[cfg(test)]
mod tests {
    use std::{fs, path::PathBuf};

    use super::bundle;

    /// A folder of style sheets of its own for each test.
    fn folder(name: &str, sheets: &[(&str, &str)]) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("telework-stylesheet-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in sheets {
            fs::write(folder.join(name), text).unwrap();
        }
        folder
    }

    #[test]
    fn imports_layers_nesting_and_container_queries_reach_the_browser() {
        let folder = folder(
            "bundle",
            &[
                (
                    "main.css",
                    "@layer tokens, base;\n@import url('tokens.css') layer(tokens);\n@import 'base.css' layer(base);",
                ),
                ("tokens.css", ":root { --accent: #0017c1; }"),
                (
                    "base.css",
                    "nav { & a:has(> svg) { color: var(--accent); } }\n@container (width > 30rem) { p { margin-inline: 0; } }",
                ),
            ],
        );
        let css = bundle(&folder.join("main.css")).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        for part in
            ["@layer tokens{", "@layer base{", "--accent:#0017c1", "nav a:has(>svg)", "@container", "margin-inline:0"]
        {
            assert!(css.contains(part), "{part} is not in {css}");
        }
        assert!(!css.contains("@import"), "{css}");
    }

    #[test]
    fn a_mistake_is_told_with_its_file_and_line() {
        let folder = folder("mistake", &[("main.css", "@import 'gone.css';")]);
        let gone = bundle(&folder.join("main.css")).unwrap_err().to_string();
        fs::write(folder.join("main.css"), "a { color: red }\n\nb { color: }}").unwrap();
        let broken = bundle(&folder.join("main.css")).unwrap_err().to_string();
        fs::remove_dir_all(&folder).unwrap();
        assert!(gone.contains("main.css:1:"), "{gone}");
        assert!(broken.contains("main.css:3:"), "{broken}");
    }
}
