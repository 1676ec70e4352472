//! What 说明 says: facts of the run, warnings, contents, method, words.

use super::sheet::Sheet;
use crate::model::{Action, Admission, Coverage, Flag, Grade, Label, MEASURES, Rule, Source};
use crate::study::{SettingsView, Study};

/// The other sheets and what each answers.
pub const SHEETS: [(Sheet, &str); 11] = [
    (
        Sheet::Overview,
        "各链家底：环节、覆盖率、对策、目标企业各有多少，每条链最紧要的三个缺链；覆盖矩阵和优先级图",
    ),
    (
        Sheet::Links,
        "每个环节本地有没有、谁在做、依据是什么、该怎么办",
    ),
    (
        Sheet::Gaps,
        "缺什么、先补哪个、为什么：按优先级排列，九项得分逐项列出",
    ),
    (
        Sheet::Cards,
        "招什么项目、为何盈利、瞄准哪些企业：每个缺链环节一张卡，可直接用于项目策划",
    ),
    (
        Sheet::Targets,
        "每个缺链环节找哪些企业：总部、榜单、主营、红娘、承接地、准入、投资动向、接触情况、下一步",
    ),
    (
        Sheet::Introducers,
        "哪些本地企业能当红娘，各能引荐谁、凭什么关系",
    ),
    (
        Sheet::Campaign,
        "哪支小分队找哪家企业、谁主责、下一步、带什么材料；撞单提示",
    ),
    (
        Sheet::Positions,
        "每家本地企业在哪些环节，依据是名录里的哪几个字",
    ),
    (
        Sheet::Counties,
        "各县市区、园区有什么、缺什么、适合承接什么；市内能配套的先在市内对接",
    ),
    (Sheet::Reviews, "机器拿不准的企业与环节，由人判定后交回"),
    (
        Sheet::Quality,
        "名录读入、采用、未采用各多少行；哪一行哪一格有问题、怎么改",
    ),
];

/// Facts of the run.
pub fn facts(study: &Study) -> Vec<(&'static str, String)> {
    let (zone, q) = (&study.zone, &study.data_quality);
    let mut place = zone.province.clone().unwrap_or_default();
    if place != zone.name {
        place += &zone.name;
    }
    let as_of = zone.register_as_of.as_deref().unwrap_or("日期未注明");
    let complete = if zone.register_complete {
        "完整"
    } else {
        "不完整"
    };
    let note = zone.register_note.as_deref();
    let note = note.map(|n| format!("，{n}")).unwrap_or_default();
    let wanted = |action: Action| study.gaps.iter().filter(|g| g.action == action).count();
    let gaps: Vec<String> = Action::ALL
        .into_iter()
        .filter(|action| wanted(*action) > 0)
        .map(|action| format!("{}{}个", action.zh(), wanted(action)))
        .collect();
    vec![
        ("范围", place),
        ("报告日期", study.date.clone()),
        (
            "企业名录",
            format!(
                "{}，截至{as_of}，{complete}{note}；读入{}行，采用{}家，未采用{}行",
                q.register, q.rows_in, q.rows_used, q.rows_reported
            ),
        ),
        (
            "结论",
            format!("{}个环节中：{}", study.links.len(), gaps.join("、")),
        ),
        (
            "制表",
            format!("{}，离线生成；同样的资料得出同样的表", study.generator),
        ),
    ]
}

/// What the reader must know, only what holds for this run.
pub fn warnings(study: &Study) -> Vec<String> {
    let mut out = vec!["含目标企业、接触情况和内部判断，供内部使用，对外公布前须删去。".to_owned()];
    if !study.zone.register_complete {
        out.push("企业名录不完整：“未发现”只表示名录里没有查到，不等于本地没有；上门招商或对外发布前须逐项核实。".to_owned());
    }
    let q = &study.data_quality;
    if q.rows_reported > 0 {
        out.push(format!(
            "名录有{}行未采用，原因和改法见“数据质量”。",
            q.rows_reported
        ));
    }
    let open = study.reviews.iter().filter(|r| r.decision.is_none());
    let telling = open.clone().filter(|r| r.changes > 0).count();
    if telling > 0 {
        out.push(format!(
            "待复核{}对，其中{telling}对一经确认就会改变缺链结论，请先判定。",
            open.count()
        ));
    }
    let stale = study
        .links
        .iter()
        .flat_map(|l| &l.projects)
        .filter(|p| p.stale)
        .count();
    if stale > 0 {
        out.push(format!(
            "项目有{stale}条久无新消息，表中注“须核现状”，不作在建看待。"
        ));
    }
    let targets = || study.gaps.iter().flat_map(|g| &g.targets);
    let checked = |admission| targets().filter(|t| t.admission == admission).count();
    let waiting = checked(Admission::ToCheck);
    if waiting > 0 {
        out.push(format!(
            "目标企业{}条中{waiting}条准入“待核”：四门（目录、环保、安全、技术）要有通过记录才算“可引进”，并非不能招。",
            targets().count()
        ));
    }
    let classified = study
        .links
        .iter()
        .filter(|l| l.flags.contains(&Flag::Classified))
        .count();
    if classified > 0 {
        out.push(format!(
            "涉密环节{classified}个只列名称，不列企业、项目和目标。"
        ));
    }
    out.push(
        "目标企业取自公开资料和候选企业库，各条注有资料日期；接洽前请核对企业近况。".to_owned(),
    );
    out.extend(study.notices.iter().cloned());
    out
}

