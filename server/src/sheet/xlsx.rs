//! Workbooks: text as text, counts as numbers, moments as dates. No cell is a formula, whatever stands in it.

use domain::spreadsheet::{Cell, Sheet};
use domain::time::Timestamp;
use jiff::civil::DateTime;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

/// A moment as Japan writes it.
const MOMENT: &str = "yyyy/mm/dd hh:mm";
/// How wide a column is at least and at most, in half-width signs.
const WIDTHS: std::ops::RangeInclusive<usize> = 8..=48;

/// The workbook of a table, made at `now`.
///
/// # Errors
/// For more than a million rows, and for what no workbook can hold: cells of more than 32,767 characters.
pub fn write(sheet: &Sheet, now: Timestamp) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made_at = excel_moment(now.in_tokyo())?;
    workbook.set_properties(&DocProperties::new().set_title(&sheet.name).set_creation_datetime(&made_at));
    let worksheet = workbook.add_worksheet();
    worksheet.set_name(&sheet.name)?;
    let (head, text) = (Format::new().set_bold(), Format::new().set_text_wrap().set_align(FormatAlign::Top));
    let number = Format::new().set_align(FormatAlign::Top);
    let moment = Format::new().set_num_format(MOMENT).set_align(FormatAlign::Top);
    for (column, name) in (0..).zip(&sheet.head) {
        worksheet.write_string_with_format(0, column, name, &head)?;
        worksheet.set_column_width(column, width(sheet, column))?;
    }
    for (row, cells) in (1..).zip(&sheet.rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Nothing => continue,
                Cell::Text(said) => worksheet.write_string_with_format(row, column, said, &text)?,
                Cell::Number(count) => worksheet.write_number_with_format(row, column, *count, &number)?,
                Cell::Moment(at) => worksheet.write_datetime_with_format(row, column, &excel_moment(*at)?, &moment)?,
            };
        }
    }
    worksheet.set_freeze_panes(1, 0)?;
    workbook.save_to_buffer()
}

fn excel_moment(at: DateTime) -> Result<ExcelDateTime, XlsxError> {
    let part = |number: i8| u8::try_from(number).unwrap_or_default();
    let year = u16::try_from(at.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, part(at.month()), part(at.day()))?.and_hms(
        u16::from(part(at.hour())),
        part(at.minute()),
        f64::from(part(at.second())),
    )
}

/// How wide a column has to be for its widest line; a Japanese sign takes twice the room.
fn width(sheet: &Sheet, column: u16) -> u32 {
    let column = usize::from(column);
    let room = |line: &str| line.chars().map(|sign| if sign.is_ascii() { 1 } else { 2 }).sum::<usize>();
    let widest = |text: &str| text.lines().map(room).max().unwrap_or_default();
    let cells = sheet.rows.iter().filter_map(|row| row.get(column)).map(|cell| widest(&cell.text()));
    let head = sheet.head.get(column).map(|name| widest(name));
    let room = cells.chain(head).max().unwrap_or_default() + 2;
    u32::try_from(room.clamp(*WIDTHS.start(), *WIDTHS.end())).unwrap_or_default()
}
