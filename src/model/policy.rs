//! The city's rules: what is not invited, what is asked first, what earns a label.
//!
//! Each rule carries the sentence it rests on. What a rule does is typed ([`Effect`]); every setting of
//! an effect can be set anew by a zone, and each such [`Change`] is kept. A rule that is switched off
//! has no effect and is cited nowhere. Nothing here knows an owner: rules cannot read ownership.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::{Action, Flag, Link, LinkIx};

/// A sentence and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Quote {
    /// 原文, verbatim.
    pub text: String,
    /// The source, in words.
    pub source: String,
    /// Number of the sentence in the collection of excerpts, where the source is one.
    pub row: Option<u32>,
}

/// One rule as it is in force.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Rule {
    /// `R04`; never changes meaning.
    pub id: String,
    /// What it says, in a few words.
    pub title: String,
    /// What it rests on, at least one sentence.
    pub quotes: Vec<Quote>,
    /// Figures others use, as quoted; nothing is computed from them.
    pub precedents: Vec<Quote>,
    /// How it is read here, and what the city must still decide.
    pub note: Option<String>,
    /// False: it has no effect.
    pub on: bool,
    /// What it does.
    pub effect: Effect,
}

impl Rule {
    /// `（规则 R04）`, for the end of a reason.
    pub fn cite(&self) -> String {
        format!("（规则 {}）", self.id)
    }
}

/// Links that are no matter of investment promotion.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exclude {
    /// By full name, `清洁能源/光伏电站`; `on: false` says that these are not excluded.
    pub links: Vec<String>,
    /// Also every other link that its model flags `excluded`.
    pub flagged: bool,
}

/// What a recorded consultation must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// 县市区
    County,
    /// 日期
    Date,
    /// 结论
    Conclusion,
}

/// Caution: the county is consulted first, and that is on record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Consult {
    /// Links with this flag.
    pub flag: Flag,
    /// Words of the record's 事项 that make it a consultation.
    pub matters: Vec<String>,
    /// What the record must hold.
    pub needs: Vec<Need>,
}

/// The gates of admission.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gates {
    /// Gate (the word in the record's 事项) → the evidence it asks for.
    pub gates: IndexMap<String, String>,
    /// Conclusions that pass, as a whole: 暂缓通过 is none of them.
    pub pass: Vec<String>,
    /// Beginnings of a conclusion that refuses.
    pub refuse: Vec<String>,
    /// Words that show that a refusal names its clause.
    pub clause: Vec<String>,
}

/// Links that may land in recognised chemical parks only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Landing {
    /// Links with this flag …
    pub flag: Flag,
    /// … whose main GB/T 4754 code begins with one of these.
    pub codes: Vec<String>,
}

/// Bands of a project's size, 万元.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Size {
    /// From here on 招强.
    pub strong: f64,
    /// From here on 亿元以上.
    pub large: f64,
    /// Below this a project is too small; null: the city has set none.
    pub floor: Option<f64>,
}

/// 捡芝麻: links that the floor of [`Size`] does not bind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exempt {
    /// Links with one of these flags.
    pub flags: Vec<Flag>,
}

/// 招强: published lists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Strong {
    /// Words of a list's name; empty: any dated list.
    pub lists: Vec<String>,
}

/// 引新: links of the new industries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct New {
    /// Strategic emerging industries.
    pub strategic: bool,
    /// Links with one of these flags.
    pub flags: Vec<Flag>,
}

/// 补链: actions that earn the label.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fill {
    /// The actions.
    pub actions: Vec<Action>,
}

/// Provinces that investment promotion looks at first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// Name of the group → beginnings of provinces' names; the first group that holds one counts.
    pub regions: IndexMap<String, Vec<String>>,
}

/// 饱和 and 落后产能: two things. The first asks for an argument, the second refuses.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Saturation {
    /// 饱和: link → who says so, and when.
    pub saturated: IndexMap<String, String>,
    /// 落后产能: link → the clause of the directory that says so.
    pub backward: IndexMap<String, String>,
}

/// What a park asks of its land, 万元 a mu; null: not set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LandYield {
    /// 亩均投资
    pub investment: Option<f64>,
    /// 亩均产出
    pub output: Option<f64>,
    /// 亩均税收
    pub tax: Option<f64>,
}

