//! What the audit says: its page, and an entry as a sentence.

use domain::account::Role;
use domain::audit::{Act, Noun};
use domain::person::PersonName;
use domain::reference::ReferenceNumber;
use storage::{AuditActor, AuditEntry};

use super::ActText;
use crate::text::{Text, texts};

texts! {
    /// Words of the audit.
    pub AuditText {
        title() => "操作の記録", "Audit";
        /// How many entries were found.
        count(count: u64) => format!("{count}件"), if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") };
        /// What the record is.
        explanation() => "だれが、いつ、どこから、何をしたかの記録です。書きかえることも消すこともできません。12か月で古いものから外れます。",
            "Who did what, when, and from where. Nobody can change or remove an entry. After 12 months the oldest ones leave.";
        /// The name of the search.
        search() => "記録をさがす", "Search the audit";
        who() => "だれが", "Who";
        what() => "何を", "What";
        subject() => "番号", "Number";
        subject_hint() => "受付番号、イベントのコードなど", "A reference number or the code of an event";
        from() => "いつから", "From";
        to() => "いつまで", "To";
        day_hint() => "例：2026-12-01", "For example 2026-12-01";
        anybody() => "すべての人", "Everybody";
        anything() => "すべての操作", "Everything";
        /// All acts on one kind of thing.
        all_of(noun: &str) => format!("{noun}のすべて"), format!("Everything about {noun}");
        find() => "さがす", "Search";
        clear() => "条件を外す", "Clear the search";
        /// The download.
        export() => "この一覧をCSVで保存", "Save this list as CSV";
        nothing() => "条件に合う記録はありません。", "There is no entry like that.";
        no_such_page() => "この番号のページはありません。最初のページへ", "There is no such page. To the first page";
        caption() => "新しい順", "Newest first";
        head_at() => "日時", "When";
        head_sentence() => "できごと", "What happened";
        head_subject() => "対象", "About";
        head_network() => "どこから", "From where";
        head_id() => "番号", "No.";
        head_who() => "だれが", "Who";
        head_act() => "操作", "Act";
        head_changes() => "変わったこと", "What changed";
        head_hash() => "ハッシュ", "Hash";
        /// A value that became another.
        became(before: &str, after: &str) => format!("{before} → {after}"), format!("{before} → {after}");
        /// How somebody showed who they are, or in which form something was taken out.
        method_password() => "パスワード", "password";
        method_one_time_code() => "パスワードと確認コード", "password and one-time code";
        method_recovery_code() => "パスワードと回復コード", "password and recovery code";
        method_passkey() => "パスキー", "passkey";
        method_workbook() => "Excelファイル", "Excel file";
        method_table() => "CSVファイル", "CSV file";
        /// Where nothing is set.
        unset() => "なし", "none";
        /// An account whose name is not known any more.
        account(id: i64) => format!("職員 #{id}"), format!("Staff #{id}");
        citizen() => "利用者", "A citizen";
        service() => "システム", "The service";
        operator() => "システム管理者", "The operator";
        /// Somebody who is signed in, in a sentence.
        person(name: &str) => format!("{name}さん"), name.to_owned();
    }
}

impl AuditText {
    /// Acts, and what they are done to.
    pub const fn acts(self) -> ActText {
        ActText(self.0)
    }

    /// Who acted, as a sentence begins.
    pub fn actor(self, actor: &AuditActor, name: Option<&str>) -> String {
        let desk = Text(self.0).desk();
        match (actor, name) {
            (AuditActor::Account(_) | AuditActor::Helper(_), Some(name)) => self.person(name).into_owned(),
            (AuditActor::Account(id), None) => self.account(id.0).into_owned(),
            (AuditActor::Helper(_), None) => desk.role(Role::CheckInHelper).into_owned(),
            (AuditActor::Applicant, _) => self.citizen().into_owned(),
            (AuditActor::Secretariat, _) => desk.role(Role::Secretariat).into_owned(),
            (AuditActor::Expert, _) => desk.role(Role::Expert).into_owned(),
            (AuditActor::Service, _) => self.service().into_owned(),
            (AuditActor::Operator, _) => self.operator().into_owned(),
            (AuditActor::Unknown(word), _) => word.clone(),
        }
    }

    /// An entry as a sentence.
    pub fn told(self, entry: &AuditEntry) -> String {
        let who = self.actor(&entry.actor, entry.name.as_ref().map(PersonName::as_str));
        let subject = shown_subject(entry);
        match entry.known_act() {
            Some(act) => self.acts().sentence(act, &who, &subject),
            None => self.acts().unknown(&entry.act, &who, &subject),
        }
        .into_owned()
    }
}

/// The number or code as people write it: a reference number in two groups.
pub fn shown_subject(entry: &AuditEntry) -> String {
    let is_reference =
        matches!(entry.known_act().map(Act::noun), Some(Noun::Registration | Noun::Inquiry | Noun::Mailbox));
    let reference = is_reference.then(|| ReferenceNumber::parse(&entry.subject).ok()).flatten();
    reference.map_or_else(|| entry.subject.clone(), |reference| reference.to_string())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::audit::Field;
    use domain::language::Language;

    use super::*;

    #[test]
    fn every_act_has_words_and_a_sentence_of_its_own_in_each_language() {
        for language in [Language::Japanese, Language::English] {
            let words = ActText(language);
            let sentences: BTreeSet<String> =
                Act::ALL.iter().map(|act| words.sentence(*act, "田中 恵", "KX7M P4RT").into_owned()).collect();
            assert_eq!(sentences.len(), Act::ALL.len());
            assert!(sentences.iter().all(|sentence| sentence.starts_with("田中 恵")));
            let acts: BTreeSet<String> = Act::ALL.iter().map(|act| words.act(*act).into_owned()).collect();
            assert_eq!(acts.len(), Act::ALL.len());
            let fields: BTreeSet<String> = Field::ALL.iter().map(|field| words.field(*field).into_owned()).collect();
            assert_eq!(fields.len(), Field::ALL.len());
        }
    }
}
