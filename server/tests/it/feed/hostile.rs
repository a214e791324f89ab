//! Texts that have broken files before, in every document at once.

use std::collections::BTreeSet;

use domain::event::{Bilingual, EventDraft, EventState, Format, SourceRow};
use domain::open_data::HEADER;
use domain::reference::EventCode;
use serde_json::Value;

use super::{child, entries, full, lines};
use crate::sample;
use crate::site::{Settings, Site};

/// Texts that have broken files before, the same in every run.
fn hostile_texts(count: usize) -> Vec<String> {
    const PIECES: [&str; 28] = [
        "a",
        " ",
        ",",
        ";",
        ":",
        "\\",
        "\"",
        "'",
        "\r",
        "\n",
        "\r\n",
        "\t",
        "\0",
        "\u{7}",
        "\u{b}",
        "\u{1b}",
        "\u{7f}",
        "\u{85}",
        "\u{2028}",
        "\u{fffe}",
        "é",
        "藍",
        "𠮟",
        "👩‍👩‍👧‍👦",
        "]]>",
        "</title><script>",
        "&amp;&",
        "=1+1\r\nBEGIN:VEVENT",
    ];
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut draw = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % 1_009).expect("it is small")
    };
    (0..count).map(|_| (0..=draw() % 60).map(|_| PIECES[draw() % PIECES.len()]).collect()).collect()
}

/// What is left of a text in a document that holds no control characters but line breaks.
fn without_controls(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|&sign| sign == '\n' || sign == '\t' || !(sign.is_control() || sign == '\u{fffe}')).collect()
}

#[tokio::test]
async fn whatever_stands_in_an_event_every_document_is_whole() {
    let texts = hostile_texts(80);
    let events: Vec<_> = texts
        .iter()
        .enumerate()
        .map(|(number, text)| {
            let mut bytes = [0; 16];
            bytes[..8].copy_from_slice(&(number as u64 + 1).to_le_bytes());
            let both = Bilingual::both(text.clone(), text.clone());
            let mut draft = EventDraft { code: EventCode::from_random(bytes), ..full() };
            draft.title = both.clone();
            draft.place.joining = Some(both.clone());
            draft.place.format = if number % 2 == 0 { Format::Online } else { Format::Hybrid };
            if let Some(venue) = &mut draft.place.venue {
                venue.name = both.clone();
                venue.access = Some(both.clone());
                venue.town = Some(text.clone());
                venue.latitude = Some(text.clone());
            }
            draft.particulars.summary = Some(both.clone());
            draft.particulars.organiser = Some(both.clone());
            draft.particulars.url = Some(text.clone());
            draft.particulars.contact.email = Some(text.clone());
            draft.particulars.remarks = Some(both.clone());
            if number % 3 == 0 {
                draft.state = EventState::Cancelled { reason: both, at: sample::now() };
            }
            if number % 5 == 0 {
                let cells = vec![text.clone(); 50];
                draft.particulars.source = Some(SourceRow { identity: format!("row-{number}"), cells });
            }
            draft
        })
        .collect();
    let site = Site::set(Settings::default(), &events).await;

    for path in ["/feeds/all/all.ics", "/en/feeds/all/all.ics"] {
        let calendar = site.get(path).await.text();
        assert_eq!(entries(&calendar).len(), texts.len());
        let names = lines(&calendar).iter().filter(|line| line.starts_with("UID:")).count();
        assert_eq!(names, texts.len(), "nothing begins a line of its own");
    }

    let atom = site.get("/feeds/all/all.atom").await.text();
    let document = roxmltree::Document::parse(&atom).expect("well-formed");
    let titles: BTreeSet<_> = document
        .descendants()
        .filter(|node| node.has_tag_name("entry"))
        .map(|entry| child(entry, "title").trim_start_matches("【中止】").to_owned())
        .collect();
    assert_eq!(titles, texts.iter().map(|text| without_controls(text)).collect());

    let table = site.get("/open-data/events.csv").await.bytes;
    let table = table.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new().from_reader(table);
    assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), HEADER);
    let rows: Vec<_> = reader.records().map(|row| row.expect("fifty cells")).collect();
    assert_eq!(rows.len(), texts.len());
    assert!(rows.iter().all(|row| row.len() == 50));

    let json: Value = serde_json::from_slice(&site.get("/open-data/events.json").await.bytes).unwrap();
    let titles: Vec<_> = json["events"].as_array().unwrap().iter().map(|event| &event["title"]["ja"]).collect();
    assert_eq!(titles, texts.iter().map(String::as_str).collect::<Vec<_>>());

    roxmltree::Document::parse(&site.get("/sitemap.xml").await.text()).expect("well-formed");
}
