//! What can be typed. No decisions here.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::chart_args::CHART_HELP;
pub use super::chart_args::{Chart, ChartFormat, Wanted};

/// Help in Chinese from top to bottom.
const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}";

/// The program.
#[derive(Debug, Parser)]
#[command(
    name = "bulian",
    version,
    about = "补链：对照十大绿色生态产业链，找出本区缺的环节和该找的企业",
    help_template = TEMPLATE,
    override_usage = "bulian <命令> [选项]\n      bulian 企业名录.xlsx",
    after_help = "\n示例：\n  bulian demo                      用内置的酒泉示例跑一遍，结果在 output/\n  bulian init 我的区                建一个工作文件夹，里面有空表和设置\n  bulian run 我的区                 分析，结果在 我的区/output/\n  bulian 企业名录.xlsx              只有一张名录也行，结果在名录旁边的 output/\n\n各命令的说明：bulian <命令> --help",
    subcommand_help_heading = "命令",
    next_help_heading = "选项",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
pub struct Cli {
    /// 显示这份说明
    #[arg(short, long, action = clap::ArgAction::Help, global = true)]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
#[command(disable_help_flag = true)]
pub enum Command {
    /// 用内置的酒泉示例跑一遍
    #[command(
        help_template = TEMPLATE,
        override_usage = "bulian demo [--out 文件夹]",
        after_help = "\n示例：\n  bulian demo\n  bulian demo --out 结果",
        next_help_heading = "选项"
    )]
    Demo(Demo),
    /// 建一个工作文件夹：空表和设置
    #[command(
        help_template = TEMPLATE,
        override_usage = "bulian init <文件夹> [--example jiuquan]",
        after_help = "\n示例：\n  bulian init 我的区\n  bulian init 酒泉 --example jiuquan",
        next_help_heading = "选项"
    )]
    Init(Init),
    /// 分析：名录 → 缺链清单、目标企业、图
    #[command(
        help_template = TEMPLATE,
        override_usage = "bulian run [文件夹] [选项]",
        after_help = "\n示例：\n  bulian run 我的区\n  bulian run --register 企业名录.xlsx --out 结果\n  bulian run 我的区 --date 2026-06-30 --quiet",
        next_help_heading = "选项"
    )]
    Run(Run),
    /// 检查产业链模型、地区设置和领军企业表
    #[command(
        help_template = TEMPLATE,
        override_usage = "bulian check [文件…] [选项]",
        after_help = "\n示例：\n  bulian check                     检查内置的模型和示例\n  bulian check 我的区/zone.yaml 我的区/chains/clean-energy.yaml\n  bulian check --strict --against 上市公司.csv",
        next_help_heading = "选项"
    )]
    Check(Check),
    /// 只做匹配：每家企业在哪些环节
    #[command(
        help_template = TEMPLATE,
        override_usage = "bulian match <企业名录> [选项]",
        after_help = "\n示例：\n  bulian match 企业名录.xlsx\n  bulian match 企业名录.csv --out 链位.csv",
        next_help_heading = "选项"
    )]
    Match(Match),
    /// 用人工标注检验匹配：精确率、召回率、漏判和误判
    #[command(
        help_template = TEMPLATE,
        override_usage = "bulian eval <企业名录> --labels <标注表> [选项]",
        after_help = "\n标注表的列：企业名称、必须、可以（环节编号，用“；”“、”或逗号隔开）、组（可不填）\n“可以”的环节找到或没找到都不算；两列以外的算误判。待复核的、只做贸易的不算找到。\n\n示例：\n  bulian eval 企业名录.xlsx --labels 标注.csv\n  bulian eval 企业名录.xlsx --labels 标注.csv --format csv > 评测.csv",
        next_help_heading = "选项"
    )]
    Eval(Eval),
    /// 说明一家企业的链位，或一个环节的结论
    #[command(
        help_template = TEMPLATE,
        override_usage = "bulian explain <企业或环节> [文件夹] [选项]",
        after_help = "\n示例：\n  bulian explain 风电轴承\n  bulian explain QN05 我的区\n  bulian explain 甘肃金风 --register 企业名录.xlsx",
        next_help_heading = "选项"
    )]
    Explain(Explain),
    /// 假设引进某些环节或迁出某些企业，看会改变什么
    #[command(
        name = "whatif",
        help_template = TEMPLATE,
        override_usage = "bulian whatif [文件夹] --add 环节[,环节] --remove 企业 [选项]",
        after_help = "\n示例：\n  bulian whatif --add 叶片芯材,树脂与结构胶\n  bulian whatif 我的区 --remove 甘肃凯盛大明\n  bulian whatif 我的区 --add QN05 --format json",
        next_help_heading = "选项"
    )]
    WhatIf(WhatIf),
    /// 招商行动：各小分队该找哪些企业，谁主责、谁引荐、下一步
    #[command(
        help_template = TEMPLATE,
        override_usage = "bulian campaign [文件夹] [--squad 小分队] [选项]",
        after_help = "\n示例：\n  bulian campaign                        内置的酒泉示例\n  bulian campaign 我的区 --squad 东南沿海\n  bulian campaign 我的区 --format csv > 招商行动.csv",
        next_help_heading = "选项"
    )]
    Campaign(Campaign),
    /// 画图：产业链图、缺链、目标企业、县市区、产能、企业链位
    #[command(
        help_template = TEMPLATE,
        override_usage = "bulian chart <种类> [文件夹] [选项]",
        after_help = CHART_HELP,
        next_help_heading = "选项"
    )]
    Chart(Chart),
    /// 列出产业链，或一条链的环节
    #[command(
        help_template = TEMPLATE,
        override_usage = "bulian chains [链] [选项]",
        after_help = "\n示例：\n  bulian chains\n  bulian chains QN\n  bulian chains 清洁能源 --format csv > 清洁能源.csv",
        next_help_heading = "选项"
    )]
    Chains(Chains),
    /// 输出 study.json 或 YAML 格式的 JSON Schema
    #[command(
        help_template = TEMPLATE,
        override_usage = "bulian schema <study|chain|zone|leaders|partners|policy>",
        after_help = "\n示例：\n  bulian schema study > study.schema.json\n  bulian schema zone > zone.schema.json    在 zone.yaml 第一行写\n                                           # yaml-language-server: $schema=zone.schema.json\n                                           编辑器（VS Code 的 YAML 插件）就会提示和检查",
        next_help_heading = "选项"
    )]
    Schema(Schema),
}

