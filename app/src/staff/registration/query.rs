//! What the address of a roll asks for.

use domain::language::Language;
use domain::reference::EventCode;
use domain::registration::RegistrationState;
use domain::registration::roll::{RegistrationFilter, RollColumn, RollSort};

use super::roll_address;

/// The query of a roll, read tolerantly: what is unknown asks for nothing. Words that are looked for are never in it:
/// they may name a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RollQuery {
    /// What is asked for; its words stay empty.
    pub filter: RegistrationFilter,
    /// The columns beside the name, in the order of the page.
    pub columns: Vec<RollColumn>,
    /// Which page, 1 for the first.
    pub page: u32,
}

impl Default for RollQuery {
    fn default() -> Self {
        Self { filter: RegistrationFilter::default(), columns: RollColumn::USUAL.to_vec(), page: 1 }
    }
}

impl RollQuery {
    /// Reads `query`, the part of the address after the question mark.
    pub fn parse(query: &str) -> Self {
        let mut read = Self::default();
        let mut columns = Vec::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let filter = &mut read.filter;
            match &*name {
                "state" => filter.states.extend(RegistrationState::from_slug(&value)),
                "question" => filter.has_question = value == "yes",
                "needs" => filter.has_access_needs = value == "yes",
                "mail" => filter.without_mail = value == "none",
                "sort" => filter.sort = RollSort::from_slug(&value).unwrap_or_default(),
                "order" => filter.descending = value == "descending",
                "column" => columns.extend(RollColumn::from_slug(&value)),
                "page" => read.page = value.parse().unwrap_or(1).max(1),
                _ => {}
            }
        }
        if !columns.is_empty() {
            read.columns = RollColumn::ALL.into_iter().filter(|column| columns.contains(column)).collect();
        }
        read
    }

    /// The same with another filter, on its first page.
    pub fn with(&self, filter: RegistrationFilter) -> Self {
        Self { filter, columns: self.columns.clone(), page: 1 }
    }

    /// The same on another page.
    pub fn on_page(&self, page: u32) -> Self {
        Self { page, ..self.clone() }
    }

    /// What the address carries, by name.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let filter = &self.filter;
        let mut pairs: Vec<_> = filter.states.iter().map(|state| ("state", state.slug().to_owned())).collect();
        let flags = [
            (filter.has_question, "question", "yes"),
            (filter.has_access_needs, "needs", "yes"),
            (filter.without_mail, "mail", "none"),
            (filter.descending, "order", "descending"),
        ];
        pairs.extend(flags.iter().filter(|(is_set, ..)| *is_set).map(|(_, name, value)| (*name, (*value).to_owned())));
        if filter.sort != RollSort::default() {
            pairs.push(("sort", filter.sort.slug().to_owned()));
        }
        if self.columns != RollColumn::USUAL {
            pairs.extend(self.columns.iter().map(|column| ("column", column.slug().to_owned())));
        }
        if self.page > 1 {
            pairs.push(("page", self.page.to_string()));
        }
        pairs
    }

    /// The address of the roll of an event that asks for this.
    pub fn address(&self, language: Language, code: &EventCode) -> String {
        let address = roll_address(language, code);
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.pairs() {
            query.append_pair(name, &value);
        }
        let query = query.finish();
        if query.is_empty() { address } else { format!("{address}?{query}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_address_asks_for_is_read_back_the_same() {
        let filter = RegistrationFilter {
            states: vec![RegistrationState::Waiting, RegistrationState::Offered],
            has_access_needs: true,
            sort: RollSort::State,
            descending: true,
            ..RegistrationFilter::default()
        };
        let columns = vec![RollColumn::Reference, RollColumn::Phone];
        let query = RollQuery { filter, columns, page: 3 };
        let code = EventCode::parse("KT4-XW2M").expect("a code");
        let address = query.address(Language::Japanese, &code);
        let (_, asked) = address.split_once('?').expect("a query");
        assert_eq!(RollQuery::parse(asked), query);
        assert_eq!(RollQuery::default().address(Language::English, &code), "/en/staff/events/KT4-XW2M/registrations");
    }

    #[test]
    fn what_nobody_knows_asks_for_nothing() {
        assert_eq!(RollQuery::parse("state=seatd&sort=&column=x&page=0&q=%E5%B1%B1%E7%94%B0"), RollQuery::default());
    }
}
