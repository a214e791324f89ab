//! Words of registrations at the desk: all events, the roll of one, one registration, and acts on many.

use domain::inquiry::desk::Channel;
use domain::language::Language;
use domain::registration::desk::{DeskActKind, DeskRefusal};
use domain::registration::roll::{RollColumn, RollSort};
use domain::registration::{Refusal, RegistrationState, SetAsideReason};

use crate::text::texts;

texts! {
    /// Registrations at the desk.
    pub DeskRegistrationText {
        title() => "申込", "Registrations";
        title_of(event: &str) => format!("申込：{event}"), format!("Registrations: {event}");
        /// Heading: events to come.
        upcoming() => "これからのイベント", "Events to come";
        /// Heading: events that are over.
        past() => "終わったイベント", "Events that are over";
        no_events() => "イベントはまだありません。", "There are no events yet.";
        head_event() => "イベント", "Event";
        head_when() => "日時", "When";
        head_fill() => "席", "Seats";
        head_waiting() => "待ち", "Waiting";
        events_caption() => "イベントと席の埋まり具合", "Events and how full they are";
        draft() => "下書き", "Draft";
        called_off() => "中止", "Cancelled";

        search_all() => "氏名・カナ・会社・メール・電話・受付番号で探す", "Search by name, kana, company, mail, phone or number";
        search() => "氏名・カナ・会社・受付番号で探す", "Search by name, kana, company or number";
        search_button() => "探す", "Search";
        found_title(words: &str) => format!("「{words}」の申込"), format!("Registrations with “{words}”");
        found(found: u64, shown: u64) =>
            if found > shown {
                format!("{found}件のうち、先の{shown}件です。ことばを足すと絞り込めます。")
            } else {
                format!("{found}件が見つかりました。")
            },
            if found > shown {
                format!("The first {shown} of {found}. Add words to find fewer.")
            } else {
                format!("{found} found.")
            };
        stop_searching() => "検索をやめる", "Clear the search";

        /// Seats taken of those there are.
        seats_of(taken: u32, capacity: Option<u32>) =>
            match capacity { Some(capacity) => format!("{taken}／{capacity}席"), None => format!("{taken}席（定員なし）") },
            match capacity { Some(capacity) => format!("{taken} of {capacity} seats"), None => format!("{taken} seats (no limit)") };
        /// What the bar of the seats shows.
        seat_bar(firm: u32, offered: u32, free: Option<u32>) =>
            match free {
                Some(free) => format!("確定 {firm}・案内中 {offered}・空き {free}"),
                None => format!("確定 {firm}・案内中 {offered}"),
            },
            match free {
                Some(free) => format!("{firm} confirmed, {offered} on offer, {free} free"),
                None => format!("{firm} confirmed, {offered} on offer"),
            };
        parties(count: u32) => format!("{count}組"), if count == 1 { "1 party".to_owned() } else { format!("{count} parties") };
        deadline(at: &str) => format!("締切 {at}"), format!("Deadline {at}");
        to_event() => "イベントの管理", "Manage the event";
        to_list() => "申込の一覧", "List of registrations";
        to_all() => "申込のあるイベント", "All events";
        add() => "申込を追加", "Add a registration";

        states() => "状態で絞る", "By state";
        all(count: u64) => format!("すべて {count}"), format!("All {count}");
        /// A state with how many stand in it.
        state_count(state: RegistrationState, count: u64) =>
            match state {
                RegistrationState::Seated => format!("確定 {count}"),
                RegistrationState::Offered => format!("案内中 {count}"),
                RegistrationState::Waiting => format!("待ち {count}"),
                RegistrationState::Cancelled => format!("取消 {count}"),
                RegistrationState::SetAside => format!("保留 {count}"),
            },
            match state {
                RegistrationState::Seated => format!("Confirmed {count}"),
                RegistrationState::Offered => format!("On offer {count}"),
                RegistrationState::Waiting => format!("Waiting {count}"),
                RegistrationState::Cancelled => format!("Cancelled {count}"),
                RegistrationState::SetAside => format!("Set aside {count}"),
            };
        state(state: RegistrationState) =>
            match state {
                RegistrationState::Seated => "確定",
                RegistrationState::Offered => "案内中",
                RegistrationState::Waiting => "待ち",
                RegistrationState::Cancelled => "取消",
                RegistrationState::SetAside => "保留",
            },
            match state {
                RegistrationState::Seated => "Confirmed",
                RegistrationState::Offered => "On offer",
                RegistrationState::Waiting => "Waiting",
                RegistrationState::Cancelled => "Cancelled",
                RegistrationState::SetAside => "Set aside",
            };
        waiting_at(position: u32) => format!("待ち {position}番目"), format!("Waiting, number {position}");
        offered_until(until: &str) => format!("案内中（{until}まで）"), format!("On offer until {until}");
        with_question(count: u64) => format!("質問あり {count}"), format!("With a question {count}");
        with_needs(count: u64) => format!("配慮あり {count}"), format!("Needs help {count}");
        without_mail(count: u64) => format!("メールなし {count}"), format!("Without mail {count}");
        columns() => "表示する列と並び順", "Columns and order";
        columns_legend() => "列", "Columns";
        order() => "並び順", "Order";
        descending() => "逆の順に並べる", "In reverse";
        apply() => "表示する", "Show";
        name_column() => "氏名", "Name";
        column(column: RollColumn) =>
            match column {
                RollColumn::Organisation => "会社・団体",
                RollColumn::Prefecture => "都道府県",
                RollColumn::Reference => "受付番号",
                RollColumn::State => "状態",
                RollColumn::Registered => "申込",
                RollColumn::Remarks => "配慮・メモ",
                RollColumn::Seats => "人数",
                RollColumn::Attendance => "参加のしかた",
                RollColumn::Email => "メール",
                RollColumn::Phone => "電話",
                RollColumn::Topics => "関心",
            },
            match column {
                RollColumn::Organisation => "Organisation",
                RollColumn::Prefecture => "Prefecture",
                RollColumn::Reference => "Number",
                RollColumn::State => "State",
                RollColumn::Registered => "Registered",
                RollColumn::Remarks => "Needs and remarks",
                RollColumn::Seats => "People",
                RollColumn::Attendance => "Attends",
                RollColumn::Email => "Mail",
                RollColumn::Phone => "Phone",
                RollColumn::Topics => "Topics",
            };
        sort(sort: RollSort) =>
            match sort {
                RollSort::Kana => "フリガナ",
                RollSort::Organisation => "会社・団体",
                RollSort::Prefecture => "都道府県",
                RollSort::State => "状態（待ちは順番どおり）",
                RollSort::Registered => "申込日時",
            },
            match sort {
                RollSort::Kana => "Kana",
                RollSort::Organisation => "Organisation",
                RollSort::Prefecture => "Prefecture",
                RollSort::State => "State (those waiting in their order)",
                RollSort::Registered => "Time of registration",
            };
        /// What the table holds.
        caption(found: u64, first: u64, last: u64, order: &str) =>
            format!("申込者{found}件のうち{first}から{last}件。{order}の順。"),
            format!("{first} to {last} of {found} registrations, by {order}.");
        table() => "申込者の表", "Table of registrations";
        nobody() => "あてはまる申込はありません。", "There is no such registration.";
        choose(name: &str) => format!("{name}を選ぶ"), format!("Choose {name}");
        choose_head() => "選ぶ", "Choose";
        asks(question: &str) => format!("質問：{question}"), format!("Question: {question}");
        by_phone() => "電話で受付", "By phone";
        no_mail() => "メールなし", "No mail";
        cancelled_on(day: &str) => format!("{day} 取消"), format!("cancelled {day}");
        with_chosen() => "選んだ申込を", "The chosen registrations";
        /// The button that leads to an act on those who are chosen.
        act_button(kind: DeskActKind) =>
            match kind {
                DeskActKind::Cancel => "取り消す…",
                DeskActKind::Resend => "メールを再送する…",
                DeskActKind::Move => "別の日へ移す…",
                DeskActKind::AcceptOffer => "席を受ける…",
                DeskActKind::DeclineOffer => "席を見送る…",
            },
            match kind {
                DeskActKind::Cancel => "Cancel…",
                DeskActKind::Resend => "Send the mail again…",
                DeskActKind::Move => "Move to another date…",
                DeskActKind::AcceptOffer => "Take the seat…",
                DeskActKind::DeclineOffer => "Decline the seat…",
            };

        /// The title of the page before an act.
        act_title(kind: DeskActKind, count: usize) =>
            match kind {
                DeskActKind::Cancel => format!("{count}件の申込を取り消しますか"),
                DeskActKind::Resend => format!("{count}件の申込のメールを再送しますか"),
                DeskActKind::Move => format!("{count}件の申込を別の日へ移しますか"),
                DeskActKind::AcceptOffer => "案内した席を受けますか".to_owned(),
                DeskActKind::DeclineOffer => "案内した席を見送りますか".to_owned(),
            },
            match kind {
                DeskActKind::Cancel if count == 1 => "Cancel this registration?".to_owned(),
                DeskActKind::Cancel => format!("Cancel {count} registrations?"),
                DeskActKind::Resend if count == 1 => "Send the mail of this registration again?".to_owned(),
                DeskActKind::Resend => format!("Send the mails of {count} registrations again?"),
                DeskActKind::Move if count == 1 => "Move this registration to another date?".to_owned(),
                DeskActKind::Move => format!("Move {count} registrations to another date?"),
                DeskActKind::AcceptOffer => "Take the seat on offer?".to_owned(),
                DeskActKind::DeclineOffer => "Decline the seat on offer?".to_owned(),
            };
        /// What an act does, before it is done.
        act_text(kind: DeskActKind) =>
            match kind {
                DeskActKind::Cancel => "席は待っている人へ順に案内します。取り消した申込は、もとに戻せません。",
                DeskActKind::Resend => "申込の内容と新しいリンクを送ります。前に送ったリンクは使えなくなります。",
                DeskActKind::Move => "受付番号はそのままです。本人には、移す前と後の日時を知らせます。いまの席は、待っている人へ順に案内します。",
                DeskActKind::AcceptOffer => "本人が電話で参加すると答えたときに使います。",
                DeskActKind::DeclineOffer => "本人が電話で見送ると答えたときに使います。申込は取り消され、席は次の人へ回ります。",
            },
            match kind {
                DeskActKind::Cancel => "The seats are offered to those who wait. A cancelled registration cannot be restored.",
                DeskActKind::Resend => "The applicants get their registration with a new link. Links sent before no longer work.",
                DeskActKind::Move => "The number stays the same. The applicants read both dates. Their seats here are offered to those who wait.",
                DeskActKind::AcceptOffer => "For somebody who has said by phone that they take the seat.",
                DeskActKind::DeclineOffer => "For somebody who has said by phone that they decline. The registration is cancelled and the seat goes to the next in line.",
            };
        possible(count: usize) => format!("行うもの {count}件"), format!("To be done: {count}");
        impossible(count: usize) => format!("行えないもの {count}件"), format!("Not possible: {count}");
        nothing_possible() => "行えるものがありません。", "None of it is possible.";
        nobody_chosen() => "申込が選ばれていません。表で選んでから、もう一度お試しください。", "Nothing is chosen. Choose registrations in the table and try again.";
        mails(mails: u64, moved_up: u64) =>
            if moved_up == 0 {
                format!("メールを{mails}通送ります。")
            } else {
                format!("メールを{mails}通送ります。待っている{moved_up}組に席を案内します。")
            },
            if moved_up == 0 {
                format!("Mails to be sent: {mails}.")
            } else {
                format!("Mails to be sent: {mails}. Seats go to {moved_up} in line.")
            };
        to_be_called(count: usize) => format!("うち{count}件はメールアドレスがありません。電話で伝えてください。"),
            format!("{count} of them have no mail address: please call them.");
        reason() => "本人に伝える理由", "Reason that the applicants read";
        reason_hint() => "書かなくてもかまいません。400字まで。", "May be left empty. Up to 400 characters.";
        move_to() => "移す先", "Move to";
        move_prompt() => "選んでください", "Please choose";
        move_free(free: u32) => format!("空き {free}"), format!("{free} free");
        move_no_limit() => "定員なし", "no limit";
        move_full(waiting: u32) => format!("満席・待ち {waiting}組"), format!("full, {waiting} waiting");
        or_wait() => "空席がなければ、キャンセル待ちに入れる", "Put them on the waiting list where there is no seat";
        consider() => "移したときの結果を見る", "See what would happen";
        move_again() => "移す先を選び直す", "Choose another date";
        do_it(kind: DeskActKind, count: usize) =>
            match kind {
                DeskActKind::Cancel => format!("{count}件を取り消す"),
                DeskActKind::Resend => format!("{count}件を再送する"),
                DeskActKind::Move => format!("{count}件を移す"),
                DeskActKind::AcceptOffer => "席を受ける".to_owned(),
                DeskActKind::DeclineOffer => "席を見送る".to_owned(),
            },
            match kind {
                DeskActKind::Cancel => format!("Cancel {count}"),
                DeskActKind::Resend => format!("Send {count} again"),
                DeskActKind::Move => format!("Move {count}"),
                DeskActKind::AcceptOffer => "Take the seat".to_owned(),
                DeskActKind::DeclineOffer => "Decline the seat".to_owned(),
            };
        leave() => "やめて戻る", "Leave it";
        will_wait() => "キャンセル待ちに入ります", "goes on the waiting list";
        will_sit() => "席があります", "gets a seat";
        /// The title of what an act did.
        report_title(kind: DeskActKind, count: usize) =>
            match kind {
                DeskActKind::Cancel => format!("{count}件の申込を取り消しました"),
                DeskActKind::Resend => format!("{count}件の申込のメールを再送しました"),
                DeskActKind::Move => format!("{count}件の申込を移しました"),
                DeskActKind::AcceptOffer => format!("{count}件の席を受けました"),
                DeskActKind::DeclineOffer => format!("{count}件の席を見送りました"),
            },
            match kind {
                DeskActKind::Cancel => format!("{count} cancelled"),
                DeskActKind::Resend => format!("{count} sent again"),
                DeskActKind::Move => format!("{count} moved"),
                DeskActKind::AcceptOffer => format!("{count} seats taken"),
                DeskActKind::DeclineOffer => format!("{count} seats declined"),
            };
        report_by(who: &str, at: &str) => format!("{at}　{who}"), format!("{who}, {at}");
        report_done(count: usize) => format!("行ったもの {count}件"), format!("Done: {count}");
        report_refused(count: usize) => format!("行えなかったもの {count}件"), format!("Not done: {count}");
        moved_to(event: &str, when: &str) => format!("移した先：{event}（{when}）"), format!("Moved to: {event} ({when})");
        /// Why the desk cannot do something.
        refusal(refusal: DeskRefusal) =>
            match refusal {
                DeskRefusal::AlreadyRegistered => "このメールアドレスは、そのイベントにすでに申し込んでいます".to_owned(),
                DeskRefusal::SameEvent => "すでにそのイベントの申込です".to_owned(),
                DeskRefusal::SetAside => "保留の申込です".to_owned(),
                DeskRefusal::WithoutMail => "メールアドレスがありません".to_owned(),
                DeskRefusal::Rule(Refusal::AlreadyCancelled) => "取り消してあります".to_owned(),
                DeskRefusal::Rule(Refusal::EventCancelled) => "イベントが中止になっています".to_owned(),
                DeskRefusal::Rule(Refusal::UnknownEvent) => "公開しているイベントではありません".to_owned(),
                DeskRefusal::Rule(Refusal::UnknownRegistration) => "その申込はありません".to_owned(),
                DeskRefusal::Rule(Refusal::NotOpenYet | Refusal::Closed) => "イベントは終わっているか、申込を受けていません".to_owned(),
                DeskRefusal::Rule(Refusal::OnlyWaiting) => "空席がありません。キャンセル待ちなら入れられます".to_owned(),
                DeskRefusal::Rule(Refusal::TooManySeats { max }) => format!("ひとつの申込で{max}名までです"),
                DeskRefusal::Rule(Refusal::NotEnoughSeats { free: 0 }) => "人数を増やせる空席がありません".to_owned(),
                DeskRefusal::Rule(Refusal::NotEnoughSeats { free }) => format!("空席はあと{free}です"),
                DeskRefusal::Rule(Refusal::AttendanceNotOffered) => "この参加のしかたは選べません".to_owned(),
                DeskRefusal::Rule(Refusal::NoOffer) => "案内している席はありません".to_owned(),
                DeskRefusal::Rule(Refusal::OfferEnded) => "案内の期限が過ぎています".to_owned(),
                DeskRefusal::Rule(Refusal::ChangedMeanwhile) => "ほかの画面で変更されています。いまの内容を確かめて、もう一度保存してください".to_owned(),
            },
            match refusal {
                DeskRefusal::AlreadyRegistered => "This mail address is registered for that event already".to_owned(),
                DeskRefusal::SameEvent => "It is for that event already".to_owned(),
                DeskRefusal::SetAside => "It was set aside".to_owned(),
                DeskRefusal::WithoutMail => "There is no mail address".to_owned(),
                DeskRefusal::Rule(Refusal::AlreadyCancelled) => "It has been cancelled".to_owned(),
                DeskRefusal::Rule(Refusal::EventCancelled) => "The event has been called off".to_owned(),
                DeskRefusal::Rule(Refusal::UnknownEvent) => "The event is not published".to_owned(),
                DeskRefusal::Rule(Refusal::UnknownRegistration) => "There is no such registration".to_owned(),
                DeskRefusal::Rule(Refusal::NotOpenYet | Refusal::Closed) => "The event is over, or takes no registrations".to_owned(),
                DeskRefusal::Rule(Refusal::OnlyWaiting) => "There is no free seat, only the waiting list".to_owned(),
                DeskRefusal::Rule(Refusal::TooManySeats { max }) => format!("One registration can have up to {max} people"),
                DeskRefusal::Rule(Refusal::NotEnoughSeats { free: 0 }) => "There are no free seats for more people".to_owned(),
                DeskRefusal::Rule(Refusal::NotEnoughSeats { free }) => format!("Only {free} more seats are free"),
                DeskRefusal::Rule(Refusal::AttendanceNotOffered) => "It cannot be attended that way".to_owned(),
                DeskRefusal::Rule(Refusal::NoOffer) => "No seat is on offer".to_owned(),
                DeskRefusal::Rule(Refusal::OfferEnded) => "The offer has ended".to_owned(),
                DeskRefusal::Rule(Refusal::ChangedMeanwhile) => "It has been changed elsewhere. Look at it as it is now and save again".to_owned(),
            };

        new_title() => "電話で受けた申込", "A registration by phone";
        edit_title() => "申込の内容を変える", "Change a registration";
        email_hint_phone() => "なければ空欄のまま。電話番号があれば登録できます。", "Leave it empty where there is none; a phone number will do then.";
        email_hint_change() => "変えると、新しいアドレスへ変更を知らせます。前のリンクは使えなくなります。", "The change is mailed to the new address. Earlier links no longer work.";
        phone_hint_phone() => "メールアドレスがないときは必要です。", "Needed where there is no mail address.";
        language() => "メールの言語", "Language of the mails";
        language_value(language: Language) =>
            match language { Language::Japanese => "日本語", Language::English => "英語" },
            match language { Language::Japanese => "Japanese", Language::English => "English" };
        consent() => "個人情報の扱いを伝え、本人が同意した", "The applicant was told how their details are used, and agrees";
        save_new() => "申込を登録する", "Register";
        save_waiting() => "キャンセル待ちに登録する", "Put on the waiting list";
        save_change() => "変更を保存する", "Save the change";
        full_now(waiting: u32) => format!("いま満席です。待っている{waiting}組のあとに入ります。"), format!("The event is full. This one comes after the {waiting} in line.");
        window_passed() => "一般の受付は開いていません。事務局からは、イベントが終わるまで登録できます。", "Registration is not open to the public. The desk can register people until the event ends.";
        refused_title() => "登録できませんでした", "It could not be saved";

        /// What has just been done.
        done(what: &str) =>
            match what {
                "added" => "申込を登録しました",
                "changed" => "申込の内容を変えました",
                "cancel" => "申込を取り消しました",
                "resend" => "メールを再送しました",
                "move" => "申込を移しました",
                "accept_offer" => "席が確定しました",
                "decline_offer" => "席を見送りました",
                _ => "保存しました",
            },
            match what {
                "added" => "Registered",
                "changed" => "The registration has been changed",
                "cancel" => "The registration has been cancelled",
                "resend" => "The mail has been sent again",
                "move" => "The registration has been moved",
                "accept_offer" => "The seat is confirmed",
                "decline_offer" => "The seat has been declined",
                _ => "Saved",
            };
        done_mail(email: &str) => format!("{email} に知らせます。"), format!("{email} is told.");
        call_title() => "電話で伝えてください", "Please tell them by phone";
        call_text(phone: &str) => format!("メールアドレスがありません。{phone} へ電話し、次のことを伝えてください。"),
            format!("There is no mail address. Please call {phone} and say:");
        call_number(spoken: &str) => format!("受付番号：{spoken}"), format!("The number: {spoken}");
        call_state(state: &str, event: &str, when: &str) => format!("「{event}」（{when}）：{state}"),
            format!("“{event}” ({when}): {state}");
        typed() => "申込の内容", "What was typed";
        registered_at() => "申込日時", "Registered";
        agreed_at() => "同意した日時", "Agreed";
        came_by() => "受付", "Came by";
        channel(channel: Channel) =>
            match channel { Channel::Site => "サイトのフォーム", Channel::Phone => "電話（事務局が入力）" },
            match channel { Channel::Site => "The form on the site", Channel::Phone => "Phone, written down by the desk" };
        state_label() => "状態", "State";
        event_label() => "イベント", "Event";
        reason_label() => "取消の理由", "Reason of the cancellation";
        set_aside(reason: SetAsideReason) =>
            match reason {
                SetAsideReason::Repeated => "同じメールアドレスの申込がすでにあったため、席も順番もありません。申込をやり直すには、先の申込を変えるか、電話での申込として登録してください。",
                SetAsideReason::Suspected => "自動の送信と見られたため、席も順番もありません。本人からの連絡であれば、電話での申込として登録してください。",
            },
            match reason {
                SetAsideReason::Repeated => "The address was registered already, so this one has neither seats nor a place in line. Change the other registration instead, or register this person by phone.",
                SetAsideReason::Suspected => "It looked like a machine’s, so it has neither seats nor a place in line. If a person calls, register them by phone.",
            };
        acts() => "できること", "What can be done";
        change() => "内容を変える", "Change";
        history() => "経過", "History";
        mails_heading() => "送ったメール", "Mails";
        no_mails() => "メールは送っていません。", "No mails.";
        by_applicant() => "本人・自動", "Applicant or service";
    }
}
