//! No row of a messy table is lost, whatever is in it.

use encoding_rs::GB18030;
use proptest::prelude::*;

use super::*;

/// Any cell a register may have.
fn cell() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "",
        "",
        "甲公司",
        "乙有限公司",
        "丙有限责任公司",
        "合计",
        "注：略",
        "企业名称",
        "注销",
        "存续",
        "一、肃州区",
        "91350100M000100Y43",
        "9135O100M000100Y43",
        "123",
        "1,2",
        "a\nb",
        "\"",
        "x\"y",
        "，",
        ";",
        "\t",
        "\u{3000}",
        "\r",
        "300万美元",
        "-",
        "=1+1",
        "\u{feff}",
        "某某\0某某某某风电叶片制造有限公司",
    ]);
    prop_oneof![9 => words.prop_map(str::to_owned), 1 => "\\PC{0,6}"]
}

fn table_of() -> impl Strategy<Value = Vec<Vec<String>>> {
    prop::collection::vec(prop::collection::vec(cell(), 0..5), 0..30)
}

/// Rows that hold anything, as bulian and a reader of the table count them.
fn held(rows: &[Vec<String>]) -> usize {
    let blank = |cell: &String| {
        let text = cell.replace('\0', "x");
        text.trim_matches(|c: char| c.is_whitespace() || "\u{feff}\u{200b}".contains(c))
            .is_empty()
    };
    rows.iter().filter(|row| !row.iter().all(blank)).count()
}

const HEAD: [&str; 4] = ["企业名称", "信用代码", "状态", "营业收入（万元）"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Rows in = rows used + rows reported, and rows in = rows that hold anything.
    #[test]
    fn no_row_of_a_messy_table_is_lost(mut table in table_of(), encoding in 0usize..3, sheet in any::<bool>()) {
        table.push(vec!["末公司".to_owned()]);
        let (name, bytes) = if sheet {
            ("a.xlsx", book(|book| {
                let sheet = book.add_worksheet();
                rows(sheet, 0, &[&HEAD])?;
                for (row, cells) in (1..).zip(&table) {
                    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
                    rows(sheet, row, &[&cells])?;
                }
                Ok(())
            }))
        } else {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            let written = writer.write_record(HEAD).and_then(|()| {
                table.iter().try_for_each(|row| writer.write_record(if row.is_empty() { std::slice::from_ref(&table[table.len() - 1][0]) } else { row }))
            });
            prop_assert!(written.is_ok());
            for row in table.iter_mut().filter(|row| row.is_empty()) {
                row.push("末公司".to_owned());
            }
            let text = String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default();
            let bytes = match encoding {
                0 => text.into_bytes(),
                1 => GB18030.encode(&text).0.into_owned(),
                _ => format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect(),
            };
            ("a.csv", bytes)
        };
        let read = read(name, bytes);
        prop_assert_eq!(read.value.rows_in, held(&table));
    }
}
