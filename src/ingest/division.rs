//! Names of places in YAML files, held against the administrative divisions.

use super::yaml::nearest;
use crate::diag::Kind;
use crate::standard::divisions::{self, Division, Rank};

/// All names of a rank that lie in `within`.
pub fn names(rank: Rank, within: Option<&Division>) -> impl Iterator<Item = &'static str> {
    divisions::all()
        .filter(move |d| d.rank == rank && within.is_none_or(|w| d.is_in(w)))
        .map(|d| d.name)
}

/// A province by its full name.
///
/// # Errors
/// That there is none, with the nearest.
pub fn province(name: &str) -> Result<&'static Division, Kind> {
    match divisions::province(name) {
        Some(found) if found.name == name => Ok(found),
        other => Err(unknown(
            name,
            None,
            other
                .map(|d| d.name.to_owned())
                .or_else(|| nearest(name, names(Rank::Province, None))),
        )),
    }
}

/// A headquarters' city by its full name: a city of the province, the municipality itself, or a
/// county that the province governs directly.
///
/// # Errors
/// That there is none, with the nearest.
pub fn city(name: &str, province: &'static Division) -> Result<(), Kind> {
    let direct = |d: &Division| d.rank == Rank::County && d.city().is_none();
    let seat = |d: &Division| d.rank == Rank::City || direct(d) || d.is_municipality();
    let good = |d: &&Division| seat(d) && d.is_in(province) && d.name == name;
    if divisions::named(name).into_iter().any(|d| good(&d)) {
        return Ok(());
    }
    let seats = || {
        divisions::all()
            .filter(|d| d.is_in(province) && seat(d))
            .map(|d| d.name)
    };
    let near = seats()
        .find(|full| divisions::stem(full) == name)
        .map(str::to_owned)
        .or_else(|| nearest(name, seats()));
    Err(unknown(name, Some(province), near))
}

/// A county or city anywhere, by its full name.
///
/// # Errors
/// That there is none, with the nearest.
pub fn anywhere(name: &str) -> Result<(), Kind> {
    if divisions::named(name).iter().any(|d| d.name == name) {
        return Ok(());
    }
    let near = divisions::named(name)
        .first()
        .map(|d| d.name.to_owned())
        .or_else(|| nearest(name, divisions::all().map(|d| d.name)));
    Err(unknown(name, None, near))
}

fn unknown(name: &str, within: Option<&Division>, nearest: Option<String>) -> Kind {
    Kind::UnknownDivision {
        name: name.to_owned(),
        within: within.map(|w| w.name.to_owned()),
        nearest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headquarters() {
        let beijing = province("北京市").expect("is one");
        let xinjiang = province("新疆维吾尔自治区").expect("is one");
        assert!(city("北京市", beijing).is_ok() && city("石河子市", xinjiang).is_ok());
        let near = |checked: Result<(), Kind>| checked.err().and_then(|k| k.help());
        assert_eq!(
            near(city("哈密", xinjiang)).as_deref(),
            Some("是否想写 `哈密市`？")
        );
        assert!(city("苏州市", beijing).is_err());
        assert_eq!(
            near(anywhere("肃北")).as_deref(),
            Some("是否想写 `肃北蒙古族自治县`？")
        );
        assert_eq!(
            near(province("甘肃").map(|_| ())).as_deref(),
            Some("是否想写 `甘肃省`？")
        );
    }
}