/// 招商渠道: by which way a target is approached.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Channels {
    /// 带队招商: words of the lists whose firms the city's leaders call on.
    pub led: Vec<String>,
    /// 节会招商: chain by name → its fairs.
    pub fairs: IndexMap<String, String>,
}

/// 撞单: when two teams are after one firm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Clashes {
    /// Contacts of two teams within so many days are one period.
    pub days: u32,
}

/// A rule that binds the program itself and has no setting.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Neutral {}

/// What a rule does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// 不列入招商; the only effect that several rules may have.
    Exclude(Exclude),
    /// 慎重对接
    Consult(Consult),
    /// 四门准入
    Gates(Gates),
    /// 化工落园
    Landing(Landing),
    /// 一视同仁: no rule and no score reads who owns a firm.
    Neutral(Neutral),
    /// 规模档
    Size(Size),
    /// 捡芝麻
    Exempt(Exempt),
    /// 招强
    Strong(Strong),
    /// 引新
    New(New),
    /// 补链
    Fill(Fill),
    /// 来源地
    Origin(Origin),
    /// 饱和与落后
    Saturation(Saturation),
    /// 亩均效益
    LandYield(LandYield),
    /// 招商渠道
    Channels(Channels),
    /// 撞单
    Clashes(Clashes),
}

/// A setting that the zone has set anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Change {
    /// The rule.
    pub rule: String,
    /// The setting: `on`, or one of the effect's.
    pub setting: String,
    /// What the rule set says, as JSON.
    pub from: String,
    /// What the zone says, as JSON.
    pub to: String,
}

/// Rules that name a link, resolved against the loaded chains.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Named {
    /// Link → whether it is excluded, and the rule that says so.
    pub excluded: IndexMap<LinkIx, (bool, String)>,
    /// Link → who says that it is saturated.
    pub saturated: IndexMap<LinkIx, String>,
    /// Link → the clause by which it is backward capacity.
    pub backward: IndexMap<LinkIx, String>,
}

/// The rule set in force.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Policy {
    /// Title.
    pub title: String,
    /// Version.
    pub version: String,
    /// Day of the version.
    pub as_of: Option<String>,
    /// The rules, in file order.
    pub rules: Vec<Rule>,
    /// What the zone has set anew.
    pub changes: Vec<Change>,
    /// Links that rules name.
    pub named: Named,
}

macro_rules! effects {
    ($($(#[$doc:meta])* $name:ident: $variant:ident),* $(,)?) => {
        $($(#[$doc])* pub fn $name(&self) -> Option<(&Rule, &$variant)> {
            self.rules.iter().filter(|rule| rule.on).find_map(|rule| match &rule.effect {
                Effect::$variant(effect) => Some((rule, effect)),
                _ => None,
            })
        })*
    };
}

impl Policy {
    effects! {
        /// The rule in force on consulting counties; None where there is none or it is off.
        consult: Consult,
        /// Ditto, on the gates.
        gates: Gates,
        /// Ditto, on chemical parks.
        landing: Landing,
        /// Ditto, on sizes.
        size: Size,
        /// Ditto, on exemptions from the floor.
        exempt: Exempt,
        /// Ditto, on 招强.
        strong: Strong,
        /// Ditto, on 引新.
        new_industry: New,
        /// Ditto, on 补链.
        fill: Fill,
        /// Ditto, on origins.
        origin: Origin,
        /// Ditto, on 饱和 and 落后产能.
        saturation: Saturation,
        /// Ditto, on land.
        land_yield: LandYield,
        /// Ditto, on channels.
        channels: Channels,
        /// Ditto, on 撞单.
        clashes: Clashes,
    }

    /// A rule by id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// `（规则 R01）` where a rule excludes the link; empty where only the model does.
    pub fn exclusion(&self, link: LinkIx) -> String {
        match self.named.excluded.get(&link) {
            Some((true, rule)) => format!("（规则 {rule}）"),
            _ => String::new(),
        }
    }

    /// Why a link is 引新, with the rule; None where it is not.
    pub fn newness(&self, link: &Link) -> Option<String> {
        let (rule, new) = self.new_industry()?;
        let strategic = new.strategic && link.strategic;
        let words = match (strategic, new.flags.iter().any(|flag| link.has(*flag))) {
            (true, true) => "战略性新兴产业、高技术环节",
            (true, false) => "战略性新兴产业环节",
            (false, true) => "高技术环节",
            (false, false) => return None,
        };
        Some(format!("{words}{}", rule.cite()))
    }
}
