//! Capacity balance: what is made here of an input against what its customers here need of it, in
//! physical units.
//!
//! For a supplier of capacity S, a customer of capacity C and a need of q (low to high) per unit:
//!
//! > need = C × q,  ratio = S ÷ need,  short = max(0, need − S)
//!
//! Two relations are weighed: required ones with a single supplier, one for one where both sides are
//! counted in pieces (台, 套), and any with a quantity in the model. Zone-wide figures (全市) of one year
//! are compared first; without them the published figures of firms are added up, planned ones too, and
//! say so: those inform, only zone-wide figures make a link 薄弱.
//!
//! Worked examples (chain-reference §5): 叶片 2,450 套 for 2,600 台 整机: 94.2 %, 150 short; 塔筒 2,700:
//! 103.8 %; 2015, 发电机 950 for 3,050: 31.1 %; 工业硅 35万吨 for 30万吨 多晶硅 at 1.1–1.2 t/t: 33–36, so
//! 97.2–106.1 %, 0–1万吨 short: enough at the lower end, short at the upper.

use indexmap::{IndexMap, IndexSet};

use crate::model::{Balance, Capacity, Input, LinkIx, Quantity};

use super::Situation;
use super::ties::Ties;

/// A balance and what it is good for.
pub struct Weighed {
    /// Figures of the whole zone on both sides: good enough for a verdict.
    pub zone_wide: bool,
    /// The balance.
    pub balance: Balance,
}

/// Balances by supplying link.
pub struct Balances {
    of: Vec<Vec<Weighed>>,
}

impl Balances {
    /// Weighs every relation that can be weighed. O(relations × capacities of a link).
    pub fn new(s: &Situation<'_>, ties: &Ties<'_>) -> Self {
        let of = s.chains.indices().map(|ix| of_link(s, ties, ix)).collect();
        Self { of }
    }

    /// The zone-wide balance of a link that is shortest; None where there is none.
    pub fn tightest(&self, link: LinkIx) -> Option<&Weighed> {
        self.of[link.0]
            .iter()
            .filter(|w| w.zone_wide)
            .min_by(|a, b| a.balance.ratio.1.total_cmp(&b.balance.ratio.1))
    }

    /// All, tightest first.
    pub fn all(&self) -> Vec<Balance> {
        let mut out: Vec<Balance> = self
            .of
            .iter()
            .flatten()
            .map(|w| w.balance.clone())
            .collect();
        out.sort_by(|a, b| a.ratio.0.total_cmp(&b.ratio.0)); // stable: then as in the models
        out
    }
}

fn of_link(s: &Situation<'_>, ties: &Ties<'_>, ix: LinkIx) -> Vec<Weighed> {
    let mut out = Vec::new();
    for (customer, input) in s.graph.customers(ix) {
        // A quantity in the model says that the two are to be weighed against each other.
        let plain = input.is_required_material() && input.suppliers.len() == 1;
        if !plain && input.quantity.is_none() {
            continue;
        }
        let Some((supply, need)) = figures(&ties.at(ix).capacity, &ties.at(customer).capacity)
        else {
            continue;
        };
        if let Some(weighed) = weigh(s, ix, customer, input, &supply, &need) {
            out.push(weighed);
        }
    }
    out
}

fn weigh(
    s: &Situation<'_>,
    ix: LinkIx,
    customer: LinkIx,
    input: &Input,
    supply: &Figure,
    need: &Figure,
) -> Option<Weighed> {
    let need_range = wanted(supply, need, input.quantity.as_ref())?;
    let sum = sum(supply.amount, need_range)?;
    let name = &s.chains.link(customer).name;
    let mut sources: IndexSet<String> = supply
        .sources
        .iter()
        .chain(&need.sources)
        .cloned()
        .collect();
    if let Some(quantity) = &input.quantity {
        let chain = s.chains.chain_of(customer);
        sources.extend(
            chain
                .sources
                .get(&quantity.source)
                .map(|q| format!("单耗：{q}")),
        );
    }
    let year = supply.year.filter(|_| supply.year == need.year);
    let when = year.map(|y| format!("{y}年，")).unwrap_or_default();
    let basis = match (supply.firms, need.firms) {
        (0, _) | (_, 0) => String::new(),
        (a, b) => {
            let planned = if supply.planned || need.planned {
                "，含规划值"
            } else {
                ""
            };
            format!("（企业公布数合计：供{a}家、需{b}家{planned}，仅供参考）")
        }
    };
    let reason = format!("{when}供“{name}”：{}{basis}", sum.words(&supply.unit));
    Some(Weighed {
        zone_wide: supply.firms == 0,
        balance: Balance {
            supplier: s.chains.link(ix).id.clone(),
            customer: s.chains.link(customer).id.clone(),
            supply: supply.amount,
            need: need_range,
            ratio: sum.ratio,
            short: sum.short,
            unit: supply.unit.clone(),
            year,
            reason,
            source: sources.into_iter().collect::<Vec<_>>().join("；"),
        },
    })
}

/// A supply against a need.
struct Sum {
    supply: f64,
    need: (f64, f64),
    ratio: (f64, f64),
    short: (f64, f64),
}

