//! The story of a firm: its links with their evidence, how its texts were read, why not more.

use std::fmt::Write as _;

use crate::matching::ItemRead;
use crate::model::{Field, Firm, Fit, Grade, Role};
use crate::report::csv::evidence_words;
use crate::study::{FirmView, Position};

/// Appends the story of a firm with its links in the study, if it has any; `items` is how the matcher
/// reads it.
pub fn firm_story(out: &mut String, firm: &Firm, view: Option<&FirmView>, items: &[ItemRead]) {
    let place = [firm.county.as_deref(), firm.park.as_deref()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("·");
    let status = firm.status.zh();
    let _ = writeln!(out, "{}（{}）　{status}　{place}", firm.name, firm.row);
    if let Some(source) = &firm.source {
        let date = firm.source_date.as_deref().unwrap_or("日期不详");
        let _ = writeln!(out, "来源：{source}，{date}");
    }
    let positions = view.map_or(&[][..], |v| &v.positions);
    if positions.is_empty() {
        let _ = writeln!(out, "没有匹配到环节");
    }
    for position in positions {
        let _ = writeln!(
            out,
            "{} {}　{}",
            position.link,
            position.name,
            standing(position.role, position.grade, position.score)
        );
        for e in &position.evidence {
            let words = evidence_words(std::slice::from_ref(e));
            let _ = writeln!(out, "  {:.2} {words}", e.weight);
        }
        if position.grade == Grade::Review {
            let _ = writeln!(out, "  只列待复核：{}", why_review(position, items));
        }
    }
    let open = |item: &&ItemRead| !item.met.is_empty();
    let _ = writeln!(out, "逐项：");
    for item in items.iter().filter(open) {
        let share = item
            .share
            .map_or(String::new(), |s| format!("（占{:.1}%）", s * 100.0));
        let _ = writeln!(out, "  {}“{}”{share}", item.field.zh(), item.item);
        for met in &item.met {
            let role = met.role.map_or(String::new(), |r| format!("{}，", r.zh()));
            let (term, link, name, why) = (&met.term, &met.link, &met.name, met.why);
            let _ = writeln!(out, "    {term} → {link} {name}　{role}{why}");
        }
    }
    let silent = items.len() - items.iter().filter(open).count();
    if silent > 0 {
        let _ = writeln!(out, "  另有{silent}项没有涉及环节的词");
    }
    let _ = writeln!(out);
}

/// How a firm stands at a link: `生产·证据充分·0.97`.
pub fn standing(role: Role, grade: Grade, score: f64) -> String {
    format!("{}·{}·{score:.2}", role.zh(), grade.zh())
}

/// The first thing that keeps a pair from 较可信.
fn why_review(position: &Position, items: &[ItemRead]) -> String {
    let fields = |field: Field| position.evidence.iter().filter(move |e| e.field == field);
    let head = |field: Field| fields(field).find(|e| e.fit == Fit::Head);
    if let Some(best) = head(Field::Scope) {
        let of = |field: Field| items.iter().filter(move |item| item.field == field);
        let many = of(Field::Scope).count();
        if best.weight < 0.35 {
            format!(
                "只有经营范围，共{many}项，分到这一项的分量{:.2}（0.35以上才较可信）",
                best.weight
            )
        } else if position.role == Role::Trade {
            "只有经营范围，而且只说销售".to_owned()
        } else if of(Field::Products).next().is_some() {
            "只有经营范围，主营产品说的是别的".to_owned()
        } else {
            "只有经营范围中的一项，不是首项，也没有行业代码佐证".to_owned()
        }
    } else if head(Field::Name).is_some() {
        "只有企业名称，主营产品说的是别的，或名录所记状态待核".to_owned()
    } else if head(Field::Products).is_some() {
        "名录所记状态待核，或来源等级不够".to_owned()
    } else if position.evidence.iter().any(|e| e.fit == Fit::Similar) {
        "写法近似，没有该环节的词".to_owned()
    } else if position.evidence.iter().all(|e| e.field == Field::Code) {
        "只有行业代码；一个代码对应多个环节，不能单独定".to_owned()
    } else {
        "只是点到，不是条目的中心词".to_owned()
    }
}
