//! `/robots.txt`: what search engines leave alone, and where they find the rest.

use std::fmt::Write as _;

/// The file. What stands behind secret links is nobody's business; the pages that lead there are.
pub fn write(public_url: &str) -> String {
    let mut file = String::from("User-agent: *\n");
    for prefix in ["", "/en"] {
        for (rule, path) in
            [("Disallow", "/my/"), ("Allow", "/my/find"), ("Disallow", "/inquiries/"), ("Allow", "/inquiries/new")]
        {
            // Writing to a string fails never.
            let _ = writeln!(file, "{rule}: {prefix}{path}");
        }
    }
    file.push_str("Disallow: /do/\n");
    let _ = writeln!(file, "\nSitemap: {public_url}/sitemap.xml");
    file
}
