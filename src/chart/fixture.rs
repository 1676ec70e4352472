//! A small study for the tests of the figures: two chains, every coverage and action, an alias, a
//! loop, an excluded link, names that must be escaped.

use indexmap::IndexMap;

use crate::model::{
    Action, Admission, Coverage, Grade, LinkId, Nature, Part, Role, Share, Stage, Status,
    SupplyKind, Target,
};
use crate::study::{
    AliasView, ChainView, DataQuality, FirmAtLink, GapView, LinkView, SettingsView, Study,
    SupplyView, ZoneView,
};

fn id(text: &str) -> LinkId {
    LinkId::new(text, &text[..2]).expect("a link id")
}

fn link(
    text: &str,
    name: &str,
    segment: &str,
    stage: Stage,
    coverage: Coverage,
    action: Action,
) -> LinkView {
    let firms = usize::from(coverage.is_here()) * 2;
    let firm = |i: u32| FirmAtLink {
        name: format!("甘肃{name}有限公司{i}"),
        role: Role::Produce,
        grade: Grade::Strong,
        score: 0.9,
        row: i + 2,
        county: None,
        status: Status::Active,
    };
    LinkView {
        id: id(text),
        chain: text[..2].to_owned(),
        name: name.to_owned(),
        en: String::new(),
        segment: segment.to_owned(),
        stage,
        nature: Nature::Product,
        codes: Vec::new(),
        flags: Vec::new(),
        strategic: false,
        also: Vec::new(),
        coverage,
        excluded: false,
        present: coverage.is_here(),
        action,
        lacks: None,
        steps: None,
        coverage_reason: String::new(),
        reasons: Vec::new(),
        firms: (0u32..).take(firms).map(firm).collect(),
        here: firms,
        leads: 0,
        projects: Vec::new(),
        resources: Vec::new(),
        saturated: None,
        backward: None,
    }
}

fn target(short: &str, province: &str, city: &str) -> Target {
    Target {
        name: format!("{short}股份有限公司"),
        short: short.to_owned(),
        ticker: None,
        province: province.to_owned(),
        city: Some(city.to_owned()),
        score: 80.0,
        labels: Vec::new(),
        label_reasons: Vec::new(),
        reasons: Vec::new(),
        expansion_of: None,
        admission: Admission::ToCheck,
        conditions: Vec::new(),
        consulted: None,
        matchmakers: Vec::new(),
        products: Vec::new(),
        lists: Vec::new(),
        signals: Vec::new(),
        channel: String::new(),
        channel_reason: String::new(),
        basis: String::new(),
    }
}

fn gap(link: &LinkView, rank: usize) -> GapView {
    let part = |key: &str, name: &str, value: Option<f64>, weight: f64| Part {
        key: key.to_owned(),
        name: name.to_owned(),
        value: value.map(Share::new),
        weight,
        reason: String::new(),
    };
    let step = f64::from(u32::try_from(rank).expect("small"));
    GapView {
        link: link.id.clone(),
        name: link.name.clone(),
        chain: link.chain.clone(),
        stage: link.stage,
        coverage: link.coverage,
        action: link.action,
        rank,
        priority: (0.9 / step * 0.6 + 0.5 * 0.2) / 0.8 * 100.0,
        known_weight: Share::new(0.8),
        parts: vec![
            part("customers", "本地需求", Some(0.9 / step), 0.6),
            part("inputs", "投入齐备", Some(0.5), 0.2),
            part("demand", "需求缺口", None, 0.2),
        ],
        labels: Vec::new(),
        reasons: vec!["名录第3行需要该环节".to_owned()],
        stability: None,
        card: None,
        landing: Vec::new(),
        targets: if link.action.wants_newcomer() {
            vec![
                target("福莱特", "浙江省", "嘉兴市"),
                target("A<B>&C", "北京市", "北京市"),
            ]
        } else {
            Vec::new()
        },
    }
}

