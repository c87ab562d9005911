//! A probe of pairs of names, `tests/data/name_pairs.tsv`: who is joined, who is found, who is left unsure.

use lexicon::Lexicon;
use lexicon::naming::{Bearer, Decision, decide};
use record::CountryCode;

struct Pair<'p> {
    culture: &'p str,
    truth: &'p str,
    a: Bearer<'p>,
    b: Bearer<'p>,
}

fn pairs(table: &str) -> Vec<Pair<'_>> {
    let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        let get = |at: usize| fields.get(at).copied().unwrap_or("");
        let bearer = |at: usize| Bearer {
            name: get(at),
            office: get(at + 1),
            country: CountryCode::new(get(at + 2)),
            year: get(at + 3).parse().ok(),
        };
        Pair { culture: get(0), truth: get(1), a: bearer(2), b: bearer(6) }
    })
    .collect()
}

/// Protects people from being joined by the sound of their names, and keeps those together whom office or country ties:
/// at most one of a hundred pairs of two people joined, at least 85 of a hundred of the same found.
#[test]
fn few_are_joined_wrongly_and_most_are_found() {
    let lexicon = Lexicon::built_in().expect("built-in data is sound");
    let pairs = pairs(include_str!("data/name_pairs.tsv"));
    assert!(pairs.len() >= 200, "{} pairs", pairs.len());
    let (mut n_same, mut found, mut n_other, mut joined) = (0, 0, 0, 0);
    let mut misses = Vec::new();
    for pair in &pairs {
        for (a, b) in [(&pair.a, &pair.b), (&pair.b, &pair.a)] {
            let decision = decide(&lexicon, a, b);
            let is_same = matches!(decision, Decision::Same(_));
            if pair.truth == "same" {
                n_same += 1;
                found += usize::from(is_same);
            } else {
                n_other += 1;
                joined += usize::from(is_same);
            }
            if is_same != (pair.truth == "same") {
                misses.push(format!("{} {}: {} / {}: {decision:?}", pair.culture, pair.truth, a.name, b.name));
            }
            // A pair is never told apart where it is one: unsure is the worst.
            let parted = pair.truth != "different" && matches!(decision, Decision::Different(_));
            if parted {
                misses.push(format!("  parted: {} / {}", a.name, b.name));
            }
        }
    }
    let report = format!("found {found} of {n_same}, joined {joined} of {n_other}\n{}", misses.join("\n"));
    println!("{report}");
    assert!(joined * 100 <= n_other, "{report}");
    assert!(found * 100 >= n_same * 85, "{report}");
}
