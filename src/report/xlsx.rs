//! `补链清单.xlsx`.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::sheet::{self, Cell, ROW_LIMIT, Table, column};
use crate::model::{Action, Grade, Label, MEASURES, Target, evidence_words};
use crate::study::{GapView, LinkView, ProjectAtLink, Study};

/// The workbook, and whether 本地企业链位 is longer than a sheet can be.
pub struct Book {
    /// The file.
    pub bytes: Vec<u8>,
    /// True where the rest of 本地企业链位 has to be read from CSV.
    pub overflows: bool,
}

/// Writes the workbook. Same study, same bytes.
///
/// # Errors
/// What the writer refuses, in words; nothing in practice.
pub fn workbook(study: &Study) -> Result<Book, String> {
    write(study).map_err(|e| e.to_string())
}

/// 本地企业链位 as CSV, where a sheet can't hold it.
///
/// # Errors
/// None in practice.
pub fn overflow(study: &Study, overflows: bool) -> Result<Option<Vec<u8>>, String> {
    overflows
        .then(|| super::csv::table(&positions(study)))
        .transpose()
}

fn write(study: &Study) -> Result<Book, XlsxError> {
    let mut workbook = Workbook::new();
    let created = date_time(&study.date)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(format!("{}补链清单", study.zone.name))
            .set_author(&study.generator)
            .set_creation_datetime(&created),
    );
    let positions = positions(study);
    let overflows = positions.rows.len() >= ROW_LIMIT;
    sheet::add(&mut workbook, &links(study), &[])?;
    sheet::add(&mut workbook, &gaps(study), &[])?;
    sheet::add(&mut workbook, &targets(study), &[])?;
    let notes: Vec<String> = if overflows {
        vec![format!(
            "共{}行，超过 Excel 一张表的上限；全部见 本地企业链位.csv",
            positions.rows.len()
        )]
    } else {
        Vec::new()
    };
    sheet::add(&mut workbook, &positions, &notes)?;
    let (quality, notes) = quality(study);
    sheet::add(&mut workbook, &quality, &notes)?;
    Ok(Book {
        bytes: workbook.save_to_buffer()?,
        overflows,
    })
}

/// Day of the report; a fixed day where it can't be read, so that bytes stay the same.
fn date_time(date: &str) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::parse_from_str(date).or_else(|_| ExcelDateTime::from_ymd(2000, 1, 1))
}

fn chain_name<'a>(study: &'a Study, id: &str) -> &'a str {
    study.chain(id).map_or("", |c| c.name.as_str())
}

fn links(study: &Study) -> Table {
    let rows = study
        .links
        .iter()
        .map(|link| {
            let segment = study
                .chain(&link.chain)
                .and_then(|c| c.segments.get(&link.segment));
            let sure: Vec<&str> = link
                .firms
                .iter()
                .filter(|f| f.grade > Grade::Review)
                .map(|f| f.name.as_str())
                .collect();
            let projects: Vec<String> = link.projects.iter().map(project_words).collect();
            let also: Vec<String> = link
                .also
                .iter()
                .map(|a| format!("{}/{}", chain_name(study, &a.chain), a.name))
                .collect();
            vec![
                Cell::text(chain_name(study, &link.chain)),
                Cell::some(segment.map(String::as_str)),
                Cell::text(link.stage.zh()),
                Cell::text(link.id.as_str()),
                Cell::text(&link.name),
                Cell::text(link.nature.zh()),
                Cell::text(link.coverage.zh()),
                Cell::text(action_word(link)),
                Cell::count(link.here),
                Cell::count(link.leads),
                Cell::text(sure.join("；")),
                Cell::text(&link.coverage_reason),
                Cell::text(link.reasons.join("；")),
                Cell::text(projects.join("；")),
                link.steps.map_or(Cell::Empty, Cell::count),
                Cell::text(link.codes.join(" ")),
                Cell::text(also.join("；")),
            ]
        })
        .collect();
    let columns = vec![
        column("链", 12.0),
        column("细分链", 18.0),
        column("段", 8.0),
        column("环节编号", 10.0),
        column("环节", 20.0),
        column("性质", 10.0),
        column("覆盖", 10.0),
        column("对策", 12.0),
        column("本地企业数", 8.0),
        column("线索数", 8.0),
        column("本地企业", 40.0),
        column("覆盖依据", 60.0),
        column("对策理由", 60.0),
        column("项目", 40.0),
        column("距已有环节步数", 10.0),
        column("行业代码", 14.0),
        column("同一环节", 20.0),
    ];
    Table {
        name: "环节覆盖",
        columns,
        rows,
    }
}

