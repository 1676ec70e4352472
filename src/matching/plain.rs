//! A field in half-width characters, with the labels and numbers of its lists cut away.

use std::borrow::Cow;

use super::items::half_width;
use super::terms::joins;

/// Labels before a colon that are no items; longer ones first.
const LABELS: &[&str] = &[
    "许可经营项目",
    "一般经营项目",
    "许可项目",
    "一般项目",
    "经营范围",
    "主营产品",
    "主要产品",
    "主营业务",
    "主营",
    "兼营",
];

/// The characters of a field, and the same as one text: pieces of it need no text of their own.
#[derive(Default)]
pub struct Plain {
    /// As many as the field has.
    pub chars: Vec<char>,
    /// What is among them.
    pub signs: Signs,
    text: String,
    /// Where each character begins in the text, and the end.
    at: Vec<usize>,
}

/// Which signs a field has at all: what is not there need not be looked for again in every part of it.
#[derive(Clone, Copy, Default)]
pub struct Signs {
    /// Half-width characters differ from those written.
    wide: bool,
    /// A digit, or a circled one: a list may be numbered.
    digit: bool,
    /// `（` or `）`
    pub bracket: bool,
    /// `：`
    pub colon: bool,
    /// A word of one character that may join two things.
    pub joint: bool,
    /// The first character of a denial or an exception: 不, 禁, 严, 未, 除.
    pub denial: bool,
}

impl Plain {
    /// Takes another field.
    pub fn read(&mut self, field: &str) {
        self.chars.clear();
        self.at.clear();
        let mut signs = Signs::default();
        self.chars.reserve(field.len());
        self.at.reserve(field.len() + 1);
        for (at, written) in field.char_indices() {
            let mut c = written;
            if ('\u{4e00}'..='\u{9fff}').contains(&written) {
                signs.denial |= matches!(c, '不' | '禁' | '严' | '未' | '除');
                signs.joint |= joins(c);
            } else {
                c = half_width(written);
                signs.wide |= c != written;
                signs.bracket |= matches!(c, '（' | '）');
                signs.colon |= c == '：';
                signs.joint |= joins(c);
                signs.digit |= matches!(c, '0'..='9' | '①'..='⑳');
            }
            self.chars.push(c);
            self.at.push(at);
        }
        self.at.push(field.len());
        self.signs = signs;
        let cut = signs.colon && cut_labels(&mut self.chars);
        let cut = signs.digit && cut_numbers(&mut self.chars) || cut;
        self.text.clear();
        if !(cut || signs.wide) {
            self.text.push_str(field);
            return;
        }
        for (at, c) in self.at.iter_mut().zip(&self.chars) {
            *at = self.text.len();
            self.text.push(*c);
        }
        if let Some(end) = self.at.last_mut() {
            *end = self.text.len();
        }
    }

    /// A part, in characters.
    pub fn slice(&self, start: usize, end: usize) -> &str {
        &self.text[self.at[start]..self.at[end]]
    }

    /// A part without what stands in parentheses.
    pub fn without_parentheses(&self, start: usize, end: usize) -> Cow<'_, str> {
        let chars = &self.chars[start..end];
        if !self.signs.bracket || !chars.iter().any(|c| matches!(c, '（' | '）')) {
            return Cow::Borrowed(self.slice(start, end));
        }
        let mut depth = 0usize;
        let mut out = String::with_capacity(self.at[end] - self.at[start]);
        for c in chars {
            match c {
                '（' => depth += 1,
                '）' => depth = depth.saturating_sub(1),
                _ if depth == 0 => out.push(*c),
                _ => {}
            }
        }
        Cow::Owned(out)
    }
}

/// `1.离心泵 2.闸阀`, `(1)泵(2)阀`, `①泵②阀`: numbers of a list become ends. 1.5兆瓦 and 35、110千伏 are none.
/// Whether there was any.
fn cut_numbers(chars: &mut [char]) -> bool {
    let mut cut = false;
    let mut i = 0;
    while i < chars.len() {
        let c = chars[i];
        if ('①'..='⑳').contains(&c) {
            chars[i] = '；';
            cut = true;
        }
        let bracket = c == '（';
        if !bracket && !c.is_ascii_digit() {
            i += 1;
            continue;
        }
        let opens = i == 0 || chars[i - 1].is_whitespace() || is_clause_end(chars[i - 1]);
        let from = i + usize::from(bracket);
        let digits = chars[from..]
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .count();
        let mark = from + digits;
        let ends = match chars.get(mark) {
            Some('）') => bracket,
            Some('.' | '、') => !bracket && opens,
            Some(_) | None => false,
        };
        let more = chars.get(mark + 1).is_none_or(|c| !c.is_ascii_digit());
        if (1..=2).contains(&digits) && ends && more {
            chars[i..=mark].fill('；');
            cut = true;
        }
        i = mark.max(i + 1);
    }
    cut
}

/// `一般项目：` opens a new list, also where no separator stands before it: label and colon become ends.
/// Whether there was any.
fn cut_labels(chars: &mut [char]) -> bool {
    let mut cut = false;
    for colon in 0..chars.len() {
        if chars[colon] != '：' {
            continue;
        }
        let ends = |label: &&&str| {
            let mut before = chars[..colon].iter().rev();
            label.chars().rev().all(|c| before.next() == Some(&c))
        };
        if let Some(label) = LABELS.iter().find(ends) {
            chars[colon - label.chars().count()..=colon].fill('；');
            cut = true;
        }
    }
    cut
}

/// What ends a clause.
pub fn is_clause_end(c: char) -> bool {
    matches!(c, '；' | '。' | '\n' | '\r' | '|' | '，' | '\t')
}
