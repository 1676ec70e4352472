//! `bulian run`, `bulian demo`, and a file dropped on the program.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::args::{ChartFormat, Demo, Inputs, Run};
use super::write::OutDir;
use super::{Outcome, internal, lower, render};
use crate::chart::{self, Figure};
use crate::diag::Diagnostic;
use crate::report::Picture;
use crate::report::guide::Edition;
use crate::study::{self, Request, Study};
use crate::{builtin, report};
use indicatif::ProgressBar;

/// `bulian demo`
pub fn demo(args: &Demo) -> Outcome {
    study_to(&builtin::example(), &args.out, args.quiet)
}

/// `bulian run`
pub fn run(args: &Run) -> Outcome {
    // Without a folder and with --register, nothing of the current folder is picked up by accident.
    let here = PathBuf::from(".");
    let dir = match (&args.dir, &args.inputs.register) {
        (Some(dir), _) => Some(dir.as_path()),
        (None, Some(_)) => None,
        (None, None) => Some(here.as_path()),
    };
    let request = lower::request(dir, &args.inputs)?;
    let out = args
        .out
        .clone()
        .unwrap_or_else(|| dir.unwrap_or(&here).join("output"));
    study_to(&request, &out, args.quiet)
}

/// `bulian 企业名录.xlsx`, `bulian 我的区`: a file or folder dropped on the program.
pub fn dropped(path: &Path) -> Outcome {
    let (dir, inputs, beside) = if path.is_dir() {
        (Some(path), Inputs::default(), path)
    } else {
        let inputs = Inputs {
            register: Some(path.to_owned()),
            ..Inputs::default()
        };
        (None, inputs, path.parent().unwrap_or(Path::new("")))
    };
    study_to(
        &lower::request(dir, &inputs)?,
        &beside.join("output"),
        false,
    )
}

fn study_to(request: &Request, out: &Path, quiet: bool) -> Outcome {
    let out = OutDir::create(out)?;
    let progress = if quiet {
        ProgressBar::hidden()
    } else {
        ProgressBar::new_spinner()
    };
    progress.enable_steady_tick(Duration::from_millis(100));
    progress.set_message("读入、匹配、分析");
    let result = study::run(request)?;
    progress.set_message("画图、写表");
    let figures = chart::default_set(&result.value);
    let files = outputs(request, &result.value, &figures)?;
    out.write_all(&files)?;
    progress.finish_and_clear();
    if !quiet {
        let mut warnings = result.warnings;
        warnings.extend(super::chart::remarks(&figures));
        eprint!(
            "{}",
            render::diagnostics(
                &warnings,
                super::colour(),
                "，见 补链清单.xlsx 的“数据质量”"
            )
        );
        print!("{}", summary(&result.value, out.path(), files.len()));
    }
    Ok(())
}

/// Charts that the workbook shows, too.
const IN_WORKBOOK: [&str; 2] = ["产业链覆盖矩阵", "缺链优先级"];

/// Every file of a run, by name, in a fixed order.
fn outputs(
    request: &Request,
    study: &Study,
    figures: &[Figure],
) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
    let formats = [ChartFormat::Png, ChartFormat::Svg, ChartFormat::Pdf];
    let mut out = super::chart::files("charts/", figures, &formats, false)?;
    let pictures: Vec<Picture<'_>> = figures
        .iter()
        .filter_map(|figure| {
            let file = format!("charts/{}.png", figure.name);
            let (_, png) = out.iter().find(|(name, _)| *name == file)?;
            let (name, title) = (&figure.name, &figure.title);
            Some(Picture { name, title, png })
        })
        .collect();
    let shown = IN_WORKBOOK.iter();
    let shown = shown.filter_map(|name| pictures.iter().find(|p| p.name == *name));
    let shown: Vec<Picture<'_>> = shown.copied().collect();
    let ((book, page), (edition, public)) = rayon::join(
        || {
            rayon::join(
                || report::xlsx::workbook(study, &shown),
                || report::page::page(study, figures),
            )
        },
        || {
            rayon::join(
                || report::guide::guide(study, Edition::Internal(&pictures)),
                || report::guide::guide(study, Edition::Public),
            )
        },
    );
    let book = internal(book)?;
    out.push(("补链清单.xlsx".to_owned(), book.bytes));
    for (sheet, rows) in book.overflow {
        out.push((format!("{sheet}.csv"), rows));
    }
    out.push(("index.html".to_owned(), internal(page)?));
    out.push(("招商指南.docx".to_owned(), internal(edition)?));
    out.push(("招商指南（公开版）.docx".to_owned(), internal(public)?));
    out.push((
        "study.json".to_owned(),
        internal(report::json::study(study))?,
    ));
    let hashes: Vec<(String, String)> = out
        .iter()
        .map(|(name, bytes)| (name.clone(), report::provenance::sha256(bytes)))
        .collect();
    let provenance = internal(report::provenance::provenance(request, study, &hashes))?;
    out.push(("provenance.json".to_owned(), provenance));
    Ok(out)
}

/// What was found, on one screen.
fn summary(study: &Study, out: &Path, files: usize) -> String {
    use crate::model::Action;
    let q = &study.data_quality;
    let chains: Vec<Vec<String>> = study
        .chains
        .iter()
        .map(|chain| {
            let count = |action: Action| {
                study
                    .gaps
                    .iter()
                    .filter(|g| g.chain == chain.id && g.action == action)
                    .count()
                    .to_string()
            };
            let mut row = vec![
                chain.name.clone(),
                format!("{}/{}", chain.links_here, chain.links_counted),
            ];
            row.extend(Action::ALL.map(count));
            row
        })
        .collect();
    let header = [
        "链",
        "已有/环节",
        "补链",
        "延链",
        "建链",
        "强链",
        "稳链",
        "远期",
    ];
    let top: Vec<Vec<String>> = study
        .gaps
        .iter()
        .filter(|gap| gap.action.wants_newcomer())
        .take(10)
        .map(|gap| {
            let targets: Vec<&str> = gap
                .targets
                .iter()
                .take(3)
                .map(|t| t.short.as_str())
                .collect();
            vec![
                gap.rank.to_string(),
                gap.name.clone(),
                gap.action.zh().to_owned(),
                format!("{:.1}", gap.priority),
                targets.join("、"),
            ]
        })
        .collect();
    format!(
        "{}　{}\n名录{}行：采用{}家，未采用{}行\n\n{}\n最该补的环节\n{}\n{files}个文件已写入 {}\n",
        study.zone.name,
        study.date,
        q.rows_in,
        q.rows_used,
        q.rows_reported,
        render::table(&header, &chains, 20),
        render::table(&["序", "环节", "对策", "优先级", "目标企业"], &top, 44),
        out.display()
    )
}
