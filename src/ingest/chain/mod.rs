//! Chain models: YAML files → [`Chains`], every reference resolved.

mod places;
mod raw;
mod resolve;

use rayon::prelude::*;

use super::InputFile;
use super::yaml::{self, Document, FORMAT};
use crate::diag::{Checked, Diagnostic, Kind, Warned};
use crate::model::Chains;
pub use places::ChainPlaces;
use raw::RawChain;
use resolve::Resolver;

/// The ten chains, in their official order: id and name.
pub const TEN: [(&str, &str); 10] = [
    ("JN", "节能环保"),
    ("QC", "清洁生产"),
    ("QN", "清洁能源"),
    ("NY", "循环农业"),
    ("ZY", "中医中药"),
    ("WL", "文化旅游"),
    ("TD", "通道物流"),
    ("JM", "军民融合"),
    ("SJ", "数据信息"),
    ("ZZ", "先进制造"),
];

/// The JSON Schema of a chain model.
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(RawChain)
}

/// Reads chain models together. A later file replaces an earlier one of the same chain id, so a
/// planner's own model overrides a built-in one.
///
/// # Errors
/// Every problem found, each with its place; a reference into one of the ten chains that is not
/// among the files is a notice.
pub fn chains(files: &[InputFile]) -> Checked<Chains> {
    let Warned {
        value: (value, _),
        warnings,
    } = models(files)?;
    Ok(Warned { value, warnings })
}

/// As [`chains`], and where every link stands in its file.
///
/// # Errors
/// As [`chains`].
pub fn models(files: &[InputFile]) -> Checked<(Chains, ChainPlaces)> {
    let mut errors = Vec::new();
    let mut raws: Vec<(RawChain, Document)> = Vec::new();
    let parsed = files.par_iter().map(yaml::parse::<RawChain>);
    for parsed in parsed.collect::<Vec<_>>() {
        match parsed {
            Ok((raw, document)) => {
                if raw.format != FORMAT {
                    let kind = Kind::FormatVersion {
                        found: raw.format,
                        wanted: FORMAT,
                    };
                    errors.push(Diagnostic::at(kind, document.place(&["format"])));
                }
                raws.retain(|(old, _)| old.id != raw.id);
                raws.push((raw, document));
            }
            Err(found) => errors.extend(found),
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let order = |id: &str| {
        TEN.iter()
            .position(|(ten, _)| *ten == id)
            .unwrap_or(TEN.len())
    };
    raws.sort_by(|(a, _), (b, _)| {
        order(&a.id)
            .cmp(&order(&b.id))
            .then_with(|| a.id.cmp(&b.id))
    });
    let Warned { value, warnings } = Resolver::new(&raws).run()?;
    let places = ChainPlaces(raws.into_iter().map(|(_, document)| document).collect());
    Ok(Warned {
        value: (value, places),
        warnings,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{LinkIx, Supplier};

    const HEAD: &str = "format: 1\nid: QN\nname: 清洁能源\nen: x\nsegments: {pv: 光伏}\nlinks:\n";

    fn read(links: &str) -> Checked<Chains> {
        chains(&[InputFile::new(
            "qn.yaml",
            format!("{HEAD}{links}").as_bytes(),
        )])
    }

    fn errors(links: &str) -> Vec<String> {
        read(links)
            .err()
            .unwrap_or_default()
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn unknown_names_say_where_and_which_was_meant() {
        let found = errors(
            "  光伏玻璃: {id: QN05, segment: pv, stage: 上游, nature: product}\n  \
             光伏组件: {id: QN11, segment: pv, stage: 中游, nature: product, inputs: [光伏玻璃片]}\n",
        );
        assert_eq!(found, ["qn.yaml:8:70：未定义的环节 `光伏玻璃片`"]);
    }

    #[test]
    fn other_chains_resolve_when_they_land() {
        let link = "  光伏玻璃: {id: QN05, segment: pv, stage: 上游, nature: product, inputs: [清洁生产/硅石采选]}\n";
        let read = read(link).map_err(|e| e[0].to_string()).expect("reads");
        assert_eq!(
            read.value.links[0].inputs[0].suppliers,
            [Supplier::Elsewhere("清洁生产/硅石采选".into())]
        );
        assert_eq!(read.warnings.len(), 1);
    }

    #[test]
    fn duplicate_ids_and_bad_segments_are_all_reported() {
        let found = errors(
            "  甲: {id: QN05, segment: pv, stage: 上游, nature: product}\n  \
             乙: {id: QN05, segment: vp, stage: 上游, nature: product}\n",
        );
        assert_eq!(
            found,
            [
                "qn.yaml:8:11：编号 `QN05` 已用于环节 `清洁能源/甲`",
                "qn.yaml:8:26：未定义的细分链 `vp`"
            ]
        );
    }

    #[test]
    fn codes_are_held_against_the_standard() {
        let link = "  甲: {id: QN05, segment: pv, stage: 上游, nature: product, codes: [C3415, D3415, C3150, \"C3499?\", C3498, X1]}\n";
        let found: Vec<String> = read(link)
            .err()
            .unwrap_or_default()
            .iter()
            .map(|e| format!("{e} {}", e.kind.help().unwrap_or_default()))
            .collect();
        assert_eq!(
            found,
            [
                "qn.yaml:7:73：行业代码 `D3415` 的门类字母不符 应写 `C3415 风能原动设备制造`。",
                "qn.yaml:7:80：GB/T 4754—2017 没有行业代码 `C3150` 是2011年版代码（铁合金冶炼），2017年版相近的为 `C3140 铁合金冶炼`。",
                "qn.yaml:7:97：GB/T 4754—2017 没有行业代码 `C3498` 请在上级 `C349 其他通用设备制造业` 之下选用。",
                "qn.yaml:7:104：行业代码 `X1` 不合 GB/T 4754 的写法 门类字母加2—4位数字，如 `C3415`；没有把握时后面加 `?`。"
            ]
        );
    }

    #[test]
    fn an_alias_stays_one_node() {
        let links = "  甲: {id: QN01, segment: pv, stage: 上游, nature: product}\n  \
                     乙: {id: QN02, same_as: 甲, stage: 中游}\n  \
                     丙: {id: QN03, segment: pv, stage: 下游, nature: product, inputs: [乙]}\n";
        let chains = read(links)
            .map_err(|e| e[0].to_string())
            .expect("reads")
            .value;
        assert_eq!(chains.links.len(), 2);
        assert_eq!(
            chains.links[1].inputs[0].suppliers,
            [Supplier::Link(LinkIx(0))]
        );
        assert_eq!(chains.find("QN02"), Some(LinkIx(0)));
    }
}
