//! Slips of the finger in mail domains, found without asking anybody.

/// Where people in Japan have their mail. A domain in this list is never doubted.
const FAMILIAR: [&str; 31] = [
    "gmail.com",
    "yahoo.co.jp",
    "docomo.ne.jp",
    "ezweb.ne.jp",
    "au.com",
    "softbank.ne.jp",
    "i.softbank.jp",
    "ymobile.ne.jp",
    "icloud.com",
    "me.com",
    "mac.com",
    "outlook.com",
    "outlook.jp",
    "hotmail.com",
    "hotmail.co.jp",
    "live.jp",
    "live.com",
    "msn.com",
    "yahoo.com",
    "ymail.ne.jp",
    "googlemail.com",
    "nifty.com",
    "biglobe.ne.jp",
    "ocn.ne.jp",
    "plala.or.jp",
    "so-net.ne.jp",
    "infoweb.ne.jp",
    "dion.ne.jp",
    "uqmobile.jp",
    "rakuten.jp",
    "proton.me",
];

/// Real domains that lie one letter from a familiar one.
const NEIGHBOURS: [&str; 6] = ["mail.com", "ymail.com", "email.com", "hotmail.co.uk", "yahoo.co.id", "outlook.kr"];

/// The right provider with an ending that it does not have.
const WRONG_ENDING: [(&str, &str); 8] = [
    ("gmail.jp", "gmail.com"),
    ("gmail.co.jp", "gmail.com"),
    ("gmail.ne.jp", "gmail.com"),
    ("icloud.co.jp", "icloud.com"),
    ("yahoo.ne.jp", "yahoo.co.jp"),
    ("docomo.co.jp", "docomo.ne.jp"),
    ("ezweb.co.jp", "ezweb.ne.jp"),
    ("outlook.co.jp", "outlook.jp"),
];

/// Endings that are a slip at any provider.
const SLIPPED_ENDING: [(&str, &str); 12] = [
    (".con", ".com"),
    (".cmo", ".com"),
    (".comm", ".com"),
    (".vom", ".com"),
    (".co.jo", ".co.jp"),
    (".ne.jo", ".ne.jp"),
    (".or.jo", ".or.jp"),
    (".go.jo", ".go.jp"),
    (".lg.jo", ".lg.jp"),
    (".ac.jo", ".ac.jp"),
    (".cp.jp", ".co.jp"),
    (".jpn", ".jp"),
];

/// Shorter domains than this are one slip away from too many real ones.
const SHORTEST_COMPARED: usize = 8;

/// The domain that was probably meant, when it is not the one given.
pub(super) fn meant_domain(domain: &str) -> Option<String> {
    if FAMILIAR.contains(&domain) || NEIGHBOURS.contains(&domain) {
        return None;
    }
    if let Some((_, meant)) = WRONG_ENDING.iter().find(|(typed, _)| *typed == domain) {
        return Some((*meant).to_string());
    }
    let mended = SLIPPED_ENDING
        .iter()
        .find_map(|(typed, meant)| domain.strip_suffix(typed).map(|provider| format!("{provider}{meant}")));
    let seen = mended.as_deref().unwrap_or(domain);
    FAMILIAR
        .iter()
        .find(|familiar| familiar.len() >= SHORTEST_COMPARED && is_one_slip(seen, familiar))
        .map(|familiar| (*familiar).to_string())
        .or(mended)
}

/// Whether one letter too many, too few, another, or two in the wrong order make the one of the other.
fn is_one_slip(typed: &str, meant: &str) -> bool {
    let (typed, meant): (Vec<char>, Vec<char>) = (typed.chars().collect(), meant.chars().collect());
    let same_start = typed.iter().zip(&meant).take_while(|(a, b)| a == b).count();
    let (typed, meant) = (&typed[same_start..], &meant[same_start..]);
    match (typed, meant) {
        ([], [_]) | ([_], []) => true,
        ([_, rest @ ..], whole) if rest == whole => true,
        (whole, [_, rest @ ..]) if rest == whole => true,
        ([_, typed_rest @ ..], [_, meant_rest @ ..]) if typed_rest == meant_rest => true,
        ([a, b, typed_rest @ ..], [c, d, meant_rest @ ..]) => a == d && b == c && typed_rest == meant_rest,
        _ => false,
    }
}
