//! XML, written from the outside in: what is text stays text.

/// An XML document that is being written.
pub(super) struct Xml {
    written: String,
}

impl Xml {
    /// An empty document of about `size` bytes.
    pub(super) fn new(size: usize) -> Self {
        let mut written = String::with_capacity(size);
        written.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        Self { written }
    }

    /// Opens an element; names are our own and need no escaping.
    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes, ">\n");
    }

    /// An element with nothing in it.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes, "/>\n");
    }

    /// An element with a text in it.
    pub(super) fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.tag(name, attributes, ">");
        escape(text, &mut self.written);
        self.close(name);
    }

    /// Closes the element.
    pub(super) fn close(&mut self, name: &str) {
        self.written.push_str("</");
        self.written.push_str(name);
        self.written.push_str(">\n");
    }

    /// The whole document.
    pub(super) fn finish(self) -> String {
        self.written
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)], end: &str) {
        self.written.push('<');
        self.written.push_str(name);
        for (name, value) in attributes {
            self.written.push(' ');
            self.written.push_str(name);
            self.written.push_str("=\"");
            escape(value, &mut self.written);
            self.written.push('"');
        }
        self.written.push_str(end);
    }
}

/// Writes `text` so that it reads back as it was, but for signs that no XML document may hold
/// (XML 1.0, 2.2) and other control characters, which are left out.
fn escape(text: &str, written: &mut String) {
    let has_meaning = |sign: char| {
        matches!(sign, '&' | '<' | '>' | '"' | '\u{fffe}' | '\u{ffff}')
            || (sign.is_control() && !matches!(sign, '\n' | '\t'))
    };
    let mut rest = text;
    while let Some(at) = rest.find(has_meaning) {
        let (plain, from_here) = rest.split_at(at);
        written.push_str(plain);
        let mut signs = from_here.chars();
        match signs.next() {
            Some('&') => written.push_str("&amp;"),
            Some('<') => written.push_str("&lt;"),
            Some('>') => written.push_str("&gt;"),
            Some('"') => written.push_str("&quot;"),
            Some('\r') if !signs.as_str().starts_with('\n') => written.push('\n'),
            _ => {}
        }
        rest = signs.as_str();
    }
    written.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_leave_its_element_nor_its_attribute() {
        let mut xml = Xml::new(0);
        xml.open("a", &[]);
        xml.text("b", &[("c", "\"/><x>&\r\n\u{0}\u{b}\u{ffff}")], "</b>]]>&amp;\u{1b}\u{85}<!-- 藍👩");
        xml.empty("d", &[("e", "'")]);
        xml.close("a");
        let written = xml.finish();
        let read = roxmltree::Document::parse(&written).unwrap();
        let b = read.descendants().find(|node| node.has_tag_name("b")).unwrap();
        assert_eq!(b.text(), Some("</b>]]>&amp;<!-- 藍👩"));
        assert_eq!(b.attribute("c"), Some("\"/><x>& "), "a line break in an attribute is read as a space");
        assert_eq!(read.root_element().children().filter(roxmltree::Node::is_element).count(), 2);
    }
}
