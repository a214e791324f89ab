//! Words of the templates of events.

use domain::event_template::{TEMPLATES_MAX, TemplateRefusal};
use domain::input::FieldError;

use super::EventDeskText;
use crate::text::texts;

texts! {
    /// The templates.
    pub EventTemplateText {
        title() => "イベントのひな型", "Event templates";
        lead() => "よく開くイベントの内容を、日にちを除いて残しておけます。イベントのページの「ひな型として保存する」で増やします。",
            "What events say that are held often, without their days. Add one on an event’s page: “Save as a template”.";
        empty() => "ひな型は、まだありません。", "There are no templates yet.";
        kept_by(who: &str, at: &str) => format!("{who}が{at}に保存"), format!("saved by {who}, {at}");
        made_from(title: &str) => format!("内容：{title}"), format!("It says: {title}");
        day() => "開く日", "Day";
        make() => "このひな型で作る", "Make an event";
        delete() => "削除する", "Delete";
        delete_heading(name: &str) => format!("「{name}」を削除する"), format!("Delete “{name}”");
        delete_text() => "このひな型で作ったイベントは、そのまま残ります。", "Events that were made from it stay as they are.";
        blank() => "何もないところから作る", "Make an event from nothing";
        import() => "ファイルの取り込みと書き出し", "Import and export a file";
        templates() => "ひな型から作る", "Make one from a template";
        saved() => "ひな型を保存しました", "The template was saved";
        deleted() => "ひな型を削除しました", "The template was deleted";
        refused(refusal: TemplateRefusal) => match refusal {
                TemplateRefusal::UnknownEvent => "そのイベントは見つかりません。".to_owned(),
                TemplateRefusal::NameTaken => "同じ名前のひな型が、すでにあります。別の名前にしてください。".to_owned(),
                TemplateRefusal::TooMany => format!("ひな型は{TEMPLATES_MAX}件までです。使わないものを削除してください。"),
            },
            match refusal {
                TemplateRefusal::UnknownEvent => "There is no such event.".to_owned(),
                TemplateRefusal::NameTaken => "There is a template of this name already. Please choose another name.".to_owned(),
                TemplateRefusal::TooMany => format!("There are {TEMPLATES_MAX} templates, the most there may be. Please delete one that is not used."),
            };
    }
}

impl EventTemplateText {
    /// What is wrong with the name, as a sentence that says how to mend it.
    pub fn name_problem(self, error: FieldError) -> String {
        let words = EventDeskText(self.0);
        words.sentence(&words.template_name(), None, error)
    }
}
