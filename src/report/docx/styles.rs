//! `styles.xml`, `numbering.xml`, `fontTable.xml`, `settings.xml`: the look of an official paper.
//!
//! After the habits of GB/T 9704: 小标宋 for the title, 黑体 for chapters, 楷体 for sections, 仿宋
//! for the text; numbers 一、（一）1. come from the numbering of the headings, so that a planner can
//! add or drop a chapter. Type is 小四 (12 pt), as usual for a guide with many tables.

use super::package::W;
use super::paragraph::Style;
use super::xml::{El, el, val};

const SONG: &str = "方正小标宋简体";
const HEI: &str = "黑体";
const KAI: &str = "楷体";
const FANG: &str = "仿宋";
const LATIN: &str = "Times New Roman";

/// Id of the list that numbers the headings.
const HEADINGS: u32 = 1;

/// How a style is written.
struct Look {
    name: &'static str,
    font: &'static str,
    /// Size, half points.
    size: u32,
    bold: bool,
    /// `left`, `center`, `both`, `right`.
    align: &'static str,
    /// Hundredths of a character.
    indent: u32,
    /// Before and after, twentieths of a point.
    space: (u32, u32),
    line: Line,
    keep_next: bool,
    page_break: bool,
    /// Level of the numbered heading, 0-based.
    number: Option<u32>,
    /// Level in the table of contents, 0-based.
    outline: Option<u32>,
}

/// Height of a line.
enum Line {
    /// Two hundred and fortieths of a single line.
    Of(u32),
    /// Twentieths of a point, whatever the font: tables are as high everywhere.
    Exact(u32),
}

/// One and a half lines of 小四: Word gives 12 pt of a Chinese font 15.6 pt, so 23.4 pt. Fixed, since
/// LibreOffice and WPS take the height from the font, and a replaced font would move every page.
const BODY: u32 = 468;

/// A plain line of 仿宋, not indented.
const LINE: Look = Look {
    name: "",
    font: FANG,
    size: 21,
    bold: false,
    align: "left",
    indent: 0,
    space: (0, 0),
    line: Line::Of(264),
    keep_next: false,
    page_break: false,
    number: None,
    outline: None,
};

fn heading(name: &'static str, font: &'static str, size: u32, level: u32) -> Look {
    Look {
        name,
        font,
        size,
        keep_next: true,
        space: (160, 80),
        line: Line::Exact(size * 39 / 2),
        number: Some(level),
        outline: Some(level),
        ..LINE
    }
}

/// Size, height of a line, space before and after, indent of the first line: all in points, of a style.
pub struct Metrics {
    pub size: f64,
    pub line: f64,
    pub before: f64,
    pub after: f64,
    pub indent: f64,
    pub keep: bool,
    pub page_break: bool,
}

/// How much room a style takes.
pub fn metrics(style: Style) -> Metrics {
    let look = look(style);
    let size = f64::from(look.size) / 2.0;
    Metrics {
        size,
        line: match look.line {
            Line::Of(single) => size * 1.3 * f64::from(single) / 240.0,
            Line::Exact(twips) => f64::from(twips) / 20.0,
        },
        before: f64::from(look.space.0) / 20.0,
        after: f64::from(look.space.1) / 20.0,
        indent: f64::from(look.indent) / 100.0 * size,
        keep: look.keep_next,
        page_break: look.page_break,
    }
}

