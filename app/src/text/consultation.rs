//! Words of consultations: finding a time, booking it, one's own page.

use domain::availability::{Declined, Length, Meeting, PublicClosure};
use domain::consultation::{ConsultationState, FREE_CONSULTATIONS, STRIKES};
use domain::language::Language;

use super::{Text, texts};

texts! {
    /// Consultations.
    pub ConsultationText {
        title() => "専門家に相談する", "Consult an expert";
        description() => "テレワークの専門家に、無料で個別に相談できます。会員登録はいりません。分野、場所、日時を選んで予約してください。",
            "Talk to a telework expert one to one, free of charge and without an account. Choose a topic, a place and a time.";
        lead() => "テレワークの専門家が、御社の事情に合わせて一対一でお答えします。会員登録はいりません。",
            "A telework expert answers your questions one to one. You do not need an account.";
        free_note() => format!("ひとつの会社・団体につき{FREE_CONSULTATIONS}回まで無料です。"), format!("{FREE_CONSULTATIONS} consultations are free for each organisation.");
        topic() => "何について相談しますか", "What is it about?";
        meeting() => "どこで相談しますか", "Where do you want to meet?";
        online() => "オンライン", "Online";
        online_detail() => "Web会議で、どこからでも相談できます", "By web meeting, from anywhere";
        on_site(prefecture: &str) => format!("訪問（{prefecture}）"), format!("At your place ({prefecture})");
        visit() => "来てもらう", "The expert comes to you";
        visit_detail() => "専門家が会社・団体へうかがいます。都道府県を選んでください。", "The expert visits your organisation. Choose the prefecture.";
        visit_button() => "この都道府県で探す", "Look for times there";
        length() => "相談の長さ", "How long";
        minutes(length: Length) => format!("{}分", length.minutes()), format!("{} minutes", length.minutes());
        expert() => "専門家", "Expert";
        any_expert() => "だれでもよい", "Any expert";
        any_expert_note() => "空いている時間がいちばん多く見つかります", "This finds the most open times";
        profile() => "紹介", "Profile";
        profile_of(name: &str) => format!("{name}の紹介"), format!("Profile of {name}");
        /// To the same page without what was chosen.
        choose_again() => "選び直す", "Change";
        month_note(days: usize) => format!("空きのある日 {days}日"), if days == 1 { "1 day with open times".to_owned() } else { format!("{days} days with open times") };
        previous_month(month: &str) => format!("前の月（{month}）"), format!("Previous month: {month}");
        next_month(month: &str) => format!("次の月（{month}）"), format!("Next month: {month}");
        open(count: usize) => format!("◯ 空き {count}"), format!("○ {count} open");
        first_free() => "いちばん早い日時", "The first open times";
        month_heading() => "日を選ぶ", "Choose a day";
        day_heading(day: &str) => format!("{day}の時間を選ぶ"), format!("Choose a time on {day}");
        hold_note() => "時間を選ぶと、10分のあいだ取っておきます。そのあいだに入力してください。延長もできます。",
            "When you choose a time we keep it for ten minutes while you fill in the form. You can extend that.";
        to_month() => "ほかの日を見る", "Other days";
        with_any_expert() => "ほかの専門家も含めて探す", "Look with all experts";
        nothing_in_month() => "この月に空きはありません", "Nothing is open in this month";
        nothing_on_day(day: &str) => format!("{day}に空きはありません"), format!("Nothing is open on {day}");
        alternatives() => "近い日時の空き", "The next open times";
        nothing_at_all() => "いま予約できる日時がありません。ほかの専門家、長さ、オンラインもお試しください。お急ぎのときは、事務局へお電話ください。",
            "No time can be booked at present. Please try another expert, length, or online. If it is urgent, call the secretariat.";
        no_expert() => "この分野と場所で相談を受ける専門家が、いまはいません", "No expert takes consultations of this kind there at present";
        try_online() => "オンラインで探す", "Look for online times";
        choose_a_time() => "時間を選んでください", "Please choose a time";

        region() => "地域", "Region";
        languages() => "話せる言語", "Languages";
        japanese() => "日本語", "Japanese";
        english() => "英語", "English";
        qualifications() => "資格", "Qualifications";
        topics() => "相談できる分野", "Topics";
        ways() => "相談のしかた", "How you can meet";
        ask_expert(name: &str) => format!("{name}に相談する"), format!("Consult {name}");
        expert_description(name: &str) => format!("{name}の紹介と、相談できる分野"), format!("Who {name} is, and on what you can consult them");

        form_title() => "相談を予約する", "Book a consultation";
        check_title() => "この内容でよろしいですか", "Check your answers";
        crumb() => "予約する", "Book";
        brief_label() => "予約する相談", "You are booking";
        held_until(time: &str) => format!("この時間を{time}まで取ってあります"), format!("We keep this time for you until {time}");
        held_more(times: u32) => format!("入力に時間がかかるときは、10分ずつ、あと{times}回延長できます。"),
            if times == 1 { "If you need longer, you can extend it by ten minutes once more.".to_owned() } else { format!("If you need longer, you can extend it by ten minutes, {times} times more.") };
        extend() => "10分延長する", "Ten more minutes";
        release() => "別の時間を選ぶ", "Choose another time";
        minutes_left(minutes: u32) => format!("この時間を取っておけるのは、あと{minutes}分です。延長できます。"),
            if minutes == 1 { "We keep this time for one more minute. You can extend that.".to_owned() } else { format!("We keep this time for {minutes} more minutes. You can extend that.") };
        /// By a live region, when the time is over.
        ended_said() => "取っておく時間が過ぎました。入力した内容は残っています。", "The time for which we kept it is over. What you typed is still here.";
        ended_title() => "取っておく時間が過ぎました", "The time for which we kept it is over";
        ended_open() => "入力した内容は残っています。「10分延長する」を押すと、まだ空いていれば、もう一度取っておきます。",
            "What you typed is still here. “Ten more minutes” keeps the time again, if nobody else has taken it.";
        part_question() => "相談したいこと", "Your question";
        question() => "相談したいこと", "What do you want to talk about?";
        question_hint() => "いまの様子、困っていること、知りたいことをお書きください。2,000字まで。専門家が前もって読みます。",
            "How things are, what is difficult, what you want to know. Up to 2,000 characters; the expert reads it beforehand.";
        part_organisation() => "会社・団体", "Your organisation";
        organisation_kana() => "会社・団体のフリガナ", "Name of the organisation in kana";
        corporate_number() => "法人番号", "Corporate number";
        corporate_number_hint() => "13桁の数字。わかる場合だけで結構です。無料相談の回数を確かめるのに使います。",
            "13 digits, if you know it. It tells how many free consultations are left.";
        employees() => "従業員数", "Employees";
        address() => "訪問先の住所", "Address to visit";
        address_hint(prefecture: &str) => format!("{prefecture}の、専門家がうかがう住所"), format!("Where in {prefecture} the expert comes to");
        part_person() => "申し込む人", "Who books";
        phone_hint() => "当日の連絡にだけ使います。ハイフンがなくてもかまいません。", "Only for urgent news on the day. With or without hyphens.";
        part_people() => "いっしょに参加する人", "Who else takes part";
        second_person() => "2人目の氏名", "Second person’s name";
        third_person() => "3人目の氏名", "Third person’s name";
        people_hint() => "申し込む人を入れて3人まで参加できます。", "Up to three people can take part, you included.";
        people() => "ほかの参加者", "Others who take part";
        access_needs_hint() => "字幕、手話、ゆっくりした会話などをお知らせください。400字まで。", "Subtitles, sign language, slow speech and so on. Up to 400 characters.";
        notes_heading() => "ご注意", "Please note";
        note_free() => format!("無料の相談は、ひとつの会社・団体につき{FREE_CONSULTATIONS}回までです。"), format!("{FREE_CONSULTATIONS} consultations are free for each organisation.");
        note_cancel() => "来られなくなったときは、予約のページに書いてある期限までに、取り消すか日時を変えてください。期限を過ぎた取り消しは1回に数えます。",
            "If you cannot come, cancel or move it by the time on your page. A later cancellation counts as one of them.";
        note_pause() => format!("期限を過ぎた取り消しと連絡のない欠席が{STRIKES}回になると、次の予約の前に事務局とお話しいただきます。"),
            format!("After {STRIKES} late cancellations or missed consultations, the secretariat talks to you before you book again.");
        privacy(email: &str) => format!("いただいた個人情報は、この相談の受付と連絡にだけ使い、担当の専門家と事務局だけが見ます。1年で消します。ご質問は {email} へ。"),
            format!("We use your details only for this consultation; only the expert and the secretariat see them. We delete them after one year. Questions: {email}");
        consent() => "ご注意と個人情報の扱いに同意します", "I agree to these notes and this use of my details";
        left_row() => "無料相談の残り", "Free consultations left";
        left_value(left: u32) => format!("あと{left}回（この予約で1回使います）"), format!("{left} (this booking uses one)");
        row_when() => "日時", "When";
        row_topic() => "分野", "Topic";
        row_meeting() => "相談のしかた", "How you meet";
        row_expert() => "担当の専門家", "Expert";
        not_done_yet() => "まだ予約は終わっていません。ボタンを押すと予約し、受付番号をメールで送ります。",
            "Nothing is booked yet. When you press the button we book it and mail you your number.";
        not_done_yet_request() => "まだ予約は終わっていません。ボタンを押すと時間を押さえ、担当の専門家が確かめてから、確定のメールを送ります。",
            "Nothing is booked yet. When you press the button the time is yours; the expert then confirms it, and we mail you.";
        confirm() => "この内容で予約する", "Book this consultation";
        renewed() => "もう一度、内容をお確かめになり、ボタンを押してください。", "Please look at your answers again and press the button.";

        refused_taken() => "この時間は、ほかの方が先に予約しました", "Somebody else has just taken this time";
        refused_ended() => "取っておく時間が過ぎ、この時間はほかの方が予約しました", "The time for which we kept it is over, and somebody else has taken it";
        refused_kept_text() => "入力した内容は残っています。次の時間を選ぶと、そのまま続けられます。", "What you typed is still here. Choose one of these times to go on with it.";
        refused_other_text() => "次の時間が空いています。", "These times are open.";
        refused_extended() => "これ以上は延長できません", "It cannot be extended again";
        refused_extended_text() => "このまま送れます。ほかの方が予約していなければ、この時間で予約できます。", "You can still send the form. If nobody else has taken the time, it is booked for you.";
        refused_none_left() => "無料相談の回数を使い終わっています", "All free consultations of your organisation have been used";
        refused_none_left_text(phone: &str) => format!("この会社・団体の無料相談は{FREE_CONSULTATIONS}回とも使われています。続けて相談したいときは、事務局（電話 {phone}）へご相談ください。問い合わせのページからの質問は、何度でもできます。"),
            format!("Your organisation has used its {FREE_CONSULTATIONS} free consultations. If you need more, please talk to the secretariat (phone {phone}). You can always send us an inquiry.");
        refused_paused() => "予約の前に、事務局へお電話ください", "Please call the secretariat before you book";
        refused_paused_text(phone: &str) => format!("期限を過ぎた取り消しや欠席が続いたため、予約をお休みしています。事務局（電話 {phone}）でご事情をうかがい、すぐに再開できます。"),
            format!("Consultations were cancelled late or missed several times, so booking is paused. Please call us ({phone}); we can open it again at once.");
        refused_changed() => "この予約は、ほかの画面で変わっています", "This consultation has been changed elsewhere";
        refused_over() => "この相談は、もう変えられません", "This consultation can no longer be changed";
        refused_late() => "日時を変えられる期限を過ぎました", "The time for moving it is over";
        refused_late_text(phone: &str) => format!("取り消しはできます。ご事情のあるときは、事務局（電話 {phone}）へご相談ください。"),
            format!("You can still cancel it. If you have a reason, please call the secretariat ({phone}).");
        refused_proposal() => "いま、お返事いただくご提案はありません", "No other time is proposed to you now";
        refused_proposal_ended() => "ご提案の期限が過ぎました", "The proposal has ended";
        refused_proposal_ended_text() => "ご相談は、もとの日時のままです。", "Your consultation stays at its time.";

        done_booked() => "予約しました", "Your consultation is booked";
        done_requested() => "予約を受け付けました", "We received your booking";
        done_mail(email: &str) => format!("確認のメールを {email} に送りました。30分たっても届かないときは、迷惑メールの箱を見てから、事務局へお電話ください。"),
            format!("We have sent a confirmation to {email}. If it has not come within 30 minutes, look into your spam folder, then call the secretariat.");
        own_title() => "ご相談の内容", "Your consultation";
        own_description() => "相談の確認、日時の変更、取り消し", "View, move or cancel your consultation";
        state_row() => "状態", "State";
        moved_banner() => "日時を変えました", "It has a new time";
        moved_text() => "確認のメールをお送りしました。", "We have sent you a confirmation by mail.";
        accepted_banner() => "新しい日時に決まりました", "The new time is yours";
        declined_banner() => "もとの日時のままにしました", "It stays at its time";
        cancelled_banner() => "この相談は取り消しました", "This consultation has been cancelled";
        cancelled_in_time() => "無料相談の回数には数えません。", "It does not count towards your free consultations.";
        cancelled_late() => "期限を過ぎていたため、無料相談の1回に数えます。", "As it was late, it counts as one of your free consultations.";
        ended_banner() => "この相談は行えなくなりました", "This consultation cannot take place";
        over_banner() => "この相談は終わりました", "This consultation is over";
        step_booked() => "予約を受け付けました。", "We received your booking.";
        step_to_confirm() => "担当の専門家が確かめ、確定のメールをお送りします。", "The expert confirms it and we mail you.";
        step_changes(time: &str) => format!("{time}まで、日時の変更と、回数に数えない取り消しができます。"), format!("Until {time} you can move it, or cancel it without its counting.");
        step_meeting_online(hours: &str) => format!("{hours} オンラインで相談。接続先は、前日までに専門家からメールでお知らせします。"), format!("{hours}: you meet online. The expert mails you the link by the day before.");
        step_meeting_on_site(hours: &str) => format!("{hours} 専門家がうかがいます。"), format!("{hours}: the expert comes to you.");
        step_proposal(until: &str) => format!("別の日時のご提案へのお返事の期限：{until}"), format!("Please answer the proposal of another time by {until}.");
        change() => "日時を変える", "Move it";
        change_note() => "同じ専門家の空いている日時へ", "To another open time of the same expert";
        cancel() => "相談を取り消す", "Cancel it";
        cancel_note_free() => "いまなら、無料相談の回数に数えません", "Now it does not count towards your free ones";
        cancel_note_late() => "期限を過ぎたため、無料相談の1回に数えます", "It is late: it counts as one of your free ones";
        report_heading() => "専門家からの記録", "What your expert wrote";
        findings() => "わかったこと", "Findings";
        advice() => "助言", "Advice";
        next_step() => "次の一歩", "Next step";
        next_appointment() => "同じ専門家と次の相談を予約する", "Book the next one with the same expert";
        another() => "別の相談を予約する", "Book another consultation";
        proposal_heading() => "別の日時のご提案があります", "Another time is proposed to you";
        proposal_lead(when: &str, expert: &str) => format!("{when}（担当：{expert}）はいかがですか。"), format!("Would {when} with {expert} suit you?");
        proposal_until(until: &str) => format!("{until}まで、もとの日時とこの日時の両方を取ってあります。お返事がないときは、もとの日時のままです。"),
            format!("We keep both times for you until {until}. Without an answer it stays as it was.");
        accept() => "新しい日時にする", "Take the new time";
        decline() => "もとの日時のままにする", "Keep the old time";

        move_title() => "相談の日時を変える", "Move your consultation";
        move_lead(when: &str) => format!("いまの日時は{when}です。時間を選ぶと、すぐに変わります。"), format!("It is on {when} now. It moves as soon as you choose a time.");
        move_crumb() => "日時を変える", "Move";
        cancel_title() => "相談を取り消しますか", "Cancel your consultation?";
        cancel_text_free() => "取り消すと、この時間はほかの方が予約できるようになります。もとには戻せません。無料相談の回数には数えません。",
            "Others can book this time then. This cannot be undone. It does not count towards your free consultations.";
        cancel_text_late(until: &str) => format!("取り消しの期限（{until}）を過ぎているため、無料相談の1回に数えます。もとには戻せません。"),
            format!("It is past {until}, so it counts as one of your free consultations. This cannot be undone.");
        cancel_confirm() => "相談を取り消す", "Cancel my consultation";
        cancel_back() => "取り消さずに戻る", "Keep it";

        expert_title() => "相談を確定しますか", "Confirm this consultation?";
        expert_confirm() => "この相談を確定する", "Confirm it";
        expert_done() => "確定しました", "It is confirmed";
        expert_done_text() => "相談する方へ、確定のメールをお送りしました。", "We have mailed the client.";
        expert_not_now() => "この相談は、確定を待っていません。取り消されたか、日時が変わったか、すでに確定しています。", "This consultation does not wait for you: it was cancelled, moved, or is confirmed already.";
        expert_changed() => "この相談は、ページを開いたあとに変わりました。内容をもう一度お確かめください。", "It was changed after you opened the page. Please look at it again.";
        client_row() => "相談する団体", "Organisation";
        mailbox_heading() => "専門家への相談", "Consultations";
    }
}

