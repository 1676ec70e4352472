//! `补链清单.xlsx`, read back: its sheets, their rows, what leads where, and the way back of 待复核.

use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;

use bulian::chart;
use bulian::ingest::InputFile;
use bulian::model::{Coverage, Decision};
use bulian::report::Picture;
use bulian::report::xlsx::workbook;
use bulian::study::{self, Study};
use calamine::{Data, Range, Reader, Xlsx};

use crate::support::{Case, link};

const SHEETS: [&str; 12] = [
    "说明",
    "总览",
    "环节覆盖",
    "缺链清单",
    "项目卡",
    "目标企业",
    "以商招商",
    "招商行动",
    "本地企业链位",
    "县市区",
    "待复核",
    "数据质量",
];

fn demo() -> Study {
    study::run(&bulian::builtin::example())
        .map_err(|e| e[0].to_string())
        .unwrap()
        .value
}

fn bytes(study: &Study) -> Vec<u8> {
    workbook(study, &[]).unwrap().bytes
}

fn open(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

fn sheet(bytes: &[u8], name: &str) -> Range<Data> {
    open(bytes).worksheet_range(name).unwrap()
}

/// Texts of the rows below the header, which is the third row.
fn rows(bytes: &[u8], name: &str) -> Vec<Vec<String>> {
    let text = |row: &[Data]| row.iter().map(ToString::to_string).collect();
    sheet(bytes, name).rows().skip(3).map(text).collect()
}

/// A part of the file.
fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut out).unwrap();
    out
}

/// Cell → address it leads to inside the workbook, of the n-th sheet, from 1.
fn leads(bytes: &[u8], n: usize) -> Vec<(String, String)> {
    let xml = part(bytes, &format!("xl/worksheets/sheet{n}.xml"));
    let value = |tag: &str, key: &str| {
        let rest = tag.split_once(&format!("{key}=\"")).unwrap().1;
        rest.split_once('"').unwrap().0.to_owned()
    };
    xml.split("<hyperlink ")
        .skip(1)
        .map(|tag| (value(tag, "ref"), value(tag, "location")))
        .collect()
}

#[test]
fn every_sheet_has_the_rows_of_the_study() {
    let study = demo();
    let bytes = bytes(&study);
    assert_eq!(open(&bytes).sheet_names(), SHEETS);
    let plans = &study.campaign.plans;
    let county = |c: &bulian::model::County| 1 + c.chains.len() + c.parks.len() + c.in_zone.len();
    let expected = [
        ("总览", "产业链", study.chains.len()),
        ("环节覆盖", "链", study.links.len()),
        ("缺链清单", "排序", study.gaps.len()),
        (
            "项目卡",
            "排序",
            study.gaps.iter().filter(|g| g.card.is_some()).count() * 11,
        ),
        (
            "目标企业",
            "缺链排序",
            study.gaps.iter().map(|g| g.targets.len()).sum(),
        ),
        ("以商招商", "序号", study.introducers.len()),
        (
            "招商行动",
            "小分队",
            plans.iter().map(|p| p.visits.len()).sum(),
        ),
        (
            "本地企业链位",
            "名录行号",
            study.firms.iter().map(|f| f.positions.len()).sum(),
        ),
        ("县市区", "县市区", study.counties.iter().map(county).sum()),
        ("待复核", "序号", study.reviews.len()),
        (
            "数据质量",
            "位置",
            study.data_quality.issues.len() + study.notices.len(),
        ),
    ];
    for (name, first, count) in expected {
        let range = sheet(&bytes, name);
        assert_eq!(range.get((2, 0)).unwrap().to_string(), first, "{name}");
        let filled = rows(&bytes, name)
            .iter()
            .filter(|r| !r[0].is_empty() && r[0] != "合计")
            .count();
        assert_eq!(filled, count, "{name}");
        assert!(count > 0 || name == "数据质量", "{name}");
    }
    // The sum of a column of 总览 is what stands below it.
    let all = rows(&bytes, "总览");
    let column = |n: usize| -> f64 {
        all[..10]
            .iter()
            .filter_map(|r| r[n].parse::<f64>().ok())
            .sum()
    };
    assert_eq!(all[10][0], "合计");
    for n in [1, 2, 6] {
        assert_eq!(all[10][n], column(n).to_string());
    }
}

