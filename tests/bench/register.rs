//! Registers of any length for measuring: invented firms in the words of real registers.
//!
//! Deterministic: the same number of rows is the same bytes. About 450 bytes a row. Names, products and
//! scopes mix what registration offices write today (items of the published list of 规范表述, with the
//! boilerplate around them) and older free enumerations of things. Things are of the whole economy, names
//! of classes of GB/T 4754-2017, and each fourth a term of the built-in models; a dense register names
//! such terms only, so that every firm holds some six links: no zone's does. A few rows are closed,
//! repeated, totals, or have a wrong credit code, as in any register.

use std::io::{self, Write};

use bulian::builtin;
use bulian::ingest;
use bulian::standard::gbt4754;

/// The header row.
pub const HEADER: [&str; 9] = [
    "序号",
    "企业名称",
    "统一社会信用代码",
    "县市区",
    "行业代码",
    "主营产品",
    "经营范围",
    "登记状态",
    "营业收入（万元）",
];

const PLACES: &[&str] = &[
    "甘肃",
    "酒泉",
    "兰州",
    "玉门",
    "瓜州",
    "敦煌",
    "金塔",
    "肃州",
    "嘉峪关",
    "张掖",
    "武威",
    "金昌",
    "白银",
    "天水",
    "定西",
    "陇南",
    "平凉",
    "庆阳",
    "临夏",
    "甘南",
];
const COUNTIES: &[&str] = &[
    "肃州区",
    "玉门市",
    "敦煌市",
    "金塔县",
    "瓜州县",
    "肃北县",
    "阿克塞县",
];
const FIRST: &[&str] = &[
    "华", "宏", "鑫", "盛", "恒", "金", "德", "瑞", "顺", "兴", "天", "东", "中", "永", "泰", "祥",
    "嘉", "远", "锦", "百", "万", "新", "正", "广", "同", "益", "凯", "博", "聚", "润",
];
const SECOND: &[&str] = &[
    "达", "源", "丰", "隆", "昌", "和", "宇", "诚", "信", "泽", "辉", "腾", "鼎", "沃", "康", "通",
    "利", "联", "创", "晟", "耀", "翔", "盈", "茂", "业", "旺", "森", "禾", "川", "岳",
];
const TRADES: &[&str] = &[
    "商贸",
    "建筑工程",
    "新能源科技",
    "农业发展",
    "物流",
    "机械制造",
    "化工",
    "建材",
    "文化旅游",
    "信息科技",
    "环保科技",
    "食品",
    "餐饮管理",
    "装饰工程",
    "汽车服务",
    "中药材",
    "种业",
    "矿业",
    "电力工程",
    "房地产开发",
    "人力资源服务",
    "畜牧养殖",
    "医药",
    "广告传媒",
    "物业服务",
];
const FORMS: &[&str] = &[
    "有限公司",
    "有限公司",
    "有限公司",
    "有限责任公司",
    "股份有限公司",
    "厂",
    "农民专业合作社",
    "经营部",
];

