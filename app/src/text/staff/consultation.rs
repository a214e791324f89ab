//! Words of consultations at the desk.

use domain::consultation::{ConsultationRefusal, ConsultationState, ProposalOutcome, ReportField, WaitingState};
use domain::input::FieldError;
use domain::language::Language;
use storage::ConsultationGroup;

use crate::staff::consultation::ConsultationAct;
use crate::text::{Text, texts};

texts! {
    /// Consultations at the desk.
    pub DeskConsultationText {
        title() => "個別相談", "Consultations";
        group(group: ConsultationGroup) =>
            match group {
                ConsultationGroup::ToConfirm => "確認待ち",
                ConsultationGroup::ToCome => "これから",
                ConsultationGroup::ToNote => "結果の記録待ち",
                ConsultationGroup::Been => "終了",
                ConsultationGroup::GivenUp => "取り消し",
            },
            match group {
                ConsultationGroup::ToConfirm => "To confirm",
                ConsultationGroup::ToCome => "To come",
                ConsultationGroup::ToNote => "To note",
                ConsultationGroup::Been => "Over",
                ConsultationGroup::GivenUp => "Cancelled",
            };
        groups() => "絞り込み", "Which";
        table() => "個別相談の一覧", "Consultations";
        nothing() => "あてはまる個別相談はありません。", "There are no such consultations.";
        all_experts() => "すべての専門家", "All experts";
        show() => "表示する", "Show";
        number() => "受付番号", "Number";
        find() => "受付番号で探す", "Find by number";
        search() => "探す", "Search";
        not_found() => "この番号の個別相談は見つかりません。", "There is no consultation with this number.";
        when() => "日時", "When";
        organisation() => "会社・団体", "Organisation";
        expert() => "専門家", "Expert";
        where_and_what() => "場所と分野", "Where, and on what";
        state_label() => "状態", "State";
        state(state: ConsultationState) =>
            match state {
                ConsultationState::Requested => "確認待ち",
                ConsultationState::Confirmed => "確定",
                ConsultationState::Cancelled => "取り消し",
                ConsultationState::CancelledLate => "締切後の取り消し",
                ConsultationState::Ended => "中止",
                ConsultationState::Attended => "実施",
                ConsultationState::NoShow => "欠席",
            },
            match state {
                ConsultationState::Requested => "To confirm",
                ConsultationState::Confirmed => "Confirmed",
                ConsultationState::Cancelled => "Cancelled",
                ConsultationState::CancelledLate => "Cancelled late",
                ConsultationState::Ended => "Ended by us",
                ConsultationState::Attended => "Held",
                ConsultationState::NoShow => "Nobody came",
            };
        waiting_title() => "キャンセル待ち", "Waiting list";
        waiting_days() => "希望の日", "Days";
        waiting_state(state: WaitingState) =>
            match state {
                WaitingState::Waiting => "待っています",
                WaitingState::Offered => "ご案内中",
                WaitingState::Booked => "予約済み",
                WaitingState::Left => "取りやめ",
                WaitingState::Lapsed => "返事なし",
                WaitingState::Ended => "空きなし",
            },
            match state {
                WaitingState::Waiting => "Waiting",
                WaitingState::Offered => "On offer",
                WaitingState::Booked => "Booked",
                WaitingState::Left => "Given up",
                WaitingState::Lapsed => "No answer",
                WaitingState::Ended => "Nothing came free",
            };
        waiting_offered(when: &str, until: &str) => format!("{when}（{until}まで）"), format!("{when} (until {until})");
        to_all() => "個別相談の一覧", "All consultations";
        typed() => "申込みの内容", "What was typed";
        question() => "相談したいこと", "Question";
        client() => "申込者", "Who comes";
        kind() => "区分", "Kind";
        prefecture() => "都道府県", "Prefecture";
        corporate_number() => "法人番号", "Corporate number";
        employees() => "従業員数", "Employees";
        email() => "メールアドレス", "Email";
        phone() => "電話番号", "Phone";
        address() => "訪問先", "Address";
        access_needs() => "手伝いの要ること", "Access needs";
        people() => "ほかの参加者", "Others who take part";
        end_reason() => "中止の理由", "Why it was ended";
        free_until(at: &str) => format!("{at}まで、申込者が日時を変えたり、回数を使わずに取り消したりできます。"),
            format!("Until {at} its client can move it, or give it up without its counting.");
        booked_at() => "申込み", "Booked";
        proposal_title() => "提案した日時", "The time that was proposed";
        proposal_waits(at: &str) => format!("{at}まで返事を待っています。"), format!("An answer is awaited until {at}.");
        outcome(outcome: ProposalOutcome) =>
            match outcome {
                ProposalOutcome::Accepted => "受け入れられました",
                ProposalOutcome::Declined => "断られました",
                ProposalOutcome::Lapsed => "期限までに返事がありませんでした",
                ProposalOutcome::Withdrawn => "取り下げました",
            },
            match outcome {
                ProposalOutcome::Accepted => "It was accepted",
                ProposalOutcome::Declined => "It was declined",
                ProposalOutcome::Lapsed => "Nobody answered in time",
                ProposalOutcome::Withdrawn => "It was withdrawn",
            };
        entitlement_title() => "無料相談の残り回数", "Free consultations";
        left(left: u32, allowed: u32) => format!("残り{left}回（全{allowed}回）"), format!("{left} of {allowed} left");
        strikes(count: u32) => format!("締切後の取り消しと欠席：{count}回"), format!("Late cancellations and absences: {count}");
        paused() => "予約を止めています。電話で事情をうかがってから、再開してください。", "Booking is paused: talk to them, then let them book again.";
        grant() => "回数を足す", "Grant more";
        grant_count() => "足す回数（1〜10）", "How many more (1 to 10)";
        lift() => "予約を再開する", "Let them book again";
        reason() => "理由（記録に残ります）", "Why (it stays on record)";
        acts() => "できること", "What you can do";
        act(act: ConsultationAct) =>
            match act {
                ConsultationAct::Confirm => "確定する",
                ConsultationAct::Propose => "別の日時・専門家を提案する",
                ConsultationAct::Move => "この日時に移す",
                ConsultationAct::Cancel => "申込者の申し出で取り消す",
                ConsultationAct::End => "中止する",
                ConsultationAct::Attended => "実施したと記録する",
                ConsultationAct::Missed => "欠席と記録する",
                ConsultationAct::Report => "記録を保存する",
                ConsultationAct::Grant => "回数を足す",
                ConsultationAct::Lift => "予約を再開する",
            },
            match act {
                ConsultationAct::Confirm => "Confirm",
                ConsultationAct::Propose => "Propose another time or expert",
                ConsultationAct::Move => "Move it there",
                ConsultationAct::Cancel => "Cancel it for its client",
                ConsultationAct::End => "End it",
                ConsultationAct::Attended => "Note that they came",
                ConsultationAct::Missed => "Note that nobody came",
                ConsultationAct::Report => "Save the report",
                ConsultationAct::Grant => "Grant more",
                ConsultationAct::Lift => "Let them book again",
            };
        done(act: ConsultationAct) =>
            match act {
                ConsultationAct::Confirm => "確定しました",
                ConsultationAct::Propose => "日時を提案しました",
                ConsultationAct::Move => "日時を移しました",
                ConsultationAct::Cancel => "取り消しました",
                ConsultationAct::End => "中止しました",
                ConsultationAct::Attended => "実施したと記録しました",
                ConsultationAct::Missed => "欠席と記録しました",
                ConsultationAct::Report => "相談記録を保存しました",
                ConsultationAct::Grant => "無料相談の回数を足しました",
                ConsultationAct::Lift => "予約を再開しました",
            },
            match act {
                ConsultationAct::Confirm => "Confirmed",
                ConsultationAct::Propose => "The time was proposed",
                ConsultationAct::Move => "It was moved",
                ConsultationAct::Cancel => "It was cancelled",
                ConsultationAct::End => "Ended",
                ConsultationAct::Attended => "It was noted that they came",
                ConsultationAct::Missed => "It was noted that nobody came",
                ConsultationAct::Report => "The report was saved",
                ConsultationAct::Grant => "More consultations were granted",
                ConsultationAct::Lift => "They can book again",
            };
        done_mail() => "申込者にメールでお知らせします。", "Its client is told by mail.";
        done_call(phone: &str) => format!("メールがないので、電話で伝えてください：{phone}"), format!("There is no mail address: please call {phone}");
        propose_hint() => "いまの時間は、返事があるまでそのまま残ります。", "The time there is stays until the answer.";
        move_hint() => "電話などで申込者の了承を得ているときは、返事を待たずに移せます。", "If its client has agreed already, by phone for example, you can move it without waiting for an answer.";
        cancel_free() => "いまなら、無料相談の回数は減りません。", "Now it does not count towards the free consultations.";
        cancel_late() => "期限を過ぎているため、無料相談の1回と、締切後の取り消しに数えます。", "It is late: it counts as a free consultation and as a late cancellation.";
        propose_day() => "日", "Day";
        propose_time() => "時刻", "Time";
        next_open() => "次に空いている時間", "The next open times";
        end_reason_label() => "中止の理由（申込者に伝わります）", "Why (its client is told)";
        report_title() => "相談記録", "Report";
        report_text() => "内部メモのほかは、申込者に見せられる内容で書いてください。", "All but the internal part may be shown to the client.";
        report_written(at: &str) => format!("前回の保存 {at}"), format!("Saved on {at}");
        findings() => "わかったこと", "Findings";
        advice() => "助言", "Advice";
        next_step() => "次の一歩", "Next step";
        internal() => "内部メモ（申込者には見えません）", "Internal note (never shown to the client)";
        history() => "これまで", "History";
        by_applicant() => "申込者・自動", "Client or service";
        reread() => "いまの内容を読み直す", "See how it is now";
    }
}

