//! The marks in a rendered page.
//!
//! The renderer writes an empty comment wherever a client may have to find the end of a list or the border between two
//! texts. Only islands are ever taken up by a client; everywhere else the marks are weight, and in a `<title>` they
//! would even be read as text.

const MARK: &str = "<!>";
const ISLAND: &str = "<leptos-island";
const ISLAND_END: &str = "</leptos-island>";
/// What the server wrote for an island to show, which no client takes up either.
const CHILDREN: &str = "<leptos-children";
const CHILDREN_END: &str = "</leptos-children>";

/// `html` with no marks but those that an island needs.
pub fn without_idle_marks(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    // Islands and their children hold each other by turns; the innermost says who reads the marks.
    let mut around: Vec<bool> = Vec::new();
    let mut rest = html;
    while let Some(place) = rest.find('<') {
        kept.push_str(&rest[..place]);
        rest = &rest[place..];
        let is_read = around.last().copied().unwrap_or_default();
        if rest.starts_with(MARK) {
            if is_read {
                kept.push_str(MARK);
            }
            rest = &rest[MARK.len()..];
            continue;
        }
        if rest.starts_with(ISLAND) {
            around.push(true);
        } else if rest.starts_with(CHILDREN) {
            around.push(false);
        } else if rest.starts_with(ISLAND_END) || rest.starts_with(CHILDREN_END) {
            around.pop();
        }
        kept.push('<');
        rest = &rest[1..];
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::without_idle_marks;

    #[test]
    fn a_page_without_islands_has_no_marks() {
        assert_eq!(without_idle_marks("<p>a<!>b<!></p> &lt;!&gt; 1 < 2<!>"), "<p>ab</p> &lt;!&gt; 1 < 2");
    }

    #[test]
    fn an_island_keeps_its_own_and_what_it_holds_keeps_none() {
        let page = "<p>a<!></p><leptos-island data-props=\"{}\"><b>c<!></b><leptos-children><i>d<!></i>\
                    <leptos-island><u>e<!></u></leptos-island>f<!></leptos-children>g<!></leptos-island>h<!>";
        let kept = "<p>a</p><leptos-island data-props=\"{}\"><b>c<!></b><leptos-children><i>d</i>\
                    <leptos-island><u>e<!></u></leptos-island>f</leptos-children>g<!></leptos-island>h";
        assert_eq!(without_idle_marks(page), kept);
    }
}
