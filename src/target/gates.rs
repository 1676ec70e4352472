//! What must be settled before a project of a link is invited: four gates, consultation, landing place.
//!
//! The gates judge the link and its landing place, never the firm: 可引进 needs four recorded proofs,
//! 待核 is the answer without them.

use crate::analyze::Situation;
use crate::model::{Admission, Flag, Link, LinkIx, Record};

/// The four gates.
const GATES: [&str; 4] = ["目录", "环保", "安全", "技术"];

/// Admission of a project of the link, and what is still to be done.
pub fn judge(
    s: &Situation<'_>,
    ix: LinkIx,
    link: &Link,
    records: &[Record],
) -> (Admission, Vec<String>) {
    let mut conditions = Vec::new();
    let of_link = |record: &&Record| record.link == Some(ix);
    // The newest dated record of a gate counts; of records without a date the last.
    let said = |gate: &str| {
        records
            .iter()
            .filter(of_link)
            .filter(|r| r.matter.contains(gate))
            .max_by(|a, b| a.date.cmp(&b.date))
    };
    let verdict =
        |gate: &str| said(gate).and_then(|r| answer(r.conclusion.as_deref().unwrap_or("")));
    let open: Vec<String> = GATES
        .into_iter()
        .filter(|gate| verdict(gate) != Some(true))
        .map(
            |gate| match said(gate).and_then(|r| r.conclusion.as_deref()) {
                Some(text) if !text.is_empty() => format!("{gate}（记录为「{text}」）"),
                _ => gate.to_owned(),
            },
        )
        .collect();
    let refused = GATES
        .into_iter()
        .filter(|gate| verdict(gate) == Some(false))
        .find_map(said);
    let admission = match refused {
        Some(record) => {
            let said = record.conclusion.as_deref().unwrap_or_default();
            conditions.push(format!(
                "{}不通过：{said}（台账第{}行）",
                record.matter, record.row.row
            ));
            Admission::Refused
        }
        None if open.is_empty() => Admission::Admissible,
        None => {
            conditions.push(format!("四门待核：{}尚无通过的记录", open.join("、")));
            Admission::ToCheck
        }
    };
    if link.has(Flag::PublicResource) {
        let consulted = records
            .iter()
            .filter(of_link)
            .find(|r| r.county.is_some() && r.matter.contains("沟通"));
        conditions.push(match consulted {
            Some(record) => format!(
                "公共资源或特许经营，已与{}沟通（{}，台账第{}行）",
                record.county.as_deref().unwrap_or_default(),
                record.date.as_deref().unwrap_or("日期不详"),
                record.row.row
            ),
            None => "公共资源或特许经营，慎重对接：待与县市区沟通".to_owned(),
        });
    }
    if is_chemical(link) {
        let parks: Vec<&str> = s
            .zone
            .parks
            .iter()
            .filter(|p| p.chemical)
            .map(|p| p.name.as_str())
            .collect();
        conditions.push(if parks.is_empty() {
            "化工环节，只能落在认定的化工园区：本区设置中尚无".to_owned()
        } else {
            format!("化工环节，只能落在认定的化工园区：{}", parks.join("、"))
        });
    }
    (admission, conditions)
}

/// Chemical production: main code in GB/T 4754 大类 25 or 26 and environment-sensitive.
fn is_chemical(link: &Link) -> bool {
    let main = link.codes.first().map_or("", |code| code.digits.as_str());
    link.has(Flag::Environment) && (main.starts_with("25") || main.starts_with("26"))
}

/// What a conclusion of a gate says: pass, refusal, or neither. Only plain words count: 暂缓通过 and
/// 待整改后通过 are neither.
fn answer(conclusion: &str) -> Option<bool> {
    const PASS: [&str; 7] = [
        "通过",
        "已通过",
        "审查通过",
        "符合",
        "符合要求",
        "合格",
        "同意",
    ];
    const REFUSAL: [&str; 8] = [
        "不通过",
        "未通过",
        "不予通过",
        "不符合",
        "不合格",
        "不同意",
        "否决",
        "不予同意",
    ];
    let said = conclusion.trim().trim_end_matches(['。', '！', '.']);
    if PASS.contains(&said) {
        Some(true)
    } else if REFUSAL.iter().any(|word| said.starts_with(word)) {
        Some(false)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::answer;

    #[test]
    fn only_plain_words_open_or_shut_a_gate() {
        assert_eq!(answer("通过"), Some(true));
        assert_eq!(answer("不予通过：能耗超标"), Some(false));
        for open in ["尚未符合", "暂缓通过", "待整改后通过", "", "正在审查"] {
            assert_eq!(answer(open), None, "{open}");
        }
    }
}
