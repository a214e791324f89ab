//! Words of experts' calendars.

use domain::availability::{
    AvailabilityError, AvailabilityField, AvailabilityNote, AvailabilityProblem, AvailabilityRefusal, Closure,
    Declined, EngagementKind, Hours, HoursProblem, LeaveKind, Meeting, Scope, Window, WindowProblem,
};
use domain::input::FieldError;
use domain::language::Language;
use jiff::civil::Date;

use crate::staff::availability::query::CalendarView;
use crate::text::{Text, texts};

texts! {
    /// Experts' calendars.
    pub AvailabilityText {
        title() => "対応可能時間", "Availability";
        title_of(name: &str, span: &str) => format!("{name}さんの対応可能時間 {span}"), format!("Availability of {name}, {span}");
        own_title(span: &str) => format!("対応可能時間 {span}"), format!("Availability, {span}");
        span(first: &str, last: &str) => format!("{first}〜{last}"), format!("{first} to {last}");
        /// Whose calendar; the label of the list.
        whose() => "専門家", "Expert";
        show() => "表示する", "Show";
        none_yet() => "相談を受ける専門家がまだ登録されていません。", "No expert takes consultations yet.";
        none_of_yours() => "相談の受付がまだ設定されていません。事務局へお知らせください。",
            "Your consultations have not been set up yet. Please tell the secretariat.";
        to_experts() => "専門家の一覧へ", "To the experts";
        before() => "前へ", "Back";
        after() => "次へ", "On";
        today() => "今日", "Today";
        views() => "表示の切り替え", "View";
        view(view: CalendarView) =>
            match view { CalendarView::Week => "週", CalendarView::Month => "月", CalendarView::Agenda => "予定表" },
            match view { CalendarView::Week => "Week", CalendarView::Month => "Month", CalendarView::Agenda => "Agenda" };
        to_terms() => "受け付ける条件", "Terms";
        to_calendars() => "外部カレンダー", "External calendars";
        to_consultations() => "個別相談の一覧", "Consultations";
        calendar() => "カレンダー", "Calendar";
        open() => "対応可能", "Open";
        this_day_only() => "この日だけ", "this day only";
        day_off() => "休み", "Closed";
        no_hours() => "なし", "None";
        resting() => "この日は受けない", "rests on this day";
        weekly_hours_are(hours: &str) => format!("毎週は {hours}"), format!("each week: {hours}");
        leave(kind: LeaveKind) =>
            match kind {
                LeaveKind::Vacation => "休暇",
                LeaveKind::Illness => "病気",
                LeaveKind::BusinessTrip => "出張",
                LeaveKind::Training => "研修",
                LeaveKind::Other => "その他の不在",
            },
            match kind {
                LeaveKind::Vacation => "Vacation",
                LeaveKind::Illness => "Illness",
                LeaveKind::BusinessTrip => "Business trip",
                LeaveKind::Training => "Training",
                LeaveKind::Other => "Other leave",
            };
        hold() => "仮押さえ", "On hold";
        hold_detail() => "申込みの入力中", "somebody is filling in the form";
        proposal() => "提案中の時間", "Proposed";
        booked() => "予約", "Booked";
        to_confirm() => "確認待ち", "To confirm";
        speaking() => "登壇・固定", "Speaking, fixed";
        external() => "外部カレンダーの予定", "External calendar";
        online() => "オンライン", "Online";
        on_site(place: &str) => format!("訪問・{place}"), format!("On site, {place}");
        total(hours: u32, minutes: u32, booked: usize, held: usize) =>
            format!("合計 {hours}時間{}・予約 {booked}件・仮押さえ {held}件", if minutes == 0 { String::new() } else { format!("{minutes}分") }),
            format!("{hours} h {minutes:02} min in all, booked: {booked}, on hold: {held}");
        legend() => "記号の意味", "What the colours mean";
        /// The name of the hours at the side.
        time() => "時刻", "Time";

        words_title() => "この週を言葉で", "This week in words";
        words_hint() => "15分刻み。「10:00-12:00、14:00-17:00」のように、休みは「休み」と書きます。",
            "In steps of 15 minutes, like “10:00-12:00, 14:00-17:00”; write “none” for a day without hours.";
        scope() => "変更をいつに使うか", "For which days the change is meant";
        scope_of(scope: Scope) =>
            match scope { Scope::ThisDay => "この日だけ", Scope::Following => "この日から毎週", Scope::All => "過去も含めすべて" },
            match scope { Scope::ThisDay => "This day only", Scope::Following => "This and all following", Scope::All => "All, the past too" };
        save() => "保存する", "Save";
        more() => "ほかの変え方", "Other changes";
        weekly() => "毎週の時間を決める", "Set the hours of each week";
        weekdays() => "曜日", "Days of the week";
        hours() => "時間", "Hours";
        hours_hint() => "例：10:00-12:00、14:00-17:00", "For example 10:00-12:00, 14:00-17:00";
        window_hint() => "例：10:00-12:00", "For example 10:00-12:00";
        from() => "いつから", "From";
        until() => "いつまで（空欄はずっと）", "Until (empty: until further notice)";
        to() => "最後の日（空欄は1日だけ）", "Last day (empty: one day)";
        every() => "何週ごと", "Every so many weeks";
        what_becomes() => "扱い", "What to do";
        weekly_set() => "この時間にする", "These hours and no others";
        weekly_add() => "いまの時間に加える", "Beside the hours there are";
        weekly_clear() => "この曜日の時間をなくす", "No hours on these days";
        days() => "休み・いつもと違う日を入れる", "Days off and other days";
        days_closed() => "休み", "Closed";
        days_leave() => "不在", "Leave";
        days_hours() => "別の時間にする", "Other hours";
        days_weekly() => "毎週のとおりに戻す", "As each week again";
        leave_label() => "不在の理由（相談者には見えません）", "Why (citizens do not see it)";
        of_these_days() => "この期間の曜日（選ばなければ毎日）", "Only these days of the week (none: every day)";
        copy_day() => "日を写す", "Copy a day";
        copy_week() => "週を写す", "Copy a week";
        copied() => "写すもとの日", "The day to copy";
        copied_week() => "写すもとの週（その中の一日）", "The week to copy (a day of it)";
        to_week() => "写す先の最初の週（その中の一日）", "The first week to copy it to (a day of it)";
        weeks() => "何週分", "For how many weeks";
        window() => "時間をひとつ足す・消す・移す", "Add, remove or move one time";
        window_add() => "足す", "Add";
        window_remove() => "消す", "Remove";
        window_move() => "移す・伸ばす・縮める", "Move, lengthen or shorten";
        day() => "日", "Day";
        to_day() => "移す先の日（空欄は同じ日）", "To which day (empty: the same)";
        becomes() => "移した後の時間", "The time after the move";
        carry_out() => "この内容で変える", "Make this change";

        why_title() => "なぜ空いている・空いていない？", "Why is a time open or not?";
        why_day() => "日", "Day";
        why_time() => "時刻", "Time";
        why_topic() => "分野", "Topic";
        why_where() => "場所", "Where";
        why_length() => "長さ", "Length";
        minutes(minutes: u16) => format!("{minutes}分"), format!("{minutes} min");
        why_ask() => "調べる", "Find out";
        why_unreadable() => "日と時刻を読み取れません。例：2026-12-01 と 10:00", "The day or the time cannot be read. For example: 2026-12-01 and 10:00";
        is_open(moment: &str) => format!("{moment}は空いています。"), format!("{moment} is open.");
        is_closed(moment: &str, why: &str) => format!("{moment}は空いていません。{why}"), format!("{moment} is not open. {why}");
        next_open() => "次に空いている時間", "The next open times";
        nothing_open() => "予約できる期間に、空いている時間はありません。", "Nothing is open for as far as one can book.";

        done() => "保存しました", "Saved";
        merged() => "重なっていた時間を、ひとつにまとめました。", "Times that overlapped are one now.";
        replaced() => "この期間に入っていた別の設定を、置き換えました。", "What was said of some of these days before holds no more.";
        kept(count: usize) => format!("対応可能時間の外になる予約 {count}件は、そのまま残っています。"),
            format!("Bookings outside the hours that stay as they are: {count}.");

        conflicts_title() => "予約との重なりを確かめてください", "Please look at these bookings first";
        conflicts_text() => "この変更で、次の予約が対応可能時間の外になります。予約は自動では取り消しません。",
            "With this change these bookings lie outside the hours. No booking is cancelled by itself.";
        conflicts_new() => "確かめているあいだに、新しい予約が入りました。", "Another booking has come in the meantime.";
        conflict_propose() => "別の時間を提案する", "Propose another time";
        conflict_kept_for() => "提案中の時間", "a time that is proposed";
        keep_and_save() => "予約はこのままにして保存する", "Save, and keep the bookings as they are";
        give_up() => "やめる", "Give up";

        versions_title() => "ほかの人が先に変えていました", "Somebody else was faster";
        versions_text() => "開いたあとに、このカレンダーが変わりました。いまの内容と、あなたの変更を重ねたあとの内容を見くらべて選んでください。",
            "The calendar was changed after you had opened it. Compare how it is now with what your change would make of it, and choose.";
        versions_caption() => "違うところ", "What differs";
        versions_part() => "項目", "Part";
        versions_theirs() => "いまの内容", "Now";
        versions_mine() => "あなたの変更を重ねると", "With your change";
        versions_impossible() => "いまの内容には、あなたの変更を重ねられません。", "Your change cannot be made to it any more.";
        versions_wanted() => "あなたの変更", "Your change";
        wanted_add(time: &str) => format!("{time}を足す"), format!("Add {time}");
        wanted_remove(time: &str) => format!("{time}を消す"), format!("Remove {time}");
        wanted_move(time: &str, becomes: &str) => format!("{time}を{becomes}にする"), format!("Make {time} {becomes}");
        take_mine() => "変更を重ねて保存する", "Save my change on top";
        take_theirs() => "いまの内容を見る", "Keep what there is now";

        terms_title() => "受け付ける条件", "Terms of consultations";
        topics() => "答える分野", "Topics";
        lengths() => "相談の長さ", "Lengths";
        online_label() => "オンラインで受ける", "Online";
        prefectures() => "訪問できる都道府県", "Prefectures visited";
        notice() => "何開庁日前まで予約できるか（0は当日まで）", "Notice in business days (0: until the day itself)";
        horizon() => "何日先まで予約できるか", "How many days ahead one can book";
        per_day() => "1日の上限（空欄はなし）", "At most a day (empty: no limit)";
        per_week() => "1週間の上限（空欄はなし）", "At most a week (empty: no limit)";
        buffer_before() => "前に空ける時間（分）", "Kept free before each (minutes)";
        buffer_after() => "後に空ける時間（分）", "Kept free after each (minutes)";
        rests_on_holidays() => "祝日は受けない", "Rest on national holidays";
        rests_at_year_end() => "年末年始（12月29日〜1月3日）は受けない", "Rest from 29 December to 3 January";
        confirms() => "予約を自分で確認してから確定する", "I confirm each booking myself";
        ahead() => "予約の前", "Before booking";
        limits() => "件数と間隔", "How many, and how close";
        rests() => "休む日", "Days of rest";

        feed_title() => "自分のカレンダーに表示する", "In your own calendar";
        feed_text() => "予約の一覧を、お使いのカレンダーで読み込めるアドレスです。知っている人は誰でも読めるので、他の人に見せないでください。",
            "An address from which your calendar program reads your bookings. Whoever knows it can read them: show it to nobody.";
        feed_once() => "このアドレスは、いま一度だけ表示します。", "This address is shown only now.";
        feed_since(at: &str) => format!("{at}に作ったアドレスが使えます。"), format!("There is an address, made on {at}.");
        feed_make() => "アドレスを作る", "Make an address";
        feed_again() => "新しいアドレスに替える", "Replace it by a new one";
        feed_withdraw() => "使えなくする", "Withdraw it";
        feed_withdrawn() => "アドレスを使えなくしました", "The address was withdrawn";

        all_title(span: &str) => format!("専門家の予定 {span}"), format!("Experts side by side, {span}");
        all_caption(span: &str) => format!("{span}の対応可能時間と予約、専門家ごと"), format!("Hours and bookings of {span}, expert by expert");
    }
}

