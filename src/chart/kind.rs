//! What can be drawn, and how.

use clap::ValueEnum;

use super::canvas::{PAGES, Sheet};

/// A kind of figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// 产业链图, one for each chain
    Chain,
    /// 缺链与目标企业 by stage, one for each chain
    Stages,
    /// 缺链与目标企业 by stage, all chains in one
    Gaps,
    /// 产业链覆盖矩阵
    Matrix,
    /// 缺链优先级
    Priority,
    /// 目标企业来源地
    Origin,
    /// 县市区产业链
    County,
    /// 产能平衡
    Balance,
    /// 企业链位卡
    Firm,
}

/// Which links a chain map shows, and whether it names target firms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Variant {
    /// All links, no target firms: fit for publication.
    Full,
    /// Gaps and their neighbours only, no target firms.
    Gaps,
    /// All links; gaps name their first three target firms.
    #[default]
    Targets,
}

/// Paper to print on, landscape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Paper {
    /// 297 × 210 mm
    A4,
    /// 420 × 297 mm
    A3,
    /// A slide, 338.67 × 190.5 mm
    #[value(name = "16x9")]
    Wide,
}

impl Paper {
    /// Printed size, px at 300 dpi.
    fn print(self) -> (u32, u32) {
        match self {
            Self::A4 => PAGES[0],
            Self::A3 => PAGES[1],
            Self::Wide => (4000, 2250),
        }
    }

    /// Sheets to try one after the other, with ever more room and ever smaller print.
    fn sheets(self) -> Vec<Sheet> {
        let base = match self {
            Self::A4 | Self::A3 => PAGES[0],
            Self::Wide => (4409, 2480),
        };
        let larger = |percent: u32| Sheet {
            px: (base.0 * percent / 100, base.1 * percent / 100),
            print: self.print(),
        };
        [100, 119, 141, 168, 200, 238, 283, 336, 400]
            .map(larger)
            .into()
    }
}

/// How to draw.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// Id of the only chain wanted.
    pub chain: Option<&'a str>,
    /// Key of the only segment wanted, for chain maps.
    pub segment: Option<&'a str>,
    /// For chain maps.
    pub variant: Variant,
    /// Paper; without, the smallest of A4 to A0 that holds the figure.
    pub paper: Option<Paper>,
    /// Name of the firm, for its position card.
    pub firm: Option<&'a str>,
}

impl Options<'_> {
    /// Sheets for a figure that takes what room it needs.
    pub fn sheets(&self) -> Vec<Sheet> {
        match self.paper {
            Some(paper) => paper.sheets(),
            // A somewhat smaller print is handier than a larger sheet.
            None => {
                let tight = |page: (u32, u32)| Sheet {
                    px: (page.0 * 119 / 100, page.1 * 119 / 100),
                    print: page,
                };
                let both = |page| [Sheet::plain(page), tight(page)];
                PAGES.into_iter().flat_map(both).collect()
            }
        }
    }

    /// Sheets for a figure with little on it: printed larger than drawn, the largest print first.
    pub fn roomy(&self) -> [Sheet; 2] {
        let base = self.sheet();
        [71, 84].map(|percent| Sheet {
            px: (base.px.0 * percent / 100, base.px.1 * percent / 100),
            print: base.print,
        })
    }

    /// The sheet of a figure that is laid out for one A4 page or slide.
    pub fn sheet(&self) -> Sheet {
        self.sheets()
            .first()
            .copied()
            .unwrap_or(Sheet::plain(PAGES[0]))
    }
}