/// 环节覆盖 → 缺链清单 → 项目卡 → 目标企业, and back: each link leads to a row of the same link.
#[test]
fn links_lead_to_the_row_they_name() {
    let study = demo();
    let bytes = bytes(&study);
    let row_of = |address: &str| -> usize {
        let digits: String = address.chars().filter(char::is_ascii_digit).collect();
        digits.parse::<usize>().unwrap() - 1
    };
    let read: Vec<(&str, Range<Data>)> = SHEETS.map(|name| (name, sheet(&bytes, name))).to_vec();
    let cell = |name: &str, row: usize, title: &str| -> String {
        let (_, range) = read.iter().find(|(n, _)| *n == name).unwrap();
        let mut heads = range.rows().nth(2).unwrap().iter();
        let c = heads.position(|h| *h == title).unwrap();
        range.rows().nth(row).unwrap()[c].to_string()
    };
    let mut seen = Vec::new();
    for (from, from_title, to, to_title) in [
        ("环节覆盖", "环节", "缺链清单", "环节"),
        ("缺链清单", "环节编号", "环节覆盖", "环节编号"),
        ("缺链清单", "环节", "项目卡", "环节"),
        ("缺链清单", "环节", "目标企业", "缺口环节"),
        ("缺链清单", "承接县市区", "县市区", "县市区"),
        ("项目卡", "环节", "缺链清单", "环节"),
        ("项目卡", "环节", "目标企业", "缺口环节"),
        ("目标企业", "缺口环节", "项目卡", "环节"),
        ("目标企业", "环节编号", "缺链清单", "环节编号"),
        ("目标企业", "企业全称", "招商行动", "企业"),
        ("以商招商", "本地企业", "本地企业链位", "企业名称"),
        ("招商行动", "企业", "目标企业", "企业全称"),
        ("本地企业链位", "企业名称", "以商招商", "本地企业"),
        ("本地企业链位", "环节", "环节覆盖", "环节"),
        ("待复核", "企业名称", "本地企业链位", "企业名称"),
        ("待复核", "环节", "环节覆盖", "环节"),
    ] {
        let n = SHEETS.iter().position(|s| *s == from).unwrap() + 1;
        let prefix = format!("{to}!");
        let found: Vec<(String, String)> = leads(&bytes, n)
            .into_iter()
            .map(|(cell, place)| (cell, place.replace('\'', "")))
            .filter(|(_, place)| place.starts_with(&prefix))
            .collect();
        assert!(!found.is_empty(), "{from} leads nowhere in {to}");
        for (at, place) in found {
            let (row, target) = (row_of(&at), row_of(&place));
            assert_eq!(
                cell(from, row, from_title),
                cell(to, target, to_title),
                "{from}!{at} → {place}"
            );
            seen.push(place);
        }
    }
    assert!(seen.len() > 1_000, "{}", seen.len());
}

#[test]
fn same_study_same_bytes_with_pictures() {
    let study = Case::firms(&["甲公司,风电叶片"]).study();
    let figure = &chart::draw(&study, chart::Kind::Matrix, &chart::Options::default())[0];
    let png = chart::png(&figure.svg).unwrap();
    let picture = Picture {
        name: &figure.name,
        title: &figure.title,
        png: &png,
    };
    let book = || workbook(&study, &[picture]).unwrap();
    let (a, b) = (book(), book());
    assert!(a.bytes == b.bytes);
    assert!(a.overflow.is_empty());
    // The picture is in it, unchanged.
    let mut zip = zip::ZipArchive::new(Cursor::new(&a.bytes[..])).unwrap();
    let mut kept = Vec::new();
    zip.by_name("xl/media/image1.png")
        .unwrap()
        .read_to_end(&mut kept)
        .unwrap();
    assert!(kept == png);
    // It has a size of its own, in the proportions of its pixels, whatever the columns are wide.
    let drawing = part(&a.bytes, "xl/drawings/drawing1.xml");
    assert!(!drawing.contains("twoCellAnchor"));
    let size = |key: &str| -> f64 {
        attribute(&drawing, "<xdr:ext", key)
            .unwrap()
            .parse()
            .unwrap()
    };
    let pixels = |at: usize| f64::from(u32::from_be_bytes(png[at..at + 4].try_into().unwrap()));
    assert!((size("cx") / size("cy") - pixels(16) / pixels(20)).abs() < 0.001);
}

