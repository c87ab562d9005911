//! Judgements of people, as linking takes them.

use archive::{Archive, ArchiveError};
use link::Decisions;
use record::Row;

/// The judgements that stand.
pub fn of_archive(archive: &Archive) -> Result<Decisions, ArchiveError> {
    let mut decisions = Decisions::default();
    for (kind, one, other) in archive.judged_rows()? {
        for (at, a) in one.iter().enumerate() {
            for (row, b) in other.iter().enumerate() {
                let (a, b) = (Row::new(&a.0, &a.1), Row::new(&b.0, &b.1));
                match kind {
                    // The first of the one with all of the other, and the other way round, ties them all.
                    archive::DecisionKind::Same if at == 0 || row == 0 => decisions.same(a, b),
                    archive::DecisionKind::Same => {}
                    _ => decisions.different(a, b),
                }
            }
        }
    }
    Ok(decisions)
}
