//! Consultations from the hold to what becomes of them.

use domain::availability::{
    AvailabilityOperation, CalendarRefusal, DayPlan, Days, EngagementKind, PublicClosure, Terms,
};
use domain::consultation::{
    ConsultationRefusal as Refusal, ConsultationState as State, Entitlement, HOLD_SECONDS, ProposalAnswer,
    ProposalOutcome, Transition,
};
use domain::expert::CalendarKeeper;
use domain::notice::NoticeKind;
use domain::time::Timestamp;
use jiff::civil::date;
use storage::{CalendarSeen, ConsultationMove, Failpoint, NewConsultation, NewHold, StorageError};

use crate::house::now;
use crate::practice::{Practice, WISH, client, december, terms};

fn refusal<T: std::fmt::Debug>(outcome: Result<T, StorageError<Refusal>>) -> Refusal {
    match outcome {
        Err(StorageError::Refused(refusal)) => refusal,
        other => panic!("it is not refused: {other:?}"),
    }
}

async fn entitlement(practice: &Practice, organisation: &str) -> Entitlement {
    practice.storage().entitlement(&client(organisation).organisation).await.expect("it is read")
}

#[tokio::test]
async fn a_time_is_held_then_booked_and_both_are_told_once() {
    let practice = Practice::of_one().await;
    let held = practice.hold(december(1, 10, 0)).await;
    assert_eq!(held.hold.until, now().plus_seconds(HOLD_SECONDS));

    let booked = practice.try_book(&held.token, "山田製作所", now()).await.unwrap();

    assert_eq!((booked.state, booked.left), (State::Confirmed, 2));
    let consultation = practice.opens(&booked.link).await.expect("it opens");
    assert_eq!(consultation.reference, booked.reference);
    assert_eq!(consultation.slot.starts_at, december(1, 10, 0));
    assert_eq!(consultation.client, client("山田製作所"));
    assert_eq!(practice.told().await, [NoticeKind::ConsultationBooked, NoticeKind::ExpertBooked]);
    assert_eq!(practice.storage().consultation_hold_by_token(&held.token.hash()).await.unwrap(), None);
    practice.house.assert_in_order().await;
}

#[tokio::test]
async fn the_same_choice_and_the_same_form_sent_twice_are_one() {
    let practice = Practice::of_one().await;
    let new = NewHold {
        wish: WISH,
        starts_at: december(1, 10, 0),
        expert: None,
        table: None,
        instead_of: None,
        key: practice.house.key(),
    };
    let first = practice.storage().consultation_hold(new.clone(), now()).await.unwrap();
    let again = practice.storage().consultation_hold(new.clone(), now()).await.unwrap();
    assert_eq!((first.hold, &first.token), (again.hold, &again.token));
    let late = now().plus_seconds(HOLD_SECONDS);
    let anew = practice.storage().consultation_hold(new.clone(), late).await.unwrap();
    assert_eq!((anew.token, anew.hold.until), (again.token, late.plus_seconds(HOLD_SECONDS)));
    // The page offers more than one time: another choice is another hold.
    let other = NewHold { starts_at: december(2, 10, 0), instead_of: Some(first.token.hash()), ..new };
    let other = practice.storage().consultation_hold(other, now()).await.unwrap();
    assert_ne!(other.token, first.token);
    assert!(practice.try_hold(None, december(1, 10, 0), now()).await.is_ok(), "whoever goes back holds one time");

    let form = practice.wishes("山田製作所");
    let send =
        async |form: NewConsultation| practice.storage().consultation_book(other.token.hash(), form, now()).await;
    let booked = send(form.clone()).await.unwrap();
    let repeated = send(form).await.unwrap();
    assert!(repeated.repeated_sending && !booked.repeated_sending);
    assert_eq!((repeated.reference, repeated.link, repeated.left), (booked.reference, booked.link, booked.left));
    assert_eq!(refusal(send(practice.wishes("別の会社")).await), Refusal::UnknownHold, "the hold was used");
    assert_eq!(practice.told().await.len(), 2);
    practice.house.assert_in_order().await;
}

