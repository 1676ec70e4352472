//! Where a name may be broken: between words, as far as the study's own words show them.
//!
//! Chinese writes no spaces. Two characters that stand side by side in several names (番茄, 监测)
//! are likely one word; a break between 菜 and 番 in 脱水菜番茄辣椒 parts nothing that is known.

use std::collections::{BTreeMap, BTreeSet};

use super::font::{pieces, width, wrap_even};
use crate::study::Study;

/// Words that names show too seldom for that, parts of a name that stay whole.
const WHOLE: [&str; 13] = [
    "节能",
    "消费品",
    "风光储",
    "标准化",
    "废催化剂",
    "废弃物",
    "正负极",
    "电极",
    "石化",
    "矿山",
    "农机",
    "数字化",
    "资源化",
];

/// Whether a break before the n-th character parts a word of [`WHOLE`].
fn parts_word(chars: &[char], at: usize) -> bool {
    WHOLE.iter().any(|word| {
        let word: Vec<char> = word.chars().collect();
        (1..word.len()).any(|k| {
            let start = at.checked_sub(k);
            start.is_some_and(|start| chars[start..].starts_with(&word))
        })
    })
}

/// How often two characters stand side by side.
type Pairs = BTreeMap<(char, char), usize>;

/// What the study's words say about breaks.
pub struct Breaks {
    /// In names of links and segments, each counted once.
    names: Pairs,
    /// In what firms say of themselves, where that was evidence.
    items: Pairs,
}

/// Cost of a break; the less the better, compared from left to right.
type Cost = (usize, usize);

impl Breaks {
    /// Learns from the names of links and segments and from the items that were evidence.
    pub fn of(study: &Study) -> Self {
        let segments = study.chains.iter().flat_map(|c| c.segments.values());
        let names = study.links.iter().map(|l| &l.name).chain(segments);
        let positions = study.firms.iter().flat_map(|f| &f.positions);
        let items = positions.flat_map(|p| p.evidence.iter().map(|e| &e.item));
        Self {
            names: pairs(names),
            items: pairs(items),
        }
    }

    /// A name in lines no wider than `max`: one where it fits, two of like length broken between
    /// words, more where it must be. 与 and 和 end their line.
    pub fn lines(&self, name: &str, em: f64, bold: bool, max: f64) -> Vec<String> {
        let plain = wrap_even(name, em, bold, max);
        if plain.len() != 2 || plain[0].ends_with(['与', '和']) {
            return plain;
        }
        let pieces = pieces(name);
        let middle = width(name, em, bold) / 2.0;
        let chars: Vec<char> = name.chars().collect();
        let split = (1..pieces.len()).filter_map(|at| {
            let (first, second) = (pieces[..at].concat(), pieces[at..].concat());
            let (first, second) = (first.trim_end(), second.trim_start());
            let wide = |line: &str| width(line, em, bold);
            if wide(first) > max || wide(second) > max {
                return None;
            }
            let (known, heard) = self.cost(&pieces[at - 1], &pieces[at]);
            let whole = usize::from(parts_word(&chars, pieces[..at].concat().chars().count()));
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "characters off the middle"
            )]
            let off = ((wide(first) - middle).abs() / em).round() as usize;
            // Of equal ones the later, so that the first line is the longer.
            let key = (whole, 2 * known + off, heard, off, pieces.len() - at);
            Some((key, vec![first.to_owned(), second.to_owned()]))
        });
        split
            .min_by_key(|(key, _)| *key)
            .map_or(plain, |(_, lines)| lines)
    }

    /// A name in the fewest rows of at most `per` characters, 与 in a row of its own where several
    /// stand in one; and how many likely words the rows break.
    pub fn rows(&self, name: &str, per: usize) -> (Vec<String>, usize) {
        let chars: Vec<char> = name.chars().collect();
        if per <= 1 {
            return (chars.iter().map(char::to_string).collect(), 0);
        }
        let mut rows = Vec::new();
        let mut broken = 0;
        for part in chars.chunk_by(|a, b| *a != '与' && *b != '与') {
            // least[n]: rows, cost and length of the last row of the first n characters.
            let mut least: Vec<(usize, Cost, usize)> = vec![(0, (0, 0), 0)];
            for end in 1..=part.len() {
                let ways = (end.saturating_sub(per)..end).map(|start| {
                    let (count, (known, heard), _) = least[start];
                    let (k, h) = match start {
                        0 => (0, 0),
                        _ => self.cost(&part[start - 1].to_string(), &part[start].to_string()),
                    };
                    // Once in this very name is no sign of a word; a lone character seldom is one.
                    let lone = usize::from(end == start + 1 && part.len() > 1);
                    let whole = usize::from(start > 0 && parts_word(part, start));
                    let known = known + k.saturating_sub(1) + lone + 9 * whole;
                    (count + 1, (known, heard + h), end - start)
                });
                least.extend(ways.min());
            }
            let mut end = part.len();
            let first = rows.len();
            broken += least[end].1.0;
            while end > 0 {
                let start = end - least[end].2;
                rows.insert(first, part[start..end].iter().collect());
                end = start;
            }
        }
        (rows, broken)
    }

    fn cost(&self, before: &str, after: &str) -> Cost {
        match (before.chars().last(), after.chars().next()) {
            (Some(a), Some(b)) => {
                let of = |pairs: &Pairs| pairs.get(&(a, b)).copied().unwrap_or(0);
                (of(&self.names), of(&self.items))
            }
            _ => (0, 0),
        }
    }
}