/// The first value of an attribute behind a tag.
fn attribute<'a>(xml: &'a str, tag: &str, key: &str) -> Option<&'a str> {
    let (_, rest) = xml.split_once(tag)?;
    let (rest, _) = rest.split_once('>')?;
    let (_, value) = rest.split_once(&format!(" {key}=\""))?;
    value.split_once('"').map(|(value, _)| value)
}

/// Type of 10 pt comes out at 7.5 pt or more: a column has seven pixels for each digit of its width, 96 to
/// the inch; the paper is so many mm wide less two margins of 0.4 inches.
#[test]
fn no_sheet_prints_too_small_to_read() {
    let bytes = bytes(&demo());
    let areas = part(&bytes, "xl/workbook.xml");
    let mut large = 0;
    for (n, name) in (1..).zip(SHEETS) {
        let xml = part(&bytes, &format!("xl/worksheets/sheet{n}.xml"));
        let widths: Vec<f64> = xml
            .split("<col ")
            .skip(1)
            .flat_map(|col| {
                let col = format!("<col {col}");
                let number = |key: &str| {
                    attribute(&col, "<col", key)
                        .unwrap()
                        .parse::<f64>()
                        .unwrap()
                };
                let columns = (number("min") as usize)..=(number("max") as usize);
                columns.map(|_| number("width")).collect::<Vec<_>>()
            })
            .collect();
        // Columns beyond Z are never printed.
        let printed = areas
            .split_once(&format!("{name}!$A$1:$"))
            .map_or(widths.len(), |(_, to)| {
                usize::from(to.as_bytes()[0] - b'A') + 1
            });
        let pixels: f64 = widths[..printed].iter().map(|w| w * 7.0).sum();
        let paper = match attribute(&xml, "<pageSetup", "paperSize").unwrap() {
            "9" => 297.0,
            "8" => 420.0,
            other => panic!("{name}: paper {other}"),
        };
        large += usize::from(paper > 300.0);
        let room = (paper / 25.4 - 0.8) * 96.0;
        assert!(
            10.0 * room / pixels >= 7.5,
            "{name}: {:.2} pt",
            10.0 * room / pixels
        );
        assert!(
            xml.contains("fitToHeight=\"0\"") && xml.contains("landscape"),
            "{name}"
        );
    }
    assert!(large <= 5, "{large} sheets need A3");
}

#[test]
fn signs_of_intention_say_how_far_to_trust_them() {
    let bytes = bytes(&demo());
    let head: Vec<String> = sheet(&bytes, "目标企业")
        .rows()
        .nth(2)
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    let at = |title: &str| head.iter().position(|h| h == title).unwrap();
    let (signals, trust) = (at("投资动向（来源，日期）"), at("动向可信度"));
    let mut seen = std::collections::BTreeSet::new();
    for row in rows(&bytes, "目标企业") {
        assert_eq!(row[signals].lines().count(), row[trust].lines().count());
        seen.extend(row[trust].lines().map(str::to_owned));
    }
    assert_eq!(seen.into_iter().collect::<String>(), "中低高");
}

#[test]
fn a_picture_that_is_none_is_refused() {
    let study = Case::firms(&["甲公司,风电叶片"]).study();
    let picture = Picture {
        name: "图",
        title: "图",
        png: b"no picture",
    };
    assert!(workbook(&study, &[picture]).is_err());
}

/// Names that a spreadsheet would run, follow or choke on.
#[test]
fn hostile_texts_stay_texts() {
    let names = [
        "=HYPERLINK(\"\"http://x\"\")公司",
        "+1+1公司",
        "@SUM(A1)公司",
        "{=1+1}公司",
        "-2+3公司",
        "http://example.com/公司",
        "internal:说明!A1公司",
        "_x0041_公司",
        "<b>&amp;公司",
    ];
    let firms: Vec<String> = names.iter().map(|n| format!("\"{n}\",风电叶片")).collect();
    let firms: Vec<&str> = firms.iter().map(String::as_str).collect();
    let mut study = Case::firms(&firms).study();
    study.zone.name = "&P=市&".to_owned();
    let bytes = bytes(&study);
    for n in 1..=SHEETS.len() {
        let xml = part(&bytes, &format!("xl/worksheets/sheet{n}.xml"));
        assert!(
            !xml.contains("<f>") && !xml.contains("<f "),
            "{}",
            SHEETS[n - 1]
        );
        // What is linked leads inside.
        assert!(
            !xml.contains("r:id") || !xml.contains("<hyperlink "),
            "{}",
            SHEETS[n - 1]
        );
    }
    let read: Vec<String> = study.firms.iter().map(|f| f.name.clone()).collect();
    assert_eq!(read.len(), names.len());
    let mut shown: Vec<String> = rows(&bytes, "本地企业链位")
        .into_iter()
        .map(|mut r| r.remove(1))
        .collect();
    shown.dedup();
    assert_eq!(shown, read);
    let title = sheet(&bytes, "缺链清单").get((0, 1)).unwrap().to_string();
    assert!(title.starts_with("缺链清单　&P=市&"), "{title}");
}