/// Items as registration offices write them.
const STANDARD: &[&str] = &[
    "技术服务、技术开发、技术咨询、技术交流、技术转让、技术推广",
    "货物进出口",
    "技术进出口",
    "建筑材料销售",
    "五金产品批发",
    "五金产品零售",
    "金属材料销售",
    "机械设备销售",
    "机械设备租赁",
    "电子产品销售",
    "日用百货销售",
    "办公用品销售",
    "家用电器销售",
    "建筑工程用机械销售",
    "土石方工程施工",
    "园林绿化工程施工",
    "市政设施管理",
    "工程管理服务",
    "普通货物仓储服务（不含危险化学品等需许可审批的项目）",
    "国内货物运输代理",
    "装卸搬运",
    "运输货物打包服务",
    "供应链管理服务",
    "信息咨询服务（不含许可类信息咨询服务）",
    "信息系统集成服务",
    "软件开发",
    "软件销售",
    "计算机软硬件及辅助设备零售",
    "广告设计、代理",
    "广告制作",
    "广告发布",
    "会议及展览服务",
    "组织文化艺术交流活动",
    "企业管理咨询",
    "市场营销策划",
    "物业管理",
    "住房租赁",
    "非居住房地产租赁",
    "停车场服务",
    "洗车服务",
    "机动车修理和维护",
    "汽车零配件批发",
    "轮胎销售",
    "润滑油销售",
    "石油制品销售（不含危险化学品）",
    "化工产品销售（不含许可类化工产品）",
    "专用化学产品制造（不含危险化学品）",
    "新型建筑材料制造（不含危险化学品）",
    "水泥制品制造",
    "水泥制品销售",
    "砼结构构件制造",
    "金属结构制造",
    "金属结构销售",
    "光伏设备及元器件制造",
    "光伏设备及元器件销售",
    "太阳能发电技术服务",
    "风力发电技术服务",
    "风电场相关装备销售",
    "储能技术服务",
    "电池制造",
    "电池销售",
    "输配电及控制设备制造",
    "配电开关控制设备研发",
    "电线、电缆经营",
    "电气设备修理",
    "发电机及发电机组制造",
    "新材料技术研发",
    "合成材料销售",
    "玻璃纤维增强塑料制品制造",
    "高性能纤维及复合材料制造",
    "非金属矿物制品制造",
    "耐火材料生产",
    "常用有色金属冶炼",
    "选矿",
    "矿物洗选加工",
    "再生资源回收（除生产性废旧金属）",
    "生产性废旧金属回收",
    "固体废物治理",
    "污水处理及其再生利用",
    "环境保护专用设备制造",
    "水污染治理",
    "大气污染治理",
    "土壤污染治理与修复服务",
    "农作物种子经营（仅限不再分装的包装种子）",
    "谷物种植",
    "蔬菜种植",
    "中草药种植",
    "中草药收购",
    "地产中草药（不含中药饮片）购销",
    "食用农产品初加工",
    "食用农产品批发",
    "食用农产品零售",
    "农副产品销售",
    "牲畜销售",
    "畜禽粪污处理利用",
    "肥料销售",
    "复合微生物肥料研发",
    "农业机械销售",
    "农业机械服务",
    "灌溉服务",
    "智能农业管理",
    "饲料原料销售",
    "旅游开发项目策划咨询",
    "游览景区管理",
    "旅行社服务网点旅游招徕、咨询服务",
    "工艺美术品及收藏品批发（象牙及其制品除外）",
    "体育用品及器材零售",
    "文具用品零售",
    "服装服饰零售",
    "针纺织品及原料销售",
    "鞋帽零售",
    "数据处理和存储支持服务",
    "大数据服务",
    "云计算装备技术服务",
    "物联网应用服务",
    "人工智能行业应用系统集成服务",
    "互联网数据服务",
    "通用设备制造（不含特种设备制造）",
    "通用设备修理",
    "专用设备修理",
    "机械零件、零部件加工",
    "机械零件、零部件销售",
    "特种设备销售",
    "劳动保护用品销售",
    "消防器材销售",
    "安防设备销售",
    "仪器仪表修理",
    "计量技术服务",
    "标准化服务",
    "节能管理服务",
    "合同能源管理",
    "新兴能源技术研发",
    "新能源汽车整车销售",
    "充电桩销售",
    "机动车充电销售",
    "集中式快速充电站",
    "人工造林",
    "树木种植经营",
    "花卉种植",
    "礼品花卉销售",
    "养老服务",
    "家政服务",
    "餐饮管理",
    "外卖递送服务",
    "酒店管理",
    "棋牌室服务",
    "健身休闲活动",
    "医院管理",
    "第一类医疗器械销售",
    "第二类医疗器械销售",
    "卫生用品和一次性使用医疗用品销售",
    "化妆品零售",
    "母婴用品销售",
    "宠物食品及用品零售",
];
/// Items that need a licence.
const LICENSED: &[&str] = &[
    "建设工程施工",
    "建筑劳务分包",
    "电力设施承装、承修、承试",
    "道路货物运输（不含危险货物）",
    "食品销售",
    "食品生产",
    "餐饮服务",
    "住宿服务",
    "发电业务、输电业务、供（配）电业务",
    "非煤矿山矿产资源开采",
    "危险化学品经营",
    "农药批发",
    "种畜禽生产",
    "药品批发",
    "药品生产",
    "旅游业务",
    "营业性演出",
    "第二类增值电信业务",
    "房地产开发经营",
    "特种设备制造",
    "检验检测服务",
    "城市生活垃圾经营性服务",
];
const APPROVAL: &str = "（依法须经批准的项目，经相关部门批准后方可开展经营活动，具体经营项目以相关部门批准文件或许可证件为准）";
const FREE: &str = "（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）";
const DOING: &[&str] = &[
    "制造",
    "生产",
    "销售",
    "的研发、生产、销售",
    "加工",
    "安装",
    "维修",
    "租赁",
    "批发、零售",
    "技术研发",
    "检测服务",
    "模具制造",
    "回收",
    "及配件销售",
];
const CODES: &[&str] = &[
    "F5165", "E4710", "C3415", "A0111", "C3825", "M7512", "G5431", "C3021", "F5123", "C2614",
    "I6513", "N7722", "H6210", "B0810", "C2730", "A0313", "L7219", "K7040", "C3311", "D4416",
];
const STATUS: &[&str] = &[
    "存续",
    "存续（在营、开业、在册）",
    "在业",
    "存续",
    "存续",
    "在营（开业）企业",
];

