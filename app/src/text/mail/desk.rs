//! What mails to the secretariat say.

use domain::desk_notice::ImportedFile;

use crate::text::texts;

texts! {
    /// Mails to the secretariat.
    pub DeskMailText {
        /// Label: seats taken.
        taken_label() => "申込", "Seats taken";
        taken(taken: u32, capacity: Option<u32>) => match capacity {
            Some(capacity) => format!("{taken}席（定員 {capacity}席）"),
            None => format!("{taken}席（定員なし）"),
        }, match capacity {
            Some(capacity) => format!("{taken} of {capacity}"),
            None => format!("{taken} (no limit)"),
        };
        /// Label: parties in line.
        waiting_label() => "キャンセル待ち", "Waiting";
        waiting(parties: u32) => format!("{parties}組"), if parties == 1 { "1 party".to_owned() } else { format!("{parties} parties") };
        registrations_link() => "申込の一覧", "The registrations";
        event_link() => "イベントの管理ページ", "The event at the desk";
        /// Label: what was brought in.
        file_label() => "ファイルの種類", "File of";
        file(file: ImportedFile) => match file {
            ImportedFile::Events => "イベント",
            ImportedFile::SupportOrganisations => "支援機関",
        }, match file {
            ImportedFile::Events => "Events",
            ImportedFile::SupportOrganisations => "Support organisations",
        };
        /// Label: what was refused of it.
        refused_label() => "取り込めなかったもの", "Refused";
        refused(rows: Option<u64>) => match rows {
            Some(rows) => format!("{rows}行"),
            None => "ファイル全体".to_owned(),
        }, match rows {
            Some(1) => "1 row".to_owned(),
            Some(rows) => format!("{rows} rows"),
            None => "the whole file".to_owned(),
        };
        refused_next() => "理由は、取り込みの報告に行ごとに書かれています。同じ種類のファイルがすべて取り込まれるまで、次のお知らせはしません。",
            "The report of the import says why, line by line. You are not told again until a file of this kind is taken whole.";
        /// Why somebody gets it.
        why() => "このメールは、事務局のみなさんに自動で送信しています。", "This mail goes to everybody of the secretariat by itself.";
    }
}