/// `bulian demo`
#[derive(Debug, Args)]
pub struct Demo {
    /// 结果写到哪个文件夹
    #[arg(
        long,
        value_name = "文件夹",
        default_value = "output",
        hide_default_value = true
    )]
    pub out: PathBuf,
    /// 不显示过程和小结
    #[arg(short, long)]
    pub quiet: bool,
}

/// `bulian init`
#[derive(Debug, Args)]
pub struct Init {
    /// 要建的文件夹
    #[arg(value_name = "文件夹", help_heading = "参数")]
    pub dir: PathBuf,
    /// 放入一个示例，而不是空表
    #[arg(long, value_name = "示例")]
    pub example: Option<Example>,
}

/// Examples in the binary.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Example {
    /// 酒泉
    Jiuquan,
}

/// How the register is read.
#[derive(Clone, Debug, Default, Args)]
pub struct Reading {
    /// 读哪张工作表；不写则按内容选
    #[arg(long, value_name = "工作表")]
    pub sheet: Option<String>,
    /// 指明名录的表头，可写多次，如 --map 企业名称=单位名称
    #[arg(long, value_name = "列=表头")]
    pub map: Vec<String>,
    /// 表格解压后的上限，MB；不写则为1024
    #[arg(long, value_name = "MB")]
    pub limit: Option<u64>,
}

