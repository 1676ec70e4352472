//! What a person says a firm does: the truth that the matcher is held against.

use super::{LinkIx, RowRef};

/// One firm, judged by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirmLabel {
    /// Where it stands.
    pub row: RowRef,
    /// Firm, by name.
    pub firm: String,
    /// 必须: links it holds.
    pub must: Vec<LinkIx>,
    /// 可以: links that a careful reader would also accept.
    pub may: Vec<LinkIx>,
    /// 组: the part of the set it belongs to (`tune`, `test`).
    pub part: Option<String>,
}
