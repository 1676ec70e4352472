//! One row of a register or a pool → a firm, or the reason why it is none.

use super::table::{Column, Row, Table, Unknown, date, money, text};
use crate::diag::{Diagnostic, Kind};
use crate::model::{
    CodeError, CreditCode, Credibility, Firm, IndustryCode, Role, Status, WanYuan,
};

/// Columns of a firm.
pub const COLUMNS: [Column; 15] = [
    Column::Name,
    Column::Credit,
    Column::County,
    Column::Park,
    Column::Code,
    Column::Products,
    Column::Scope,
    Column::Status,
    Column::Group,
    Column::Revenue,
    Column::Role,
    Column::Credibility,
    Column::Source,
    Column::SourceDate,
    Column::Note,
];

/// Reads the rows of one table into firms.
pub struct Reader<'a> {
    table: &'a Table,
    /// What was noticed, in the order of the rows.
    pub warnings: Vec<Diagnostic>,
    unit_asked: bool,
}

impl<'a> Reader<'a> {
    /// For a table; `warnings` are those met so far.
    pub fn new(table: &'a Table, warnings: Vec<Diagnostic>) -> Self {
        Self { table, warnings, unit_asked: false }
    }

    /// The firm of a row; None where the row is not used, which is reported by one warning.
    pub fn firm(&mut self, row: Row<'_>) -> Option<Firm> {
        let reason = match name(row) {
            Err(kind) => Err((kind, None)),
            Ok(name) => match status(row.get(Column::Status)) {
                Word::Closed => {
                    let status = text::one_line(row.get(Column::Status));
                    Err((Kind::FirmClosed { name, status }, Some(Column::Status)))
                }
                Word::Open(status) => Ok((name, status)),
                Word::Unknown => {
                    let allowed = "存续、在产、在建、筹建、停产、注销、吊销、待核";
                    self.not_in_list(row, Column::Status, allowed);
                    Ok((name, Status::NotStated))
                }
            },
        };
        match reason {
            Ok((name, status)) => Some(self.rest(row, name, status)),
            Err((kind, column)) => {
                self.say(row, column, kind);
                None
            }
        }
    }

    fn rest(&mut self, row: Row<'_>, name: String, status: Status) -> Firm {
        Firm {
            row: row.reference(),
            name,
            credit: self.credit(row),
            county: row.optional(Column::County),
            park: row.optional(Column::Park),
            codes: self.codes(row),
            products: matter(row.get(Column::Products)),
            scope: matter(row.get(Column::Scope)),
            status,
            group: row.optional(Column::Group),
            revenue: self.revenue(row),
            role: self.role(row),
            credibility: self.credibility(row),
            source: row.optional(Column::Source),
            source_date: self.date(row, Column::SourceDate),
        }
    }

    /// A warning at a row or one of its cells.
    pub fn say(&mut self, row: Row<'_>, column: Option<Column>, kind: Kind) {
        self.warnings.push(row.diagnostic(kind, column));
    }

    /// The date of a cell; one that can't be read is reported and unknown.
    pub fn date(&mut self, row: Row<'_>, column: Column) -> Option<String> {
        let cell = row.get(column);
        date(cell).unwrap_or_else(|()| {
            self.say(row, Some(column), Kind::NotADate { text: text::one_line(cell) });
            None
        })
    }

    /// An amount of money; what can't be read or converted is reported and unknown.
    pub fn money(&mut self, row: Row<'_>, column: Column) -> Option<WanYuan> {
        let cell = row.get(column);
        let text = || text::one_line(cell);
        match money(cell, self.table.unit(column)) {
            Ok(amount) => return amount,
            Err(Unknown::Unreadable) => self.say(row, Some(column), Kind::NotANumber { text: text() }),
            // A foreign column is reported once, at its header.
            Err(Unknown::Foreign) if self.table.unit(column) == Some(super::table::MoneyUnit::Foreign) => {}
            Err(Unknown::Foreign) => self.say(row, Some(column), Kind::ForeignMoney { text: text() }),
            Err(Unknown::NoUnit) if self.unit_asked => {}
            Err(Unknown::NoUnit) => {
                self.unit_asked = true;
                let header = self.table.columns.get(&column).map_or(column.zh(), |head| &head.text);
                self.warnings.push(Diagnostic::at(
                    Kind::NoUnit { column: header.to_owned() },
                    self.table.place(self.table.header_row, Some(column)),
                ));
            }
        }
        None
    }

