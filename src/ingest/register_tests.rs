//! Registers as they come: every layout and encoding gives the same firms, and no row is lost.

#[path = "register_properties.rs"]
mod properties;
#[path = "refused_tests.rs"]
mod refused;

use encoding_rs::GB18030;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};

use super::*;
use crate::model::{Credibility, Role, Status, WanYuan};

const CSV: &str = "酒泉市企业名录,,,,\n\
    企业名称,统一社会信用代码,县市区,主营产品,营业收入(万元)\n\
    甲风电叶片有限公司,91350100M000100Y43,肃州区,风电叶片；机舱罩,\"1,200\"\n\
    乙塔筒厂,,玉门市,塔筒,3亿元\n";

fn read(name: &str, bytes: impl Into<Vec<u8>>) -> Warned<Register> {
    match register(&InputFile::new(name, bytes)) {
        Ok(read) => {
            let not_used = read.warnings.iter().filter(|w| is_report(&w.kind)).count();
            assert_eq!(
                read.value.rows_in,
                read.value.firms.len() + read.value.rows_reported,
                "{name}"
            );
            assert_eq!(
                not_used, read.value.rows_reported,
                "{name}: {:?}",
                read.warnings
            );
            read
        }
        Err(errors) => panic!("{name}: {errors:?}"),
    }
}

/// Says that its row is not used.
fn is_report(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::RowWithoutName
            | Kind::RowNotAFirm { .. }
            | Kind::FirmClosed { .. }
            | Kind::FirmTwice { .. }
    )
}

fn refused(name: &str, bytes: impl Into<Vec<u8>>) -> Kind {
    match register(&InputFile::new(name, bytes)) {
        Err(errors) => errors
            .into_iter()
            .next()
            .map_or(Kind::FileMissing, |error| error.kind),
        Ok(read) => panic!("{name} was read: {:?}", read.value),
    }
}

fn names(read: &Warned<Register>) -> Vec<&str> {
    read.value
        .firms
        .iter()
        .map(|firm| firm.name.as_str())
        .collect()
}

fn codes(read: &Warned<Register>) -> Vec<&'static str> {
    read.warnings
        .iter()
        .map(|warning| warning.kind.code())
        .collect()
}

fn book(write: impl FnOnce(&mut Workbook) -> Result<(), XlsxError>) -> Vec<u8> {
    let mut book = Workbook::new();
    write(&mut book)
        .and_then(|()| book.save_to_buffer())
        .unwrap_or_default()
}

fn rows(sheet: &mut Worksheet, from: u32, rows: &[&[&str]]) -> Result<(), XlsxError> {
    for (row, cells) in (from..).zip(rows) {
        for (column, cell) in (0u16..).zip(*cells) {
            if !cell.is_empty() {
                sheet.write_string(row, column, *cell)?;
            }
        }
    }
    Ok(())
}

#[test]
fn one_register_in_every_encoding_and_delimiter() {
    let plain = read("a.csv", CSV);
    assert_eq!(names(&plain), ["甲风电叶片有限公司", "乙塔筒厂"]);
    let first = &plain.value.firms[0];
    assert_eq!(first.row.row, 3);
    assert_eq!(first.products, "风电叶片；机舱罩");
    assert_eq!(first.revenue, Some(WanYuan(1_200.0)));
    assert_eq!(
        first.credit.as_ref().map(|code| code.as_str()),
        Some("91350100M000100Y43")
    );
    assert_eq!(plain.value.firms[1].revenue, Some(WanYuan(30_000.0)));
    assert!(plain.warnings.is_empty(), "{:?}", plain.warnings);

    let bom = format!("\u{feff}{CSV}");
    let utf16: Vec<u8> = bom.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let tabs = CSV.replace("\"1,200\"", "1200").replace(',', "\t");
    let semicolons = CSV.replace("\"1,200\"", "1200").replace(',', ";");
    let files: [(&str, Vec<u8>); 6] = [
        ("a.csv", bom.into_bytes()),
        ("a.csv", GB18030.encode(CSV).0.into_owned()),
        ("a.csv", utf16),
        ("a.tsv", tabs.into_bytes()),
        ("a.csv", semicolons.into_bytes()),
        ("a.csv", CSV.replace('\n', "\r\n").into_bytes()),
    ];
    for (i, (name, bytes)) in files.into_iter().enumerate() {
        let mut same = read(name, bytes);
        for (firm, other) in same.value.firms.iter_mut().zip(&plain.value.firms) {
            firm.row = other.row.clone();
        }
        assert_eq!(same.value.firms, plain.value.firms, "file {i}");
    }
}