#[tokio::test]
async fn a_time_that_is_gone_is_answered_with_the_next_three() {
    let practice = Practice::of_one().await;
    practice.book("山田製作所", december(1, 10, 0)).await;
    let Refusal::NotOpen { why, alternatives } = refusal(practice.try_hold(Some(0), december(1, 10, 30), now()).await)
    else {
        panic!("it says why");
    };
    assert_eq!(why, Some(PublicClosure::Taken));
    let starts: Vec<Timestamp> = alternatives.iter().map(|slot| slot.starts_at).collect();
    assert_eq!(starts, [december(1, 11, 15), december(1, 11, 30), december(1, 11, 45)]);
}

#[tokio::test]
async fn of_several_experts_the_least_busy_is_asked_and_then_the_other() {
    let practice = Practice::built(2, terms(), Failpoint::None).await;
    let first = practice.hold(december(1, 10, 0)).await.hold.expert;
    let second = practice.hold(december(1, 10, 0)).await.hold.expert;
    assert_ne!(first, second);
    let Refusal::NotOpen { why: None, alternatives } =
        refusal(practice.try_hold(None, december(1, 10, 0), now()).await)
    else {
        panic!("both are taken");
    };
    assert_eq!(alternatives.len(), 3);
}

#[tokio::test]
async fn a_hold_that_has_run_out_books_all_the_same_unless_somebody_else_came() {
    let practice = Practice::of_one().await;
    let slow = practice.hold(december(1, 10, 0)).await;
    let slower = practice.hold(december(2, 10, 0)).await;
    let late = now().plus_seconds(HOLD_SECONDS);
    practice.storage().consultations_sweep(late).await.unwrap();
    assert!(practice.try_book(&slow.token, "山田製作所", late).await.is_ok());

    practice.try_hold(Some(0), december(2, 10, 30), late).await.unwrap();
    let Refusal::HoldEnded { alternatives } = refusal(practice.try_book(&slower.token, "山田製作所", late).await)
    else {
        panic!("it says that the hold has run out");
    };
    assert_eq!(alternatives[0].starts_at, december(2, 11, 45));
    assert_eq!(entitlement(&practice, "山田製作所").await.used, 1, "nothing is debited for what was not booked");
    practice.house.assert_in_order().await;
}

#[tokio::test]
async fn a_hold_is_extended_and_let_go() {
    let practice = Practice::of_one().await;
    let held = practice.hold(december(1, 10, 0)).await;
    let later = now().plus_seconds(HOLD_SECONDS - 20);
    let until = practice.storage().consultation_hold_extend(&held.token.hash(), later).await.unwrap();
    assert_eq!(until, later.plus_seconds(HOLD_SECONDS));
    let is_taken = now().plus_seconds(HOLD_SECONDS + 60);
    assert!(practice.try_hold(None, december(1, 10, 0), is_taken).await.is_err());
    practice.storage().consultation_hold_release(&held.token.hash(), now()).await.unwrap();
    assert!(practice.try_hold(None, december(1, 10, 0), is_taken).await.is_ok());
    practice.house.assert_in_order().await;
}

#[tokio::test]
async fn an_organisation_has_three_and_the_secretariat_grants_more_with_a_reason() {
    let practice = Practice::of_one().await;
    let first = practice.book("株式会社山田製作所", december(1, 9, 0)).await;
    practice.book("山田製作所", december(2, 9, 0)).await;
    assert_eq!(practice.book("㈱山田製作所", december(3, 9, 0)).await.left, 0);
    let held = practice.hold(december(4, 9, 0)).await;
    assert_eq!(refusal(practice.try_book(&held.token, "山田製作所", now()).await), Refusal::NoneLeft);

    let grant = async |reason: &str| {
        practice.storage().entitlement_grant(practice.desk, &first.reference, 1, reason, now()).await
    };
    assert_eq!(refusal(grant("  ").await), Refusal::ReasonMissing);
    assert_eq!(grant("工場が二つある").await.unwrap().left(), 1);
    assert_eq!(practice.try_book(&held.token, "山田製作所", now()).await.unwrap().left, 0);
    practice.house.assert_in_order().await;
}