impl AvailabilityText {
    /// Hours as people read them: 10:00〜12:00、14:00〜17:00.
    pub fn hours_of(self, hours: &Hours) -> String {
        let windows: Vec<String> = hours.windows().iter().map(|window| self.window_of(*window)).collect();
        if windows.is_empty() { self.no_hours().into_owned() } else { windows.join(Text(self.0).between()) }
    }

    /// A window as people read it: 10:00〜12:00.
    pub fn window_of(self, window: Window) -> String {
        self.between_minutes(window.from(), window.to())
    }

    /// From one minute of a day to another, as people read it, on the quarter or off it.
    pub fn between_minutes(self, from: u16, to: u16) -> String {
        let clock = |minute: u16| format!("{}:{:02}", minute / 60, minute % 60);
        let dash = match self.0 {
            Language::Japanese => "〜",
            Language::English => "–",
        };
        format!("{}{dash}{}", clock(from), clock(to))
    }

    /// What takes the time, without a name.
    pub fn engagement(self, kind: EngagementKind) -> String {
        match kind {
            EngagementKind::Consultation(_) => self.booked(),
            EngagementKind::Hold(_) => self.hold(),
            EngagementKind::Proposal(_) => self.proposal(),
            EngagementKind::Event(_) => self.speaking(),
            EngagementKind::External => self.external(),
        }
        .into_owned()
    }