impl ConsultationText {
    /// オンライン / Online
    pub fn meeting_value(self, meeting: Meeting) -> String {
        match meeting {
            Meeting::Online => self.online().into_owned(),
            Meeting::OnSite(prefecture) => self.on_site(prefecture.name(self.0)).into_owned(),
            Meeting::AtTable(place) => Text(self.0).event_table().meeting(place),
        }
    }

    /// How a consultation stands.
    pub const fn state(self, state: ConsultationState) -> &'static str {
        use Language::{English, Japanese};
        match (self.0, state) {
            (Japanese, ConsultationState::Requested) => "専門家の確認を待っています",
            (Japanese, ConsultationState::Confirmed) => "確定しています",
            (Japanese, ConsultationState::Attended) => "終わりました",
            (Japanese, ConsultationState::NoShow) => "お越しになりませんでした",
            (Japanese, ConsultationState::Cancelled | ConsultationState::CancelledLate) => "取り消しました",
            (Japanese, ConsultationState::Ended) => "行えなくなりました",
            (English, ConsultationState::Requested) => "Waiting for the expert’s confirmation",
            (English, ConsultationState::Confirmed) => "Confirmed",
            (English, ConsultationState::Attended) => "It is over",
            (English, ConsultationState::NoShow) => "You did not come",
            (English, ConsultationState::Cancelled | ConsultationState::CancelledLate) => "Cancelled",
            (English, ConsultationState::Ended) => "It cannot take place",
        }
    }

    /// Why nothing is open, without anything private.
    pub fn closure(self, closure: PublicClosure) -> String {
        let date = Text(self.0).date();
        match (self.0, closure) {
            (Language::Japanese, PublicClosure::Declined(declined)) => match declined {
                Declined::Topic => "この専門家は、この分野の相談を受けていません。".to_owned(),
                Declined::Length => "この専門家は、この長さの相談を受けていません。".to_owned(),
                Declined::Meeting => "この専門家は、この場所での相談を受けていません。".to_owned(),
            },
            (Language::English, PublicClosure::Declined(declined)) => match declined {
                Declined::Topic => "This expert does not take this topic.".to_owned(),
                Declined::Length => "This expert’s consultations are of another length.".to_owned(),
                Declined::Meeting => "This expert does not meet people there.".to_owned(),
            },
            (Language::Japanese, PublicClosure::Past) => "過ぎた時間です。".to_owned(),
            (Language::English, PublicClosure::Past) => "It is in the past.".to_owned(),
            (Language::Japanese, PublicClosure::TooSoon { first }) => {
                format!("準備のため、予約は{}からです。", date.day_of_year(first))
            }
            (Language::English, PublicClosure::TooSoon { first }) => {
                format!("Experts need time to prepare: you can book from {}.", date.day_of_year(first))
            }
            (Language::Japanese, PublicClosure::TooFar { last }) => {
                format!("予約できるのは{}までです。", date.day(last))
            }
            (Language::English, PublicClosure::TooFar { last }) => format!("You can book until {}.", date.day(last)),
            (Language::Japanese, PublicClosure::Rest(reason)) => {
                format!("お休みです（{}）。", reason.name(self.0))
            }
            (Language::English, PublicClosure::Rest(reason)) => {
                format!("There are no consultations then ({}).", reason.name(self.0))
            }
            (Language::Japanese, PublicClosure::NotOffered) => "相談を受けていない時間です。".to_owned(),
            (Language::English, PublicClosure::NotOffered) => "No consultations are offered then.".to_owned(),
            (Language::Japanese, PublicClosure::Taken) => "予約で埋まっています。".to_owned(),
            (Language::English, PublicClosure::Taken) => "All times are taken.".to_owned(),
        }
    }
}