/// The formula; None where nothing is needed.
fn sum(supply: f64, need: (f64, f64)) -> Option<Sum> {
    (need.0 > 0.0 && need.1 >= need.0).then(|| Sum {
        supply,
        need,
        ratio: (supply / need.1, supply / need.0),
        short: ((need.0 - supply).max(0.0), (need.1 - supply).max(0.0)),
    })
}

impl Sum {
    /// `2,450套 ÷ 2,600套 = 94.2%，缺150套`
    fn words(&self, unit: &str) -> String {
        let percent = |ratio: f64| format!("{}%", number(ratio * 100.0, 1));
        let range = |(low, high): (f64, f64), show: &dyn Fn(f64) -> String| {
            let (low, high) = (show(low), show(high));
            if low == high {
                low
            } else {
                format!("{low}–{high}")
            }
        };
        let amount = |x: f64| number(x, 2);
        let short = if self.short.1 > 0.0 {
            format!("，缺{}{unit}", range(self.short, &amount))
        } else {
            String::new()
        };
        format!(
            "{}{unit} ÷ {}{unit} = {}{short}",
            amount(self.supply),
            range(self.need, &amount),
            range(self.ratio, &percent)
        )
    }
}

/// `2,450`, `1.5`: thousands apart, at most so many decimals.
pub fn number(x: f64, decimals: usize) -> String {
    let text = format!("{x:.decimals$}");
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let rest = rest.trim_end_matches('0');
    let digits = whole.trim_start_matches('-');
    let mut out = String::from(if whole.starts_with('-') { "-" } else { "" });
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if !rest.is_empty() {
        out.push('.');
        out.push_str(rest);
    }
    out
}

/// A capacity to be weighed.
struct Figure {
    amount: f64,
    unit: String,
    year: Option<u16>,
    /// Firms added up; 0 for a figure of the whole zone.
    firms: usize,
    planned: bool,
    sources: Vec<String>,
}

/// Figures of both ends: zone-wide ones of the latest year that both have, else sums over firms.
fn figures(supply: &[&Capacity], need: &[&Capacity]) -> Option<(Figure, Figure)> {
    let zone_wide = |c: &&&Capacity| is_zone(c) && !c.planned && c.year.is_some();
    let pairs = supply.iter().filter(zone_wide).flat_map(|a| {
        let same_year = move |b: &&&Capacity| a.year == b.year;
        need.iter()
            .filter(zone_wide)
            .filter(same_year)
            .map(move |b| (*a, *b))
    });
    if let Some((a, b)) = pairs.max_by_key(|(a, _)| a.year) {
        return Some((Figure::zone(a), Figure::zone(b)));
    }
    Some((Figure::firms(supply)?, Figure::firms(need)?))
}

fn is_zone(capacity: &Capacity) -> bool {
    capacity.holder == "全市"
}

impl Figure {
    fn zone(capacity: &Capacity) -> Self {
        Self {
            amount: capacity.amount,
            unit: capacity.unit.clone(),
            year: capacity.year,
            firms: 0,
            planned: capacity.planned,
            sources: capacity.source.iter().cloned().collect(),
        }
    }

    /// The latest figure of each firm, added up in the unit of the first; None where there is none or
    /// one cannot be converted.
    fn firms(all: &[&Capacity]) -> Option<Self> {
        let mut latest: IndexMap<&str, &Capacity> = IndexMap::new();
        for capacity in all.iter().filter(|c| !is_zone(c)) {
            let kept = latest.entry(capacity.holder.as_str()).or_insert(capacity);
            if capacity.year > kept.year {
                *kept = capacity;
            }
        }
        let first = latest.values().next()?;
        let (base, factor) = dimension(&first.unit);
        let mut amount = 0.0;
        for capacity in latest.values() {
            let (of, by) = dimension(&capacity.unit);
            if of != base {
                return None;
            }
            amount += capacity.amount * by / factor;
        }
        let years: IndexSet<Option<u16>> = latest.values().map(|c| c.year).collect();
        Some(Self {
            amount,
            unit: first.unit.clone(),
            year: first.year.filter(|_| years.len() == 1),
            firms: latest.len(),
            planned: latest.values().any(|c| c.planned),
            sources: latest.values().filter_map(|c| c.source.clone()).collect(),
        })
    }
}

/// What the customer's capacity needs of the supplier's, low to high in the supplier's unit; None where
/// the units cannot be compared. Without a quantity in the model only pieces (台, 套) count one for one.
fn wanted(supply: &Figure, need: &Figure, quantity: Option<&Quantity>) -> Option<(f64, f64)> {
    let (supplied, supply_factor) = dimension(&supply.unit);
    let (needed, need_factor) = dimension(&need.unit);
    match quantity {
        None => (supplied == PIECE && needed == PIECE).then(|| {
            let amount = need.amount * need_factor / supply_factor;
            (amount, amount)
        }),
        Some(quantity) => {
            let (of, per) = quantity.unit.split_once('/')?;
            let ((of, of_factor), (per, per_factor)) = (dimension(of), dimension(per));
            let amount =
                |q: f64| need.amount * need_factor / per_factor * q * of_factor / supply_factor;
            let same = of == supplied && per == needed;
            same.then(|| (amount(quantity.low), amount(quantity.high)))
        }
    }
}