/// A small generator of numbers (xorshift64*): no dependency, the same everywhere.
pub struct Dice(u64);

impl Dice {
    /// Seeded; 0 is as good as any.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(high).unwrap_or(0) % end.max(1)
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

/// What the texts of a register name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Things {
    /// Things of the whole economy, each fourth a term of the models.
    Mixed,
    /// Terms of the models only.
    Dense,
}

/// Makes rows one after the other.
pub struct Rows {
    things: Things,
    classes: Vec<&'static str>,
    terms: Vec<String>,
    dice: Dice,
    row: usize,
    last: Option<Vec<String>>,
}

impl Rows {
    /// From the first row on.
    pub fn new(things: Things) -> Self {
        let terms = match ingest::chains(&builtin::chains()) {
            Ok(chains) => chains
                .value
                .links
                .iter()
                .flat_map(|l| l.terms.clone())
                .collect(),
            Err(errors) => panic!("built-in models: {errors:?}"),
        };
        // 锂离子电池制造 is made, sold, repaired: what is done with it comes from the dice.
        let doings = [
            "制造", "批发", "零售", "加工", "服务", "生产", "种植", "饲养",
        ];
        let bare = |name: &'static str| {
            let cut = doings.iter().find_map(|doing| name.strip_suffix(doing));
            cut.filter(|rest| rest.chars().count() > 1).unwrap_or(name)
        };
        let classes = (0..10_000).filter_map(|code| gbt4754::industry(&format!("{code:04}")));
        Self {
            things,
            classes: classes.map(|i| bare(i.name)).collect(),
            terms,
            dice: Dice::new(7),
            row: 0,
            last: None,
        }
    }

    fn thing(&mut self) -> String {
        if self.things == Things::Mixed && self.dice.below(4) > 0 {
            return self.dice.of(&self.classes).to_owned();
        }
        let at = self.dice.below(self.terms.len());
        self.terms[at].clone()
    }

    fn products(&mut self) -> String {
        match self.dice.below(10) {
            0..5 => String::new(),
            5..8 => {
                let (a, b) = (self.thing(), self.thing());
                format!("{a}、{b}")
            }
            _ => self.dice.of(STANDARD).to_owned(),
        }
    }

    /// 许可项目 and 一般项目, or a free enumeration.
    fn scope(&mut self) -> String {
        let mut scope = String::new();
        if self.dice.below(10) < 3 {
            for i in 0..2 + self.dice.below(5) {
                if i > 0 {
                    scope += "；";
                }
                let (a, b) = (self.thing(), self.thing());
                scope += &a;
                scope += if self.dice.below(2) == 0 {
                    "、"
                } else {
                    "及"
                };
                scope += &b;
                scope += self.dice.of(DOING);
            }
            scope += "。（依法须经批准的项目，经相关部门批准后方可开展经营活动）";
            return scope;
        }
        if self.dice.below(10) < 5 {
            scope += "许可项目：";
            scope += self.dice.of(LICENSED);
            scope += APPROVAL;
        }
        scope += "一般项目：";
        for i in 0..4 + self.dice.below(8) {
            if i > 0 {
                scope += "；";
            }
            if self.dice.below(12) == 0 {
                scope += &self.thing();
                scope += self.dice.of(DOING);
            } else {
                scope += self.dice.of(STANDARD);
            }
        }
        scope += FREE;
        scope
    }

    /// The next row, a cell per column of [`HEADER`].
    pub fn cells(&mut self) -> Vec<String> {
        self.row += 1;
        let number = self.row.to_string();
        if self.row.is_multiple_of(5000) {
            return vec![
                number,
                "合计".into(),
                String::new(),
                String::new(),
                String::new(),
                String::new(),
                String::new(),
                String::new(),
                "123456".into(),
            ];
        }
        if self.row.is_multiple_of(200)
            && let Some(mut again) = self.last.clone()
        {
            again[0] = number;
            return again;
        }
        let trade = if self.dice.below(4) == 0 {
            self.thing()
        } else {
            self.dice.of(TRADES).to_owned()
        };
        let mut name = self.dice.of(PLACES).to_owned();
        for list in [FIRST, SECOND, FIRST, SECOND] {
            name += self.dice.of(list);
        }
        name += &trade;
        name += self.dice.of(FORMS);
        let mut code = credit_code(self.row);
        if self.row % 1000 == 1 {
            code.replace_range(17.., if code.ends_with('0') { "1" } else { "0" });
        }
        let status = if self.dice.below(50) == 0 {
            "注销"
        } else {
            self.dice.of(STATUS)
        };
        let revenue = if self.dice.below(3) == 0 {
            String::new()
        } else {
            (self.dice.below(200_000)).to_string()
        };
        let cells = vec![
            number,
            name,
            code,
            self.dice.of(COUNTIES).to_owned(),
            self.dice.of(CODES).to_owned(),
            self.products(),
            self.scope(),
            status.to_owned(),
            revenue,
        ];
        self.last = Some(cells.clone());
        cells
    }
}

