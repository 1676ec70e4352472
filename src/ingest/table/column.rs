//! The columns we know, and what registers call them (`aliases.csv`).

use std::collections::HashMap;
use std::sync::LazyLock;

use super::text::squeeze;
use crate::diag::Kind;
use crate::ingest::yaml::nearest;

/// A column of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// 企业名称
    Name,
    /// 统一社会信用代码
    Credit,
    /// 县市区
    County,
    /// 园区
    Park,
    /// 行业代码
    Code,
    /// 主营产品
    Products,
    /// 经营范围
    Scope,
    /// 经营状态
    Status,
    /// 所属集团
    Group,
    /// 营业收入
    Revenue,
    /// 角色
    Role,
    /// 证据等级
    Credibility,
    /// 来源
    Source,
    /// 来源日期
    SourceDate,
    /// 备注
    Note,
    /// 项目名称
    Project,
    /// 环节编号
    LinkId,
    /// 环节
    Link,
    /// 阶段
    Stage,
    /// 投资额
    Investment,
    /// 建设内容
    Content,
    /// 日期
    Date,
    /// 主体
    Holder,
    /// 数量
    Amount,
    /// 单位
    Unit,
    /// 年份
    Year,
    /// 省份
    Province,
    /// 城市
    City,
    /// 股票代码
    Ticker,
    /// 简称
    Short,
    /// 事项
    Matter,
    /// 结论
    Conclusion,
    /// 队伍
    Team,
    /// 判定
    Verdict,
    /// 必须
    Must,
    /// 可以
    May,
    /// 组
    Part,
}

/// How many columns there are.
pub const COUNT: usize = 37;

/// Every column with its own name.
const NAMES: [(Column, &str); COUNT] = [
    (Column::Name, "企业名称"),
    (Column::Credit, "统一社会信用代码"),
    (Column::County, "县市区"),
    (Column::Park, "园区"),
    (Column::Code, "行业代码"),
    (Column::Products, "主营产品"),
    (Column::Scope, "经营范围"),
    (Column::Status, "经营状态"),
    (Column::Group, "所属集团"),
    (Column::Revenue, "营业收入"),
    (Column::Role, "角色"),
    (Column::Credibility, "证据等级"),
    (Column::Source, "来源"),
    (Column::SourceDate, "来源日期"),
    (Column::Note, "备注"),
    (Column::Project, "项目名称"),
    (Column::LinkId, "环节编号"),
    (Column::Link, "环节"),
    (Column::Stage, "阶段"),
    (Column::Investment, "投资额"),
    (Column::Content, "建设内容"),
    (Column::Date, "日期"),
    (Column::Holder, "主体"),
    (Column::Amount, "数量"),
    (Column::Unit, "单位"),
    (Column::Year, "年份"),
    (Column::Province, "省份"),
    (Column::City, "城市"),
    (Column::Ticker, "股票代码"),
    (Column::Short, "简称"),
    (Column::Matter, "事项"),
    (Column::Conclusion, "结论"),
    (Column::Team, "队伍"),
    (Column::Verdict, "判定"),
    (Column::Must, "必须"),
    (Column::May, "可以"),
    (Column::Part, "组"),
];

impl Column {
    /// Its own name.
    pub fn zh(self) -> &'static str {
        NAMES
            .iter()
            .find(|(column, _)| *column == self)
            .map_or("", |(_, name)| name)
    }

    /// The column of a name.
    ///
    /// # Errors
    /// That there is none of that name.
    pub fn named(name: &str) -> Result<Self, Kind> {
        let key = squeeze(name);
        let found = NAMES.iter().find(|(_, own)| *own == key);
        found.map(|(column, _)| *column).ok_or_else(|| {
            let nearest = nearest(&key, NAMES.iter().map(|(_, own)| *own));
            let name = name.to_owned();
            Kind::UnknownColumn { name, nearest }
        })
    }

    /// Whether its header may carry a unit of money.
    pub fn is_money(self) -> bool {
        matches!(self, Self::Revenue | Self::Investment)
    }
}

/// Normalised header → columns it may stand for, each with the alias's rank (lower is better).
type Aliases = HashMap<String, Vec<(Column, usize)>>;

static ALIASES: LazyLock<Aliases> = LazyLock::new(|| {
    let mut aliases = Aliases::new();
    let own = NAMES.iter().map(|&(column, name)| (column, name));
    let listed = include_str!("aliases.csv")
        .lines()
        .skip(1)
        .filter_map(|line| {
            let (name, alias) = line.split_once(',')?;
            let (column, _) = NAMES.iter().find(|(_, own)| *own == name)?;
            Some((*column, alias))
        });
    for (rank, (column, alias)) in (1..).zip(own.chain(listed)) {
        let meanings = aliases.entry(Header::read(alias).key).or_default();
        if !meanings.iter().any(|(known, _)| *known == column) {
            meanings.push((column, rank));
        }
    }
    aliases
});

/// Names of columns that the user gives: they go before all we know.
#[derive(Debug, Default)]
pub struct Own(HashMap<String, Vec<Column>>);

impl Own {
    /// From pairs of our name and a header.
    ///
    /// # Errors
    /// A name that is no column of ours.
    pub fn new<'a>(pairs: impl IntoIterator<Item = &'a (String, String)>) -> Result<Self, Kind> {
        let mut own: HashMap<String, Vec<Column>> = HashMap::new();
        for (name, header) in pairs {
            let column = Column::named(name)?;
            own.entry(Header::read(header).key)
                .or_default()
                .push(column);
        }
        Ok(Self(own))
    }
}

