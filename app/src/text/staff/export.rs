//! What is said where registrations are taken away.

use domain::registration::sheet::SheetForm;

use crate::text::texts;

texts! {
    /// Words of exports.
    pub ExportText {
        title() => "申込の書き出しと印刷", "Export and print registrations";
        back() => "申込の一覧へ戻る", "Back to the registrations";
        found(count: u64) => format!("{count}件"), if count == 1 { "1 registration".to_owned() } else { format!("{count} registrations") };
        /// The button that counts anew.
        count() => "件数を数え直す", "Count again";
        files() => "ファイル", "Files";
        columns() => "書き出す項目", "Columns";
        columns_hint() => "要らない個人情報は外してください。", "Leave out personal data that you do not need.";
        lacks_columns() => "「書き出す項目」をひとつ以上選んでください。", "Choose at least one of the “Columns”.";
        paper() => "印刷", "Print";
        paper_text() => "印刷用のページが開きます。ブラウザーの印刷機能でA4に印刷してください。",
            "A page opens that is made for paper. Print it on A4 with your browser.";
        /// The buttons.
        take(form: SheetForm) =>
            match form {
                SheetForm::Xlsx => "Excelファイルで書き出す",
                SheetForm::Csv => "CSVファイルで書き出す",
                SheetForm::List => "受付簿を開く",
                SheetForm::Badges => "名札を開く",
            },
            match form {
                SheetForm::Xlsx => "Save as an Excel file",
                SheetForm::Csv => "Save as a CSV file",
                SheetForm::List => "Open the list for the door",
                SheetForm::Badges => "Open the badges",
            };
        /// That the audit knows.
        noted() => "書き出しと印刷は、だれが何件を取り出したかを操作の記録に残します（申込者の情報は残しません）。",
            "Each export is in the audit: who took how many, and nothing about applicants.";
        /// What something on paper is called.
        paper_title(form: SheetForm) =>
            match form { SheetForm::Badges => "名札", _ => "受付簿" },
            match form { SheetForm::Badges => "Name badges", _ => "List for the door" };
        other_form() => "書き出しへ戻る", "Back to the export";
        print() => "ブラウザーの印刷機能で印刷できます。", "Use your browser to print this page.";
        by_kana() => "フリガナ順", "By kana";
        /// Head of the boxes to tick.
        present() => "出席", "Here";
        signature() => "署名", "Signature";
        /// A badge without a name.
        companion() => "同行者", "Companion";
        /// What the code on a badge says.
        qr(reference: &str) => format!("受付番号 {reference} のQRコード"), format!("QR code of reference number {reference}");
        /// What the table is called, and with what the file's name begins.
        sheet_name() => "申込者", "Registrations";
        state() => "状態", "State";
        position() => "順番", "Place in line";
        language() => "連絡の言語", "Language";
        created_at() => "申込日時", "Registered";
        changed_at() => "変更日時", "Last changed";
    }
}
