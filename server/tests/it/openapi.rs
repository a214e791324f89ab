//! The description of the open data against the open data itself: every answer is one that it tells of.

use std::collections::BTreeSet;

use axum::body::Body;
use domain::event::{Bilingual, EventDraft, EventState};
use domain::reference::EventCode;
use jiff::civil::Date;
use serde_json::Value;

use crate::sample;
use crate::site::{Settings, Site, code, request};
use crate::visit::Answer;

async fn description(site: &Site) -> Value {
    let answer = site.get("/openapi.json").await;
    answer.assert_status(200);
    assert_eq!(answer.header("content-type").as_deref(), Some("application/json"));
    serde_json::from_str(&answer.text()).expect("JSON")
}

/// Where `value` is not what `schema` says; nothing where it is. Knows the words that the
/// description uses, and refuses those it does not know.
fn faults(whole: &Value, schema: &Value, value: &Value, place: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let Some(words) = schema.as_object() else { return vec![format!("{place}: no schema")] };
    let fault = |what: &str| vec![format!("{place}: {what}: {value}")];
    for (word, said) in words {
        faults.extend(match word.as_str() {
            "$ref" => {
                let path = said.as_str().expect("as it is written").trim_start_matches('#');
                faults_of_reference(whole, path, value, place)
            }
            "anyOf" => {
                let fits = said
                    .as_array()
                    .expect("as it is written")
                    .iter()
                    .any(|one| self::faults(whole, one, value, place).is_empty());
                if fits { vec![] } else { fault("none of them") }
            }
            "type" => {
                let fits = match said.as_str().expect("as it is written") {
                    "string" => value.is_string(),
                    "integer" => value.is_i64() || value.is_u64(),
                    "array" => value.is_array(),
                    "object" => value.is_object(),
                    "null" => value.is_null(),
                    other => panic!("the type {other}"),
                };
                if fits { vec![] } else { fault("another type") }
            }
            "enum" => {
                if said.as_array().expect("as it is written").contains(value) {
                    vec![]
                } else {
                    fault("another word")
                }
            }
            "minimum" => {
                if value.as_i64() >= said.as_i64() {
                    vec![]
                } else {
                    fault("too small")
                }
            }
            "maximum" => {
                if value.as_i64() <= said.as_i64() {
                    vec![]
                } else {
                    fault("too large")
                }
            }
            "format" => {
                if has_format(said.as_str().expect("as it is written"), value) {
                    vec![]
                } else {
                    fault("another format")
                }
            }
            "pattern" => {
                if has_pattern(said.as_str().expect("as it is written"), value) {
                    vec![]
                } else {
                    fault("another pattern")
                }
            }
            "required" => {
                let missing = said
                    .as_array()
                    .expect("as it is written")
                    .iter()
                    .filter(|name| value.get(name.as_str().expect("as it is written")).is_none());
                missing.map(|name| format!("{place}: {name} is missing")).collect()
            }
            "properties" => said
                .as_object()
                .expect("as it is written")
                .iter()
                .filter_map(|(name, schema)| Some((name, schema, value.get(name)?)))
                .flat_map(|(name, schema, value)| self::faults(whole, schema, value, &format!("{place}.{name}")))
                .collect(),
            "additionalProperties" => {
                let known = words["properties"].as_object().expect("as it is written");
                let others = value.as_object().into_iter().flatten().filter(|(name, _)| !known.contains_key(*name));
                others.map(|(name, _)| format!("{place}: nobody told of {name}")).collect()
            }
            "items" => value
                .as_array()
                .into_iter()
                .flatten()
                .enumerate()
                .flat_map(|(at, item)| self::faults(whole, said, item, &format!("{place}[{at}]")))
                .collect(),
            "description" | "default" => vec![],
            other => panic!("the word {other}"),
        });
    }
    faults
}

fn faults_of_reference(whole: &Value, path: &str, value: &Value, place: &str) -> Vec<String> {
    let schema = whole.pointer(path).unwrap_or_else(|| panic!("{path} leads nowhere"));
    faults(whole, schema, value, place)
}