/// 确认 and 否决 set in the sheet, the whole workbook given back, written again, given back again.
#[test]
fn the_whole_workbook_carries_verdicts_back() {
    let case = Case::firms(&[
        "甲公司,风电叶片",
        "某某环氧树脂有限公司,皮鞋",
        "丙公司,风力发电设备机组",
    ]);
    let mut study = case.study();
    assert_eq!(link(&study, "树脂").coverage, Coverage::NotFound);
    for review in &mut study.reviews {
        let confirmed = review.firm.contains("环氧树脂");
        review.decision = Some(match confirmed {
            true => Decision::Confirmed,
            false => Decision::Vetoed,
        });
        review.note = confirmed.then(|| "已走访".to_owned());
    }
    let verdicts = |study: &Study| -> Vec<(String, String, Option<Decision>, Option<String>)> {
        let of = |r: &bulian::study::ReviewView| {
            (
                r.firm.clone(),
                r.link.to_string(),
                r.decision,
                r.note.clone(),
            )
        };
        let mut all: Vec<_> = study.reviews.iter().map(of).collect();
        all.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
        all
    };
    let given = verdicts(&study);
    assert_eq!(given.len(), 2);
    for _ in 0..2 {
        let mut request = case.request();
        request.review = vec![InputFile::new("补链清单.xlsx", bytes(&study))];
        let done = study::run(&request).unwrap();
        let problems: Vec<&str> = done
            .warnings
            .iter()
            .map(|w| w.kind.code())
            .filter(|code| code.starts_with("review") || code.starts_with("row"))
            .collect();
        assert!(problems.is_empty(), "{problems:?}");
        study = done.value;
        assert_eq!(link(&study, "树脂").coverage, Coverage::Covered);
        assert_eq!(verdicts(&study), given);
    }
}

#[test]
fn verdicts_have_a_drop_down() {
    let study = demo();
    let bytes = bytes(&study);
    let xml = part(&bytes, "xl/worksheets/sheet11.xml");
    assert!(xml.contains("<formula1>\"确认,否决\"</formula1>"));
    let range = format!("sqref=\"J4:J{}\"", study.reviews.len() + 3);
    assert!(xml.contains(&range), "{range}");
    assert_eq!(
        sheet(&bytes, "待复核").get((2, 9)).unwrap().to_string(),
        "结论(确认/否决)"
    );
}

/// LibreOffice reads the workbook and writes it as its own, with every sheet and row.
#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn libreoffice_opens_the_workbook() {
    let has = |dir: &Path| dir.join("soffice").is_file();
    let path = std::env::var_os("PATH").unwrap_or_default();
    if !std::env::split_paths(&path).any(|dir| has(&dir)) {
        eprintln!("skipped: LibreOffice (soffice) is not on PATH");
        return;
    }
    let study = demo();
    let bytes = bytes(&study);
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("book.xlsx");
    std::fs::write(&file, &bytes).unwrap();
    let done = Command::new("soffice")
        .arg("--headless")
        .arg(format!(
            "-env:UserInstallation=file://{}/profile",
            dir.path().display()
        ))
        .args(["--convert-to", "ods", "--outdir"])
        .arg(dir.path())
        .arg(&file)
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    let ods = std::fs::read(dir.path().join("book.ods")).unwrap();
    let mut book = calamine::Ods::new(Cursor::new(&ods[..])).unwrap();
    assert_eq!(book.sheet_names(), SHEETS);
    for name in &SHEETS[2..] {
        let (ours, theirs) = (sheet(&bytes, name), book.worksheet_range(name).unwrap());
        assert_eq!(theirs.height(), ours.height(), "{name}");
        let head = |range: &Range<Data>| -> Vec<String> {
            range
                .rows()
                .nth(2)
                .unwrap()
                .iter()
                .map(ToString::to_string)
                .collect()
        };
        assert_eq!(head(&theirs), head(&ours), "{name}");
    }
}