#[tokio::test]
async fn what_is_given_up_in_time_costs_nothing_and_what_is_not_pauses() {
    let practice = Practice::of_one().await;
    let in_time = practice.book("山田製作所", december(1, 10, 0)).await;
    let state = practice.storage().consultation_cancel(in_time.link.hash(), now()).await.unwrap();
    assert_eq!(state, State::Cancelled);
    assert_eq!(practice.storage().consultation_cancel(in_time.link.hash(), now()).await.unwrap(), State::Cancelled);
    assert_eq!(entitlement(&practice, "山田製作所").await, Entitlement::FRESH);

    for day in [1, 2, 3] {
        let booked = practice.book("山田製作所", december(day, 10, 0)).await;
        let late = december(day, 9, 0);
        let state = practice.storage().consultation_cancel(booked.link.hash(), late).await.unwrap();
        assert_eq!(state, State::CancelledLate);
    }
    let paused = entitlement(&practice, "山田製作所").await;
    assert!(paused.is_paused() && paused.left() == 0);
    let held = practice.hold(december(4, 10, 0)).await;
    assert_eq!(refusal(practice.try_book(&held.token, "山田製作所", now()).await), Refusal::Paused);
    let reference = &in_time.reference;
    let lifted =
        practice.storage().entitlement_pause_lift(practice.desk, reference, "お電話で話した", december(3, 10, 0)).await;
    assert!(!lifted.unwrap().is_paused());
    practice.house.assert_in_order().await;
}

#[tokio::test]
async fn a_consultation_moves_to_a_time_that_touches_its_own() {
    let practice = Practice::of_one().await;
    let booked = practice.book("山田製作所", december(1, 10, 0)).await;
    practice.told().await;
    let to = ConsultationMove { starts_at: december(1, 10, 30), revision: 0 };
    practice.storage().consultation_move(booked.link.hash(), to, now()).await.unwrap();
    practice.storage().consultation_move(booked.link.hash(), to, now()).await.expect("it is moved already");
    assert_eq!(practice.opens(&booked.link).await.unwrap().slot.starts_at, december(1, 10, 30));
    assert_eq!(practice.told().await, [NoticeKind::ConsultationMoved, NoticeKind::ExpertMoved]);
    let seen_before = ConsultationMove { starts_at: december(1, 14, 0), revision: 0 };
    let outcome = practice.storage().consultation_move(booked.link.hash(), seen_before, now()).await;
    assert_eq!(refusal(outcome), Refusal::ChangedMeanwhile);
    let too_late = ConsultationMove { revision: 1, ..seen_before };
    let outcome = practice.storage().consultation_move(booked.link.hash(), too_late, december(1, 9, 0)).await;
    assert_eq!(refusal(outcome), Refusal::TooLateToMove);
    practice.house.assert_in_order().await;
}

