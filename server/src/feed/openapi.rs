//! The description of what programs can ask for (`OpenAPI` 3.1), for people who write such programs and
//! for tools that try whether it is true.
//!
//! Words of addresses come from the types that read them. Tests hold the answers of the service
//! against the schemas here.

use app::text::Text;
use domain::event::{Audience, EventKind, Format, Topic};
use domain::feed::Area;
use domain::language::Language;
use domain::place::Prefecture;
use serde_json::{Map, Value, json};

use super::event_page::{LAST_PAGE, MOST_PER_PAGE, USUAL_PER_PAGE};
use super::{LICENCE, LICENCE_NAME, Making};

/// What an event's code looks like: no signs that are taken for others, every third a digit.
const CODE: &str = "^[A-HJ-NPR-Y2-9]{2}[2-9]-[A-HJ-NPR-Y2-9]{2}[2-9][A-HJ-NPR-Y2-9]$";

/// The description in `language`.
///
/// # Errors
/// Only when memory cannot be written; a defect.
pub fn write(language: Language, public_url: &str) -> Result<Making, serde_json::Error> {
    Ok(Making::timeless(serde_json::to_vec(&description(language, public_url))?, None))
}

fn description(language: Language, public_url: &str) -> Value {
    let text = Text(language).feed();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": text.api_title(),
            "version": "1.0.0",
            "description": text.api_description(),
            "license": { "name": LICENCE_NAME, "url": LICENCE },
        },
        "servers": [{ "url": public_url }],
        "paths": paths(language),
        "components": { "schemas": schemas(language) },
    })
}

fn paths(language: Language) -> Value {
    let text = Text(language).feed();
    let mut paths = Map::new();
    for (prefix, name) in [("", "Japanese"), ("/en", "English")] {
        let scope = json!([
            parameter("area", "path", &text.api_area(), &json!({ "type": "string", "enum": words_of_areas() })),
            parameter("topic", "path", &text.api_topic(), &json!({ "type": "string", "enum": words_of_topics() })),
        ]);
        for (ending, media_type, said) in
            [("ics", "text/calendar", text.api_calendar()), ("atom", "application/atom+xml", text.api_atom())]
        {
            let responses =
                responses(language, &[(media_type, json!({ "type": "string" }))], Missing::ProblemOrPage, false);
            let id = format!("feed{}{name}", if ending == "ics" { "Calendar" } else { "Atom" });
            paths.insert(
                format!("{prefix}/feeds/{{area}}/{{topic}}.{ending}"),
                json!({ "get": { "operationId": id, "description": said, "parameters": scope, "responses": responses } }),
            );
        }
        let code = json!([parameter("code", "path", &text.api_code(), &json!({ "type": "string", "pattern": CODE }))]);
        let calendar = [("text/calendar", json!({ "type": "string" }))];
        paths.insert(
            format!("{prefix}/events/{{code}}.ics"),
            json!({ "get": {
                "operationId": format!("eventCalendar{name}"),
                "description": text.api_event_calendar(),
                "parameters": code,
                "responses": responses(language, &calendar, Missing::Page, false),
            } }),
        );
    }
    let table = [("text/csv", json!({ "type": "string" }))];
    paths.insert(
        "/open-data/events.csv".to_owned(),
        json!({ "get": {
            "operationId": "eventTable",
            "description": text.api_table(),
            "responses": responses(language, &table, Missing::Never, false),
        } }),
    );
    let page = [("application/json", reference("EventPage"))];
    paths.insert(
        "/open-data/events.json".to_owned(),
        json!({ "get": {
            "operationId": "eventPage",
            "description": text.api_events(),
            "parameters": [
                parameter("page", "query", &text.api_page(), &whole_number(1, Some(LAST_PAGE), Some(1))),
                parameter(
                    "per_page",
                    "query",
                    &text.api_per_page(),
                    &whole_number(1, Some(MOST_PER_PAGE), Some(USUAL_PER_PAGE)),
                ),
                parameter(
                    "updated_since",
                    "query",
                    &text.api_updated_since(),
                    &json!({ "type": "string", "format": "date-time" }),
                ),
            ],
            "responses": responses(language, &page, Missing::Problem, true),
        } }),
    );
    paths.into()
}

/// What is answered where nothing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Missing {
    Never,
    Problem,
    Page,
    ProblemOrPage,
}