    fn not_in_list(&mut self, row: Row<'_>, column: Column, allowed: &str) {
        let text = text::one_line(row.get(column));
        self.say(row, Some(column), Kind::NotInList { text, allowed: allowed.to_owned() });
    }

    fn credit(&mut self, row: Row<'_>) -> Option<CreditCode> {
        let cell = row.get(Column::Credit);
        if text::says_nothing(cell) {
            return None;
        }
        // `="9162…"`, `'9162…` and spaces between groups are ways to keep Excel from rounding it.
        let code: String = text::squeeze(cell)
            .chars()
            .filter(|c| !matches!(c, '=' | '"' | '\'' | '-' | '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}'))
            .flat_map(char::to_uppercase)
            .collect();
        let (kind, credit) = match CreditCode::new(&code) {
            Ok(credit) => return Some(credit),
            Err(CodeError::Character(wrong)) => match slip(&code) {
                Some(meant) => {
                    (Kind::CreditCodeSlip { code, meant: meant.as_str().to_owned() }, Some(meant))
                }
                None => (Kind::CreditCode { why: CodeError::Character(wrong).to_string(), code }, None),
            },
            Err(why) => (Kind::CreditCode { why: why.to_string(), code }, None),
        };
        self.say(row, Some(Column::Credit), kind);
        credit
    }

    fn codes(&mut self, row: Row<'_>) -> Vec<IndustryCode> {
        let cell = row.get(Column::Code);
        if text::says_nothing(cell) {
            return Vec::new();
        }
        let text = text::nfkc(cell).to_ascii_uppercase();
        let mut codes: Vec<IndustryCode> = Vec::new();
        for run in text.split(|c: char| !c.is_ascii_alphanumeric() && c != '?') {
            if let Some(code) = IndustryCode::parse(run)
                && !codes.contains(&code)
            {
                codes.push(code);
            }
        }
        if codes.is_empty() {
            self.not_in_list(row, Column::Code, "GB/T 4754 代码，如 C3415");
        }
        codes
    }

    fn revenue(&mut self, row: Row<'_>) -> Option<WanYuan> {
        self.money(row, Column::Revenue)
    }

    fn role(&mut self, row: Row<'_>) -> Option<Role> {
        let cell = row.get(Column::Role);
        if text::says_nothing(cell) {
            return None;
        }
        let any = |words: &[&str]| words.iter().any(|word| cell.contains(word));
        if any(&["生产", "制造", "加工"]) {
            Some(Role::Produce)
        } else if any(&["服务"]) {
            Some(Role::Service)
        } else if any(&["贸易", "销售", "商贸", "流通", "经销", "批发", "零售"]) {
            Some(Role::Trade)
        } else {
            self.not_in_list(row, Column::Role, "生产、服务、贸易");
            None
        }
    }

    fn credibility(&mut self, row: Row<'_>) -> Option<Credibility> {
        let cell = row.get(Column::Credibility);
        match text::squeeze(cell).to_ascii_uppercase().as_str() {
            "L2" => Some(Credibility::L2),
            "L1" => Some(Credibility::L1),
            "P" => Some(Credibility::P),
            other => {
                if !text::says_nothing(other) {
                    self.not_in_list(row, Column::Credibility, "L2、L1、P");
                }
                None
            }
        }
    }
}

/// Text that is matched: as written; nothing where it says so.
fn matter(cell: &str) -> String {
    if text::says_nothing(cell) { String::new() } else { cell.to_owned() }
}