impl DeskConsultationText {
    /// Why something is not done, and what to do instead.
    pub fn refusal(self, refusal: &ConsultationRefusal) -> String {
        use ConsultationRefusal as Refusal;
        let (ja, en) = match refusal {
            Refusal::UnknownConsultation => ("この個別相談は見つかりません。", "There is no such consultation."),
            Refusal::UnknownExpert => {
                ("この専門家は見つかりません。選び直してください。", "There is no such expert. Please choose another.")
            }
            Refusal::NotOpen { .. } | Refusal::HoldEnded { .. } => (
                "この時間は空いていません。下の時間から選ぶか、別の時間にしてください。",
                "This time is not open. Choose one of those below, or another.",
            ),
            Refusal::UnknownHold | Refusal::HoldExtendedEnough => ("仮押さえは終わりました。", "The hold has ended."),
            Refusal::NoneLeft => ("無料相談の残りがありません。", "No free consultation is left."),
            Refusal::Paused => ("予約を止めている団体です。", "Booking is paused for this organisation."),
            Refusal::Over => (
                "もう終わったか、取り消された相談です。いまの状態を確かめてください。",
                "It is over, or was given up. Please look at how it stands now.",
            ),
            Refusal::TooLateToMove => ("日時を変えられる期限を過ぎています。", "It is too late to move it."),
            Refusal::NotBegun => {
                ("まだ始まっていません。始まってから記録してください。", "It has not begun. Please note it afterwards.")
            }
            Refusal::NothingToConfirm => (
                "確認を待っている相談ではありません。もう確定しています。",
                "It does not wait for a confirmation: it is confirmed already.",
            ),
            Refusal::NoProposal => ("提案中の日時はありません。", "No time is proposed."),
            Refusal::ProposalEnded => ("提案の期限が過ぎました。", "The proposal has ended."),
            Refusal::TooLateToPropose => (
                "返事を待つ時間がありません。電話で相談してください。",
                "There would be no time to answer. Please call them.",
            ),
            Refusal::ChangedMeanwhile => (
                "開いたあとに、ほかの人がこの相談を変えました。いまの内容を確かめて、必要ならもう一度操作してください。",
                "Somebody has changed it since you opened it. Look at how it is now, and do it again if it is still right.",
            ),
            Refusal::AtTable => (
                "相談会のテーブルでの相談は、日時を変えられません。取り消したうえで、相談会のページから予約し直してもらってください。",
                "A consultation at a table is not moved. Please cancel it, and have it booked again on the page of the meeting.",
            ),
            Refusal::ReasonMissing => ("理由を書いてください。", "Please write why."),
        };
        match self.0 {
            Language::Japanese => ja,
            Language::English => en,
        }
        .to_owned()
    }

