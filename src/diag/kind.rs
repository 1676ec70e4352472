//! Every message bulian can give: data, code and wording. How bad it is and its repair are beside it.

use super::Finding;

/// What is wrong. The `#[error]` line is the message; [`Kind::help`] is the repair.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Kind {
    // --- files -------------------------------------------------------------------------------
    /// The file is not there.
    #[error("找不到文件")]
    FileMissing,
    /// The file could not be read.
    #[error("文件打不开：{cause}")]
    FileUnreadable {
        /// The system's words.
        cause: String,
    },
    /// The file could not be written.
    #[error("结果写不进去：{cause}")]
    FileUnwritable {
        /// The system's words.
        cause: String,
    },
    /// Not a file type we read.
    #[error("不认识的文件类型 `{extension}`")]
    FileType {
        /// Extension as found.
        extension: String,
    },
    /// The workbook is damaged or not a workbook.
    #[error("表格文件打不开：{cause}")]
    WorkbookBroken {
        /// The reader's words.
        cause: String,
    },
    /// The workbook would inflate beyond the limit.
    #[error("表格解压后约 {inflated_mb} MB，超过上限 {limit_mb} MB")]
    WorkbookTooLarge {
        /// Declared or counted inflated size, MB.
        inflated_mb: u64,
        /// The limit, MB.
        limit_mb: u64,
    },
    /// The workbook is protected by a password.
    #[error("表格设了打开密码")]
    WorkbookLocked,
    /// The text is in no encoding we know.
    #[error("文字编码不认识（不是 UTF-8、GB18030 或 UTF-16）")]
    Encoding,

    // --- tables ------------------------------------------------------------------------------
    /// The table has no rows at all.
    #[error("表里没有企业：{rows} 行，没有一行可用")]
    TableEmpty {
        /// Rows seen.
        rows: usize,
    },
    /// No header row with the key column.
    #[error("找不到“{wanted}”一列；看到的列：{seen}")]
    ColumnMissing {
        /// The key column.
        wanted: String,
        /// Columns of the row most like a header.
        seen: String,
    },
    /// The same column twice: the first is used.
    #[error("“{column}”一列出现了 {count} 次，用第一列")]
    ColumnTwice {
        /// Our column name.
        column: String,
        /// How often.
        count: usize,
    },
    /// No sheet of that name.
    #[error("没有叫“{name}”的工作表{}", if seen.is_empty() { "：这是文本表格".to_owned() } else { format!("；有：{}", seen.join("、")) })]
    SheetMissing {
        /// As asked.
        name: String,
        /// Sheets there are; none in a text table.
        seen: Vec<String>,
    },
    /// A column that we don't have.
    #[error("没有叫“{name}”的列")]
    UnknownColumn {
        /// As written.
        name: String,
        /// The nearest.
        nearest: Option<String>,
    },
    /// A header that is mapped and not there.
    #[error("表头里没有“{header}”；看到的列：{seen}")]
    MapMissing {
        /// As written.
        header: String,
        /// Cells of the header row.
        seen: String,
    },
    /// Another sheet could be read as well; only one is.
    #[error("工作表“{sheet}”也有 {rows} 行可读，未读；只读了“{chosen}”")]
    SheetNotRead {
        /// The sheet left out.
        sheet: String,
        /// Its rows below the header.
        rows: usize,
        /// The sheet that is read.
        chosen: String,
    },
    /// A column of money without a unit.
    #[error("“{column}”没有写单位，按未知处理")]
    NoUnit {
        /// Header of the column.
        column: String,
    },
    /// An amount in a foreign currency.
    #[error("“{text}”是外币，没有汇率不能折算；按未知处理")]
    ForeignMoney {
        /// The header or cell.
        text: String,
    },
    /// A row without a firm's name.
    #[error("没有企业名称，未采用")]
    RowWithoutName,
    /// A total or a note, not a firm.
    #[error("合计或备注行，未采用：{text}")]
    RowNotAFirm {
        /// What it says.
        text: String,
    },
    /// A firm that no longer exists.
    #[error("{name}：状态为“{status}”，不计入")]
    FirmClosed {
        /// The firm.
        name: String,
        /// The status cell.
        status: String,
    },
    /// The same firm again.
    #[error("{name}：与第{first}行重复（{by}），不重复计")]
    FirmTwice {
        /// The firm.
        name: String,
        /// The row that is used.
        first: u32,
        /// What is the same: 信用代码 or 名称.
        by: String,
    },
    /// The credit code is wrong.
    #[error("统一社会信用代码 `{code}` {why}；企业照常采用，代码不用")]
    CreditCode {
        /// As found.
        code: String,
        /// Which rule of GB 32100-2015 it breaks.
        why: String,
    },
    /// The credit code has O for 0 or the like; mended it passes the check.
    #[error("统一社会信用代码 `{code}` 有形近字误写，校验后应为 `{meant}`；按改正后的采用")]
    CreditCodeSlip {
        /// As found.
        code: String,
        /// Mended.
        meant: String,
    },
    /// A row without something it must have.
    #[error("缺“{column}”，该行未采用")]
    RowIncomplete {
        /// Our column name.
        column: String,
    },
    /// A cell with an error of the spreadsheet.
    #[error("单元格是公式错误 {text}，按空处理")]
    CellError {
        /// What it shows, `#REF!`.
        text: String,
    },
    /// A cell that should hold a date does not.
    #[error("“{text}”读不出日期；按未知处理")]
    NotADate {
        /// The cell.
        text: String,
    },
    /// A cell that should hold a number does not.
    #[error("“{text}”读不出数；按未知处理")]
    NotANumber {
        /// The cell.
        text: String,
    },
    /// A cell with a value outside its list.
    #[error("“{text}”不在可填的值里（{allowed}）；按未知处理")]
    NotInList {
        /// The cell.
        text: String,
        /// The list.
        allowed: String,
    },
    /// A row refers to a link that no chain has.
    #[error("没有环节 `{name}`，该行未采用")]
    RowUnknownLink {
        /// As found.
        name: String,
        /// The nearest existing one.
        nearest: Option<String>,
    },
    /// An industry code that GB/T 4754-2017 does not have.
    #[error("行业代码 `{code}` 不在 GB/T 4754—2017 内；企业照常采用，代码不用于匹配")]
    RowCode {
        /// As found.
        code: String,
        /// The entry above it that there is: `C34 通用设备制造业`.
        parent: Option<String>,
    },
    /// An industry code of the edition of 2011.
    #[error("行业代码 `{code}` 是2011年版的（{name}），2017年版没有；{}", match now {
        Some(now) => format!("按 `{now}` 采用"),
        None => "企业照常采用，代码不用于匹配".to_owned(),
    })]
    RowCodeFormer {
        /// As found.
        code: String,
        /// Its name of 2011.
        name: String,
        /// The entry of 2017 of the same name.
        now: Option<String>,
    },
    /// An industry code under the wrong letter.
    #[error("行业代码 `{code}` 的门类字母不符，应为 `{meant}`；按数字采用")]
    RowCodeSection {
        /// As found.
        code: String,
        /// With the right letter, and the name.
        meant: String,
    },
    /// A quote of a text table that opens a cell and closes nowhere.
    #[error("引号只有一半，这一行的引号按普通文字读；请核对该行")]
    QuoteUnclosed,
    /// Bytes that are no character of the file's encoding, or a zero byte.
    #[error("有读不出的字节（显示为菱形问号），其余照常采用；请核对该行")]
    CellDamaged,
    /// A verdict on a firm that the register does not have.
    #[error("复核的企业“{firm}”不在名录里，该条未用")]
    ReviewNoFirm {
        /// The firm.
        firm: String,
    },
    /// Two verdicts on one pair.
    #[error("“{firm}”在“{link}”上有两个判定，用后一个")]
    ReviewConflict {
        /// The firm.
        firm: String,
        /// The link.
        link: String,
    },

    /// A label names a link that no chain has.
    #[error("没有环节 `{name}`，该编号不计")]
    LabelUnknownLink {
        /// As found.
        name: String,
        /// The nearest existing one.
        nearest: Option<String>,
    },
    /// A label for a firm that the register does not have, or has as closed.
    #[error("标注的企业“{firm}”不在名录里（或已注销），不计入评测")]
    LabelNoFirm {
        /// The firm.
        firm: String,
    },
    /// Two rows of labels for one firm.
    #[error("“{firm}”已在第{first}行标注，本行未用")]
    LabelTwice {
        /// The firm.
        firm: String,
        /// The row that is used.
        first: u32,
    },
    /// A verdict or label on a link of which nothing is exported.
    #[error("“{link}”是涉密环节，不导出，该条未用")]
    LinkClassified {
        /// The link.
        link: String,
    },

    // --- YAML --------------------------------------------------------------------------------
    /// A full-width colon where YAML wants an ASCII one.
    #[error("这里是中文冒号“：”")]
    FullWidthColon,
    /// A tab in the indentation.
    #[error("缩进里有制表符")]
    TabIndent,
    /// YAML that cannot be read.
    #[error("格式有误：{cause}")]
    Yaml {
        /// What the reader says, in Chinese where we know it.
        cause: String,
    },
    /// A key stands twice in one mapping.
    #[error("`{key}` 写了两次")]
    DuplicateKey {
        /// The key.
        key: String,
    },
    /// `format:` is one we don't know.
    #[error("format 为 {found}，本程序只认 {wanted}")]
    FormatVersion {
        /// As found.
        found: u32,
        /// Ours.
        wanted: u32,
    },

    // --- chain models --------------------------------------------------------------------------
    /// A reference to a link that is not there.
    #[error("未定义的环节 `{name}`")]
    UnknownLink {
        /// As written.
        name: String,
        /// The nearest name.
        nearest: Option<String>,
    },
    /// A reference to a chain that is not one of the ten.
    #[error("未定义的产业链 `{name}`")]
    UnknownChain {
        /// As written.
        name: String,
        /// The nearest name.
        nearest: Option<String>,
    },
    /// A reference into a chain that is not loaded.
    #[error("{count} 处引用了尚未收录的产业链“{chain}”（如 `{example}`），按未知处理")]
    ChainNotLoaded {
        /// The chain.
        chain: String,
        /// One of the references.
        example: String,
        /// How many.
        count: usize,
    },
    /// An id used twice.
    #[error("编号 `{id}` 已用于环节 `{other}`")]
    DuplicateId {
        /// The id.
        id: String,
        /// The link that has it.
        other: String,
    },
    /// An id not of the form QN05.
    #[error("编号 `{id}` 不合规定")]
    BadId {
        /// As written.
        id: String,
        /// Chain id it must start with.
        chain: String,
    },
    /// A segment that the chain does not declare.
    #[error("未定义的细分链 `{name}`")]
    UnknownSegment {
        /// As written.
        name: String,
        /// The nearest.
        nearest: Option<String>,
    },
    /// A code that is not of GB/T 4754's form.
    #[error("行业代码 `{code}` 不合 GB/T 4754 的写法")]
    BadCode {
        /// As written.
        code: String,
    },
    /// A code of the right form that GB/T 4754-2017 does not have.
    #[error("GB/T 4754—2017 没有行业代码 `{code}`")]
    UnknownCode {
        /// As written.
        code: String,
        /// Its name in the edition of 2011, where it is one of those.
        former: Option<String>,
        /// The entry to write instead, else the one above: `C34 通用设备制造业`.
        near: Option<String>,
    },
    /// A code under the wrong section letter.
    #[error("行业代码 `{code}` 的门类字母不符")]
    CodeSection {
        /// As written.
        code: String,
        /// With the right letter, and the name: `C3415 风能原动设备制造`.
        meant: String,
    },
    /// A source key that is not declared.
    #[error("未登记的来源 `{name}`")]
    UnknownSource {
        /// As written.
        name: String,
        /// The nearest.
        nearest: Option<String>,
    },
    /// A field that an alias must not carry, or a link must.
    #[error("环节 `{link}`：{what}")]
    LinkShape {
        /// The link.
        link: String,
        /// What is wrong.
        what: String,
    },
    /// A link supplies itself.
    #[error("环节 `{link}` 以自己为输入")]
    SelfSupply {
        /// The link.
        link: String,
    },
    /// Name or id of a chain that can't be one.
    #[error("产业链的{what}")]
    ChainShape {
        /// What is wrong.
        what: String,
    },
    /// `same_as` leads to an alias, not to a link.
    #[error("same_as 指向的 `{name}` 本身也是别名")]
    AliasOfAlias {
        /// As written.
        name: String,
    },
    /// Two firms of the same name in the leaders.
    #[error("企业 `{name}` 登记了两次")]
    DuplicateLeader {
        /// The firm.
        name: String,
    },
    /// A horizontal relation of fewer than two links.
    #[error("协作关系至少要有两个不同的环节")]
    PartnerAlone,
    /// A horizontal relation with neither source nor `common: true`.
    #[error("协作关系没有写依据")]
    PartnerUnsourced,
    /// A leader's province, city or county that is none, or lies elsewhere.
    #[error("行政区划里没有 `{name}`{}", within.as_ref().map(|w| format!("（在{w}内）")).unwrap_or_default())]
    UnknownDivision {
        /// As written.
        name: String,
        /// Where it should lie.
        within: Option<String>,
        /// The nearest name.
        nearest: Option<String>,
    },
    /// A province or county of the zone's settings that is none; used as written.
    #[error("行政区划里没有 `{name}`{}；照所写的采用", within.as_ref().map(|w| format!("（在{w}内）")).unwrap_or_default())]
    ZonePlace {
        /// As written.
        name: String,
        /// Where it should lie.
        within: Option<String>,
        /// The nearest name.
        nearest: Option<String>,
    },
    /// A weight or threshold outside its range.
    #[error("`{name}` 为 {found}，应在 {range} 之间")]
    OutOfRange {
        /// The setting.
        name: String,
        /// As found.
        found: String,
        /// Allowed.
        range: String,
    },

    /// A weight for a measure that does not exist.
    #[error("没有叫 `{name}` 的权重")]
    UnknownWeight {
        /// As written.
        name: String,
        /// The nearest.
        nearest: Option<String>,
    },

    /// No rule of that id.
    #[error("没有编号为 `{name}` 的规则")]
    UnknownRule {
        /// As written.
        name: String,
        /// The nearest.
        nearest: Option<String>,
    },
    /// A rule has no setting of that name.
    #[error("规则 {rule} 没有 `{name}` 这项设置")]
    UnknownSetting {
        /// The rule.
        rule: String,
        /// As written.
        name: String,
        /// Settings it has.
        known: Vec<String>,
    },
    /// A rule or a setting of it that can't be.
    #[error("规则 {rule}：{what}")]
    RuleShape {
        /// The rule.
        rule: String,
        /// What is wrong.
        what: String,
    },
    /// A rule names a link that the loaded model of its chain lacks.
    #[error("规则 {rule} 所列的环节 `{name}` 不在模型里，该项不起作用")]
    RuleLinkAbsent {
        /// The rule.
        rule: String,
        /// The link.
        name: String,
    },

    // --- audit ---------------------------------------------------------------------------------
    /// A weakness of a model or of the leaders' list.
    #[error(transparent)]
    Audit(#[from] Finding),

    // --- charts --------------------------------------------------------------------------------
    /// Characters that no font at hand has.
    #[error("有{}个字内置字体和本机字体里都没有，图中画成□：{}", .chars.chars().count(), .chars)]
    GlyphMissing {
        /// Each once.
        chars: String,
    },
    /// Print too small to read with ease.
    #[error("{figure}：按这个纸张最小的字只有{points}磅")]
    SmallPrint {
        /// Stem of the figure's file.
        figure: String,
        /// With one decimal.
        points: String,
    },

    // --- command line --------------------------------------------------------------------------
    /// Nothing of that name to explain.
    #[error("没有叫“{name}”的企业或环节")]
    NothingNamed {
        /// As asked.
        name: String,
        /// Names like it.
        near: Vec<String>,
    },
    /// The folder to initialise is not empty.
    #[error("文件已存在，不覆盖")]
    AlreadyThere,
    /// Arguments that don't go together, in our words.
    #[error("{what}")]
    Usage {
        /// What.
        what: String,
    },
}
