//! The components as a page shows them: what they say, that nothing typed becomes markup, and that what refers to
//! something finds it. `cargo test -p app --features ssr`.
#![cfg(feature = "ssr")]

use std::collections::BTreeSet;

use app::address::CurrentAddress;
use app::component::{
    AnswerRow, Answers, ChangeLink, Choice, ChoiceCards, ContactDetails, DateBlockView, ErrorSummary, EventList,
    EventRowView, Page, Pagination, SeatsView, SelectField, TextField, TileMap, TileView,
};
use app::faq::topic::FaqOfTopic;
use app::gallery::page::GalleryPage;
use app::home::page::{HomePage, HomeView};
use app::services::PageClock;
use app::text::Text;
use domain::language::Language;
use domain::place::Prefecture;
use domain::time::Timestamp;
use leptos::prelude::*;

/// Renders as a page of `language` would, on the morning of 2 December 2026.
fn render<V: IntoView + 'static>(language: Language, view: impl FnOnce() -> V) -> String {
    let owner = Owner::new();
    owner.with(|| {
        provide_context(Text(language));
        provide_context(CurrentAddress(match language {
            Language::Japanese => "/events?prefecture=13".to_owned(),
            Language::English => "/en/events?prefecture=13".to_owned(),
        }));
        provide_context(PageClock(Timestamp::from_tokyo(jiff::civil::date(2026, 12, 2).at(9, 0, 0, 0))));
        app::marks::without_idle_marks(&view().into_view().to_html())
    })
}

fn gallery(language: Language) -> String {
    render(language, || view! { <GalleryPage/> })
}

fn home(language: Language, view: HomeView) -> String {
    render(language, || view! { <HomePage view/> })
}

fn home_view(next: Vec<EventRowView>, prefecture: Option<Prefecture>) -> HomeView {
    let total = next.len();
    HomeView { prefecture, next, next_total: total, tiles: tiles(), total, notices: Vec::new(), feed_href: None }
}

fn tiles() -> Vec<TileView> {
    Prefecture::ALL
        .into_iter()
        .map(|prefecture| TileView {
            code: prefecture.code_text(),
            name: prefecture.short_name(Language::English).to_owned(),
            count: usize::from(prefecture.code()) % 8,
            href: format!("/en/events?prefecture={}", prefecture.code_text()),
            chosen: false,
        })
        .collect()
}

fn row(title: &str) -> EventRowView {
    EventRowView {
        href: "/events/KT4-XW2M".to_owned(),
        date: DateBlockView {
            iso: "2026-12-08".to_owned(),
            month: "Dec".to_owned(),
            day: "8".to_owned(),
            weekday: "Tuesday".to_owned(),
            weekday_class: "",
        },
        chips: vec!["Seminar".to_owned()],
        title: title.to_owned(),
        title_lang: None,
        meta: vec!["14:00–17:30".to_owned()],
        seats: SeatsView { class: "seats-open", text: "38 seats left".to_owned(), note: None },
        deadline: None,
    }
}

/// The values of all attributes `name`, in order.
fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    html.split(start.as_str()).skip(1).filter_map(|rest| rest.split_once('"')).map(|(value, _)| value).collect()
}

fn ids(html: &str) -> BTreeSet<&str> {
    attributes(html, "id").into_iter().collect()
}

#[test]
fn no_id_stands_twice() {
    for html in
        Language::ALL.into_iter().map(gallery).chain(Language::ALL.map(|one| home(one, home_view(vec![], None))))
    {
        assert_eq!(attributes(&html, "id").len(), ids(&html).len(), "{:?}", attributes(&html, "id"));
    }
}

