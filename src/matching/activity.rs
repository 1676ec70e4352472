//! What a firm says it does with a thing: makes it, sells it, serves it.

use std::ops::Range;
use std::sync::LazyLock;

use super::words::{Ends, Starts, longest_first, plain};

/// Activities named in an item, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Activities {
    /// 制造、生产、加工 …
    pub make: bool,
    /// 销售、批发、贸易 …
    pub trade: bool,
    /// 安装、维修、检测、租赁、运输、回收 …
    pub service: bool,
    /// 研发、开发、设计
    pub develop: bool,
    /// 运营、经营: runs it
    pub run: bool,
    /// 投资、管理: owns or manages it
    pub own: bool,
}

impl Activities {
    /// No activity named.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// Both sets together.
    pub fn or(self, other: Self) -> Self {
        Self {
            make: self.make || other.make,
            trade: self.trade || other.trade,
            service: self.service || other.service,
            develop: self.develop || other.develop,
            run: self.run || other.run,
            own: self.own || other.own,
        }
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Make,
    Trade,
    Service,
    Develop,
    Run,
    Own,
}

/// Activity words. A word that is part of a thing's name (锻造, 铸造, 热处理, 发电) is not here: it is
/// for the terms of a link to say.
const WORDS: &[(&str, Kind)] = &[
    ("制造", Kind::Make),
    ("生产", Kind::Make),
    ("加工", Kind::Make),
    ("制作", Kind::Make),
    ("组装", Kind::Make),
    ("装配", Kind::Make),
    ("总装", Kind::Make),
    ("研制", Kind::Make),
    ("种植", Kind::Make),
    ("养殖", Kind::Make),
    ("开采", Kind::Make),
    ("繁育", Kind::Make),
    ("扩繁", Kind::Make),
    ("采选", Kind::Make),
    ("冶炼", Kind::Make),
    ("销售", Kind::Trade),
    ("批发", Kind::Trade),
    ("零售", Kind::Trade),
    ("批零", Kind::Trade),
    ("经销", Kind::Trade),
    ("购销", Kind::Trade),
    ("代销", Kind::Trade),
    ("营销", Kind::Trade),
    ("贸易", Kind::Trade),
    ("商贸", Kind::Trade),
    ("经贸", Kind::Trade),
    ("进出口", Kind::Trade),
    ("出口", Kind::Trade),
    ("进口", Kind::Trade),
    ("采购", Kind::Trade),
    ("代理", Kind::Trade),
    ("代订", Kind::Trade),
    ("代售", Kind::Trade),
    ("收购", Kind::Trade),
    ("外购", Kind::Trade),
    ("安装", Kind::Service),
    ("施工", Kind::Service),
    ("工程", Kind::Service),
    ("建设", Kind::Service),
    ("维修", Kind::Service),
    ("维护", Kind::Service),
    ("修理", Kind::Service),
    ("检修", Kind::Service),
    ("保养", Kind::Service),
    ("运维", Kind::Service),
    ("调试", Kind::Service),
    ("改造", Kind::Service),
    ("清洗", Kind::Service),
    ("检测", Kind::Service),
    ("检验", Kind::Service),
    ("测试", Kind::Service),
    ("租赁", Kind::Service),
    ("出租", Kind::Service),
    ("运输", Kind::Service),
    ("配送", Kind::Service),
    ("仓储", Kind::Service),
    ("吊装", Kind::Service),
    ("回收", Kind::Service),
    ("拆解", Kind::Service),
    ("拆除", Kind::Service),
    ("处理", Kind::Service),
    ("处置", Kind::Service),
    ("监理", Kind::Service),
    ("咨询", Kind::Service),
    ("勘察", Kind::Service),
    ("技术服务", Kind::Service),
    ("技术咨询", Kind::Service),
    ("技术转让", Kind::Service),
    ("技术推广", Kind::Service),
    ("售后服务", Kind::Service),
    ("研发", Kind::Develop),
    ("研究", Kind::Develop),
    ("技术研发", Kind::Develop),
    ("技术开发", Kind::Develop),
    ("设计", Kind::Develop),
    ("开发", Kind::Develop),
    ("运营", Kind::Run),
    ("营运", Kind::Run),
    ("委托运营", Kind::Run),
    ("托管运营", Kind::Run),
    ("经营", Kind::Run),
    ("投资", Kind::Own),
    ("投建", Kind::Own),
    ("管理", Kind::Own),
];

/// Words behind and between activities that say nothing.
const FILLERS: &[&str] = &[
    "的", "等", "与", "及", "和", "并", "业务", "服务", "项目", "相关", "以及", "其", "从事",
    "主要",
];

/// Words before and between activities that say nothing.
const LEADING_FILLERS: &[&str] = &["的", "及", "与", "和", "并", "从事", "主要", "、"];

/// What is left of an item when the activities at its ends are taken off.
#[derive(Debug, PartialEq, Eq)]
pub struct Stripped<'a> {
    /// The thing.
    pub object: &'a str,
    /// Activities before it (生产风电叶片).
    pub leading: Activities,
    /// Activities after it (风电叶片的制造、销售).
    pub trailing: Activities,
    /// Where the thing ends in the item, in bytes.
    end: usize,
}

impl Stripped<'_> {
    /// Where in the item the thing stands, without white space around it: bytes.
    pub fn place(&self) -> Range<usize> {
        let end = self.end - (self.object.len() - self.object.trim_end().len());
        end - self.object.trim().len()..end
    }
}

