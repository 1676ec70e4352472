//! Words of 主营产品 that say their link only beside others: 制剂 is medicine beside 原料药 and a
//! pesticide beside 原药. A rule reads the word as terms of the models, where the firm's name or
//! products have one word of `beside` and none of `not`.

use std::collections::HashMap;

use super::read::without_plain_tails;
use super::terms::Terms;
use crate::model::Firm;

struct Rule {
    words: &'static [&'static str],
    beside: &'static [&'static str],
    not: &'static [&'static str],
    /// Terms of the models.
    terms: &'static [&'static str],
}

const MEDICINE: &[&str] = &["原料药", "制药", "药业", "医药", "药品", "药物"];
const PESTICIDE: &[&str] = &["农药", "原药", "除草剂", "杀虫剂", "杀菌剂", "农化"];
const DYE: &[&str] = &["染料", "颜料"];
const STEEL: &[&str] = &[
    "钢铁", "钢坯", "线材", "螺纹", "棒材", "炼钢", "钢管", "带钢",
];
const WIND: &[&str] = &["风电", "风力发电", "风能", "风机"];
const SOLAR: &[&str] = &["光伏", "太阳能", "电池片", "硅片"];
const HERBAL: &[&str] = &["中药", "中成药", "藏药", "本草", "国药", "民族药"];
const FARM: &[&str] = &["合作社", "种植", "农场", "农民"];

/// The first rule that holds counts.
const RULES: &[Rule] = &[
    Rule {
        words: &["制剂", "医药制剂"],
        beside: MEDICINE,
        not: PESTICIDE,
        terms: &["化学药制剂"],
    },
    Rule {
        words: &["制剂"],
        beside: PESTICIDE,
        not: MEDICINE,
        terms: &["农药制剂"],
    },
    Rule {
        words: &[
            "片剂",
            "颗粒剂",
            "胶囊剂",
            "胶囊",
            "软膏剂",
            "糖浆剂",
            "片丸剂",
            "冲剂",
        ],
        beside: HERBAL,
        not: &["保健食品", "营养"],
        terms: &["中成药"],
    },
    Rule {
        words: &["片剂", "颗粒剂", "胶囊剂", "胶囊", "软膏剂"],
        beside: &["原料药", "针剂", "注射", "化学药", "西药"],
        not: &["保健", "营养", "兽药", "动物", "机械", "设备"],
        terms: &["化学药制剂"],
    },
    Rule {
        words: &["中间体", "中间体及其他", "化工中间体"],
        beside: &[
            "原料药",
            "医药原料",
            "制药",
            "药业",
            "化学药",
            "化学制剂",
            "API",
            "CDMO",
            "抗感染药",
        ],
        not: &["农药", "染料", "颜料"],
        terms: &["医药中间体"],
    },
    Rule {
        words: &["中间体", "中间体及其他", "化工中间体"],
        beside: PESTICIDE,
        not: &["医药", "制药", "药业", "染料", "颜料"],
        terms: &["农药中间体"],
    },
    Rule {
        words: &["中间体", "中间体及其他", "化工中间体"],
        beside: DYE,
        not: &["医药", "农药", "原料药"],
        terms: &["染料中间体"],
    },
    Rule {
        words: &["医农中间体"],
        beside: &["中间体"],
        not: &[],
        terms: &["医药中间体", "农药中间体"],
    },
    Rule {
        words: &[
            "抗感染类",
            "抗肿瘤类",
            "抗病毒类",
            "抗菌类",
            "抗肿瘤",
            "消化类",
            "消化道",
            "肠胃类",
            "心脑血管类",
            "心脑血管",
            "心血管类",
            "呼吸系统类",
            "呼吸系统用药",
            "消化系统类",
            "心血管系统用药",
            "神经系统类",
            "生殖系统",
            "抗艾滋病类",
            "内分泌类",
            "西药",
            "处方药",
        ],
        beside: &[
            "原料药",
            "医药原料",
            "针剂",
            "注射",
            "化学药",
            "制剂",
            "仿制药",
        ],
        not: HERBAL,
        terms: &["化学药制剂"],
    },
    Rule {
        words: &[
            "心脑血管类",
            "妇科类",
            "骨科类",
            "呼吸感冒类",
            "儿科类",
            "补益类",
        ],
        beside: HERBAL,
        not: &[],
        terms: &["中成药"],
    },
    Rule {
        words: &["EMS"],
        beside: &["储能", "PCS", "BMS"],
        not: &["代工"],
        terms: &["能量管理系统"],
    },
    Rule {
        words: &["牛奶", "鲜奶"],
        beside: &["乳业", "乳品", "奶业", "酸奶", "乳制品", "奶粉"],
        not: &["批发", "贸易", "配送"],
        terms: &["液体乳"],
    },
    Rule {
        words: &["铅", "锌", "铅锌"],
        beside: &["电铅", "锌锭", "铅锭", "冶炼", "有色金属", "铅锌业"],
        not: &["贸易"],
        terms: &["铅锌冶炼"],
    },
    Rule {
        words: &["板材"],
        beside: STEEL,
        not: &["木", "家居", "铝", "地板"],
        terms: &["中厚板", "热轧卷板"],
    },
    Rule {
        words: &["卷板", "卷材", "板带材", "钢板", "热轧", "冷轧"],
        beside: STEEL,
        not: &["防水", "铝", "汽车"],
        terms: &["热轧卷板"],
    },
    Rule {
        words: &["钢板"],
        beside: &["板材", "钢业"],
        not: &["贸易", "防水"],
        terms: &["热轧卷板"],
    },
    Rule {
        words: &["棒材"],
        beside: &["特钢", "特殊钢", "特种材料", "优特钢"],
        not: &["铝", "铜", "钛"],
        terms: &["特殊钢棒材"],
    },
    Rule {
        words: &["棒材", "型材", "管材", "棒材及型材"],
        beside: STEEL,
        not: &["铝", "铜", "钛", "塑", "合金"],
        terms: &["长材"],
    },
    Rule {
        words: &["组件"],
        beside: SOLAR,
        not: &["光模块", "仪器", "检测", "电机", "线缆"],
        terms: &["光伏组件"],
    },
    Rule {
        words: &["支架", "跟踪支架", "固定支架"],
        beside: SOLAR,
        not: &["医疗"],
        terms: &["光伏支架"],
    },
    Rule {
        words: &["边框"],
        beside: SOLAR,
        not: &[],
        terms: &["铝边框"],
    },
    Rule {
        words: &["背板", "胶膜"],
        beside: SOLAR,
        not: &["显示"],
        terms: &["光伏胶膜"],
    },
    Rule {
        words: &["轮毂", "底座", "主机架", "机座"],
        beside: WIND,
        not: &["汽车"],
        terms: &["大型铸件"],
    },
    Rule {
        words: &["主轴"],
        beside: WIND,
        not: &["机床", "汽车"],
        terms: &["风电主轴"],
    },
    Rule {
        words: &["电池"],
        beside: &["锂电", "锂离子", "磷酸铁锂"],
        not: &["光伏", "太阳能"],
        terms: &["锂离子电池"],
    },
    Rule {
        words: &["运维服务", "运维", "检修服务", "检修"],
        beside: &[
            "风电",
            "风机",
            "风力发电",
            "光伏电站",
            "光伏发电",
            "太阳能发电",
        ],
        not: &["软件", "信息", "火电", "热电", "燃煤", "热力", "煤"],
        terms: &["电站运维"],
    },
    Rule {
        words: &["运维服务", "运维", "运行维护"],
        beside: &["环境监测", "环保设备", "水质监测", "污水", "环境治理"],
        not: &["信息系统", "系统集成", "机器人"],
        terms: &["环保设施运维"],
    },
    Rule {
        words: &["运维服务", "运维", "运行维护", "智慧运维", "智能运维"],
        beside: &["软件", "信息系统", "系统集成", "信息技术"],
        not: &[
            "监测", "环境", "环保", "仪器", "仪表", "电站", "电力", "充电", "医疗", "水务", "光伏",
            "风电", "储能", "铁路", "轨道",
        ],
        terms: &["信息系统运行维护"],
    },
    Rule {
        words: &["蔬菜", "西红柿", "黄瓜", "番茄", "辣椒"],
        beside: &["设施", "温室", "大棚", "戈壁", "日光"],
        not: &["加工", "食品", "贸易", "批发", "配送", "设备"],
        terms: &["设施蔬菜"],
    },
    Rule {
        words: &[
            "蔬菜",
            "辣椒",
            "番茄",
            "西红柿",
            "洋葱",
            "娃娃菜",
            "甘蓝",
            "花椰菜",
            "胡萝卜",
        ],
        beside: FARM,
        not: &[
            "加工", "食品", "贸易", "批发", "配送", "设备", "机械", "种子", "种业",
        ],
        terms: &["蔬菜种植"],
    },
    Rule {
        words: &["玉米", "小麦", "大豆", "马铃薯", "土豆"],
        beside: &["合作社", "种植", "农场", "农民"],
        not: &["加工", "食品", "贸易", "种子", "种业", "收购", "机械"],
        terms: &["谷物种植"],
    },
];