/// The study.
pub fn study() -> Study {
    use Action as A;
    use Coverage as C;
    use Stage::{Downstream, Midstream, Support, Upstream};
    let mut links = vec![
        link("QN01", "多晶硅", "pv", Upstream, C::NotFound, A::Defer),
        link("QN05", "光伏玻璃", "pv", Upstream, C::NotFound, A::Fill),
        link("QN06", "胶膜与背板", "pv", Upstream, C::TradeOnly, A::Fill),
        link(
            "QN04",
            "光伏电池片（TOPCon/HJT）",
            "pv",
            Midstream,
            C::Building,
            A::Fill,
        ),
        link(
            "QN11",
            "光伏组件",
            "pv",
            Midstream,
            C::Covered,
            A::Stabilise,
        ),
        link("QN13", "光伏电站", "pv", Downstream, C::NotFound, A::None),
        link("QN36", "绿电制氢", "h2", Midstream, C::Weak, A::Strengthen),
        link(
            "QN38",
            "绿氨绿醇绿航煤",
            "h2",
            Downstream,
            C::NotFound,
            A::Extend,
        ),
        link("QN39", "燃料电池", "h2", Downstream, C::NotFound, A::Build),
        link(
            "QN41",
            "新能源运维检修",
            "h2",
            Downstream,
            C::Covered,
            A::None,
        ),
        link(
            "QN44",
            "检测认证与实证",
            "pv",
            Support,
            C::NotFound,
            A::None,
        ),
        link("ZZ20", "风电整机", "wind", Midstream, C::Covered, A::None),
        link("ZZ19", "叶片", "wind", Upstream, C::Covered, A::None),
        link("ZZ47", "型钢与管材", "wind", Upstream, C::NotFound, A::Fill),
    ];
    links[5].excluded = true;
    links[5].present = true;
    links[9].also.push(AliasView {
        id: id("ZZ24"),
        chain: "ZZ".to_owned(),
        name: "风机技改与维修".to_owned(),
        stage: Downstream,
        segment: Some("wind".to_owned()),
    });
    let supply = |from: &str, to: &str, kind, optional| SupplyView {
        from: id(from),
        to: id(to),
        kind,
        optional,
        any: None,
    };
    let supplies = vec![
        supply("QN01", "QN04", SupplyKind::Material, false),
        supply("QN04", "QN11", SupplyKind::Material, false),
        supply("QN05", "QN11", SupplyKind::Material, false),
        supply("QN06", "QN11", SupplyKind::Material, false),
        supply("QN11", "QN13", SupplyKind::Material, false),
        supply("QN13", "QN01", SupplyKind::Waste, true),
        supply("QN13", "QN36", SupplyKind::Energy, false),
        supply("QN36", "QN38", SupplyKind::Material, false),
        supply("QN36", "QN39", SupplyKind::Material, true),
        supply("ZZ47", "QN11", SupplyKind::Material, true),
        supply("ZZ19", "ZZ20", SupplyKind::Material, false),
        supply("ZZ47", "ZZ20", SupplyKind::Material, false),
        supply("ZZ20", "QN41", SupplyKind::Aftermarket, false),
    ];
    let asking = links
        .iter()
        .filter(|l| l.action != A::None && l.action != A::Defer);
    let far = links.iter().filter(|l| l.action == A::Defer);
    let gaps: Vec<GapView> = asking
        .chain(far)
        .enumerate()
        .map(|(i, l)| gap(l, i + 1))
        .collect();
    let chain = |id: &str, name: &str, segments: &[(&str, &str)]| ChainView {
        id: id.to_owned(),
        name: name.to_owned(),
        en: String::new(),
        segments: segments
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect(),
        links_counted: 9,
        links_here: 3,
    };
    Study {
        format: 1,
        generator: "bulian 0.1.0".to_owned(),
        date: "2026-11-23".to_owned(),
        zone: ZoneView {
            name: "酒泉市".to_owned(),
            province: Some("甘肃省".to_owned()),
            register_complete: false,
            register_as_of: Some("2026-06-30".to_owned()),
            register_note: None,
            sources: IndexMap::new(),
            settings: SettingsView {
                capacity_share: Share::new(0.75),
                small_revenue_wan: 2_000.0,
                stale_days: 730,
                stale_building_days: 1_826,
                strong_investment_wan: Some(100_000.0),
                targets_per_gap: 8,
                weights: IndexMap::new(),
            },
        },
        policy: crate::study::PolicyView::of(&crate::model::Policy::default()),
        inputs: Vec::new(),
        chains: vec![
            chain("QN", "清洁能源", &[("pv", "光伏"), ("h2", "氢能")]),
            chain("ZZ", "先进制造", &[("wind", "传动与整机")]),
        ],
        links,
        supplies,
        partners: Vec::new(),
        gaps,
        balances: Vec::new(),
        counties: Vec::new(),
        investors: Vec::new(),
        bundles: Vec::new(),
        introducers: Vec::new(),
        campaign: Default::default(),
        reviews: Vec::new(),
        firms: Vec::new(),
        data_quality: DataQuality {
            register: "企业名录.xlsx".to_owned(),
            rows_in: 0,
            rows_used: 0,
            rows_reported: 0,
            firms_without_link: 0,
            columns: IndexMap::new(),
            issues: Vec::new(),
        },
        notices: Vec::new(),
    }
}
