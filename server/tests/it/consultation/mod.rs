//! A consultation as a citizen meets it, without script: found, held, booked, moved, given up, proposed anew.

mod booking;
mod own;

use domain::account::{AccountId, Actor, Role, Secretariat};
use domain::availability::{AvailabilityOperation, Hours, Terms, WeeklyHours};
use domain::contact::EmailAddress;
use domain::event::{Bilingual, Topic};
use domain::expert::{CalendarKeeper, ExpertCode, ExpertProfile};
use domain::language::Language;
use domain::notice::NoticeKind;
use domain::person::PersonName;
use domain::place::Prefecture;
use jiff::civil::{Weekday, date};
use storage::{CalendarSeen, NewAccount};

use crate::site::Site;
use crate::visit::{Answer, Form, Visitor};

/// The first day that can be booked: three business days from Sunday, 1 November; the third is a holiday.
pub(crate) const FIRST_DAY: &str = "2026-11-05";
/// The times of that day, from ten to noon and from one to five.
pub(crate) const TEN: &str = "2026-11-05T10:00";
pub(crate) const ONLINE: &str = "/consultations?topic=security&where=online";
const MINUTE: i64 = 60;
const DAY: i64 = 24 * 60 * MINUTE;

/// An expert who is there.
pub(crate) struct Hired {
    pub(crate) account: AccountId,
    pub(crate) code: ExpertCode,
    pub(crate) desk: Secretariat,
}

impl Hired {
    fn keeper(&self) -> CalendarKeeper {
        CalendarKeeper::Secretariat(self.desk)
    }
}

async fn account(site: &Site, email: &str, role: Role) -> Actor {
    let account = NewAccount {
        email: EmailAddress::parse(email).expect("an address"),
        name: PersonName::parse("久保田 美咲").expect("a name"),
        role,
        door: None,
        language: Language::Japanese,
    };
    let id = site.storage.account_add(&account, site.now()).await.expect("it is added");
    Actor::of(id, role, None).expect("it is somebody")
}

/// An expert for security and technology, online and in Tokyo, on weekdays, for an hour.
pub(crate) async fn expert(site: &Site) -> Hired {
    expert_with(site, |terms| terms).await
}

pub(crate) async fn expert_with(site: &Site, terms: impl Fn(Terms) -> Terms) -> Hired {
    let desk = account(site, "desk@example.jp", Role::Secretariat).await.as_secretariat().expect("it is");
    let account = account(site, "kubota@example.jp", Role::Expert).await.as_expert().expect("it is").account();
    let profile = ExpertProfile {
        name: Bilingual::both("久保田 美咲", "Misaki Kubota"),
        title: Bilingual::both("テレワークマネージャー", "Telework manager"),
        qualifications: vec![Bilingual::both("ITコーディネータ", "IT coordinator")],
        introduction: Bilingual::both("わかる言葉でお答えします。", "No question is too small."),
        languages: vec![Language::Japanese],
        region: None,
    };
    let code = site.storage.expert_set(desk, account, &profile, true, site.now()).await.expect("it is set");
    let hours = Hours::parse("10:00-12:00,13:00-17:00").expect("hours").hours;
    let days = [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];
    let weekly = days.map(|day| WeeklyHours::each_week(day, hours.clone(), date(2026, 11, 1)));
    let mut operations: Vec<_> = weekly.into_iter().map(AvailabilityOperation::SetWeekly).collect();
    let usual = Terms::usual(vec![Topic::Ict, Topic::Security]);
    let terms = terms(Terms { prefectures: vec![Prefecture::Tokyo], ..usual });
    operations.push(AvailabilityOperation::SetTerms(Box::new(terms)));
    let hired = Hired { account, code, desk };
    let seen = CalendarSeen { revision: 0, conflicts: Vec::new() };
    site.storage.calendar_change(&hired.keeper(), account, &seen, &operations, site.now()).await.expect("it is kept");
    hired
}