fn look(style: Style) -> Look {
    match style {
        Style::Body => Look {
            name: "Normal",
            size: 24,
            align: "both",
            indent: 200,
            line: Line::Exact(BODY),
            ..LINE
        },
        Style::Title => Look {
            name: "Title",
            font: SONG,
            size: 72,
            align: "center",
            space: (4200, 400),
            line: Line::Of(360),
            ..LINE
        },
        Style::Subtitle => Look {
            name: "Subtitle",
            font: KAI,
            size: 36,
            align: "center",
            space: (0, 240),
            line: Line::Of(360),
            ..LINE
        },
        Style::Cover => Look {
            name: "Cover Line",
            font: HEI,
            size: 32,
            ..LINE
        },
        Style::Chapter => Look {
            page_break: true,
            space: (0, 200),
            ..heading("heading 1", HEI, 32, 0)
        },
        Style::Appendix => Look {
            number: None,
            space: (360, 200),
            ..heading("Appendix", HEI, 32, 0)
        },
        Style::Section => heading("heading 2", KAI, 28, 1),
        Style::Item => Look {
            bold: true,
            ..heading("heading 3", FANG, 24, 2)
        },
        Style::TocTitle => Look {
            name: "TOC Heading",
            font: HEI,
            size: 32,
            align: "center",
            space: (0, 240),
            line: Line::Of(360),
            ..LINE
        },
        Style::Toc1 => Look {
            name: "toc 1",
            font: HEI,
            size: 24,
            space: (60, 0),
            line: Line::Of(400),
            ..LINE
        },
        Style::Caption => Look {
            name: "caption",
            font: HEI,
            align: "center",
            space: (160, 60),
            line: Line::Exact(300),
            ..LINE
        },
        Style::Picture => Look {
            name: "Picture",
            align: "center",
            line: Line::Of(240),
            keep_next: true,
            ..LINE
        },
        Style::Cell => Look {
            name: "Table Text",
            line: Line::Exact(300),
            ..LINE
        },
        Style::CellCentre => Look {
            name: "Table Centre",
            line: Line::Exact(300),
            align: "center",
            ..LINE
        },
        Style::CellHead => Look {
            name: "Table Head",
            line: Line::Exact(300),
            font: HEI,
            align: "center",
            keep_next: true,
            ..LINE
        },
        Style::Note => Look {
            name: "Note",
            size: 18,
            align: "both",
            space: (40, 160),
            line: Line::Exact(250),
            ..LINE
        },
        Style::End => Look {
            name: "Section End",
            size: 2,
            line: Line::Exact(20),
            ..LINE
        },
        Style::Header => Look {
            name: "header",
            size: 18,
            align: "right",
            line: Line::Of(240),
            ..LINE
        },
        Style::Footer => Look {
            name: "footer",
            font: "宋体",
            size: 28,
            align: "center",
            line: Line::Of(240),
            ..LINE
        },
    }
}

fn fonts(east: &str) -> El {
    el("w:rFonts")
        .at("w:ascii", LATIN)
        .at("w:hAnsi", LATIN)
        .at("w:eastAsia", east)
        .at("w:cs", LATIN)
}

fn style(style: Style) -> El {
    let look = look(style);
    let numbers = look.number.map(|level| {
        el("w:numPr")
            .with(val("w:ilvl", level))
            .with(val("w:numId", HEADINGS))
    });
    let tabs = (style == Style::Toc1).then(|| {
        let right = super::section::twips(super::section::Paper::Upright.room().0);
        let tab = val("w:tab", "right")
            .at("w:leader", "dot")
            .at("w:pos", right);
        el("w:tabs").with(tab)
    });
    let (height, rule) = match look.line {
        Line::Of(single) => (single, "auto"),
        Line::Exact(twips) => (twips, "exact"),
    };
    let spacing = el("w:spacing")
        .at("w:before", look.space.0)
        .at("w:after", look.space.1)
        .at("w:line", height)
        .at("w:lineRule", rule);
    // Half points are tenths of a twip's character: 200 hundredths of 12 pt are 480 twips.
    let indent = el("w:ind")
        .at("w:firstLineChars", look.indent)
        .at("w:firstLine", look.indent * look.size / 10);
    let rule = (style == Style::Header).then(|| {
        let line = val("w:bottom", "single")
            .at("w:sz", 4)
            .at("w:space", 1)
            .at("w:color", "7F7F7F");
        el("w:pBdr").with(line)
    });
    let paragraph = el("w:pPr")
        .all(look.keep_next.then(|| el("w:keepNext")))
        .all(look.outline.is_some().then(|| el("w:keepLines")))
        .all(look.page_break.then(|| el("w:pageBreakBefore")))
        .with(el("w:widowControl"))
        .all(numbers)
        .all(rule)
        .all(tabs)
        .with(val("w:snapToGrid", 0))
        .with(spacing)
        .with(indent)
        .with(val("w:jc", look.align))
        .all(look.outline.map(|level| val("w:outlineLvl", level)));
    let characters = el("w:rPr")
        .with(fonts(look.font))
        .all(look.bold.then(|| el("w:b")))
        .with(val("w:sz", look.size))
        .with(val("w:szCs", look.size));
    let body = style == Style::Body;
    let base = el("w:style").at("w:type", "paragraph");
    let base = if body { base.at("w:default", 1) } else { base };
    base.at("w:styleId", style.id())
        .with(val("w:name", look.name))
        .all((!body).then(|| val("w:basedOn", Style::Body.id())))
        .all(look.outline.map(|_| val("w:next", Style::Body.id())))
        .with(el("w:qFormat"))
        .with(paragraph)
        .with(characters)
}

