//! Firms that could be attracted.

use serde::Serialize;

use super::LinkIx;

/// An entry in a published list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct ListEntry {
    /// 中国500强, 民营500强, 单项冠军 …
    pub name: String,
    /// Year of the list.
    pub year: u16,
    /// Who says so.
    pub source: String,
}

/// A company of the firm that is already in the region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct LocalFirm {
    /// Legal name.
    pub name: String,
    /// County or city.
    pub place: Option<String>,
    /// Who says so.
    pub source: String,
    /// When.
    pub date: String,
}

/// A sign that the firm is expanding or moving.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Signal {
    /// What.
    pub text: String,
    /// Where.
    pub place: Option<String>,
    /// How much, as the source says.
    pub amount: Option<String>,
    /// Who says so.
    pub source: String,
    /// When.
    pub date: String,
}

/// A leading firm of the country, or a firm of the pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leader {
    /// Legal name.
    pub name: String,
    /// Short name.
    pub short: String,
    /// Exchange ticker.
    pub ticker: Option<String>,
    /// Province, full name.
    pub province: String,
    /// City.
    pub city: Option<String>,
    /// Stem that its subsidiaries carry in their names.
    pub group: Option<String>,
    /// What it makes, of our links.
    pub links: Vec<LinkIx>,
    /// What it makes, in its own words.
    pub products: Vec<String>,
    /// Lists it stands in.
    pub lists: Vec<ListEntry>,
    /// Its companies in the region.
    pub local: Vec<LocalFirm>,
    /// Signs of expansion.
    pub signals: Vec<Signal>,
    /// What all this rests on.
    pub basis: String,
    /// As of when.
    pub date: String,
}
