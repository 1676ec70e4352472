//! 缺链清单: links that ask for something, most pressing first.

use super::index::{Index, labels};
use super::sheet::{Cell, Sheet, Table, column, screen};
use crate::model::{LandingPlace, MEASURES, Stability};
use crate::study::GapView;

/// The table.
pub fn table(index: &Index<'_>) -> Table {
    let mut columns = vec![
        column("排序", 7.0),
        column("链", 10.0),
        column("位置", 7.0),
        column("环节编号", 8.0),
        column("环节", 18.0),
        column("对策", 9.0),
        column("覆盖", 9.0),
        column("优先级", 8.0),
        column("名次区间", 10.0),
        column("三键", 12.0),
        column("理由", 60.0),
        column("目标企业", 8.0),
        column("前三家", 22.0),
        column("承接县市区", 11.0),
        column("承接园区", 18.0),
    ];
    columns.extend(MEASURES.map(|m| screen(m.name, 8.0)));
    columns.push(screen("已知权重", 8.0));
    columns.push(screen("各项说明", 90.0));
    Table {
        sheet: Sheet::Gaps,
        note: "按优先级（0—100分）排列，远期列在最后。优先级由右边九项按权重合成（屏幕上看，不打印），每项0—1，“—”为不适用、不计入；“已知权重”是能算出的各项所占权重。\
               “名次区间”是权重任意变动时名次的范围（九成情形）。点环节看项目卡，点目标企业看名单，点县市区看承接条件，点编号回环节覆盖。"
            .to_owned(),
        columns,
        fixed: 5,
        rows: index.study.gaps.iter().map(|gap| row(index, gap)).collect(),
    }
}

fn row(index: &Index<'_>, gap: &GapView) -> Vec<Cell> {
    let targets: Vec<&str> = gap
        .targets
        .iter()
        .take(3)
        .map(|t| t.short.as_str())
        .collect();
    let place = gap.landing.first();
    let county = place.map(|place| place.county.as_str());
    let park = place.map(|place| place.park.as_deref().unwrap_or("园区待定"));
    let firms = match gap.targets.len() {
        0 => String::new(),
        n => format!("{n}家"),
    };
    let mut row = vec![
        Cell::count(gap.rank),
        Cell::text(index.chain(&gap.chain)),
        Cell::text(gap.stage.zh()),
        Cell::link(gap.link.as_str(), index.to_link(&gap.link)),
        Cell::link(&gap.name, index.to_card(&gap.link)),
        Cell::text(gap.action.zh()),
        Cell::text(gap.coverage.zh()),
        Cell::Number(gap.priority),
        Cell::text(gap.stability.as_ref().map(interval).unwrap_or_default()),
        Cell::text(labels(&gap.labels)),
        Cell::lines(&gap.reasons),
        Cell::link(firms, index.to_targets(&gap.link)),
        Cell::text(targets.join("、")),
        Cell::link(
            county.unwrap_or_default(),
            county.and_then(|county| index.to_county(county)),
        ),
        Cell::some(park),
    ];
    row.extend(MEASURES.map(|measure| {
        let part = gap.parts.iter().find(|p| p.key == measure.key);
        match part.and_then(|p| p.value) {
            Some(value) => Cell::Number((value.get() * 100.0).round() / 100.0),
            None => Cell::text("—"),
        }
    }));
    row.push(Cell::Share(gap.known_weight.get()));
    row.push(Cell::lines(&parts(gap)));
    row
}

/// `第1—38名`
pub fn interval(stability: &Stability) -> String {
    if stability.best == stability.worst {
        format!("第{}名", stability.best)
    } else {
        format!("第{}—{}名", stability.best, stability.worst)
    }
}

/// `肃州区：酒泉经济技术开发区`
pub fn landing(place: Option<&LandingPlace>) -> String {
    place.map_or_else(String::new, |place| {
        let park = place.park.as_deref().unwrap_or("园区待定");
        format!("{}：{park}", place.county)
    })
}

/// What each measure found, one a line.
pub fn parts(gap: &GapView) -> Vec<String> {
    gap.parts
        .iter()
        .map(|p| format!("{}：{}", p.name, p.reason))
        .collect()
}
