//! `bulian chart` on the command line.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use crate::chart::{Kind, Paper, Variant};

/// Behind the help of the command.
pub const CHART_HELP: &str = "种类：
  chain    产业链图，每链一张          stages   缺链与目标企业，每链一张
  gaps     缺链与目标企业，各链合一    matrix   产业链覆盖矩阵
  priority 缺链优先级与名次区间        origin   目标企业来源地
  county   县市区产业链分布            balance  产能平衡
  firm     企业链位卡（须写 --firm）   all      除企业链位卡以外的全部

示例：
  bulian chart chain --chain QN --segment 光伏 --variant gaps
  bulian chart firm 我的区 --firm 金风 --format svg --outline
  bulian chart all 我的区 --size 16x9 --out 汇报";

/// `bulian chart`
#[derive(Debug, Args)]
pub struct Chart {
    /// 画哪一种（见下）
    #[arg(
        value_name = "种类",
        help_heading = "参数",
        value_parser = Wanted::parser(),
        hide_possible_values = true
    )]
    pub kind: Wanted,
    /// 工作文件夹，或一张企业名录；不写则用内置的酒泉示例
    #[arg(value_name = "文件夹", help_heading = "参数")]
    pub dir: Option<PathBuf>,
    /// 报告日期，如 2026-06-30；不写则为今天
    #[arg(long, value_name = "日期")]
    pub date: Option<String>,
    /// 只画这条链：编号或名称
    #[arg(long, value_name = "链")]
    pub chain: Option<String>,
    /// 产业链图只画这条细分链及其上下游，如 光伏
    #[arg(long, value_name = "细分链")]
    pub segment: Option<String>,
    /// 产业链图画什么：full 全部环节，gaps 缺链及其邻居，targets 全部环节和目标企业（默认）
    #[arg(
        long,
        value_name = "样子",
        value_enum,
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub variant: Variant,
    /// 企业链位卡画哪家企业，可只写名称的一部分
    #[arg(long, value_name = "企业")]
    pub firm: Option<String>,
    /// 文件格式：svg、png、pdf，可写几种；不写则三种都要
    #[arg(
        long,
        value_name = "格式",
        value_enum,
        value_delimiter = ',',
        default_values = ["svg", "png", "pdf"],
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: Vec<ChartFormat>,
    /// 纸张：a4、a3 或 16x9（幻灯片）；不写则用放得下的最小一种
    #[arg(long, value_name = "纸张", value_enum, hide_possible_values = true)]
    pub size: Option<Paper>,
    /// SVG 里的文字转成曲线：没有中文字体的软件也能显示
    #[arg(long)]
    pub outline: bool,
    /// 写到哪个文件夹；不写则为工作文件夹里的 output/charts
    #[arg(long, value_name = "文件夹")]
    pub out: Option<PathBuf>,
    /// 不显示过程和小结
    #[arg(short, long)]
    pub quiet: bool,
}

/// What is to be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// One kind of figure.
    One(Kind),
    /// All but the position card, which needs a firm.
    All,
}

impl Wanted {
    /// Its kinds, in the order of the help.
    pub fn kinds(self) -> Vec<Kind> {
        match self {
            Self::One(kind) => vec![kind],
            Self::All => {
                let all = Kind::value_variants().iter().copied();
                all.filter(|k| *k != Kind::Firm).collect()
            }
        }
    }

    fn parser() -> impl TypedValueParser<Value = Self> {
        let kinds = Kind::value_variants().iter();
        let names = kinds.filter_map(ValueEnum::to_possible_value);
        PossibleValuesParser::new(names.chain([PossibleValue::new("all")]))
            .map(|name| Kind::from_str(&name, false).map_or(Self::All, Self::One))
    }
}

/// Formats of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ChartFormat {
    /// Text, editable
    Svg,
    /// 300 dpi
    Png,
    /// Vector
    Pdf,
}
