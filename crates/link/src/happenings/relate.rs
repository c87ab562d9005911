//! Events that are not one but belong together.

use record::{Relation, RelationKind, Status};

use super::score::matches;
use super::seen::{Seen, Who, Window};

/// How long after the planned day what was put off may take place.
const PUT_OFF_DAYS: i32 = 60;

/// What a planned event became, where it took place on another day than planned.
pub(crate) fn relate(a: &Seen, b: &Seen) -> Option<Relation> {
    let (planned, held) = match (a.is_to_come(), b.is_to_come()) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        _ => return None,
    };
    if planned.family != held.family
        || !planned.family.is_company()
        || held.event.status == Status::Denied
        || !same_company(planned, held)
    {
        return None;
    }
    let (Window::Firm(from, _), Window::Firm(day, _)) = (planned.window, held.window) else { return None };
    let told = planned.account.published.and_then(crate::days::last).unwrap_or(from);
    let after = day - from;
    // It is held after it was told of, on another day than planned.
    if (-1..=1).contains(&after) || after.abs() > PUT_OFF_DAYS || day < told || !same_country(planned, held) {
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
    let somebody = planned.parties.iter().filter(|who| who.is_somebody()).count();
    if somebody == 0 || !held.parties.iter().any(Who::is_somebody) {
        return planned.sides == held.sides && planned.sides.len() > 1;
    }
    somebody > 1 && matches(&planned.parties, &held.parties).len() >= somebody
}

fn same_country(planned: &Seen, held: &Seen) -> bool {
    let country = |seen: &Seen| seen.event.place.as_ref().and_then(|place| place.country);
    match (country(planned), country(held)) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}