/// `styles.xml`.
pub fn styles() -> El {
    let language = el("w:lang").at("w:val", "en-US").at("w:eastAsia", "zh-CN");
    let characters = el("w:rPr").with(fonts(FANG)).with(language);
    let defaults = el("w:docDefaults").with(el("w:rPrDefault").with(characters));
    el("w:styles")
        .at("xmlns:w", W)
        .with(defaults)
        .all(Style::ALL.map(style))
}

/// `numbering.xml`: 一、（一）1. of the headings.
pub fn numbering() -> El {
    let level = |n: u32, style: Style, format: &str, text: &str| {
        el("w:lvl")
            .at("w:ilvl", n)
            .with(val("w:start", 1))
            .with(val("w:numFmt", format))
            .with(val("w:pStyle", style.id()))
            .with(val("w:suff", "nothing"))
            .with(val("w:lvlText", text))
            .with(val("w:lvlJc", "left"))
            .with(el("w:pPr").with(el("w:ind").at("w:left", 0).at("w:firstLine", 0)))
    };
    let list = el("w:abstractNum")
        .at("w:abstractNumId", 0)
        .with(val("w:multiLevelType", "multilevel"))
        .with(level(0, Style::Chapter, "chineseCountingThousand", "%1、"))
        .with(level(
            1,
            Style::Section,
            "chineseCountingThousand",
            "（%2）",
        ))
        .with(level(2, Style::Item, "decimal", "%3. "));
    let use_it = el("w:num")
        .at("w:numId", HEADINGS)
        .with(val("w:abstractNumId", 0));
    el("w:numbering").at("xmlns:w", W).with(list).with(use_it)
}

/// `fontTable.xml`: the fonts, and by which to replace those a machine does not have.
pub fn fonts_table() -> El {
    const FONTS: [(&str, Option<&str>, &str, &str); 6] = [
        (SONG, Some("宋体"), "86", "auto"),
        (HEI, Some("SimHei"), "86", "modern"),
        (KAI, Some("KaiTi"), "86", "modern"),
        (FANG, Some("FangSong"), "86", "modern"),
        ("宋体", Some("SimSun"), "86", "auto"),
        (LATIN, None, "00", "roman"),
    ];
    let fonts = FONTS.map(|(name, other, charset, family)| {
        el("w:font")
            .at("w:name", name)
            .all(other.map(|other| val("w:altName", other)))
            .with(val("w:charset", charset))
            .with(val("w:family", family))
            .with(val("w:pitch", "variable"))
    });
    el("w:fonts").at("xmlns:w", W).all(fonts)
}

/// `settings.xml`. Without `w:updateFields`, at which Word asks the reader a question: the fields show what
/// they should (see `pages`).
pub fn settings() -> El {
    let compatible = el("w:compatSetting")
        .at("w:name", "compatibilityMode")
        .at("w:uri", "http://schemas.microsoft.com/office/word")
        .at("w:val", 15);
    el("w:settings")
        .at("xmlns:w", W)
        .with(val("w:characterSpacingControl", "compressPunctuation"))
        .with(el("w:compat").with(compatible))
}
