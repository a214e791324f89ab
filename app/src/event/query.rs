//! What the address of the list asks for, and the address that asks for it.

use domain::event::{Audience, EventKind, Format, Topic};
use domain::place::{Prefecture, Region};
use domain::schedule::Filter;
use jiff::civil::Date;

/// List or month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ListView {
    /// `view=list`
    #[default]
    List,
    /// `view=month`
    Month,
}

/// The query of `/events`, read tolerantly: what is unknown asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventListQuery {
    /// What is looked for.
    pub filter: Filter,
    /// How it is shown.
    pub view: ListView,
    /// The month that is shown, as its first day.
    pub month: Option<Date>,
    /// The page of the list, 1 for the first.
    pub page: u32,
    /// Dates that cannot be read, as they were typed.
    pub unreadable_dates: Vec<String>,
    /// Whether the two days were the wrong way round.
    pub swapped_days: bool,
}

impl EventListQuery {
    /// Reads `query`, the part of the address after the question mark.
    pub fn parse(query: &str) -> Self {
        let mut read = Self { page: 1, ..Self::default() };
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            let filter = &mut read.filter;
            match &*name {
                "region" => filter.region = Region::from_slug(value),
                "prefecture" => filter.prefecture = value.parse().ok().and_then(Prefecture::from_code),
                "kind" => add(&mut filter.kinds, EventKind::from_slug(value)),
                "topic" => add(&mut filter.topics, Topic::from_slug(value)),
                "audience" => {
                    filter.audience = Audience::from_slug(value).filter(|audience| *audience != Audience::Both);
                }
                "format" => add(&mut filter.formats, Format::from_slug(value)),
                "from" => filter.from = read_date(value, &mut read.unreadable_dates),
                "to" => filter.to = read_date(value, &mut read.unreadable_dates),
                // Longer than any title: nobody searches for it, and folding it costs time.
                "q" => filter.words = value.chars().filter(|sign| !sign.is_control()).take(100).collect(),
                "view" if value == "month" => read.view = ListView::Month,
                "month" => read.month = format!("{value}-01").parse().ok(),
                "page" => read.page = value.parse().unwrap_or(1).max(1),
                _ => {}
            }
        }
        if let (Some(from), Some(to)) = (read.filter.from, read.filter.to)
            && to < from
        {
            (read.filter.from, read.filter.to) = (Some(to), Some(from));
            read.swapped_days = true;
        }
        read
    }

    /// The address that asks for this, without language: `/events?…`.
    pub fn address(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let filter = &self.filter;
        if !filter.words.is_empty() {
            query.append_pair("q", &filter.words);
        }
        if let Some(region) = filter.region {
            query.append_pair("region", region.slug());
        }
        if let Some(prefecture) = filter.prefecture {
            query.append_pair("prefecture", prefecture.code_text());
        }
        for kind in &filter.kinds {
            query.append_pair("kind", kind.slug());
        }
        if let Some(audience) = filter.audience {
            query.append_pair("audience", audience.slug());
        }
        for topic in &filter.topics {
            query.append_pair("topic", topic.slug());
        }
        for format in &filter.formats {
            query.append_pair("format", format.slug());
        }
        for (name, day) in [("from", filter.from), ("to", filter.to)] {
            if let Some(day) = day {
                query.append_pair(name, &day.to_string());
            }
        }
        if self.view == ListView::Month {
            query.append_pair("view", "month");
            if let Some(month) = self.month {
                query.append_pair("month", &format!("{:04}-{:02}", month.year(), month.month()));
            }
        }
        if self.page > 1 {
            query.append_pair("page", &self.page.to_string());
        }
        let query = query.finish();
        if query.is_empty() { "/events".to_owned() } else { format!("/events?{query}") }
    }

    /// The address by which search engines should know this list, without language; `pages` is how many pages it has.
    ///
    /// A list for one place, kind, topic, audience or way to attend is something that people search for, and there are
    /// few of them: each is known by its own address, and so is each page of it, since a later page shows other events.
    /// Whatever is narrowed further (several wishes, words, days) is one of a number of lists without end that show the
    /// same events again: it is known by the list of its place, or by the list of all. So is the month, another view of
    /// the same events. What the list does not know (a campaign's name, an empty field, a page beyond the last) is left
    /// out.
    pub fn canonical(&self, pages: usize) -> String {
        let Filter { region, prefecture, kinds, topics, audience, formats, from, to, words } = &self.filter;
        let choices = [region.is_some(), prefecture.is_some(), audience.is_some()].into_iter().filter(|chosen| *chosen);
        let choices = choices.count() + kinds.len() + topics.len() + formats.len();
        let is_known =
            self.view == ListView::List && choices <= 1 && from.is_none() && to.is_none() && words.is_empty();
        let known = if is_known {
            let is_there = usize::try_from(self.page).is_ok_and(|page| page <= pages);
            Self { filter: self.filter.clone(), page: if is_there { self.page } else { 1 }, ..Self::default() }
        } else {
            let region = region.filter(|_| prefecture.is_none());
            Self { filter: Filter { region, prefecture: *prefecture, ..Filter::default() }, page: 1, ..Self::default() }
        };
        known.address()
    }

    /// The same wishes with another filter, from the first page on.
    #[must_use]
    pub fn with_filter(&self, filter: Filter) -> Self {
        Self { filter, page: 1, unreadable_dates: Vec::new(), swapped_days: false, ..self.clone() }
    }
}