/// How the results came about.
pub fn method(study: &Study) -> Vec<(&'static str, String)> {
    let settings = &study.zone.settings;
    let weights: Vec<String> = MEASURES
        .iter()
        .filter_map(|m| Some((m.name, settings.weights.get(m.key)?)))
        .map(|(name, weight)| format!("{name}{}", percent(*weight)))
        .collect();
    let draws = study.gaps.iter().find_map(|g| g.stability.as_ref());
    let draws = draws.map_or_else(String::new, |s| {
        format!(
            "；另随机改动权重{}次，看名次稳不稳（名次区间取中间九成）",
            s.draws
        )
    });
    vec![
        (
            "1 对照模型",
            format!(
                "以{}条产业链模型为尺：{}个环节、{}条供需关系，含跨链。",
                study.chains.len(),
                study.links.len(),
                study.supplies.len()
            ),
        ),
        (
            "2 企业对环节",
            "按名录中的主营产品、企业名称、经营范围、行业代码逐项比对：词要落在一项的末尾才算（“风电叶片模具”不算叶片），区分生产、服务、贸易；\
             行业代码只作旁证；只凭经营范围的不给最高等级，其中仅有一项、不在首项、又无行业代码佐证的列为待复核。"
                .to_owned(),
        ),
        (
            "3 判覆盖",
            format!(
                "先看有没有证据充分或较可信的企业，再看强弱：产能不足本地需求的{}、全部为规模以下（营业收入低于{}万元）或只有经营范围为证的记薄弱。",
                settings.capacity_share, settings.small_revenue_wan
            ),
        ),
        (
            "4 定对策",
            "看供需关系：本地已有环节必需而本地没有的，补链；本地已有环节的产品可往下做的，延链；整条细分链空白而有资源或市场的，建链。\
             能源、服务和可有可无的投入只作参考，不触发对策。"
                .to_owned(),
        ),
        (
            "5 排先后",
            format!(
                "优先级 = 能算出的各项得分的加权平均 × 100。权重：{}；算不出的不计入、其余按比例放大{draws}。",
                weights.join("、")
            ),
        ),
        (
            "6 找企业",
            format!(
                "从领军企业库和候选企业库中选主营对口的，按对口程度40、榜单与上市20、投资动向15、战新高新10、红娘10、来源地5打分，每个环节最多列{}家；\
                 本地已有同一企业或同一集团的不再列，可做新环节的列为增资扩产。不看企业所有制。",
                settings.targets_per_gap
            ),
        ),
    ]
}

/// `5年`; days where they make no year.
fn years(days: u32) -> String {
    match days / 365 {
        0 => format!("{days}天"),
        years => format!("{years}年"),
    }
}

fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

