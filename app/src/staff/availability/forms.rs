//! The forms beside a calendar: the week in words, and one for each other change. They hold what was typed.

use domain::availability::{AvailabilityForm, LeaveKind, Length, Scope};
use domain::event::Topic;
use jiff::civil::Weekday;
use leptos::prelude::*;

use super::address::{AVAILABILITY, FEED};
use super::query::CalendarQuery;
use super::sheet::Day;
use super::{Answer, AvailabilityView};
use crate::address::localized;
use crate::component::form::options;
use crate::component::{Choice, ChoiceCards, HiddenField, SelectField, TextField, prefecture_groups};
use crate::text::Text;

/// A form that is being drawn.
pub(super) struct Forms<'a> {
    pub(super) view: &'a AvailabilityView,
    pub(super) revision: u32,
    pub(super) text: Text,
}

impl Forms<'_> {
    fn typed(&self, name: &str, usual: &str) -> String {
        let form = &self.view.form;
        let is_this = name.strip_prefix(form.operation()).is_some_and(|rest| rest.starts_with('_'));
        if is_this { form.get(name).to_owned() } else { usual.to_owned() }
    }

    fn error(&self, name: &str) -> Option<String> {
        self.view.problems.iter().find(|(field, _)| field == name).map(|(_, said)| said.clone())
    }

    fn field(&self, name: &'static str, label: String, hint: Option<String>, usual: &str, required: bool) -> AnyView {
        let (value, error) = (self.typed(name, usual), self.error(name));
        view! { <TextField name label value error hint required autocomplete="off" size="input-medium"/> }.into_any()
    }

    fn day(&self, name: &'static str, label: String, usual: &str, required: bool) -> AnyView {
        let (value, error) = (self.typed(name, usual), self.error(name));
        view! { <TextField name label value error required kind="date" size="input-medium"/> }.into_any()
    }

    fn choices(&self, name: &'static str, legend: String, choices: Vec<(&str, String)>, usual: &str) -> AnyView {
        let chosen = vec![self.typed(name, usual)];
        let choice = |(value, label): (&str, String)| Choice { value: value.to_owned(), label, detail: None };
        let choices: Vec<Choice> = choices.into_iter().map(choice).collect();
        view! { <ChoiceCards name legend choices chosen error=self.error(name) pair=false/> }.into_any()
    }

    fn scope(&self, name: &'static str) -> AnyView {
        let words = self.text.availability();
        let scopes = Scope::ALL.map(|scope| (scope.slug(), words.scope_of(scope).into_owned()));
        self.choices(name, words.scope().into_owned(), scopes.to_vec(), Scope::ThisDay.slug())
    }

    fn weekdays(&self, name: &'static str, legend: String, required: bool) -> AnyView {
        let chosen = self.view.form.all(name).map(str::to_owned).collect::<Vec<_>>();
        let choices = (0_i8..7).filter_map(|offset| {
            let weekday = Weekday::from_sunday_zero_offset(offset).ok()?;
            let label = self.text.date().weekday(weekday).to_owned();
            Some(Choice { value: offset.to_string(), label, detail: None })
        });
        let choices: Vec<Choice> = choices.collect();
        view! {
            <ChoiceCards name legend choices chosen many=true error=self.error(name) required/>
        }
        .into_any()
    }

    /// What every form of the page carries: which change, and which revision was seen.
    fn carried(&self, operation: &'static str) -> AnyView {
        view! {
            <HiddenField name="operation" value=operation/>
            <HiddenField name="revision" value=self.revision.to_string()/>
        }
        .into_any()
    }

    fn action(&self) -> String {
        let query = CalendarQuery { expert: self.view.expert().cloned(), ..self.view.query.clone() };
        localized(self.text.language(), &query.address())
    }

    /// The hours of a week, a field a day.
    pub(super) fn words(&self, days: &[Day]) -> AnyView {
        let words = self.text.availability();
        let fields = days.iter().map(|day| self.words_of(day)).collect_view();
        let (minutes, booked, held) = days.iter().fold((0, 0, 0), |(minutes, booked, held), day| {
            (minutes + day.hours.minutes(), booked + day.booked(), held + day.held())
        });
        let total = words.total(minutes / 60, minutes % 60, booked, held);
        view! {
            <section aria-labelledby="words">
                <h2 id="words">{words.words_title()}</h2>
                <p class="hint" id="words-hint">{words.words_hint()}</p>
                <form class="cal-words" method="post" action=self.action() novalidate=true>
                    {self.carried("week")}
                    {fields}
                    <p class="quiet">{total}</p>
                    {self.scope("week_scope")}
                    <button type="submit" class="button">{words.save()}</button>
                </form>
            </section>
        }
        .into_any()
    }

    fn words_of(&self, day: &Day) -> AnyView {
        let words = self.text.availability();
        let (name, stood) = (format!("hours-{}", day.date), day.hours.to_string());
        let form = &self.view.form;
        let is_typed = form.operation() == "week";
        let value = if is_typed { form.get(&name).to_owned() } else { stood.clone() };
        let was = format!("was-{}", day.date);
        let stood = if is_typed { form.get(&was).to_owned() } else { stood };
        let error = self.error(&name);
        let mut notes: Vec<String> = day.note.iter().cloned().collect();
        if let Some(weekly) = day.weekly.as_ref().filter(|_| day.note.is_some() || day.rest.is_some()) {
            notes.extend(day.rest.map(|rest| rest.name(self.text.language()).to_owned()));
            notes.push(words.weekly_hours_are(&words.hours_of(weekly)).into_owned());
        }
        let (hint_id, error_id) = (format!("{name}-hint"), format!("{name}-error"));
        let mut described = vec!["words-hint".to_owned()];
        described.extend((!notes.is_empty()).then(|| hint_id.clone()));
        described.extend(error.is_some().then(|| error_id.clone()));
        let notes = (!notes.is_empty()).then(|| {
            view! { <p class="hint" id=hint_id>{notes.join(self.text.between())}</p> }
        });
        let invalid = error.is_some().then_some("true");
        let error = error.map(|error| view! { <p class="error-text" id=error_id>{error}</p> });
        view! {
            <div class="field">
                <label for=name.clone()>{self.text.date().day_of_year(day.date)}</label>
                <input type="hidden" name=was value=stood/>
                <input
                    type="text"
                    class="input"
                    id=name.clone()
                    name=name
                    value=value
                    placeholder=words.no_hours()
                    autocomplete="off"
                    aria-describedby=described.join(" ")
                    aria-invalid=invalid
                />
                {notes}
                {error}
            </div>
        }
        .into_any()
    }

    /// One form that opens.
    fn operation(&self, operation: &'static str, title: String, fields: AnyView) -> AnyView {
        let words = self.text.availability();
        let is_open = self.view.form.operation() == operation;
        view! {
            <details class="operation" open=is_open>
                <summary><h3>{title}</h3></summary>
                <form method="post" action=self.action() novalidate=true>
                    {self.carried(operation)}
                    <div id=operation>{fields}</div>
                    <button type="submit" class="button">{words.carry_out()}</button>
                </form>
            </details>
        }
        .into_any()
    }

    /// The other changes, each in a form that opens.
    pub(super) fn operations(&self, shown: &str) -> AnyView {
        let words = self.text.availability();
        view! {
            <section aria-labelledby="more">
                <h2 id="more">{words.more()}</h2>
                {self.operation("days", words.days().into_owned(), self.days(shown))}
                {self.operation("weekly", words.weekly().into_owned(), self.weekly(shown))}
                {self.operation("window", words.window().into_owned(), self.window(shown))}
                {self.operation("copy_day", words.copy_day().into_owned(), self.copy_day(shown))}
                {self.operation("copy_week", words.copy_week().into_owned(), self.copy_week(shown))}
            </section>
        }
        .into_any()
    }

    fn days(&self, shown: &str) -> AnyView {
        let words = self.text.availability();
        let plans = vec![
            ("closed", words.days_closed().into_owned()),
            ("leave", words.days_leave().into_owned()),
            ("hours", words.days_hours().into_owned()),
            ("weekly", words.days_weekly().into_owned()),
        ];
        let kinds = LeaveKind::ALL.map(|kind| (kind.slug().to_owned(), words.leave(kind).into_owned())).to_vec();
        let (chosen, error) = (self.typed("days_leave", LeaveKind::Vacation.slug()), self.error("days_leave"));
        view! {
            {self.day("days_from", words.from().into_owned(), shown, true)}
            {self.day("days_to", words.to().into_owned(), "", false)}
            {self.choices("days_plan", words.what_becomes().into_owned(), plans, "closed")}
            <SelectField
                name="days_leave"
                label=words.leave_label().into_owned()
                groups=vec![(String::new(), kinds)]
                chosen
                prompt=""
                error
                required=false
            />
            {self.field("days_hours", words.hours().into_owned(), Some(words.hours_hint().into_owned()), "", false)}
            {self.weekdays("days_weekday", words.of_these_days().into_owned(), false)}
        }
        .into_any()
    }

    fn weekly(&self, shown: &str) -> AnyView {
        let words = self.text.availability();
        let plans = vec![
            ("set", words.weekly_set().into_owned()),
            ("add", words.weekly_add().into_owned()),
            ("clear", words.weekly_clear().into_owned()),
        ];
        view! {
            {self.weekdays("weekly_weekday", words.weekdays().into_owned(), true)}
            {self.field("weekly_hours", words.hours().into_owned(), Some(words.hours_hint().into_owned()), "", false)}
            {self.choices("weekly_plan", words.what_becomes().into_owned(), plans, "set")}
            {self.day("weekly_from", words.from().into_owned(), shown, true)}
            {self.day("weekly_until", words.until().into_owned(), "", false)}
            {self.field("weekly_every", words.every().into_owned(), None, "1", false)}
        }
        .into_any()
    }

    fn window(&self, shown: &str) -> AnyView {
        let words = self.text.availability();
        let plans = vec![
            ("add", words.window_add().into_owned()),
            ("remove", words.window_remove().into_owned()),
            ("move", words.window_move().into_owned()),
        ];
        let hint = || Some(words.window_hint().into_owned());
        view! {
            {self.day("window_day", words.day().into_owned(), shown, true)}
            {self.field("window_hours", words.hours().into_owned(), hint(), "", true)}
            {self.choices("window_plan", words.what_becomes().into_owned(), plans, "add")}
            {self.day("window_to", words.to_day().into_owned(), "", false)}
            {self.field("window_becomes", words.becomes().into_owned(), hint(), "", false)}
            {self.scope("window_scope")}
        }
        .into_any()
    }

    fn copy_day(&self, shown: &str) -> AnyView {
        let words = self.text.availability();
        view! {
            {self.day("copy_day_day", words.copied().into_owned(), shown, true)}
            {self.day("copy_day_from", words.from().into_owned(), "", true)}
            {self.day("copy_day_to", words.to().into_owned(), "", false)}
        }
        .into_any()
    }

    fn copy_week(&self, shown: &str) -> AnyView {
        let words = self.text.availability();
        view! {
            {self.day("copy_week_day", words.copied_week().into_owned(), shown, true)}
            {self.day("copy_week_from", words.to_week().into_owned(), "", true)}
            {self.field("copy_week_weeks", words.weeks().into_owned(), None, "1", true)}
        }
        .into_any()
    }

    /// Why a moment is open, or not.
    pub(super) fn why(&self, shown: &str) -> AnyView {
        let (words, text) = (self.text.availability(), self.text);
        let query = CalendarQuery { expert: self.view.expert().cloned(), ..self.view.query.clone() };
        let kept =
            query.pairs().into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
        let asked = query.wondered.clone().unwrap_or_default();
        let or = |typed: String, usual: &str| if typed.is_empty() { usual.to_owned() } else { typed };
        let topics = Topic::ALL.map(|topic| (topic.slug().to_owned(), text.event().topic(topic).to_owned())).to_vec();
        let mut places = vec![(String::new(), vec![("online".to_owned(), words.online().into_owned())])];
        places.extend(prefecture_groups(text.language()));
        let lengths = Length::ALL.map(|length| {
            let minutes = length.minutes();
            (minutes.to_string(), words.minutes(minutes).into_owned())
        });
        let select = |name: &'static str, label: String, groups, chosen: String| {
            let options = options(groups, &chosen, String::new());
            view! { <div class="field"><label for=name>{label}</label><select class="input" id=name name=name>{options}</select></div> }
        };
        let (day, time) = (or(asked.day, shown), or(asked.time, "10:00"));
        view! {
            <section aria-labelledby="why">
                <h2 id="why">{words.why_title()}</h2>
                {self.view.answer.as_ref().map(|answer| said(answer, text))}
                <form class="cal-why" method="get" action=localized(text.language(), AVAILABILITY)>
                    {kept.collect_view()}
                    <div class="field"><label for="at">{words.why_day()}</label><input class="input" id="at" name="at" type="date" value=day/></div>
                    <div class="field"><label for="time">{words.why_time()}</label><input class="input" id="time" name="time" type="time" value=time/></div>
                    {select("topic", words.why_topic().into_owned(), vec![(String::new(), topics)], or(asked.topic, "ict"))}
                    {select("where", words.why_where().into_owned(), places, or(asked.place, "online"))}
                    {select("minutes", words.why_length().into_owned(), vec![(String::new(), lengths.to_vec())], or(asked.minutes, "60"))}
                    <button class="button button-outline">{words.why_ask()}</button>
                </form>
            </section>
        }
        .into_any()
    }

    /// The secret address for calendar programs.
    pub(super) fn feed(&self) -> AnyView {
        let (words, feed) = (self.text.availability(), &self.view.feed);
        let query = CalendarQuery { expert: self.view.expert().cloned(), ..self.view.query.clone() };
        let action = localized(self.text.language(), &query.address_under(FEED));
        let made = feed.made.as_ref().map(|address| {
            view! { <p role="status">{words.feed_once()}<br/><code class="cal-feed">{address.clone()}</code></p> }
        });
        let withdrawn = feed.is_withdrawn.then(|| view! { <p role="status">{words.feed_withdrawn()}</p> });
        let since = feed.since.map(|at| view! { <p>{words.feed_since(&self.text.date().instant(at))}</p> });
        let offer = if feed.since.is_some() { words.feed_again() } else { words.feed_make() };
        let withdraw = feed.since.map(|_| {
            view! { <button type="submit" class="button button-text" name="step" value="withdraw">{words.feed_withdraw()}</button> }
        });
        view! {
            <section aria-labelledby="feed">
                <h2 id="feed">{words.feed_title()}</h2>
                <p>{words.feed_text()}</p>
                {made}
                {withdrawn}
                {since}
                <form class="button-row" method="post" action=action>
                    <button type="submit" class="button button-outline" name="step" value="make">{offer}</button>
                    {withdraw}
                </form>
            </section>
        }
        .into_any()
    }
}

