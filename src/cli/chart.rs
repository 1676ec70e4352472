//! `bulian chart`: any figure, in any format and size.

use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::ProgressBar;
use rayon::prelude::*;

use super::args::{Chart, ChartFormat, Inputs, Wanted};
use super::write::OutDir;
use super::{Failure, Outcome, explain, internal, lower, render};
use crate::builtin;
use crate::chart::{self, Figure, Kind as Figures, Options, Variant};
use crate::diag::{Diagnostic, Kind};
use crate::study::{self, FirmView, Study};

/// Text below this is hard to read in print, points.
const READABLE: f64 = 6.0;

/// Draws what is asked for and writes it.
pub fn chart(args: &Chart) -> Outcome {
    fitting(args)?;
    let mut inputs = Inputs {
        date: args.date.clone(),
        ..Inputs::default()
    };
    let (request, base) = match &args.dir {
        None => (builtin::example(), PathBuf::new()),
        Some(file) if file.is_file() => {
            inputs.register = Some(file.clone());
            let base = file.parent().map(Path::to_owned).unwrap_or_default();
            (lower::request(None, &inputs)?, base)
        }
        Some(dir) => (lower::request(Some(dir), &inputs)?, dir.clone()),
    };
    let out = args
        .out
        .clone()
        .unwrap_or_else(|| base.join("output/charts"));
    let out = OutDir::create(&out)?;
    let progress = if args.quiet {
        ProgressBar::hidden()
    } else {
        ProgressBar::new_spinner()
    };
    progress.enable_steady_tick(Duration::from_millis(100));
    progress.set_message("读入、匹配、分析");
    let study = study::run(&request)?.value;
    progress.set_message("画图");
    let figures = figures(&study, args)?;
    let files = files("", &figures, &args.format, args.outline)?;
    out.write_all(&files)?;
    progress.finish_and_clear();
    if !args.quiet {
        eprint!(
            "{}",
            render::diagnostics(&remarks(&figures), super::colour(), "")
        );
        print!("{}", summary(&figures, out.path(), files.len()));
    }
    Ok(())
}

/// Options that say nothing for the kind are refused rather than ignored.
fn fitting(args: &Chart) -> Result<(), Failure> {
    let wrong = |what: &str| {
        let what = what.to_owned();
        Err(Failure::Io(vec![Diagnostic::new(Kind::Usage { what })]))
    };
    let maps = matches!(args.kind, Wanted::One(Figures::Chain) | Wanted::All);
    if !maps && (args.segment.is_some() || args.variant != Variant::default()) {
        return wrong("--segment 和 --variant 只用于产业链图（chain）");
    }
    if args.dir.is_none() && args.date.is_some() {
        return wrong("内置示例的日期是定好的，--date 只用于自己的文件夹或名录");
    }
    let card = args.kind == Wanted::One(Figures::Firm);
    if card && args.firm.is_none() {
        return wrong("企业链位卡要写明企业，如 --firm 金风");
    }
    if !card && args.firm.is_some() {
        return wrong("--firm 只用于企业链位卡（firm）");
    }
    if args.outline && !args.format.contains(&ChartFormat::Svg) {
        return wrong("--outline 只用于 SVG，请在 --format 里写上 svg");
    }
    let whole = matches!(
        args.kind,
        Wanted::One(Figures::Gaps | Figures::Matrix | Figures::County | Figures::Firm)
    );
    if whole && args.chain.is_some() {
        return wrong("--chain 不用于这种图：它合画各条链");
    }
    Ok(())
}

/// The figures asked for, at least one.
fn figures(study: &Study, args: &Chart) -> Result<Vec<Figure>, Failure> {
    let chain = chain(study, args)?;
    let segment = match (&args.segment, chain) {
        (Some(name), Some(id)) => segment(study, id, name),
        _ => None,
    };
    let firm = match &args.firm {
        Some(name) => Some(firm(study, name)?.name.as_str()),
        None => None,
    };
    let options = Options {
        chain,
        segment,
        variant: args.variant,
        paper: args.size,
        firm,
    };
    let kinds = args.kind.kinds();
    let sets: Vec<Vec<Figure>> = kinds
        .par_iter()
        .map(|kind| chart::draw(study, *kind, &options))
        .collect();
    Ok(sets.concat())
}

