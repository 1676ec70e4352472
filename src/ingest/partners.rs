//! `partners.yaml` → horizontal relations between links (协作关系).

use indexmap::IndexMap;
use serde::Deserialize;

use super::InputFile;
use super::link_name::{Named, named};
use super::yaml::{self, FORMAT, RawSource, Text, nearest};
use crate::diag::{Checked, Diagnostic, Kind, Warned};
use crate::model::{Chains, LinkIx, Partner, PartnerBy, Source};

#[derive(Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "bulian 协作关系（chains/partners.yaml）")]
struct RawFile {
    /// 格式版本，现为 1
    format: u32,
    /// 日期
    #[expect(dead_code, reason = "for the reader of the file")]
    as_of: Option<Text>,
    /// 来源：键 → 标题、发布者、日期、网址
    #[serde(default)]
    sources: IndexMap<String, RawSource>,
    /// 协作关系
    partners: Vec<RawPartner>,
}

#[derive(Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawPartner {
    /// 两个以上环节：`链名/环节名`
    links: Vec<String>,
    /// 共用什么：process 同工艺，customer 共同客户，support 共用支撑，equipment 共用装备设施，material 同原料，site 同园共生
    by: PartnerBy,
    /// 一句话说明
    why: String,
    /// 来源的键；与 common 二选一
    source: Option<String>,
    /// 行业常识，不另列来源
    #[serde(default)]
    common: bool,
}

/// The JSON Schema of `partners.yaml`.
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(RawFile)
}

/// Reads horizontal relations against the loaded chains. A relation keeps the links whose chains are
/// loaded and goes where fewer than two are left.
///
/// # Errors
/// Syntax, unknown links, undeclared sources, fewer than two links, neither source nor `common`: all
/// of them, with places.
pub fn partners(file: &InputFile, chains: &Chains) -> Checked<Vec<Partner>> {
    let (raw, document) = yaml::parse::<RawFile>(file)?;
    let mut errors = Vec::new();
    if raw.format != FORMAT {
        let kind = Kind::FormatVersion {
            found: raw.format,
            wanted: FORMAT,
        };
        errors.push(Diagnostic::at(kind, document.place(&["format"])));
    }
    let mut out = Vec::new();
    for (i, partner) in raw.partners.iter().enumerate() {
        let n = i.to_string();
        let mut links: Vec<LinkIx> = Vec::new();
        let mut elsewhere = false;
        for (j, name) in partner.links.iter().enumerate() {
            match named(chains, name) {
                Named::Link(ix) if !links.contains(&ix) => links.push(ix),
                Named::Link(_) => {}
                Named::Elsewhere(_) => elsewhere = true,
                Named::Unknown(kind) => errors.push(Diagnostic::at(
                    kind,
                    document.place(&["partners", &n, "links", &j.to_string()]),
                )),
            }
        }
        if partner.links.len() < 2 || !elsewhere && links.len() < partner.links.len().min(2) {
            errors.push(Diagnostic::at(
                Kind::PartnerAlone,
                document.key(&["partners", &n, "links"]),
            ));
        }
        let source = match &partner.source {
            None if partner.common => None,
            None => {
                errors.push(Diagnostic::at(
                    Kind::PartnerUnsourced,
                    document.key(&["partners", &n, "why"]),
                ));
                None
            }
            Some(key) => match raw.sources.get(key) {
                Some(source) => Some(Source::from(source.clone()).to_string()),
                None => {
                    let kind = Kind::UnknownSource {
                        name: key.clone(),
                        nearest: nearest(key, raw.sources.keys().map(String::as_str)),
                    };
                    errors.push(Diagnostic::at(
                        kind,
                        document.place(&["partners", &n, "source"]),
                    ));
                    None
                }
            },
        };
        if links.len() >= 2 {
            out.push(Partner {
                links,
                by: partner.by,
                why: partner.why.clone(),
                source,
            });
        }
    }
    if errors.is_empty() {
        Ok(Warned {
            value: out,
            warnings: Vec::new(),
        })
    } else {
        Err(errors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_told_with_its_place() {
        let text = "format: 1\npartners:\n  \
            - {links: [清洁能源/甲], by: process, why: 一, common: true}\n  \
            - {links: [清洁能源/甲, 清洁能源/乙], by: site, why: 二}\n  \
            - {links: [清洁能源/甲, 清洁能源/乙], by: site, why: 三, source: X}\n  \
            - {links: [某链/甲, 清洁能源/乙], by: site, why: 四, common: true}\n";
        let file = InputFile::new("partners.yaml", text.as_bytes());
        let found: Vec<String> = partners(&file, &Chains::default())
            .err()
            .unwrap_or_default()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            found,
            [
                "partners.yaml:3:6：协作关系至少要有两个不同的环节",
                "partners.yaml:4:41：协作关系没有写依据",
                "partners.yaml:5:57：未登记的来源 `X`",
                "partners.yaml:6:14：未定义的环节 `某链/甲`",
            ]
        );
    }
}
