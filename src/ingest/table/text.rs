//! Cleaning of single texts: what is compared is normalised, what is shown stays as written.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// Without surrounding white space of any kind, a stray byte order mark or zero-width space.
pub fn trim(text: &str) -> &str {
    &text[trimmed(text)]
}

/// What of a text stands between them.
pub fn trimmed(text: &str) -> Range<usize> {
    // Most cells begin and end with a Chinese character, a digit or a letter.
    let plain = |c: char| c.is_ascii_alphanumeric() || ('\u{4e00}'..='\u{9fff}').contains(&c);
    let (first, last) = (text.chars().next(), text.chars().next_back());
    if first.is_some_and(plain) && last.is_some_and(plain) {
        return 0..text.len();
    }
    let end = text.trim_end_matches(is_space).len();
    end - text[..end].trim_start_matches(is_space).len()..end
}

/// NFKC: full-width digits, letters and punctuation become ASCII. For codes, numbers and
/// comparison keys only: it turns “，” into `,`, which a text for matching must not suffer.
pub fn nfkc(text: &str) -> Cow<'_, str> {
    // Most cells are plain Chinese; the quick check looks every character up in a table.
    let plain = |c: char| {
        c.is_ascii() || ('\u{4e00}'..='\u{9fff}').contains(&c) || matches!(c, '、' | '。')
    };
    if text.is_ascii()
        || text.chars().all(plain)
        || is_nfkc_quick(text.chars()) == IsNormalized::Yes
    {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfkc().collect())
    }
}

/// NFKC without any white space.
pub fn squeeze(text: &str) -> Cow<'_, str> {
    let text = nfkc(text);
    if text.chars().any(is_space) {
        Cow::Owned(text.chars().filter(|&c| !is_space(c)).collect())
    } else {
        text
    }
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')
}

/// Key under which two spellings of one firm's name are the same.
///
/// NFKC, no white space, all brackets round, capital letters, 有限责任公司 as 有限公司.
pub fn key_of_name(name: &str) -> String {
    name_key(name).into_owned()
}

/// The same, without a text of its own where the name is its key, as most are.
pub fn name_key(name: &str) -> Cow<'_, str> {
    let mut key = squeeze(name);
    let odd = |c: char| {
        matches!(
            c,
            '[' | '【' | '〔' | '{' | '〈' | '《' | ']' | '】' | '〕' | '}' | '〉' | '》'
        )
    };
    let rare = |c: char| c.is_ascii_lowercase() || odd(c);
    if key.contains(rare) {
        let round = |c: char| match c {
            '[' | '【' | '〔' | '{' | '〈' | '《' => '(',
            ']' | '】' | '〕' | '}' | '〉' | '》' => ')',
            c => c.to_ascii_uppercase(),
        };
        key = Cow::Owned(key.chars().map(round).collect());
    }
    match key.contains("有限责任公司") {
        true => Cow::Owned(key.replace("有限责任公司", "有限公司")),
        false => key,
    }
}

/// A cell as one line: breaks inside a Chinese name vanish, between Latin words they become spaces.
pub fn one_line(text: &str) -> String {
    line(text).into_owned()
}

/// The same, without a text of its own where it is one line, as most are.
pub fn line(text: &str) -> Cow<'_, str> {
    let is_break = |byte: &u8| matches!(byte, b'\n' | b'\r' | b'\t');
    if !text.as_bytes().iter().any(is_break) {
        return Cow::Borrowed(trim(text));
    }
    let mut line = String::with_capacity(text.len());
    for part in text
        .split(['\n', '\r', '\t'])
        .map(trim)
        .filter(|part| !part.is_empty())
    {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if latin(line.chars().next_back()) && latin(part.chars().next()) {
            line.push(' ');
        }
        line.push_str(part);
    }
    Cow::Owned(line)
}

/// Whether a cell says in words that it has no value.
pub fn says_nothing(text: &str) -> bool {
    // Asked for every cell of every row: most are longer than any such word, and begin with a character.
    const LONGEST: usize = "（NULL）".len();
    if text.len() > LONGEST && text.starts_with(char::is_alphanumeric) {
        return false;
    }
    let dashes = |c: char| {
        matches!(
            c,
            '-' | '—' | '–' | '－' | '/' | '\\' | '／' | '_' | '*' | '.' | '。'
        )
    };
    text.chars().all(dashes)
        || matches!(
            text,
            "无" | "暂无" | "空" | "没有" | "不详" | "未知" | "未填" | "未填写" | "/无"
        )
        || [
            "N/A",
            "NA",
            "NULL",
            "NONE",
            "NIL",
            "(空)",
            "（空）",
            "(NULL)",
        ]
        .iter()
        .any(|word| word.eq_ignore_ascii_case(text))
}

/// An optional text cell: one line, None where it is empty or says nothing.
pub fn optional(text: &str) -> Option<Cow<'_, str>> {
    (!says_nothing(text)).then(|| line(text))
}

/// Spreadsheet letters of a 0-based column: 0 → A, 26 → AA.
pub fn letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_one() {
        let key = key_of_name("甘肃ＡＢＣ（酒泉）有限责任公司");
        for same in [
            "甘肃abc(酒泉)有限公司",
            " 甘肃ABC【酒泉】 有限公司",
            "甘肃Abc〔酒泉〕有限责任\n公司",
        ] {
            assert_eq!(key_of_name(same), key, "{same}");
        }
        assert_ne!(
            key_of_name("甘肃ABC股份有限公司"),
            key_of_name("甘肃ABC有限公司")
        );
    }

    #[test]
    fn lines() {
        assert_eq!(one_line("甘肃某某\n有限公司"), "甘肃某某有限公司");
        assert_eq!(one_line("Green\r\nPower"), "Green Power");
    }

    #[test]
    fn columns_as_a_spreadsheet_letters_them() {
        let found: Vec<String> = [0, 25, 26, 701, 702, 16_383]
            .into_iter()
            .map(letters)
            .collect();
        assert_eq!(found, ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn nothing_in_words() {
        for nothing in ["", "-", "——", "/", "无", "n/a", "（空）"] {
            assert!(says_nothing(nothing), "{nothing}");
        }
        assert!(!says_nothing("无锡某公司"));
    }
}