fn action_word(link: &LinkView) -> &'static str {
    match link.action {
        Action::None if link.excluded => "不列入招商",
        Action::None => "",
        action => action.zh(),
    }
}

/// `项目「…」在建（5亿元，2024-02-11）`
pub fn project_words(project: &ProjectAtLink) -> String {
    let amount = project
        .investment_wan
        .map(|w| format!("{}亿元", round(w / 10_000.0)));
    let facts: Vec<String> = [
        amount,
        project.date.clone(),
        project.stale.then(|| "须核现状".to_owned()),
        project.size_remark.clone(),
    ]
    .into_iter()
    .flatten()
    .collect();
    let facts = if facts.is_empty() {
        String::new()
    } else {
        format!("（{}）", facts.join("，"))
    };
    format!("{}{}{facts}", project.name, project.stage.zh())
}

fn round(x: f64) -> f64 {
    (x * 100.0).round() / 100.0
}

fn labels(labels: &[Label]) -> String {
    labels.iter().map(|l| l.zh()).collect::<Vec<_>>().join("、")
}

fn gaps(study: &Study) -> Table {
    let part_names = MEASURES.map(|m| (m.key, m.name));
    let rows = study
        .gaps
        .iter()
        .map(|gap| {
            let mut row = vec![
                Cell::count(gap.rank),
                Cell::text(chain_name(study, &gap.chain)),
                Cell::text(gap.stage.zh()),
                Cell::text(gap.link.as_str()),
                Cell::text(&gap.name),
                Cell::text(gap.action.zh()),
                Cell::text(gap.coverage.zh()),
                Cell::Number(gap.priority),
                Cell::text(labels(&gap.labels)),
                Cell::text(gap.reasons.join("；")),
                Cell::text(
                    gap.targets
                        .iter()
                        .take(3)
                        .map(|t| t.short.as_str())
                        .collect::<Vec<_>>()
                        .join("、"),
                ),
            ];
            for (key, _) in &part_names {
                let part = gap.parts.iter().find(|p| p.key == *key);
                row.push(match part.and_then(|p| p.value) {
                    Some(value) => Cell::Number(round(value.get())),
                    None => Cell::text("不适用"),
                });
            }
            row.push(Cell::text(
                gap.parts
                    .iter()
                    .map(|p| format!("{}：{}", p.name, p.reason))
                    .collect::<Vec<_>>()
                    .join("；"),
            ));
            row.push(Cell::text(gap.known_weight.to_string()));
            row
        })
        .collect();
    let mut columns = vec![
        column("排序", 8.0),
        column("链", 12.0),
        column("段", 8.0),
        column("环节编号", 10.0),
        column("环节", 20.0),
        column("对策", 10.0),
        column("覆盖", 10.0),
        column("优先级", 10.0),
        column("三键", 16.0),
        column("理由", 70.0),
        column("目标企业（前三）", 28.0),
    ];
    columns.extend(part_names.into_iter().map(|(_, name)| column(name, 12.0)));
    columns.push(column("各项说明", 70.0));
    columns.push(column("已知权重", 10.0));
    Table {
        name: "缺链清单",
        columns,
        rows,
    }
}

fn targets(study: &Study) -> Table {
    let mut rows = Vec::new();
    for gap in &study.gaps {
        for (n, target) in gap.targets.iter().enumerate() {
            rows.push(target_row(study, gap, n, target));
        }
    }
    let columns = vec![
        column("缺链排序", 8.0),
        column("链", 12.0),
        column("环节编号", 10.0),
        column("缺口环节", 20.0),
        column("对策", 10.0),
        column("序号", 6.0),
        column("企业全称", 34.0),
        column("简称", 14.0),
        column("股票代码", 12.0),
        column("省", 14.0),
        column("市", 14.0),
        column("得分", 8.0),
        column("三键", 16.0),
        column("标签依据", 40.0),
        column("理由", 70.0),
        column("增资扩产", 30.0),
        column("准入", 10.0),
        column("前置条件", 40.0),
        column("红娘与路径", 50.0),
        column("资料依据与日期", 40.0),
    ];
    Table {
        name: "目标企业",
        columns,
        rows,
    }
}

