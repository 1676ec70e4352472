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
    let proof = |gate: &&str| {
        let passes =
            |r: &Record| r.matter.contains(*gate) && r.conclusion.as_deref().is_some_and(is_pass);
        records.iter().filter(of_link).any(passes)
    };
    let open: Vec<&str> = GATES.into_iter().filter(|gate| !proof(gate)).collect();
    let refused = records.iter().filter(of_link).find(|r| {
        GATES.iter().any(|g| r.matter.contains(g))
            && r.conclusion.as_deref().is_some_and(is_refusal)
    });
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
            conditions.push(format!("四门待核：{}尚无记录", open.join("、")));
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

fn is_pass(conclusion: &str) -> bool {
    (conclusion.contains("通过") || conclusion.contains("符合")) && !is_refusal(conclusion)
}

fn is_refusal(conclusion: &str) -> bool {
    conclusion.contains("不通过") || conclusion.contains("不符合") || conclusion.contains("未通过")
}
