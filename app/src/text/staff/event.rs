//! Words of an event's pages at the desk.

use domain::event::{SessionKind, Standing};
use domain::event_operation::{ClashKind, EventField, Missing, OperationField};
use domain::input::FieldError;
use domain::language::Language;

use crate::text::texts;

texts! {
    /// An event at the desk.
    pub EventDeskText {
        /// Where it stands.
        standing(standing: Standing) =>
            match standing { Standing::Draft => "下書き", Standing::Published => "公開中", Standing::Cancelled => "中止" },
            match standing { Standing::Draft => "Draft", Standing::Published => "Published", Standing::Cancelled => "Cancelled" };
        /// Code, revision and last change, under the title.
        version(code: &str, revision: u32, at: &str) => format!("{code}・第{revision}版・{at}に更新"),
            format!("{code}, revision {revision}, changed {at}");
        /// The heading of the facts.
        facts_heading() => "あらまし", "At a glance";
        seats_label() => "席", "Seats";
        seats(taken: u32, capacity: Option<u32>) => match capacity {
                Some(capacity) => format!("申込済み {taken}席／定員 {capacity}席"),
                None => format!("申込済み {taken}席（定員なし）"),
            },
            match capacity {
                Some(capacity) => format!("{taken} of {capacity} taken"),
                None => format!("{taken} taken, no limit"),
            };
        reserved_label() => "取り置きの席", "Seats held back";
        reserved(seats: u32) => format!("{seats}席（一般の申込では使えません）"),
            if seats == 1 { "1 seat (nobody can register for it)".to_owned() } else { format!("{seats} seats (nobody can register for them)") };
        waiting_label() => "キャンセル待ち", "Waiting list";
        waiting(parties: u32) => format!("{parties}組"), if parties == 1 { "1 party".to_owned() } else { format!("{parties} parties") };
        when_label() => "日時", "When";
        place_label() => "場所", "Where";
        speakers_label() => "登壇者・専門家", "Speakers and experts";
        deadline_label() => "申込締切", "Register by";
        planned_label() => "公開の予定", "To be published";
        public_page() => "公開中のページを見る", "See the public page";
        registrations() => "申込を見る", "See registrations";

        warnings_heading() => "確かめてください", "Please look at this";
        warning_past() => "始まりの日時を過ぎています。", "It has begun already.";
        warning_closed(day: &str, reason: &str) => format!("{day}は閉庁日です（{reason}）。"), format!("Offices are closed on {day} ({reason}).");
        warning_clash(over: ClashKind) =>
            match over { ClashKind::Speaker => "同じ時間に、同じ登壇者・専門家のイベントがあります：", ClashKind::Room => "同じ時間に、同じ会場のイベントがあります：" },
            match over { ClashKind::Speaker => "The same speaker or expert is at another event at that hour: ", ClashKind::Room => "The same room is taken at that hour: " };

        actions_heading() => "操作", "What you can do";
        edit() => "内容を編集する", "Edit";
        repeat() => "くり返し開く（シリーズ）", "Repeat it (series)";
        series_heading() => "同じシリーズ", "The series";
        repeat_title() => "くり返しの日を決める", "Repeat this event";
        repeat_lead(day: &str) => format!("{day}のイベントと同じ内容の下書きを、次の日に作ります。"),
            format!("This makes drafts that say the same as the event of {day}, on other days.");
        rhythm() => "くり返しかた", "How often";
        rhythm_weekly() => "毎週、または何週かごとの同じ曜日", "On the same day of the week";
        rhythm_monthly(nth: u32, weekday: &str) => format!("毎月の第{nth}{weekday}"), format!("Each month, {weekday} no. {nth}");
        every() => "何週ごと", "Weeks from one to the next";
        ending() => "いつまで", "Until when";
        ending_count() => "回数で決める", "A number of times";
        ending_until() => "日で決める", "Until a day";
        count() => "回数（このイベントのほかに）", "How many more";
        until() => "最後の日", "Last day";
        on_holidays() => "祝日・年末年始にあたるとき", "On holidays and at the turn of the year";
        on_holidays_skip() => "その回は開かない", "Leave it out";
        on_holidays_next() => "次の開庁日に開く", "Hold it on the next business day";
        repeat_preview() => "日を確かめる", "Show the days";
        repeat_days(count: usize) => format!("次の{count}日に下書きを作ります"), format!("Drafts will be made for {count} days");
        repeat_skipped(day: &str, holiday: &str) => format!("{day}は開きません（{holiday}）"), format!("Not on {day} ({holiday})");
        repeat_moved(day: &str, planned: &str, holiday: &str) => format!("{day}（{planned}は{holiday}のため）"), format!("{day} (instead of {planned}, {holiday})");
        repeat_confirm(count: usize) => format!("下書きを{count}件作る"), format!("Make {count} drafts");
        duplicate() => "複製して新しく作る", "Duplicate";
        move_heading() => "日時を変える", "Move";
        move_hint() => "申込の締切とプログラムも、同じだけ動きます。公開中のイベントでは、次の画面でメールの文面を確かめます。",
            "Deadline and programme move along. For a published event, the next page shows the mail before it is sent.";
        starts_on() => "始まる日", "First day";
        ends_on() => "終わる日", "Last day";
        ends_on_hint() => "1日だけのときは、空欄でかまいません。", "Leave it empty for a single day.";
        start_time() => "始まる時刻", "Begins at";
        end_time() => "終わる時刻", "Ends at";
        doors_open() => "受付を始める時刻", "Doors open at";
        day_hint() => "例：2026-12-01", "For example: 2026-12-01";
        time_hint() => "例：14:00", "For example: 14:00";
        move_button() => "変更の内容を確かめる", "Check the change";
        capacity_heading() => "定員を変える", "Change the capacity";
        capacity() => "定員（人）", "Capacity (people)";
        capacity_hint() => "空欄にすると、定員なしになります。増やした席は、キャンセル待ちの方へ順に渡ります。",
            "Leave it empty for no limit. Seats that are added go to those in line.";
        capacity_button() => "定員を変える", "Change the capacity";
        reserve_heading() => "席を取り置く・放す", "Hold seats back, or release them";
        reserve() => "取り置く席の数", "Seats held back";
        reserve_hint() => "一般の申込では使えない席です。減らすと、放した席はキャンセル待ちの方へ順に案内されます。0にすると、すべて放します。",
            "Nobody can register for these seats. Seats that are released are offered to those in line. 0 releases all of them.";
        reserve_button() => "取り置きを変える", "Change the seats held back";
        template_heading() => "ひな型として保存する", "Save as a template";
        template_text() => "日にちを除いて、いまの内容を残します。あとから何度でも、このひな型でイベントを作れます。",
            "This keeps what the event says, without its days. Events can be made from it as often as you like.";
        template_name() => "ひな型の名前", "Name of the template";
        template_button() => "ひな型として保存する", "Save as a template";
        publish_heading() => "公開する", "Publish";
        publish_text() => "サイトに載り、申込を受け付けます。フィードと予定表にも入ります。", "It goes on the site, into feeds and calendars, and takes registrations.";
        publish_button() => "いま公開する", "Publish now";
        publish_at_heading() => "日時を決めて公開する", "Publish at a time";
        publish_on() => "公開する日", "Day of publication";
        publish_time() => "公開する時刻", "Time of publication";
        publish_at_button() => "公開を予約する", "Plan the publication";
        discard_heading() => "下書きを捨てる", "Throw this draft away";
        discard_text() => "この下書きと、その変更の履歴を消します。元に戻せません。操作の記録には、捨てたことが残ります。",
            "This deletes the draft and its history. It cannot be undone. The audit remembers that it was thrown away.";
        discard_button() => "この下書きを捨てる", "Throw it away";
        keep_draft_button() => "公開の予約を取りやめる", "Take back the plan";
        cancel_heading() => "中止する", "Cancel the event";
        cancel_text() => "中止したイベントは、理由とともにサイトに残ります。もとには戻せません。", "A cancelled event stays on the site with its reason. This cannot be undone.";
        reason_ja() => "中止の理由（日本語）", "Reason (Japanese)";
        reason_en() => "中止の理由（英語）", "Reason (English)";
        reason_hint() => "申し込んだ方へのメールと、公開のページにそのまま載ります。", "It stands as it is in the mails and on the public page.";
        cancel_button() => "中止の内容を確かめる", "Check the cancellation";

        history_heading() => "変更の記録", "History";
        history_empty() => "まだ変更はありません。", "It has not been changed yet.";
        history_before() => "変更前：", "Before: ";
        history_after() => "変更後：", "After: ";
        history_nothing() => "（空欄）", "(empty)";
        by_import() => "ファイルの取り込み", "An imported file";
        by_service() => "自動", "The service";
        /// What was done, from the audit's word.
        act(act: &str) => match act {
                "event.added" => "作成",
                "event.moved" => "日時の変更",
                "event.capacity_changed" => "定員の変更",
                "event.seats_reserved" => "席の取り置き",
                "event.tables_set" => "相談会のテーブルの変更",
                "event.published" => "公開",
                "event.published_on_time" => "予約した公開",
                "event.publication_planned" => "公開の予約",
                "event.publication_withdrawn" => "公開の予約の取りやめ",
                "event.publication_failed" => "予約した公開ができませんでした（内容が足りません）",
                "event.cancelled" => "中止",
                "event.imported" => "ファイルの取り込み",
                _ => "編集",
            },
            match act {
                "event.added" => "Created",
                "event.moved" => "Moved",
                "event.capacity_changed" => "Capacity changed",
                "event.seats_reserved" => "Seats held back",
                "event.tables_set" => "Tables changed",
                "event.published" => "Published",
                "event.published_on_time" => "Published as planned",
                "event.publication_planned" => "Publication planned",
                "event.publication_withdrawn" => "Planned publication taken back",
                "event.publication_failed" => "Planned publication not possible: something is missing",
                "event.cancelled" => "Cancelled",
                "event.imported" => "Imported from a file",
                _ => "Edited",
            };
        /// What was done just now, from the audit's word.
        done(act: &str) => match act {
                "event.moved" => "日時を変えました",
                "event.capacity_changed" => "定員を変えました",
                "event.seats_reserved" => "取り置きの席を変えました",
                "event.series_edited" => "シリーズを変えました",
                "event.published" => "公開しました",
                "event.publication_planned" => "公開を予約しました",
                "event.publication_withdrawn" => "公開の予約を取りやめました",
                "event.cancelled" => "中止しました",
                "event.added" => "下書きを作りました",
                "event.discarded" => "下書きを捨てました",
                "event.repeated" => "くり返しの下書きを作りました",
                _ => "保存しました",
            },
            match act {
                "event.moved" => "The event was moved",
                "event.capacity_changed" => "The capacity was changed",
                "event.seats_reserved" => "The seats held back were changed",
                "event.series_edited" => "The series was changed",
                "event.published" => "The event is published",
                "event.publication_planned" => "The publication is planned",
                "event.publication_withdrawn" => "The plan was taken back",
                "event.cancelled" => "The event was cancelled",
                "event.added" => "The draft was made",
                "event.discarded" => "The draft was thrown away",
                "event.repeated" => "The drafts were made",
                _ => "Saved",
            };
        done_mails() => "対象の方へのメールは、まもなく送られます。", "The mails are on their way.";

        confirm_title(act: &str) => match act {
                "event.moved" => "日時を変えますか",
                "event.cancelled" => "このイベントを中止しますか",
                "event.published" => "公開しますか",
                "event.publication_planned" => "公開を予約しますか",
                _ => "この内容に変えますか",
            },
            match act {
                "event.moved" => "Move this event?",
                "event.cancelled" => "Cancel this event?",
                "event.published" => "Publish this event?",
                "event.publication_planned" => "Plan this publication?",
                _ => "Make this change?",
            };
        confirm_people(people: u32) => format!("この変更は、申込済みとキャンセル待ちの{people}人にかかわります。次のメールが届きます。"),
            if people == 1 { "This concerns 1 person who is registered or waits. They get this mail.".to_owned() }
            else { format!("This concerns {people} people who are registered or wait. They get this mail.") };
        confirm_consultations(count: u32) => format!("相談会のテーブルで予約されている相談{count}件も中止します。予約した方と専門家にメールでお知らせし、無料相談の回数は戻します。"),
            if count == 1 { "1 consultation booked at its tables is called off with it. Whoever booked it and the expert are mailed, and the free consultation is given back.".to_owned() }
            else { format!("{count} consultations booked at its tables are called off with it. Those who booked and their experts are mailed, and their free consultations are given back.") };
        confirm_places(count: u32) => format!("相談会のテーブルで予約されている相談{count}件の方と専門家にも、会場か参加のしかたの変更をメールでお知らせします。日時はそのままです。"),
            if count == 1 { "Whoever booked the 1 consultation at its tables and the expert are mailed about the place or the way of joining. Its time stays.".to_owned() }
            else { format!("Those who booked the {count} consultations at its tables and their experts are mailed about the place or the way of joining. Their times stay.") };
        confirm_nobody() => "申し込んでいる方はいません。メールは送られません。", "Nobody is registered. No mail is sent.";
        confirm_quiet() => "この変更でメールは送られません。", "This change sends no mail.";
        confirm_changes() => "変わるところ", "What changes";
        confirm_mail(language: &str) => format!("メールの文面（{language}）"), format!("The mail ({language})");
        confirm_mail_note() => "氏名・受付番号・リンクは、ひとりずつ違います。", "Name, reference number and link are each person’s own.";
        confirm_subject() => "件名：", "Subject: ";
        confirm_button(people: u32) => if people == 0 { "この内容で変える".to_owned() } else { format!("この内容で変えて、{people}人にメールを送る") },
            match people { 0 => "Make this change".to_owned(), 1 => "Make this change and mail 1 person".to_owned(), _ => format!("Make this change and mail {people} people") };
        confirm_back() => "変えずに戻る", "Go back without changing";
        language(language: Language) =>
            match language { Language::Japanese => "日本語", Language::English => "英語" },
            match language { Language::Japanese => "Japanese", Language::English => "English" };
        sample_name() => "（申込者の氏名）", "(name of the applicant)";

        conflict_title() => "ほかの人が、先に変更しました", "Somebody else was faster";
        conflict_text(who: &str, at: &str) => format!("開いてから送るまでのあいだに、{who}が{at}に変更しました。どちらを残すか、選んでください。まだ何も上書きしていません。"),
            format!("Between opening and sending, {who} changed this event ({at}). Choose which is to stay. Nothing was overwritten.");
        conflict_part() => "項目", "Part";
        conflict_theirs() => "いまの内容", "As it is now";
        conflict_mine() => "あなたの変更", "Your change";
        conflict_caption() => "いまの内容とあなたの変更", "The event as it is now, and your change";
        conflict_take_mine() => "あなたの変更を、いまの内容に重ねる", "Make your change on top";
        conflict_take_theirs() => "いまの内容のままにする", "Leave it as it is now";
        conflict_impossible() => "いまの内容には、あなたの変更はできません。", "Your change is not possible any more:";
        conflict_both() => "両方が変えたところ", "Changed by both";

        nothing() => "なし", "None";
        english(text: &str) => format!("（英語）{text}"), format!("(English) {text}");
        session_kind(kind: SessionKind) =>
            match kind { SessionKind::Seminar => "講演", SessionKind::Consultation => "個別相談", SessionKind::Break => "休憩" },
            match kind { SessionKind::Seminar => "Talk", SessionKind::Consultation => "Consultation", SessionKind::Break => "Break" };
        window_opens(at: &str) => format!("受付開始 {at}"), format!("opens {at}");
        window_closes(at: &str) => format!("締切 {at}"), format!("closes {at}");
        asks_topics() => "関心のある内容", "Topics of interest";
        asks_question() => "登壇者に聞きたいこと", "A question to the speaker";
        asks_access_needs() => "手伝いの要ること", "Access needs";

        /// What stands in the way of publishing.
        missing(missing: Missing) => match missing {
                Missing::Title => "名称",
                Missing::StartTime => "始まる時刻",
                Missing::EndTime => "終わる時刻",
                Missing::Venue => "会場の名前",
                Missing::Topic => "内容の分野",
                Missing::Summary => "概要または説明",
            },
            match missing {
                Missing::Title => "the title",
                Missing::StartTime => "the time it begins",
                Missing::EndTime => "the time it ends",
                Missing::Venue => "the name of the venue",
                Missing::Topic => "a topic",
                Missing::Summary => "a summary or a description",
            };
        refused_incomplete(missing: &str) => format!("公開するには、次の内容が足りません：{missing}"), format!("To publish it, these are missing: {missing}");
        refused_capacity(taken: u32) => format!("すでに{taken}席が申込済みです。定員は{taken}人以上にしてください。"),
            format!("{taken} seats are taken. The capacity must be {taken} or more.");
        refused_reserved(left: u32) => format!("残りは{left}席です。取り置く席は{left}席までにしてください。"),
            if left == 1 { "1 seat is left. At most 1 can be held back.".to_owned() } else { format!("{left} seats are left. At most {left} can be held back.") };
        refused_reserved_limit() => "定員なしのイベントでは、席を取り置けません。", "Without a limit there is nothing to hold seats back of.";
        refused_order() => "終わりは、始まりより後にしてください。", "The end must be after the beginning.";
        refused_seats() => "1件の申込の席数は、1以上にしてください。", "A registration takes 1 seat or more.";
        refused_not_draft() => "下書きではないため、この操作はできません。", "This can be done with drafts only.";
        refused_not_published() => "公開中ではないため、中止できません。", "Only a published event can be cancelled.";
        refused_cancelled() => "中止したイベントは、変えられません。", "A cancelled event cannot be changed.";
        refused_over() => "終わったイベントは、中止できません。", "An event that is over cannot be cancelled.";
        refused_helper() => "この下書きの受付をするための職員アカウントがあります。先に、そのアカウントの役割を変えてください。",
            "There is an account for the door of this draft. Please change that account’s role first.";
        refused_moment() => "公開の日時は、いまより後にしてください。", "The moment of publication must lie ahead.";
        refused_reason() => "中止の理由を書いてください。", "Please write why it is cancelled.";
        refused_tables(why: &str) => format!("相談会のテーブルが合わなくなります。先にテーブルを直してください。{why}"), format!("The consultation tables would not fit any more. Please change them first. {why}");
        refused_tables_booked(count: usize, numbers: &str) => format!("テーブルで予約されている相談{count}件（受付番号 {numbers}）の時間や会場が変わってしまいます。先に、それぞれの相談のページで中止するか、取り消してください。"),
            if count == 1 { format!("1 consultation that is booked at a table ({numbers}) would lose its time or place. Please end or cancel it on its own page first.") }
            else { format!("{count} consultations that are booked at the tables ({numbers}) would lose their times or place. Please end or cancel them on their own pages first.") };
        refused_nothing() => "いまの内容と同じです。", "It says the same already.";
    }
}

