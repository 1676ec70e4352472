//! Chinese business text is a list of items; the head of an item stands at its end.
//!
//! `生产、销售风电叶片、塔筒；光伏组件安装（依法须经批准的项目除外）` becomes three items:
//! 风电叶片 (make, trade), 塔筒 (make, trade), 光伏组件 (service). Boilerplate, negated parts and
//! parentheses are no items.

use std::ops::Range;
use std::sync::LazyLock;

use super::activity::{self, Activities};
use super::terms::Vocabulary;
use super::words::{Ends, Starts, plain};
use super::{aside, generic, negation, percent};

/// One item of a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The item without parentheses: object and activities as written.
    pub text: String,
    /// Where in the text the thing stands, without activities: bytes.
    pub object: Range<usize>,
    /// What is done with it, also where said for a whole enumeration.
    pub activities: Activities,
    /// First character in the field, 0-based.
    pub at: usize,
    /// Share of revenue, 0..=1, where the field gives it.
    pub share: Option<f64>,
    /// A phrase of the registration catalogue that many trades write: it names, it does not decide.
    pub generic: bool,
}

impl Item {
    /// The thing, without activities.
    pub fn object(&self) -> &str {
        &self.text[self.object.clone()]
    }
}

/// Phrases of registration practice that say nothing about the firm.
const BOILERPLATE: &[&str] = &[
    "依法须经批准",
    "相关部门批准",
    "部门批准后",
    "营业执照",
    "许可证",
    "法律法规",
    "法律、法规",
    "行政法规",
    "国务院",
    "经营活动",
    "具体经营项目",
    "审批结果",
    "以上经营",
    "上述经营",
    "国家禁止",
    "限制的项目",
    "未经批准",
];

static BOILERPLATE_STARTS: LazyLock<Starts> = LazyLock::new(|| Starts::new(&plain(BOILERPLATE)));

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

/// Services that firms add to what they make: they say nothing of the things listed before.
const SOFT: &[&str] = &[
    "技术服务",
    "技术咨询",
    "技术支持",
    "售后服务",
    "咨询服务",
    "相关服务",
    "配套服务",
];

static SOFT_ENDS: LazyLock<Ends> = LazyLock::new(|| Ends::new(&plain(SOFT)));

/// Words in which 和, 及, 与 do not join.
const NO_JOIN: &[&str] = &[
    "中和", "和田", "参与", "普及", "涉及", "共和", "和谐", "饱和", "和平", "祥和", "给与", "和顺",
    "仁和", "埃及",
];

/// Splits a field into items.
pub fn items(field: &str, known: &Vocabulary) -> Vec<Item> {
    let mut chars: Vec<char> = field.chars().map(half_width).collect();
    cut_labels(&mut chars);
    cut_numbers(&mut chars);
    let mut out = Vec::new();
    for (start, end) in split(&chars, is_clause_end) {
        clause(&chars, start, end, None, known, &mut out);
        aside::named(&chars[start..end], start, known, &mut out);
    }
    out
}

/// `1.离心泵 2.闸阀`, `(1)泵(2)阀`, `①泵②阀`: numbers of a list become ends. 1.5兆瓦 and 35、110千伏 are none.
fn cut_numbers(chars: &mut [char]) {
    let mut i = 0;
    while i < chars.len() {
        if ('①'..='⑳').contains(&chars[i]) {
            chars[i] = '；';
        }
        let opens = i == 0 || chars[i - 1].is_whitespace() || is_clause_end(chars[i - 1]);
        let bracket = chars[i] == '（';
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
        let more = chars.get(mark + 1).is_some_and(|c| !c.is_ascii_digit());
        if (1..=2).contains(&digits) && ends && more {
            chars[i..=mark].fill('；');
        }
        i = mark.max(i + 1);
    }
}

