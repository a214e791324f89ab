//! Words of an event's form.

use domain::input::FieldError;
use domain::language::Language;

use super::EventDeskText;
use crate::text::texts;

texts! {
    /// The form of an event.
    pub EventFormText {
        new_title() => "新しいイベント", "New event";
        edit_title() => "イベントを編集する", "Edit the event";
        part_what() => "何をするか", "What it is";
        part_when() => "日時", "When";
        part_where() => "場所", "Where";
        part_seats() => "席と申込", "Seats and registration";
        part_programme() => "プログラムと登壇者", "Programme and speakers";
        part_organiser() => "主催と連絡先", "Organiser and contact";
        part_catalogue() => "オープンデータの項目", "For the open-data catalogue";
        prefecture_none() => "全国（都道府県なし）", "All of Japan";
        choose() => "選んでください", "Please choose";
        questions_legend() => "申込フォームで聞くこと", "What the registration form asks";
        topics_legend() => "内容の分野", "Topics";
        part_publication() => "公開", "Publication";
        publication_draft() => "下書きのまま", "Keep it a draft";
        publication_draft_detail() => "事務局だけが見られます。", "Only the secretariat sees it.";
        publication_now() => "いま公開する", "Publish now";
        publication_now_detail() => "保存と同時にサイトに載ります。", "It goes on the site when it is saved.";
        publication_at() => "日時を決めて公開する", "Publish at a time";
        publication_at_detail() => "下の日時に、自動でサイトに載ります。", "It goes on the site by itself at the time below.";
        save_new() => "保存する", "Save";
        save() => "変更を保存する", "Save the changes";
        preview() => "プレビュー（新しいタブ）", "Preview (new tab)";
        back() => "保存せずに戻る", "Go back without saving";
        preview_note() => "プレビューは、いま入力している内容を、公開のページとして見せます。保存はしません。",
            "The preview shows what is typed as visitors would see it. It saves nothing.";
    }
}

/// What is hinted at a field, in Japanese and in English.
const HINTS: &[(&str, &str, &str)] = &[
    ("starts_on", "例：2026-12-01", "For example: 2026-12-01"),
    ("ends_on", "1日だけのときは、空欄でかまいません。", "Leave it empty for a single day."),
    ("start_time", "例：14:00。公開するには必要です。", "For example: 14:00. Needed before it is published."),
    ("capacity", "空欄にすると、定員なしになります。", "Leave it empty for no limit."),
    (
        "reserved",
        "一般の申込では使えない席です。空欄にすると、取り置きません。",
        "Nobody can register for these seats. Leave it empty for none.",
    ),
    ("publish_on", "例：2026-12-01", "For example: 2026-12-01"),
    ("publish_time", "例：9:00", "For example: 9:00"),
    ("opens_on", "空欄にすると、公開と同時に受け付けます。", "Leave it empty to open with the publication."),
    ("closes_time", "空欄にすると、その日の終わりまでです。", "Leave it empty for the end of the day."),
    (
        "sessions",
        "1行に1つ。例：14:00-15:30 講演 題名 / Title　15:30-17:00 相談6組 個別相談 / Consultations　15:20-15:30 休憩 休憩",
        "One line each: 14:00-15:30 講演 題名 / Title. The word after the time is 講演 (talk), 相談 (consultation; with room for 6 organisations: 相談6組) or 休憩 (break).",
    ),
    (
        "speakers",
        "1行に1人。例：佐伯 真由美 / Mayumi Saeki | 中小企業診断士 / Consultant",
        "One line each: 佐伯 真由美 / Mayumi Saeki | 中小企業診断士 / Consultant",
    ),
    ("fee", "空欄か0で、無料になります。", "Empty or 0: free."),
];