fn responses(language: Language, content: &[(&str, Value)], missing: Missing, takes_query: bool) -> Value {
    let text = Text(language).feed();
    let content: Map<String, Value> =
        content.iter().map(|(kind, schema)| ((*kind).to_owned(), json!({ "schema": schema }))).collect();
    let problem = || ("application/problem+json", json!({ "schema": reference("Problem") }));
    let page = || ("text/html", json!({ "schema": { "type": "string" } }));
    let contents = |forms: Vec<(&str, Value)>| -> Value {
        forms.into_iter().map(|(kind, form)| (kind.to_owned(), form)).collect::<Map<_, _>>().into()
    };
    let mut responses = Map::new();
    let mut add = |status: &str, said: &str, content: Option<Value>, headers: Option<Value>| {
        let mut response = json!({ "description": said });
        if let Some(content) = content {
            response["content"] = content;
        }
        if let Some(headers) = headers {
            response["headers"] = headers;
        }
        responses.insert(status.to_owned(), response);
    };
    add("200", &text.api_ok(), Some(content.into()), Some(validators()));
    add("304", &text.api_not_modified(), None, Some(validators()));
    if takes_query {
        add("400", &text.api_bad_request(), Some(contents(vec![problem()])), None);
    }
    let forms = match missing {
        Missing::Never => None,
        Missing::Problem => Some(vec![problem()]),
        Missing::Page => Some(vec![page()]),
        Missing::ProblemOrPage => Some(vec![problem(), page()]),
    };
    if let Some(forms) = forms {
        add("404", &text.api_not_found(), Some(contents(forms)), None);
    }
    let allow = json!({ "Allow": { "required": true, "schema": { "type": "string" } } });
    add("405", &text.api_method(), Some(contents(vec![problem(), page()])), Some(allow));
    add("503", &text.api_unavailable(), Some(contents(vec![problem(), page()])), None);
    responses.into()
}

fn validators() -> Value {
    let text = || json!({ "schema": { "type": "string" } });
    json!({
        "ETag": { "required": true, "schema": { "type": "string", "pattern": "^(W/)?\"[0-9a-f]{32}(-gz)?\"$" } },
        "Last-Modified": text(),
        "Cache-Control": text(),
        "Link": text(),
    })
}

fn parameter(name: &str, place: &str, said: &str, schema: &Value) -> Value {
    json!({ "name": name, "in": place, "required": place == "path", "description": said, "schema": schema })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn whole_number(least: u32, most: Option<u32>, usual: Option<u32>) -> Value {
    let mut schema = json!({ "type": "integer", "minimum": least });
    if let Some(most) = most {
        schema["maximum"] = most.into();
    }
    if let Some(usual) = usual {
        schema["default"] = usual.into();
    }
    schema
}

/// The words that name an area in an address.
fn words_of_areas() -> Vec<&'static str> {
    Area::all().map(Area::slug).collect()
}

/// The words that name a topic in an address.
fn words_of_topics() -> Vec<&'static str> {
    std::iter::once("all").chain(Topic::ALL.into_iter().map(Topic::slug)).collect()
}

/// An object that has all these properties and no others.
fn object(properties: &[(&str, Value)]) -> Value {
    let names: Vec<&str> = properties.iter().map(|(name, _)| *name).collect();
    let properties: Map<String, Value> =
        properties.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    json!({ "type": "object", "properties": properties, "required": names, "additionalProperties": false })
}

fn or_null(schema: &Value) -> Value {
    json!({ "anyOf": [schema, { "type": "null" }] })
}

fn said(mut schema: Value, what: &str) -> Value {
    schema["description"] = what.into();
    schema
}