/// `一般项目：` opens a new list, also where no separator stands before it: label and colon become ends.
fn cut_labels(chars: &mut [char]) {
    if !chars.contains(&'：') {
        return;
    }
    for label in LABELS {
        let label: Vec<char> = label.chars().chain(['：']).collect();
        let mut from = 0;
        while let Some(at) = chars[from..].windows(label.len()).position(|w| w == label) {
            chars[from + at..from + at + label.len()].fill('；');
            from += at + label.len();
        }
    }
}

/// Full-width letters, digits and signs to half width, one character for one.
pub fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' if !"，；：（）".contains(c) => {
            char::from_u32(c as u32 - 0xfee0).unwrap_or(c)
        }
        '\u{3000}' => ' ',
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '(' | '[' | '【' => '（',
        ')' | ']' | '】' => '）',
        _ => c,
    }
}

fn is_clause_end(c: char) -> bool {
    matches!(c, '；' | '。' | '\n' | '\r' | '|' | '，' | '\t')
}

/// Ranges between separators that stand outside parentheses.
fn split(chars: &[char], is_end: impl Fn(char) -> bool) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut depth = 0usize;
    let mut start = 0;
    for (i, c) in chars.iter().enumerate() {
        match c {
            '（' => depth += 1,
            '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        // An unclosed parenthesis must not swallow the rest of the scope.
        if is_end(*c) && (depth == 0 || matches!(c, '；' | '。' | '\n')) {
            depth = 0;
            out.push((start, i));
            start = i + 1;
        }
    }
    out.push((start, chars.len()));
    out.retain(|(a, b)| a < b);
    out
}

struct Piece {
    text: String,
    /// Nothing but verbs.
    bare: bool,
    at: usize,
    share: Option<f64>,
    /// Where in the text.
    object: Range<usize>,
    leading: Activities,
    trailing: Activities,
}

/// One clause: an enumeration of pieces that may share activities.
fn clause(
    chars: &[char],
    start: usize,
    end: usize,
    share_of_all: Option<f64>,
    known: &Vocabulary,
    out: &mut Vec<Item>,
) {
    let mut start = start;
    let mut shared = Activities::default();
    // 研发、生产：风电叶片 — the left of a colon is an activity, a label, or an item of its own.
    if let Some(colon) = colon(chars, start, end) {
        let left: String = chars[start..colon].iter().collect();
        let left = left.trim();
        if percent::is_amount(&chars[colon + 1..end]) {
            let share = percent::behind(&chars[colon + 1..end]).1;
            clause(chars, start, colon, share, known, out);
            return;
        }
        let activities = left.split(['、', '与', '和', '及']).map(activity::strip);
        let mut bare = true;
        let mut found = Activities::default();
        for stripped in activities {
            bare &= stripped.object.is_empty();
            found = found.or(stripped.leading).or(stripped.trailing);
        }
        if bare {
            shared = found;
        } else {
            clause(chars, start, colon, None, known, out);
        }
        start = colon + 1;
    }
    let end = negation::end(chars, start, end);
    let whole = without_parentheses(&chars[start..end]);
    if BOILERPLATE_STARTS.within(&whole) {
        return;
    }
    let start = negation::start(chars, start, end);
    if let Some(tail) = generic::tail(whole.trim()) {
        let text = whole.trim().to_owned();
        let stripped = activity::strip(tail);
        out.push(Item {
            object: 0..text.len() - tail.len(),
            activities: shared.or(stripped.leading).or(stripped.trailing),
            text,
            at: start,
            share: share_of_all,
            generic: true,
        });
        return;
    }
    let mut pieces = Vec::new();
    for (a, b) in joins(chars, start, end) {
        let (b, share) = match percent::behind(&chars[a..b]) {
            (len, Some(share)) => (a + len, Some(share)),
            (_, None) => (b, share_of_all),
        };
        let text = trimmed(without_parentheses(&chars[a..b]), '等');
        if text.is_empty() {
            continue;
        }
        let stripped = activity::strip(&text);
        // 仓储 and 仓储服务 are trades of their own; 销售 beside an object is what is done with it.
        let bare = stripped.object.is_empty();
        let verbs = stripped.leading.or(stripped.trailing);
        let trade =
            bare && !(verbs.make || verbs.trade || verbs.develop) && text.chars().count() >= 2;
        let object = if trade {
            0..text.len()
        } else {
            stripped.place()
        };
        pieces.push(Piece {
            share,
            at: a + chars[a..b].iter().take_while(|c| c.is_whitespace()).count(),
            bare,
            object,
            leading: stripped.leading,
            trailing: stripped.trailing,
            text,
        });
    }
    if whole.ends_with("除外") {
        negation::except(&mut pieces, |p| {
            p.leading.is_empty() && p.trailing.is_empty()
        });
    }
    share(&mut pieces, shared);
    let wholes = whole_terms(chars, start, end, &pieces);
    join_ends(&mut pieces, known);
    out.extend(
        pieces
            .into_iter()
            .filter(|p| !p.object.is_empty())
            .map(|p| Item {
                activities: p.leading.or(p.trailing),
                text: p.text,
                object: p.object,
                at: p.at,
                share: p.share,
                generic: false,
            }),
    );
    out.extend(wholes);
}