/// Inputs by flag.
#[derive(Clone, Debug, Default, Args)]
pub struct Inputs {
    /// 企业名录（xlsx xls ods csv tsv）
    #[arg(long, value_name = "文件")]
    pub register: Option<PathBuf>,
    /// 候选企业
    #[arg(long, value_name = "文件")]
    pub pool: Option<PathBuf>,
    /// 项目表
    #[arg(long, value_name = "文件")]
    pub projects: Option<PathBuf>,
    /// 接触与沟通台账
    #[arg(long, value_name = "文件")]
    pub records: Option<PathBuf>,
    /// 产能表
    #[arg(long, value_name = "文件")]
    pub capacity: Option<PathBuf>,
    /// 填好“确认/否决”的待复核表
    #[arg(long, value_name = "文件")]
    pub review: Option<PathBuf>,
    /// 地区设置 zone.yaml
    #[arg(long, value_name = "文件")]
    pub zone: Option<PathBuf>,
    /// 自己的产业链模型：文件，或放模型的文件夹
    #[arg(long, value_name = "路径")]
    pub chains: Option<PathBuf>,
    /// 报告日期，如 2026-06-30；不写则为今天
    #[arg(long, value_name = "日期")]
    pub date: Option<String>,
    /// How the register is read.
    #[command(flatten)]
    pub reading: Reading,
}

/// `bulian run`
#[derive(Debug, Args)]
pub struct Run {
    /// 工作文件夹；不写则为当前文件夹
    #[arg(value_name = "文件夹", help_heading = "参数")]
    pub dir: Option<PathBuf>,
    /// Inputs by flag.
    #[command(flatten)]
    pub inputs: Inputs,
    /// 结果写到哪个文件夹；不写则为工作文件夹里的 output
    #[arg(long, value_name = "文件夹")]
    pub out: Option<PathBuf>,
    /// 不显示过程和小结
    #[arg(short, long)]
    pub quiet: bool,
}

/// `bulian check`
#[derive(Debug, Args)]
pub struct Check {
    /// 要检查的 YAML 文件；不写则检查内置的
    #[arg(value_name = "文件", help_heading = "参数")]
    pub files: Vec<PathBuf>,
    /// 有警告也算不通过（退出状态 1）
    #[arg(long)]
    pub strict: bool,
    /// 与企业表对照（列：企业名称、股票代码、省份、城市、主营产品）
    #[arg(long, value_name = "企业表")]
    pub against: Option<PathBuf>,
    /// How it goes to standard output.
    #[command(flatten)]
    pub output: Story,
}

/// `bulian chains`
#[derive(Debug, Args)]
pub struct Chains {
    /// 链的编号或名称；不写则列出全部
    #[arg(value_name = "链", help_heading = "参数")]
    pub chain: Option<String>,
    /// 自己的产业链模型：文件，或放模型的文件夹
    #[arg(long, value_name = "路径")]
    pub chains: Option<PathBuf>,
    /// How it goes to standard output.
    #[command(flatten)]
    pub output: Output,
}

/// The choice of a table's format.
#[derive(Clone, Copy, Debug, Args)]
pub struct Output {
    /// 输出样式：table、csv 或 json
    #[arg(
        long,
        value_name = "样式",
        value_enum,
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: Format,
}

/// The choice of a story's format.
#[derive(Clone, Copy, Debug, Args)]
pub struct Story {
    /// 输出样式：table 或 json
    #[arg(
        long,
        value_name = "样式",
        value_enum,
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: ExplainFormat,
}

/// How results go to standard output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// 给人看
    #[default]
    Table,
    /// 给表格软件
    Csv,
    /// 给程序
    Json,
}

/// How a story or a verdict goes to standard output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ExplainFormat {
    /// 给人看
    #[default]
    Table,
    /// 给程序
    Json,
}

/// `bulian match`
#[derive(Debug, Args)]
pub struct Match {
    /// 企业名录（xlsx xls ods csv tsv）
    #[arg(value_name = "企业名录", help_heading = "参数")]
    pub register: PathBuf,
    /// How the register is read.
    #[command(flatten)]
    pub reading: Reading,
    /// 自己的产业链模型：文件，或放模型的文件夹
    #[arg(long, value_name = "路径")]
    pub chains: Option<PathBuf>,
    /// 填好“确认/否决”的待复核表
    #[arg(long, value_name = "文件")]
    pub review: Option<PathBuf>,
    /// 输出样式：table、csv 或 json；写到文件时不填则按扩展名，否则为 table
    #[arg(long, value_name = "样式", value_enum, hide_possible_values = true)]
    pub format: Option<Format>,
    /// 写到文件，而不是屏幕
    #[arg(long, value_name = "文件")]
    pub out: Option<PathBuf>,
    /// 不显示过程和提示
    #[arg(short, long)]
    pub quiet: bool,
}

