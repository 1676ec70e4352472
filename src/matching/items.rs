//! Chinese business text is a list of items; the head of an item stands at its end.
//!
//! `生产、销售风电叶片、塔筒；光伏组件安装（依法须经批准的项目除外）` becomes three items:
//! 风电叶片 (make, trade), 塔筒 (make, trade), 光伏组件 (service). Boilerplate, negated parts and
//! parentheses are no items.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use super::activity::{self, Activities};
use super::plain::{Plain, is_clause_end};
use super::terms::{Vocabulary, joins};
use super::words::{Ends, Starts, plain};
use super::{aside, generic, negation, percent};

/// One item of a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Item<'t> {
    /// The item without parentheses: object and activities as written.
    pub text: Cow<'t, str>,
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

impl Item<'_> {
    /// The thing, without activities.
    pub fn object(&self) -> &str {
        &self.text[self.object.clone()]
    }

    /// The same with a text of its own.
    pub fn owned(self) -> Item<'static> {
        Item {
            text: Cow::Owned(self.text.into_owned()),
            ..self
        }
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
pub fn items(field: &str, known: &Vocabulary) -> Vec<Item<'static>> {
    let mut plain = Plain::default();
    plain.read(field);
    let mut out = Vec::new();
    each(&plain, known, &mut out);
    out.into_iter().map(Item::owned).collect()
}

/// Adds the items of a field.
pub fn each<'t>(field: &'t Plain, known: &Vocabulary, out: &mut Vec<Item<'t>>) {
    split(
        &field.chars,
        0,
        field.chars.len(),
        is_clause_end,
        |start, end| {
            clause(field, start, end, None, known, out);
            if field.signs.bracket {
                aside::named(&field.chars[start..end], start, known, out);
            }
        },
    );
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

/// Ranges between separators that stand outside parentheses, empty ones left out.
fn split(
    chars: &[char],
    start: usize,
    end: usize,
    is_end: impl Fn(char) -> bool,
    mut part: impl FnMut(usize, usize),
) {
    let mut depth = 0usize;
    let mut from = start;
    for (i, c) in chars[..end].iter().enumerate().skip(start) {
        match c {
            '（' => depth += 1,
            '）' => depth = depth.saturating_sub(1),
            // An unclosed parenthesis must not swallow the rest of the scope.
            c if is_end(*c) && (depth == 0 || matches!(c, '；' | '。' | '\n')) => {
                depth = 0;
                if from < i {
                    part(from, i);
                }
                from = i + 1;
            }
            _ => {}
        }
    }
    if from < end {
        part(from, end);
    }
}

struct Piece<'t> {
    text: Cow<'t, str>,
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
fn clause<'t>(
    field: &'t Plain,
    start: usize,
    end: usize,
    share_of_all: Option<f64>,
    known: &Vocabulary,
    out: &mut Vec<Item<'t>>,
) {
    let chars = field.chars.as_slice();
    let mut start = start;
    let mut shared = Activities::default();
    // 研发、生产：风电叶片 — the left of a colon is an activity, a label, or an item of its own.
    if field.signs.colon
        && let Some(colon) = colon(chars, start, end)
    {
        let left = field.slice(start, colon).trim();
        if percent::is_amount(&chars[colon + 1..end]) {
            let share = percent::behind(&chars[colon + 1..end]).1;
            clause(field, start, colon, share, known, out);
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
            clause(field, start, colon, None, known, out);
        }
        start = colon + 1;
    }
    let denial = field.signs.denial;
    let end = match denial {
        true => negation::end(chars, start, end),
        false => end,
    };
    let whole = field.without_parentheses(start, end);
    if BOILERPLATE_STARTS.within(&whole) {
        return;
    }
    let start = match denial {
        true => negation::start(chars, start, end),
        false => start,
    };
    if let Some(tail) = generic::tail(whole.trim()) {
        let stripped = activity::strip(tail);
        let activities = shared.or(stripped.leading).or(stripped.trailing);
        let tail = tail.len();
        let text = trimmed(whole, None);
        out.push(Item {
            object: 0..text.len() - tail,
            activities,
            text,
            at: start,
            share: share_of_all,
            generic: true,
        });
        return;
    }
    let except = denial && whole.ends_with("除外");
    let mut pieces = Vec::with_capacity(4);
    enumerated(chars, start, end, |a, b| {
        let (b, share) = match percent::behind(&chars[a..b]) {
            (len, Some(share)) => (a + len, Some(share)),
            (_, None) => (b, share_of_all),
        };
        let text = trimmed(field.without_parentheses(a, b), Some('等'));
        if text.is_empty() {
            return;
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
    });
    if except {
        negation::except(&mut pieces, |p| {
            p.leading.is_empty() && p.trailing.is_empty()
        });
    }
    share(&mut pieces, shared);
    let many = pieces.len() > 1;
    let wholes = many.then(|| whole_terms(field, (start, end), &pieces, known));
    if many {
        join_ends(&mut pieces, known);
    }
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
    out.extend(wholes.into_iter().flatten());
}

/// Hands on what an enumeration says once: 小麦、玉米种植 is 小麦种植 too, 花卉、牧草种子 is 花卉种子, and
/// 棉花收购、加工 is 棉花加工. Only where the whole is a term; an end that is a thing is not put to what is
/// a term itself (风电叶片、叶片模具 are two things).
///
/// What is a term as it stands stays beside what it becomes: 汽车修理与维护 is 汽车修理 and 汽车维护.
fn join_ends(pieces: &mut Vec<Piece<'_>>, known: &Vocabulary) {
    for i in 0..pieces.len() {
        let (piece, later) = match pieces[i..].split_first() {
            Some((piece, later)) if !piece.bare && !later.is_empty() => (piece, later),
            _ => continue,
        };
        let object = &piece.text[piece.object.clone()];
        if known.rests(object).next().is_none() {
            continue;
        }
        // 数据处理和存储支持服务 is no 数据服务.
        let verb = piece.object.end < piece.text.len();
        // Longer ends first.
        let longest = |other: &Piece<'_>| {
            let rests = known.rests(object).filter(|rest| {
                other.text.ends_with(rest)
                    && (other.bare || !verb && rest.len() < other.text.len() && is_word(rest))
                    && (activity::strip(rest).object.is_empty() || !known.has(object))
            });
            rests.max_by_key(|rest| rest.len())
        };
        let Some(rest) = later.iter().take(4).find_map(longest) else {
            continue;
        };
        let whole = format!("{object}{rest}");
        let joined = Piece {
            object: match activity::strip(&whole) {
                bare if bare.object.is_empty() => 0..whole.len(),
                stripped => stripped.place(),
            },
            text: Cow::Owned(whole),
            ..*piece
        };
        if known.has(&piece.text) {
            pieces.push(joined);
        } else {
            pieces[i] = joined;
        }
    }
}

