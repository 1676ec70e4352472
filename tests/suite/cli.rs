//! The program as it is called: exit status, files, messages. Bad input above all.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

fn bulian(dir: &Path) -> Command {
    let mut command = Command::cargo_bin("bulian").unwrap();
    command.current_dir(dir).env("NO_COLOR", "1");
    command
}

struct Ran {
    status: i32,
    out: String,
    err: String,
}

fn run(dir: &Path, args: &[&str]) -> Ran {
    let output = bulian(dir).args(args).output().unwrap();
    Ran {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// A folder with some files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let dir = TempDir::new().unwrap();
    for (name, bytes) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    dir
}

const REGISTER: &str = "企业名称,主营产品\n甲公司,风电叶片\n乙公司,风力发电机组\n";

/// Runs, and checks status and that the messages hold every one of some words.
#[track_caller]
fn refused(files: &[(&str, &[u8])], args: &[&str], status: i32, words: &[&str]) {
    let dir = folder(files);
    let ran = run(dir.path(), args);
    assert_eq!(ran.status, status, "{}", ran.err);
    for word in words {
        assert!(ran.err.contains(word), "no {word:?} in:\n{}", ran.err);
    }
    assert!(
        !dir.path().join("output").join("study.json").exists(),
        "half a result is left"
    );
}

#[test]
fn a_register_alone_is_enough() {
    let dir = folder(&[("企业名录.csv", REGISTER.as_bytes())]);
    let ran = run(
        dir.path(),
        &[
            "run",
            "--register",
            "企业名录.csv",
            "--out",
            "结果",
            "--date",
            "2026-06-30",
        ],
    );
    assert_eq!(ran.status, 0, "{}", ran.err);
    let out = dir.path().join("结果");
    for file in [
        "study.json",
        "provenance.json",
        "index.html",
        "补链清单.xlsx",
        "招商指南.docx",
        "招商指南（公开版）.docx",
        "charts/产业链图-先进制造.svg",
        "charts/产业链图-先进制造.png",
    ] {
        assert!(out.join(file).is_file(), "{file}");
    }
    let study: serde_json::Value =
        serde_json::from_slice(&fs::read(out.join("study.json")).unwrap()).unwrap();
    let link = study["links"]
        .as_array()
        .unwrap()
        .iter()
        .find(|l| l["id"] == "ZZ19")
        .unwrap();
    assert_eq!(
        (
            &link["coverage"],
            &link["firms"][0]["role"],
            &link["firms"][0]["grade"]
        ),
        (&"covered".into(), &"produce".into(), &"strong".into())
    );
    assert_eq!(study["data_quality"]["rows_in"], 2);
    // The same again: the same bytes, and nothing left beside.
    let first = fs::read(out.join("补链清单.xlsx")).unwrap();
    run(
        dir.path(),
        &[
            "run",
            "--register",
            "企业名录.csv",
            "--out",
            "结果",
            "--date",
            "2026-06-30",
            "--quiet",
        ],
    );
    assert!(first == fs::read(out.join("补链清单.xlsx")).unwrap());
    let left: Vec<_> = fs::read_dir(&out)
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .filter(|n| n.to_string_lossy().starts_with('.'))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_file_dropped_on_the_program_runs() {
    let dir = folder(&[("表/企业名录.csv", REGISTER.as_bytes())]);
    let ran = run(dir.path(), &["表/企业名录.csv"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(dir.path().join("表/output/补链清单.xlsx").is_file());
}

/// The name of the file says the format; the words of `--format` go before it.
#[test]
fn match_writes_what_the_name_of_the_file_says() {
    let dir = folder(&[("r.csv", REGISTER.as_bytes())]);
    let written = |out: &str, more: &[&str]| {
        let args = [&["match", "r.csv", "--quiet", "--out", out], more].concat();
        let ran = run(dir.path(), &args);
        assert_eq!((ran.status, ran.out.as_str()), (0, ""), "{}", ran.err);
        fs::read_to_string(dir.path().join(out)).unwrap()
    };
    let csv = written("a.csv", &[]);
    assert!(csv.starts_with("\u{feff}行号,企业名称,"), "{csv}");
    assert!(written("a.JSON", &[]).starts_with('['));
    assert!(written("a.txt", &[]).starts_with("行号"));
    assert_eq!(written("b.txt", &["--format", "csv"]), csv);
}

#[test]
fn match_gives_one_row_a_firm_and_link() {
    let dir = folder(&[("r.csv", REGISTER.as_bytes())]);
    let ran = run(
        dir.path(),
        &["match", "r.csv", "--format", "csv", "--quiet"],
    );
    assert_eq!(ran.status, 0, "{}", ran.err);
    let lines: Vec<&str> = ran.out.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(
        lines[0],
        "行号,企业名称,环节编号,环节,链,角色,等级,得分,依据,同一环节"
    );
    assert_eq!(
        lines[1],
        "2,甲公司,ZZ19,叶片,先进制造,生产,证据充分,0.800,主营产品“风电叶片”,"
    );
    assert_eq!(lines.len(), 3);
    assert!(ran.err.is_empty(), "{}", ran.err);
}

#[test]
fn init_makes_a_folder_that_runs_once_filled() {
    let dir = folder(&[]);
    assert_eq!(run(dir.path(), &["init", "我的区"]).status, 0);
    for file in [
        "zone.yaml",
        "enterprises.xlsx",
        "projects.xlsx",
        "records.xlsx",
        "pool.xlsx",
        "capacity.xlsx",
    ] {
        assert!(dir.path().join("我的区").join(file).is_file(), "{file}");
    }
    let again = run(dir.path(), &["init", "我的区"]);
    assert_eq!(again.status, 2);
    assert!(again.err.contains("文件已存在，不覆盖"), "{}", again.err);
    // Empty tables: the register is refused, with words, and nothing is written.
    let empty = run(dir.path(), &["run", "我的区"]);
    assert_eq!(empty.status, 1, "{}", empty.err);
    assert!(empty.err.contains("表里没有企业"), "{}", empty.err);
    let example = run(dir.path(), &["init", "酒泉", "--example", "jiuquan"]);
    assert_eq!(example.status, 0);
    assert_eq!(
        run(dir.path(), &["match", "酒泉/enterprises.csv", "--quiet"]).status,
        0
    );
}

#[test]
fn missing_files_and_wrong_types() {
    refused(
        &[],
        &["run", "--register", "无.xlsx", "--out", "output"],
        2,
        &["无.xlsx", "找不到文件", "请核对路径"],
    );
    refused(
        &[("r.pdf", b"%PDF")],
        &["run", "--register", "r.pdf"],
        1,
        &["r.pdf", "不认识的文件类型", ".xlsx .xls .ods .csv .tsv"],
    );
    refused(
        &[("r.xlsx", b"PK\x03\x04 broken")],
        &["run", "--register", "r.xlsx"],
        1,
        &["r.xlsx", "另存为"],
    );
    refused(
        &[],
        &["run", "没有的文件夹"],
        2,
        &["没有的文件夹", "找不到文件"],
    );
    refused(&[], &["run"], 2, &["没有企业名录"]);
}

#[test]
fn a_register_without_the_name_column_lists_the_columns_seen() {
    let csv = "序号,法人,电话\n1,张三,123\n";
    refused(
        &[("r.csv", csv.as_bytes())],
        &["run", "--register", "r.csv"],
        1,
        &["找不到“企业名称”一列", "序号", "法人", "电话"],
    );
}

#[test]
fn an_empty_register_is_refused() {
    refused(
        &[("r.csv", "企业名称,主营产品\n".as_bytes())],
        &["run", "--register", "r.csv"],
        1,
        &["表里没有企业"],
    );
    refused(
        &[("r.csv", b"")],
        &["run", "--register", "r.csv"],
        1,
        &["r.csv"],
    );
}

#[test]
fn gb18030_bom_and_title_rows_are_read() {
    let (gbk, _, _) = encoding_rs::GB18030
        .encode("某区企业名录\n（单位：万元）\n单位名称,主要产品\n甲公司,风电叶片\n合计,\n");
    let dir = folder(&[
        ("r.csv", &gbk),
        ("b.csv", format!("\u{feff}{REGISTER}").as_bytes()),
    ]);
    for (file, rows) in [("r.csv", 2), ("b.csv", 2)] {
        let ran = run(dir.path(), &["match", file, "--format", "csv"]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        assert!(ran.out.contains("甲公司,ZZ19"), "{}", ran.out);
        assert!(ran.err.contains(&format!("读入{rows}行")), "{}", ran.err);
    }
}

const CHAIN: &str = "format: 1\nid: ZZ\nname: 先进制造\nen: x\nsegments: {s: 段}\nlinks:\n  叶片: {id: ZZ19, segment: s, stage: 中游, nature: product, terms: [风电叶片]}\n";

#[test]
fn broken_models_say_where_and_how_to_mend() {
    let more = |line: &str| format!("{CHAIN}{line}\n").into_bytes();
    let case = |bytes: Vec<u8>, words: &[&str]| {
        refused(&[("z.yaml", &bytes)], &["check", "z.yaml"], 1, words);
    };
    case(
        more("  整机: {id: ZZ20, segment: s, stage: 中游, nature: product, inputs: [叶片片]}"),
        &["未定义的环节 `叶片片`", "z.yaml:8:", "是否想写 `叶片`？"],
    );
    case(
        more("  整机: {id: ZZ19, segment: s, stage: 中游, nature: product}"),
        &["编号 `ZZ19` 已用于环节 `先进制造/叶片`", "z.yaml:8:"],
    );
    case(
        CHAIN.replace("name: 先", "name：先").into_bytes(),
        &["中文冒号", "z.yaml:3:5", "英文冒号"],
    );
    case(
        more("  叶片: {id: ZZ20, segment: s, stage: 中游, nature: product}"),
        &["`叶片` 写了两次", "z.yaml:8:3"],
    );
    case(
        CHAIN.replace("nature", "natur").into_bytes(),
        &["没有 `natur` 这一项", "z.yaml:7:"],
    );
    case(
        CHAIN.replace("中游", "中段").into_bytes(),
        &["`中段` 不在可填的值里", "上游、中游、下游、支撑"],
    );
    case(b"\xff\xfe\x00".to_vec(), &["文字编码不认识"]);
    let dir = folder(&[("z.yaml", format!("\u{feff}{CHAIN}").as_bytes())]);
    let fine = run(dir.path(), &["check", "z.yaml"]);
    assert_eq!(
        fine.status, 1,
        "the other chains refer to links that this ZZ lacks: {}",
        fine.err
    );
}

#[test]
fn everything_built_in_is_in_order() {
    let dir = folder(&[]);
    let ran = run(dir.path(), &["check", "--strict"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(
        ran.out.contains("没有错误") && ran.out.contains("警告0条"),
        "{}",
        ran.out
    );
}

/// A chain beside the ten, with a link that nobody can match and that stands alone.
const OWN: &str = "format: 1\nid: XX\nname: 特色产业\nen: x\nsegments: {s: 段}\nlinks:\n  \
    骆驼绒: {id: XX01, segment: s, stage: 上游, nature: product, terms: [骆驼绒, 光伏玻璃]}\n  \
    驼绒被: {id: XX02, segment: s, stage: 下游, nature: product, terms: [驼绒袍], inputs: [骆驼绒]}\n  \
    驼掌: {id: XX03, segment: s, stage: 下游, nature: product}\n";

#[test]
fn check_finds_weak_spots_and_strict_refuses_them() {
    let dir = folder(&[("x.yaml", OWN.as_bytes())]);
    let ran = run(dir.path(), &["check", "x.yaml"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    for words in [
        "x.yaml:7:72：词“光伏玻璃”已属于环节 `清洁能源/光伏玻璃`",
        "x.yaml:9:3：环节 `驼掌` 没有词",
        "x.yaml:9:3：环节 `驼掌` 与其他环节没有任何供需关系",
    ] {
        assert!(ran.err.contains(words), "{}", ran.err);
    }
    assert!(ran.out.contains("警告3条"), "{}", ran.out);
    let strict = run(
        dir.path(),
        &["check", "x.yaml", "--strict", "--format", "json"],
    );
    assert_eq!((strict.status, strict.err.as_str()), (1, ""));
    let found: serde_json::Value = serde_json::from_str(&strict.out).unwrap();
    assert_eq!(found["kinds"]["chain::isolated"], 1);
    assert_eq!(found["found"][0]["line"], 7);
}

#[test]
fn a_word_in_context_is_read_as_a_term_of_its_link() {
    let own = OWN.replace(
        "terms: [驼绒袍]",
        "terms: [驼绒袍], context: [{words: [被], with: [骆驼], as: 羊绒被}]",
    );
    let dir = folder(&[("x.yaml", own.as_bytes())]);
    let ran = run(dir.path(), &["check", "x.yaml"]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    for words in [
        "环节 `驼绒被`：context 的 as 要写本环节 terms 里的词，没有“羊绒被”",
        "[x.yaml:8:134]",
    ] {
        assert!(ran.err.contains(words), "{}", ran.err);
    }
}

#[test]
fn check_against_a_table_of_firms() {
    let pool =
        "企业名称,股票代码,省份,城市,主营产品\n通威股份有限公司,600438.SH,四川,绵阳,多晶硅\n";
    let dir = folder(&[("p.csv", pool.as_bytes())]);
    let ran = run(dir.path(), &["check", "--against", "p.csv"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let words = "领军企业 `通威股份有限公司` 的城市写作“成都市”，对照表为“绵阳”";
    assert!(ran.err.contains(words), "{}", ran.err);
    assert!(ran.out.contains("pool::terms_unused"), "{}", ran.out);
    let strict = run(dir.path(), &["check", "--against", "p.csv", "--strict"]);
    assert_eq!(strict.status, 1);
    assert_eq!(run(dir.path(), &["check", "--against", "无.csv"]).status, 2);
}

#[test]
fn chains_are_listed() {
    let dir = folder(&[("x.yaml", OWN.as_bytes())]);
    let all = run(
        dir.path(),
        &["chains", "--chains", "x.yaml", "--format", "json"],
    );
    let rows: serde_json::Value = serde_json::from_str(&all.out).unwrap();
    assert_eq!(rows.as_array().unwrap().len(), 11);
    assert_eq!(
        (&rows[10]["id"], &rows[10]["links"], &rows[10]["relations"]),
        (&"XX".into(), &3.into(), &1.into())
    );
    let one = run(
        dir.path(),
        &["chains", "xx", "--chains", "x.yaml", "--format", "csv"],
    );
    assert!(
        one.out
            .contains("XX01,骆驼绒,段,上游,产品,,0,1,骆驼绒、光伏玻璃"),
        "{}",
        one.out
    );
    let table = run(dir.path(), &["chains", "军民融合"]);
    assert!(table.out.contains("（同 "), "{}", table.out);
    assert_eq!(run(dir.path(), &["chains", "YY"]).status, 2);
}

#[test]
fn check_shows_the_rules_in_force_and_what_a_zone_changes() {
    let zone = "name: 某市\nrules: {R02: {on: false}, R08: {floor: 5000}}\n";
    let dir = folder(&[("zone.yaml", zone.as_bytes())]);
    let ran = run(dir.path(), &["check", "zone.yaml"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    for words in [
        "招商规则集：第2026.1版",
        "zone.yaml：改动规则2处",
        "R02 光热电站是否同风光电（由市里定）：on 由 true 改为 false",
        "R08 项目规模档：floor 由 null 改为 5000",
    ] {
        assert!(ran.out.contains(words), "{words}: {}", ran.out);
    }
}

#[test]
fn usage_is_told_in_chinese() {
    let dir = folder(&[]);
    for (args, words) in [
        (vec!["rum"], "没有 `rum` 这个命令"),
        (vec!["match"], "缺少"),
        (vec!["run", "--foo"], "不认识 `--foo`"),
        (vec!["match", "r.csv", "--format", "pdf"], "不能是 `pdf`"),
        (
            vec!["run", "--register", "r.csv", "--date", "昨天"],
            "不是日期",
        ),
        (vec!["explain", "没有这个"], "没有叫“没有这个”的企业或环节"),
    ] {
        let ran = run(dir.path(), &args);
        assert_eq!(ran.status, 2, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(words), "{args:?}: {}", ran.err);
    }
    let help = run(dir.path(), &["--help"]);
    assert_eq!(help.status, 0);
    for command in [
        "demo", "init", "run", "check", "chains", "chart", "match", "explain", "schema",
    ] {
        let help = run(dir.path(), &[command, "--help"]);
        assert_eq!(help.status, 0);
        assert!(
            help.out.contains("用法：") && help.out.contains("示例："),
            "{}",
            help.out
        );
        assert!(
            help.out.lines().count() <= 32,
            "{command}: more than a screen"
        );
        for english in [
            "Usage",
            "Options",
            "Arguments",
            "Print",
            "possible values",
            "default",
        ] {
            assert!(!help.out.contains(english), "{command}: {}", help.out);
        }
    }
}

#[test]
fn explain_tells_the_story_of_a_firm_and_of_a_link() {
    let dir = folder(&[("r.csv", REGISTER.as_bytes())]);
    let link = run(
        dir.path(),
        &["explain", "塔筒内附件", "--register", "r.csv"],
    );
    assert_eq!(link.status, 0, "{}", link.err);
    assert!(
        link.out.contains("覆盖：") && link.out.contains("优先级：") || link.out.contains("远期"),
        "{}",
        link.out
    );
    let firm = run(dir.path(), &["explain", "甲公司", "--register", "r.csv"]);
    assert!(
        firm.out.contains("ZZ19 叶片") && firm.out.contains("主营产品“风电叶片”"),
        "{}",
        firm.out
    );
}

#[test]
fn the_schema_is_json_and_names_the_contract() {
    let dir = folder(&[]);
    let ran = run(dir.path(), &["schema", "study"]);
    let schema: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    for key in ["links", "gaps", "firms", "data_quality"] {
        assert!(schema["properties"].get(key).is_some(), "{key}");
    }
    for (of, key) in [("chain", "links"), ("zone", "demand"), ("leaders", "none")] {
        let ran = run(dir.path(), &["schema", of]);
        let schema: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        assert!(schema["properties"].get(key).is_some(), "{of}: {key}");
    }
}

#[test]
fn hostile_cells_stay_text() {
    let csv =
        "企业名称,主营产品\n\"=cmd|' /C calc'!A0\",风电叶片\n<script>alert(1)</script>公司,塔筒\n";
    let dir = folder(&[("r.csv", csv.as_bytes())]);
    let ran = run(
        dir.path(),
        &["match", "r.csv", "--format", "csv", "--quiet"],
    );
    assert!(ran.out.contains("'=cmd|"), "{}", ran.out);
    let done = run(
        dir.path(),
        &["run", "--register", "r.csv", "--out", "o", "--quiet"],
    );
    assert_eq!(done.status, 0, "{}", done.err);
    let svg = fs::read_to_string(dir.path().join("o/charts/产业链图-先进制造.svg")).unwrap();
    assert!(!svg.contains("<script"));
}

/// Classified links are never exported: no output names the firms that hold them.
#[test]
fn firms_at_classified_links_appear_nowhere() {
    let csv = "企业名称,主营产品\n甲某容器公司,乏燃料容器\n乙公司,风电叶片\n";
    let dir = folder(&[("r.csv", csv.as_bytes())]);
    let matched = run(
        dir.path(),
        &["match", "r.csv", "--format", "csv", "--quiet"],
    );
    assert!(
        matched.out.contains("乙公司") && !matched.out.contains("甲某容器公司"),
        "{}",
        matched.out
    );
    let done = run(
        dir.path(),
        &["run", "--register", "r.csv", "--out", "o", "--quiet"],
    );
    assert_eq!(done.status, 0, "{}", done.err);
    let study = fs::read_to_string(dir.path().join("o/study.json")).unwrap();
    assert!(study.contains("乙公司") && !study.contains("甲某容器公司"));
}

#[test]
fn unbalanced_quotes_lose_no_row() {
    let csv = "企业名称,主营产品\n甲公司,\"风电叶片\n乙公司,塔筒\n丙公司,风力发电机组\n";
    let dir = folder(&[("r.csv", csv.as_bytes())]);
    let ran = run(dir.path(), &["match", "r.csv", "--format", "csv"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(
        ran.err.contains("引号只有一半") && ran.err.contains("读入3行"),
        "{}",
        ran.err
    );
}

#[test]
fn verdicts_are_obeyed_and_lost_ones_reported() {
    let review = "企业名称,环节编号,判定\n甲公司,ZZ19,否决\n乙公司,ZZ19,确认\n无此公司,ZZ19,确认\n";
    let dir = folder(&[("r.csv", REGISTER.as_bytes()), ("v.csv", review.as_bytes())]);
    let ran = run(
        dir.path(),
        &["match", "r.csv", "--review", "v.csv", "--format", "csv"],
    );
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(!ran.out.contains("甲公司"), "{}", ran.out);
    assert!(
        ran.out.contains("乙公司,ZZ19") && ran.out.contains("人工确认（v.csv第3行）"),
        "{}",
        ran.out
    );
    assert!(
        ran.err.contains("无此公司") && ran.err.contains("不在名录里"),
        "{}",
        ran.err
    );
}

#[test]
fn campaign_plans_by_squad_in_three_formats() {
    let dir = TempDir::new().unwrap();
    let table = run(dir.path(), &["campaign"]);
    assert_eq!(table.status, 0, "{}", table.err);
    for words in ["示例：东南沿海小分队（上海市", "未分队", "撞单：双良节能"]
    {
        assert!(table.out.contains(words), "no {words} in {}", table.out);
    }
    let one = run(
        dir.path(),
        &["campaign", "--squad", "东南沿海", "--format", "csv"],
    );
    assert!(one.out.starts_with("\u{feff}小分队,主责,省份"));
    let others = one.out.lines().skip(1);
    assert!(others.clone().count() >= 30);
    assert!(
        others
            .clone()
            .all(|l| l.starts_with("示例：东南沿海小分队,"))
    );
    let json = run(dir.path(), &["campaign", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert!(value["plans"].as_array().is_some_and(|p| p.len() == 5));
    assert_eq!(value["clashes"][0]["teams"][0], "示例：东南沿海小分队");
    let none = run(dir.path(), &["campaign", "--squad", "没有这队"]);
    assert_eq!(none.status, 2);
    assert!(
        none.err
            .contains("没有小分队 `没有这队`；现有 示例：东南沿海小分队")
    );
}

#[test]
fn a_chart_by_command_in_every_format_and_size() {
    let dir = folder(&[("企业名录.csv", REGISTER.as_bytes())]);
    let draw = |rest: &[&str]| {
        let mut args = vec!["chart", rest[0], "企业名录.csv"];
        args.extend_from_slice(&rest[1..]);
        args.extend_from_slice(&["--date", "2026-06-30", "--out", "图"]);
        run(dir.path(), &args)
    };
    let ran = draw(&["chain", "--segment", "光伏", "--size", "a4"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let file = |name: &str| fs::read(dir.path().join("图").join(name)).unwrap();
    let svg = String::from_utf8(file("产业链图-清洁能源-光伏.svg")).unwrap();
    assert!(svg.contains("width=\"297.01mm\"") && svg.contains("<text"));
    assert!(file("产业链图-清洁能源-光伏.png").starts_with(b"\x89PNG"));
    assert!(file("产业链图-清洁能源-光伏.pdf").starts_with(b"%PDF"));
    let ran = draw(&[
        "firm",
        "--firm",
        "甲公司",
        "--format",
        "svg",
        "--outline",
        "--size",
        "16x9",
    ]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let svg = String::from_utf8(file("企业链位卡-甲公司.svg")).unwrap();
    assert!(svg.contains("width=\"338.66") && !svg.contains("<text"));
    for (args, word) in [
        (&["chain", "--chain", "XX"][..], "没有产业链 `XX`"),
        (
            &["chain", "--chain", "QN", "--segment", "风筝"][..],
            "可用的有 光伏",
        ),
        (&["chain", "--segment", "风筝"][..], "没有细分链"),
        (&["matrix", "--variant", "gaps"][..], "只用于产业链图"),
        (&["firm"][..], "--firm"),
        (&["firm", "--firm", "丙公司"][..], "丙公司"),
        (&["firm", "--firm", "公司"][..], "请写得更全"),
        (&["county", "--chain", "QN"][..], "不用于这种图"),
        (&["matrix", "--outline", "--format", "png"][..], "--outline"),
        (&["matrix", "--size", "b5"][..], "--size"),
    ] {
        let ran = draw(args);
        assert_eq!(ran.status, 2, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(word), "no {word} in {}", ran.err);
    }
}