#[test]
fn what_refers_to_an_id_finds_it() {
    let html = gallery(Language::Japanese);
    let ids = ids(&html);
    for name in ["aria-labelledby", "aria-describedby", "for"] {
        for id in attributes(&html, name).into_iter().flat_map(str::split_whitespace) {
            assert!(ids.contains(id), "{name} speaks of {id}, which is not there");
        }
    }
    let summary = html.split_once("error-summary").map(|(_, rest)| rest).expect("an error summary");
    let summary = summary.split_once("</ul>").map(|(list, _)| list).expect("its list");
    for target in attributes(summary, "href") {
        assert!(
            ids.contains(target.trim_start_matches('#')),
            "the error summary leads to {target}, which is not there"
        );
    }
}

#[test]
fn a_page_has_one_heading_of_the_first_level() {
    for language in Language::ALL {
        for html in [gallery(language), home(language, home_view(vec![], None))] {
            assert_eq!(html.matches("<h1").count(), 1);
        }
    }
}

#[test]
fn nothing_needs_what_the_content_policy_forbids() {
    for html in [gallery(Language::Japanese), home(Language::English, home_view(vec![row("Basics")], None))] {
        assert!(attributes(&html, "style").is_empty());
        assert!(!html.contains("<script"));
        assert!(!html.contains(" onclick"));
    }
}

#[test]
fn what_was_typed_is_shown_as_text() {
    let nasty = "\"><script>alert(1)</script>&amp;";
    let html = render(Language::Japanese, || {
        view! {
            <EventList rows=vec![row(nasty)]/>
            <TextField name="name" label="氏名" value=nasty error=nasty.to_owned()/>
            <Answers rows=vec![AnswerRow {
                label: nasty.to_owned(),
                value: vec![nasty.to_owned()],
                change: Some(ChangeLink::Link { href: nasty.to_owned() }),
            }]/>
        }
    });
    assert!(!html.contains("<script"), "{html}");
    assert_eq!(
        attributes(&html, "value"),
        ["&quot;><script>alert(1)</script>&amp;amp;".replace('<', "&lt;").replace('>', "&gt;")]
    );
}

#[test]
fn a_form_without_errors_has_no_summary() {
    let html = render(Language::Japanese, || view! { <ErrorSummary errors=vec![]/> });
    assert!(!html.contains("error-summary"), "{html}");
}

#[test]
fn the_summary_counts_in_both_languages() {
    let errors = || vec![("name".to_owned(), "x".to_owned()), ("email".to_owned(), "y".to_owned())];
    let japanese = render(Language::Japanese, || view! { <ErrorSummary errors=errors()/> });
    let english = render(Language::English, || view! { <ErrorSummary errors=errors()/> });
    assert!(japanese.contains("2か所を直してください"));
    assert!(english.contains("There are 2 problems"));
    assert!(
        japanese.contains("role=\"alert\"") && japanese.contains("tabindex=\"-1\"") && japanese.contains("autofocus")
    );
}

#[test]
fn an_error_leads_to_the_first_of_several_choices() {
    let choice = |value: &str| Choice { value: value.to_owned(), label: value.to_owned(), detail: None };
    let html = render(Language::Japanese, || {
        view! {
            <ChoiceCards
                name="format"
                legend="参加のしかた"
                choices=vec![choice("venue"), choice("online")]
                chosen=vec!["online".to_owned()]
            />
        }
    });
    let inputs: Vec<_> = html.split("<input").skip(1).collect();
    assert_eq!(inputs.len(), 2);
    assert!(inputs[0].contains("id=\"format\"") && !inputs[0].contains(" checked"), "{html}");
    assert!(inputs[1].contains("id=\"format-online\"") && inputs[1].contains(" checked"), "{html}");
}

#[test]
fn the_chosen_option_is_selected_and_no_other() {
    let html = render(Language::Japanese, || {
        view! {
            <SelectField
                name="prefecture"
                label="都道府県"
                groups=app::component::prefecture_groups(Language::Japanese)
                chosen="13"
                prompt="選んでください"
            />
        }
    });
    assert_eq!(html.matches(" selected").count(), 1);
    assert!(html.contains("value=\"13\" selected"), "{html}");
    assert_eq!(html.matches("<option").count(), 48);
}