#[tokio::test]
async fn an_expert_who_confirms_does_so_once_by_the_calendar_or_by_the_link() {
    let practice = Practice::built(1, Terms { confirms: true, ..terms() }, Failpoint::None).await;
    let booked = practice.book("山田製作所", december(1, 10, 0)).await;
    assert_eq!(booked.state, State::Requested);
    let mails = practice.house.mails().await;
    let asked = mails.iter().find(|mail| mail.kind == NoticeKind::ExpertToConfirm).expect("the expert is asked");
    let link = asked.link.hash();
    assert_eq!(practice.opens(&asked.link).await, None, "it is no client's link");
    assert!(practice.storage().consultation_by_expert_link(&link).await.unwrap().is_some());

    practice.storage().consultation_confirm_by_link(&link, 0, now()).await.unwrap();

    let keeper = &practice.experts[0].keeper;
    let late = practice.storage().consultation_confirm(keeper, &booked.reference, 0, now()).await;
    assert_eq!(refusal(late), Refusal::ChangedMeanwhile);
    let told = [NoticeKind::ConsultationRequested, NoticeKind::ExpertToConfirm, NoticeKind::ConsultationConfirmed];
    assert_eq!(practice.told().await, told);
    let wrong = practice.storage().consultation_confirm_by_link(&booked.link.hash(), 1, now()).await;
    assert_eq!(refusal(wrong), Refusal::UnknownConsultation, "a client's link confirms nothing");
    practice.house.assert_in_order().await;
}

#[tokio::test]
async fn another_time_with_another_expert_is_proposed_kept_and_accepted() {
    let practice = Practice::built(2, terms(), Failpoint::None).await;
    let booked = practice.book("山田製作所", december(1, 10, 0)).await;
    let mine = practice.opens(&booked.link).await.unwrap().expert;
    let colleague = practice.experts.iter().position(|expert| expert.account != mine).unwrap();
    let keeper = &practice.experts[1 - colleague].keeper;
    let to = (practice.experts[colleague].account, december(2, 14, 0));
    practice.told().await;
    practice.storage().consultation_propose(keeper, &booked.reference, 0, to, now()).await.unwrap();
    assert!(practice.try_hold(Some(colleague), december(2, 14, 30), now()).await.is_err(), "it is kept");
    assert!(practice.try_hold(Some(1 - colleague), december(1, 10, 0), now()).await.is_err(), "and so is the other");

    let accept = async || practice.storage().proposal_answer(booked.link.hash(), ProposalAnswer::Accept, now()).await;
    accept().await.unwrap();
    accept().await.expect("the same answer again is the same answer");

    let moved = practice.opens(&booked.link).await.unwrap();
    assert_eq!((moved.expert, moved.slot.starts_at), to);
    assert!(practice.try_hold(Some(1 - colleague), december(1, 10, 0), now()).await.is_ok());
    let told = [
        NoticeKind::ConsultationProposed,
        NoticeKind::ConsultationMoved,
        NoticeKind::ExpertReleased,
        NoticeKind::ExpertBooked,
    ];
    assert_eq!(practice.told().await, told);
    practice.house.assert_in_order().await;
}

#[tokio::test]
async fn a_proposal_that_nobody_answers_lapses_and_the_time_stays() {
    let practice = Practice::of_one().await;
    let booked = practice.book("山田製作所", december(8, 10, 0)).await;
    let keeper = &practice.experts[0].keeper;
    let to = (practice.experts[0].account, december(9, 14, 0));
    let until = practice.storage().consultation_propose(keeper, &booked.reference, 0, to, now()).await.unwrap();
    practice.told().await;
    assert_eq!(practice.storage().consultations_sweep(until.plus_seconds(-1)).await.unwrap(), 0);
    let late = practice.storage().proposal_answer(booked.link.hash(), ProposalAnswer::Accept, until).await;
    assert_eq!(refusal(late), Refusal::ProposalEnded);
    let kept = practice.opens(&booked.link).await.unwrap();
    assert_eq!(kept.slot.starts_at, december(8, 10, 0));
    assert_eq!(kept.proposal.unwrap().outcome, Some(ProposalOutcome::Lapsed));
    assert_eq!(practice.told().await, [NoticeKind::ConsultationProposalLapsed, NoticeKind::ExpertProposalEnded]);
    practice.house.assert_in_order().await;
}