/// Id of the chain asked for, by id or name; a segment alone names its chain where only one has it.
fn chain<'a>(study: &'a Study, args: &Chart) -> Result<Option<&'a str>, Failure> {
    let usage = |what: String| Failure::Io(vec![Diagnostic::new(Kind::Usage { what })]);
    let found = match &args.chain {
        None => None,
        Some(name) => {
            let named = |c: &&study::ChainView| c.name == *name || c.id.eq_ignore_ascii_case(name);
            let all = || study.chains.iter().map(|c| format!("{} {}", c.id, c.name));
            Some(study.chains.iter().find(named).ok_or_else(|| {
                let all: Vec<String> = all().collect();
                usage(format!("没有产业链 `{name}`；可用的有 {}", all.join("、")))
            })?)
        }
    };
    let Some(wanted) = &args.segment else {
        return Ok(found.map(|c| c.id.as_str()));
    };
    let having: Vec<&study::ChainView> = study
        .chains
        .iter()
        .filter(|c| found.is_none_or(|f| f.id == c.id))
        .filter(|c| segment(study, &c.id, wanted).is_some())
        .collect();
    match (having.as_slice(), found) {
        ([one], _) => Ok(Some(one.id.as_str())),
        ([], Some(chain)) => {
            let all: Vec<&str> = chain.segments.values().map(String::as_str).collect();
            let (name, all) = (&chain.name, all.join("、"));
            Err(usage(format!(
                "{name}没有细分链 `{wanted}`；可用的有 {all}"
            )))
        }
        ([], None) => Err(usage(format!(
            "没有细分链 `{wanted}`；用 --chain 写明哪条链，会列出它的细分链"
        ))),
        (several, _) => {
            let all: Vec<&str> = several.iter().map(|c| c.name.as_str()).collect();
            let all = all.join("、");
            Err(usage(format!(
                "{all}都有细分链 `{wanted}`，请用 --chain 写明哪一条"
            )))
        }
    }
}

/// Key of a segment of a chain, by key or name.
fn segment<'a>(study: &'a Study, chain: &str, name: &str) -> Option<&'a str> {
    let chain = study.chain(chain)?;
    let found = chain
        .segments
        .iter()
        .find(|(key, zh)| *key == name || *zh == name);
    found.map(|(key, _)| key.as_str())
}

/// The firm of that name, or the only one whose name contains it.
fn firm<'a>(study: &'a Study, name: &str) -> Result<&'a FirmView, Failure> {
    if let Some(firm) = study.firms.iter().find(|f| f.name == name) {
        return Ok(firm);
    }
    let like: Vec<&FirmView> = study
        .firms
        .iter()
        .filter(|f| f.name.contains(name))
        .collect();
    match like.as_slice() {
        [one] => Ok(one),
        [] => {
            let firms = |n: &String| study.firms.iter().any(|f| f.name == *n);
            let near = explain::near(study, name)
                .into_iter()
                .filter(firms)
                .collect();
            let name = name.to_owned();
            Err(Diagnostic::new(Kind::NothingNamed { name, near }).into())
        }
        several => {
            let names: Vec<&str> = several.iter().take(5).map(|f| f.name.as_str()).collect();
            let what = format!(
                "有{}家企业名称含“{name}”，请写得更全：{}",
                several.len(),
                names.join("、")
            );
            Err(Failure::Io(vec![Diagnostic::new(Kind::Usage { what })]))
        }
    }
}

/// Each figure in each format, by file name; drawn over all cores.
pub fn files(
    prefix: &str,
    figures: &[Figure],
    formats: &[ChartFormat],
    outline: bool,
) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
    let jobs: Vec<(&Figure, ChartFormat)> = figures
        .iter()
        .flat_map(|figure| formats.iter().map(move |format| (figure, *format)))
        .collect();
    let drawn: Vec<Result<(String, Vec<u8>), String>> = jobs
        .into_par_iter()
        .map(|(figure, format)| {
            let (end, bytes) = match format {
                ChartFormat::Svg if outline => ("svg", chart::outlined(figure)?.into_bytes()),
                ChartFormat::Svg => ("svg", figure.svg.clone().into_bytes()),
                ChartFormat::Png => ("png", chart::png(&figure.svg)?),
                ChartFormat::Pdf => ("pdf", chart::pdf(figure)?),
            };
            Ok((format!("{prefix}{}.{end}", figure.name), bytes))
        })
        .collect();
    drawn.into_iter().map(internal).collect()
}

/// What the reader of a figure should know: characters that could not be drawn, print too small.
pub fn remarks(figures: &[Figure]) -> Vec<Diagnostic> {
    let mut chars: Vec<char> = Vec::new();
    for figure in figures {
        for c in chart::undrawable(&figure.svg) {
            if !chars.contains(&c) {
                chars.push(c);
            }
        }
    }
    let mut out = Vec::new();
    if !chars.is_empty() {
        let chars = chars.into_iter().collect();
        out.push(Diagnostic::new(Kind::GlyphMissing { chars }));
    }
    for figure in figures.iter().filter(|f| f.least_points < READABLE) {
        out.push(Diagnostic::new(Kind::SmallPrint {
            figure: figure.name.clone(),
            points: format!("{:.1}", figure.least_points),
        }));
    }
    out
}

fn summary(figures: &[Figure], out: &Path, files: usize) -> String {
    let names: Vec<&str> = figures.iter().map(|f| f.name.as_str()).collect();
    format!(
        "{}\n{}张图，{files}个文件已写入 {}\n",
        names.join("\n"),
        figures.len(),
        out.display()
    )
}
