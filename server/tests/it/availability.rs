//! Experts' calendars at the desk, without script: kept in words, by exceptions and by weeks; two editors; bookings that
//! nobody cancels silently; who may see what; the address for calendar programs.

use domain::account::{AccountId, Actor, Role};
use domain::availability::{AvailabilityOperation, Hours, Length, Meeting, Terms, WeeklyHours, Wish};
use domain::consultation::{Client, ConsultationForm, ConsultationFormRules};
use domain::contact::EmailAddress;
use domain::event::{Bilingual, Topic};
use domain::expert::{CalendarKeeper, ExpertCode, ExpertProfile};
use domain::inquiry::desk::Channel;
use domain::language::Language;
use domain::person::PersonName;
use domain::time::Timestamp;
use jiff::civil::{Weekday, date};
use storage::{Booked, CalendarSeen, NewAccount, NewConsultation, NewHold};

use crate::site::Site;
use crate::visit::{Answer, Form, Visitor};

pub(crate) const CALENDAR: &str = "/staff/availability?day=2026-12-08";

/// An expert with a calendar.
pub(crate) struct Practitioner {
    pub(crate) account: AccountId,
    pub(crate) code: ExpertCode,
    pub(crate) email: String,
    pub(crate) keeper: CalendarKeeper,
}

/// An instant of December 2026; the first is a Tuesday.
pub(crate) fn december(day: i8, hour: i8) -> Timestamp {
    Timestamp::from_tokyo(date(2026, 12, day).at(hour, 0, 0, 0))
}

impl Site {
    /// Somebody with the account of an expert, of whom nothing is written yet.
    pub(crate) async fn hires_an_expert(&self, email: &str, name: &str) -> AccountId {
        let account = NewAccount {
            email: EmailAddress::parse(email).expect("an address"),
            name: PersonName::parse(name).expect("a name"),
            role: Role::Expert,
            door: None,
            language: Language::Japanese,
        };
        self.storage.account_add(&account, self.now()).await.expect("it is added")
    }

    /// An expert who is there on business days from ten to twelve and from two to five, on `terms`.
    pub(crate) async fn employs_an_expert(&self, email: &str, name: &str, terms: Terms) -> Practitioner {
        let account = self.hires_an_expert(email, name).await;
        let boss = self.operator().await;
        let profile = ExpertProfile {
            name: Bilingual::japanese(name),
            title: Bilingual::japanese("情報処理安全確保支援士"),
            qualifications: Vec::new(),
            introduction: Bilingual::default(),
            languages: vec![Language::Japanese],
            region: None,
        };
        let code = self.storage.expert_set(boss, account, &profile, true, self.now()).await.expect("it is written");
        let actor = Actor::of(account, Role::Expert, None).expect("a role");
        let keeper = CalendarKeeper::of(&actor).expect("a keeper");
        let hours = Hours::parse("10:00-12:00,14:00-17:00").expect("hours").hours;
        let days = [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];
        let rule = |weekday| WeeklyHours::each_week(weekday, hours.clone(), date(2026, 1, 1));
        let mut operations: Vec<_> =
            days.map(|weekday| AvailabilityOperation::SetWeekly(rule(weekday))).into_iter().collect();
        if terms != Terms::usual(Topic::ALL.to_vec()) {
            operations.push(AvailabilityOperation::SetTerms(Box::new(terms)));
        }
        let seen = CalendarSeen { revision: 0, conflicts: Vec::new() };
        let changed = self.storage.calendar_change(&keeper, account, &seen, &operations, self.now()).await;
        changed.expect("it is changed");
        Practitioner { account, code, email: email.to_owned(), keeper }
    }

    /// The permission of a member of the secretariat who does not sign in.
    async fn operator(&self) -> domain::account::Secretariat {
        let email = "operator@example.jp";
        let new = NewAccount {
            email: EmailAddress::parse(email).expect("an address"),
            name: PersonName::parse("事務局 花子").expect("a name"),
            role: Role::Secretariat,
            door: None,
            language: Language::Japanese,
        };
        let known = self.storage.account_list().await.expect("it is read");
        let known = known.iter().find(|listed| listed.account.email.as_str() == email).map(|listed| listed.account.id);
        let account = match known {
            Some(account) => account,
            None => self.storage.account_add(&new, self.now()).await.expect("it is added"),
        };
        let actor = Actor::of(account, Role::Secretariat, None).expect("a role");
        actor.as_secretariat().expect("the secretariat")
    }