/// Hands on what an enumeration says once: 小麦、玉米种植 is 小麦种植 too, 花卉、牧草种子 is 花卉种子, and
/// 棉花收购、加工 is 棉花加工. Only where the whole is a term; an end that is a thing is not put to what is
/// a term itself (风电叶片、叶片模具 are two things).
fn join_ends(pieces: &mut [Piece], known: &Vocabulary) {
    for i in 0..pieces.len() {
        let (piece, later) = match pieces[i..].split_first() {
            Some((piece, later)) if !piece.bare && !later.is_empty() => (piece, later),
            _ => continue,
        };
        let object = &piece.text[piece.object.clone()];
        // 数据处理和存储支持服务 is no 数据服务.
        let verb = piece.object.end < piece.text.len();
        // Longer ends first.
        let longest = |other: &Piece| {
            let rests = known.rests(object).filter(|rest| {
                other.text.ends_with(rest)
                    && (other.bare || !verb && rest.len() < other.text.len())
                    && (activity::strip(rest).object.is_empty() || !known.has(object))
            });
            rests.max_by_key(|rest| rest.len())
        };
        if let Some(rest) = later.iter().take(4).find_map(longest) {
            let whole = format!("{object}{rest}");
            pieces[i].object = match activity::strip(&whole) {
                bare if bare.object.is_empty() => 0..whole.len(),
                stripped => stripped.place(),
            };
            pieces[i].text = whole;
        }
    }
}

/// Enumerated parts that 及, 和, 与 or / cut, once more as a whole: 土壤污染治理与修复 is one thing.
fn whole_terms(chars: &[char], start: usize, end: usize, pieces: &[Piece]) -> Vec<Item> {
    let mut out = Vec::new();
    let parts = split(&chars[start..end], |c| c == '、');
    for (a, b) in parts.into_iter().map(|(a, b)| (start + a, start + b)) {
        let inside: Vec<&Piece> = pieces.iter().filter(|p| (a..b).contains(&p.at)).collect();
        let (Some(last), true) = (inside.last(), inside.len() > 1) else {
            continue;
        };
        let text = trimmed(without_parentheses(&chars[a..b]), ' ');
        let object = activity::strip(&text).place();
        if !object.is_empty() {
            let activities = last.leading.or(last.trailing);
            out.push(Item {
                text,
                object,
                activities,
                at: inside[0].at,
                share: last.share,
                generic: false,
            });
        }
    }
    out
}