fn said(answer: &Answer, text: Text) -> AnyView {
    let words = text.availability();
    let moment = |at| text.date().instant(at);
    let (said, next) = match answer {
        Answer::Unreadable => (words.why_unreadable().into_owned(), None),
        Answer::Open(at) => (words.is_open(&moment(*at)).into_owned(), None),
        Answer::Closed { moment: at, why, next } => {
            (words.is_closed(&moment(*at), &words.closure(why)).into_owned(), Some(next))
        }
    };
    let next = next.map(|next| {
        if next.is_empty() {
            return view! { <p>{words.nothing_open()}</p> }.into_any();
        }
        let times = next.iter().map(|slot| view! { <li>{moment(slot.starts_at)}</li> }).collect_view();
        view! { <p>{words.next_open()}</p><ul>{times}</ul> }.into_any()
    });
    view! { <div class="desk-note" role="status"><p>{said}</p>{next}</div> }.into_any()
}

/// What a form carries that is shown once more: everything that was typed, and the revision that is there now.
pub(super) fn hidden(form: &AvailabilityForm, revision: u32) -> AnyView {
    let fields = form.carried();
    let fields = fields.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    view! {
        {fields.collect_view()}
        <HiddenField name="revision" value=revision.to_string()/>
    }
    .into_any()
}
