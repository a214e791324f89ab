//! Where somebody goes who has signed in: a page of the desk, and nowhere else.

use app::address::{localized, split_language};
use domain::language::Language;

/// The page that `wanted` names, if it is one of the desk that can be opened; never another site, never the sign-in.
pub(super) fn safe_next(wanted: &str) -> Option<&str> {
    let is_plain = wanted.bytes().all(|sign| sign.is_ascii_graphic() && !matches!(sign, b'\\' | b'#' | b'@' | b':'));
    let path = wanted.split('?').next().unwrap_or_default();
    let (_, plain) = split_language(path);
    let rest = plain.strip_prefix("/staff")?;
    let is_of_the_desk = rest.is_empty() || rest.starts_with('/');
    let leads_out = path.contains("//") || path.contains("..") || path.contains('%');
    let is_entrance =
        ["/sign-in", "/sign-out", "/invitation", "/reset", "/door"].iter().any(|door| rest.starts_with(door));
    (is_plain && is_of_the_desk && !leads_out && !is_entrance).then_some(wanted)
}

/// That page, or the first one.
pub(super) fn after_sign_in(language: Language, wanted: &str) -> String {
    safe_next(wanted).map_or_else(|| localized(language, "/staff"), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_desk_are_gone_on_to() {
        for page in ["/staff", "/en/staff", "/staff/accounts/3", "/en/staff/schedule?month=2026-12&kind=seminar"] {
            assert_eq!(safe_next(page), Some(page));
        }
        for elsewhere in [
            "",
            "/",
            "/events",
            "/staffing",
            "//evil.example/staff",
            "/\\evil.example",
            "https://evil.example/staff",
            "javascript:alert(1)",
            "/staff//evil.example",
            "/staff/../events",
            "/staff/%2e%2e/events",
            "/staff\r\nSet-Cookie: a=b",
            "/staff/sign-in?next=/staff",
            "/staff/sign-out",
            "/staff/reset/abc",
            "/staff/door/abc",
            "/en//evil.example/staff",
            " /staff",
        ] {
            assert_eq!(safe_next(elsewhere), None, "{elsewhere}");
        }
    }
}