/// The words and their meanings.
pub fn terms(settings: &SettingsView) -> Vec<(String, String)> {
    let coverage = Coverage::ALL.map(|c| {
        let said = match c {
            Coverage::Covered => "本地有企业从事，证据充分或较可信".to_owned(),
            Coverage::Weak => format!(
                "有企业，但产能不足本地需求的{}、全在规模以下，或只有经营范围为证",
                settings.capacity_share
            ),
            Coverage::Building => format!(
                "没有投产的企业，项目已开工（{}内有消息）；在谈、签约的只注明，不算在建",
                years(settings.stale_building_days)
            ),
            Coverage::TradeOnly => "只有企业经销，没有企业生产".to_owned(),
            Coverage::Missing => "名录完整，没有企业从事".to_owned(),
            Coverage::NotFound => "名录不完整，没有查到企业从事".to_owned(),
        };
        (format!("覆盖：{}", c.zh()), said)
    });
    let actions = Action::ALL.map(|a| {
        let said = match a {
            Action::Fill => "本地没有，而本地已有（或有需求）的环节必需它",
            Action::Extend => {
                "本地没有，而本地已有的产品可供它深加工，或本地的废弃物、后市场需要它"
            }
            Action::Build => "整条细分链本地空白，但有资源或市场，可从头建起",
            Action::Strengthen => "本地有但薄弱，宜做大做强",
            Action::Stabilise => "本地只靠一家企业（集团），它一走下游就断供，宜稳住并备份",
            Action::Defer => "眼下条件不具备，留作远期",
            Action::None => "",
        };
        (format!("对策：{}", a.zh()), said.to_owned())
    });
    let labels = [Label::Strong, Label::New, Label::Fill].map(|l| {
        let said = match l {
            Label::Strong => match settings.strong_investment_wan {
                Some(wan) => format!(
                    "企业列入注明年份的榜单，或项目投资{}亿元以上",
                    wan / 10_000.0
                ),
                None => "企业列入注明年份的榜单".to_owned(),
            },
            Label::New => "环节属战略性新兴产业或高新技术".to_owned(),
            Label::Fill => "环节的对策是补链、延链或建链".to_owned(),
        };
        (format!("三键：{}", l.zh()), said)
    });
    let grades = [Grade::Strong, Grade::Likely, Grade::Review].map(|g| {
        let said = match g {
            Grade::Strong => "主营产品写明，或有两项以上相互独立的证据",
            Grade::Likely => "有一项有力的证据",
            Grade::Review => "只有旁证，须人工判定；不计入覆盖，记为线索",
        };
        (format!("等级：{}", g.zh()), said.to_owned())
    });
    let others = [
        ("环节、细分链", "产业链上的一步；一条链分若干细分链"),
        ("位置", "上游、中游、下游；支撑是各环节共用的服务和设施"),
        (
            "准入",
            "可引进：四门都有通过记录；待核：尚缺记录；不可：有一门不通过或无处可落，注明条款",
        ),
        (
            "红娘",
            "能牵线的本地企业：同一集团、下游客户、上游供方、同业或协作关系",
        ),
        ("撞单", "两支队伍同期接触同一家企业"),
        (
            "市内配套（相互补台）",
            "一县缺、市内别县有的环节，先在市内对接，不必外招",
        ),
        ("名录第n行", "企业名录文件中的行号，可据此核对原始资料"),
    ]
    .map(|(term, said)| (term.to_owned(), said.to_owned()));
    let mut out = coverage.to_vec();
    out.extend(actions);
    out.extend(labels);
    out.extend(grades);
    out.extend(others);
    out
}

/// What an input is for.
pub fn use_of(what: &str) -> &'static str {
    match what {
        "企业名录" => "本地企业在哪些环节",
        "本区设置" => "县市区、园区、资源、需求、阈值、小分队",
        "项目表" => "在谈、签约、在建的项目",
        "台账" => "接触、与县市区沟通、四门记录",
        "候选企业库" => "可招的企业",
        "产能表" => "供需平衡",
        "复核表" => "人工判定",
        "产业链模型" => "环节和供需关系",
        "领军企业库" => "全国领军企业：主营、榜单、投资动向",
        "协作关系" => "同业、共用设施等横向关系",
        "招商规则集" => "哪些不招、准入条件、标签依据",
        _ => "",
    }
}

/// `R04 公共资源、特许经营慎重对接`, marked where it is off.
pub fn rule_name(rule: &Rule) -> String {
    let off = if rule.on { "" } else { "（未启用）" };
    format!("{} {}{off}", rule.id, rule.title)
}

/// Quotations and remark of a rule.
pub fn rule(rule: &Rule) -> String {
    let mut lines: Vec<String> = rule
        .quotes
        .iter()
        .map(|q| {
            let row = q.row.map(|n| format!("第{n}条")).unwrap_or_default();
            format!("“{}”（{}{row}）", q.text, q.source)
        })
        .collect();
    lines.extend(rule.note.clone());
    lines.join("\n")
}

/// A source with publisher, date and address.
pub fn source(source: &Source) -> String {
    let mut out = source.to_string();
    if let Some(url) = &source.url {
        out += "　";
        out += url;
    }
    out
}