fn target_row(study: &Study, gap: &GapView, n: usize, target: &Target) -> Vec<Cell> {
    let matchmakers: Vec<String> = target
        .matchmakers
        .iter()
        .map(|m| format!("{}（名录第{}行）：{}", m.name, m.row, m.path))
        .collect();
    vec![
        Cell::count(gap.rank),
        Cell::text(chain_name(study, &gap.chain)),
        Cell::text(gap.link.as_str()),
        Cell::text(&gap.name),
        Cell::text(gap.action.zh()),
        Cell::count(n + 1),
        Cell::text(&target.name),
        Cell::text(&target.short),
        Cell::some(target.ticker.as_deref()),
        Cell::text(&target.province),
        Cell::some(target.city.as_deref()),
        Cell::Number(target.score),
        Cell::text(labels(&target.labels)),
        Cell::text(target.label_reasons.join("；")),
        Cell::text(target.reasons.join("；")),
        Cell::some(target.expansion_of.as_deref()),
        Cell::text(target.admission.zh()),
        Cell::text(target.conditions.join("；")),
        Cell::text(matchmakers.join("；")),
        Cell::text(&target.basis),
    ]
}

fn positions(study: &Study) -> Table {
    let mut rows = Vec::new();
    for firm in &study.firms {
        for position in &firm.positions {
            rows.push(vec![
                Cell::Number(f64::from(firm.row.row)),
                Cell::text(&firm.name),
                Cell::some(firm.county.as_deref()),
                Cell::some(firm.park.as_deref()),
                Cell::text(firm.status.zh()),
                Cell::some(firm.group.as_deref()),
                Cell::text(chain_name(study, &position.chain)),
                Cell::text(position.link.as_str()),
                Cell::text(&position.name),
                Cell::text(position.role.zh()),
                Cell::text(position.grade.zh()),
                Cell::Number(position.score),
                Cell::text(evidence_words(&position.evidence)),
                Cell::text(
                    firm.credibility
                        .map(|c| format!("{c:?}"))
                        .unwrap_or_default(),
                ),
                Cell::some(firm.source.as_deref()),
                Cell::some(firm.source_date.as_deref()),
            ]);
        }
    }
    let columns = vec![
        column("行号", 8.0),
        column("企业名称", 34.0),
        column("县市区", 16.0),
        column("园区", 24.0),
        column("状态", 8.0),
        column("所属集团", 20.0),
        column("链", 12.0),
        column("环节编号", 10.0),
        column("环节", 20.0),
        column("角色", 8.0),
        column("等级", 10.0),
        column("得分", 8.0),
        column("依据", 60.0),
        column("证据等级", 10.0),
        column("来源", 40.0),
        column("来源日期", 12.0),
    ];
    Table {
        name: "本地企业链位",
        columns,
        rows,
    }
}

fn quality(study: &Study) -> (Table, Vec<String>) {
    let q = &study.data_quality;
    let complete = if study.zone.register_complete {
        "完整"
    } else {
        "不完整（查不到的环节记为“未发现”）"
    };
    let mut notes = vec![
        format!(
            "企业名录：{}；截至{}；{complete}",
            q.register,
            study.zone.register_as_of.as_deref().unwrap_or("未注明")
        ),
        format!(
            "读入{}行 = 采用{}行 + 未采用{}行；采用的企业中，{}家不属于任何环节",
            q.rows_in, q.rows_used, q.rows_reported, q.firms_without_link
        ),
        format!(
            "识别的列：{}",
            q.columns
                .iter()
                .map(|(ours, theirs)| format!("{ours}←{theirs}"))
                .collect::<Vec<_>>()
                .join("，")
        ),
    ];
    notes.extend(study.notices.iter().map(|n| format!("提示：{n}")));
    let rows = q
        .issues
        .iter()
        .map(|issue| {
            vec![
                Cell::text(&issue.place),
                issue
                    .row
                    .map_or(Cell::Empty, |r| Cell::Number(f64::from(r))),
                Cell::text(match issue.severity.as_str() {
                    "error" => "错误",
                    "warning" => "注意",
                    _ => "提示",
                }),
                Cell::text(&issue.message),
                Cell::some(issue.help.as_deref()),
                Cell::text(&issue.code),
            ]
        })
        .collect();
    let columns = vec![
        column("位置", 40.0),
        column("行", 8.0),
        column("级别", 8.0),
        column("说明", 70.0),
        column("处理建议", 60.0),
        column("代码", 22.0),
    ];
    (
        Table {
            name: "数据质量",
            columns,
            rows,
        },
        notes,
    )
}
