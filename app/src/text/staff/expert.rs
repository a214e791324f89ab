//! Words of the desk's pages about experts.

use domain::expert_form::ExpertField;
use domain::input::FieldError;
use domain::language::Language;

use crate::text::texts;

texts! {
    /// The desk's pages about experts.
    pub ExpertDeskText {
        title() => "専門家", "Experts";
        table() => "専門家の一覧", "All experts";
        add() => "専門家を登録する", "Add an expert";
        beside() => "全員の予定を見る", "All experts side by side";
        name() => "氏名", "Name";
        shown() => "公開", "Public";
        is_shown(holds: bool) =>
            if holds { "公開中" } else { "非公開" }, if holds { "Shown to citizens" } else { "Not shown" };
        not_written() => "未登録", "Not written yet";
        disabled() => "利用停止中", "Account disabled";
        to_come() => "これからの相談", "Consultations to come";
        calendar() => "対応可能時間", "Availability";
        none() => "専門家の役割を持つ職員がいません。職員の画面から招待してください。",
            "Nobody has the role of an expert yet. Invite one under “Staff”.";
        to_accounts() => "職員の画面へ", "To staff";
        edit() => "紹介を直す", "Edit";
        new_title() => "専門家を登録する", "Add an expert";
        edit_title(name: &str) => format!("{name}さんの紹介"), format!("The page of {name}");
        account() => "職員（専門家の役割）", "Account (with the role of an expert)";
        account_prompt() => "選んでください", "Please choose";
        name_en() => "氏名（英語）", "Name in English";
        job_title() => "肩書", "Title";
        job_title_en() => "肩書（英語）", "Title in English";
        qualifications() => "資格", "Qualifications";
        qualifications_hint() => "1行にひとつ。英語は「｜」の後に書きます。", "One a line, in Japanese; English after a bar: 社会保険労務士 | Labour consultant";
        introduction() => "紹介", "Introduction";
        introduction_en() => "紹介（英語）", "Introduction in English";
        languages() => "話せる言語", "Languages";
        language(language: Language) =>
            match language { Language::Japanese => "日本語", Language::English => "英語" },
            match language { Language::Japanese => "Japanese", Language::English => "English" };
        region() => "地域", "Region";
        no_region() => "決めない", "None";
        show_them() => "相談する人に公開する", "Show them to citizens";
        save() => "保存する", "Save";
        saved() => "保存しました", "Saved";
        refused() => "この職員は専門家として登録できません。専門家の役割を持つ職員を選んでください。",
            "This account cannot be an expert’s. Choose one with that role.";
    }
}

impl ExpertDeskText {
    /// What is wrong with a field, as a sentence that says how to mend it.
    pub fn problem(self, field: ExpertField, error: FieldError) -> String {
        use ExpertField as Field;
        let what = match field {
            Field::Account => self.account(),
            Field::Name => self.name(),
            Field::NameEnglish => self.name_en(),
            Field::Title => self.job_title(),
            Field::TitleEnglish => self.job_title_en(),
            Field::Qualifications => self.qualifications(),
            Field::Introduction => self.introduction(),
            Field::IntroductionEnglish => self.introduction_en(),
            Field::Languages => self.languages(),
            Field::Region => self.region(),
        };
        match (self.0, error) {
            (Language::Japanese, FieldError::Required) => format!("{what}を入れてください"),
            (Language::English, FieldError::Required) => format!("Please fill in: {what}"),
            (Language::Japanese, FieldError::TooLong { max }) => format!("{what}は{max}文字以内にしてください"),
            (Language::English, FieldError::TooLong { max }) => format!("At most {max} characters: {what}"),
            (Language::Japanese, FieldError::OutOfRange { max, .. }) => format!("{what}は{max}行までにしてください"),
            (Language::English, FieldError::OutOfRange { max, .. }) => format!("At most {max} lines: {what}"),
            (Language::Japanese, _) => format!("{what}を読み取れません。入れ直してください"),
            (Language::English, _) => format!("Cannot be read, please enter it again: {what}"),
        }
    }
}