#[test]
fn a_text_table_called_xls_is_read() {
    assert_eq!(
        read(
            "导出.xls",
            GB18030
                .encode(&CSV.replace("\"1,200\"", "1200").replace(',', "\t"))
                .0
        )
        .value
        .firms
        .len(),
        2
    );
}

#[test]
fn rows_that_are_not_used_are_reported_with_their_place() {
    let text = "序号,企业名称,信用代码,经营状态\n\
        1,甲有限公司,,存续\n\
        \n\
        2,乙有限公司,,已注销\n\
        3,甲有限责任公司,,在业\n\
        4,丙公司,91350100M000100Y43,规上\n\
        5,丁公司,91350100M000100Y43,在产\n\
        6,,,存续\n\
        合计,6家,,\n\
        序号,企业名称,信用代码,经营状态\n\
        注：数据截至2024年底,,,\n\
        ,,,\n";
    let read = read("名录.csv", text);
    assert_eq!(names(&read), ["甲有限公司", "丙公司"]);
    assert_eq!((read.value.rows_in, read.value.rows_reported), (9, 7));
    assert_eq!(read.value.firms[1].status, Status::NotStated);
    assert_eq!(
        codes(&read),
        [
            "row::closed",
            "row::duplicate",
            "row::not_in_list",
            "row::duplicate",
            "row::no_name",
            "row::not_a_firm",
            "row::not_a_firm",
            "row::not_a_firm"
        ]
    );
    let places: Vec<String> = read
        .warnings
        .iter()
        .filter_map(|w| w.place())
        .map(ToString::to_string)
        .collect();
    assert_eq!(places[0], "名录.csv 第4行 D4 经营状态");
    assert_eq!(places[4], "名录.csv 第8行");
    assert!(
        matches!(&read.warnings[3].kind, Kind::FirmTwice { first: 6, by, .. } if by == "信用代码")
    );
}

#[test]
fn two_codes_are_two_firms() {
    let text =
        "企业名称,信用代码\n兴达商店,91350100M000100Y43\n兴达商店,9135O1OOM000100Y43\n兴达商店,\n";
    let read = read("a.csv", text);
    // The second is the first's code with O for 0.
    assert_eq!(
        codes(&read),
        ["row::credit_code_slip", "row::duplicate", "row::duplicate"]
    );
}

#[test]
fn a_workbook_with_titles_merged_cells_and_typed_values() {
    let bytes = book(|book| {
        let format = Format::new();
        let date = Format::new().set_num_format("yyyy/m/d");
        book.add_worksheet()
            .set_name("填表说明")?
            .write_string(0, 0, "请逐行填写")?;
        let sheet = book.add_worksheet().set_name("名录")?;
        sheet.merge_range(0, 0, 0, 6, "酒泉市规上工业企业名录", &format)?;
        sheet.write_string(1, 6, "单位：亿元")?;
        sheet.merge_range(2, 0, 3, 0, "县市区", &format)?;
        sheet.merge_range(2, 1, 2, 3, "基本信息", &format)?;
        sheet.merge_range(2, 4, 2, 6, "经营情况", &format)?;
        rows(
            sheet,
            3,
            &[&[
                "",
                "企业名称",
                "行业代码",
                "登记状态",
                "营业收入",
                "主要产品",
                "来源日期",
            ]],
        )?;
        sheet.merge_range(4, 0, 5, 0, "肃州区", &format)?;
        rows(
            sheet,
            4,
            &[
                &[
                    "",
                    "甲公司",
                    "Ｃ３４１５、3444",
                    "",
                    "",
                    "=cmd|'/c calc'!A1",
                ],
                &["", "乙公司"],
            ],
        )?;
        sheet.write_number(4, 4, 0.1 + 0.2)?;
        sheet.write_formula(5, 4, Formula::new("=1+1").set_result("2"))?;
        sheet.write_formula(5, 5, Formula::new("=1/0").set_result("#DIV/0!"))?;
        sheet.write_number(5, 2, 3415)?;
        sheet.write_datetime_with_format(4, 6, ExcelDateTime::from_ymd(2024, 8, 14)?, &date)?;
        rows(sheet, 8, &[&["合 计", "", "", "", "2.3"]])?;
        Ok(())
    });
    let read = read("企业名录.xlsx", bytes);
    let [first, second] = read.value.firms.as_slice() else {
        panic!("{:?}", read.value)
    };
    assert_eq!(first.row.to_string(), "企业名录.xlsx·名录第5行");
    assert_eq!(
        (first.county.as_deref(), second.county.as_deref()),
        (Some("肃州区"), Some("肃州区"))
    );
    assert_eq!(
        first
            .codes
            .iter()
            .map(|code| code.digits.as_str())
            .collect::<Vec<_>>(),
        ["3415", "3444"]
    );
    assert_eq!(
        second
            .codes
            .iter()
            .map(|code| code.digits.as_str())
            .collect::<Vec<_>>(),
        ["3415"]
    );
    assert_eq!(first.source_date.as_deref(), Some("2024-08-14"));
    assert_eq!(first.products, "=cmd|'/c calc'!A1");
    assert_eq!(
        (first.revenue, second.revenue),
        (Some(WanYuan(3_000.0)), Some(WanYuan(20_000.0)))
    );
    assert_eq!(codes(&read), ["row::cell_error", "row::not_a_firm"]);
    assert_eq!(
        read.value.columns[0],
        ("县市区".to_owned(), "县市区".to_owned())
    );
}

