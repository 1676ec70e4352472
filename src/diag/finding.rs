//! What the audit of models and leaders has to say: nothing that stops the program, all of it worth a look.

use super::Severity;

/// A weakness of a model or of the leaders' list. The `#[error]` line is the message; [`Finding::help`] the repair.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Finding {
    /// The same term for two links: the first of them wins, always.
    #[error("词“{term}”已属于环节 `{other}`，写在这里不起作用")]
    TermTwice {
        /// The term.
        term: String,
        /// The link that wins it.
        other: String,
    },
    /// A term that an excluded word of its own link strikes out.
    #[error("词“{term}”含有本环节的排除词“{word}”，永远匹配不到")]
    TermExcluded {
        /// The term.
        term: String,
        /// The excluded word.
        word: String,
    },
    /// A product or service link without terms.
    #[error("环节 `{link}` 没有词（terms），名录里的企业匹配不到它")]
    NoTerms {
        /// The link.
        link: String,
    },
    /// A link without any relation.
    #[error("环节 `{link}` 与其他环节没有任何供需关系")]
    Isolated {
        /// The link.
        link: String,
    },
    /// A link that needs a material of a later stage of its own segment.
    #[error("{stage}环节 `{link}` 必需{later}环节 `{supplier}` 的物料，上下游颠倒")]
    StageOrder {
        /// The customer.
        link: String,
        /// Its stage.
        stage: &'static str,
        /// The supplier.
        supplier: String,
        /// The supplier's stage.
        later: &'static str,
    },
    /// A product link that no leading firm makes.
    #[error("产品环节 `{link}` 没有领军企业，缺链时无从招引")]
    NoLeader {
        /// The link.
        link: String,
    },
    /// A product link with one leading firm only.
    #[error("产品环节 `{link}` 只有1家领军企业，宜有2家以上")]
    OneLeader {
        /// The link.
        link: String,
    },
    /// A reason for having no leaders, where there are some.
    #[error("环节 `{link}` 已有{found}家领军企业，none 里的说明多余")]
    NoneNeedless {
        /// The link.
        link: String,
        /// How many leaders it has.
        found: usize,
    },
    /// A leading firm that stands at no link.
    #[error("领军企业 `{name}` 没有环节，不会成为任何缺链的目标")]
    LeaderIdle {
        /// The firm.
        name: String,
    },
    /// A statement older than it should be.
    #[error("{what}停留在{year}年，距{now}年已超过{limit}年")]
    Stale {
        /// The statement.
        what: String,
        /// Its year.
        year: i16,
        /// Year of the file.
        now: i16,
        /// Years allowed.
        limit: i16,
    },
    /// The pool knows the firm differently.
    #[error("领军企业 `{name}` 的{field}写作“{ours}”，对照表为“{theirs}”")]
    LeaderDiffers {
        /// The firm.
        name: String,
        /// What differs.
        field: &'static str,
        /// Here.
        ours: String,
        /// In the pool.
        theirs: String,
    },
    /// The pool has no firm of that ticker, nor of that name.
    #[error("领军企业 `{name}`（{ticker}）不在对照表里，未核对")]
    LeaderNotInPool {
        /// The firm.
        name: String,
        /// Its ticker.
        ticker: String,
    },
    /// No firm of the pool uses a term of the link.
    #[error("环节 `{link}` 的词，对照表里没有一家企业用到")]
    TermsUnused {
        /// The link.
        link: String,
    },
}

impl Finding {
    /// Stable code of the message.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TermTwice { .. } => "chain::term_twice",
            Self::TermExcluded { .. } => "chain::term_excluded",
            Self::NoTerms { .. } => "chain::no_terms",
            Self::Isolated { .. } => "chain::isolated",
            Self::StageOrder { .. } => "chain::stage_order",
            Self::NoLeader { .. } => "leaders::no_leader",
            Self::OneLeader { .. } => "leaders::one_leader",
            Self::NoneNeedless { .. } => "leaders::none_needless",
            Self::LeaderIdle { .. } => "leaders::idle",
            Self::Stale { .. } => "date::stale",
            Self::LeaderDiffers { .. } => "pool::differs",
            Self::LeaderNotInPool { .. } => "pool::not_in_pool",
            Self::TermsUnused { .. } => "pool::terms_unused",
        }
    }

    /// A warning can be mended in the file at once; a notice may be the truth.
    pub fn severity(&self) -> Severity {
        match self {
            Self::TermTwice { .. }
            | Self::TermExcluded { .. }
            | Self::NoTerms { .. }
            | Self::Isolated { .. }
            | Self::StageOrder { .. }
            | Self::NoLeader { .. }
            | Self::NoneNeedless { .. }
            | Self::LeaderIdle { .. }
            | Self::LeaderDiffers { .. } => Severity::Warning,
            Self::OneLeader { .. }
            | Self::Stale { .. }
            | Self::LeaderNotInPool { .. }
            | Self::TermsUnused { .. } => Severity::Notice,
        }
    }

    /// The repair.
    pub fn help(&self) -> &'static str {
        match self {
            Self::TermTwice { .. } => "一个词只归一个环节：请删去一处，或改写得更具体。",
            Self::TermExcluded { .. } => "请删去这个词，或把排除词写得更具体。",
            Self::NoTerms { .. } => "请写3—12个企业自己的叫法，如产品名、经营范围用语。",
            Self::Isolated { .. } => {
                "请在本环节的 inputs 里写供方，或在需方环节的 inputs 里写本环节。"
            }
            Self::StageOrder { .. } => {
                "请核对两个环节的 stage；不是非用不可的，写 `{link: …, optional: true}`。"
            }
            Self::NoLeader { .. } | Self::OneLeader { .. } => {
                "请在 leaders.yaml 补充有来源的企业；确实没有的，在其 none 里写明原因。"
            }
            Self::NoneNeedless { .. } => "请删去 none 里的这一条。",
            Self::LeaderIdle { .. } => "请在 links 里写它的环节，或删去这家企业。",
            Self::Stale { .. } => "请核实近况，更新日期和来源。",
            Self::LeaderDiffers { .. } => "请以最新年报或工商登记为准，改正一处。",
            Self::LeaderNotInPool { .. } => "请核对股票代码和企业全称；新上市的可不理会。",
            Self::TermsUnused { .. } => "可能用词不当：请对照企业的主营产品改写 terms。",
        }
    }
}