/// The code that was meant, where letters that no code has stand for digits like them.
fn slip(code: &str) -> Option<CreditCode> {
    let mended: String = code
        .chars()
        .map(|c| match c {
            'O' => '0',
            'I' => '1',
            'Z' => '2',
            'S' => '5',
            c => c,
        })
        .collect();
    CreditCode::new(&mended).ok()
}

/// The firm's name, or why the row is not a firm's.
fn name(row: Row<'_>) -> Result<String, Kind> {
    let cell = row.get(Column::Name);
    let note = |text: &str| Kind::RowNotAFirm { text: shortened(&text::one_line(text)) };
    if cell.is_empty() || text::says_nothing(cell) {
        // 合计 often stands in the column before.
        return match row.cells().next() {
            Some(first) if is_note(first) => Err(note(first)),
            _ => Err(Kind::RowWithoutName),
        };
    }
    let alone = row.cells().nth(1).is_none();
    let numbering = cell.chars().count() < 2 || cell.bytes().all(|byte| byte.is_ascii_digit());
    if is_note(cell) || row.repeats_header(Column::Name) || numbering || alone && is_heading(cell) {
        return Err(note(cell));
    }
    // A total may be called by its county: 合计 | 肃州区.
    match row.cells().next() {
        Some(first) if is_total(&text::squeeze(first)) => Err(note(first)),
        _ => Ok(text::one_line(cell)),
    }
}

/// The report on a row that is a total, a remark, a signature or a repeated header; None where it
/// may be data. For tables that are not about firms alone.
pub fn note(row: Row<'_>) -> Option<Kind> {
    let first = row.cells().next()?;
    let note = is_note(first) || row.repeats_header(Column::Link) || row.repeats_header(Column::Name);
    note.then(|| Kind::RowNotAFirm { text: shortened(&text::one_line(first)) })
}

fn shortened(text: &str) -> String {
    let mut chars = text.chars();
    let mut short: String = chars.by_ref().take(40).collect();
    if chars.next().is_some() {
        short.push('…');
    }
    short
}