fn pairs<'a>(texts: impl Iterator<Item = &'a String>) -> Pairs {
    let mut pairs = Pairs::new();
    for text in texts.collect::<BTreeSet<_>>() {
        for pair in text.chars().zip(text.chars().skip(1)) {
            *pairs.entry(pair).or_default() += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breaks(names: &[&str]) -> Breaks {
        let names: Vec<String> = names.iter().map(|&n| n.to_owned()).collect();
        Breaks {
            names: pairs(names.iter()),
            items: Pairs::new(),
        }
    }

    #[test]
    fn words_that_stand_elsewhere_stay_whole() {
        let known = breaks(&["脱水菜番茄辣椒", "番茄酱", "大宗供应链贸易", "供应链金融"]);
        let lines = |name| known.lines(name, 10.0, true, 62.0);
        assert_eq!(lines("脱水菜番茄辣椒"), ["脱水菜", "番茄辣椒"]);
        assert_eq!(lines("大宗供应链贸易"), ["大宗供应链", "贸易"]);
        assert_eq!(lines("主轴与齿轮锻件"), ["主轴与", "齿轮锻件"]);
        assert_eq!(lines("番茄酱"), ["番茄酱"]);
        // Nothing known: the middle, the first line the longer.
        assert_eq!(
            breaks(&[]).lines("液压偏航制动冷", 10.0, true, 62.0),
            ["液压偏航", "制动冷"]
        );
    }

    #[test]
    fn words_that_must_stay_whole_do() {
        let known = breaks(&["药材标准化仓储", "废油废催化剂再生", "钠电正负极材料"]);
        let lines = |name| known.lines(name, 10.0, true, 62.0);
        assert_eq!(lines("药材标准化仓储"), ["药材标准化", "仓储"]);
        assert_eq!(lines("废油废催化剂再生"), ["废油废催化剂", "再生"]);
        assert_eq!(lines("钠电正负极材料"), ["钠电正负极", "材料"]);
        assert_eq!(
            known.rows("农业废弃物循环", 3).0,
            ["农业", "废弃物", "循环"]
        );
    }

    #[test]
    fn rows_of_a_lane_break_between_words() {
        let known = breaks(&["核产业与核技术应用", "技术转移", "无人机应用", "产业布"]);
        let rows = |per| known.rows("核产业与核技术应用", per);
        assert_eq!(
            rows(3),
            (
                ["核产业", "与", "核技术", "应用"]
                    .map(str::to_owned)
                    .to_vec(),
                0
            )
        );
        // 产业 stands in two names, and 核|产业 leaves a lone character: one is as bad as the other.
        assert_eq!(rows(2).1, 2);
        assert_eq!(rows(1).0.len(), 9);
    }
}