/// Whether an end may be a word of its own: 药 of 制剂、原药 and S of PC、OPS are none, 表 of 水、电表 is.
fn is_word(end: &str) -> bool {
    end.chars().nth(1).is_some() || matches!(end, "表" | "阀")
}

/// Enumerated parts that 及, 和, 与 or / cut, once more as a whole where a term may reach over the cut:
/// 土壤污染治理与修复 is one thing.
fn whole_terms<'t>(
    field: &'t Plain,
    (start, end): (usize, usize),
    pieces: &[Piece<'_>],
    known: &Vocabulary,
) -> Vec<Item<'t>> {
    let chars = field.chars.as_slice();
    let mut out = Vec::new();
    let whole = |a: usize, b: usize| {
        let bridged = |w: &[char]| joins(w[1]) && known.bridges([w[0], w[1], w[2]]);
        if !chars[a..b].windows(3).any(bridged) {
            return;
        }
        let mut inside = pieces.iter().filter(|p| (a..b).contains(&p.at));
        let (Some(first), Some(last)) = (inside.next(), inside.next_back()) else {
            return;
        };
        let text = trimmed(field.without_parentheses(a, b), None);
        let object = activity::strip(&text).place();
        if !object.is_empty() {
            out.push(Item {
                text,
                object,
                activities: last.leading.or(last.trailing),
                at: first.at,
                share: last.share,
                generic: false,
            });
        }
    };
    split(chars, start, end, |c| c == '、', whole);
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
fn share(pieces: &mut [Piece<'_>], shared: Activities) {
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
        if !thing.is_empty() && object.ends_with(thing.as_str()) {
            after = Activities::default();
        }
        thing.clear();
        thing.push_str(object);
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

/// Ranges between 、 and the joining words 及, 和, 与, 以及, 或; empty ones left out.
fn enumerated(chars: &[char], start: usize, end: usize, mut part: impl FnMut(usize, usize)) {
    let mut from = start;
    let mut depth = 0usize;
    for i in start..end {
        let (before, after) = match chars[i] {
            '（' => {
                depth += 1;
                continue;
            }
            '）' => {
                depth = depth.saturating_sub(1);
                continue;
            }
            '、' | '/' if depth == 0 => (i, i + 1),
            '及' | '和' | '与'
                if depth == 0 && i > from + 1 && i + 2 < end && !no_join(chars, i) =>
            {
                let and = |at: usize, c: char| usize::from(chars[i] == '及' && chars[at] == c);
                (i - and(i - 1, '以'), i + 1 + and(i + 1, '其'))
            }
            _ => continue,
        };
        if from < before {
            part(from, before);
        }
        from = after;
    }
    if from < end {
        part(from, end);
    }
}

fn no_join(chars: &[char], i: usize) -> bool {
    let two = |word: &str, a: usize, b: usize| {
        let mut own = word.chars();
        own.next() == chars.get(a).copied() && own.next() == chars.get(b).copied()
    };
    NO_JOIN
        .iter()
        .any(|word| two(word, i, i + 1) || i > 0 && two(word, i - 1, i))
}

/// A text without white space around it, and without `end` at its end.
fn trimmed(text: Cow<'_, str>, end: Option<char>) -> Cow<'_, str> {
    let cut = |text: &str| -> Range<usize> {
        let mut kept = text.trim_end();
        if let Some(end) = end {
            kept = kept.trim_end_matches(end);
        }
        kept.len() - kept.trim_start().len()..kept.len()
    };
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(&text[cut(text)]),
        Cow::Owned(mut text) => {
            let Range { start, end } = cut(&text);
            text.truncate(end);
            text.drain(..start);
            Cow::Owned(text)
        }
    }
}

#[cfg(test)]
mod tests;