/// What a word may be read as.
struct Opened {
    rule: &'static Rule,
    /// Positions of its terms; those that the models do not have are left out.
    terms: Vec<usize>,
}

/// The rules by their words.
pub struct Context(HashMap<&'static str, Vec<Opened>, foldhash::fast::FixedState>);

impl Context {
    /// Looks the terms up.
    pub fn new(terms: &Terms) -> Self {
        let mut by_word: HashMap<_, Vec<Opened>, _> = HashMap::default();
        for rule in RULES {
            let found: Vec<usize> = rule.terms.iter().filter_map(|t| terms.named(t)).collect();
            for word in rule.words {
                by_word.entry(*word).or_default().push(Opened {
                    rule,
                    terms: found.clone(),
                });
            }
        }
        Self(by_word)
    }

    /// Whether a word waits for others.
    pub fn knows(&self, word: &str) -> bool {
        !self.rules(word).is_empty()
    }

    /// The rules of a word as it stands, or without the endings that change nothing: 制剂类 is 制剂.
    fn rules(&self, word: &str) -> &[Opened] {
        let rules = self.0.get(word);
        let rules = rules.or_else(|| self.0.get(without_plain_tails(word)));
        rules.map_or(&[][..], Vec::as_slice)
    }

    /// The terms as which a word of this firm is read.
    pub fn read(&self, word: &str, firm: &Firm) -> &[usize] {
        let says = |other: &&str| firm.products.contains(other) || firm.name.contains(other);
        self.rules(word)
            .iter()
            .find(|open| open.rule.beside.iter().any(says) && !open.rule.not.iter().any(says))
            .map_or(&[], |open| open.terms.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_term_is_one_of_the_models() {
        let chains = crate::ingest::chains(&crate::builtin::chains());
        let terms = chains.ok().and_then(|c| Terms::new(&c.value).ok());
        let terms = terms.expect("built in");
        for rule in RULES {
            for term in rule.terms {
                assert!(terms.named(term).is_some(), "{term}");
            }
        }
    }
}