/// What pieces are counted in.
const PIECE: &str = "件";

/// A unit as base unit and factor: 万吨 → (吨, 1e4), GW → (千瓦, 1e6), 台 and 套 → pieces; `/年` and the
/// thing weighed (`t番茄`) are dropped.
fn dimension(unit: &str) -> (&str, f64) {
    let unit = unit.trim();
    let unit = unit.strip_suffix("/年").unwrap_or(unit);
    let (unit, factor) = match (unit.strip_prefix('万'), unit.strip_prefix('亿')) {
        (Some(rest), _) => (rest, 1e4),
        (_, Some(rest)) => (rest, 1e8),
        (None, None) => (unit, 1.0),
    };
    let tonne_of = |rest: &str| rest.starts_with(|c: char| !c.is_ascii());
    match unit {
        "台" | "套" | "台套" | "台（套）" | "支" | "件" => (PIECE, factor),
        "t" | "T" | "吨" => ("吨", factor),
        "kW" | "千瓦" => ("千瓦", factor),
        "MW" | "兆瓦" => ("千瓦", factor * 1e3),
        "GW" | "吉瓦" => ("千瓦", factor * 1e6),
        "kWh" | "千瓦时" => ("千瓦时", factor),
        "MWh" | "兆瓦时" => ("千瓦时", factor * 1e3),
        "GWh" | "吉瓦时" => ("千瓦时", factor * 1e6),
        "㎡" | "m2" | "平方米" => ("平方米", factor),
        other if other.strip_prefix('t').is_some_and(tonne_of) => ("吨", factor),
        other => (other, factor),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(amount: f64, unit: &str) -> Figure {
        Figure::zone(&capacity("全市", amount, unit, 2024))
    }

    fn capacity(holder: &str, amount: f64, unit: &str, year: u16) -> Capacity {
        Capacity {
            holder: holder.to_owned(),
            amount,
            unit: unit.to_owned(),
            year: Some(year),
            source: None,
            planned: false,
        }
    }

    fn per(low: f64, high: f64, unit: &str) -> Quantity {
        Quantity {
            low,
            high,
            unit: unit.to_owned(),
            source: String::new(),
        }
    }

    fn words(supply: f64, need: f64, unit: &str) -> String {
        sum(supply, (need, need)).map_or(String::new(), |sum| sum.words(unit))
    }

    #[test]
    fn the_published_figures() {
        assert_eq!(
            words(2450.0, 2600.0, "套"),
            "2,450套 ÷ 2,600套 = 94.2%，缺150套"
        );
        assert_eq!(words(2700.0, 2600.0, "套"), "2,700套 ÷ 2,600套 = 103.8%");
        assert_eq!(
            words(950.0, 3050.0, "台"),
            "950台 ÷ 3,050台 = 31.1%，缺2,100台"
        );
    }

    #[test]
    fn silicon_is_enough_at_1_1_and_short_at_1_2() {
        let (silicon, poly) = (figure(35.0, "万吨"), figure(300_000.0, "吨"));
        let need = wanted(&silicon, &poly, Some(&per(1.1, 1.2, "t/t"))).expect("tonnes by tonnes");
        assert!(
            (need.0 - 33.0).abs() < 1e-9 && (need.1 - 36.0).abs() < 1e-9,
            "{need:?}"
        );
        let sum = sum(35.0, need).expect("something is needed");
        assert!(sum.ratio.0 < 1.0 && sum.ratio.1 > 1.0);
        assert_eq!(
            sum.words("万吨"),
            "35万吨 ÷ 33–36万吨 = 97.2%–106.1%，缺0–1万吨"
        );
    }

    #[test]
    fn units_are_compared_before_numbers() {
        let (blades, turbines) = (figure(2450.0, "套"), figure(2600.0, "台"));
        let poly = figure(30.0, "万吨");
        assert_eq!(wanted(&blades, &turbines, None), Some((2600.0, 2600.0)));
        assert_eq!(wanted(&poly, &poly, None), None); // not one for one
        assert_eq!(wanted(&blades, &poly, Some(&per(1.0, 1.0, "套/台"))), None);
        assert_eq!(dimension("t番茄"), ("吨", 1.0));
    }

    #[test]
    fn firms_are_added_up_each_with_its_latest_figure() {
        let all = [
            capacity("甲", 2.0, "吉瓦", 2023),
            capacity("乙", 500.0, "兆瓦", 2023),
            capacity("甲", 1.0, "吉瓦", 2020),
            capacity("全市", 9.0, "吉瓦", 2024),
        ];
        let all: Vec<&Capacity> = all.iter().collect();
        let sum = Figure::firms(&all).expect("two firms");
        assert_eq!((sum.amount, sum.unit.as_str(), sum.firms), (2.5, "吉瓦", 2));
        assert_eq!(number(1_234_567.5, 2), "1,234,567.5");
    }
}
