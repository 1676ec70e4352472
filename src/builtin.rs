//! What is in the binary: chain models, leading firms, the rule set, the Jiuquan example.

use crate::ingest::InputFile;
use crate::study::Request;

macro_rules! files {
    ($($path:literal),* $(,)?) => { &[$(($path, include_bytes!(concat!("../", $path)))),*] };
}

/// (path in the repository, bytes).
type Embedded = &'static [(&'static str, &'static [u8])];

const CHAINS: Embedded = files![
    "chains/energy-saving-environment.yaml",
    "chains/cleaner-production.yaml",
    "chains/clean-energy.yaml",
    "chains/circular-agriculture.yaml",
    "chains/chinese-medicine.yaml",
    "chains/culture-tourism.yaml",
    "chains/corridor-logistics.yaml",
    "chains/civil-military.yaml",
    "chains/data-information.yaml",
    "chains/advanced-manufacturing.yaml",
];

const LEADERS: (&str, &[u8]) = (
    "chains/leaders.yaml",
    include_bytes!("../chains/leaders.yaml"),
);

const PARTNERS: (&str, &[u8]) = (
    "chains/partners.yaml",
    include_bytes!("../chains/partners.yaml"),
);

const POLICY: (&str, &[u8]) = (
    "chains/policy.yaml",
    include_bytes!("../chains/policy.yaml"),
);

const JIUQUAN: Embedded = files![
    "examples/jiuquan/zone.yaml",
    "examples/jiuquan/enterprises.csv",
    "examples/jiuquan/projects.csv",
    "examples/jiuquan/capacity.csv",
];

fn input((path, bytes): &(&'static str, &'static [u8])) -> InputFile {
    InputFile::new(*path, *bytes)
}

/// The chain models.
pub fn chains() -> Vec<InputFile> {
    CHAINS.iter().map(input).collect()
}

/// The leading firms.
pub fn leaders() -> InputFile {
    input(&LEADERS)
}

/// The horizontal relations.
pub fn partners() -> InputFile {
    input(&PARTNERS)
}

/// The rule set.
pub fn policy() -> InputFile {
    input(&POLICY)
}

/// The files of the Jiuquan example, by their names in a workspace folder.
pub fn jiuquan() -> Vec<InputFile> {
    JIUQUAN
        .iter()
        .map(|(path, bytes)| InputFile::new(path.rsplit('/').next().unwrap_or(path), *bytes))
        .collect()
}

/// The embedded example, dated as its register.
pub fn example() -> Request {
    let mut files = jiuquan();
    let mut take = |stem: &str| {
        let at = files.iter().position(|f| f.name.starts_with(stem))?;
        Some(files.remove(at))
    };
    let zone = take("zone");
    Request {
        date: zone.as_ref().map(as_of).unwrap_or_default(),
        chains: chains(),
        leaders: leaders(),
        partners: partners(),
        policy: policy(),
        register: take("enterprises")
            .unwrap_or_else(|| InputFile::new("enterprises.csv", Vec::new())),
        projects: take("projects"),
        capacity: take("capacity"),
        pool: None,
        records: None,
        review: Vec::new(),
        zone,
    }
}

/// `as_of` of a zone file, without resolving it.
fn as_of(zone: &InputFile) -> String {
    let text = String::from_utf8_lossy(&zone.bytes);
    let date = text
        .split("as_of:")
        .nth(1)
        .map(|rest| rest.trim_start().chars().take(10).collect::<String>());
    date.filter(|d| d.parse::<jiff::civil::Date>().is_ok())
        .unwrap_or_default()
}