#[tokio::test]
async fn what_the_network_ends_costs_nothing_and_says_why() {
    let practice = Practice::built(2, terms(), Failpoint::None).await;
    let booked = practice.book("山田製作所", december(1, 10, 0)).await;
    practice.told().await;
    let mine = practice.opens(&booked.link).await.unwrap().expert;
    let owner = practice.experts.iter().find(|expert| expert.account == mine).unwrap();
    let other = practice.experts.iter().find(|expert| expert.account != mine).unwrap();
    let end = async |expert: &crate::practice::Practitioner, reason: &str| {
        practice.storage().consultation_end(&expert.keeper, &booked.reference, 0, reason, now()).await
    };
    assert_eq!(refusal(end(other, "?").await), Refusal::UnknownConsultation, "colleagues' work is not theirs");
    assert_eq!(refusal(end(owner, " ").await), Refusal::ReasonMissing);
    end(owner, "専門家が急病のため").await.unwrap();
    let ended = practice.opens(&booked.link).await.unwrap();
    assert_eq!((ended.state, ended.end_reason.as_deref()), (State::Ended, Some("専門家が急病のため")));
    assert_eq!(entitlement(&practice, "山田製作所").await, Entitlement::FRESH);
    assert_eq!(practice.told().await, [NoticeKind::ConsultationEnded]);
    practice.house.assert_in_order().await;
}

#[tokio::test]
async fn who_came_is_noted_and_put_right() {
    let practice = Practice::of_one().await;
    let booked = practice.book("山田製作所", december(1, 10, 0)).await;
    let keeper = &practice.experts[0].keeper;
    let note = async |outcome, revision, at| {
        practice.storage().consultation_note(keeper, &booked.reference, outcome, revision, at).await
    };
    assert_eq!(refusal(note(Transition::Miss, 0, december(1, 9, 59)).await), Refusal::NotBegun);
    assert_eq!(note(Transition::Miss, 0, december(1, 10, 20)).await.unwrap(), State::NoShow);
    assert_eq!(entitlement(&practice, "山田製作所").await.strikes, 1);
    assert_eq!(note(Transition::Attend, 1, december(1, 10, 30)).await.unwrap(), State::Attended);
    let after = entitlement(&practice, "山田製作所").await;
    assert_eq!((after.strikes, after.used), (0, 1));
    practice.house.assert_in_order().await;
}

#[tokio::test]
async fn a_calendar_that_was_changed_meanwhile_is_not_overwritten() {
    let practice = Practice::of_one().await;
    let expert = &practice.experts[0];
    let days = Days::one(date(2026, 12, 1));
    let close = [AvailabilityOperation::SetDays { days, plan: DayPlan::Closed }];
    let seen = CalendarSeen { revision: 1, conflicts: Vec::new() };
    let change = practice.storage().calendar_change(&expert.keeper, expert.account, &seen, &close, now());
    let Err(StorageError::Refused(CalendarRefusal::ChangedMeanwhile { current, revision: 2 })) = change.await else {
        panic!("a newer change stands");
    };
    assert_eq!(current.weekly().len(), 5);
    let kept = practice.storage().calendar(&expert.keeper, expert.account).await.unwrap().unwrap();
    assert_eq!((kept.revision, &kept.calendar), (2, &*current));
    practice.change(expert, 2, &close).await;
    assert!(practice.try_hold(Some(0), december(1, 10, 0), now()).await.is_err());
}

