//! The same letter as plain text and as HTML.
//!
//! Each text of a letter is written once, escaped where it stands, and never read again: nothing
//! that somebody typed can become a placeholder, a tag or a line of its own.

use std::fmt::Write as _;

use domain::language::Language;

use super::letter::{Block, Letter, one_line};

/// Colours and faces that mail programs keep: they read no style sheet.
const BODY: &str = "margin:0;padding:24px 16px;background:#ffffff;color:#333333;\
    font-family:'Hiragino Sans','Hiragino Kaku Gothic ProN','Yu Gothic UI',Meiryo,sans-serif;font-size:16px;line-height:1.7";
const BUTTON: &str = "display:inline-block;padding:12px 24px;border-radius:8px;background:#0017c1;color:#ffffff;\
    font-weight:700;text-decoration:none";

/// The letter for those who read mail as text.
pub(super) fn plain_text(letter: &Letter) -> String {
    let between = match letter.language {
        Language::Japanese => "：",
        Language::English => ": ",
    };
    let mut text = String::new();
    for block in &letter.blocks {
        let _ = match block {
            Block::Paragraph(paragraph) => writeln!(text, "{}\n", lines(paragraph).join("\n")),
            Block::Heading(heading) => writeln!(text, "■ {}", one_line(heading)),
            Block::Facts(facts) => {
                for (label, content) in facts {
                    let _ = writeln!(text, "{label}{between}{}", one_line(content));
                }
                writeln!(text)
            }
            Block::Action { name, address } | Block::Link { name, address } => {
                writeln!(text, "{name}{}\n{address}\n", between.trim_end())
            }
        };
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// The letter for all others.
pub(super) fn html(letter: &Letter) -> String {
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n</head>\n\
         <body style=\"{BODY}\">\n<div style=\"max-width:36rem;margin:0 auto\">\n\
         <h1 style=\"margin:0 0 16px;font-size:24px;line-height:1.4\">{}</h1>\n",
        letter.language.code(),
        escaped(&letter.subject),
        escaped(&letter.heading),
    );
    for block in &letter.blocks {
        let _ = match block {
            Block::Paragraph(paragraph) => {
                let lines: Vec<String> = lines(paragraph).iter().map(|line| escaped(line)).collect();
                writeln!(html, "<p style=\"margin:0 0 16px\">{}</p>", lines.join("<br>\n"))
            }
            Block::Heading(heading) => {
                writeln!(html, "<h2 style=\"margin:32px 0 8px;font-size:18px\">{}</h2>", escaped(&one_line(heading)))
            }
            Block::Facts(facts) => {
                html.push_str("<dl style=\"margin:0 0 16px;padding:16px;border-radius:8px;background:#f2f2f2\">\n");
                for (label, content) in facts {
                    let _ = writeln!(
                        html,
                        "<dt style=\"font-size:14px;color:#4d4d4d\">{}</dt>\
                         <dd style=\"margin:0 0 8px;font-weight:700\">{}</dd>",
                        escaped(label),
                        escaped(&one_line(content)),
                    );
                }
                writeln!(html, "</dl>")
            }
            Block::Action { name, address } => writeln!(
                html,
                "<p style=\"margin:0 0 16px\"><a href=\"{}\" style=\"{BUTTON}\">{}</a></p>",
                escaped(address),
                escaped(name),
            ),
            Block::Link { name, address } => writeln!(
                html,
                "<p style=\"margin:0 0 16px\"><a href=\"{}\" style=\"color:#00118f\">{}</a></p>",
                escaped(address),
                escaped(name),
            ),
        };
    }
    html.push_str("</div>\n</body>\n</html>\n");
    html
}

/// The lines of a text, each without control characters.
fn lines(text: &str) -> Vec<String> {
    let lines = text.split(['\n', '\u{2028}', '\u{2029}', '\u{85}']).map(one_line);
    lines.collect::<Vec<_>>()
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for sign in text.chars() {
        match sign {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            control if control.is_control() => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(blocks: Vec<Block>) -> Letter {
        Letter { language: Language::English, subject: "<s> & co".to_owned(), heading: "\"h\"".to_owned(), blocks }
    }

    #[test]
    fn what_was_typed_stays_text_in_html() {
        let html = html(&letter(vec![
            Block::Paragraph("{link} </p><script>alert('1')</script>\r\n&amp;".to_owned()),
            Block::Facts(vec![("Event".to_owned(), "<b>\nx".to_owned())]),
        ]));
        assert!(html.contains("{link} &lt;/p&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;<br>\n&amp;amp;</p>"));
        assert!(html.contains(">&lt;b&gt; x</dd>"));
        assert!(html.contains("<title>&lt;s&gt; &amp; co</title>"));
        assert!(!html.contains("<script"));
    }

    #[test]
    fn text_and_html_say_the_same_in_the_same_order() {
        let both = letter(vec![
            Block::Heading("One".to_owned()),
            Block::Action { name: "Two".to_owned(), address: "https://three.example/".to_owned() },
            Block::Facts(vec![("Four".to_owned(), "Five".to_owned())]),
        ]);
        for written in [plain_text(&both), html(&both)] {
            let places: Vec<_> =
                ["One", "Four", "Five"].iter().map(|word| written.find(word).expect("all are there")).collect();
            assert!(places.is_sorted(), "{written}");
            assert!(written.contains("https://three.example/"));
        }
    }

    #[test]
    fn a_fact_is_one_line_of_the_text() {
        let text =
            plain_text(&letter(vec![Block::Facts(vec![("Event".to_owned(), "a\r\nPlace: b\u{2028}c".to_owned())])]));
        assert_eq!(text, "Event: a Place: b c\n");
    }
}
