//! A month: whole days are pointed at, several at once, and each of them can become other than its week.

use super::sheet::Cursor;
use super::{Editor, Effect, Input, Key};

/// So many days are a row.
const WEEK: u16 = 7;

impl Editor {
    pub(super) fn take_in_month(&mut self, input: Input) -> Vec<Effect> {
        match input {
            Input::Key(key) => self.press_in_month(key),
            Input::Went { day, extends, .. } => self.go_to(day, 0, extends),
            // Hours are neither carried nor meant for weeks here.
            Input::Grabbed { .. } | Input::Dragged { .. } | Input::Dropped | Input::Meant(_) | Input::WeekCopied => {
                Vec::new()
            }
            input => self.take_in_week(input),
        }
    }

    fn press_in_month(&mut self, key: Key) -> Vec<Effect> {
        match key {
            Key::Paint => vec![Effect::Type],
            Key::Remove => self.press(Key::Off),
            Key::Undo | Key::Redo | Key::Copy | Key::Paste | Key::Off => self.press(key),
            key => self.point(moved(self.cursor, key, self.last_day())),
        }
    }
}

/// Where a key leads from a cursor, on a sheet with such a last day. Off the sheet leads none.
fn moved(cursor: Cursor, key: Key, last: u16) -> Cursor {
    let Cursor { day, until, .. } = cursor;
    let on = |day: u16| Cursor::at(day, 0);
    let to = |until: u16| Cursor { until, ..cursor };
    let before = |day: u16, days: u16| day.checked_sub(days).unwrap_or(day);
    let after = |day: u16, days: u16| if day + days > last { day } else { day + days };
    match key {
        Key::Left => on(before(day, 1)),
        Key::Right => on(after(day, 1)),
        Key::Up => on(before(day, WEEK)),
        Key::Down => on(after(day, WEEK)),
        Key::Home => on(day / WEEK * WEEK),
        Key::End => on((day / WEEK * WEEK + WEEK - 1).min(last)),
        Key::DayBefore => to(before(until, 1)),
        Key::DayAfter => to(after(until, 1)),
        Key::LessAtEnd => to(before(until, WEEK)),
        Key::MoreAtEnd => to(after(until, WEEK)),
        Key::GiveUp => on(day),
        _ => cursor,
    }
}
