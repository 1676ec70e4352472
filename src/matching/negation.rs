//! What a scope says that the firm does not do.

/// From here to the end of the clause everything is denied.
const DENIALS: &[&str] = &[
    "不含",
    "不包括",
    "不包含",
    "不得",
    "不涉及",
    "不从事",
    "不经营",
    "禁止",
    "严禁",
    "未取得",
    "未经",
];

/// Things that begin with 除: 除尘设备 is one, 除危险化学品外 is not.
const REMOVALS: &str = "尘湿臭垢锈草雪冰铁氟砷磷油渣味螨污盐杂虫害霜氧氨硫硝碳锰莠颤";

/// Words that end with 外 and except nothing: 户外用品.
const OUTER: &str = "户海室国境紫红内对野意";

/// Where the affirmed part of a clause ends.
pub fn end(chars: &[char], start: usize, end: usize) -> usize {
    let mut depth = 0usize;
    for i in start..end {
        match chars[i] {
            '（' => depth += 1,
            '）' => depth = depth.saturating_sub(1),
            '不' | '禁' | '严' | '未' if depth == 0 => {
                let denied = DENIALS.iter().any(|word| begins(&chars[i..end], word));
                if denied {
                    return i;
                }
            }
            _ => {}
        }
    }
    end
}

/// Where the affirmed part begins: behind `除农药、种子外的`, if the clause opens so.
pub fn start(chars: &[char], start: usize, end: usize) -> usize {
    let from = start
        + chars[start..end]
            .iter()
            .take_while(|c| c.is_whitespace())
            .count();
    let opens = chars[from..end].first() == Some(&'除');
    let thing = chars[from..end]
        .get(1)
        .is_some_and(|c| REMOVALS.contains(*c));
    if !opens || thing {
        return start;
    }
    let outer = |i: &usize| chars[*i] == '外' && !OUTER.contains(chars[*i - 1]);
    (from + 1..end).find(outer).map_or(start, |i| {
        i + 1 + usize::from(chars[i + 1..end].first() == Some(&'的'))
    })
}

/// Takes what a clause ending in 除外 excepts: its last piece and those before it that share its lack
/// of a verb.
pub fn except<T>(pieces: &mut Vec<T>, without_verb: impl Fn(&T) -> bool) {
    pieces.pop();
    while pieces.last().is_some_and(&without_verb) {
        pieces.pop();
    }
}

fn begins(chars: &[char], word: &str) -> bool {
    let mut at = chars.iter();
    word.chars().all(|c| at.next() == Some(&c))
}