#[test]
fn a_gap_between_page_numbers_is_shown() {
    let page = |number: u32| (number, (number != 1).then(|| format!("/events?page={number}")));
    let with_gap = render(Language::English, || view! { <Pagination pages=vec![page(1), page(2), page(9)]/> });
    let without = render(Language::English, || view! { <Pagination pages=vec![page(1), page(2), page(3)]/> });
    assert!(with_gap.contains('…') && !without.contains('…'));
    assert_eq!(with_gap.matches("aria-current=\"page\"").count(), 1);
}

#[test]
fn the_map_has_a_link_for_each_prefecture_and_says_its_number() {
    let html = render(Language::English, || {
        view! { <TileMap heading="Coming events" total_line="145 events" tiles=tiles() list_href="/en/events#regions"/> }
    });
    assert_eq!(html.matches("/en/events?prefecture=").count(), 47);
    assert!(html.contains("<strong>145</strong>"), "{html}");
    let tokyo = html.split("tile-name\">Tokyo").nth(1).expect("Tokyo");
    assert!(tokyo.split("</a>").next().is_some_and(|rest| rest.contains('5') && rest.contains(" events")), "{tokyo}");
}

#[test]
fn the_contact_box_tells_the_closed_days_to_come_and_hides_the_address_from_reapers() {
    let html = home(Language::Japanese, home_view(vec![], None));
    assert!(html.contains("12月29日（火）") && html.contains("年末年始"), "{html}");
    assert!(html.contains("成人の日"));
    assert!(html.contains("jimukyoku_atmark_<wbr>teleworksupport.go.jp"));
    assert!(!html.contains('@') || !html.contains("jimukyoku@"));
    assert!(html.contains("tel:+81354221517"));
}

#[test]
fn a_phone_number_is_dialled_from_anywhere() {
    let details = ContactDetails { phone: "0120-000-000".to_owned(), ..ContactDetails::default() };
    assert_eq!(details.phone_link(), "tel:+81120000000");
}

#[test]
fn the_language_link_leads_to_the_same_page() {
    let page = || view! { <Page title="一覧"><h1>"一覧"</h1></Page> };
    let japanese = render(Language::Japanese, page);
    let english = render(Language::English, page);
    assert!(japanese.contains("href=\"/en/events?prefecture=13\""), "{japanese}");
    assert!(english.contains("href=\"/events?prefecture=13\""), "{english}");
}

#[test]
fn an_english_page_speaks_english() {
    let html = home(Language::English, home_view(vec![row("Basics")], Some(Prefecture::Tokyo)));
    let html = html.replace("日本語", "");
    let is_japanese = |character: &char| matches!(*character, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}');
    let japanese: String = html.chars().filter(is_japanese).collect();
    assert_eq!(japanese, "");
}

#[test]
fn a_prefecture_without_events_is_offered_what_is_online() {
    let html = home(Language::Japanese, home_view(vec![], Some(Prefecture::Kochi)));
    assert!(html.contains("高知県のイベント"));
    assert!(html.contains("/events?format=online"));
    let anywhere = home(Language::Japanese, home_view(vec![], None));
    assert!(anywhere.contains("いま予定されているイベントはありません"));
}

#[test]
fn the_questions_of_a_topic_are_the_five_most_asked_with_their_answers() {
    use domain::event::Topic;

    for language in Language::ALL {
        for topic in Topic::ALL {
            let html = render(language, || view! { <FaqOfTopic topic/> });
            let all = app::text::faq::of_topic(topic);
            assert_eq!(html.matches("<details").count(), 5);
            for question in &all[..5] {
                let asked = question.question.text(language).replace('&', "&amp;");
                assert!(html.contains(&asked), "{}", question.id);
            }
            assert!(!html.contains("<h") && !html.contains("<form"), "it stands in pages of others: {html}");
            assert!(ids(&html).is_empty(), "no id can meet one of the page around it");
            let path = format!("/faq?topic={}", topic.slug());
            assert!(html.contains(&app::address::localized(language, &path)), "{html}");
            assert!(html.contains(&all.len().to_string()));
        }
    }
}
