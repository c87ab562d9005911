//! Events that are not one but belong together.

use record::{Relation, RelationKind, Status};

use super::seen::{Family, Seen, Window, best_fit};
use crate::names::Fit;

/// How long after the planned day what was put off may take place.
const PUT_OFF_DAYS: i32 = 60;

/// What a planned event became, where it took place on another day than planned.
pub(crate) fn relate(a: &Seen, b: &Seen) -> Option<Relation> {
    let (planned, held) = match (a.is_to_come(), b.is_to_come()) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        _ => return None,
    };
    let talks = matches!(planned.family, Family::Meeting | Family::Visit | Family::Call);
    if planned.family != held.family || !talks || held.event.status == Status::Denied || !same_company(planned, held) {
        return None;
    }
    let (Window::Firm(from, _), Window::Firm(day, _)) = (planned.window, held.window) else { return None };
    let told = planned.account.published.and_then(crate::days::last).unwrap_or(from);
    let after = day - from;
    // It is held after it was told of, on another day than planned.
    if after == 0 || after > PUT_OFF_DAYS || day < told || !same_country(planned, held) {
        return None;
    }
    Some(Relation {
        from: planned.row(),
        kind: RelationKind::HeldAs,
        to: held.row(),
        because: format!(
            "the same company met {} days {} than planned",
            after.abs(),
            if after > 0 { "later" } else { "earlier" }
        ),
    })
}

fn same_company(planned: &Seen, held: &Seen) -> bool {
    if planned.people.is_empty() || held.people.is_empty() {
        return planned.sides == held.sides && planned.sides.len() > 1;
    }
    planned.people.iter().all(|name| best_fit(name, &held.people) >= Fit::Likely)
}

fn same_country(planned: &Seen, held: &Seen) -> bool {
    let country = |seen: &Seen| seen.event.place.as_ref().and_then(|place| place.country);
    match (country(planned), country(held)) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}
