//! What the address of the page asks for, and the address that asks for it.

use domain::event::Topic;
use domain::place::{Prefecture, Region};
use domain::support_organisation::Filter;

/// The query of `/organizations`, read tolerantly: what is unknown asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SupportOrganisationQuery {
    /// What is looked for.
    pub filter: Filter,
    /// The page of the list, 1 for the first.
    pub page: u32,
}

impl SupportOrganisationQuery {
    /// Reads `query`, the part of the address after the question mark. A prefecture says more than a region: with it,
    /// the region is not asked for.
    pub fn parse(query: &str) -> Self {
        let mut read = Self { page: 1, ..Self::default() };
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let value = value.trim();
            match &*name {
                "region" => read.filter.region = Region::from_slug(value),
                "prefecture" => read.filter.prefecture = value.parse().ok().and_then(Prefecture::from_code),
                "topic" => read.filter.topics.extend(Topic::from_slug(value)),
                "page" => read.page = value.parse().unwrap_or(1).max(1),
                _ => {}
            }
        }
        if read.filter.prefecture.is_some() {
            read.filter.region = None;
        }
        read.filter.topics.sort_unstable();
        read.filter.topics.dedup();
        read
    }

    /// The address that asks for this, without language: `/organizations?…`.
    pub fn address(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if let Some(region) = self.filter.region {
            query.append_pair("region", region.slug());
        }
        if let Some(prefecture) = self.filter.prefecture {
            query.append_pair("prefecture", prefecture.code_text());
        }
        for topic in &self.filter.topics {
            query.append_pair("topic", topic.slug());
        }
        if self.page > 1 {
            query.append_pair("page", &self.page.to_string());
        }
        let query = query.finish();
        if query.is_empty() { "/organizations".to_owned() } else { format!("/organizations?{query}") }
    }

    /// Other wishes, from the first page on.
    #[must_use]
    pub fn of(filter: Filter) -> Self {
        Self { filter, page: 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_was_written_is_read_back() {
        for asked in ["prefecture=13&topic=ict&topic=security&page=2", "region=kanto&topic=other", ""] {
            let query = SupportOrganisationQuery::parse(asked);
            let address = query.address();
            assert_eq!(address.trim_start_matches("/organizations").trim_start_matches('?'), asked);
        }
    }

    #[test]
    fn what_is_unknown_asks_for_nothing() {
        let query = SupportOrganisationQuery::parse("region=atlantis&prefecture=99&topic=%00&page=-3&q=%ff&%ff=%ff");
        assert_eq!(query, SupportOrganisationQuery::parse(""));
    }

    #[test]
    fn a_prefecture_says_more_than_a_region() {
        let query = SupportOrganisationQuery::parse("region=kanto&prefecture=27");
        assert_eq!((query.filter.region, query.filter.prefecture), (None, Some(Prefecture::Osaka)));
    }
}
