//! 产业基础: counties and parks, resources, capacities.

use super::{Book, words};
use crate::model::{Balance, County, CountyChain};
use crate::report::docx::{Table, slim, wide};
use crate::study::Study;

impl Book<'_> {
    /// 二、产业基础
    pub(super) fn base(&mut self) -> Result<(), String> {
        let study = self.study;
        self.doc.chapter("产业基础");
        self.doc.section("县市区与园区");
        let placed: Vec<&County> = study.counties.iter().collect();
        if placed.is_empty() {
            self.doc
                .text("地区设置未列县市区，企业名录也未注明企业所在地，暂不能分县市区说明。");
        } else {
            let table = self.doc.next_table();
            self.doc.text(&format!(
                "各县市区在链企业、已有环节和建议承接的缺链见{table}。一家企业可占几个环节，环节按县市区分别计数。"
            ));
            self.doc
                .table("县市区在链企业与环节", &counties(study, &placed));
        }
        let parks = parks(&placed);
        if !parks.is_empty() {
            let table = self.doc.next_table();
            self.doc.text(&format!(
                "园区主攻产业链和建议承接的缺链见{table}。化工项目只落认定的化工园区，未注明的须先核实。"
            ));
            self.doc.table("园区主攻产业链与建议承接", &parks);
        }
        if let Some(figure) = self.refer("县市区产业链", "县市区产业链分布") {
            self.doc.text(&format!(
                "各县市区已占的环节数和企业数按产业链分列，见{figure}。"
            ));
        }
        if let Some(figure) = self.refer("产业链覆盖矩阵", "产业链环节覆盖矩阵") {
            self.doc.text(&format!(
                "各产业链上游、中游、下游和支撑环节的覆盖情况见{figure}；图中计入资源、公共设施和支撑环节，跨链共用的只计一次，口径与摘要中的环节数不同。"
            ));
        }
        self.resources();
        self.balances();
        self.figures()
    }

    fn resources(&mut self) {
        let study = self.study;
        let links = study.links.iter().filter(|l| words::open(l));
        let rows: Vec<Vec<String>> = links
            .filter(|l| !l.resources.is_empty())
            .map(|link| {
                let chain = study.chain(&link.chain).map_or("", |c| c.name.as_str());
                vec![
                    link.name.clone(),
                    chain.to_owned(),
                    words::dated(&link.resources.join("\n")),
                ]
            })
            .collect();
        if rows.is_empty() {
            return;
        }
        self.doc.section("资源条件");
        let table = self.doc.next_table();
        self.doc.text(&format!(
            "有资料可依的本地资源见{table}，括号内为出处；储量、品位和可配置量以主管部门数据为准。"
        ));
        let columns = vec![
            wide("资源环节", 1.6),
            slim("产业链", 1.2),
            wide("资源情况与出处", 6.0),
        ];
        self.doc.table("本地资源", &Table::new(columns, rows));
    }

    /// Capacities of firms are not for the public; its study has none.
    fn balances(&mut self) {
        let study = self.study;
        if study.balances.is_empty() {
            return;
        }
        self.doc.section("产能平衡");
        let table = self.doc.next_table();
        let figure = self.refer("产能平衡", "上下游产能平衡");
        let figure = figure.map_or(String::new(), |n| format!("、{n}"));
        self.doc.text(&format!(
            "按公开报道的产能，以实物量比较上下游，结果见{table}{figure}。比值低于{}的列为薄弱；产能数据来自不同年份，使用前须向企业核实。",
            study.zone.settings.capacity_share
        ));
        let row = |balance: &Balance| {
            let name = |id| study.link(id).map_or(String::new(), |l| l.name.clone());
            let year = balance.year.map_or("未注明".to_owned(), |y| y.to_string());
            vec![
                name(&balance.supplier),
                name(&balance.customer),
                year,
                balance.reason.clone(),
            ]
        };
        let rows = study.balances.iter().map(row).collect();
        let columns = vec![
            wide("供给环节", 1.6),
            wide("需求环节", 1.6),
            slim("年份", 1.0),
            wide("测算", 5.2),
        ];
        self.doc.table("上下游产能平衡", &Table::new(columns, rows));
    }
}

fn counties(study: &Study, counties: &[&County]) -> Table {
    let rows = counties
        .iter()
        .map(|county| {
            let of = |wanted: fn(&CountyChain) -> bool| {
                let named = county.chains.iter().filter(|(_, own)| wanted(own));
                let names = named.filter_map(|(id, _)| study.chain(id));
                let names: Vec<&str> = names.map(|c| c.name.as_str()).collect();
                if names.is_empty() {
                    "—".to_owned()
                } else {
                    names.join("、")
                }
            };
            let here: usize = county.chains.values().map(|c| c.here.len()).sum();
            vec![
                county.name.clone(),
                of(|own| own.focus),
                county.firms.to_string(),
                here.to_string(),
                county.gaps.len().to_string(),
            ]
        })
        .collect();
    let columns = vec![
        wide("县市区", 2.6),
        wide("主攻产业链", 4.4),
        slim("在链企业", 1.2),
        slim("已有环节", 1.2),
        slim("建议承接", 1.2),
    ];
    Table::new(columns, rows)
}

fn parks(counties: &[&County]) -> Table {
    let rows = counties
        .iter()
        .flat_map(|county| county.parks.iter().map(move |park| (county, park)))
        .map(|(county, park)| {
            let focus = if park.focus.is_empty() {
                "未注明".to_owned()
            } else {
                park.focus.join("、")
            };
            let chemical = match park.chemical {
                Some(true) => "已认定",
                Some(false) => "否",
                None => "未注明",
            };
            vec![
                park.name.clone(),
                county.name.clone(),
                focus,
                chemical.to_owned(),
                park.gaps.len().to_string(),
            ]
        })
        .collect();
    let columns = vec![
        wide("园区", 3.2),
        wide("县市区", 2.0),
        wide("主攻产业链", 3.4),
        slim("化工园区", 1.3),
        slim("建议承接", 1.4),
    ];
    Table::new(columns, rows)
}
