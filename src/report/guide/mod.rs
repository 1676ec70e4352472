//! `招商指南.docx`: the study as the chapters a planner hands on.
//!
//! 摘要, 产业基础, a chapter for each chain (现状, 图谱, 缺链, 项目卡, 目标方向), 招商路径, appendices.
//! Sentences are put together from the study; nothing stands here that it does not hold. The edition
//! for the public is written from a study that the module `publish` has emptied of all that is
//! not for publication, with figures drawn from that: it can't say what it does not know.

mod appendix;
mod base;
mod chain;
mod project;
mod publish;
mod routes;
mod summary;
mod words;

use indexmap::IndexMap;
use rayon::prelude::*;

use super::docx::{About, Docx, Paper};
use crate::chart::{self, Figure, Kind, Options, Variant};
use crate::report::Picture;
use crate::study::Study;

/// For whom the guide is.
#[derive(Clone, Copy, Debug)]
pub enum Edition<'a> {
    /// 内部版: targets, reasons, evidence; with pictures of the run's figures.
    Internal(&'a [Picture<'a>]),
    /// 公开版: no target, no firm, no contact, no classified link. Its figures are drawn for it.
    Public,
}

/// Width from which a picture is too large for A4 lying, mm.
const LARGE: f64 = 317.0;

/// A guide in the making.
struct Book<'a> {
    study: &'a Study,
    /// True for 内部版.
    internal: bool,
    /// Pictures by name of the figure.
    pictures: IndexMap<String, Vec<u8>>,
    /// Pictures spoken of and still to be put in, with their captions.
    coming: Vec<(Vec<u8>, String)>,
    /// What most project cards say alike, said once in the summary.
    shared: Vec<String>,
    doc: Docx,
}

/// Writes the guide. Same study, same bytes.
///
/// # Errors
/// In words, that a figure can't be drawn; none in practice.
pub fn guide(study: &Study, edition: Edition<'_>) -> Result<Vec<u8>, String> {
    match edition {
        Edition::Internal(figures) => {
            let pictures = figures.iter().map(|p| (p.name.to_owned(), p.png.to_vec()));
            write(study, true, pictures.collect())
        }
        Edition::Public => {
            let open = publish::publish(study);
            let pictures: Result<Vec<_>, String> = draw(&open)
                .into_par_iter()
                .map(|figure| Ok((figure.name, chart::inset(&figure.svg)?)))
                .collect();
            write(&open, false, pictures?.into_iter().collect())
        }
    }
}

/// The figures of the edition for the public, of a study with all in it.
pub fn public_figures(study: &Study) -> Vec<Figure> {
    draw(&publish::publish(study))
}

fn draw(open: &Study) -> Vec<Figure> {
    let full = Options {
        variant: Variant::Full,
        ..Options::default()
    };
    let drawn: Vec<Vec<Figure>> = [Kind::Chain, Kind::Matrix, Kind::County]
        .into_par_iter()
        .map(|kind| chart::draw(open, kind, &full))
        .collect();
    drawn.into_iter().flatten().collect()
}

fn write(
    study: &Study,
    internal: bool,
    pictures: IndexMap<String, Vec<u8>>,
) -> Result<Vec<u8>, String> {
    let mut book = Book {
        study,
        internal,
        pictures,
        coming: Vec::new(),
        shared: project::shared(study),
        doc: Docx::new(),
    };
    book.cover();
    book.summary()?;
    book.base()?;
    for chain in &study.chains {
        book.chain(chain)?;
    }
    book.routes()?;
    book.appendices();
    let title = book.title();
    let about = About {
        title: format!("{title}{}", book.edition()),
        creator: study.generator.clone(),
        date: study.date.clone(),
    };
    let header = format!("{title}{}", book.edition());
    book.doc.finish(&about, &header)
}

impl Book<'_> {
    fn title(&self) -> String {
        format!("{}产业链招商指南", self.study.zone.name)
    }

    fn edition(&self) -> &'static str {
        if self.internal {
            "（内部版）"
        } else {
            "（公开版）"
        }
    }

    fn cover(&mut self) {
        let mark = if self.internal {
            "内部资料　注意保存"
        } else {
            ""
        };
        let title = self.title();
        let below = [words::date(&self.study.date)];
        self.doc.cover(mark, &title, self.edition(), &below);
    }

    /// Number of a figure to be put in by the next [`figures`](Self::figures); None where it was not
    /// drawn.
    fn refer(&mut self, name: &str, caption: &str) -> Option<String> {
        let png = self.pictures.shift_remove(name)?;
        let number = self.doc.coming_figure(self.coming.len());
        self.coming.push((png, caption.to_owned()));
        Some(number)
    }

    /// Puts in the figures spoken of, each on a page of its own.
    fn figures(&mut self) -> Result<(), String> {
        for (png, caption) in std::mem::take(&mut self.coming) {
            let large = super::docx::size(&png).is_some_and(|(w, _)| w > LARGE);
            let paper = if large { Paper::Folded } else { Paper::Wide };
            self.doc.figure(png, paper, &caption)?;
        }
        Ok(())
    }

    /// Said wherever something was not found: the register shows only what is in it.
    fn partial(&self) -> Option<&'static str> {
        (!self.study.zone.register_complete).then_some(
            "企业名录不是全量名录，“未发现”只表示名录中没有见到，不等于本地没有，使用前须核实。",
        )
    }
}
