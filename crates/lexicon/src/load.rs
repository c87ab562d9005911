//! Reading rows with every fault gathered.

use crate::{DataFiles, LexiconError, Row, Tsv};

/// The faults found so far.
pub(crate) type Faults = Vec<LexiconError>;

/// Reads the tables at `path` in every layer, row by row. `take` gives `None` after it noted a fault.
pub(crate) fn read_tsv(
    files: &DataFiles,
    path: &str,
    required: &[&str],
    faults: &mut Faults,
    mut take: impl FnMut(&Row, &mut Faults) -> Option<()>,
) {
    for file in files.below(path, ".tsv") {
        match Tsv::read(file, required) {
            Ok(table) => {
                for row in table.rows() {
                    take(&row, faults);
                }
            }
            Err(fault) => faults.push(fault),
        }
    }
}

/// A field that every row needs; notes the fault where it is empty.
pub(crate) fn require<'f>(row: &Row<'_, 'f>, column: &str, faults: &mut Faults) -> Option<&'f str> {
    row.require(column).map_err(|fault| faults.push(fault)).ok()
}

/// A field that says yes or nothing.
pub(crate) fn flag(row: &Row, column: &str, faults: &mut Faults) -> bool {
    match row.get(column) {
        "yes" => true,
        "" | "no" => false,
        other => {
            faults.push(row.fault(
                column,
                format!("{column} {other:?} is neither yes nor empty"),
                "write yes or nothing",
            ));
            false
        }
    }
}

/// A number; notes the fault where it is none.
pub(crate) fn number(row: &Row, column: &str, faults: &mut Faults) -> Option<i32> {
    let written = row.get(column);
    let number = written.parse().ok();
    if number.is_none() {
        faults.push(row.fault(column, format!("{column} {written:?} is no whole number"), "write digits only"));
    }
    number
}

/// Degrees with a decimal point, in thousandths; notes the fault where it is none.
pub(crate) fn degrees(row: &Row, column: &str, faults: &mut Faults) -> Option<i32> {
    let milli = milli_degrees(row.get(column));
    if milli.is_none() {
        let message = format!("{column} {:?} is no degree between -180 and 180", row.get(column));
        faults.push(row.fault(column, message, "write decimal degrees, as in 32.887"));
    }
    milli
}

/// Decimal degrees in thousandths, cut after the third place; without floats, so that every machine reads the same.
pub(crate) fn milli_degrees(written: &str) -> Option<i32> {
    let (negative, rest) = match written.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, written),
    };
    let (whole, part) = rest.split_once('.').unwrap_or((rest, ""));
    if !whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit()) || whole.is_empty() || whole.len() > 3 {
        return None;
    }
    let mut milli = whole.parse::<i32>().ok()? * 1000;
    for (idx, digit) in part.bytes().take(3).enumerate() {
        milli += i32::from(digit - b'0') * [100, 10, 1][idx];
    }
    (milli <= 180_000).then_some(if negative { -milli } else { milli })
}