    /// An organisation books an hour online.
    pub(crate) async fn books(&self, expert: &Practitioner, organisation: &str, at: Timestamp) -> Booked {
        let wish = Wish { topic: Topic::Security, meeting: Meeting::Online, length: Length::Sixty };
        let key = || self.services.draw_key(self.now());
        let new = NewHold {
            wish,
            starts_at: at,
            expert: Some(expert.code.clone()),
            table: None,
            instead_of: None,
            key: key(),
        };
        let held = self.storage.consultation_hold(new, self.now()).await.expect("it is held");
        let new = NewConsultation {
            client: client(organisation),
            channel: Channel::Site,
            language: Language::Japanese,
            key: key(),
        };
        self.storage.consultation_book(held.token.hash(), new, self.now()).await.expect("it is booked")
    }
}

/// Somebody of this organisation.
fn client(organisation: &str) -> Client {
    let typed = |text: &str| text.to_owned();
    let form = ConsultationForm {
        question: typed("図面を家で見たいです。<b>"),
        organisation: typed(organisation),
        organisation_kind: typed("small-company"),
        prefecture: typed("13"),
        name: typed("山田 太郎"),
        kana: typed("ヤマダ タロウ"),
        email: typed("taro@example.jp"),
        consent: typed("yes"),
        ..ConsultationForm::default()
    };
    let rules = ConsultationFormRules { meeting: Meeting::Online, is_change: false, channel: Channel::Site };
    form.parse(rules).expect("all is well")
}

/// The secret of an expert's address for calendar programs.
pub(crate) async fn feed_of_an_expert(site: &Site) -> String {
    let expert = site.employs_an_expert("feed@example.jp", "佐伯 真由美", usual()).await;
    let made = site.storage.expert_feed_make(&expert.keeper, expert.account, site.now()).await;
    made.expect("it is made").as_str().to_owned()
}

pub(crate) fn usual() -> Terms {
    Terms::usual(Topic::ALL.to_vec())
}

pub(crate) async fn saeki(site: &Site) -> (Practitioner, Visitor<'_>) {
    let expert = site.employs_an_expert("saeki@example.jp", "佐伯 真由美", usual()).await;
    let visitor = site.opens_a_session(&expert.email).await;
    (expert, visitor)
}

/// The form of one operation.
pub(crate) fn form_of(page: &Answer, operation: &str) -> Form {
    let document = page.document();
    let selector = scraper::Selector::parse("main form[method=post]").expect("a selector");
    let mut forms = document.select(&selector).map(Form::of);
    let found = forms.find(|form| form.value("operation") == Some(operation));
    found.unwrap_or_else(|| panic!("no form of {operation} on {}: {}", page.path, page.said()))
}

/// The first form of the page's own matter.
pub(crate) fn own_form(page: &Answer) -> Form {
    let document = page.document();
    let selector = scraper::Selector::parse("main form[method=post]").expect("a selector");
    Form::of(document.select(&selector).next().unwrap_or_else(|| panic!("no form on {}: {}", page.path, page.said())))
}

