//! Chinese business text is a list of items; the head of an item stands at its end.
//!
//! `生产、销售风电叶片、塔筒；光伏组件安装（依法须经批准的项目除外）` becomes three items:
//! 风电叶片 (make, trade), 塔筒 (make, trade), 光伏组件 (service). Boilerplate, negated parts and
//! parentheses are no items.

use super::activity::{self, Activities};

/// One item of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The item without parentheses: object and activities as written.
    pub text: String,
    /// The thing, without activities.
    pub object: String,
    /// What is done with it, also where said for a whole enumeration.
    pub activities: Activities,
    /// First character in the field, 0-based.
    pub at: usize,
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

/// Openings of a negated part.
const NEGATIONS: &[&str] = &[
    "不含",
    "不包括",
    "不得",
    "不涉及",
    "不从事",
    "禁止",
    "严禁",
    "未",
];

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

/// Words in which 和, 及, 与 do not join.
const NO_JOIN: &[&str] = &[
    "中和", "和田", "参与", "普及", "涉及", "共和", "和谐", "饱和", "和平", "祥和", "给与", "和顺",
    "仁和", "埃及",
];

/// Splits a field into items.
pub fn items(field: &str) -> Vec<Item> {
    let mut chars: Vec<char> = field.chars().map(half_width).collect();
    cut_labels(&mut chars);
    let mut out = Vec::new();
    for (start, end) in split(&chars, is_clause_end) {
        clause(&chars, start, end, &mut out);
    }
    out
}

/// `一般项目：` opens a new list, also where no separator stands before it: label and colon become ends.
fn cut_labels(chars: &mut [char]) {
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
    object: String,
    leading: Activities,
    trailing: Activities,
}

/// One clause: an enumeration of pieces that may share activities.
fn clause(chars: &[char], start: usize, end: usize, out: &mut Vec<Item>) {
    let mut start = start;
    let mut shared = Activities::default();
    // 研发、生产：风电叶片 — the left of a colon is an activity, a label, or an item of its own.
    if let Some(colon) = colon(chars, start, end) {
        let left: String = chars[start..colon].iter().collect();
        let left = left.trim();
        if right_is_share(&chars[colon + 1..end]) {
            clause(chars, start, colon, out);
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
            clause(chars, start, colon, out);
        }
        start = colon + 1;
    }
    let whole = without_parentheses(&chars[start..end]);
    if BOILERPLATE.iter().any(|b| whole.contains(b)) {
        return;
    }
    let mut pieces = Vec::new();
    for (a, b) in joins(chars, start, end) {
        let text: String = without_parentheses(&chars[a..b]);
        let text = text.trim().trim_end_matches('等').to_owned();
        // 除危险化学品外 is negated, 除尘设备 is a thing.
        let except = text.starts_with('除') && text.contains('外');
        let negated =
            except || NEGATIONS.iter().any(|n| text.starts_with(n)) || text.ends_with("除外");
        if text.is_empty() || negated {
            continue;
        }
        let stripped = activity::strip(&text);
        // 仓储 and 仓储服务 are trades of their own; 销售 beside an object is what is done with it.
        let bare = stripped.object.is_empty();
        let verbs = stripped.leading.or(stripped.trailing);
        let trade =
            bare && !(verbs.make || verbs.trade || verbs.develop) && text.chars().count() >= 2;
        let object = if trade {
            text.as_str()
        } else {
            stripped.object.trim()
        };
        pieces.push(Piece {
            at: a + chars[a..b].iter().take_while(|c| c.is_whitespace()).count(),
            bare,
            object: object.to_owned(),
            leading: stripped.leading,
            trailing: stripped.trailing,
            text,
        });
    }
    share(&mut pieces, shared);
    let wholes = whole_terms(chars, start, end, &pieces);
    out.extend(
        pieces
            .into_iter()
            .filter(|p| !p.object.is_empty())
            .map(|p| Item {
                activities: p.leading.or(p.trailing),
                text: p.text,
                object: p.object,
                at: p.at,
            }),
    );
    out.extend(wholes);
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
        let text = without_parentheses(&chars[a..b]).trim().to_owned();
        let object = activity::strip(&text).object.trim().to_owned();
        if !object.is_empty() {
            let activities = last.leading.or(last.trailing);
            out.push(Item {
                text,
                object,
                activities,
                at: inside[0].at,
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

/// `风电叶片：81.7%`: the right of the colon is a share of revenue.
fn right_is_share(right: &[char]) -> bool {
    let text: String = right.iter().collect();
    let text = text.trim();
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || ".%％亿万元".contains(c))
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
    for piece in pieces.iter_mut().skip(first).rev() {
        let own = piece.trailing;
        if piece.bare {
            after = after.or(piece.leading).or(piece.trailing);
            continue;
        }
        if own.is_empty() && piece.leading.is_empty() {
            piece.trailing = after;
        } else if !own.is_empty() {
            piece.trailing = own.or(after);
            after = piece.trailing;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(field: &str) -> Vec<String> {
        items(field)
            .iter()
            .map(|i| {
                let a = i.activities;
                let marks: String = [
                    (a.make, 'M'),
                    (a.trade, 'T'),
                    (a.service, 'S'),
                    (a.develop, 'D'),
                    (a.run, 'R'),
                ]
                .iter()
                .filter(|(on, _)| *on)
                .map(|(_, c)| *c)
                .collect();
                format!("{}@{} {marks}", i.object, i.at)
                    .trim_end()
                    .to_owned()
            })
            .collect()
    }

    #[test]
    fn enumerations_share_their_verbs() {
        assert_eq!(
            shown("生产、销售风电叶片、塔筒"),
            ["风电叶片@3 MT", "塔筒@10 MT"]
        );
        assert_eq!(
            shown("风电叶片、塔筒的制造、销售"),
            ["风电叶片@0 MT", "塔筒@5 MT"]
        );
        assert_eq!(
            shown("风电叶片制造；塔筒销售"),
            ["风电叶片@0 M", "塔筒@7 T"]
        );
        assert_eq!(
            shown("研发、生产：光伏组件，逆变器"),
            ["光伏组件@6 MD", "逆变器@11"]
        );
        assert_eq!(
            shown("仓储服务、风电叶片的维修服务"),
            ["仓储服务@0 S", "风电叶片@5 S"]
        );
        assert_eq!(
            shown("风力发电机组及零部件销售"),
            ["风力发电机组@0 T", "零部件@7 T", "风力发电机组及零部件@0 T"]
        );
    }

    #[test]
    fn boilerplate_negation_and_parentheses_are_no_items() {
        assert_eq!(
            shown(
                "许可项目：发电业务（依法须经批准的项目，经相关部门批准后方可开展经营活动）一般项目：光伏组件制造"
            ),
            ["发电@5", "光伏组件@42 M"]
        );
        assert_eq!(
            shown("化工产品销售（不含危险化学品）；不含许可类化工"),
            ["化工产品@0 T"]
        );
        assert_eq!(shown("风电叶片（未开工"), ["风电叶片@0"]);
    }

    #[test]
    fn revenue_shares_are_cut_off() {
        assert_eq!(shown("光伏组件:81.7%；电站:3%"), ["光伏组件@0", "电站@11"]);
    }
}