    /// A part of the report.
    pub fn report_field(self, field: ReportField) -> String {
        match field {
            ReportField::Findings => self.findings(),
            ReportField::Advice => self.advice(),
            ReportField::NextStep => self.next_step(),
            ReportField::Internal => self.internal(),
        }
        .into_owned()
    }

    /// What is wrong with a part of the report.
    pub fn report_problem(self, field: ReportField, error: FieldError) -> String {
        let what = self.report_field(field);
        match (self.0, error) {
            (Language::Japanese, FieldError::TooLong { max }) => format!("{what}は{max}文字以内にしてください"),
            (Language::English, FieldError::TooLong { max }) => format!("At most {max} characters: {what}"),
            (Language::Japanese, FieldError::ControlCharacter) => format!("{what}に使えない文字があります"),
            (Language::English, FieldError::ControlCharacter) => format!("There are signs that cannot be used: {what}"),
            (Language::Japanese, _) => format!("{what}を書いてください"),
            (Language::English, _) => format!("Please fill in: {what}"),
        }
    }

    /// What a number has to be.
    pub fn count_problem(self) -> String {
        match self.0 {
            Language::Japanese => "足す回数は1から10までの数にしてください".to_owned(),
            Language::English => "Enter a number from 1 to 10".to_owned(),
        }
    }

    /// What a day and a time have to be.
    pub fn moment_problem(self) -> String {
        match self.0 {
            Language::Japanese => "日と時刻を読み取れません。例：2026-12-01 と 10:00".to_owned(),
            Language::English => "The day or the time cannot be read. For example: 2026-12-01 and 10:00".to_owned(),
        }
    }

    /// From when until when.
    pub fn slot(self, slot: domain::availability::Slot) -> String {
        let date = Text(self.0).date();
        let (from, to) = (slot.starts_at.in_tokyo(), slot.ends_at().in_tokyo());
        format!("{} {}", date.day(from.date()), date.span(from.time(), to.time()))
    }
}