fn has_format(format: &str, value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    match format {
        "date" => text.parse::<Date>().is_ok(),
        "date-time" => text.parse::<jiff::Timestamp>().is_ok() && text.ends_with('Z'),
        "uri" => text.starts_with("https://"),
        other => panic!("the format {other}"),
    }
}

fn has_pattern(pattern: &str, value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    if pattern.starts_with("^[A-HJ-NPR-Y2-9]") {
        return EventCode::parse(text).is_ok_and(|code| code.as_str() == text);
    }
    let digits =
        |from: usize, to: usize| text.get(from..to).is_some_and(|part| part.bytes().all(|one| one.is_ascii_digit()));
    match pattern {
        "^([01][0-9]|2[0-3]):[0-5][0-9]$" => text.len() == 5 && digits(0, 2) && digits(3, 5) && text < "24",
        "^[0-9]{6}$" => text.len() == 6 && digits(0, 6),
        other => panic!("the pattern {other}"),
    }
}

/// Holds `answer` against what is told of `path`.
#[track_caller]
fn assert_told(whole: &Value, path: &str, answer: &Answer) {
    let told = &whole["paths"][path]["get"]["responses"];
    assert!(told.is_object(), "nobody tells of {path}");
    let response = &told[answer.status.to_string()];
    assert!(response.is_object(), "{}: nobody tells of {} at {path}", answer.path, answer.status);
    for (name, header) in response["headers"].as_object().into_iter().flatten() {
        let is_there = answer.header(name).is_some();
        assert!(is_there || header["required"] != true, "{}: no {name}", answer.path);
    }
    let Some(kind) = answer.header("content-type") else {
        assert!(response.get("content").is_none(), "{}: content without a type", answer.path);
        return;
    };
    let kind = kind.split(';').next().unwrap_or_default().to_owned();
    let content = &response["content"][&kind];
    assert!(content.is_object(), "{}: nobody tells of {kind} with {} at {path}", answer.path, answer.status);
    if kind.ends_with("json") {
        let body: Value = serde_json::from_str(&answer.text()).expect("JSON");
        assert_eq!(faults(whole, &content["schema"], &body, "body"), Vec::<String>::new(), "{}", answer.path);
    }
}

fn events() -> Vec<EventDraft> {
    let called_off = EventDraft {
        code: EventCode::from_random([3; 16]),
        state: EventState::Cancelled { reason: Bilingual::japanese("台風"), at: sample::now() },
        ..sample::draft()
    };
    let mut bare = EventDraft { code: EventCode::from_random([4; 16]), ..sample::draft() };
    bare.place.venue = None;
    bare.place.joining = None;
    bare.place.prefecture = None;
    bare.capacity = None;
    bare.topics = vec![];
    bare.when.start_time = None;
    bare.when.end_time = None;
    bare.particulars = domain::event::Particulars::default();
    vec![sample::draft(), called_off, bare]
}