/// The hours that the words of the week have for a day.
pub(crate) fn hours_on(page: &Answer, day: &str) -> String {
    form_of(page, "week").value(&format!("hours-{day}")).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn an_expert_keeps_a_week_in_words_for_one_day_and_for_all_that_follow() {
    let site = Site::open().await;
    let (_, expert) = saeki(&site).await;
    let page = expert.opens(CALENDAR).await;
    page.assert_status(200).assert_heading("対応可能時間 2026年12月6日（日）〜12月12日（土）");
    assert_eq!(page.header("cache-control").as_deref(), Some("no-store"));
    assert_eq!(hours_on(&page, "2026-12-08"), "10:00-12:00,14:00-17:00");

    let form =
        form_of(&page, "week").with("hours-2026-12-08", "９時〜11:30、11:00-12:00").with("week_scope", "this_day");
    let saved = expert.submits(&form).await;
    saved.assert_status(200).assert_text("保存しました").assert_text("ひとつにまとめました").assert_text("この日だけ");
    assert_eq!(hours_on(&saved, "2026-12-08"), "09:00-12:00");
    let next = expert.opens("/staff/availability?day=2026-12-15").await;
    assert_eq!(hours_on(&next, "2026-12-15"), "10:00-12:00,14:00-17:00");

    let form = form_of(&next, "week").with("hours-2026-12-16", "13:00-16:00").with("week_scope", "following");
    expert.submits(&form).await.assert_text("保存しました");
    let later = expert.opens("/staff/availability?day=2027-01-27").await;
    assert_eq!(hours_on(&later, "2027-01-27"), "13:00-16:00");
    let before = expert.opens(CALENDAR).await;
    assert_eq!(hours_on(&before, "2026-12-09"), "10:00-12:00,14:00-17:00");

    let english = expert.follows("/en/staff/availability?view=month&day=2026-12-08").await;
    english.assert_status(200).assert_heading("Availability, December 2026").assert_text("13:00–16:00");
    expert.opens("/staff/availability?view=agenda&day=2026-12-08").await.assert_text("この日だけ").assert_status(200);
}

#[tokio::test]
async fn days_off_weeks_and_single_times_are_changed_by_their_forms() {
    let site = Site::open().await;
    let (_, expert) = saeki(&site).await;
    let page = expert.opens(CALENDAR).await;
    let leave = form_of(&page, "days")
        .with("days_from", "2026-12-09")
        .with("days_to", "2026-12-10")
        .with("days_plan", "leave")
        .with("days_leave", "training");
    let page = expert.submits(&leave).await;
    page.assert_text("保存しました").assert_text("研修");
    assert_eq!(hours_on(&page, "2026-12-10"), "");

    let copy = form_of(&page, "copy_week").with("copy_week_day", "2026-12-08").with("copy_week_from", "2026-12-15");
    expert.submits(&copy).await.assert_text("保存しました");
    let next = expert.opens("/staff/availability?day=2026-12-15").await;
    assert_eq!(hours_on(&next, "2026-12-16"), "");
    assert_eq!(hours_on(&next, "2026-12-18"), "10:00-12:00,14:00-17:00");

    let moved = form_of(&next, "window")
        .with("window_day", "2026-12-18")
        .with("window_hours", "14:00-17:00")
        .with("window_plan", "move")
        .with("window_becomes", "15:00-18:00");
    let next = expert.submits(&moved).await;
    assert_eq!(
        hours_on(&expert.opens("/staff/availability?day=2026-12-15").await, "2026-12-18"),
        "10:00-12:00,15:00-18:00"
    );

    let weekly = form_of(&next, "weekly")
        .with("weekly_weekday", "6")
        .with("weekly_hours", "13:00-15:00")
        .with("weekly_from", "2026-12-12")
        .with("weekly_every", "2");
    expert.submits(&weekly).await.assert_text("保存しました");
    assert_eq!(hours_on(&expert.opens(CALENDAR).await, "2026-12-12"), "13:00-15:00");
    let other = expert.opens("/staff/availability?day=2026-12-15").await;
    assert_eq!(hours_on(&other, "2026-12-19"), "", "every other week");
    let again = form_of(&expert.opens(CALENDAR).await, "days")
        .with("days_from", "2026-12-09")
        .with("days_to", "2026-12-10")
        .with("days_plan", "weekly");
    assert_eq!(hours_on(&expert.submits(&again).await, "2026-12-10"), "10:00-12:00,14:00-17:00");
}

#[tokio::test]
async fn what_cannot_be_read_is_said_and_everything_typed_stays() {
    let site = Site::open().await;
    let (_, expert) = saeki(&site).await;
    let page = expert.opens(CALENDAR).await;
    for (typed, said) in [
        ("17:00-14:00", "終わりが始まりより前です"),
        ("22:00-2:00", "日をまたぎます"),
        ("10:00-10:00", "始まりと終わりが同じです"),
        ("10:07-12:00", "15分刻みではありません"),
        ("23:00-25:00", "読み取れません"),
        ("朝から<b>", "読み取れません"),
    ] {
        let form = form_of(&page, "week").with("hours-2026-12-08", typed).with("hours-2026-12-10", "9:00-10:00");
        let refused = expert.sends(&form).await;
        refused.assert_status(422);
        let problems = refused.problems();
        assert_eq!(problems[0].0, "hours-2026-12-08");
        assert!(problems[0].1.contains(said), "{typed}: {problems:?}");
        assert_eq!(hours_on(&refused, "2026-12-08"), typed);
        assert_eq!(hours_on(&refused, "2026-12-10"), "9:00-10:00");
    }
    let midnight = form_of(&page, "week").with("hours-2026-12-08", "22:00-24:00");
    assert_eq!(hours_on(&expert.submits(&midnight).await, "2026-12-08"), "22:00-24:00");

    let page = expert.opens(CALENDAR).await;
    let same = expert.sends(&form_of(&page, "week")).await;
    same.assert_status(422).assert_text("いまの内容と同じです");
    let backwards = form_of(&page, "days").with("days_from", "2026-12-10").with("days_to", "2026-12-08");
    let refused = expert.sends(&backwards).await;
    refused.assert_status(422).assert_text("最後の日が最初の日より前");
    assert_eq!(form_of(&refused, "days").value("days_to"), Some("2026-12-08"));
    let unread = expert.sends(&form_of(&page, "days").with("days_from", "あした")).await;
    assert_eq!(unread.problems()[0].0, "days_from");
    expert.sends(&form_of(&page, "week").with("operation", "explode")).await.assert_status(422);
    expert.sends(&form_of(&page, "week").without("revision")).await.assert_status(400);
}

#[tokio::test]
async fn a_booking_that_would_lie_outside_is_shown_first_and_never_cancelled() {
    let site = Site::open().await;
    let (saeki, expert) = saeki(&site).await;
    let booked = site.books(&saeki, "みどり製作所", december(8, 14)).await;
    let page = expert.opens(CALENDAR).await;
    page.assert_text("みどり製作所").assert_text("予約 1件");
    let closed = form_of(&page, "week").with("hours-2026-12-08", "休み");
    let asked = expert.sends(&closed).await;
    asked.assert_status(200).assert_heading("予約との重なりを確かめてください").assert_text("みどり製作所");
    let link = asked.links(".cal-conflicts a");
    assert!(link[0].contains(booked.reference.as_str()), "{link:?}");
    assert_eq!(hours_on(&expert.opens(CALENDAR).await, "2026-12-08"), "10:00-12:00,14:00-17:00", "nothing is done yet");

    let another = site.books(&saeki, "北斗印刷", december(8, 10)).await;
    let outrun = expert.sends(&own_form(&asked).press("confirm")).await;
    outrun.assert_status(422).assert_text("新しい予約が入りました").assert_text("北斗印刷");
    let saved = expert.submits(&own_form(&outrun).press("confirm")).await;
    saved.assert_text("保存しました").assert_text("予約 2件は、そのまま");
    assert_eq!(hours_on(&saved, "2026-12-08"), "");
    for one in [booked, another] {
        let kept = site.storage.consultation(&saeki.keeper, &one.reference).await.expect("it is read");
        assert!(kept.expect("it is there").state.is_to_come());
    }
}

#[tokio::test]
async fn of_two_editors_the_second_sees_both_versions_and_chooses() {
    let site = Site::open().await;
    let (saeki, expert) = saeki(&site).await;
    let boss = site.signed_in(Role::Secretariat).await;
    let theirs = boss.opens(&format!("{CALENDAR}&expert={}", saeki.code)).await;
    theirs.assert_status(200).assert_text("佐伯 真由美");
    let mine = expert.opens(CALENDAR).await;
    boss.submits(&form_of(&theirs, "week").with("hours-2026-12-09", "9:00-10:00")).await.assert_text("保存しました");
    let beside = expert.sends(&form_of(&mine, "week").with("hours-2026-12-10", "13:00-15:00")).await;
    beside.assert_status(409).assert_heading("ほかの人が先に変えていました");
    beside.assert_text("9:00〜10:00").assert_text("13:00〜15:00");
    let saved = expert.submits(&own_form(&beside)).await;
    saved.assert_status(200).assert_text("保存しました");
    assert_eq!(hours_on(&saved, "2026-12-09"), "09:00-10:00", "what the other saved stays");
    assert_eq!(hours_on(&saved, "2026-12-10"), "13:00-15:00");
}

#[tokio::test]
async fn an_expert_sees_their_own_calendar_and_nobody_elses() {
    let site = Site::open().await;
    let (_, expert) = saeki(&site).await;
    let other = site.employs_an_expert("mori@example.jp", "森 健一", usual()).await;
    let foreign = format!("/staff/availability?expert={}", other.code);
    let missing = "/staff/availability?expert=KT4XW";
    assert_eq!(expert.opens(&foreign).await.status, 404);
    assert_eq!(expert.opens(&foreign).await.said(), expert.opens(missing).await.said());
    let form = form_of(&expert.opens(CALENDAR).await, "week").with("hours-2026-12-08", "休み");
    expert.sends(&Form { action: foreign.clone(), ..form }).await.assert_status(404);
    let feed = Form {
        action: format!("/staff/availability/feed?expert={}", other.code),
        fields: vec![("step".to_owned(), "make".to_owned())],
    };
    expert.sends(&feed).await.assert_status(404);
    expert.opens(&format!("/staff/availability/terms?expert={}", other.code)).await.assert_status(404);
    let helper = site.signed_in(Role::CheckInHelper).await;
    helper.opens("/staff/availability").await.assert_status(404);
    let boss = site.signed_in(Role::Secretariat).await;
    boss.opens(&foreign).await.assert_status(200).assert_text("森 健一");
    boss.opens("/staff/experts/week?day=2026-12-08").await.assert_text("佐伯 真由美").assert_text("森 健一");
}

#[tokio::test]
async fn it_says_why_a_time_is_open_or_not() {
    let site = Site::open().await;
    let (saeki, expert) = saeki(&site).await;
    site.books(&saeki, "みどり製作所", december(8, 14)).await;
    let ask = async |at: &str, time: &str| {
        let query = format!("{CALENDAR}&at={at}&time={time}&topic=ict&where=online&minutes=60");
        expert.opens(&query).await.all(".desk-note").concat()
    };
    assert!(ask("2026-12-08", "10:00").await.contains("空いています"));
    assert!(ask("2026-12-08", "14:30").await.contains("予約（14:00〜15:00）があります"));
    assert!(ask("2026-12-06", "10:00").await.contains("この曜日には時間がありません"));
    assert!(ask("2026-11-23", "10:00").await.contains("勤労感謝の日のため"));
    assert!(ask("2026-11-02", "10:00").await.contains("予約の締切"));
    assert!(ask("2027-06-01", "10:00").await.contains("先すぎます"));
    assert!(ask("2026-12-08", "noon").await.contains("読み取れません"));
}

#[tokio::test]
async fn terms_are_kept_and_those_on_which_nothing_could_be_booked_are_refused() {
    let site = Site::open().await;
    let (_, expert) = saeki(&site).await;
    let page = expert.opens("/staff/availability/terms").await;
    page.assert_status(200).assert_heading("受け付ける条件");
    let nowhere = expert.sends(&form_of(&page, "terms").without("terms_online")).await;
    nowhere.assert_status(422).assert_text("何も予約できません");
    let unread = expert.sends(&form_of(&page, "terms").with("terms_notice", "三日")).await;
    assert_eq!(unread.problems()[0].0, "terms_notice");
    assert_eq!(form_of(&unread, "terms").value("terms_notice"), Some("三日"));
    let mut form = form_of(&page, "terms").with("terms_per_day", "2").with("terms_confirms", "yes");
    form.fields.push(("terms_prefectures".to_owned(), "14".to_owned()));
    let saved = expert.submits(&form).await;
    saved.assert_status(200).assert_text("保存しました");
    let saved = form_of(&saved, "terms");
    assert_eq!((saved.value("terms_per_day"), saved.value("terms_prefectures")), (Some("2"), Some("14")));
}

#[tokio::test]
async fn an_address_for_calendar_programs_is_shown_once_and_can_be_withdrawn() {
    let site = Site::open().await;
    let (saeki, expert) = saeki(&site).await;
    site.books(&saeki, "みどり製作所, 株式会社", december(8, 14)).await;
    let page = expert.opens(CALENDAR).await;
    let form =
        page.form_to(&format!("/staff/availability/feed?expert={}&view=week&day=2026-12-08", saeki.code), "make");
    let made = expert.sends(&form.clone().with("step", "make")).await;
    made.assert_status(200);
    let address = made.all(".cal-feed").concat();
    let path = address.strip_prefix("https://telework.example.jp").expect("it is ours").to_owned();
    let file = site.get(&path).await;
    file.assert_status(200);
    assert!(file.header("content-type").expect("a type").starts_with("text/calendar"));
    assert_eq!(file.header("cache-control").as_deref(), Some("no-store"));
    assert_eq!(file.text().matches("BEGIN:VEVENT").count(), 1);
    assert!(file.text().contains("DTSTART:20261208T050000Z") && file.text().contains("みどり製作所\\, 株式会社"));
    assert!(!expert.opens(CALENDAR).await.text().contains(&path), "it is shown once");
    expert.sends(&form.with("step", "withdraw")).await.assert_text("使えなくしました");
    site.get(&path).await.assert_status(404);
}

#[tokio::test]
async fn an_account_becomes_an_expert_whom_citizens_find() {
    let site = Site::open().await;
    site.hires_an_expert("mori@example.jp", "森 健一").await;
    let boss = site.signed_in(Role::Secretariat).await;
    let list = boss.opens("/staff/experts").await;
    list.assert_status(200).assert_text("森 健一").assert_text("未登録");
    let page = boss.opens("/staff/experts/new").await;
    let account = page.document();
    let option = scraper::Selector::parse("option:not([value=''])").expect("a selector");
    let account =
        account.select(&option).next().and_then(|option| option.attr("value")).expect("an account").to_owned();
    let typed = own_form(&page).with("account", &account).with("introduction", "</textarea><script>alert(1)</script>");
    let refused = boss.sends(&typed).await;
    refused.assert_status(422);
    assert!(!refused.text().contains("<script>alert"));
    let problems: Vec<_> = refused.problems().into_iter().map(|(field, _)| field).collect();
    assert_eq!(problems, ["name", "title"]);
    let form = own_form(&refused).with("name", "森 健一").with("title", "社会保険労務士").with("is_shown", "yes");
    let saved = boss.submits(&form.with("qualifications", "特定社会保険労務士 | Labour consultant")).await;
    saved.assert_status(200).assert_text("保存しました").assert_text("公開中");
    let edit = saved.links("tbody th a");
    let page = boss.follows(&edit[0]).await;
    assert_eq!(own_form(&page).value("qualifications").map(str::trim), Some("特定社会保険労務士 | Labour consultant"));
    let hidden = boss.submits(&own_form(&page).without("is_shown")).await;
    hidden.assert_text("非公開");
    let expert = site.opens_a_session("mori@example.jp").await;
    expert.opens("/staff/availability").await.assert_status(200);
    expert.opens("/staff/experts").await.assert_status(404);
    // An account that is no expert's cannot be made one.
    let forged = boss.opens("/staff/experts/new").await;
    let forged = Form { action: forged.path.clone(), fields: form_fields("4711") };
    boss.sends(&forged).await.assert_status(422).assert_text("専門家として登録できません");
}

fn form_fields(account: &str) -> Vec<(String, String)> {
    [("account", account), ("name", "誰か"), ("title", "何か"), ("languages", "ja")]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
}
