//! The one safe multi-line field.
//!
//! The framework writes the children of a `textarea` without escaping them, so that what a visitor typed could end the
//! field and begin a script. This file escapes by itself; a test sees to it that no other file writes the element.

use leptos::prelude::*;

use super::form::{FieldFrame, described_by, input_class};

/// A field for several lines.
#[component]
pub fn TextArea(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    #[prop(optional_no_strip, into)] error: Option<String>,
    #[prop(optional_no_strip, into)] hint: Option<String>,
    #[prop(default = true)] required: bool,
    /// Lines that show at once.
    #[prop(default = 4)]
    rows: u16,
) -> impl IntoView {
    let described_by = described_by(name, error.is_some(), hint.is_some());
    let has_error = error.is_some();
    view! {
        <FieldFrame name label error hint required>
            <textarea
                class=input_class("")
                id=name
                name=name
                rows=rows.to_string()
                aria-describedby=described_by
                aria-invalid=has_error.then_some("true")
                inner_html=content(&value)
            ></textarea>
        </FieldFrame>
    }
    .into_any()
}

/// What a browser reads back as exactly `value`: it drops one line break after the opening tag, so one goes before.
fn content(value: &str) -> String {
    let mut content = String::with_capacity(value.len() + 1);
    content.push('\n');
    for character in value.chars() {
        match character {
            '&' => content.push_str("&amp;"),
            '<' => content.push_str("&lt;"),
            '>' => content.push_str("&gt;"),
            other => content.push(other),
        }
    }
    content
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(value: &str) -> String {
        let value = value.to_owned();
        let owner = Owner::new();
        owner.with(|| view! { <TextArea name="question" label="質問" value/> }.to_html())
    }

    #[test]
    fn what_was_typed_cannot_end_the_field() {
        let html = rendered("</textarea><script>alert(1)</script>&lt;");
        assert!(html.contains("\n&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;lt;</textarea>"), "{html}");
        assert!(!html.contains("<script"), "{html}");
    }

    #[test]
    fn a_line_break_at_the_beginning_is_kept() {
        assert!(rendered("\n二行目").contains(">\n\n二行目</textarea>"));
    }

    #[test]
    fn no_other_file_writes_the_element() {
        fn files(folder: &std::path::Path, found: &mut Vec<std::path::PathBuf>) {
            for entry in std::fs::read_dir(folder).expect("a folder of sources").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    files(&path, found);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    found.push(path);
                }
            }
        }
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut sources = Vec::new();
        files(&root, &mut sources);
        let writers: Vec<_> = sources
            .into_iter()
            .filter(|path| !path.ends_with("component/textarea.rs"))
            .filter(|path| std::fs::read_to_string(path).is_ok_and(|source| source.contains("<textarea")))
            .collect();
        assert!(writers.is_empty(), "use crate::component::TextArea instead: {writers:?}");
    }
}
