use super::*;
use crate::ingest::{InputFile, chains, labels, register};

const MODEL: &str = "format: 1\nid: LT\nname: 骆驼\nen: Camels\nsegments: {a: 甲}\nlinks:\n  \
    一: {id: LT01, segment: a, stage: 上游, nature: product, terms: [驼绒]}\n  \
    二: {id: LT02, segment: a, stage: 中游, nature: product, terms: [驼奶]}\n  \
    三: {id: LT03, segment: a, stage: 下游, nature: product, terms: [驼峰]}\n";

fn pair(firm: usize, link: usize, grade: Grade) -> Holding {
    Holding {
        firm: FirmIx(firm),
        link: LinkIx(link),
        role: Role::Produce,
        grade,
        score: 0.5,
        scope_only: false,
        evidence: Vec::new(),
    }
}

fn read(label_rows: &str) -> (Chains, Register, Vec<FirmLabel>) {
    let Ok(chains) = chains(&[InputFile::new("m.yaml", MODEL)]) else {
        panic!()
    };
    let firms = "企业名称,主营产品\n甲公司,驼绒\n乙公司,驼奶\n丙公司,皮鞋\n";
    let Ok(register) = register(&InputFile::new("r.csv", firms)) else {
        panic!()
    };
    let Ok(labels) = labels(&InputFile::new("l.csv", label_rows), &chains.value) else {
        panic!()
    };
    (chains.value, register.value, labels.value)
}

#[test]
fn the_worked_example() {
    let (chains, register, labels) = read(
        "企业名称,必须,可以,组\n甲公司,LT01,LT02,tune\n乙公司,LT01,,test\n丙公司,,,test\n丁公司,LT01,,\n甲公司,LT02,,\n",
    );
    // 乙–LT01 is 待复核: not found.
    let holdings = [
        pair(0, 0, Grade::Strong),
        pair(0, 1, Grade::Likely),
        pair(1, 0, Grade::Review),
        pair(2, 2, Grade::Likely),
    ];
    let done = evaluate(&chains, &register, &holdings, &labels);
    let names: Vec<_> = done
        .value
        .iter()
        .map(|p| (p.name.as_str(), p.firms))
        .collect();
    assert_eq!(names, [("全部", 3), ("tune", 1), ("test", 2)]);
    let all = &done.value[0].total;
    assert_eq!((all.hits, all.false_hits, all.misses), (1, 1, 1));
    assert_eq!(
        (all.precision, all.recall, all.f1),
        (Some(0.5), Some(0.5), Some(0.5))
    );
    let test = &done.value[2];
    assert_eq!(
        (test.total.precision, test.total.recall),
        (Some(0.0), Some(0.0))
    );
    assert_eq!(done.value[1].total.f1, Some(1.0));
    let links: Vec<_> = done.value[0]
        .links
        .iter()
        .map(|l| (l.id.as_str(), l.hits, l.false_hits, l.misses, l.precision))
        .collect();
    assert_eq!(
        links,
        [("LT01", 1, 0, 1, Some(1.0)), ("LT03", 0, 1, 0, Some(0.0))]
    );
    let mistakes: Vec<_> = test
        .mistakes
        .iter()
        .map(|m| (m.firm.as_str(), m.missed, m.seen.as_ref().map(|s| s.grade)))
        .collect();
    assert_eq!(
        mistakes,
        [
            ("乙公司", true, Some(Grade::Review)),
            ("丙公司", false, Some(Grade::Likely))
        ]
    );
    let said: Vec<_> = done.warnings.iter().map(|w| w.kind.code()).collect();
    assert_eq!(said, ["label::no_firm", "label::twice"]);
}

#[test]
fn nothing_found_and_nothing_to_find_is_unknown_not_zero() {
    let (chains, register, labels) = read("企业名称,必须\n丙公司,\n");
    let done = evaluate(&chains, &register, &[], &labels);
    assert_eq!(done.value.len(), 1);
    let all = &done.value[0].total;
    assert_eq!((all.precision, all.recall, all.f1), (None, None, None));
}