    /// Where people meet.
    pub fn meeting(self, meeting: Meeting) -> String {
        match meeting {
            Meeting::Online => self.online().into_owned(),
            Meeting::OnSite(prefecture) => self.on_site(prefecture.name(self.0)).into_owned(),
            Meeting::AtTable(place) => Text(self.0).event_table().meeting(place),
        }
    }

    /// What to tell of a change.
    pub fn note(self, note: AvailabilityNote) -> String {
        match note {
            AvailabilityNote::Merged => self.merged(),
            AvailabilityNote::ExceptionsReplaced => self.replaced(),
        }
        .into_owned()
    }

    /// Days from one to another, or one.
    pub fn days_of(self, from: Date, to: Date) -> String {
        let date = Text(self.0).date();
        if from == to { date.day(from) } else { self.span(&date.day(from), &date.day(to)).into_owned() }
    }

    /// Why a change is not made.
    pub fn refusal(self, refusal: AvailabilityRefusal) -> String {
        let (ja, en) = match refusal {
            AvailabilityRefusal::NoDays => (
                "最後の日が最初の日より前か、あてはまる曜日がありません。日を確かめてください。".to_owned(),
                "The last day comes before the first, or there is no such day of the week. Please check the days.".to_owned(),
            ),
            AvailabilityRefusal::TooManyDays { max } => (
                format!("一度に変えられるのは{max}日までです。期間を分けてください。"),
                format!("At most {max} days can be changed at once. Please split them."),
            ),
            AvailabilityRefusal::UnknownRhythm { max } => {
                (format!("1週から{max}週ごとにしてください。"), format!("Choose every 1 to {max} weeks."))
            }
            AvailabilityRefusal::NoSuchWindow => (
                "この日のその時間には、対応可能時間がありません。".to_owned(),
                "There are no hours at that time of the day.".to_owned(),
            ),
            AvailabilityRefusal::NotOfItsWeek => (
                "この日は毎週のとおりではありません（休日か、個別に決めた日です）。「この日だけ」を選んでください。".to_owned(),
                "This day is not as its week has it (a holiday, or a day of its own). Choose “This day only”.".to_owned(),
            ),
            AvailabilityRefusal::NothingChanges => {
                ("いまの内容と同じです。変えるところを書いてください。".to_owned(), "It is like this already. Write what is to change.".to_owned())
            }
            AvailabilityRefusal::NothingToBook => (
                "この条件では何も予約できません。分野と長さをひとつ以上、場所はオンラインか都道府県を選んでください。".to_owned(),
                "Nothing could be booked like this. Choose at least one topic and one length, and online or a prefecture.".to_owned(),
            ),
            AvailabilityRefusal::LimitOfNone => {
                ("上限は1以上にするか、空欄にしてください。".to_owned(), "A limit is 1 or more, or empty.".to_owned())
            }
            AvailabilityRefusal::TooManyEntries => (
                "登録できる数を超えました。古い例外の日を戻してください。".to_owned(),
                "The calendar is full. Set some old days back first.".to_owned(),
            ),
        };
        self.choose(ja, en)
    }

