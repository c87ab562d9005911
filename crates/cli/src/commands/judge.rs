//! `attache same`, `attache different`, `attache undo`

use std::io::Write;

use archive::{Access, Archive, Decision, DecisionKind};

use crate::args::{JudgeArguments, UndoArguments};
use crate::exit::Done;
use crate::{linking, view};

/// Judges two to be one.
pub fn same(arguments: &JudgeArguments) -> anyhow::Result<Done> {
    judge(DecisionKind::Same, arguments)
}

/// Judges two not to be one.
pub fn different(arguments: &JudgeArguments) -> anyhow::Result<Done> {
    judge(DecisionKind::Different, arguments)
}

fn judge(kind: DecisionKind, arguments: &JudgeArguments) -> anyhow::Result<Done> {
    let mut archive = Archive::open(&arguments.file.archive, Access::Write)?;
    let decision = Decision {
        kind,
        a: arguments.a.clone(),
        b: Some(arguments.b.clone()),
        field: None,
        value: None,
        reason: arguments.reason.clone(),
        author: author(&arguments.author),
        time: now(),
    };
    let number = archive.decide(&decision)?;
    linking::relink(&mut archive, number)?;
    writeln!(
        std::io::stdout(),
        "judgement {number}: {} {} {}",
        kind.code(),
        view::plain(&arguments.a),
        view::plain(&arguments.b)
    )?;
    Ok(Done::All)
}

/// Takes a judgement back.
pub fn undo(arguments: &UndoArguments) -> anyhow::Result<Done> {
    let mut archive = Archive::open(&arguments.file.archive, Access::Write)?;
    let undone = archive.undo(arguments.number, &author(&arguments.author), &now())?;
    linking::relink(&mut archive, undone.number)?;
    let other = undone.b.as_deref().unwrap_or_default();
    writeln!(
        std::io::stdout(),
        "judgement {} is taken back: {} {} {}",
        undone.number,
        undone.kind,
        view::plain(&undone.a),
        view::plain(other)
    )?;
    Ok(Done::All)
}

fn author(given: &Option<String>) -> String {
    let user = || std::env::var("USER").or_else(|_| std::env::var("USERNAME")).ok().filter(|name| !name.is_empty());
    given.clone().or_else(user).unwrap_or_else(|| "unknown".to_owned())
}

/// The time in UTC, `2026-01-12T09:30:00Z`.
fn now() -> String {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seconds = since.map_or(0, |since| since.as_secs());
    let (days, rest) = ((seconds / 86_400) as i64, seconds % 86_400);
    // Days to a civil date, as in Hinnant, `civil_from_days`.
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let day_of_era = z.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", rest / 3600, rest / 60 % 60, rest % 60)
}
