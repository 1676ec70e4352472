//! Chinese business text is a list of items; the head of an item stands at its end.
//!
//! `生产、销售风电叶片、塔筒；光伏组件安装（依法须经批准的项目除外）` becomes three items:
//! 风电叶片 (make, trade), 塔筒 (make, trade), 光伏组件 (service). Boilerplate, negated parts and
//! parentheses are no items.

use std::sync::{Arc, LazyLock};

use super::activity::{self, Activities};
use super::memo::Memory;
use super::phrase::Phrase;
use super::plain::{Plain, is_clause_end};
use super::terms::{Vocabulary, joins};
use super::words::{Anywhere, Ends, plain};
use super::{aside, generic, negation, percent};

/// One item of a field.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it says.
    pub phrase: Arc<Phrase>,
    /// What is done with its thing, also where said for a whole enumeration.
    pub activities: Activities,
    /// First character in the field, 0-based.
    pub at: usize,
    /// Share of revenue, 0..=1, where the field gives it.
    pub share: Option<f64>,
    /// A phrase of the registration catalogue that many trades write: it names, it does not decide.
    pub generic: bool,
}

impl Item {
    /// The item without parentheses: object and activities as written.
    pub fn text(&self) -> &str {
        self.phrase.text()
    }

    /// The thing, without activities.
    pub fn object(&self) -> &str {
        self.phrase.object()
    }
}

/// What is needed to take fields apart: the words of the models, and the phrases met before.
pub struct Book<'b> {
    /// The terms of all links.
    pub known: &'b Vocabulary,
    /// Phrases met of late.
    pub phrases: &'b mut Memory<Phrase>,
}

