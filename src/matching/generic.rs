//! Phrases of the registration catalogue that firms of many trades take over as they stand. In a
//! 经营范围 they name a link and never decide: every power station writes 供（配）电业务, every hotel,
//! shop and holding 酒店管理. In 主营产品 or a firm's name the same words are meant.

use std::sync::LazyLock;

use super::activity;
use super::words::{Starts, plain};

/// Without parentheses, as the catalogue writes them; activities may follow.
const PHRASES: &[&str] = &[
    "发电机及发电机组",
    "发电业务、输电业务、供电业务",
    "供电业务",
    "输电、供电、受电电力设施的安装、维修和试验",
    "制冷、空调设备",
    "气体、液体分离及纯净设备",
    "变压器、整流器和电感器",
    "酒店管理",
    "餐饮管理",
    "会议及展览服务",
    "供应链管理服务",
    "装卸搬运",
    "搬运装卸",
    "货物装卸",
    "装卸",
    "食用农产品初加工",
    "广告设计、代理",
    "广告制作",
    "广告发布",
    "物联网技术服务",
    "物联网应用服务",
    "云计算装备技术服务",
    "工艺美术品及收藏品",
    "旅游开发项目策划咨询",
    "休闲观光活动",
    "中药饮片代煎服务",
];

/// What follows the phrase, where the text is one of them and activities only: `制造` of
/// 发电机及发电机组制造. 精品酒店管理 is none of them.
pub fn tail(text: &str) -> Option<&str> {
    let mut tails = STARTS.strip_each(text).map(|(tail, ())| tail);
    tails.find(|tail| activity::strip(tail).object.is_empty())
}

static STARTS: LazyLock<Starts> = LazyLock::new(|| Starts::new(&plain(PHRASES)));