fn is_total(text: &str) -> bool {
    let totals = ["合计", "小计", "总计", "共计", "累计"];
    totals.iter().any(|total| {
        text.ends_with(total)
            || text.strip_prefix(total).is_some_and(|rest| rest.starts_with([':', '(', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']))
    })
}

/// A total, a remark or the signature below a table.
fn is_note(cell: &str) -> bool {
    let text = text::squeeze(cell);
    let text = text.trim_start_matches(['(', '*', '※']);
    let with_colon = ["注", "备注", "说明", "填表说明", "注释", "附注", "注意", "数据来源", "资料来源", "来源", "单位", "日期", "电话"];
    let starts = [
        "填表人", "填报人", "制表人", "审核人", "负责人", "单位负责人", "统计负责人", "填表日期", "填报日期",
        "填报单位", "填报时间", "制表单位", "制表日期", "联系人", "联系电话", "统计时间", "填表单位", "审核:", "制表:",
        "复核:", "以下空白",
    ];
    is_total(text)
        || text == "备注"
        || text == "以上"
        || starts.iter().any(|word| text.starts_with(word))
        || with_colon.iter().any(|word| {
            text.strip_prefix(word).is_some_and(|rest| {
                rest.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with([':', '、', '.'])
            })
        })
}

/// `一、肃州区（35家）` alone in its row.
fn is_heading(cell: &str) -> bool {
    let text = text::squeeze(cell);
    let bare = text.trim_start_matches('(');
    let rest = bare.trim_start_matches(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']);
    rest.len() < bare.len() && rest.starts_with(['、', ')', '.', ','])
}

/// What a status cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    Open(Status),
    Closed,
    Unknown,
}

/// Words of a status, in the order they are looked for: 吊销未注销 is closed, 未投产 is not at work,
/// 停止经营 is not 经营.
///
/// 歇业 is a state a registrar records for at most three years, after which the firm resumes or is
/// struck off (市场主体登记管理条例, article 30): the firm exists, so it is suspended, not closed.
const STATUS: [(&[&str], Word); 7] = [
    (&["未注销", "未吊销"], Word::Open(Status::Active)),
    (&["异常", "待核", "核实", "待查", "待确认", "失联", "查无"], Word::Open(Status::Unverified)),
    (&["未停产", "未停业", "试生产", "试运行", "试运营", "恢复", "复产"], Word::Open(Status::Active)),
    (&["停", "歇业", "休业"], Word::Open(Status::Suspended)),
    (
        &["未投产", "未开工", "未建成", "未开业", "未运营", "未生产", "在建", "筹", "建设", "新建", "拟建", "扩建", "续建", "改建"],
        Word::Open(Status::Building),
    ),
    (&["迁入", "迁来"], Word::Open(Status::Active)),
    (
        &[
            "存续", "续存", "在业", "在营", "开业", "正常", "营业", "在产", "投产", "生产", "运营", "经营", "在册", "登记",
            "确立", "成立", "有效", "运行",
        ],
        Word::Open(Status::Active),
    ),
];

const CLOSED: [&str; 15] = [
    "注销", "吊销", "撤销", "迁出", "迁往", "清算", "破产", "关闭", "关停", "解散", "倒闭", "除名", "搬离", "不存在", "终止",
];

fn status(cell: &str) -> Word {
    if text::says_nothing(cell) {
        return Word::Open(Status::NotStated);
    }
    // The official phrase is 存续（在营、开业、在册）: what stands in brackets explains.
    let full = text::squeeze(cell);
    let plain = full.split('(').next().filter(|plain| !plain.is_empty()).unwrap_or(&full);
    let closed = |text: &str| CLOSED.iter().any(|word| text.contains(word));
    if closed(plain) && closed(&plain.replace("未注销", "").replace("未吊销", "")) {
        return Word::Closed;
    }
    STATUS
        .iter()
        .find(|(words, _)| words.iter().any(|word| plain.contains(word)))
        .map_or(Word::Unknown, |(_, word)| *word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_words() {
        let open = Word::Open;
        for (cell, wanted) in [
            ("存续（在营、开业、在册）", open(Status::Active)),
            ("在营（开业）企业", open(Status::Active)),
            ("在产", open(Status::Active)),
            ("迁入", open(Status::Active)),
            ("", open(Status::NotStated)),
            ("-", open(Status::NotStated)),
            ("筹建", open(Status::Building)),
            ("未投产", open(Status::Building)),
            ("半停产", open(Status::Suspended)),
            ("停止经营", open(Status::Suspended)),
            ("歇业", open(Status::Suspended)),
            ("经营异常", open(Status::Unverified)),
            ("核实中", open(Status::Unverified)),
            ("吊销，未注销", Word::Closed),
            ("已注销", Word::Closed),
            ("迁出", Word::Closed),
            ("清算中", Word::Closed),
            ("规上", Word::Unknown),
        ] {
            assert_eq!(status(cell), wanted, "{cell}");
        }
    }

    #[test]
    fn rows_that_are_no_firm() {
        for note in ["合 计", "肃州区小计", "合计：35家", "注：数据截至2024年底", "备注", "填表人：张三", "说明1、口径", "（注：略）"] {
            assert!(is_note(note), "{note}");
        }
        for firm in ["累计电子有限公司", "注能科技有限公司", "备注文化公司", "酒泉说明书印务有限公司", "合计划公司"] {
            assert!(!is_note(firm), "{firm}");
        }
        assert!(is_heading("一、肃州区（35家）") && is_heading("（二）玉门市"));
        assert!(!is_heading("一汽解放") && !is_heading("三一重能"));
    }

    #[test]
    fn slips_are_mended_only_where_the_check_agrees() {
        assert_eq!(slip("9135O1OOM000100Y43").map(|c| c.as_str().to_owned()), Some("91350100M000100Y43".into()));
        assert_eq!(slip("9135O1OOM000100Y44"), None);
    }
}
