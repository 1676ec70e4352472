//! Fonts, borders and colours of the cells.

use plotters::style::RGBColor;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

/// Font of every cell: on every Windows machine, and named for others to replace.
const FONT: &str = "微软雅黑";
const NAVY: Color = Color::RGB(0x17_37_5E);
const RULE: Color = Color::RGB(0xCB_D3_DE);
const TINT: Color = Color::RGB(0xE2_E9_F3);
const MUTED: Color = Color::RGB(0x5C_67_78);
const BLUE: Color = Color::RGB(0x1E_5E_A8);
/// Behind cells that the planner fills in.
const OPEN: Color = Color::RGB(0xFF_F9_E5);

/// The formats of a sheet.
pub struct Formats {
    /// Text.
    pub body: Format,
    /// Number.
    pub number: Format,
    /// Per cent.
    pub share: Format,
    /// Text that leads elsewhere.
    pub link: Format,
    /// Heading row among the rows.
    pub band: Format,
    /// The same, leading elsewhere.
    pub band_link: Format,
    /// Title of a column.
    pub head: Format,
    /// Title of the sheet.
    pub title: Format,
    /// The link back to 说明.
    pub back: Format,
    /// The note below the title.
    pub note: Format,
    /// To be filled in.
    pub open: Format,
    /// Row of sums.
    pub sum: Format,
    /// Per cent in a row of sums.
    pub sum_share: Format,
}

impl Formats {
    /// All of them.
    pub fn new() -> Self {
        let plain = Format::new()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_font_name(FONT)
            .set_font_size(10);
        let body = plain
            .clone()
            .set_border(FormatBorder::Thin)
            .set_border_color(RULE);
        let number = body.clone().set_align(FormatAlign::Center);
        let band = body.clone().set_bold().set_background_color(TINT);
        let sum = number.clone().set_bold().set_background_color(TINT);
        let title = Format::new().set_font_name(FONT);
        Self {
            share: number.clone().set_num_format("0%"),
            link: body
                .clone()
                .set_font_color(BLUE)
                .set_underline(FormatUnderline::Single),
            band_link: band
                .clone()
                .set_font_color(BLUE)
                .set_underline(FormatUnderline::Single),
            band: band.set_font_color(NAVY),
            head: body
                .clone()
                .set_bold()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(NAVY)
                .set_font_color(Color::White),
            back: title
                .clone()
                .set_font_size(10)
                .set_align(FormatAlign::VerticalCenter)
                .set_font_color(BLUE)
                .set_underline(FormatUnderline::Single),
            title: title
                .set_bold()
                .set_font_size(15)
                .set_align(FormatAlign::VerticalCenter)
                .set_font_color(NAVY),
            note: plain.clone().set_font_color(MUTED),
            open: body.clone().set_background_color(OPEN),
            sum_share: sum.clone().set_num_format("0%"),
            sum,
            number,
            body,
        }
    }
}

/// Look of a cell that names a coverage or an action.
pub fn badge(fill: Color, ink: Color) -> Format {
    Format::new()
        .set_bold()
        .set_font_color(ink)
        .set_background_color(fill)
}

/// A chart's colour.
pub fn paint(RGBColor(red, green, blue): RGBColor) -> Color {
    Color::RGB(u32::from_be_bytes([0, red, green, blue]))
}

/// Points that some lines of text take; Excel's limit is 409.
pub fn height(lines: f64) -> f64 {
    (lines * 14.5 + 4.0).min(409.0)
}