/// Takes activities and fillers off both ends.
pub fn strip(item: &str) -> Stripped<'_> {
    let mut object = item;
    let mut trailing = Activities::default();
    let mut leading = Activities::default();
    loop {
        if let Some((rest, kind)) = ENDS.strip(object) {
            // 光伏电站建设工程 → 光伏电站; but a bare activity keeps nothing.
            object = rest;
            add(&mut trailing, kind);
        } else if let Some((rest, ())) = END_FILLERS.strip(object) {
            object = rest;
        } else {
            break;
        }
    }
    let end = object.len();
    loop {
        let thing = THING_STARTS.strip_each(object).next().is_some();
        let verb = STARTS.strip_each(object).next().or_else(|| spoken(object));
        if let Some((rest, kind)) = verb.filter(|_| !thing) {
            object = rest;
            add(&mut leading, kind);
        } else if let Some((rest, ())) = START_FILLERS.strip_each(object).next() {
            object = rest;
        } else {
            break;
        }
    }
    Stripped {
        object,
        leading,
        trailing,
        end,
    }
}

static ENDS: LazyLock<Ends<Kind>> = LazyLock::new(|| Ends::new(&longest_first(WORDS)));
static END_FILLERS: LazyLock<Ends> = LazyLock::new(|| Ends::new(&plain(FILLERS)));
static STARTS: LazyLock<Starts<Kind>> = LazyLock::new(|| Starts::new(&longest_first(WORDS)));
static START_FILLERS: LazyLock<Starts> = LazyLock::new(|| Starts::new(&plain(LEADING_FILLERS)));
static THING_STARTS: LazyLock<Starts> = LazyLock::new(|| Starts::new(&plain(THINGS)));

/// One verb as people say it: 卖风机叶片, 修变压器, 收旧电机. Not where it begins a word of its own.
fn spoken(text: &str) -> Option<(&str, Kind)> {
    let mut chars = text.chars();
    let (kind, not) = match chars.next()? {
        '卖' => (Kind::Trade, "场点"),
        '修' => (Kind::Service, "复正边剪饰井补"),
        '收' => (Kind::Service, "割获银音纳集尘发放缩益入藏支费"),
        '租' => (Kind::Service, "赁"),
        '运' => (Kind::Service, "动营输维行载算送费油"),
        '拉' => {
            let names = "丝挤伸链杆线削力晶闸面拔绳绒莫西米斯萨尼贝科氧罗唑替考坦呋帕";
            (Kind::Service, names)
        }
        '吊' => (Kind::Service, "装车具顶篮钩索带扇牌灯机杆椅"),
        '洗' => {
            let names = "涤煤衣选护手发车浴净油染碗脸面地毛砂精洁剂必混块末扫烘灌瓶";
            (Kind::Service, names)
        }
        '擦' => (Kind::Service, "窗胶剂洗"),
        '拆' => (Kind::Service, "解迁除卸垛"),
        '装' => (Kind::Service, "车载备饰配卸甲置订修药具袋瓶填机"),
        _ => return None,
    };
    let rest = chars.as_str();
    let (next, more) = (chars.next()?, chars.next());
    (more.is_some() && !not.contains(next)).then_some((rest, kind))
}

/// Things that begin with an activity: 加工中心, 运输车, 检测仪, 安装工程.
const THINGS: &[&str] = &[
    "加工中心",
    "运输车",
    "运输支架",
    "检测设备",
    "检测仪",
    "检测车",
    "检测试剂",
    "安装工程",
    "回收设备",
    "拆解设备",
    "处理设备",
    "处理剂",
    "处理器",
    "生产线",
    "生产设备",
    "种植机",
    "种植基质",
    "繁育基地",
    "种植体",
    "种植牙",
    "冶炼设备",
    "冶炼渣",
    "冶炼酸",
    "冶炼硫酸",
    "冶炼烟气",
    "装配生产线",
    "装配线",
    "维修工具",
    "管理系统",
    "处理系统",
    "检验设备",
    "检测系统",
    "测试设备",
    "加工设备",
    "加工机械",
    "工程",
    "建设工程",
    "制造设备",
    "制造业",
    "运输机",
    "运输设备",
    "仓储",
    "设计院",
    "设计服务",
    "开发区",
    "投资",
    "管理",
    "改造工程",
    "安装服务",
    "运维",
    "测试系统",
    "清洗设备",
    "处理装置",
    "生产装置",
    "制造装备",
    "组装设备",
    "装配式",
    "采购",
    "出租车",
    "勘察车",
    "检验试剂",
    "商贸物流",
    "商贸城",
    "批发市场",
    "营销策划",
    "贸易融资",
    "出口监管",
    "出口电商",
];

fn add(set: &mut Activities, kind: Kind) {
    match kind {
        Kind::Make => set.make = true,
        Kind::Trade => set.trade = true,
        Kind::Service => set.service = true,
        Kind::Develop => set.develop = true,
        Kind::Run => set.run = true,
        Kind::Own => set.own = true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn activities_come_off_both_ends() {
        let both = strip("风电叶片的研发制造");
        assert_eq!(both.object, "风电叶片");
        assert!(both.trailing.make && both.trailing.develop && !both.trailing.trade);
        let lead = strip("生产销售风电叶片");
        assert_eq!(lead.object, "风电叶片");
        assert!(lead.leading.make && lead.leading.trade);
        assert_eq!(strip("销售").object, "");
        assert_eq!(strip("加工中心").object, "加工中心");
        assert_eq!(strip("风电叶片模具").object, "风电叶片模具");
    }
}