/// A code with a right check character (GB 32100-2015), one per number.
fn credit_code(number: usize) -> String {
    const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let body = format!("91620902MA{number:07}");
    let mut weight = 1;
    let mut sum = 0;
    for byte in body.bytes() {
        sum += ALPHABET.iter().position(|c| *c == byte).unwrap_or(0) * weight;
        weight = weight * 3 % 31;
    }
    format!("{body}{}", char::from(ALPHABET[(31 - sum % 31) % 31]))
}

/// Writes a register of `rows` rows as CSV (UTF-8 with BOM, quotes where a cell needs them).
///
/// # Errors
/// What the writer says.
pub fn csv(rows: usize, things: Things, mut out: impl Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(HEADER)?;
    let mut source = Rows::new(things);
    for _ in 0..rows {
        writer.write_record(source.cells())?;
    }
    writer.flush()
}

/// A register of `rows` rows as a workbook.
///
/// # Errors
/// What the writer says.
pub fn xlsx(rows: u32) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let mut source = Rows::new(Things::Mixed);
    for (column, title) in (0u16..).zip(HEADER) {
        sheet.write_string(0, column, title)?;
    }
    for row in 1..=rows {
        for (column, cell) in (0u16..).zip(source.cells()) {
            match cell.parse::<f64>() {
                Ok(number) if column == 0 || column == 8 => {
                    sheet.write_number(row, column, number)?
                }
                _ => sheet.write_string(row, column, cell)?,
            };
        }
    }
    book.save_to_buffer()
}
