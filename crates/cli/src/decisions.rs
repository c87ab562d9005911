//! Judgements of people, as linking takes them.

use archive::{Archive, ArchiveError};
use link::Decisions;
use record::Row;

/// The judgements that stand.
pub fn of_archive(archive: &Archive) -> Result<Decisions, ArchiveError> {
    let mut decisions = Decisions::default();
    for (kind, one, other) in archive.judged_rows()? {
        for a in &one {
            for b in &other {
                let (a, b) = (Row::new(&a.0, &a.1), Row::new(&b.0, &b.1));
                if kind == archive::DecisionKind::Same { decisions.same(a, b) } else { decisions.different(a, b) }
            }
        }
    }
    Ok(decisions)
}
