//! What the address of the page asks for, and the address that asks for it.

use domain::event::Topic;

use crate::text::faq::{Question, by_id};

/// The query of `/faq`, read tolerantly: what is unknown asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FaqQuery {
    /// The words that are looked for, as they were typed.
    pub words: String,
    /// The topic that is shown; none: all.
    pub topic: Option<Topic>,
    /// The question that a link opens.
    pub open: Option<&'static Question>,
    /// What was said of the open question's answer just now: whether it helped.
    pub helped: Option<bool>,
}

impl FaqQuery {
    /// Reads `query`, the part of the address after the question mark.
    pub fn parse(query: &str) -> Self {
        let mut read = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let value = value.trim();
            match &*name {
                // Longer than any question: nobody searches for it, and folding it costs time.
                "q" => read.words = value.chars().filter(|sign| !sign.is_control()).take(100).collect(),
                "topic" => read.topic = Topic::from_slug(value),
                "open" => read.open = by_id(value),
                "helped" => read.helped = helped(value),
                _ => {}
            }
        }
        read
    }

    /// The address that asks for this, without language: `/faq?…`. One that opens a question leads
    /// to its place on the page.
    pub fn address(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if !self.words.is_empty() {
            query.append_pair("q", &self.words);
        }
        if let Some(topic) = self.topic {
            query.append_pair("topic", topic.slug());
        }
        if let Some(question) = self.open {
            query.append_pair("open", question.id);
            if let Some(helped) = self.helped {
                query.append_pair("helped", if helped { "yes" } else { "no" });
            }
        }
        let place = self.open.map(|question| format!("#{}", question.id)).unwrap_or_default();
        let query = query.finish();
        if query.is_empty() { "/faq".to_owned() } else { format!("/faq?{query}{place}") }
    }

    /// The address to which a press of "Did this help?" at `question` is sent. It carries what was
    /// looked for, so that the answer comes back to the same page.
    pub fn helped_address(&self, question: &Question) -> String {
        let wishes = Self { open: None, helped: None, ..self.clone() }.address();
        let query = wishes.strip_prefix("/faq").unwrap_or_default();
        format!("/faq/{}/helped{query}", question.id)
    }
}

/// What the value of the button says, in forms and addresses: whether an answer helped.
pub fn helped(value: &str) -> Option<bool> {
    match value {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_was_written_is_read_back() {
        let asked = "q=VPN&topic=security&open=vpn-update&helped=no";
        let query = FaqQuery::parse(asked);
        assert_eq!(query.address(), format!("/faq?{asked}#vpn-update"));
        assert_eq!(query.open.and_then(|question| by_id(question.id)), by_id("vpn-update"));
        let question = by_id("mfa").unwrap();
        assert_eq!(query.helped_address(question), "/faq/mfa/helped?q=VPN&topic=security");
        assert_eq!(FaqQuery::default().helped_address(question), "/faq/mfa/helped");
    }

    #[test]
    fn what_is_unknown_asks_for_nothing() {
        let query = FaqQuery::parse("q=%00%20&topic=weather&open=../secret&helped=maybe&%ff=%ff");
        assert_eq!(query, FaqQuery::default());
        assert_eq!(query.address(), "/faq");
        assert_eq!(FaqQuery::parse("helped=yes").address(), "/faq", "thanks belong to a question");
    }
}