fn add<T: PartialEq>(wishes: &mut Vec<T>, wish: Option<T>) {
    if let Some(wish) = wish
        && !wishes.contains(&wish)
    {
        wishes.push(wish);
    }
}

/// A day as it was typed, in any width; what cannot be read is kept to be told.
pub(crate) fn read_date(typed: &str, unreadable: &mut Vec<String>) -> Option<Date> {
    let plain = domain::input::tolerant(typed).replace(['/', '.'], "-");
    let read = plain.parse().ok();
    if read.is_none() {
        unreadable.push(typed.chars().take(40).collect());
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_was_written_is_read_back() {
        let asked = "q=VPN&region=kanto&prefecture=13&kind=seminar&kind=combined&audience=companies&topic=ict\
                     &format=online&from=2026-12-01&to=2026-12-31&view=month&month=2026-12";
        let query = EventListQuery::parse(asked);
        assert_eq!(query.address(), format!("/events?{asked}"));
        assert_eq!(EventListQuery::parse(query.address().trim_start_matches("/events?")), query);
    }

    #[test]
    fn search_engines_know_a_list_by_what_people_search_for() {
        for (asked, known) in [
            ("", "/events"),
            ("utm_source=mail&region=&q=", "/events"),
            ("page=2", "/events?page=2"),
            ("page=9", "/events"),
            ("prefecture=13&page=2&x=y", "/events?prefecture=13&page=2"),
            ("region=kanto", "/events?region=kanto"),
            ("kind=seminar", "/events?kind=seminar"),
            ("kind=seminar&kind=combined", "/events"),
            ("prefecture=13&kind=seminar&page=2", "/events?prefecture=13"),
            ("region=kanto&prefecture=13", "/events?prefecture=13"),
            ("region=kanto&q=VPN", "/events?region=kanto"),
            ("from=2026-12-01&to=2026-12-31", "/events"),
            ("view=month&month=2026-12", "/events"),
            ("view=month&prefecture=13", "/events?prefecture=13"),
        ] {
            assert_eq!(EventListQuery::parse(asked).canonical(3), known, "{asked}");
        }
    }

    #[test]
    fn what_is_unknown_asks_for_nothing() {
        let query = EventListQuery::parse("region=atlantis&prefecture=99&kind=%00&page=-3&month=2026-13&%ff=%ff");
        assert!(query.filter.is_empty());
        assert_eq!((query.page, query.month), (1, None));
    }

    #[test]
    fn dates_are_read_in_any_width_and_told_when_they_are_none() {
        let query = EventListQuery::parse("from=２０２６／１２／０１&to=2026-02-30");
        assert_eq!(query.filter.from, Some(jiff::civil::date(2026, 12, 1)));
        assert_eq!(query.unreadable_dates, ["2026-02-30"]);
    }

    #[test]
    fn days_the_wrong_way_round_are_swapped() {
        let query = EventListQuery::parse("from=2026-12-31&to=2026-12-01");
        assert!(query.swapped_days);
        assert!(query.filter.from < query.filter.to);
    }
}
