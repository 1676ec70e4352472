//! Dates as registers write them → `2024-08-14`, `2024-08` or `2024`.

use super::text::{nfkc, says_nothing};

/// The date of a cell; `Ok(None)` where it is empty.
///
/// Takes `2024-08-14`, `2024/8/14`, `2024.8`, `2024年8月14日`, `20240814`, `2024年底` and the serial
/// number that Excel shows where a date has lost its format; a time of day is dropped.
///
/// # Errors
/// `Err(())` where the cell says something that is no date.
pub fn date(cell: &str) -> Result<Option<String>, ()> {
    if says_nothing(cell) {
        return Ok(None);
    }
    if is_written(cell) {
        return Ok(Some(cell.to_owned()));
    }
    let text = nfkc(cell);
    let day = text
        .split([' ', 'T', '\n'])
        .find(|part| !part.is_empty())
        .unwrap_or_default();
    read(day).map(Some).ok_or(())
}

/// Whether the text is a date in our own form already, as most are; February is left to the rest.
fn is_written(text: &str) -> bool {
    let [
        y,
        e,
        a,
        r,
        b'-',
        m @ (b'0' | b'1'),
        n,
        b'-',
        d @ b'0'..=b'2',
        e2,
    ] = text.as_bytes()
    else {
        return false;
    };
    let digits = [y, e, a, r, n, e2].iter().all(|byte| byte.is_ascii_digit());
    let month = (m - b'0') * 10 + n.wrapping_sub(b'0');
    let day = (d - b'0') * 10 + e2.wrapping_sub(b'0');
    digits
        && matches!([y, e], [b'1', b'9'] | [b'2', b'0'])
        && matches!(month, 1 | 3..=12)
        && day > 0
}

fn read(text: &str) -> Option<String> {
    let mut groups = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|group| !group.is_empty());
    let between: String = text.chars().filter(|c| !c.is_ascii_digit()).collect();
    let known = |c: char| {
        matches!(
            c,
            '-' | '/' | '.' | '年' | '月' | '日' | '号' | '底' | '末' | '初' | '约' | '截' | '至'
        )
    };
    if !between.chars().all(known) {
        return None;
    }
    let (first, second, third) = (groups.next()?, groups.next(), groups.next());
    if groups.next().is_some() {
        return None;
    }
    let number = |digits: &str| digits.parse::<u32>().ok();
    match (first.len(), second, third) {
        (4, month, day) => {
            let month = month.map(|m| number(m).ok_or(())).transpose().ok()?;
            let day = day.map(|d| number(d).ok_or(())).transpose().ok()?;
            written(number(first)?, month, day)
        }
        (8, None, None) => written(
            number(first.get(..4)?)?,
            Some(number(first.get(4..6)?)?),
            Some(number(first.get(6..)?)?),
        ),
        (6, None, None) => written(
            number(first.get(..4)?)?,
            Some(number(first.get(4..)?)?),
            None,
        ),
        (5, None, None) if between.is_empty() => serial(number(first)?),
        _ => None,
    }
}

fn written(year: u32, month: Option<u32>, day: Option<u32>) -> Option<String> {
    let good_year = (1900..=2100).contains(&year);
    match (month, day) {
        (None, None) if good_year => Some(format!("{year}")),
        (Some(month @ 1..=12), None) if good_year => Some(format!("{year}-{month:02}")),
        (Some(month @ 1..=12), Some(day))
            if good_year && (1..=days_of(year, month)).contains(&day) =>
        {
            Some(format!("{year}-{month:02}-{day:02}"))
        }
        _ => None,
    }
}

fn days_of(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Day of an Excel serial number, 1950 to 2100; day 18264 is 1950-01-01.
fn serial(number: u32) -> Option<String> {
    let mut rest = number.checked_sub(18_264)?;
    for year in 1950..=2100 {
        for month in 1..=12 {
            let days = days_of(year, month);
            if rest < days {
                return written(year, Some(month), Some(rest + 1));
            }
            rest -= days;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        for (cell, wanted) in [
            ("2024-08-14", "2024-08-14"),
            ("2024/8/14 09:30", "2024-08-14"),
            ("２０２４年８月１４日", "2024-08-14"),
            ("2024.8", "2024-08"),
            ("2024年底", "2024"),
            ("20240814", "2024-08-14"),
            ("202408", "2024-08"),
            ("45518", "2024-08-14"),
            ("2024-08-14T00:00:00", "2024-08-14"),
        ] {
            assert_eq!(date(cell), Ok(Some(wanted.to_owned())), "{cell}");
        }
        for bad in [
            "去年",
            "2024-13-01",
            "2023-02-29",
            "2023-2025",
            "8月14日",
            "99999",
            "2024第三季度",
        ] {
            assert_eq!(date(bad), Err(()), "{bad}");
        }
        assert_eq!(date(" - ".trim()), Ok(None));
    }
}
