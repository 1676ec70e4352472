//! The zone's enterprises and projects as read from its tables.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{CreditCode, IndustryCode, LinkIx, WanYuan};

/// Position of a firm in [`Register::firms`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FirmIx(pub usize);

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "RowRef")]
pub struct RowRef<S = String> {
    /// File.
    pub file: S,
    /// Sheet, where the file has sheets.
    pub sheet: Option<S>,
    /// Row, 1-based, as the spreadsheet program numbers it; 0 for a firm that is only supposed.
    pub row: u32,
}

impl RowRef<Cow<'_, str>> {
    /// With texts of its own.
    pub fn owned(self) -> RowRef {
        RowRef {
            file: self.file.into_owned(),
            sheet: self.sheet.map(Cow::into_owned),
            row: self.row,
        }
    }
}

impl std::fmt::Display for RowRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.sheet {
            Some(sheet) => write!(f, "{}·{sheet}第{}行", self.file, self.row),
            None => write!(f, "{}第{}行", self.file, self.row),
        }
    }
}

/// Whether a firm is at work. Closed firms are not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// 存续、在业、在产 …
    Active,
    /// The register does not say; taken as active.
    NotStated,
    /// 在建、筹建
    Building,
    /// 停产、停业
    Suspended,
    /// 待核: an old or indirect source; never more than 待复核.
    Unverified,
}

impl Status {
    /// The Chinese word.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Active => "在业",
            Self::NotStated => "未注明",
            Self::Building => "在建",
            Self::Suspended => "停产",
            Self::Unverified => "待核",
        }
    }
}

/// How far a row of the example is backed by a source.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
pub enum Credibility {
    /// Background knowledge.
    P,
    /// Signed, building, planned, or an old source.
    L1,
    /// A source says it is producing or operating.
    L2,
}

/// One enterprise of the register.
///
/// Its texts are its own, or still those of the table while it is read.
#[derive(Clone, Debug, PartialEq)]
pub struct Firm<S = String> {
    /// Where it stands.
    pub row: RowRef<S>,
    /// Name.
    pub name: S,
    /// Checked credit code.
    pub credit: Option<CreditCode>,
    /// County.
    pub county: Option<S>,
    /// Park.
    pub park: Option<S>,
    /// GB/T 4754 codes.
    pub codes: Arc<[IndustryCode]>,
    /// 主营产品
    pub products: S,
    /// 经营范围
    pub scope: S,
    /// Whether it is at work.
    pub status: Status,
    /// 所属集团
    pub group: Option<S>,
    /// Annual revenue.
    pub revenue: Option<WanYuan>,
    /// What the register says it does (生产/服务/贸易).
    pub role: Option<super::Role>,
    /// How far the row is backed.
    pub credibility: Option<Credibility>,
    /// Who says so.
    pub source: Option<S>,
    /// When.
    pub source_date: Option<String>,
}

impl Firm<Cow<'_, str>> {
    /// With texts of its own.
    pub fn owned(self) -> Firm {
        let own = |text: Option<Cow<'_, str>>| text.map(Cow::into_owned);
        Firm {
            row: self.row.owned(),
            name: self.name.into_owned(),
            credit: self.credit,
            county: own(self.county),
            park: own(self.park),
            codes: self.codes,
            products: self.products.into_owned(),
            scope: self.scope.into_owned(),
            status: self.status,
            group: own(self.group),
            revenue: self.revenue,
            role: self.role,
            credibility: self.credibility,
            source: own(self.source),
            source_date: self.source_date,
        }
    }
}

/// The register, clean.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Register {
    /// File name.
    pub file: String,
    /// Firms in the order of their rows.
    pub firms: Vec<Firm>,
    /// Rows below the header.
    pub rows_in: usize,
    /// Rows reported and not used.
    pub rows_reported: usize,
    /// Column of ours → header in the file.
    pub columns: Vec<(String, String)>,
}

/// How far a project is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ProjectStage {
    /// 在谈
    Negotiating,
    /// 签约
    Signed,
    /// 开工、在建
    Building,
    /// 投产
    Running,
}

impl ProjectStage {
    /// The Chinese word.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Negotiating => "在谈",
            Self::Signed => "签约",
            Self::Building => "在建",
            Self::Running => "投产",
        }
    }
}

/// A project of the zone.
#[derive(Clone, Debug, PartialEq)]
pub struct Project {
    /// Where it stands.
    pub row: RowRef,
    /// Name.
    pub name: String,
    /// Firm.
    pub firm: Option<String>,
    /// The link it will serve.
    pub link: LinkIx,
    /// How far it is.
    pub stage: ProjectStage,
    /// Investment.
    pub investment: Option<WanYuan>,
    /// County.
    pub county: Option<String>,
    /// Date of the news.
    pub date: Option<String>,
    /// Who says so.
    pub source: Option<String>,
}
