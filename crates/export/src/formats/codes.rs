//! Codes that others know things by, from `data/codes` and `data/ontology`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

type Rows = BTreeMap<&'static str, Vec<&'static str>>;

static COUNTRIES: LazyLock<Rows> = LazyLock::new(|| rows(include_str!("../../../../data/codes/countries.tsv")));
static GOLDSTEIN: LazyLock<Rows> = LazyLock::new(|| rows(include_str!("../../../../data/codes/goldstein.tsv")));
static SECTORS: LazyLock<Rows> = LazyLock::new(|| rows(include_str!("../../../../data/codes/sectors.tsv")));
static TYPES: LazyLock<Rows> = LazyLock::new(|| rows(include_str!("../../../../data/ontology/types.tsv")));

/// The rows of a table by their first column.
fn rows(table: &'static str) -> Rows {
    let rows = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1);
    rows.map(|row| {
        let mut cells = row.split('\t');
        (cells.next().unwrap_or(""), cells.collect())
    })
    .collect()
}

fn cell(rows: &'static Rows, key: &str, column: usize) -> Option<&'static str> {
    rows.get(key)?.get(column).copied().filter(|cell| !cell.is_empty())
}

/// English name of a country by its ISO 3166-1 alpha-3.
pub fn country_name(code: &str) -> Option<&'static str> {
    cell(&COUNTRIES, code, 1)
}

/// ISO 3166-1 alpha-2.
pub(crate) fn iso2(code: &str) -> Option<&'static str> {
    cell(&COUNTRIES, code, 0)
}

/// FIPS 10-4.
pub(crate) fn fips(code: &str) -> Option<&'static str> {
    cell(&COUNTRIES, code, 2)
}

/// Number of the Correlates of War.
pub(crate) fn cow(code: &str) -> Option<&'static str> {
    cell(&COUNTRIES, code, 3)
}

/// Number of Gleditsch and Ward.
pub(crate) fn gleditsch_ward(code: &str) -> Option<&'static str> {
    cell(&COUNTRIES, code, 4)
}

/// Goldstein score of a CAMEO code, in tenths.
pub(crate) fn goldstein(cameo: &str) -> Option<i32> {
    let by_digits = (2..=cameo.len().min(4)).rev().find_map(|n| cell(&GOLDSTEIN, cameo.get(..n)?, 0));
    by_digits?.parse().ok()
}

/// CAMEO role of a PLOVER sector.
pub(crate) fn cameo_role(sector: &str) -> Option<&'static str> {
    cell(&SECTORS, sector, 0)
}

/// PLOVER quad class of an event type, 1 to 4.
pub(crate) fn quad(event_type: &str) -> Option<&'static str> {
    cell(&TYPES, event_type, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects the derived columns: the tables are whole, and their names are those of `data/countries`.
    #[test]
    fn codes_agree_with_the_data() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/countries");
        let mut n_countries = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|ending| ending != "toml") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let value = |key: &str| {
                let line = text.lines().find(|line| line.starts_with(&format!("{key} = ")));
                line.and_then(|line| line.split('"').nth(1)).map(str::to_owned)
            };
            let code = value("code").unwrap();
            assert_eq!(country_name(&code).map(str::to_owned), value("name"), "{code}");
            assert_eq!(iso2(&code).map(str::to_owned), value("iso2"), "{code}");
            n_countries += 1;
        }
        assert_eq!(n_countries, COUNTRIES.len());
        assert_eq!((fips("DEU"), cow("DEU"), gleditsch_ward("DEU")), (Some("GM"), Some("255"), Some("260")));
        assert_eq!((goldstein("0334"), goldstein("040"), goldstein("1246")), (Some(60), Some(10), Some(-40)));
        assert!(record::Sector::ALL.iter().all(|sector| SECTORS.contains_key(sector.code())));
        assert!(record::EventType::ALL.iter().all(|event_type| quad(event_type.code()).is_some()));
    }
}