#[tokio::test]
async fn every_answer_is_one_that_the_description_tells_of() {
    let site = Site::set(Settings::default(), &events()).await;
    let whole = description(&site).await;
    let json = "/open-data/events.json";
    let mut asked = vec![
        (json, json.to_owned()),
        (json, format!("{json}?page=2&per_page=1")),
        (json, format!("{json}?page=1000000")),
        (json, format!("{json}?page=0")),
        (json, format!("{json}?per_page=1000&updated_since=2026-11-01T00:00:00Z")),
        (json, format!("{json}?other=1")),
        ("/open-data/events.csv", "/open-data/events.csv".to_owned()),
    ];
    let own = format!("/events/{}.ics", code());
    for (prefix, calendar, atom, event) in [
        ("", "/feeds/{area}/{topic}.ics", "/feeds/{area}/{topic}.atom", "/events/{code}.ics"),
        ("/en", "/en/feeds/{area}/{topic}.ics", "/en/feeds/{area}/{topic}.atom", "/en/events/{code}.ics"),
    ] {
        asked.push((calendar, format!("{prefix}/feeds/all/all.ics")));
        asked.push((calendar, format!("{prefix}/feeds/13/ict.ics")));
        asked.push((calendar, format!("{prefix}/feeds/nowhere/ict.ics")));
        asked.push((atom, format!("{prefix}/feeds/kinki/other.atom")));
        asked.push((atom, format!("{prefix}/feeds/kinki/%00.atom")));
        asked.push((event, format!("{prefix}{own}")));
        asked.push((event, format!("{prefix}/events/AB2-CD3E.ics")));
    }
    let mut paths = BTreeSet::new();
    for (path, address) in asked {
        paths.insert(path.to_owned());
        for accept in ["*/*", "text/html", "application/json"] {
            let mut get = request("GET", &address, Body::empty());
            get.headers_mut().insert("accept", accept.parse().expect("as it is written"));
            let answer = site.answers(get).await;
            assert_told(&whole, path, &answer);
            if let Some(tag) = answer.header("etag") {
                let mut again = request("GET", &address, Body::empty());
                again.headers_mut().insert("if-none-match", tag.parse().expect("as it is written"));
                let again = site.answers(again).await;
                assert_eq!(again.status, 304);
                assert_told(&whole, path, &again);
            }
        }
        for method in ["POST", "OPTIONS", "DELETE"] {
            assert_told(&whole, path, &site.answers(request(method, &address, Body::empty())).await);
        }
    }
    let described: BTreeSet<String> = whole["paths"].as_object().expect("as it is written").keys().cloned().collect();
    assert_eq!(paths, described, "every path that is described was asked");
}

#[tokio::test]
async fn the_words_of_the_description_are_the_words_that_are_taken() {
    let site = Site::set(Settings::default(), &events()).await;
    let whole = description(&site).await;
    let parameters =
        whole["paths"]["/feeds/{area}/{topic}.ics"]["get"]["parameters"].as_array().expect("as it is written");
    let words = |at: usize| {
        parameters[at]["schema"]["enum"]
            .as_array()
            .expect("as it is written")
            .iter()
            .map(|word| word.as_str().expect("as it is written"))
    };
    assert_eq!((words(0).count(), words(1).count()), (59, 5));
    for area in words(0) {
        for topic in words(1) {
            site.get(&format!("/feeds/{area}/{topic}.ics")).await.assert_status(200);
        }
    }
}

#[tokio::test]
async fn the_description_speaks_both_languages_and_stands_at_both_addresses() {
    let site = Site::set(Settings::default(), &events()).await;
    let (japanese, english) = (site.get("/openapi.json").await, site.get("/en/openapi.json").await);
    assert_eq!(site.get("/open-data/openapi.json").await.bytes, japanese.bytes);
    let read = |answer: &Answer| serde_json::from_str::<Value>(&answer.text()).expect("as it is written");
    let (japanese, english) = (read(&japanese), read(&english));
    assert_eq!(japanese["openapi"], "3.1.0");
    assert_ne!(japanese["info"]["title"], english["info"]["title"]);
    assert_eq!(japanese["info"]["license"], english["info"]["license"]);
    let paths =
        |whole: &Value| whole["paths"].as_object().expect("as it is written").keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(&japanese), paths(&english));
    assert_eq!(japanese["servers"][0]["url"], "https://telework.example.jp");
}

#[tokio::test]
async fn a_program_that_others_wrote_takes_the_description_for_one() {
    use std::io::Write as _;
    use std::process::{Command, Stdio};

    let site = Site::set(Settings::default(), &events()).await;
    for path in ["/openapi.json", "/en/openapi.json"] {
        let text = site.get(path).await.bytes;
        let check = "import sys, json, openapi_spec_validator as v; v.validate(json.load(sys.stdin))";
        let installed =
            Command::new("python3").args(["-c", "import openapi_spec_validator"]).stderr(Stdio::null()).status();
        if !installed.is_ok_and(|status| status.success()) {
            println!("skipped: needs python3 with openapi-spec-validator");
            return;
        }
        let mut reader =
            Command::new("python3").args(["-c", check]).stdin(Stdio::piped()).spawn().expect("as it is written");
        reader.stdin.take().expect("as it is written").write_all(&text).expect("as it is written");
        assert!(reader.wait().expect("as it is written").success(), "{path}");
    }
}
