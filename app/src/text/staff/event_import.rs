//! Words of the import and the export of the schedule.

use domain::open_data::{HEADER, RemarkKind, RowProblem};

use crate::staff::event_import::EventFileProblem;
use crate::text::texts;

texts! {
    /// Files of events.
    pub EventImportText {
        title() => "予定のファイル", "The schedule as a file";
        lead() => "全国共通の形式（50列のCSV）で、予定を取り込み、書き出します。書き込む前に、1行ずつ結果を確かめられます。",
            "Import and export the schedule in the national form (CSV of 50 columns). Before anything is written you see line by line what would become of it.";
        import_heading() => "取り込む", "Import";
        file() => "CSVファイル", "CSV file";
        file_hint() => "UTF-8のCSV、8 MBまで。Excelでは「CSV UTF-8」で保存します。", "CSV in UTF-8, 8 MB at most. In Excel, save as “CSV UTF-8”.";
        check() => "結果を確かめる", "See what would become of it";
        nothing_yet() => "この操作では、まだ何も書き込みません。", "This writes nothing yet.";
        export_heading() => "書き出す", "Export";
        export_text() => "下書きも含む、すべてのイベントです。書き出したことは、操作の記録に残ります。",
            "All events, drafts too. That you took them out stands in the audit.";
        export_button() => "CSVを書き出す", "Export as CSV";
        report_heading(name: &str) => format!("「{name}」の結果"), format!("What “{name}” would do");
        report_count(added: usize, changed: usize, same: usize, refused: usize) =>
            format!("新しく作る {added}件、変える {changed}件、同じ {same}件、取り込めない {refused}件"),
            format!("{added} new, {changed} changed, {same} the same, {refused} refused");
        report_mails(mails: u32) => match mails {
                0 => "メールは送られません。".to_owned(),
                _ => format!("申込済みとキャンセル待ちの方へ、メールが{mails}通送られます。"),
            },
            match mails {
                0 => "No mail is sent.".to_owned(),
                1 => "1 mail is sent to somebody who is registered or waits.".to_owned(),
                _ => format!("{mails} mails are sent to those who are registered or wait."),
            };
        report_other() => "確かめてからのあいだに、予定が変わりました。まだ何も書き込んでいません。もう一度、結果を確かめてください。",
            "The schedule has changed since you looked. Nothing was written. Please look again.";
        report_caption() => "1行ごとの結果", "Line by line";
        column_line() => "行", "Line";
        column_title() => "名称", "Title";
        column_outcome() => "結果", "Outcome";
        more(lines: usize) => format!("ほかに{lines}行あります。"), format!("And {lines} more lines.");
        confirm(rows: usize) => format!("{rows}件を書き込む"), if rows == 1 { "Write 1 event".to_owned() } else { format!("Write {rows} events") };
        nothing_to_do() => "書き込むものはありません。", "There is nothing to write.";
        other_file() => "別のファイルを選ぶ", "Choose another file";
        added() => "新しく作ります", "new";
        changed(code: &str, parts: &str) => format!("{code}を変えます：{parts}"), format!("changes {code}: {parts}");
        unchanged(code: &str) => format!("{code}と同じです"), format!("the same as {code}");
        repeats(line: u64) => format!("{line}行目と同じです。1回だけ取り込みます"), format!("the same as line {line}, taken once");
        refused(why: &str) => format!("取り込めません：{why}"), format!("refused: {why}");
        too_few(code: &str, taken: u32) => format!("取り込めません：定員が、{code}の申込済みと取り置きの{taken}席より少なくなっています"),
            format!("refused: 定員 is less than the {taken} seats of {code} that are taken or held back");
        tables(code: &str) => format!("取り込めません：{code}の相談会のテーブルか、そこでの予約に合わなくなります"),
            format!("refused: it would not fit the consultation tables of {code}, or what is booked at them");
        done_title() => "ファイルを取り込みました", "The file was imported";
        gone_title() => "このファイルは、もう待っていません", "This file is not waiting any more";
        gone_text() => "取り込みが済んでいるか、確かめてから1日がたちました。必要なら、もう一度選んでください。",
            "It was imported already, or you looked at it more than a day ago. Choose it again if need be.";
        /// What is wrong with a row.
        row(problem: RowProblem) => match problem {
                RowProblem::WrongNumberOfCells { found } => format!("{found}列あります（{}列のはずです）", HEADER.len()),
                RowProblem::Required(column) => format!("「{}」が空欄です", column.header()),
                RowProblem::ImpossibleDate(column) => format!("「{}」は、ない日付です", column.header()),
                RowProblem::ControlCharacter(column) => format!("「{}」に使えない文字（制御文字）があります", column.header()),
                RowProblem::TooLong { column, max } => format!("「{}」が{max}文字より長くなっています", column.header()),
            },
            match problem {
                RowProblem::WrongNumberOfCells { found } => format!("{found} cells instead of {}", HEADER.len()),
                RowProblem::Required(column) => format!("{} is empty", column.header()),
                RowProblem::ImpossibleDate(column) => format!("{} is no day of the calendar", column.header()),
                RowProblem::ControlCharacter(column) => format!("{} has control characters", column.header()),
                RowProblem::TooLong { column, max } => format!("{} is longer than {max} characters", column.header()),
            };
        /// What was read with a grain of salt.
        remark(column: &str, kind: RemarkKind) => match kind {
                RemarkKind::Unreadable => format!("「{column}」は読めないため、空欄にします"),
                RemarkKind::KeptAsNote => format!("「{column}」は数ではないため、備考に残します"),
                RemarkKind::EndDayBeforeStart => format!("「{column}」が開始日より前のため、1日だけとします"),
                RemarkKind::EndNotAfterStart => format!("「{column}」が開始時刻より後でないため、終わりなしとします"),
                RemarkKind::WrongCheckDigit => format!("「{column}」の検査数字が違います"),
                RemarkKind::IncompleteAddress => format!("「{column}」は完全なアドレスではないため、リンクにしません"),
                RemarkKind::Exchanged => format!("「{column}」を経度と入れ替えました"),
                RemarkKind::NumberNotUnique => format!("「{column}」が重なっているため、内容で見分けます"),
                RemarkKind::SameAsAnother => format!("「{column}」では見分けられません。名称・日時・場所が同じ行があります"),
            },
            match kind {
                RemarkKind::Unreadable => format!("{column} cannot be read and is left out"),
                RemarkKind::KeptAsNote => format!("{column} is no number and is kept as a note"),
                RemarkKind::EndDayBeforeStart => format!("{column} lies before 開始日, taken as one day"),
                RemarkKind::EndNotAfterStart => format!("{column} is not after 開始時刻, taken without an end"),
                RemarkKind::WrongCheckDigit => format!("{column} has a wrong check digit"),
                RemarkKind::IncompleteAddress => format!("{column} is not a complete web address and is not linked"),
                RemarkKind::Exchanged => format!("{column} was exchanged with 経度"),
                RemarkKind::NumberNotUnique => format!("{column} stands in several rows; the row is known by its content"),
                RemarkKind::SameAsAnother => format!("{column} is of no help: another row has the same name, time and place"),
            };
        /// Why a file as a whole is refused, and what to do.
        problem(problem: &EventFileProblem) => match problem {
                EventFileProblem::Missing => "CSVファイルを選んでください。".to_owned(),
                EventFileProblem::TooLarge { megabytes } => format!("ファイルが{megabytes} MBあります。8 MBまでに分けてください。"),
                EventFileProblem::OtherEncoding { encoding } => format!("文字コードが{encoding}のようです。UTF-8で保存し直してください（Excelでは「CSV UTF-8」）。"),
                EventFileProblem::NotText { line } => format!("{line}行目から、UTF-8の文字として読めません。CSVファイルか確かめ、UTF-8で保存し直してください（Excelでは「CSV UTF-8」）。"),
                EventFileProblem::Empty => format!("ファイルに何も書かれていません。1行目には、{}列の見出しが要ります。", HEADER.len()),
                EventFileProblem::ColumnCount { found } => format!("1行目が{found}列です。コンマで区切った{}列の見出しにしてください。", HEADER.len()),
                EventFileProblem::OtherColumn { number, found, expected } => format!("{number}列目の見出しが「{found}」です。「{expected}」にしてください。"),
                EventFileProblem::CellCount { wrong, more } => {
                    let lines: Vec<_> = wrong.iter().map(|(line, cells)| format!("{line}行目は{cells}列")).collect();
                    let more = if *more == 0 { String::new() } else { format!("、ほか{more}行") };
                    format!("{}列でない行があります（{}{more}）。引用符とコンマを確かめてください。", HEADER.len(), lines.join("、"))
                }
            },
            match problem {
                EventFileProblem::Missing => "Please choose a CSV file.".to_owned(),
                EventFileProblem::TooLarge { megabytes } => format!("The file has {megabytes} MB. Please bring it in parts of 8 MB at most."),
                EventFileProblem::OtherEncoding { encoding } => format!("The file looks like {encoding}. Please save it as UTF-8 (in Excel: “CSV UTF-8”)."),
                EventFileProblem::NotText { line } => format!("From line {line} on it is no text in UTF-8. Please look whether it is a CSV file, and save it as UTF-8 (in Excel: “CSV UTF-8”)."),
                EventFileProblem::Empty => format!("The file is empty. Its first line has to name the {} columns.", HEADER.len()),
                EventFileProblem::ColumnCount { found } => format!("The first line has {found} columns. It should have {}, separated by commas.", HEADER.len()),
                EventFileProblem::OtherColumn { number, found, expected } => format!("Column {number} is called “{found}”. It should be “{expected}”."),
                EventFileProblem::CellCount { wrong, more } => {
                    let lines: Vec<_> = wrong.iter().map(|(line, cells)| format!("line {line} has {cells}")).collect();
                    let more = if *more == 0 { String::new() } else { format!(", and {more} more") };
                    format!("There are rows without {} cells ({}{more}). Please check quotation marks and commas.", HEADER.len(), lines.join(", "))
                }
            };
    }
}