/// The first colon outside parentheses.
fn colon(chars: &[char], start: usize, end: usize) -> Option<usize> {
    let mut depth = 0usize;
    (start..end).find(|i| {
        match chars[*i] {
            '（' => depth += 1,
            '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && chars[*i] == '：'
    })
}

/// Hands activities on inside an enumeration: forward from leading verbs, back from trailing ones.
fn share(pieces: &mut [Piece], shared: Activities) {
    let mut forward = shared;
    for piece in pieces.iter_mut() {
        if piece.bare {
            continue;
        }
        if piece.leading.is_empty() && piece.trailing.is_empty() {
            piece.leading = forward;
        } else if !piece.leading.is_empty() {
            piece.leading = piece.leading.or(forward);
            forward = piece.leading;
        }
    }
    // Bare verbs before the first object (生产、销售X) reach every object that names no verb of its own.
    let first = pieces.iter().position(|p| !p.bare).unwrap_or(pieces.len());
    let lead = pieces[..first]
        .iter()
        .fold(Activities::default(), |a, p| a.or(p.leading).or(p.trailing));
    let mut after = Activities::default();
    let mut thing = String::new();
    for piece in pieces.iter_mut().skip(first).rev() {
        let own = piece.trailing;
        let soft = SOFT_ENDS.strip(&piece.text).is_some();
        if piece.bare {
            if !soft {
                after = after.or(piece.leading).or(piece.trailing);
            }
            continue;
        }
        // 风电叶片、叶片维修服务: what is said of the thing anew does not reach back to it.
        let object = &piece.text[piece.object.clone()];
        if !thing.is_empty() && object.ends_with(&thing) {
            after = Activities::default();
        }
        thing = object.to_owned();
        if own.is_empty() && piece.leading.is_empty() {
            piece.trailing = after;
        } else if !own.is_empty() {
            piece.trailing = own.or(after);
            after = if soft {
                Activities::default()
            } else {
                piece.trailing
            };
        } else {
            piece.trailing = after;
            after = Activities::default();
        }
        piece.leading = piece.leading.or(lead);
    }
}

/// Ranges between 、 and the joining words 及, 和, 与, 以及, 或.
fn joins(chars: &[char], start: usize, end: usize) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut from = start;
    let mut depth = 0usize;
    let mut i = start;
    while i < end {
        match chars[i] {
            '（' => depth += 1,
            '）' => depth = depth.saturating_sub(1),
            '、' | '/' if depth == 0 => {
                out.push((from, i));
                from = i + 1;
            }
            '及' | '和' | '与'
                if depth == 0 && i > from + 1 && i + 2 < end && !no_join(chars, i) =>
            {
                let before = if chars[i] == '及' && chars[i - 1] == '以' {
                    i - 1
                } else {
                    i
                };
                out.push((from, before));
                from = if chars[i] == '及' && chars[i + 1] == '其' {
                    i + 2
                } else {
                    i + 1
                };
            }
            _ => {}
        }
        i += 1;
    }
    out.push((from, end));
    out.retain(|(a, b)| a < b);
    out
}

fn no_join(chars: &[char], i: usize) -> bool {
    let around = |a: usize, b: usize| -> String { chars.get(a..b).unwrap_or(&[]).iter().collect() };
    let (left, right) = (around(i.saturating_sub(1), i + 1), around(i, i + 2));
    NO_JOIN.iter().any(|word| *word == left || *word == right)
}

fn without_parentheses(chars: &[char]) -> String {
    let mut depth = 0usize;
    let mut out = String::with_capacity(chars.len() * 3);
    for c in chars {
        match c {
            '（' => depth += 1,
            '）' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(*c),
            _ => {}
        }
    }
    out
}

/// A text without white space around it, and without `end` at its end.
fn trimmed(mut text: String, end: char) -> String {
    text.truncate(text.trim_end().trim_end_matches(end).len());
    let blank = text.len() - text.trim_start().len();
    text.drain(..blank);
    text
}

#[cfg(test)]
mod tests;
