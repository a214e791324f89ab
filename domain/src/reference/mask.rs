//! Secrets taken out of a text that is shown.

/// So many signs of a link's alphabet in a row are taken for a secret. A token has 43; a name, a number or a word has
/// never so many.
const LONG: usize = 32;

/// `text` with every secret in it replaced: whoever reads a mail that was sent to somebody else must not hold the link
/// that it carries.
pub fn without_secrets(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut run = String::new();
    for sign in text.chars() {
        if sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_') {
            run.push(sign);
        } else {
            put(&mut shown, &mut run);
            shown.push(sign);
        }
    }
    put(&mut shown, &mut run);
    shown
}

fn put(shown: &mut String, run: &mut String) {
    let is_ruler = run.bytes().all(|sign| matches!(sign, b'-' | b'_'));
    if run.len() >= LONG && !is_ruler {
        shown.push_str("••••••");
    } else {
        shown.push_str(run);
    }
    run.clear();
}
