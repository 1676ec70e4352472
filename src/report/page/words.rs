//! The Chinese words of the tokens in a study, for the page: one wording for all outputs.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::model::{
    Action, Admission, Coverage, Decision, Field, Flag, Grade, Label, Nature, PartnerBy,
    ProjectStage, Role, Stage, Status, SupplyKind,
};

/// Kind of token → token → word: `{"coverage": {"covered": "已有", …}, …}`, in drawing order.
pub fn words() -> Value {
    json!({
        "coverage": of(&Coverage::ALL, Coverage::zh),
        "action": of(&Action::ALL, Action::zh),
        "stage": of(&Stage::ALL, Stage::zh),
        "nature": of(
            &[Nature::Product, Nature::Service, Nature::Resource, Nature::Utility, Nature::Facility],
            Nature::zh,
        ),
        "label": of(&[Label::Strong, Label::New, Label::Fill], Label::zh),
        "admission": of(
            &[Admission::Admissible, Admission::ToCheck, Admission::Refused],
            Admission::zh,
        ),
        "role": of(&[Role::Produce, Role::Service, Role::Trade], Role::zh),
        "grade": of(&[Grade::Strong, Grade::Likely, Grade::Review], Grade::zh),
        "field": of(
            &[Field::Products, Field::Name, Field::Scope, Field::Code, Field::Review],
            Field::zh,
        ),
        "status": of(
            &[
                Status::Active,
                Status::NotStated,
                Status::Building,
                Status::Suspended,
                Status::Unverified,
            ],
            Status::zh,
        ),
        "kind": of(
            &[
                SupplyKind::Material,
                SupplyKind::Energy,
                SupplyKind::Service,
                SupplyKind::Waste,
                SupplyKind::Aftermarket,
            ],
            SupplyKind::zh,
        ),
        "project": of(
            &[
                ProjectStage::Negotiating,
                ProjectStage::Signed,
                ProjectStage::Building,
                ProjectStage::Running,
            ],
            ProjectStage::zh,
        ),
        "by": of(
            &[
                PartnerBy::Process,
                PartnerBy::Customer,
                PartnerBy::Support,
                PartnerBy::Equipment,
                PartnerBy::Material,
                PartnerBy::Site,
            ],
            PartnerBy::zh,
        ),
        "decision": of(&[Decision::Confirmed, Decision::Vetoed], decision),
        "flag": of(
            &[
                Flag::Excluded,
                Flag::PublicResource,
                Flag::Environment,
                Flag::Classified,
                Flag::Licensed,
                Flag::HighTech,
            ],
            flag,
        ),
    })
}

fn of<T: Copy + Serialize>(all: &[T], zh: fn(T) -> &'static str) -> Value {
    let word = |&token: &T| match serde_json::to_value(token) {
        Ok(Value::String(key)) => Some((key, Value::from(zh(token)))),
        _ => None, // a token is a string
    };
    Value::Object(all.iter().filter_map(word).collect::<Map<_, _>>())
}

fn decision(decision: Decision) -> &'static str {
    match decision {
        Decision::Confirmed => "确认",
        Decision::Vetoed => "否决",
    }
}

fn flag(flag: Flag) -> &'static str {
    match flag {
        Flag::Excluded => "不列入招商",
        Flag::PublicResource => "公共资源或特许经营",
        Flag::Environment => "环保安全敏感",
        Flag::Classified => "涉密",
        Flag::Licensed => "须许可",
        Flag::HighTech => "高新技术",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_token_has_its_word() {
        let words = words();
        assert_eq!(words["coverage"]["not-found"], "未发现");
        assert_eq!(words["action"]["fill"], "补链");
        assert_eq!(words["flag"]["high-tech"], "高新技术");
        assert_eq!(words["stage"].as_object().map(Map::len), Some(4));
    }
}