#[test]
fn the_longest_sheet_with_a_header_is_read_and_the_others_are_named() {
    let bytes = book(|book| {
        rows(
            book.add_worksheet().set_name("玉门市")?,
            0,
            &[&["单位名称"], &["甲公司"]],
        )?;
        rows(
            book.add_worksheet().set_name("肃州区")?,
            0,
            &[&["单位名称"], &["乙公司"], &["丙公司"]],
        )?;
        rows(
            book.add_worksheet().set_name("杂")?,
            0,
            &[&["a"], &["b"], &["c"], &["d"]],
        )
    });
    let read = read("a.xlsx", bytes);
    assert_eq!(names(&read), ["乙公司", "丙公司"]);
    let wanted = Kind::SheetNotRead {
        sheet: "玉门市".into(),
        rows: 1,
        chosen: "肃州区".into(),
    };
    assert_eq!(
        read.warnings.iter().map(|w| &w.kind).collect::<Vec<_>>(),
        [&wanted]
    );
}

#[test]
fn values_that_cannot_be_used_are_unknown_and_said() {
    let text = "企业名称,年营业收入,角色,证据等级,来源日期\n\
        甲公司,1200,生产,L2,2024.8\n\
        乙公司,300万美元,贸易商,l1,去年\n\
        丙公司,不少,其他,X,\n\
        丁公司,1300,服务,P,45518\n";
    let read = read("a.csv", text);
    assert!(read.value.firms.iter().all(|firm| firm.revenue.is_none()));
    assert_eq!(
        codes(&read),
        [
            "table::no_unit",
            "table::foreign_money",
            "row::not_a_date",
            "row::not_a_number",
            "row::not_in_list",
            "row::not_in_list"
        ]
    );
    let firms = &read.value.firms;
    assert_eq!(
        firms.iter().map(|firm| firm.role).collect::<Vec<_>>(),
        [
            Some(Role::Produce),
            Some(Role::Trade),
            None,
            Some(Role::Service)
        ]
    );
    assert_eq!(firms[1].credibility, Some(Credibility::L1));
    assert_eq!(firms[3].source_date.as_deref(), Some("2024-08-14"));
}

#[test]
fn a_foreign_column_is_said_once() {
    let read = read("a.csv", "企业名称,营业收入（万美元）\n甲公司,5\n乙公司,6\n");
    assert_eq!(codes(&read), ["table::foreign_money"]);
}

#[test]
fn industry_codes_are_held_against_the_standard() {
    let text = "企业名称,行业代码\n\
        甲厂,GB/T 4754-2017 C3415\n\
        乙厂,D3415\n\
        丙厂,C3150 铁合金冶炼\n\
        丁厂,C3499；C3490\n\
        戊厂,9999\n";
    let read = read("a.csv", text);
    let found: Vec<Vec<&str>> = read
        .value
        .firms
        .iter()
        .map(|firm| firm.codes.iter().map(|c| c.digits.as_str()).collect())
        .collect();
    assert_eq!(
        found,
        [
            vec!["3415"],
            vec!["3415"],
            vec!["3140"],
            vec!["3499", "349"],
            vec!["9999"]
        ]
    );
    let said: Vec<String> = read.warnings.iter().map(|w| w.kind.to_string()).collect();
    assert_eq!(
        said,
        [
            "行业代码 `D3415` 的门类字母不符，应为 `C3415 风能原动设备制造`；按数字采用",
            "行业代码 `C3150` 是2011年版的（铁合金冶炼），2017年版没有；按 `C3140 铁合金冶炼` 采用",
            "行业代码 `C3490` 是2011年版的（其他通用设备制造业），2017年版没有；按 `C349 其他通用设备制造业` 采用",
            "行业代码 `9999` 不在 GB/T 4754—2017 内；企业照常采用，代码不用于匹配",
        ]
    );
}

