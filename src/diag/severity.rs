//! How bad each message is. No arm for the rest: a new kind makes the compiler ask.

use super::{Kind, Severity};

impl Kind {
    /// How bad it is.
    pub fn severity(&self) -> Severity {
        match self {
            Self::Audit(finding) => finding.severity(),
            Self::ChainNotLoaded { .. } => Severity::Notice,
            Self::ColumnTwice { .. }
            | Self::SheetNotRead { .. }
            | Self::NoUnit { .. }
            | Self::ForeignMoney { .. }
            | Self::CreditCodeSlip { .. }
            | Self::RowIncomplete { .. }
            | Self::CellError { .. }
            | Self::NotADate { .. }
            | Self::RowWithoutName
            | Self::RowNotAFirm { .. }
            | Self::FirmClosed { .. }
            | Self::FirmTwice { .. }
            | Self::CreditCode { .. }
            | Self::NotANumber { .. }
            | Self::NotInList { .. }
            | Self::RowUnknownLink { .. }
            | Self::RowCode { .. }
            | Self::RowCodeFormer { .. }
            | Self::RowCodeSection { .. }
            | Self::ZonePlace { .. }
            | Self::QuoteUnclosed
            | Self::CellDamaged
            | Self::ReviewNoFirm { .. }
            | Self::ReviewConflict { .. }
            | Self::LabelUnknownLink { .. }
            | Self::LabelNoFirm { .. }
            | Self::LabelTwice { .. }
            | Self::LinkClassified { .. }
            | Self::GlyphMissing { .. }
            | Self::SmallPrint { .. }
            | Self::RuleLinkAbsent { .. } => Severity::Warning,
            Self::FileMissing
            | Self::FileUnreadable { .. }
            | Self::FileUnwritable { .. }
            | Self::FileType { .. }
            | Self::WorkbookBroken { .. }
            | Self::WorkbookTooLarge { .. }
            | Self::SheetMissing { .. }
            | Self::UnknownColumn { .. }
            | Self::MapMissing { .. }
            | Self::WorkbookLocked
            | Self::Encoding
            | Self::TableEmpty { .. }
            | Self::ColumnMissing { .. }
            | Self::FullWidthColon
            | Self::TabIndent
            | Self::Yaml { .. }
            | Self::DuplicateKey { .. }
            | Self::FormatVersion { .. }
            | Self::UnknownLink { .. }
            | Self::UnknownChain { .. }
            | Self::DuplicateId { .. }
            | Self::BadId { .. }
            | Self::UnknownSegment { .. }
            | Self::BadCode { .. }
            | Self::UnknownCode { .. }
            | Self::CodeSection { .. }
            | Self::UnknownDivision { .. }
            | Self::UnknownSource { .. }
            | Self::LinkShape { .. }
            | Self::SelfSupply { .. }
            | Self::ChainShape { .. }
            | Self::AliasOfAlias { .. }
            | Self::DuplicateLeader { .. }
            | Self::PartnerAlone
            | Self::PartnerUnsourced
            | Self::OutOfRange { .. }
            | Self::UnknownWeight { .. }
            | Self::UnknownRule { .. }
            | Self::UnknownSetting { .. }
            | Self::RuleShape { .. }
            | Self::NothingNamed { .. }
            | Self::AlreadyThere
            | Self::Usage { .. } => Severity::Error,
        }
    }

    /// Whether the row it is about was not used.
    pub fn drops_row(&self) -> bool {
        matches!(
            self,
            Self::RowWithoutName
                | Self::RowNotAFirm { .. }
                | Self::FirmClosed { .. }
                | Self::FirmTwice { .. }
                | Self::RowUnknownLink { .. }
                | Self::RowIncomplete { .. }
        )
    }
}