impl Match {
    /// The format asked for, else that of the file's name: a table is for the screen, or for a `.txt`.
    pub fn format(&self) -> Format {
        let ending = self.out.as_deref().map(|out| out.extension());
        let ending = ending.map(|end| end.map(|e| e.to_ascii_lowercase()).unwrap_or_default());
        self.format.unwrap_or(match ending {
            None => Format::Table,
            Some(end) if end == "txt" => Format::Table,
            Some(end) if end == "json" => Format::Json,
            Some(_) => Format::Csv,
        })
    }
}

/// `bulian eval`
#[derive(Debug, Args)]
pub struct Eval {
    /// 企业名录（xlsx xls ods csv tsv）
    #[arg(value_name = "企业名录", help_heading = "参数")]
    pub register: PathBuf,
    /// How the register is read.
    #[command(flatten)]
    pub reading: Reading,
    /// 标注表：企业名称、必须、可以、组
    #[arg(long, value_name = "标注表")]
    pub labels: PathBuf,
    /// 只细列这一组（标注表“组”一列的值）；不写则细列全部
    #[arg(long, value_name = "组")]
    pub part: Option<String>,
    /// 自己的产业链模型：文件，或放模型的文件夹
    #[arg(long, value_name = "路径")]
    pub chains: Option<PathBuf>,
    /// How it goes to standard output.
    #[command(flatten)]
    pub output: Output,
    /// 不显示提示
    #[arg(short, long)]
    pub quiet: bool,
}

/// `bulian explain`
#[derive(Debug, Args)]
pub struct Explain {
    /// 企业名称（可以只写一部分）、环节名或环节编号
    #[arg(value_name = "企业或环节", help_heading = "参数")]
    pub name: String,
    /// 工作文件夹；不写则用内置的酒泉示例
    #[arg(value_name = "文件夹", help_heading = "参数")]
    pub dir: Option<PathBuf>,
    /// Inputs by flag.
    #[command(flatten)]
    pub inputs: Inputs,
    /// How it goes to standard output.
    #[command(flatten)]
    pub output: Story,
}

/// `bulian whatif`
#[derive(Debug, Args)]
pub struct WhatIf {
    /// 工作文件夹；不写则用内置的酒泉示例
    #[arg(value_name = "文件夹", help_heading = "参数")]
    pub dir: Option<PathBuf>,
    /// 假设引进的环节：名称或编号，几个之间用逗号
    #[arg(long, value_name = "环节", value_delimiter = ',')]
    pub add: Vec<String>,
    /// 假设迁出的企业：名称，或认得出的一部分，几家之间用逗号
    #[arg(long, value_name = "企业", value_delimiter = ',')]
    pub remove: Vec<String>,
    /// Inputs by flag.
    #[command(flatten)]
    pub inputs: Inputs,
    /// How it goes to standard output.
    #[command(flatten)]
    pub output: Story,
}

/// `bulian campaign`
#[derive(Debug, Args)]
pub struct Campaign {
    /// 工作文件夹；不写则用内置的酒泉示例
    #[arg(value_name = "文件夹", help_heading = "参数")]
    pub dir: Option<PathBuf>,
    /// Inputs by flag.
    #[command(flatten)]
    pub inputs: Inputs,
    /// 只看一支小分队（可以只写名称的一部分）
    #[arg(long, value_name = "小分队")]
    pub squad: Option<String>,
    /// How it goes to standard output.
    #[command(flatten)]
    pub output: Output,
}

/// `bulian schema`
#[derive(Debug, Args)]
pub struct Schema {
    /// 哪一种：study、chain、zone、leaders、partners 或 policy
    #[arg(
        value_name = "种类",
        help_heading = "参数",
        hide_possible_values = true
    )]
    pub of: SchemaOf,
}

/// What has a schema.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum SchemaOf {
    /// study.json
    Study,
    /// chains/*.yaml
    Chain,
    /// zone.yaml
    Zone,
    /// leaders.yaml
    Leaders,
    /// partners.yaml
    Partners,
    /// policy.yaml
    Policy,
}
