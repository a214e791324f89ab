//! The list of all public pages for search engines (sitemaps.org), each in both languages with the
//! other one beside it.

use app::address::localized;
use domain::language::Language;
use domain::schedule::Schedule;
use domain::time::Timestamp;

use super::xml::Xml;
use super::{Making, instant};

/// The most addresses that one file may hold.
pub const MOST_ADDRESSES: usize = 50_000;
const SITEMAPS: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const XHTML: &str = "http://www.w3.org/1999/xhtml";
/// About the size of an entry.
const ENTRY: usize = 500;

/// The files that the list takes: one, or a list of files where the addresses do not fit into one.
#[derive(Debug)]
pub struct Sitemap<'a> {
    public_url: &'a str,
    pages: Vec<(String, Option<Timestamp>)>,
    addresses_a_file: usize,
}

impl<'a> Sitemap<'a> {
    /// The list of `pages` (addresses without language) and of all events in `schedule`. A file
    /// holds at most `addresses_a_file` addresses; each page has one in each language.
    pub fn new<'page>(
        pages: impl IntoIterator<Item = &'page str>,
        schedule: &Schedule,
        public_url: &'a str,
        addresses_a_file: usize,
    ) -> Self {
        let events = schedule.events().iter().map(|listed| {
            let event = &listed.event;
            (app::address::event(Language::Japanese, &event.code), Some(event.changed_at))
        });
        let pages = pages.into_iter().map(|page| (page.to_owned(), None)).chain(events).collect();
        Self { public_url, pages, addresses_a_file: addresses_a_file.max(Language::ALL.len()) }
    }

    /// How many files hold addresses; one at least.
    pub fn files(&self) -> usize {
        self.pages.len().div_ceil(self.pages_a_file()).max(1)
    }

    fn pages_a_file(&self) -> usize {
        self.addresses_a_file / Language::ALL.len()
    }

    /// `/sitemap.xml`: the addresses, or where there are more than one file holds, the list of files.
    pub fn front(&self) -> Making {
        if self.files() == 1 {
            return self.file(1);
        }
        let mut xml = Xml::new(ENTRY);
        xml.open("sitemapindex", &[("xmlns", SITEMAPS)]);
        for number in 1..=self.files() {
            xml.open("sitemap", &[]);
            xml.text("loc", &[], &format!("{}/sitemaps/{number}.xml", self.public_url));
            if let Some(changed_at) = newest(self.part(number)) {
                xml.text("lastmod", &[], &instant(changed_at));
            }
            xml.close("sitemap");
        }
        xml.close("sitemapindex");
        Making::timeless(xml.finish(), newest(&self.pages))
    }

    /// The file of this number, 1 for the first.
    pub fn file(&self, number: usize) -> Making {
        let pages = self.part(number);
        let mut xml = Xml::new(ENTRY * Language::ALL.len() * pages.len());
        xml.open("urlset", &[("xmlns", SITEMAPS), ("xmlns:xhtml", XHTML)]);
        for (page, changed_at) in pages {
            let address = |language| format!("{}{}", self.public_url, localized(language, page));
            for language in Language::ALL {
                xml.open("url", &[]);
                xml.text("loc", &[], &address(language));
                if let Some(changed_at) = changed_at {
                    xml.text("lastmod", &[], &instant(*changed_at));
                }
                let others = Language::ALL.map(|other| (other.code(), other));
                for (code, other) in others.into_iter().chain([("x-default", Language::Japanese)]) {
                    let href = address(other);
                    xml.empty("xhtml:link", &[("rel", "alternate"), ("hreflang", code), ("href", &href)]);
                }
                xml.close("url");
            }
        }
        xml.close("urlset");
        Making::timeless(xml.finish(), newest(&self.pages))
    }

    fn part(&self, number: usize) -> &[(String, Option<Timestamp>)] {
        self.pages.chunks(self.pages_a_file()).nth(number.saturating_sub(1)).unwrap_or_default()
    }
}

fn newest(pages: &[(String, Option<Timestamp>)]) -> Option<Timestamp> {
    pages.iter().filter_map(|(_, changed_at)| *changed_at).max()
}