    fn choose(self, ja: String, en: String) -> String {
        match self.0 {
            Language::Japanese => ja,
            Language::English => en,
        }
    }

    fn field(self, field: AvailabilityField) -> &'static str {
        use AvailabilityField as Field;
        let (ja, en) = match field {
            Field::Operation => ("変更の種類", "the kind of change"),
            Field::Hours => ("時間", "the hours"),
            Field::Becomes => ("移した後の時間", "the time after the move"),
            Field::Scope => ("いつに使うか", "for which days it is meant"),
            Field::Day => ("日", "the day"),
            Field::From => ("最初の日", "the first day"),
            Field::To => ("最後の日", "the last day"),
            Field::Weekdays => ("曜日", "the days of the week"),
            Field::Every => ("何週ごと", "every so many weeks"),
            Field::Weeks => ("何週分", "the number of weeks"),
            Field::Plan => ("扱い", "what to do"),
            Field::Leave => ("不在の理由", "the kind of leave"),
            Field::Topics => ("分野", "the topics"),
            Field::Lengths => ("長さ", "the lengths"),
            Field::Prefectures => ("都道府県", "the prefectures"),
            Field::Notice => ("予約の締切", "the notice"),
            Field::Horizon => ("予約できる期間", "how far ahead one can book"),
            Field::PerDay => ("1日の上限", "the limit a day"),
            Field::PerWeek => ("1週間の上限", "the limit a week"),
            Field::BufferBefore => ("前に空ける時間", "the minutes before"),
            Field::BufferAfter => ("後に空ける時間", "the minutes after"),
        };
        match self.0 {
            Language::Japanese => ja,
            Language::English => en,
        }
    }

    /// What is wrong with a field, as a sentence that says how to mend it.
    pub fn problem(self, problem: &AvailabilityProblem) -> String {
        let what = self.field(problem.field);
        match &problem.error {
            AvailabilityError::Hours(problem) => self.hours_problem(problem),
            AvailabilityError::Unchanged => self.refusal(AvailabilityRefusal::NothingChanges),
            AvailabilityError::Field(FieldError::Required) => {
                self.choose(format!("{what}を入れてください"), format!("Please fill in {what}"))
            }
            AvailabilityError::Field(FieldError::OutOfRange { min, max }) => self.choose(
                format!("{what}は{min}から{max}までの数にしてください"),
                format!("Enter a number from {min} to {max} for {what}"),
            ),
            AvailabilityError::Field(FieldError::UnknownChoice) => {
                self.choose(format!("{what}を選び直してください"), format!("Choose {what} again"))
            }
            AvailabilityError::Field(_) => self.choose(
                format!("{what}を読み取れません。例のように書いてください"),
                format!("We cannot read {what}. Write it as in the example"),
            ),
        }
    }

    fn hours_problem(self, HoursProblem { text, problem }: &HoursProblem) -> String {
        let (ja, en) = match problem {
            WindowProblem::Malformed => (
                format!("「{text}」を時間として読み取れません。10:00-12:00のように書いてください"),
                format!("“{text}” is no time. Write it like 10:00-12:00"),
            ),
            WindowProblem::Empty => {
                (format!("「{text}」は始まりと終わりが同じです"), format!("“{text}” ends when it begins"))
            }
            WindowProblem::EndBeforeStart => (
                format!("「{text}」は終わりが始まりより前です。逆に書いていないか確かめてください"),
                format!("“{text}” ends before it begins. Please check the order"),
            ),
            WindowProblem::OverMidnight { evening, morning } => {
                let evening = self.window_of(*evening);
                let morning = morning.map(|window| self.window_of(window));
                (
                    match &morning {
                        Some(morning) => format!(
                            "「{text}」は日をまたぎます。この日に{evening}、翌日に{morning}と分けて書いてください"
                        ),
                        None => format!("「{text}」の終わりは24:00と書いてください：{evening}"),
                    },
                    match &morning {
                        Some(morning) => format!(
                            "“{text}” runs over midnight. Write {evening} on this day and {morning} on the next"
                        ),
                        None => format!("Write the end of “{text}” as 24:00: {evening}"),
                    },
                )
            }
            WindowProblem::AfterMidnight => (
                format!("「{text}」には24:00より後の時刻があります。翌日に分けて書いてください"),
                format!("“{text}” has a time after 24:00. Write it on the next day"),
            ),
            WindowProblem::OffTheQuarter { nearest } => {
                let nearest = nearest.map(|window| self.window_of(window));
                let (near_ja, near_en) = nearest.map_or_else(Default::default, |nearest| {
                    (format!("。近い時間は{nearest}です"), format!(". The nearest is {nearest}"))
                });
                (
                    format!("「{text}」は15分刻みではありません{near_ja}"),
                    format!("“{text}” is not on the quarter of an hour{near_en}"),
                )
            }
        };
        self.choose(ja, en)
    }

    /// What of a wish an expert does not take.
    fn declined(self, declined: Declined) -> String {
        let (ja, en) = match declined {
            Declined::Topic => ("この分野は受けていません。", "This topic is not among the terms."),
            Declined::Length => ("この長さの相談は受けていません。", "Consultations do not last so long by the terms."),
            Declined::Meeting => ("この場所では受けていません。", "The terms do not have people met there."),
        };
        self.choose(ja.to_owned(), en.to_owned())
    }

    /// The rule that closes a moment.
    pub fn closure(self, closure: &Closure) -> String {
        let date = Text(self.0).date();
        let (ja, en) = match closure {
            Closure::Declined(declined) => return self.declined(*declined),
            Closure::Past => ("もう過ぎています。".to_owned(), "It is over.".to_owned()),
            Closure::TooSoon { first } => (
                format!("予約の締切を過ぎています。予約できるのは{}からです。", date.day(*first)),
                format!("It is nearer than the notice allows: one can book from {} on.", date.day(*first)),
            ),
            Closure::TooFar { last } => (
                format!("先すぎます。予約できるのは{}までです。", date.day(*last)),
                format!("It is too far ahead: one can book until {}.", date.day(*last)),
            ),
            Closure::Rest(reason) => {
                let name = reason.name(self.0);
                (format!("{name}のため、毎週の時間は休みです。"), format!("The weekly hours rest: {name}."))
            }
            Closure::DayOff { from, to } => {
                let days = self.days_of(*from, *to);
                (format!("休みにしています（{days}）。"), format!("Closed ({days})."))
            }
            Closure::Leave { kind, from, to } => {
                let (kind, days) = (self.leave(*kind), self.days_of(*from, *to));
                (format!("不在です：{kind}（{days}）。"), format!("Away: {kind} ({days})."))
            }
            Closure::NoHours => {
                ("この曜日には時間がありません。".to_owned(), "The week has no hours on this day.".to_owned())
            }
            Closure::OutsideHours { hours, is_exception } => {
                let hours = self.hours_of(hours);
                let (ja, en) = if *is_exception {
                    ("この日だけの時間", "hours of this day only")
                } else {
                    ("この日の時間", "hours of this day")
                };
                (format!("{ja}（{hours}）に入りません。"), format!("It does not fit into the {en} ({hours})."))
            }
            Closure::OffTheQuarter => {
                ("相談は15分刻みで始まります。".to_owned(), "Consultations begin on the quarter of an hour.".to_owned())
            }
            Closure::Engaged { with, starts_at, ends_at, is_buffer } => {
                let what = self.engagement(*with);
                let span = date.span(starts_at.in_tokyo().time(), ends_at.in_tokyo().time());
                if *is_buffer {
                    (
                        format!("前後に空ける時間が、{what}（{span}）にかかります。"),
                        format!("The time kept free would reach into: {what} ({span})."),
                    )
                } else {
                    (format!("{what}（{span}）があります。"), format!("There is something then: {what} ({span})."))
                }
            }
            Closure::Travel { with, there, here, minutes } => {
                let (what, there, here) = (self.engagement(*with), there.name(self.0), here.name(self.0));
                (
                    format!("{there}の{what}とのあいだに、{here}への移動{minutes}分が足りません。"),
                    format!("There would not be {minutes} minutes for the way between {there} ({what}) and {here}."),
                )
            }
            Closure::DayFull { limit } => {
                (format!("この日は上限の{limit}件に達しています。"), format!("The day has its limit of {limit}."))
            }
            Closure::WeekFull { limit } => {
                (format!("この週は上限の{limit}件に達しています。"), format!("The week has its limit of {limit}."))
            }
        };
        self.choose(ja, en)
    }
}
