//! 附录: how it was worked out, from what, and what the words mean.

use super::{Book, words};
use crate::model::MEASURES;
use crate::report::docx::{Table, slim, wide};

impl Book<'_> {
    /// 附录一 to 附录三.
    pub(super) fn appendices(&mut self) {
        self.method();
        self.sources();
        self.terms();
    }

    fn method(&mut self) {
        let settings = &self.study.zone.settings;
        let doc = &mut self.doc;
        doc.appendix("分析方法");
        doc.point("企业归链。", "依次读取企业的主营产品、企业名称、经营范围和行业代码，与各环节的产品名称逐项比对，分清生产、服务和贸易。各项证据合并计分：得分＝1－各证据“1－权重”之积。按证据强弱分为证据充分、较可信、待复核三级；只凭经营范围的，不列为证据充分，其中仅有一项、不在首项、又无行业代码佐证的，列为待复核；待复核的只作线索，不计入已有。");
        doc.point("环节覆盖。", &format!(
            "依次判断：有证据充分或较可信的在产企业，为已有；已知产能低于本地需求的{}，或企业均在年营业收入{}万元以下，或仅凭经营范围的，为薄弱；项目已动工的，为在建；只有贸易企业的，为仅贸易；其余在名录完整时为缺失，名录不完整时为未发现。签约和在谈项目不算在建。",
            settings.capacity_share, settings.small_revenue_wan
        ));
        doc.point("对策。", "本地已有的下游必需而本地没有的，为补链；本地已有的产品可以直接供料、且必需投入半数以上已具备的，或本地产品的后市场、废弃物利用所需的，为延链；细分链尚属空白而有资源或需求依托的，为建链；薄弱的，为强链；只有一家（集团）承担且本地有下游依赖的，为稳链；其余为远期。能源、服务和可选的供需关系只作说明，不据以判定。");
        let table = doc.next_table();
        doc.point("优先级。", &format!(
            "优先级＝Σ（单项得分×权重）÷Σ（可计算单项的权重）×100，取值0至100。单项得分在0至1之间；因缺少数据不能计算的单项不计入，其余权重按比例放大。各单项的含义和权重见{table}。"
        ));
        let rows = MEASURES.iter().map(|measure| {
            let weight = settings
                .weights
                .get(measure.key)
                .copied()
                .unwrap_or(measure.weight);
            vec![
                measure.name.to_owned(),
                format!("{weight:.2}"),
                meaning(measure.key).to_owned(),
            ]
        });
        let columns = vec![slim("单项", 1.5), slim("权重", 0.9), wide("含义", 6.4)];
        doc.table("优先级的单项与权重", &Table::new(columns, rows.collect()));
        if self.internal {
            let draws = self
                .study
                .gaps
                .iter()
                .find_map(|g| g.stability.as_ref())
                .map(|s| s.draws);
            if let Some(draws) = draws {
                self.doc.point("名次的稳定性。", &format!(
                    "把各单项权重随机改变{draws}次，取名次的5%至95%区间。区间越窄，名次受权重影响越小。"
                ));
            }
            self.doc.point("目标企业。", "在领军企业库和候选企业库中，按产品契合、实力（榜单和规模）、战新高新、投资动向、与本地企业的联系和来源地打分，满分100分，逐项列明得分理由。企业所有制不作为打分依据。目录、环保、安全、技术四项均有通过记录的为可引进，有否决记录或不能落地的为不可，其余为待核。");
        }
    }

    fn sources(&mut self) {
        let study = self.study;
        let quality = &study.data_quality;
        self.doc.appendix("数据来源与日期");
        let table = self.doc.next_table();
        self.doc.text(&format!("本指南所用数据及日期见{table}。"));
        let as_of = study
            .zone
            .register_as_of
            .as_deref()
            .map_or("未注明".to_owned(), words::date);
        let whole = if study.zone.register_complete {
            "全量名录"
        } else {
            "非全量名录"
        };
        let note = study
            .zone
            .register_note
            .as_deref()
            .filter(|n| !n.is_empty());
        let note = note.map_or(String::new(), |n| format!("；{n}"));
        let policy = &study.policy;
        let mut rows = vec![
            vec![
                "企业名录".to_owned(),
                format!(
                    "读入{}行，采用{}家，未采用{}行；采用的企业中{}家不属于各产业链环节。{whole}{note}",
                    quality.rows_in,
                    quality.rows_used,
                    quality.rows_reported,
                    quality.firms_without_link
                ),
                as_of,
            ],
            vec![
                "产业链模型".to_owned(),
                format!(
                    "{}条产业链，{}个环节，{}条供需关系",
                    study.chains.len(),
                    study.links.len(),
                    study.supplies.len()
                ),
                study.generator.clone(),
            ],
            vec![
                policy.title.clone(),
                format!("第{}版", policy.version),
                policy
                    .as_of
                    .as_deref()
                    .map_or("未注明".to_owned(), words::date),
            ],
        ];
        if self.internal {
            rows.push(vec![
                "目标企业资料".to_owned(),
                "上市公司年度报告和公开资料，逐家的依据和日期见《补链清单》".to_owned(),
                "见各条".to_owned(),
            ]);
        }
        rows.push(vec![
            "本指南".to_owned(),
            format!(
                "由{}按上述数据生成，同样的数据得到同样的结果",
                study.generator
            ),
            words::date(&study.date),
        ]);
        let columns = vec![
            slim("数据", 1.6),
            wide("说明", 5.2),
            slim("日期或版本", 2.2),
        ];
        self.doc.table("数据与日期", &Table::new(columns, rows));
        if study.zone.sources.is_empty() {
            return;
        }
        let table = self.doc.next_table();
        self.doc.text(&format!("地区资料的出处见{table}。"));
        let rows = study.zone.sources.values().enumerate().map(|(n, source)| {
            vec![
                (n + 1).to_string(),
                source.title.clone(),
                source
                    .publisher
                    .clone()
                    .unwrap_or_else(|| "未注明".to_owned()),
                source.date.clone().unwrap_or_else(|| "未注明".to_owned()),
            ]
        });
        let columns = vec![
            slim("序号", 0.8),
            wide("题名", 5.0),
            wide("发布者", 2.0),
            slim("日期", 1.4),
        ];
        self.doc
            .table("地区资料出处", &Table::new(columns, rows.collect()));
    }

    fn terms(&mut self) {
        const TERMS: [(&str, &str); 14] = [
            (
                "产业链、细分链",
                "从原料到产品、服务的上下游整体；其中相对独立的一支为细分链。",
            ),
            ("环节", "产业链上的一步，一种产品、服务、资源或设施。"),
            (
                "支撑环节",
                "为多个环节共用的技术和公共服务，如检测认证、园区供能。",
            ),
            ("完整度", "本地已有环节数÷可招商的产品与服务环节数。"),
            (
                "已有、薄弱、在建、仅贸易",
                "环节在本地的覆盖情况，见附录一。",
            ),
            (
                "缺失、未发现",
                "名录完整而没有企业的为缺失；名录不完整而没有见到企业的为未发现，不等于没有。",
            ),
            ("补链", "填补本地已有企业必需而本地没有的环节。"),
            ("延链", "把本地已有产品接着往下做，或做其后市场和循环利用。"),
            ("建链", "在有资源或需求的空白细分链上引进第一批企业。"),
            ("强链", "把本地已有而薄弱的环节做大做强。"),
            ("稳链", "稳住只有一家（集团）承担的环节，防止断链。"),
            (
                "招强、引新、补链（三键）",
                "招强指强企和大项目，引新指战略性新兴产业和高新技术，补链指填补缺失环节。",
            ),
            ("红娘企业", "能向目标企业引荐本地的落户企业。"),
            (
                "四门准入",
                "项目引进前对产业指导目录、环保、安全、技术的四项核对。",
            ),
        ];
        self.doc.appendix("名词解释");
        let rows = TERMS
            .iter()
            .map(|(word, meaning)| vec![(*word).to_owned(), (*meaning).to_owned()]);
        let columns = vec![wide("名词", 2.4), wide("含义", 6.4)];
        self.doc
            .table("名词解释", &Table::new(columns, rows.collect()));
    }
}

/// A measure in words, by its key.
fn meaning(key: &str) -> &'static str {
    match key {
        "customers" => "本地有多少已有环节必需它，涉及多少企业、多大需求量",
        "inputs" => "它的必需投入中，本地已有或有资源的占多少",
        "relations" => "补上以后可接通本地多少条供需关系",
        "completes" => "单独补上即可使多少本地环节的必需投入全部本地化",
        "loss" => "现有承担企业一旦外迁，本地多少环节失去供应",
        "demand" => "以实物量计，本地供给对本地需求的缺口比例",
        "shipping" => "产品体积、重量大而单位价值低、易损的，宜就近配套",
        "resource" => "所需资源、能源本地是否具备",
        "newness" => "是否属战略性新兴产业或高新技术环节",
        _ => "",
    }
}
