//! Where links stand in their files, for messages that come after reading.

use crate::diag::{Diagnostic, Kind};
use crate::ingest::yaml::Document;
use crate::model::Link;

/// The files of the chains, in the order of [`Chains::chains`](crate::model::Chains::chains).
pub struct ChainPlaces(pub(super) Vec<Document>);

impl ChainPlaces {
    /// A diagnostic at a field of a link (`["terms", "0"]`), or at its name where the field is empty.
    pub fn at(&self, kind: impl Into<Kind>, link: &Link, field: &[&str]) -> Diagnostic {
        let mut path = vec!["links", link.name.as_str()];
        path.extend(field);
        match self.0.get(link.chain) {
            Some(document) if field.is_empty() => Diagnostic::at(kind.into(), document.key(&path)),
            Some(document) => Diagnostic::at(kind.into(), document.place(&path)),
            None => Diagnostic::new(kind.into()),
        }
    }
}