/// What each field is called, in Japanese and in English.
const LABELS: &[(&str, &str, &str)] = &[
    ("kind", "種類", "Kind"),
    ("title_ja", "名称（日本語）", "Title (Japanese)"),
    ("title_en", "名称（英語）", "Title (English)"),
    ("title_kana", "名称（カナ）", "Title in kana"),
    ("short_title", "通称", "Short title"),
    ("subtitle_ja", "サブタイトル（日本語）", "Subtitle (Japanese)"),
    ("subtitle_en", "サブタイトル（英語）", "Subtitle (English)"),
    ("summary_ja", "概要（日本語）", "Summary (Japanese)"),
    ("summary_en", "概要（英語）", "Summary (English)"),
    ("description_ja", "説明（日本語）", "Description (Japanese)"),
    ("description_en", "説明（英語）", "Description (English)"),
    ("topics", "内容の分野", "Topics"),
    ("audience", "対象", "Audience"),
    ("audience_note_ja", "対象の説明（日本語）", "Audience in words (Japanese)"),
    ("audience_note_en", "対象の説明（英語）", "Audience in words (English)"),
    ("starts_on", "始まる日", "First day"),
    ("ends_on", "終わる日", "Last day"),
    ("start_time", "始まる時刻", "Begins at"),
    ("end_time", "終わる時刻", "Ends at"),
    ("doors_open", "受付を始める時刻", "Doors open at"),
    ("when_note_ja", "日時の備考（日本語）", "Remark on date and time (Japanese)"),
    ("when_note_en", "日時の備考（英語）", "Remark on date and time (English)"),
    ("format", "開きかた", "How to attend"),
    ("prefecture", "都道府県", "Prefecture"),
    ("venue_name_ja", "会場の名前（日本語）", "Name of the venue (Japanese)"),
    ("venue_name_en", "会場の名前（英語）", "Name of the venue (English)"),
    ("postal_code", "郵便番号", "Postal code"),
    ("city_ja", "市区町村（日本語）", "Municipality (Japanese)"),
    ("city_en", "市区町村（英語）", "Municipality (English)"),
    ("town", "町名", "Town"),
    ("block", "丁目以下", "Block"),
    ("building", "建物名など", "Building"),
    ("latitude", "緯度", "Latitude"),
    ("longitude", "経度", "Longitude"),
    ("access_ja", "行きかた（日本語）", "Getting there (Japanese)"),
    ("access_en", "行きかた（英語）", "Getting there (English)"),
    ("accessibility_ja", "会場のバリアフリー（日本語）", "Accessibility of the venue (Japanese)"),
    ("accessibility_en", "会場のバリアフリー（英語）", "Accessibility of the venue (English)"),
    ("parking", "駐車場", "Car park"),
    ("bicycle_parking", "駐輪場", "Bicycle parking"),
    ("joining_ja", "オンラインの参加方法（日本語）", "How to join online (Japanese)"),
    ("joining_en", "オンラインの参加方法（英語）", "How to join online (English)"),
    ("capacity", "定員（人）", "Capacity (people)"),
    ("reserved", "取り置く席", "Seats held back"),
    ("publication", "公開のしかた", "When it goes on the site"),
    ("publish_on", "公開する日", "Day of publication"),
    ("publish_time", "公開する時刻", "Time of publication"),
    ("seats_per_registration", "1件の申込でとれる席数", "Seats for one registration"),
    ("opens_on", "申込を始める日", "Registration opens on"),
    ("opens_time", "申込を始める時刻", "Registration opens at"),
    ("closes_on", "申込の締切の日", "Registration closes on"),
    ("closes_time", "申込の締切の時刻", "Registration closes at"),
    ("sessions", "プログラム", "Programme"),
    ("speakers", "登壇者・専門家", "Speakers and experts"),
    ("organiser_ja", "主催（日本語）", "Organiser (Japanese)"),
    ("organiser_en", "主催（英語）", "Organiser (English)"),
    ("co_hosts_ja", "共催（日本語）", "Co-hosts (Japanese)"),
    ("co_hosts_en", "共催（英語）", "Co-hosts (English)"),
    ("other_organisations", "関係団体", "Other organisations"),
    ("fee", "料金（円）", "Fee (yen)"),
    ("fee_note", "料金の説明", "Fee in words"),
    ("foreign_languages", "外国語対応", "Foreign languages"),
    ("how_to_apply_ja", "ほかの申込方法（日本語）", "Other ways to apply (Japanese)"),
    ("how_to_apply_en", "ほかの申込方法（英語）", "Other ways to apply (English)"),
    ("contact_name", "連絡先の名前", "Contact"),
    ("contact_phone", "連絡先の電話番号", "Contact’s phone"),
    ("contact_extension", "内線番号", "Extension"),
    ("contact_email", "連絡先のメールアドレス", "Contact’s email"),
    ("remarks_ja", "備考（日本語）", "Remarks (Japanese)"),
    ("remarks_en", "備考（英語）", "Remarks (English)"),
    ("url", "主催者のページ", "The organiser’s page"),
    ("image_url", "画像のアドレス", "Address of a picture"),
    ("industry", "対象となる産業", "Industry"),
    ("stage", "ステージ", "Stage"),
    ("sub_events", "サブイベント", "Sub-events"),
    ("catalogue_kind", "カタログのイベント種類", "Kind in the catalogue"),
    ("place_name", "場所の呼び名", "Name of the place"),
    ("questions", "申込フォームで聞くこと", "What the registration form asks"),
];

fn find(words: &'static [(&str, &str, &str)], field: &str, language: Language) -> Option<&'static str> {
    let (_, japanese, english) = words.iter().find(|(name, _, _)| *name == field)?;
    Some(match language {
        Language::Japanese => japanese,
        Language::English => english,
    })
}

impl EventFormText {
    /// What a field is called.
    pub fn label(self, field: &str) -> &'static str {
        find(LABELS, field, self.0).unwrap_or_default()
    }

    /// What is hinted at a field.
    pub fn hint(self, field: &str) -> Option<String> {
        find(HINTS, field, self.0).map(str::to_owned)
    }

    /// What is wrong with a field, as a sentence that says how to mend it.
    pub fn problem(self, field: &str, error: FieldError) -> String {
        EventDeskText(self.0).sentence(self.label(field), None, error)
    }
}

#[cfg(test)]
mod tests {
    use domain::event_form::EventForm;

    use super::*;

    #[test]
    fn every_field_has_a_label() {
        let form = EventForm { topics: vec![String::new()], questions: vec![String::new()], ..EventForm::empty() };
        for (field, _) in form.carried() {
            let is_told = find(LABELS, field, Language::Japanese).is_some();
            assert!(is_told || field == "revision", "{field} has no label");
        }
    }
}