#[tokio::test]
async fn a_change_that_would_leave_a_booking_outside_is_confirmed_first_and_cancels_nothing() {
    let practice = Practice::of_one().await;
    let booked = practice.book("山田製作所", december(1, 10, 0)).await;
    practice.hold(december(1, 14, 0)).await;
    let expert = &practice.experts[0];
    let id = practice.opens(&booked.link).await.unwrap().id;
    let days = Days::one(date(2026, 12, 1));
    let close = [AvailabilityOperation::SetDays { days, plan: DayPlan::Closed }];
    let change = async |conflicts| {
        let seen = CalendarSeen { revision: 2, conflicts };
        practice.storage().calendar_change(&expert.keeper, expert.account, &seen, &close, now()).await
    };
    let Err(StorageError::Refused(CalendarRefusal::Unconfirmed { conflicts })) = change(Vec::new()).await else {
        panic!("it is asked first");
    };
    assert_eq!(conflicts[0].engagement.kind, EngagementKind::Consultation(id));
    let considered = practice.storage().calendar_consider(&expert.keeper, expert.account, &close, now()).await.unwrap();
    assert_eq!(considered.conflicts, conflicts);

    let changed = change(vec![id]).await.unwrap();

    assert_eq!((changed.kept.revision, changed.conflicts), (3, conflicts));
    assert_eq!(practice.opens(&booked.link).await.unwrap().state, State::Confirmed);
    practice.house.assert_in_order().await;
}

#[tokio::test]
async fn an_event_at_which_an_expert_speaks_takes_their_time() {
    let practice = Practice::of_one().await;
    let experts = [practice.experts[0].account];
    let code = crate::house::code();
    // The seminar is on 1 December from two to four.
    practice.storage().event_experts_set(practice.desk, &code, &experts, now()).await.unwrap();
    assert!(practice.try_hold(Some(0), december(1, 15, 30), now()).await.is_err());
    assert!(practice.try_hold(Some(0), december(1, 16, 0), now()).await.is_ok());
    practice.storage().event_experts_set(practice.desk, &code, &[], now()).await.unwrap();
    assert!(practice.try_hold(Some(0), december(1, 14, 0), now()).await.is_ok());
}

#[tokio::test]
async fn a_month_a_day_and_a_reason_are_read_as_they_stand() {
    let practice = Practice::built(2, terms(), Failpoint::None).await;
    let code = &practice.experts[0].code;
    let month = practice.storage().open_days(WISH, None, date(2026, 12, 1), now()).await.unwrap();
    // From nine to four each quarter, which both experts have.
    assert_eq!(month.first(), Some(&(date(2026, 12, 1), 29)));
    assert!(month.iter().all(|(day, _)| day.day() < 29), "the year's end is closed");
    let day = practice.storage().open_slots(WISH, None, date(2026, 12, 1), now()).await.unwrap();
    assert_eq!(day.len(), 29, "each time once, whoever has it");
    practice.try_hold(Some(0), december(1, 9, 0), now()).await.unwrap();
    let alone = practice.storage().open_slots(WISH, Some(code), date(2026, 12, 1), now()).await.unwrap();
    assert_eq!(alone.first().map(|slot| slot.starts_at), Some(december(1, 10, 15)));
    let closure = practice.storage().closure(WISH, code, december(1, 9, 30), now()).await.unwrap().unwrap();
    assert_eq!(closure.public(), PublicClosure::Taken);
}

#[tokio::test]
async fn the_desk_moves_it_also_late_and_to_a_colleague_and_everybody_but_the_mover_is_told() {
    let practice = Practice::built(2, terms(), Failpoint::None).await;
    let booked = practice.book("山田製作所", december(1, 10, 0)).await;
    let whose = practice.opens(&booked.link).await.unwrap().expert;
    let other = practice.experts.iter().find(|expert| expert.account != whose).unwrap();
    let own = practice.experts.iter().find(|expert| expert.account == whose).unwrap();
    let desk = CalendarKeeper::Secretariat(practice.desk);
    practice.told().await;
    let late = december(1, 8, 0);
    let to = (other.account, december(2, 11, 0));
    let storage = practice.storage();
    let colleague = storage.consultation_move_at_desk(&own.keeper, &booked.reference, 0, to, late).await;
    assert_eq!(refusal(colleague), Refusal::UnknownExpert, "nobody gives a colleague's time away");
    let unseen = storage.consultation_move_at_desk(&desk, &booked.reference, 7, to, late).await;
    assert_eq!(refusal(unseen), Refusal::ChangedMeanwhile);

    storage.consultation_move_at_desk(&desk, &booked.reference, 0, to, late).await.unwrap();

    let moved = practice.opens(&booked.link).await.unwrap();
    assert_eq!((moved.expert, moved.slot.starts_at, moved.state), (to.0, to.1, State::Confirmed));
    let owed = [NoticeKind::ConsultationMoved, NoticeKind::ExpertReleased, NoticeKind::ExpertBooked];
    assert_eq!(practice.told().await[..3], owed);
    let back = (other.account, december(2, 14, 0));
    storage.consultation_move_at_desk(&other.keeper, &booked.reference, 1, back, late).await.unwrap();
    assert_eq!(practice.opens(&booked.link).await.unwrap().slot.starts_at, back.1);
    assert_eq!(practice.told().await.last(), Some(&NoticeKind::ConsultationMoved), "whoever moves it knows");
    practice.house.assert_in_order().await;
}

