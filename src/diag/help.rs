//! The repair that goes with each message.

use super::Kind;

impl Kind {
    /// The repair, where there is one to give.
    pub fn help(&self) -> Option<String> {
        let near =
            |nearest: &Option<String>| nearest.as_ref().map(|name| format!("是否想写 `{name}`？"));
        match self {
            Self::Audit(finding) => Some(finding.help().into()),
            Self::PartnerAlone => {
                Some("请写两个以上环节，如 [先进制造/叶片, 先进制造/机舱罩与导流罩]。".into())
            }
            Self::PartnerUnsourced => {
                Some("请写 `source: 来源的键`；属行业常识的，写 `common: true`。".into())
            }
            Self::FileMissing => Some("请核对路径；路径里有空格时加引号。".into()),
            Self::FileUnreadable { .. } => Some("请关闭正在打开它的程序，核对权限。".into()),
            Self::FileUnwritable { .. } => {
                Some("请关闭正在打开结果的程序（如 Excel），或用 --out 换一个文件夹。".into())
            }
            Self::FileType { .. } => {
                Some("企业名录可用 .xlsx .xls .ods .csv .tsv；模型与地区设置用 .yaml。".into())
            }
            Self::WorkbookBroken { .. } => {
                Some("请用 Excel 或 WPS 打开后另存为 .xlsx，再试。".into())
            }
            Self::WorkbookTooLarge { .. } => {
                Some("请另存为 .csv（CSV 没有此上限），或删去无关的工作表；确要读的，用 --limit 提高上限。".into())
            }
            Self::Encoding => Some("请用 Excel 或 WPS 另存为“CSV UTF-8”。".into()),
            Self::TableEmpty { .. } => {
                Some("请核对是否选对了文件；表头下面应是一行一家企业。".into())
            }
            Self::ColumnMissing { wanted, .. } => Some(format!(
                "请把该列的表头改为“{wanted}”，或用 --map {wanted}=原表头 指明；表头前的标题行可以保留。"
            )),
            Self::FullWidthColon => Some("请改成英文冒号加空格 `: `。".into()),
            Self::TabIndent => Some("请改用空格缩进。".into()),
            Self::DuplicateKey { .. } => Some("请合并或删去其中一处。".into()),
            Self::UnknownLink { nearest, .. }
            | Self::RowUnknownLink { nearest, .. }
            | Self::LabelUnknownLink { nearest, .. } => near(nearest).or_else(|| {
                Some("跨链引用写作 `链名/环节名`；全部名称见 `bulian chains`。".into())
            }),
            Self::UnknownChain { nearest, .. }
            | Self::UnknownSegment { nearest, .. }
            | Self::UnknownSource { nearest, .. }
            | Self::UnknownDivision { nearest, .. }
            | Self::ZonePlace { nearest, .. }
            | Self::UnknownColumn { nearest, .. }
            | Self::UnknownWeight { nearest, .. } => near(nearest),
            Self::UnknownCode {
                former: Some(name),
                near: Some(now),
                ..
            } => Some(format!(
                "是2011年版代码（{name}），2017年版相近的为 `{now}`。"
            )),
            Self::UnknownCode {
                near: Some(parent), ..
            }
            | Self::RowCode {
                parent: Some(parent),
                ..
            } => Some(format!("请在上级 `{parent}` 之下选用。")),
            Self::UnknownCode { .. } | Self::RowCode { .. } => {
                Some("请对照 GB/T 4754—2017（未含2019年修改单）改正。".into())
            }
            Self::CodeSection { meant, .. } => Some(format!("应写 `{meant}`。")),
            Self::RowCodeFormer { now: None, .. } => {
                Some("请对照 GB/T 4754—2017 换成现行代码。".into())
            }
            Self::UnknownRule { nearest, .. } => {
                near(nearest).or_else(|| Some("规则编号见 `bulian check` 列出的规则集。".into()))
            }
            Self::UnknownSetting { known, .. } => Some(format!("可设的有：{}。", known.join("、"))),
            Self::DuplicateId { .. } => {
                Some("编号一经使用不再改变含义，请用本链下一个空号。".into())
            }
            Self::BadId { chain, .. } => {
                Some(format!("应为链编号加两位以上数字，如 `{chain}05`。"))
            }
            Self::BadCode { .. } => {
                Some("门类字母加2—4位数字，如 `C3415`；没有把握时后面加 `?`。".into())
            }
            Self::NothingNamed { near, .. } if !near.is_empty() => {
                Some(format!("相近的有：{}", near.join("、")))
            }
            Self::GlyphMissing { .. } => {
                Some("请在本机装一种收字较全的中文字体（如思源黑体）再画。".into())
            }
            Self::SmallPrint { .. } => {
                Some("请用更大的纸张（--size a3），或按细分链分图（--segment）。".into())
            }
            Self::AlreadyThere => Some("请换一个空文件夹，或先移走原文件。".into()),
            Self::WorkbookLocked => Some("请在 Excel 或 WPS 里去掉打开密码，另存后再试。".into()),
            Self::SheetNotRead { .. } => Some("要读另一张，用 --sheet 指明；各表都要用时，请合并到一张工作表。".into()),
            Self::NoUnit { column } => Some(format!("请在表头写明单位，如“{column}(万元)”。")),
            Self::ForeignMoney { .. } => Some("请按当年汇率折算成人民币后填写。".into()),
            Self::NotADate { .. } => Some("请写作 2024-08-14、2024-08 或 2024。".into()),
            Self::CellError { .. } => Some("请在 Excel 或 WPS 里改正公式，或改为填值。".into()),
            Self::NotANumber { .. } => {
                Some("请只填数字，单位写在表头或数字后面（元、万元、亿元）。".into())
            }
            Self::CreditCode { .. } => {
                Some("请对照营业执照核对18位代码（字母里没有 I、O、Z、S、V）。".into())
            }
            _ => None,
        }
    }
}
