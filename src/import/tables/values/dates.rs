//! Dates as documents and spreadsheets write them.

use jiff::civil::{Date, date};

/// The names of the months by their first letters, without marks: `gada 7. februāra`.
const MONTHS: [&str; 12] = [
    "janv", "febr", "mart", "apr", "maij", "jun", "jul", "aug", "sept", "okt", "nov", "dec",
];

/// The first day of the serial numbers that spreadsheets count dates by (with their leap day of 1900 that never was).
const SERIAL_START: Date = date(1899, 12, 30);

/// A date: `2024-06-12`, `12.06.2024.`, `12/06/2024`, `2024. gada 12. jūnijs`, `2024. gada 7. februāra`, or the
/// serial number that a spreadsheet shows where the cell lost its format.
pub fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    let int = |w: &str| w.parse::<i16>().ok();
    let month = |w: &str| {
        let plain = crate::import::tables::key(w);
        (1_i8..)
            .zip(MONTHS)
            .find(|(_, m)| plain.starts_with(m))
            .map(|(n, _)| n)
    };
    let of = |y: i16, m: i16, d: i16| {
        Date::new(y, i8::try_from(m).ok()?, i8::try_from(d).ok()?)
            .ok()
            .filter(|d| (1900..=2200).contains(&d.year()))
    };
    match words.as_slice() {
        [one] => serial(one),
        [a, b, c, ..] if int(a).is_some_and(|n| n > 31) && int(b).is_some() => {
            of(int(a)?, int(b)?, int(c)?)
        }
        [a, b, c, ..] if int(b).is_some() && int(c).is_some_and(|n| n > 31) => {
            of(int(c)?, int(b)?, int(a)?)
        }
        [y, "gada", d, m, ..] => of(int(y)?, i16::from(month(m)?), int(d)?),
        [d, m, y, ..] => of(int(y)?, i16::from(month(m)?), int(d)?),
        _ => None,
    }
}

/// The day of a spreadsheet's serial number; only for days from 1980 to 2100, so that no year or count is taken
/// for one.
pub fn serial(text: &str) -> Option<Date> {
    let number: i32 = text.parse().ok()?;
    if !(29_221..=73_415).contains(&number) {
        return None;
    }
    SERIAL_START
        .checked_add(jiff::Span::new().try_days(number).ok()?)
        .ok()
}
