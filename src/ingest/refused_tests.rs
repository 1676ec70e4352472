//! What is no register is refused in words, whatever it is.

use super::*;

#[test]
fn refusals() {
    let Kind::ColumnMissing { wanted, seen } = refused("a.csv", "序号,产品,联系人\n1,叶片,张三\n")
    else {
        panic!()
    };
    assert_eq!(
        (wanted.as_str(), seen.as_str()),
        ("企业名称", "序号、产品、联系人")
    );
    assert_eq!(
        refused("a.csv", "企业名称,产品\n"),
        Kind::TableEmpty { rows: 0 }
    );
    assert_eq!(
        refused("a.csv", "企业名称,状态\n甲,注销\n乙公司,注销\n"),
        Kind::TableEmpty { rows: 2 }
    );
    assert_eq!(refused("a.csv", ""), Kind::TableEmpty { rows: 0 });
    assert_eq!(
        refused("a.csv", vec![0xff, 0x80, 0xff, 0x80, 0xff]),
        Kind::Encoding
    );
    assert_eq!(
        refused("a.pdf", "%PDF-1.4"),
        Kind::FileType {
            extension: "pdf".into()
        }
    );
    assert!(matches!(
        refused("a.xlsx", vec![1, 2, 0, 4]),
        Kind::WorkbookBroken { .. }
    ));
    assert!(matches!(
        refused("a.xls", "<html><table></table></html>"),
        Kind::WorkbookBroken { .. }
    ));
    let compound = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    for len in [8, 512, 1024, 5000] {
        let mut bytes = compound.to_vec();
        bytes.resize(len, 0x41);
        assert!(
            matches!(refused("a.xls", bytes), Kind::WorkbookBroken { .. }),
            "{len}"
        );
    }
}

#[test]
fn a_workbook_cut_anywhere_is_refused_not_a_panic() {
    let whole = book(|book| rows(book.add_worksheet(), 0, &[&["企业名称"], &["甲公司"]]));
    assert_eq!(read("a.xlsx", whole.clone()).value.firms.len(), 1);
    for len in (2..whole.len()).step_by(97) {
        assert!(
            matches!(
                refused("a.xlsx", &whole[..len]),
                Kind::WorkbookBroken { .. }
            ),
            "{len}"
        );
    }
}

#[test]
fn far_corners_cost_nothing() {
    let bytes = book(|book| {
        let sheet = book.add_worksheet();
        rows(sheet, 0, &[&["企业名称"], &["甲公司"]])?;
        sheet.write_string(1_048_575, 16_383, "x").map(|_| ())
    });
    assert_eq!(codes(&read("a.xlsx", bytes)), ["row::no_name"]);
}

#[test]
fn a_workbook_beyond_the_limit_is_refused() {
    let bytes = book(|book| {
        let sheet = book.add_worksheet();
        rows(sheet, 0, &[&["企业名称"]])?;
        // One shared text of 30 KB, cited 3000 times: a small file, 90 MB in memory.
        let text = "企".repeat(10_000);
        (1..3000).try_for_each(|row| sheet.write_string(row, 0, &text).map(|_| ()))
    });
    let asked = Asked {
        limit_mb: Some(1),
        ..Asked::default()
    };
    let file = InputFile {
        asked,
        ..InputFile::new("a.xlsx", bytes.clone())
    };
    let refused = register(&file)
        .err()
        .and_then(|errors| errors.into_iter().next());
    assert!(matches!(
        refused.map(|e| e.kind),
        Some(Kind::WorkbookTooLarge { limit_mb: 2, .. })
    ));
    assert!(register(&InputFile::new("a.xlsx", bytes)).is_ok());
}