/// Chooses a time of a day's page.
async fn chooses(visitor: &Visitor<'_>, at: &str) -> Answer {
    let page = visitor.opens(&format!("{ONLINE}&day={}", &at[..10])).await;
    page.assert_status(200);
    visitor.submits(&page.form().with("at", at)).await
}

pub(crate) fn filled(form: Form, visitor: &Visitor<'_>) -> Form {
    form.with("question", "持ち帰りパソコンの管理を知りたいです。")
        .with("organisation", "山田製作所")
        .with("organisation_kind", "small-company")
        .with("prefecture", "13")
        .with("name", "山田 太郎")
        .with("kana", "ヤマダ タロウ")
        .with("email", &visitor.email)
        .with("consent", "yes")
}

/// Chooses a time and goes on to the check page.
async fn checks(visitor: &Visitor<'_>, at: &str) -> Answer {
    let page = chooses(visitor, at).await;
    page.assert_status(200);
    visitor.sends(&filled(page.form(), visitor).press("check")).await
}

/// The whole way, to the confirmation.
async fn books(visitor: &Visitor<'_>, at: &str) -> Answer {
    let check = checks(visitor, at).await;
    check.assert_status(200);
    visitor.submits(&check.form().press("confirm")).await
}

/// The same, and gives the address of the page that stays.
pub(crate) async fn own_page(visitor: &Visitor<'_>, at: &str) -> String {
    let done = books(visitor, at).await;
    done.assert_status(200);
    done.path.strip_suffix("/registered").expect("it ends at the confirmation").to_owned()
}

/// A hold that has just been made: the secret of its form.
pub(crate) async fn holds(visitor: &Visitor<'_>) -> String {
    let page = chooses(visitor, "2026-11-06T10:00").await;
    page.assert_status(200);
    page.path.rsplit('/').next().expect("a token").to_owned()
}

/// A consultation that was booked: the secret of its page.
pub(crate) async fn booked(visitor: &Visitor<'_>) -> String {
    own_page(visitor, TEN).await.rsplit('/').next().expect("a token").to_owned()
}

/// A consultation that waits for its expert: the secret of the link that confirms it.
pub(crate) async fn to_confirm(site: &Site, visitor: &Visitor<'_>, hired: &Hired) -> String {
    let kept = site.storage.calendar(&hired.keeper(), hired.account).await.expect("it is read").expect("there is one");
    let terms = Terms { confirms: true, ..kept.calendar.terms().clone() };
    let seen = CalendarSeen { revision: kept.revision, conflicts: Vec::new() };
    let operations = [AvailabilityOperation::SetTerms(Box::new(terms))];
    site.storage.calendar_change(&hired.keeper(), hired.account, &seen, &operations, site.now()).await.expect("set");
    books(visitor, "2026-11-12T10:00").await.assert_status(200);
    let mails = site.mailbox().await;
    let mail = mails.iter().find(|mail| mail.kind == NoticeKind::ExpertToConfirm).expect("the expert is asked");
    mail.link.as_str().to_owned()
}

/// What the mails that are owed tell; they are sent with that.
pub(crate) async fn kinds(site: &Site) -> Vec<NoticeKind> {
    site.mailbox().await.iter().map(|mail| mail.kind).collect()
}

/// The values of the buttons with a name.
/// The nonce that the page's script carries.
fn nonce_of(page: &Answer) -> String {
    let selector = scraper::Selector::parse("script[nonce]").expect("a selector");
    let document = page.document();
    let script = document.select(&selector).next().expect("a script");
    script.attr("nonce").expect("a nonce").to_owned()
}

pub(crate) fn values(page: &Answer, name: &str) -> Vec<String> {
    let selector = scraper::Selector::parse(&format!("button[name={name}]")).expect("a selector");
    let document = page.document();
    document.select(&selector).filter_map(|button| button.attr("value").map(str::to_owned)).collect()
}
