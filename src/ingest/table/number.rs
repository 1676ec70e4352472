//! Numbers and amounts of money as registers write them.

use super::text::{says_nothing, squeeze};
use crate::model::WanYuan;

/// A unit of money.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MoneyUnit {
    /// Renminbi; 万元 per unit.
    Yuan(f64),
    /// Foreign: not convertible without a rate.
    Foreign,
}

impl MoneyUnit {
    /// Reads 元, 千元, 万元, 百万元, 千万元, 亿元, with or without 元 and 人民币; 万美元 and others.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim_start_matches("单位").trim_start_matches(':');
        let text = text.strip_prefix("人民币").unwrap_or(text);
        let text = text.strip_suffix("人民币").unwrap_or(text);
        if [
            "美元", "美金", "欧元", "港元", "港币", "日元", "英镑", "USD", "EUR", "HKD", "JPY",
        ]
        .iter()
        .any(|foreign| text.ends_with(foreign))
        {
            return Some(Self::Foreign);
        }
        let scale = text
            .strip_suffix("RMB")
            .or_else(|| text.strip_suffix('元'))
            .unwrap_or(text);
        let factor = match scale {
            "" if !text.is_empty() => 1e-4,
            "千" => 0.1,
            "万" => 1.0,
            "百万" => 100.0,
            "千万" => 1_000.0,
            "亿" => 10_000.0,
            _ => return None,
        };
        Some(Self::Yuan(factor))
    }
}

/// Why an amount is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// No number.
    Unreadable,
    /// In a foreign currency.
    Foreign,
    /// Neither the cell nor the header has a unit.
    NoUnit,
}

/// A leading number and what follows it; the text has no spaces and ASCII digits (`squeeze`).
///
/// Thousands separators are taken only where they stand every three digits.
pub fn number(text: &str) -> Option<(f64, &str)> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let exponent = |at: usize| {
        let next = digits.as_bytes().get(at + 1).copied().unwrap_or_default();
        next.is_ascii_digit() || next == b'+' || next == b'-'
    };
    let len = digits
        .char_indices()
        .find(|&(at, c)| {
            !(c.is_ascii_digit()
                || matches!(c, '.' | ',')
                || at > 0 && is_exponent(digits, at, exponent(at)))
        })
        .map_or(digits.len(), |(at, _)| at);
    let (body, rest) = digits.split_at(len);
    let (whole, _) = body.split_once('.').unwrap_or((body, ""));
    let plain = if whole.contains(',') {
        let mut groups = whole.split(',');
        let first = groups
            .next()
            .is_some_and(|group| (1..=3).contains(&group.len()));
        if !(first && groups.all(|group| group.len() == 3)) {
            return None;
        }
        body.replacen(',', "", whole.len())
    } else {
        body.to_owned()
    };
    let value: f64 = plain.parse().ok().filter(|value: &f64| value.is_finite())?;
    Some((if text.starts_with('-') { -value } else { value }, rest))
}

/// Whether the character at `at` belongs to an exponent: `1.2E+08`.
fn is_exponent(digits: &str, at: usize, digit_follows: bool) -> bool {
    let bytes = digits.as_bytes();
    match bytes.get(at) {
        Some(b'e' | b'E') => digit_follows,
        Some(b'+' | b'-') => matches!(bytes.get(at.wrapping_sub(1)), Some(b'e' | b'E')),
        _ => false,
    }
}

/// A number of at most nine digits and nothing else, as most are.
fn short_whole(cell: &str) -> Option<f64> {
    let digits = cell.len() <= 9 && cell.bytes().all(|byte| byte.is_ascii_digit());
    cell.parse::<u32>().ok().filter(|_| digits).map(f64::from)
}

/// An amount of money; `Ok(None)` where the cell is empty. `header` is the unit of its column.
///
/// # Errors
/// [`Unknown`] where the cell says something that is not an amount in a known unit of renminbi.
pub fn money(cell: &str, header: Option<MoneyUnit>) -> Result<Option<WanYuan>, Unknown> {
    if says_nothing(cell) {
        return Ok(None);
    }
    if let Some(MoneyUnit::Yuan(factor)) = header
        && let Some(whole) = short_whole(cell)
    {
        return Ok(Some(WanYuan(whole * factor)));
    }
    let text = squeeze(cell);
    let bare = text.trim_start_matches(['约', '近', '≈', '~', '¥', '￥', '共', '计']);
    let bare = bare
        .strip_prefix("总投资")
        .or_else(|| bare.strip_prefix("人民币"))
        .unwrap_or(bare);
    let (value, rest) = number(bare).ok_or(Unknown::Unreadable)?;
    let unit = if rest.is_empty() {
        header.ok_or(Unknown::NoUnit)?
    } else {
        MoneyUnit::read(&rest.to_uppercase()).ok_or(Unknown::Unreadable)?
    };
    match unit {
        MoneyUnit::Foreign => Err(Unknown::Foreign),
        MoneyUnit::Yuan(_) if value < 0.0 => Err(Unknown::Unreadable),
        MoneyUnit::Yuan(factor) => Ok(Some(WanYuan(value * factor))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts() {
        let header = MoneyUnit::read("万元");
        for (cell, wan) in [
            ("12000", 12_000.0),
            ("1,234.5", 1_234.5),
            ("１２３４", 1_234.0),
            ("1.2亿", 12_000.0),
            ("约 3 亿元", 30_000.0),
            ("5000万元", 5_000.0),
            ("50000000元", 5_000.0),
            ("8百万", 800.0),
            ("1.2E+3", 1_200.0),
            ("0", 0.0),
        ] {
            let found = money(cell, header)
                .ok()
                .flatten()
                .map_or(f64::NAN, |amount| amount.0);
            assert!((found - wan).abs() < 1e-6, "{cell}: {found}");
        }
        for (cell, why) in [
            ("300万美元", Unknown::Foreign),
            ("5000-6000", Unknown::Unreadable),
            ("1,5", Unknown::Unreadable),
            ("NaN", Unknown::Unreadable),
            ("inf", Unknown::Unreadable),
            ("较多", Unknown::Unreadable),
            ("-30", Unknown::Unreadable),
            ("1e999", Unknown::Unreadable),
            ("5e", Unknown::Unreadable),
        ] {
            assert_eq!(money(cell, header), Err(why), "{cell}");
        }
        assert_eq!(money("12000", None), Err(Unknown::NoUnit));
        assert_eq!(
            money("12000", Some(MoneyUnit::Foreign)),
            Err(Unknown::Foreign)
        );
        assert_eq!(money("—", None), Ok(None));
    }

    #[test]
    fn rests() {
        assert_eq!(number("2600台"), Some((2600.0, "台")));
        assert_eq!(number("1.5万吨"), Some((1.5, "万吨")));
        assert_eq!(number("台"), None);
    }
}
