//! Empty tables and settings for a new workspace folder (`bulian init`).

use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError,
};

/// A column of a template: title, width, and the values it may have.
type Column = (&'static str, f64, &'static [&'static str]);

const REGISTER: &[Column] = &[
    ("企业名称", 36.0, &[]),
    ("统一社会信用代码", 24.0, &[]),
    ("县市区", 14.0, &[]),
    ("园区", 20.0, &[]),
    ("行业代码", 12.0, &[]),
    ("主营产品", 40.0, &[]),
    ("经营范围", 60.0, &[]),
    (
        "经营状态",
        12.0,
        &["在业", "在产", "在建", "停产", "注销", "吊销", "待核"],
    ),
    ("所属集团", 20.0, &[]),
    ("营业收入(万元)", 16.0, &[]),
    ("角色", 10.0, &["生产", "服务", "贸易"]),
    ("来源", 24.0, &[]),
    ("来源日期", 14.0, &[]),
    ("备注", 24.0, &[]),
];

const PROJECTS: &[Column] = &[
    ("项目名称", 36.0, &[]),
    ("企业名称", 30.0, &[]),
    ("环节编号", 12.0, &[]),
    ("环节", 20.0, &[]),
    ("县市区", 14.0, &[]),
    ("园区", 20.0, &[]),
    ("阶段", 10.0, &["在谈", "签约", "开工", "在建", "投产"]),
    ("投资额(亿元)", 14.0, &[]),
    ("建设内容", 40.0, &[]),
    ("日期", 14.0, &[]),
    ("来源", 24.0, &[]),
    ("备注", 24.0, &[]),
];

const RECORDS: &[Column] = &[
    ("日期", 14.0, &[]),
    ("企业名称", 30.0, &[]),
    ("环节编号", 12.0, &[]),
    ("环节", 20.0, &[]),
    ("县市区", 14.0, &[]),
    ("队伍", 16.0, &[]),
    (
        "事项",
        30.0,
        &[
            "接洽",
            "考察",
            "与县市区沟通",
            "目录",
            "环保",
            "安全",
            "技术",
        ],
    ),
    ("结论", 30.0, &[]),
    ("来源", 24.0, &[]),
];

const POOL: &[Column] = &[
    ("企业名称", 36.0, &[]),
    ("简称", 14.0, &[]),
    ("股票代码", 14.0, &[]),
    ("省份", 12.0, &[]),
    ("城市", 12.0, &[]),
    ("行业代码", 12.0, &[]),
    ("主营产品", 40.0, &[]),
    ("经营范围", 60.0, &[]),
    ("来源", 24.0, &[]),
    ("来源日期", 14.0, &[]),
];

const CAPACITY: &[Column] = &[
    ("环节编号", 12.0, &[]),
    ("环节", 20.0, &[]),
    ("主体", 30.0, &[]),
    ("数量", 14.0, &[]),
    ("单位", 12.0, &[]),
    ("年份", 10.0, &[]),
    ("来源", 24.0, &[]),
    ("备注", 24.0, &[]),
];

const ZONE: &str = "\
# 本区设置。“#”后面是说明；不需要的行可以删去。
format: 1
name: 某某市                       # 本区名称，写在图表和清单上
register: {complete: false, as_of: 2026-01-01}   # 名录是否完整（完整记“缺失”，不完整记“未发现”）；截至日期
sources: {}                        # 来源编号: {title: 标题, publisher: 发布单位, date: 2026-01-01}
counties: []                       # - {name: 甲县, focus: [清洁能源]}
parks: []                          # - {name: 某某经济开发区, county: 甲县, focus: [先进制造], chemical: true}；chemical 为是否经认定的化工园区，不清楚就不写
resources: []                      # - {link: 清洁生产/硅石采选, text: 说明, source: 来源编号}
demand: []                         # - {link: 清洁能源/光伏电站, value: 100, unit: 万千瓦, year: 2025, source: 来源编号}
neighbours: []                     # - {link: 先进制造/中厚板, place: 邻市, text: 说明}
thresholds:
  capacity_share: 0.75             # 产能低于本地需求的这一比例，记“薄弱”
  small_revenue: 2000              # 营业收入低于此数（万元）为规模以下
  stale_days: 730                  # 签约、在谈超过这些天，须核现状
  stale_building_days: 1826        # 开工超过这些天仍无投产消息，不再算“在建”
  visits_per_squad: 30             # 招商行动中每支小分队主责几家，其余列为后备
weights: {customers: 0.20, inputs: 0.15, relations: 0.10, completes: 0.15, loss: 0.10, demand: 0.10, shipping: 0.10, resource: 0.05, newness: 0.05}
rules: {}                          # 改市里的规则：删去 {}，按下面的样子写；不写就按规则集（见 bulian check）
#  R02: {on: false}                # 光热电站列入招商（默认不列入）
#  R03: {on: true}                 # 储能电站不列入招商（默认不排除）
#  R08: {strong: 100000, floor: 5000}   # 万元：招强的投资额；最低门槛（默认不设，高新技术环节豁免）
#  R14: {saturated: {清洁生产/工业硅: 依据和日期}, backward: {}}   # 饱和、落后产能分开写；后者写条款
#  R15: {investment: 300, tax: 25} # 亩均投资、税收，万元/亩（默认不设；数字为外地先例）
#  excluded: {清洁能源/光热电站: false}   # 单个环节是否不列入招商，优先于规则
squads: []                         # - {name: 长三角小分队, regions: [上海市, 江苏省, 浙江省]}
";

/// Files of an empty workspace: name and bytes.
///
/// # Errors
/// What the writer refuses, in words; nothing in practice.
pub fn workspace() -> Result<Vec<(&'static str, Vec<u8>)>, String> {
    let table = |columns| table(columns).map_err(|e: XlsxError| e.to_string());
    Ok(vec![
        ("zone.yaml", ZONE.as_bytes().to_vec()),
        ("enterprises.xlsx", table(REGISTER)?),
        ("projects.xlsx", table(PROJECTS)?),
        ("records.xlsx", table(RECORDS)?),
        ("pool.xlsx", table(POOL)?),
        ("capacity.xlsx", table(CAPACITY)?),
    ])
}

fn table(columns: &[Column]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(
        &DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?),
    );
    let head = Format::new()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_background_color(Color::RGB(0x1F4E79))
        .set_font_color(Color::White);
    let sheet = workbook.add_worksheet();
    for (c, (title, width, values)) in (0u16..).zip(columns) {
        sheet.write_string_with_format(0, c, *title, &head)?;
        sheet.set_column_width(c, *width)?;
        if !values.is_empty() {
            sheet.add_data_validation(
                1,
                c,
                9_999,
                c,
                &DataValidation::new().allow_list_strings(values)?,
            )?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    workbook.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use crate::ingest::{InputFile, chains, policy, zone};

    #[test]
    fn the_empty_settings_are_valid() {
        let models = chains(&crate::builtin::chains())
            .map_err(|e| e[0].to_string())
            .expect("models")
            .value;
        let file = InputFile::new("zone.yaml", super::ZONE.as_bytes());
        let rules = policy(&crate::builtin::policy(), &models)
            .map_err(|e| e[0].to_string())
            .expect("rules")
            .value;
        let read = zone(&file, &models, &rules)
            .map_err(|e| e[0].to_string())
            .expect("reads");
        assert_eq!(read.value.name, "某某市");
        assert!(read.value.policy.changes.is_empty());
    }
}