#[test]
fn a_bad_byte_or_zero_costs_its_own_cell() {
    let mut bytes = "企业名称,主营产品\n甲公司,风电叶片\n乙公司,塔"
        .as_bytes()
        .to_vec();
    bytes.extend([0xff]);
    bytes.extend("筒\n丙公司,a\0b\n丁公司,x\n".as_bytes());
    let read = read("a.csv", bytes);
    assert_eq!(names(&read), ["甲公司", "乙公司", "丙公司", "丁公司"]);
    assert_eq!(read.value.firms[1].products, "塔\u{fffd}筒");
    let said: Vec<String> = read.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(codes(&read), ["row::damaged", "row::damaged"]);
    assert!(
        said[0].starts_with("a.csv 第3行 B3 主营产品"),
        "{}",
        said[0]
    );
    assert!(
        said[1].starts_with("a.csv 第4行 B4 主营产品"),
        "{}",
        said[1]
    );

    let text = "企业名称,主营产品\n".to_owned() + &"某某某风电有限公司,塔筒\n".repeat(3);
    let mut gbk = GB18030.encode(&text).0.into_owned();
    let len = gbk.len();
    gbk[len - 3] = 0xff;
    assert_eq!(codes(&self::read("a.csv", gbk))[..1], ["row::damaged"]);
}

#[test]
fn a_stray_quote_swallows_no_row() {
    let text = "企业名称,主营产品\n甲公司,\"叶片\n乙公司,\"塔筒,法兰\"\n丙公司,5\"管\n";
    let read = read("a.csv", text);
    assert_eq!(names(&read), ["甲公司", "乙公司", "丙公司"]);
    assert_eq!(read.value.firms[1].products, "塔筒,法兰");
    assert_eq!(codes(&read), ["row::quote"]);
}

#[test]
fn the_user_says_sheet_and_columns() {
    let asked = |bytes: Vec<u8>, name: &str, asked: Asked| {
        let file = InputFile {
            asked,
            ..InputFile::new(name, bytes)
        };
        register(&file).map_err(|errors| errors.first().map(|e| e.kind.clone()))
    };
    let pair = |a: &str, b: &str| vec![(a.to_owned(), b.to_owned())];
    let bytes = book(|book| {
        let long: &[&[&str]] = &[&["单位名称"], &["甲公司"], &["乙公司"]];
        rows(book.add_worksheet().set_name("长")?, 0, long)?;
        rows(
            book.add_worksheet().set_name("短")?,
            0,
            &[&["单位名称"], &["丙公司"]],
        )
    });
    let sheet = |name: &str| Asked {
        sheet: Some(name.to_owned()),
        ..Asked::default()
    };
    let read = asked(bytes.clone(), "a.xlsx", sheet("短")).expect("reads");
    assert_eq!((names(&read), read.warnings.len()), (vec!["丙公司"], 0));
    let missing = |name: &str, seen: &[&str]| {
        let seen = seen.iter().map(|s| (*s).to_owned()).collect();
        Some(Kind::SheetMissing {
            name: name.to_owned(),
            seen,
        })
    };
    assert_eq!(
        asked(bytes, "a.xlsx", sheet("无")).err(),
        Some(missing("无", &["长", "短"]))
    );
    assert_eq!(
        asked(CSV.into(), "a.csv", sheet("无")).err(),
        Some(missing("无", &[]))
    );

    let text = "甲方,企业名称\n真公司,假公司\n";
    let map = |map| Asked {
        map,
        ..Asked::default()
    };
    let read = asked(text.into(), "a.csv", map(pair("企业名称", "甲方"))).expect("reads");
    assert_eq!(names(&read), ["真公司"]);
    assert_eq!(read.value.columns, pair("企业名称", "甲方"));
    let wrong = asked(text.into(), "a.csv", map(pair("企业名称", "乙方")));
    assert!(matches!(wrong, Err(Some(Kind::MapMissing { .. }))));
    let unknown = asked(text.into(), "a.csv", map(pair("企业名", "甲方")));
    let nearest = Some("企业名称".to_owned());
    let name = "企业名".to_owned();
    assert_eq!(
        unknown.err(),
        Some(Some(Kind::UnknownColumn { name, nearest }))
    );

    let list = InputFile::new("columns.csv", "列,别名\n# 说明,x\n企业名称,甲方\n");
    let names_of = crate::ingest::names(&list).expect("reads");
    let aliases = Asked {
        names: names_of,
        ..Asked::default()
    };
    let read = asked("甲方,产品\n真公司,叶片\n".into(), "a.csv", aliases).expect("reads");
    assert_eq!(names(&read), ["真公司"]);
    assert!(crate::ingest::names(&InputFile::new("c", "列,别名\n没有,甲\n")).is_err());
}