fn schemas(language: Language) -> Value {
    let words = Text(language).feed();
    let text = || json!({ "type": "string" });
    let address = || json!({ "type": "string", "format": "uri" });
    let instant = || json!({ "type": "string", "format": "date-time" });
    let day = || json!({ "type": "string", "format": "date" });
    let clock = || json!({ "type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$" });
    let one_of = |words: &[&str]| json!({ "type": "string", "enum": words });
    let list = |items: Value| json!({ "type": "array", "items": items });
    let both = || reference("Bilingual");
    let prefectures: Vec<&str> = Prefecture::ALL.into_iter().map(Prefecture::code_text).collect();
    let kinds: Vec<&str> = EventKind::ALL.into_iter().map(EventKind::slug).collect();
    let topics: Vec<&str> = Topic::ALL.into_iter().map(Topic::slug).collect();
    let audiences = [Audience::Companies, Audience::LocalGovernments, Audience::Both].map(Audience::slug);
    let formats = [Format::Venue, Format::Online, Format::Hybrid].map(Format::slug);
    json!({
        "Bilingual": {
            "type": "object",
            "description": words.api_bilingual(),
            "properties": { "ja": text(), "en": text() },
            "required": ["ja"],
            "additionalProperties": false,
        },
        "Problem": {
            "type": "object",
            "properties": {
                "type": text(),
                "title": text(),
                "status": { "type": "integer", "minimum": 400, "maximum": 599 },
                "detail": text(),
                "parameter": text(),
            },
            "required": ["type", "title", "status", "detail"],
        },
        "EventPage": object(&[
            ("licence", object(&[("name", text()), ("url", address())])),
            ("updated_at", said(or_null(&instant()), &words.api_updated_at())),
            ("total", whole_number(0, None, None)),
            ("page", whole_number(1, None, None)),
            ("per_page", whole_number(1, Some(MOST_PER_PAGE), None)),
            ("next", said(or_null(&address()), &words.api_next())),
            ("events", list(reference("Event"))),
        ]),
        "Event": object(&[
            ("code", json!({ "type": "string", "pattern": CODE })),
            ("url", both()),
            ("calendar", address()),
            ("revision", said(whole_number(0, None, None), &words.api_revision())),
            ("updated_at", instant()),
            ("state", one_of(&["published", "cancelled"])),
            ("cancellation", or_null(&object(&[("at", instant()), ("reason", both())]))),
            (
                "rescheduled",
                list(object(&[("at", instant()), ("starts_on", day()), ("start_time", or_null(&clock()))])),
            ),
            ("kind", one_of(&kinds)),
            ("title", both()),
            ("title_kana", or_null(&text())),
            ("subtitle", or_null(&both())),
            ("summary", or_null(&both())),
            ("description", or_null(&both())),
            ("topics", list(one_of(&topics))),
            ("audience", one_of(&audiences)),
            ("audience_note", or_null(&both())),
            ("format", one_of(&formats)),
            ("starts_on", day()),
            ("ends_on", day()),
            ("start_time", or_null(&clock())),
            ("end_time", or_null(&clock())),
            ("doors_open", or_null(&clock())),
            ("time_note", or_null(&both())),
            ("prefecture", or_null(&object(&[("code", one_of(&prefectures)), ("name", both())]))),
            ("government_code", or_null(&json!({ "type": "string", "pattern": "^[0-9]{6}$" }))),
            ("venue", or_null(&reference("Venue"))),
            ("joining", or_null(&both())),
            ("capacity", said(or_null(&whole_number(0, None, None)), &words.api_capacity())),
            ("seats_per_registration", whole_number(1, None, None)),
            ("registration_opens_at", or_null(&instant())),
            ("registration_closes_at", instant()),
            ("fee", said(or_null(&whole_number(0, None, None)), &words.api_fee())),
            ("fee_note", or_null(&text())),
            ("sessions", list(reference("Session"))),
            ("speakers", list(object(&[("name", both()), ("role", both()), ("profile", or_null(&both()))]))),
            ("organiser", or_null(&both())),
            ("co_hosts", or_null(&both())),
            ("other_organisations", or_null(&text())),
            ("organiser_page", or_null(&text())),
            ("image", or_null(&text())),
            ("foreign_languages", or_null(&text())),
            ("how_to_apply", or_null(&both())),
            ("contact", object(&["name", "phone", "extension", "email"].map(|name| (name, or_null(&text()))))),
            ("remarks", or_null(&both())),
        ]),
        "Venue": object(&[
            ("name", both()),
            ("postal_code", or_null(&text())),
            ("city", or_null(&both())),
            ("town", or_null(&text())),
            ("block", or_null(&text())),
            ("building", or_null(&text())),
            ("latitude", or_null(&text())),
            ("longitude", or_null(&text())),
            ("access", or_null(&both())),
            ("accessibility", or_null(&both())),
            ("parking", or_null(&text())),
            ("bicycle_parking", or_null(&text())),
        ]),
        "Session": object(&[
            ("kind", one_of(&["seminar", "consultation", "break"])),
            ("starts", clock()),
            ("ends", clock()),
            ("title", both()),
            ("summary", or_null(&both())),
            ("organisations", or_null(&whole_number(0, None, None))),
        ]),
    })
}
