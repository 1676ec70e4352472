//! `bulian check`: are models, settings and leaders in order?

use super::args::Check;
use super::{Failure, Outcome, lower, render};
use crate::builtin;
use crate::diag::{Diagnostic, Kind};
use crate::ingest::{self, InputFile};
use crate::model::Policy;

/// What a YAML file is, by the keys at its left edge.
enum Sort {
    Chain,
    Leaders,
    Policy,
    Zone,
}

fn sort(file: &InputFile) -> Sort {
    let text = String::from_utf8_lossy(&file.bytes);
    let has = |key: &str| {
        text.lines()
            .any(|l| l.trim_start_matches('\u{feff}').starts_with(key))
    };
    if has("links:") || has("segments:") {
        Sort::Chain
    } else if has("leaders:") {
        Sort::Leaders
    } else if has("rules:") && has("version:") {
        Sort::Policy
    } else {
        Sort::Zone
    }
}

/// Checks files against the built-in models, or everything built in.
pub fn check(args: &Check) -> Outcome {
    let files = if args.files.is_empty() {
        let zone = builtin::jiuquan()
            .into_iter()
            .filter(|f| f.name.ends_with(".yaml"));
        builtin::chains()
            .into_iter()
            .chain([builtin::leaders(), builtin::policy()])
            .chain(zone)
            .collect()
    } else {
        let mut files = Vec::new();
        let mut errors = Vec::new();
        for path in &args.files {
            let yaml = path.extension().is_some_and(|e| e == "yaml" || e == "yml");
            if yaml {
                match lower::read(path) {
                    Ok(file) => files.push(file),
                    Err(error) => errors.push(error),
                }
            } else {
                let extension = path
                    .extension()
                    .map(|e| e.to_string_lossy().into_owned())
                    .unwrap_or_default();
                let kind = Kind::FileType { extension };
                errors.push(Diagnostic::in_file(kind, &path.display().to_string()));
            }
        }
        if !errors.is_empty() {
            return Err(errors.into());
        }
        files
    };
    let mut models = builtin::chains();
    let (mut leaders, mut zones) = (Vec::new(), Vec::new());
    let mut policy = builtin::policy();
    for file in files {
        match sort(&file) {
            Sort::Chain => models.push(file),
            Sort::Leaders => leaders.push(file),
            Sort::Policy => policy = file,
            Sort::Zone => zones.push(file),
        }
    }
    let chains = ingest::chains(&models)?;
    let mut warnings = chains.warnings;
    let mut errors = Vec::new();
    let mut firms = 0;
    for file in &leaders {
        match ingest::leaders(file, &chains.value) {
            Ok(read) => {
                warnings.extend(read.warnings);
                firms += read.value.len();
            }
            Err(found) => errors.extend(found),
        }
    }
    let mut rules = String::new();
    match ingest::policy(&policy, &chains.value) {
        Ok(policy) => {
            warnings.extend(policy.warnings);
            rules += &rule_set(&policy.value);
            for file in &zones {
                match ingest::zone(file, &chains.value, &policy.value) {
                    Ok(read) => {
                        warnings.extend(read.warnings);
                        rules += &changes(&file.name, &read.value.policy);
                    }
                    Err(found) => errors.extend(found),
                }
            }
        }
        Err(found) => errors.extend(found),
    }
    eprint!("{}", render::diagnostics(&warnings, super::colour()));
    if !errors.is_empty() {
        return Err(Failure::Refused(errors));
    }
    let links = &chains.value.links;
    let aliases: usize = links.iter().map(|l| l.aliases.len()).sum();
    let relations: usize = links
        .iter()
        .flat_map(|l| &l.inputs)
        .map(|i| i.suppliers.len())
        .sum();
    println!(
        "没有错误：{}条链，{}个环节（另有{aliases}个别名），{relations}条供需关系{}；提示{}条",
        chains.value.chains.len(),
        links.len(),
        if firms > 0 {
            format!("，领军企业{firms}家")
        } else {
            String::new()
        },
        warnings.len()
    );
    print!("{rules}");
    Ok(())
}

/// Which rule set is in force: its version, and each rule with whether it is on.
fn rule_set(policy: &Policy) -> String {
    let as_of = policy.as_of.as_deref().unwrap_or("日期不详");
    let mut out = format!(
        "{}：第{}版（{as_of}），{}条\n",
        policy.title,
        policy.version,
        policy.rules.len()
    );
    for rule in &policy.rules {
        let state = if rule.on { "" } else { "（默认关）" };
        out += &format!("  {} {}{state}\n", rule.id, rule.title);
    }
    out
}

/// What a zone has set anew in it.
fn changes(file: &str, policy: &Policy) -> String {
    if policy.changes.is_empty() {
        return format!("{file}：规则未作改动\n");
    }
    let mut out = format!("{file}：改动规则{}处\n", policy.changes.len());
    for change in &policy.changes {
        let title = policy
            .rule(&change.rule)
            .map_or("", |rule| rule.title.as_str());
        let (rule, setting) = (&change.rule, &change.setting);
        let (from, to) = (&change.from, &change.to);
        out += &format!("  {rule} {title}：{setting} 由 {from} 改为 {to}\n");
    }
    out
}
