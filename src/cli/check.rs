//! `bulian check`: are models, settings and leaders in order, and how could they be better?

use super::args::{Check, ExplainFormat};
use super::{Failure, Outcome, internal, lower, print_bytes, verdict};
use crate::audit::{self, Models};
use crate::builtin;
use crate::diag::{Diagnostic, Kind, Place, Severity};
use crate::ingest::{self, InputFile};
use crate::model::{Candidate, Chains, Policy};

/// What a YAML file is, by the keys at its left edge.
enum Sort {
    Chain,
    Leaders,
    Partners,
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
    } else if has("partners:") {
        Sort::Partners
    } else if has("rules:") && has("version:") {
        Sort::Policy
    } else {
        Sort::Zone
    }
}

/// What was counted while checking.
pub struct Counts {
    /// Chains.
    pub chains: usize,
    /// Links.
    pub links: usize,
    /// Second places of links.
    pub aliases: usize,
    /// Supplier–customer pairs.
    pub relations: usize,
    /// Leading firms in the files checked.
    pub leaders: usize,
    /// Horizontal relations in the files checked.
    pub partners: usize,
}

/// Checks files against the built-in models, or everything built in.
pub fn check(args: &Check) -> Outcome {
    let files = if args.files.is_empty() {
        let zone = builtin::jiuquan()
            .into_iter()
            .filter(|f| f.name.ends_with(".yaml"));
        let leaders = [builtin::leaders()];
        builtin::chains()
            .into_iter()
            .chain(leaders)
            .chain([builtin::partners(), builtin::policy()])
            .chain(zone)
            .collect()
    } else {
        given(args)?
    };
    let pool = match &args.against {
        None => None,
        // What is wrong with rows of that table is not the question here.
        Some(path) => Some(ingest::pool(&lower::read(path)?)?.value),
    };
    let (mut found, counts, rules) = look(&files, pool.as_deref());
    if !args.files.is_empty() {
        // Somebody else's old dates are no news.
        found.retain(|d| d.severity() > Severity::Notice || is_in(d, &files));
    }
    let at_least = |severity| found.iter().any(|d| d.severity() >= severity);
    let bad = at_least(Severity::Error) || args.strict && at_least(Severity::Warning);
    match args.output.format {
        ExplainFormat::Json => print_bytes(&internal(verdict::json(&found, &counts))?)?,
        ExplainFormat::Table => {
            eprint!("{}", verdict::findings(&found, super::colour()));
            if !at_least(Severity::Error) {
                print_bytes((verdict::summary(&found, &counts) + &rules).as_bytes())?;
            }
        }
    }
    if bad {
        Err(Failure::Refused(Vec::new())) // everything has been said
    } else {
        Ok(())
    }
}

/// The files named; only YAML.
fn given(args: &Check) -> Result<Vec<InputFile>, Failure> {
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
    if errors.is_empty() {
        Ok(files)
    } else {
        Err(errors.into())
    }
}

/// Everything there is to say: errors of reading first, then what the audit finds; the rules in words.
fn look(
    files: &[InputFile],
    pool: Option<&[Candidate]>,
) -> (Vec<Diagnostic>, Option<Counts>, String) {
    let mut models = builtin::chains();
    let (mut leaders, mut partners, mut zones) = (Vec::new(), Vec::new(), Vec::new());
    let mut policy = builtin::policy();
    for file in files {
        match sort(file) {
            // The built-in ones are there already.
            Sort::Chain if !models.contains(file) => models.push(file.clone()),
            Sort::Chain => {}
            Sort::Leaders => leaders.push(file),
            Sort::Partners => partners.push(file),
            Sort::Policy => policy = file.clone(),
            Sort::Zone => zones.push(file),
        }
    }
    let read = match ingest::models(&models) {
        Ok(read) => read,
        Err(errors) => return (errors, None, String::new()),
    };
    let mut found = read.warnings;
    let (chains, places) = read.value;
    let models = Models {
        chains: &chains,
        places: &places,
    };
    found.extend(audit::chains(models));
    let mut lists = Vec::new();
    for file in leaders {
        match ingest::leaders_file(file, &chains) {
            Ok(read) => {
                found.extend(read.warnings);
                lists.push(read.value);
            }
            Err(errors) => found.extend(errors),
        }
    }
    if !lists.is_empty() {
        found.extend(audit::leaders(models, &lists));
    }
    let mut sides = 0;
    for file in partners {
        match ingest::partners(file, &chains) {
            Ok(read) => sides += read.value.len(),
            Err(errors) => found.extend(errors),
        }
    }
    let mut rules = String::new();
    match ingest::policy(&policy, &chains) {
        Ok(policy) => {
            found.extend(policy.warnings);
            rules += &rule_set(&policy.value);
            for file in zones {
                match ingest::zone(file, &chains, &policy.value) {
                    Ok(read) => {
                        found.extend(read.warnings);
                        found.extend(audit::zone(&read.value, &file.name));
                        rules += &changes(&file.name, &read.value.policy);
                    }
                    Err(errors) => found.extend(errors),
                }
            }
        }
        Err(errors) => found.extend(errors),
    }
    if let Some(pool) = pool {
        match audit::pool(models, &lists, pool) {
            Ok(more) => found.extend(more),
            Err(error) => found.push(error),
        }
    }
    let firms = lists.iter().map(|list| list.leaders.len()).sum();
    let counts = counts(&chains, firms, sides);
    (found, Some(counts), rules)
}

fn is_in(diagnostic: &Diagnostic, files: &[InputFile]) -> bool {
    let name = match diagnostic.place() {
        Some(Place::File(name)) => name,
        Some(Place::Text { source, .. }) => &source.name,
        Some(Place::Cell(cell)) => &cell.file,
        None => return true,
    };
    files.iter().any(|file| file.name == *name)
}

fn counts(chains: &Chains, leaders: usize, partners: usize) -> Counts {
    let links = &chains.links;
    let inputs = links.iter().flat_map(|l| &l.inputs);
    Counts {
        chains: chains.chains.len(),
        links: links.len(),
        aliases: links.iter().map(|l| l.aliases.len()).sum(),
        relations: inputs.map(|i| i.suppliers.len()).sum(),
        leaders,
        partners,
    }
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