impl EventDeskText {
    /// The name of a part of an event.
    pub const fn field(self, field: EventField) -> &'static str {
        use domain::language::Language::{English, Japanese};
        match (self.0, field) {
            (Japanese, EventField::State) => "状態",
            (English, EventField::State) => "State",
            (Japanese, EventField::Kind) => "種類",
            (English, EventField::Kind) => "Kind",
            (Japanese, EventField::Title) => "名称",
            (English, EventField::Title) => "Title",
            (Japanese, EventField::When) => "日時",
            (English, EventField::When) => "Date and time",
            (Japanese, EventField::Format) => "開きかた",
            (English, EventField::Format) => "How to attend",
            (Japanese, EventField::Prefecture) => "都道府県",
            (English, EventField::Prefecture) => "Prefecture",
            (Japanese, EventField::GovernmentCode) => "自治体コード",
            (English, EventField::GovernmentCode) => "Local government code",
            (Japanese, EventField::Venue) => "会場",
            (English, EventField::Venue) => "Venue",
            (Japanese, EventField::Joining) => "オンラインの参加方法",
            (English, EventField::Joining) => "How to join online",
            (Japanese, EventField::Topics) => "内容の分野",
            (English, EventField::Topics) => "Topics",
            (Japanese, EventField::Audience) => "対象",
            (English, EventField::Audience) => "Audience",
            (Japanese, EventField::AudienceNote) => "対象の説明",
            (English, EventField::AudienceNote) => "Audience in words",
            (Japanese, EventField::Capacity) => "定員",
            (English, EventField::Capacity) => "Capacity",
            (Japanese, EventField::Reserved) => "取り置きの席",
            (English, EventField::Reserved) => "Seats held back",
            (Japanese, EventField::SeatsPerRegistration) => "1件の申込の席数",
            (English, EventField::SeatsPerRegistration) => "Seats for one registration",
            (Japanese, EventField::Window) => "申込期間",
            (English, EventField::Window) => "Registration",
            (Japanese, EventField::TitleKana) => "名称（カナ）",
            (English, EventField::TitleKana) => "Title in kana",
            (Japanese, EventField::ShortTitle) => "通称",
            (English, EventField::ShortTitle) => "Short title",
            (Japanese, EventField::Subtitle) => "サブタイトル",
            (English, EventField::Subtitle) => "Subtitle",
            (Japanese, EventField::Summary) => "概要",
            (English, EventField::Summary) => "Summary",
            (Japanese, EventField::Description) => "説明",
            (English, EventField::Description) => "Description",
            (Japanese, EventField::SubEvents) => "サブイベント",
            (English, EventField::SubEvents) => "Sub-events",
            (Japanese, EventField::CatalogueKind) => "カタログのイベント種類",
            (English, EventField::CatalogueKind) => "Kind in the catalogue",
            (Japanese, EventField::Url) => "主催者のページ",
            (English, EventField::Url) => "The organiser’s page",
            (Japanese, EventField::ImageUrl) => "画像のアドレス",
            (English, EventField::ImageUrl) => "Address of a picture",
            (Japanese, EventField::Industry) => "対象となる産業",
            (English, EventField::Industry) => "Industry",
            (Japanese, EventField::Stage) => "ステージ",
            (English, EventField::Stage) => "Stage",
            (Japanese, EventField::Sessions) => "プログラム",
            (English, EventField::Sessions) => "Programme",
            (Japanese, EventField::Speakers) => "登壇者・専門家",
            (English, EventField::Speakers) => "Speakers and experts",
            (Japanese, EventField::Tables) => "相談会のテーブル",
            (English, EventField::Tables) => "Consultation tables",
            (Japanese, EventField::Organiser) => "主催",
            (English, EventField::Organiser) => "Organiser",
            (Japanese, EventField::CoHosts) => "共催",
            (English, EventField::CoHosts) => "Co-hosts",
            (Japanese, EventField::OtherOrganisations) => "関係団体",
            (English, EventField::OtherOrganisations) => "Other organisations",
            (Japanese, EventField::Fee) => "料金（円）",
            (English, EventField::Fee) => "Fee (yen)",
            (Japanese, EventField::FeeNote) => "料金の説明",
            (English, EventField::FeeNote) => "Fee in words",
            (Japanese, EventField::ForeignLanguages) => "外国語対応",
            (English, EventField::ForeignLanguages) => "Foreign languages",
            (Japanese, EventField::PlaceName) => "場所の呼び名",
            (English, EventField::PlaceName) => "Name of the place",
            (Japanese, EventField::HowToApply) => "ほかの申込方法",
            (English, EventField::HowToApply) => "Other ways to apply",
            (Japanese, EventField::Contact) => "連絡先",
            (English, EventField::Contact) => "Contact",
            (Japanese, EventField::Remarks) => "備考",
            (English, EventField::Remarks) => "Remarks",
            (Japanese, EventField::Questions) => "申込で聞くこと",
            (English, EventField::Questions) => "Questions of the form",
        }
    }

    /// What is wrong with a field of a repetition, as a sentence that says how to mend it.
    pub fn repetition_problem(self, field: &str, error: FieldError) -> String {
        let label = match field {
            "rhythm" => self.rhythm(),
            "every" => self.every(),
            "ending" => self.ending(),
            "count" => self.count(),
            "until" => self.until(),
            _ => self.on_holidays(),
        };
        self.sentence(&label, None, error)
    }

    /// What is wrong with a field of an operation's form, as a sentence that says how to mend it.
    pub fn problem(self, field: OperationField, error: FieldError) -> String {
        let label = match field {
            OperationField::StartsOn => self.starts_on(),
            OperationField::EndsOn => self.ends_on(),
            OperationField::StartTime => self.start_time(),
            OperationField::EndTime => self.end_time(),
            OperationField::DoorsOpen => self.doors_open(),
            OperationField::Capacity => self.capacity(),
            OperationField::Reserved => self.reserve(),
            OperationField::PublishOn => self.publish_on(),
            OperationField::PublishTime => self.publish_time(),
            OperationField::ReasonJa => self.reason_ja(),
            OperationField::ReasonEn => self.reason_en(),
        };
        let example = match field {
            OperationField::StartsOn | OperationField::EndsOn | OperationField::PublishOn => Some(self.day_hint()),
            OperationField::StartTime
            | OperationField::EndTime
            | OperationField::DoorsOpen
            | OperationField::PublishTime => Some(self.time_hint()),
            OperationField::Capacity
            | OperationField::Reserved
            | OperationField::ReasonJa
            | OperationField::ReasonEn => None,
        };
        self.sentence(&label, example.as_deref(), error)
    }

    /// What is wrong with what is called `label`.
    pub(crate) fn sentence(self, label: &str, example: Option<&str>, error: FieldError) -> String {
        use domain::language::Language::{English, Japanese};
        let example = match (example, self.0) {
            (None, _) => String::new(),
            (Some(example), Japanese) => format!("（{example}）"),
            (Some(example), English) => format!(" ({example})"),
        };
        match (self.0, error) {
            (Japanese, FieldError::Required) => format!("「{label}」を入力してください{example}。"),
            (English, FieldError::Required) => format!("“{label}” is needed{example}."),
            (Japanese, FieldError::TooLong { max }) => format!("「{label}」は{max}文字までにしてください。"),
            (English, FieldError::TooLong { max }) => format!("“{label}” may have {max} characters at most."),
            (Japanese, FieldError::OutOfRange { min, max }) => {
                format!("「{label}」は{min}から{max}までの数にしてください。")
            }
            (English, FieldError::OutOfRange { min, max }) => format!("“{label}” is a number from {min} to {max}."),
            (Japanese, FieldError::ControlCharacter) => {
                format!("「{label}」に、使えない文字（制御文字）が入っています。")
            }
            (English, FieldError::ControlCharacter) => format!("“{label}” has a character that cannot be used."),
            (Japanese, FieldError::UnknownChoice) => format!("「{label}」を一覧から選んでください。"),
            (English, FieldError::UnknownChoice) => format!("Choose “{label}” from the list."),
            (Japanese, _) => format!("「{label}」が読めません{example}。"),
            (English, _) => format!("“{label}” cannot be read{example}."),
        }
    }
}
