//! Closed classes of English words that the grammar of names and titles needs.

/// Adjectives that describe but never name: they end a title or a body's name to the left.
pub(crate) const LOOSE_ADJECTIVES: &[&str] = &[
    "new",
    "own",
    "old",
    "recent",
    "former",
    "current",
    "previous",
    "next",
    "other",
    "same",
    "such",
    "senior",
    "top",
    "rival",
    "big",
    "small",
    "biggest",
    "largest",
    "smaller",
    "larger",
    "many",
    "several",
    "various",
    "different",
    "key",
    "main",
    "major",
    "young",
    "younger",
    "elder",
    "elderly",
    "veteran",
    "longtime",
    "long-time",
    "outgoing",
    "incoming",
    "powerful",
    "late",
    "then",
    "ex",
    "visiting",
    "influential",
    "prominent",
    "embattled",
    "beleaguered",
    "jailed",
    "ousted",
    "deposed",
    "exiled",
    "detained",
    "disgraced",
    "besieged",
    "first",
    "second",
    "last",
    "only",
    "parallel",
    "legitimate",
    "entire",
    "whole",
    "foremost",
    "leading",
    "certain",
    "respective",
    "independent",
    "strongest",
    "nearby",
    "joint",
    "full",
    "good",
    "great",
    "high-level",
    "strong",
    "fragile",
    "similar",
    "more",
    "most",
    "few",
    "some",
    "dead",
    "armed-to-the-teeth",
    "famous",
    "so-called",
    "alleged",
    "future",
    "possible",
];

/// Whether a folded word is a weekday or month, which has a capital but names nobody.
pub(crate) fn is_time_word(lower: &str) -> bool {
    // `Jan Kowalczyk`, `Mar`, `Sun`: short forms count with their full stop only.
    let short = lower.len() <= 4 && !lower.ends_with('.') && !matches!(lower, "june" | "july" | "may" | "gmt" | "utc");
    if short {
        return false;
    }
    matches!(
        lower.trim_end_matches('.'),
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "jan"
            | "feb"
            | "mar"
            | "apr"
            | "jun"
            | "jul"
            | "aug"
            | "sept"
            | "sep"
            | "oct"
            | "nov"
            | "dec"
            | "ramadan"
            | "mon"
            | "tue"
            | "wed"
            | "thu"
            | "fri"
            | "sat"
            | "sun"
            | "gmt"
            | "utc"
            | "am"
            | "pm"
    )
}

/// Whether a folded word points at somebody already named: `his`, `her`, `its`, `their`.
pub(crate) fn is_possessive_pronoun(lower: &str) -> bool {
    matches!(lower, "his" | "her" | "its" | "their" | "whose" | "my" | "our" | "your")
}

/// Whether a folded word makes a noun definite or counts it.
pub(crate) fn is_determiner(lower: &str) -> bool {
    matches!(
        lower,
        "the" | "a" | "an" | "this" | "that" | "these" | "those" | "one" | "another" | "both" | "two" | "three"
    )
}

/// Nouns that make a name before them a place's: `Tahrir Square`, `Don Mueang airport`.
pub(crate) const PLACE_NOUNS: &[&str] = &[
    "airport",
    "airfield",
    "district",
    "province",
    "region",
    "town",
    "city",
    "street",
    "road",
    "avenue",
    "boulevard",
    "river",
    "lake",
    "palace",
    "square",
    "checkpoint",
    "bridge",
    "camp",
    "island",
    "islands",
    "mountain",
    "mountains",
    "mount",
    "hill",
    "hills",
    "valley",
    "village",
    "port",
    "harbour",
    "harbor",
    "hospital",
    "university",
    "mosque",
    "church",
    "cathedral",
    "stadium",
    "park",
    "bay",
    "gulf",
    "sea",
    "ocean",
    "strait",
    "straits",
    "canal",
    "desert",
    "peninsula",
    "coast",
    "border",
    "crossing",
    "pass",
    "dam",
    "county",
    "governorate",
    "prefecture",
    "oblast",
    "state",
    "territory",
    "territories",
    "heights",
    "plateau",
    "basin",
    "reef",
    "cape",
    "shrine",
    "tower",
    "gate",
    "hotel",
    "hall",
    "house",
    "museum",
    "school",
    "college",
    "cemetery",
    "neighbourhood",
    "neighborhood",
    "quarter",
    "suburb",
    "highway",
    "station",
    "terminal",
    "prison",
    "barracks",
    "base",
    "oilfield",
    "field",
    "refinery",
    "delta",
    "forest",
    "oasis",
    "wadi",
    "falls",
    "springs",
    "agreement",
    "accord",
    "accords",
    "treaty",
    "declaration",
    "pact",
    "causeway",
    "tunnel",
    "metro",
    "act",
    "law",
    "bill",
    "doctrine",
    "prize",
    "award",
    "medal",
    "cup",
    "league",
    "operation",
    "plan",
    "initiative",
    "memorandum",
    "protocol",
    "convention",
    "process",
    "fund",
    "foundation",
    "fighters",
    "rebels",
    "militants",
    "militiamen",
    "troops",
    "soldiers",
    "forces",
    "class",
    "mill",
    "mine",
    "frigate",
    "destroyer",
    "tanks",
    "tank",
    "jets",
    "jet",
    "missile",
    "missiles",
    "howitzers",
    "summit",
    "conference",
    "forum",
    "festival",
];

/// Whether a folded word is a relation of blood or marriage.
pub(crate) fn is_kin(lower: &str) -> bool {
    matches!(
        lower,
        "wife"
            | "husband"
            | "son"
            | "daughter"
            | "brother"
            | "sister"
            | "father"
            | "mother"
            | "cousin"
            | "uncle"
            | "aunt"
            | "nephew"
            | "niece"
            | "grandson"
            | "granddaughter"
            | "grandfather"
            | "grandmother"
            | "widow"
            | "widower"
            | "brother-in-law"
            | "sister-in-law"
            | "son-in-law"
            | "father-in-law"
            | "spouse"
            | "fiancee"
            | "half-brother"
            | "stepson"
            | "sons"
            | "daughters"
            | "brothers"
            | "sisters"
            | "cousins"
            | "nephews"
    )
}

/// Whether a folded word says which part of a country.
pub(crate) fn is_direction(lower: &str) -> bool {
    matches!(
        lower,
        "eastern"
            | "western"
            | "northern"
            | "southern"
            | "central"
            | "north-eastern"
            | "northeastern"
            | "north-western"
            | "northwestern"
            | "south-eastern"
            | "southeastern"
            | "south-western"
            | "southwestern"
            | "east"
            | "west"
            | "north"
            | "south"
            | "mainland"
            | "upper"
            | "lower"
    )
}