impl Book<'_> {
    fn phrase(&mut self, text: &str) -> Arc<Phrase> {
        self.phrases.get(text).unwrap_or_else(|print| {
            let phrase = Arc::new(Phrase::new(text));
            self.phrases.keep((text, print), &phrase);
            phrase
        })
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

static BOILERPLATE_WORDS: LazyLock<Anywhere> = LazyLock::new(|| Anywhere::new(BOILERPLATE));

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

/// Whether a text ends as a service that firms add to what they make.
pub fn is_soft(text: &str) -> bool {
    SOFT_ENDS.strip(text).is_some()
}

/// Phrases of one field: enough for most.
const FEW: usize = 1 << 6;

/// Splits a field into items.
pub fn items(field: &str, known: &Vocabulary) -> Vec<Item> {
    let mut plain = Plain::default();
    plain.read(field);
    let mut out = Vec::new();
    let phrases = &mut Memory::new(FEW);
    each(&plain, &mut Book { known, phrases }, &mut out);
    out
}

/// Adds the items of a field.
pub fn each(field: &Plain, book: &mut Book<'_>, out: &mut Vec<Item>) {
    split(
        &field.chars,
        0,
        field.chars.len(),
        is_clause_end,
        |start, end| {
            clause(field, start, end, None, book, out);
            if field.signs.bracket {
                aside::named(&field.chars[start..end], start, book.known, out);
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

/// A part of an enumeration.
struct Piece {
    phrase: Arc<Phrase>,
    at: usize,
    share: Option<f64>,
    leading: Activities,
    trailing: Activities,
}

/// One clause: an enumeration of pieces that may share activities.
fn clause(
    field: &Plain,
    start: usize,
    end: usize,
    share_of_all: Option<f64>,
    book: &mut Book<'_>,
    out: &mut Vec<Item>,
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
            clause(field, start, colon, share, book, out);
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
            clause(field, start, colon, None, book, out);
        }
        start = colon + 1;
    }
    let denial = field.signs.denial;
    let end = match denial {
        true => negation::end(chars, start, end),
        false => end,
    };
    let whole = field.without_parentheses(start, end);
    if BOILERPLATE_WORDS.within(&whole) {
        return;
    }
    let start = match denial {
        true => negation::start(chars, start, end),
        false => start,
    };
    if let Some(tail) = generic::tail(whole.trim()) {
        let stripped = activity::strip(tail);
        let activities = shared.or(stripped.leading).or(stripped.trailing);
        let text = whole.trim();
        out.push(Item {
            phrase: Arc::new(Phrase::of(text, 0..text.len() - tail.len())),
            activities,
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
        let text = field.without_parentheses(a, b);
        let text = text.trim_end().trim_end_matches('等').trim_start();
        if text.is_empty() {
            return;
        }
        let phrase = book.phrase(text);
        pieces.push(Piece {
            share,
            at: a + chars[a..b].iter().take_while(|c| c.is_whitespace()).count(),
            leading: phrase.leading,
            trailing: phrase.trailing,
            phrase,
        });
    });
    if except {
        negation::except(&mut pieces, |p| {
            p.leading.is_empty() && p.trailing.is_empty()
        });
    }
    share(&mut pieces, shared);
    let many = pieces.len() > 1;
    let mut wholes = Vec::new();
    if many && field.signs.joint {
        whole_terms(field, (start, end), &pieces, book, &mut wholes);
    }
    if many {
        join_starts(chars, &mut pieces, book.known);
        join_ends(&mut pieces, book.known);
    }
    let alone = pieces.into_iter().filter(|p| !p.phrase.object().is_empty());
    out.extend(alone.map(|p| Item {
        activities: p.leading.or(p.trailing),
        phrase: p.phrase,
        at: p.at,
        share: p.share,
        generic: false,
    }));
    out.append(&mut wholes);
}

/// Hands on what an enumeration says once: 小麦、玉米种植 is 小麦种植 too, 花卉、牧草种子 is 花卉种子, and
/// 棉花收购、加工 is 棉花加工. Only where the whole is a term; an end that is a thing is not put to what is
/// a term itself (风电叶片、叶片模具 are two things).
///
/// What is a term as it stands stays beside what it becomes: 汽车修理与维护 is 汽车修理 and 汽车维护.
fn join_ends(pieces: &mut Vec<Piece>, known: &Vocabulary) {
    for i in 0..pieces.len() {
        let (piece, later) = match pieces[i..].split_first() {
            Some((piece, later)) if !piece.phrase.bare && !later.is_empty() => (piece, later),
            _ => continue,
        };
        if !piece.phrase.goes_on(known) {
            continue;
        }
        let object = piece.phrase.object();
        // 数据处理和存储支持服务 is no 数据服务.
        let verb = piece.phrase.place().end < piece.phrase.text().len();
        // Longer ends first.
        let longest = |other: &Piece| {
            let (other, bare) = (other.phrase.text(), other.phrase.bare);
            let rests = known.rests(object).filter(|rest| {
                other.ends_with(rest)
                    && (bare || !verb && rest.len() < other.len() && is_word(rest))
                    && (activity::strip(rest).object.is_empty() || !known.has(object))
            });
            rests.max_by_key(|rest| rest.len())
        };
        let Some(rest) = later.iter().take(4).find_map(longest) else {
            continue;
        };
        let joined = Piece {
            phrase: Arc::new(Phrase::whole(&format!("{object}{rest}"))),
            ..*piece
        };
        if known.has(piece.phrase.text()) {
            pieces.push(joined);
        } else {
            pieces[i] = joined;
        }
    }
}

/// Hands on how a pair begins: 光伏组件及电池 is 光伏电池. Only where the whole is a term and its end is none.
fn join_starts(chars: &[char], pieces: &mut [Piece], known: &Vocabulary) {
    for i in 1..pieces.len() {
        let [before, piece] = &pieces[i - 1..=i] else {
            continue;
        };
        let (first, object) = (before.phrase.object(), piece.phrase.object());
        let joined = piece.at > 0 && joins(chars[piece.at - 1]);
        if !joined || before.phrase.bare || piece.phrase.bare || known.has(object) {
            continue;
        }
        let starts = first.char_indices().skip(2).map(|(at, _)| &first[..at]);
        let wholes = starts.map(|start| format!("{start}{object}"));
        if let Some(whole) = wholes.filter(|whole| known.has(whole)).last() {
            pieces[i].phrase = Arc::new(Phrase::whole(&whole));
        }
    }
}

/// Whether an end may be a word of its own: 药 of 制剂、原药 and S of PC、OPS are none, 表 of 水、电表 is.
fn is_word(end: &str) -> bool {
    end.chars().nth(1).is_some() || matches!(end, "表" | "阀")
}

/// Enumerated parts that 及, 和, 与 or / cut, once more as a whole where a term may reach over the cut:
/// 土壤污染治理与修复 is one thing.
fn whole_terms(
    field: &Plain,
    (start, end): (usize, usize),
    pieces: &[Piece],
    book: &mut Book<'_>,
    out: &mut Vec<Item>,
) {
    let chars = field.chars.as_slice();
    let whole = |a: usize, b: usize| {
        let bridged = |w: &[char]| joins(w[1]) && book.known.bridges([w[0], w[1], w[2]]);
        if !chars[a..b].windows(3).any(bridged) {
            return;
        }
        let mut inside = pieces.iter().filter(|p| (a..b).contains(&p.at));
        let (Some(first), Some(last)) = (inside.next(), inside.next_back()) else {
            return;
        };
        let phrase = book.phrase(field.without_parentheses(a, b).trim());
        if !phrase.bare {
            out.push(Item {
                phrase,
                activities: last.leading.or(last.trailing),
                at: first.at,
                share: last.share,
                generic: false,
            });
        }
    };
    split(chars, start, end, |c| c == '、', whole);
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
        if piece.phrase.bare {
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
    let first = pieces.iter().position(|p| !p.phrase.bare);
    let first = first.unwrap_or(pieces.len());
    let lead = pieces[..first]
        .iter()
        .fold(Activities::default(), |a, p| a.or(p.leading).or(p.trailing));
    let mut after = Activities::default();
    for i in (first..pieces.len()).rev() {
        let (before, behind) = pieces.split_at_mut(i + 1);
        let piece = &mut before[i];
        let own = piece.trailing;
        let soft = piece.phrase.soft;
        if piece.phrase.bare {
            if !soft {
                after = after.or(piece.leading).or(piece.trailing);
            }
            continue;
        }
        // 风电叶片、叶片维修服务: what is said of the thing anew does not reach back to it.
        let thing = behind.iter().find(|p| !p.phrase.bare);
        let again = |thing: &Piece| piece.phrase.object().ends_with(thing.phrase.object());
        if thing.is_some_and(again) {
            after = Activities::default();
        }
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
                if depth == 0
                    && i > from + 1
                    && i + 2 < end
                    && !is_word_of(chars[i - 1], chars[i], chars[i + 1]) =>
            {
                // 以及 and 及其 are one joint, 及其他化肥 ends in 其他化肥.
                let other = matches!(chars[i + 2], '他' | '它' | '余');
                let and = |at: usize, c: char| {
                    usize::from(chars[i] == '及' && chars[at] == c && !(c == '其' && other))
                };
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

/// Words in which 和, 及, 与 do not join: 饱和, 和田, 参与, 普及.
fn is_word_of(before: char, joint: char, after: char) -> bool {
    match joint {
        '和' => "中共饱祥仁".contains(before) || "田谐平顺".contains(after),
        '及' => "普涉埃".contains(before),
        _ => "参给".contains(before),
    }
}

#[cfg(test)]
mod tests;