#[tokio::test]
async fn what_the_desk_gives_up_for_a_client_counts_as_if_they_had_done_so() {
    let practice = Practice::of_one().await;
    let desk = CalendarKeeper::Secretariat(practice.desk);
    let in_time = practice.book("山田製作所", december(1, 10, 0)).await;
    let late = practice.book("山田製作所", december(2, 10, 0)).await;
    let storage = practice.storage();
    let state = storage.consultation_cancel_at_desk(&desk, &in_time.reference, 0, now()).await.unwrap();
    assert_eq!(state, State::Cancelled);
    let state = storage.consultation_cancel_at_desk(&desk, &late.reference, 0, december(2, 9, 0)).await.unwrap();
    assert_eq!(state, State::CancelledLate);
    let entitlement = entitlement(&practice, "山田製作所").await;
    assert_eq!((entitlement.used, entitlement.strikes), (1, 1));
    let again = storage.consultation_cancel_at_desk(&desk, &late.reference, 1, december(2, 9, 0)).await;
    assert_eq!(refusal(again), Refusal::Over);
    practice.house.assert_in_order().await;
}

#[tokio::test]
async fn three_times_late_or_missed_pauses_booking_until_a_person_has_lifted_it() {
    let practice = Practice::of_one().await;
    let desk = CalendarKeeper::Secretariat(practice.desk);
    let storage = practice.storage();
    let missed = practice.book("山田製作所", december(1, 10, 0)).await;
    storage.entitlement_grant(practice.desk, &missed.reference, 5, "拠点が多い", now()).await.unwrap();
    let late = practice.book("山田製作所", december(2, 10, 0)).await;
    let other = practice.book("山田製作所", december(3, 10, 0)).await;
    storage.consultation_note(&desk, &missed.reference, Transition::Miss, 0, december(1, 10, 0)).await.unwrap();
    storage.consultation_cancel(late.link.hash(), december(2, 9, 0)).await.unwrap();
    let hold = practice.try_hold(None, december(4, 10, 0), december(3, 8, 55)).await.unwrap();
    assert!(!entitlement(&practice, "山田製作所").await.is_paused());
    storage.consultation_cancel_at_desk(&desk, &other.reference, 0, december(3, 9, 0)).await.unwrap();

    let paused = practice.try_book(&hold.token, "山田製作所", december(3, 9, 0)).await;
    assert_eq!(refusal(paused), Refusal::Paused);
    assert!(practice.try_book(&hold.token, "別の会社", december(3, 9, 0)).await.is_ok(), "others may book");

    storage.entitlement_pause_lift(practice.desk, &late.reference, "電話で話した", december(3, 9, 0)).await.unwrap();
    let hold = practice.try_hold(None, december(7, 10, 0), december(3, 9, 0)).await.unwrap();
    assert!(practice.try_book(&hold.token, "山田製作所", december(3, 9, 0)).await.is_ok());
    practice.house.assert_in_order().await;
}
