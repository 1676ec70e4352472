//! 成本与资源, 政策依据, 风险与须核.

use indexmap::IndexSet;

use super::Cards;
use crate::model::{
    Admission, Coverage, Flag, LinkIx, Nature, ProjectStage, Rule, Status, Supplier, SupplyKind,
    Target,
};
use crate::target::Ask;

impl Cards<'_> {
    /// Shipping, power, resources, land; what is not known is said.
    pub(super) fn costs(&self, ask: &Ask<'_>) -> Vec<String> {
        let mut out = Vec::new();
        let ship = ask.gap.parts.iter().find(|p| p.key == "shipping");
        match ship {
            Some(part) if part.value.is_some() => out.push(format!("运输：{}", part.reason)),
            _ if ask.link.nature == Nature::Service => {
                out.push("运输：服务环节，以就近响应为主".to_owned());
            }
            _ => out.push("运输：模型没有运输特性，运距和运价须测算".to_owned()),
        }
        let energy: Vec<String> = ask
            .link
            .inputs
            .iter()
            .filter(|i| i.kind == SupplyKind::Energy)
            .map(|i| self.input(i))
            .collect();
        if energy.is_empty() {
            out.push("用电：模型未列能源投入，单位电耗不详，须由企业提供".to_owned());
        } else {
            out.push(format!(
                "用能：{}；电价和可供负荷须与供电部门核实",
                energy.join("；")
            ));
        }
        let raw: Vec<String> = ask
            .link
            .inputs
            .iter()
            .flat_map(|i| &i.suppliers)
            .filter_map(|supplier| match supplier {
                Supplier::Link(ix) => Some(*ix),
                Supplier::Elsewhere(_) => None,
            })
            .filter(|ix| self.s.chains.link(*ix).nature == Nature::Resource)
            .filter(|ix| !self.s.zone.resources.iter().any(|r| r.link == Some(*ix)))
            .map(|ix| self.s.chains.link(ix).name.clone())
            .collect();
        if !raw.is_empty() {
            out.push(format!("资源：{}本地未见记载，须外购", raw.join("、")));
        }
        out.push("用地、用水：地区设置未载价格和指标，须由承接园区提供".to_owned());
        out
    }

    /// The rules that speak of the gap, each with its first quotation.
    pub(super) fn policy(&self, ask: &Ask<'_>) -> Vec<String> {
        let policy = &self.s.zone.policy;
        let link = ask.link;
        let mut rules: Vec<&Rule> = Vec::new();
        if ask.fill.is_some() {
            rules.extend(policy.fill().map(|(rule, _)| rule));
        }
        if ask.new.is_some() {
            rules.extend(policy.new_industry().map(|(rule, _)| rule));
        }
        if let Some((rule, exempt)) = policy.exempt()
            && exempt.flags.iter().any(|flag| link.has(*flag))
        {
            rules.push(rule);
        }
        for customer in self.customers(ask) {
            if let Some((true, id)) = policy.named.excluded.get(&customer) {
                rules.extend(policy.rule(id));
            }
        }
        if let Some((rule, consult)) = policy.consult()
            && link.has(consult.flag)
        {
            rules.push(rule);
        }
        if let Some((rule, landing)) = policy.landing()
            && crate::analyze::is_chemical(landing, link)
        {
            rules.push(rule);
        }
        rules.extend(policy.gates().map(|(rule, _)| rule));
        let mut seen: IndexSet<&str> = IndexSet::new();
        rules
            .into_iter()
            .filter(|rule| seen.insert(&rule.id))
            .filter_map(|rule| {
                let quote = rule.quotes.first()?;
                let row = quote.row.map(|r| format!("第{r}条")).unwrap_or_default();
                let title = quote.source.split('（').next().unwrap_or_default();
                let text = quote.text.replace('“', "‘").replace('”', "’");
                Some(format!(
                    "{}：“{text}”（规则 {}；{title}{row}）",
                    rule.title, rule.id
                ))
            })
            .collect()
    }

    /// What may go wrong and what must be checked first.
    pub(super) fn risks(&self, ask: &Ask<'_>, targets: &[Target]) -> Vec<String> {
        let mut out = Vec::new();
        if ask.answer.admission == Admission::Refused {
            out.push("准入：不可，暂不推介".to_owned());
        }
        out.extend(ask.answer.conditions.iter().cloned());
        out.extend(self.dependence(ask));
        out.extend(self.already(ask));
        if ask.link.has(Flag::HighTech) {
            out.push("技术门槛高，须核企业技术来源和人才条件".to_owned());
        }
        out.extend(self.age(ask));
        if targets.is_empty() {
            out.push("领军企业表和候选企业库里还没有可对接的企业，须先摸排".to_owned());
        }
        out
    }

    /// One customer, or one group of customers, on whom all demand hangs.
    fn dependence(&self, ask: &Ask<'_>) -> Option<String> {
        let customers = self.customers(ask);
        let groups: IndexSet<&str> = customers
            .iter()
            .flat_map(|ix| self.holders.at(*ix))
            .map(|firm| {
                let firm = &self.s.register.firms[firm.0];
                firm.group.as_deref().unwrap_or(&firm.name)
            })
            .collect();
        match groups.first() {
            Some(only) if groups.len() == 1 => {
                Some(format!("本地需求方只有{only}一家，须防依赖单一客户"))
            }
            _ => None,
        }
    }

    /// Projects at the link and firms still to be reviewed: it may be here or coming already.
    fn already(&self, ask: &Ask<'_>) -> Vec<String> {
        let verdict = &self.verdicts[ask.gap.link.0];
        let mut out: Vec<String> = self
            .s
            .projects
            .iter()
            .filter(|p| p.link == ask.gap.link && p.stage != ProjectStage::Running)
            .map(|p| {
                let date = p.date.as_deref().unwrap_or("日期不详");
                format!(
                    "已有{}项目“{}”（{date}，项目表第{}行），须先核进展，避免重复招商",
                    p.stage.zh(),
                    p.name,
                    p.row.row
                )
            })
            .collect();
        for near in &self.s.zone.neighbours {
            if near.link == Some(ask.gap.link) {
                let source = self.source(near.source.as_deref());
                let (place, text) = (&near.place, &near.text);
                out.push(format!(
                    "周边已有供给：{place}{text}{source}，须论证本地新建的必要性，或就近采购"
                ));
            }
        }
        if verdict.leads > 0 && verdict.coverage != Coverage::Covered {
            out.push(format!(
                "名录中另有线索{}家待复核，复核后可能本地已有",
                verdict.leads
            ));
        }
        out
    }

    /// Old or partial data behind the statement.
    fn age(&self, ask: &Ask<'_>) -> Vec<String> {
        let mut out = Vec::new();
        let zone = &self.s.zone;
        if !zone.register.complete {
            let as_of = zone.register.as_of.as_deref();
            let as_of = as_of.map(|d| format!("（截至{d}）")).unwrap_or_default();
            out.push(format!(
                "名录不完整{as_of}，“未发现”不等于没有，对外发布前须核"
            ));
        }
        let customers = self.customers(ask);
        let year = self.s.date.get(..4).and_then(|y| y.parse::<u16>().ok());
        let old = zone
            .demand
            .iter()
            .filter(|d| d.link.is_some_and(|ix| customers.contains(&ix)));
        for demand in old {
            if let (Some(then), Some(now)) = (demand.year, year)
                && now.saturating_sub(then) >= 3
            {
                let name = demand.name.rsplit('/').next().unwrap_or_default();
                out.push(format!("“{name}”需求为{then}年口径，须更新"));
            }
        }
        let unsure = self.unsure(&customers);
        if !unsure.is_empty() {
            out.push(format!("需求方现状须核：{}", unsure.join("、")));
        }
        out
    }

    /// Customers whose row says neither that they are at work nor since when.
    fn unsure(&self, customers: &[LinkIx]) -> Vec<String> {
        let mut out: IndexSet<String> = IndexSet::new();
        for firm in customers.iter().flat_map(|ix| self.holders.at(*ix)) {
            let firm = &self.s.register.firms[firm.0];
            if firm.status == Status::Building {
                out.insert(format!(
                    "{}（名录第{}行，{}）",
                    firm.name,
                    firm.row.row,
                    firm.status.zh()
                ));
            }
        }
        out.into_iter().take(3).collect()
    }
}