/// Rank added where only the end of a header is an alias (规上工业企业名称).
const ENDS_WITH: usize = 1000;

/// A header cell, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// What is compared: no spaces, breaks, marks, years or brackets.
    pub key: String,
    /// What stood in brackets or behind 单位, a unit perhaps.
    pub aside: Option<String>,
}

impl Header {
    /// Takes a header cell apart: `2024年 营业收入\n（万元）*` → 营业收入, 万元.
    pub fn read(cell: &str) -> Self {
        let text = squeeze(cell);
        let mut key = String::with_capacity(text.len());
        let mut aside = String::new();
        let mut depth = 0u32;
        for c in text.chars() {
            match c {
                '(' | '[' | '【' | '〔' => depth += 1,
                ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
                '*' | ':' | '"' | '\'' | '“' | '”' | '#' | '★' | '_' | '-' | '、' | '.' => {}
                c if depth > 0 => aside.push(c),
                c => key.extend(c.to_uppercase()),
            }
        }
        if let Some((before, unit)) = key.split_once("单位")
            && !before.is_empty()
            && aside.is_empty()
            && unit.ends_with('元')
        {
            aside = unit.to_owned();
            key = before.to_owned();
        }
        let aside = aside.trim_start_matches("单位").to_owned();
        Self {
            key: without_year(&key).to_owned(),
            aside: (!aside.is_empty()).then_some(aside),
        }
    }

    /// The column among `wanted` that the header names, with its rank (lower is better). Where it
    /// may name several (名称 is a firm's or a project's), the first of `wanted` is meant.
    pub fn column(&self, wanted: &[Column], own: &Own) -> Option<(Column, usize)> {
        if let Some(meant) = own.0.get(&self.key)
            && let Some(column) = wanted.iter().find(|want| meant.contains(want))
        {
            return Some((*column, 0));
        }
        let among = |key: &str| {
            let meanings = ALIASES.get(key)?;
            wanted
                .iter()
                .find_map(|want| meanings.iter().find(|(column, _)| column == want).copied())
        };
        if let Some(found) = among(&self.key) {
            return Some(found);
        }
        if self.key.len() > LONGEST_HEADER {
            return None; // a text, not a header: don't look at each of its ends
        }
        // Ends of at least four characters, longest first.
        let starts = self.key.char_indices().skip(1).map(|(at, _)| at);
        starts
            .map(|at| &self.key[at..])
            .take_while(|end| end.chars().count() >= 4)
            .find_map(among)
            .map(|(column, rank)| (column, rank + ENDS_WITH))
    }
}

/// Bytes of the longest text that can be a header (some 40 characters).
const LONGEST_HEADER: usize = 120;

/// Drops a leading year or 上年: which year a figure is of doesn't change what it is.
fn without_year(key: &str) -> &str {
    let rest = key.trim_start_matches(|c: char| c.is_ascii_digit());
    let year = if key.len() - rest.len() == 4 {
        rest.strip_prefix('年')
    } else {
        None
    };
    let rest = year
        .or_else(|| key.strip_prefix("上年"))
        .or_else(|| key.strip_prefix("去年"));
    match rest {
        Some(rest) => {
            let rest = rest.strip_prefix('度').unwrap_or(rest);
            if rest.is_empty() { key } else { rest }
        }
        None => key,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REGISTER: [Column; 6] = [
        Column::Name,
        Column::Products,
        Column::Revenue,
        Column::Status,
        Column::Code,
        Column::Credit,
    ];

    fn column(header: &str) -> Option<Column> {
        Header::read(header)
            .column(&REGISTER, &Own::default())
            .map(|(column, _)| column)
    }

    #[test]
    fn headers_as_registers_write_them() {
        for (header, wanted) in [
            ("企业（机构）名称", Column::Name),
            ("*单位\n名 称", Column::Name),
            ("规上工业企业名称", Column::Name),
            ("主要产品（服务）", Column::Products),
            ("2024年度营业收入（万元）", Column::Revenue),
            ("营业收入 单位：万元", Column::Revenue),
            ("登记状态：", Column::Status),
            ("国民经济行业代码(GB/T 4754-2017)", Column::Code),
            ("社会信用代码", Column::Credit),
        ] {
            assert_eq!(column(header), Some(wanted), "{header}");
        }
        for other in ["产品图片", "联系人", "", "企业性质"] {
            assert_eq!(column(other), None, "{other}");
        }
        assert_eq!(
            Header::read("营业收入 单位：万元").aside.as_deref(),
            Some("万元")
        );
        assert_eq!(
            Header::read("营业收入（单位：万元）").aside.as_deref(),
            Some("万元")
        );
    }

    /// Every line of the table names a column of ours, and no alias of one column twice.
    #[test]
    fn alias_table_is_sound() {
        for line in include_str!("aliases.csv").lines().skip(1) {
            let known = line.split_once(',').is_some_and(|(name, alias)| {
                !alias.is_empty() && NAMES.iter().any(|(_, own)| *own == name)
            });
            assert!(known, "{line}");
        }
        assert!(
            NAMES
                .iter()
                .all(|(column, name)| column.zh() == *name && (*column as usize) < COUNT)
        );
    }
}
