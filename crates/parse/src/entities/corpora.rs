//! Corpora with named entities, read as articles whose words each allow a set of tags.
//!
//! Corpora differ in what they mark. What one does not mark is left open there rather than called wrong: dates are
//! learned from those that mark dates, nationalities from those that tell them from places.

use std::collections::BTreeSet;

use record::MentionKind;

use super::gazetteer::List;
use super::labels::{ALL_TAGS, ONLY_OUTSIDE, Place, TagSet, all_of, tag};

record::codes! {
    /// A corpus, by what its labels mean.
    pub enum Scheme {
        Own = "own",
        Gmb = "gmb",
        Re3d = "re3d",
        CrossNer = "crossner",
        Gum = "gum",
        WikiGold = "wikigold",
        Meantime = "meantime",
        Wnut = "wnut",
        Uner = "uner",
    }
}

/// A sentence of a corpus as it stands there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotated {
    /// Words as the corpus parts them.
    pub words: Vec<String>,
    /// Runs of words (end exclusive) with the corpus's own label.
    pub spans: Vec<(usize, usize, String)>,
}

/// The pieces of a word, parted at hyphens as UD English parts them: `al-Burhan` is three words, `pro-Western` one.
pub fn parted(word: &str) -> Vec<&str> {
    const KEPT: &[&str] = &[
        "e", "co", "re", "pre", "non", "anti", "pro", "mid", "ex", "semi", "multi", "post", "sub", "un", "inter", "x",
        "t", "counter", "over", "under", "trans", "neo", "mini", "bi", "de", "ultra",
    ];
    let odd = |letter: char| matches!(letter, '@' | '/' | '_' | '\\' | '#');
    if !word.contains('-') || word.contains(odd) || !word.contains(char::is_alphabetic) {
        return vec![word];
    }
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, _) in word.match_indices('-') {
        let (left, right) = (&word[start..at], &word[at + 1..]);
        let first = left.to_lowercase();
        let kept = start == 0 && KEPT.contains(&first.as_str());
        if left.ends_with(|c: char| c.is_alphanumeric() || c == '.')
            && right.starts_with(char::is_alphanumeric)
            && !kept
        {
            pieces.push(left);
            pieces.push(&word[at..at + 1]);
            start = at + 1;
        }
    }
    pieces.push(&word[start..]);
    pieces
}

/// Sentences of a BIO file (`word<TAB>tag`, a blank line between sentences), grouped into articles: by `# sent_id`
/// where there is one, else a dozen sentences at a time.
pub fn read_bio(text: &str) -> Vec<Vec<Annotated>> {
    let mut articles: Vec<Vec<Annotated>> = Vec::new();
    let mut sentence = Annotated::default();
    let mut open = false;
    let (mut article, mut next_article) = (String::new(), String::new());
    let mut named_articles = false;
    for line in text.lines().chain([""]) {
        if let Some(id) = line.strip_prefix("# sent_id = ") {
            named_articles = true;
            next_article = id.rsplit_once('-').map_or(id, |(name, _)| name).to_owned();
            continue;
        }
        let mut columns = line
            .split('\t')
            .flat_map(|column| if line.contains('\t') { vec![column] } else { column.split(' ').collect() });
        let (word, label) = (columns.next().unwrap_or("").trim(), columns.next().unwrap_or("O").trim());
        if line.trim().is_empty() {
            if !sentence.words.is_empty() {
                let full = articles.last().is_none_or(|article| article.len() >= 12);
                if if named_articles { next_article != article || articles.is_empty() } else { full } {
                    articles.push(Vec::new());
                    article.clone_from(&next_article);
                }
                if let Some(article) = articles.last_mut() {
                    article.push(std::mem::take(&mut sentence));
                }
            }
            open = false;
            continue;
        }
        if word.is_empty() || line.starts_with("# ") && !line.contains('\t') {
            continue;
        }
        let at = sentence.words.len();
        sentence.words.push(word.to_owned());
        match label.split_once('-') {
            Some((place, kind)) => {
                let same = sentence.spans.last().is_some_and(|span| span.2 == kind);
                if place == "I" && open && same {
                    if let Some(span) = sentence.spans.last_mut() {
                        span.1 = at + 1;
                    }
                } else {
                    sentence.spans.push((at, at + 1, kind.to_owned()));
                }
                open = true;
            }
            None => open = false,
        }
    }
    articles
}

/// Sentences of our own notation: plain text, a sentence a line, `[KIND words]` around names, a blank line between
/// articles, `#` before remarks. Commas, closing stops, quotes, brackets and `'s` need no space before them.
pub fn read_bracketed(text: &str) -> Vec<Vec<Annotated>> {
    let mut articles = vec![Vec::new()];
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            articles.push(Vec::new());
        } else if !line.starts_with('#')
            && let Some(article) = articles.last_mut()
        {
            article.push(bracketed(line));
        }
    }
    articles.retain(|article| !article.is_empty());
    articles
}

fn bracketed(line: &str) -> Annotated {
    let mut sentence = Annotated::default();
    let mut rest = line;
    while let Some(open) = rest.find('[') {
        tokens(&rest[..open], false, &mut sentence.words);
        let Some(close) = rest[open..].find(']').map(|at| open + at) else { break };
        let (kind, words) = rest[open + 1..close].split_once(' ').unwrap_or(("MISC", ""));
        let start = sentence.words.len();
        tokens(words, false, &mut sentence.words);
        sentence.spans.push((start, sentence.words.len(), kind.to_owned()));
        rest = &rest[close + 1..];
    }
    tokens(rest, true, &mut sentence.words);
    sentence
}

/// Parts running text into words. Only for our own sentences, which are written so that this suffices.
fn tokens(text: &str, ends: bool, out: &mut Vec<String>) {
    let marks = |letter: char| matches!(letter, ',' | ';' | ':' | '?' | '!' | '"' | '“' | '”' | '(' | ')' | '—' | '…');
    let pieces: Vec<&str> = text.split_whitespace().collect();
    for (idx, piece) in pieces.iter().enumerate() {
        let mut core = *piece;
        while let Some(letter) =
            core.chars().next().filter(|letter| marks(*letter) || "'‘’".contains(*letter) && core.len() > 4)
        {
            out.push(letter.to_string());
            core = &core[letter.len_utf8()..];
        }
        let mut after: Vec<&str> = Vec::new();
        loop {
            let last = core.chars().next_back();
            let Some(letter) = last else { break };
            let closing = ends && letter == '.' && idx + 1 == pieces.len();
            let quoted = matches!(letter, '\'' | '’');
            let stop = letter == '.' && !after.is_empty() && after.iter().any(|mark| matches!(*mark, "”" | "\"" | "’"));
            if !(marks(letter) || closing || quoted || stop) {
                break;
            }
            let (head, mark) = core.split_at(core.len() - letter.len_utf8());
            after.push(mark);
            core = head;
        }
        let possessive = ["'s", "’s"].into_iter().find(|ending| core.ends_with(ending));
        if let Some(ending) = possessive {
            core = &core[..core.len() - ending.len()];
        }
        if !core.is_empty() {
            out.extend(parted(core).into_iter().map(str::to_owned));
        }
        out.extend(possessive.map(str::to_owned));
        out.extend(after.iter().rev().map(|mark| (*mark).to_owned()));
    }
}

/// What a corpus's label allows for its span.
enum Allows {
    /// Exactly these kinds.
    Kinds(&'static [MentionKind]),
    /// These kinds, or nothing.
    Maybe(&'static [MentionKind]),
    /// No mention.
    Nothing,
    /// Not known.
    Anything,
}

use MentionKind::{
    Date, Event, Nationality as Norp, Organisation as Org, Other as Misc, Person as Per, Place as Loc, Weapon,
};

/// Knowledge that makes a corpus's labels ours.
#[derive(Clone, Debug, Default)]
pub struct Guide {
    /// Words of titles and ranks, small letters: never in a person's name.
    pub title_words: BTreeSet<String>,
    /// Phrases (small letters) by list, for the lists that decide a kind.
    pub known: std::collections::BTreeMap<String, BTreeSet<List>>,
}

impl Guide {
    fn on(&self, phrase: &str, list: List) -> bool {
        self.known.get(phrase).is_some_and(|lists| lists.contains(&list))
    }

    /// The sentence with its words parted and the tags each allows.
    pub fn allowed(&self, scheme: Scheme, sentence: &Annotated) -> (Vec<String>, Vec<TagSet>) {
        let mut words = Vec::new();
        let mut starts = Vec::new();
        for word in &sentence.words {
            starts.push(words.len());
            words.extend(parted(word).into_iter().map(str::to_owned));
        }
        starts.push(words.len());
        let mut allowed: Vec<TagSet> = words.iter().map(|word| unmarked(scheme, word)).collect();
        if scheme != Scheme::Own {
            // `NATO-led` is one word there and left unmarked; whether it holds a name is not known.
            for window in starts.windows(2).filter(|window| window[1] - window[0] > 1) {
                allowed[window[0]..window[1]].fill(ALL_TAGS);
            }
        }
        for (start, end, label) in &sentence.spans {
            let (Some(&start), Some(&end)) = (starts.get(*start), starts.get(*end)) else { continue };
            self.mark(scheme, label, start, end, &words, &mut allowed);
        }
        (words, allowed)
    }

    /// The sentence with its words parted and the tags each allows, by the corpus's own guidelines: nothing is mended.
    pub fn literal(scheme: Scheme, sentence: &Annotated) -> (Vec<String>, Vec<TagSet>) {
        let mut words = Vec::new();
        let mut starts = Vec::new();
        for word in &sentence.words {
            starts.push(words.len());
            words.extend(parted(word).into_iter().map(str::to_owned));
        }
        starts.push(words.len());
        let outside = MentionKind::ALL.iter().fold(ONLY_OUTSIDE, |set, kind| match measured(scheme, *kind) {
            true => set,
            false => set | all_of(*kind),
        });
        let mut allowed = vec![outside; words.len()];
        for (start, end, label) in &sentence.spans {
            let (Some(&start), Some(&end)) = (starts.get(*start), starts.get(*end)) else { continue };
            match kind_of(scheme, label) {
                None => {}
                Some(Loc) if label == "gpe" => fill(&mut allowed[start..end], &[Loc, Norp], 0),
                Some(kind) => fill(&mut allowed[start..end], only(kind), 0),
            }
        }
        (words, allowed)
    }

    fn mark(&self, scheme: Scheme, label: &str, start: usize, end: usize, words: &[String], allowed: &mut [TagSet]) {
        let (mut start, mut end) = (start, end);
        let low = |at: usize| words[at].to_lowercase();
        let capital = |at: usize| words[at].chars().any(|c| c.is_uppercase() || c.is_numeric());
        if scheme != Scheme::Own {
            if matches!(scheme, Scheme::Meantime | Scheme::Re3d | Scheme::Gmb) {
                while start < end && matches!(low(start).as_str(), "the" | "a" | "an" | "this" | "his" | "our") {
                    allowed[start] = ONLY_OUTSIDE;
                    start += 1;
                }
            }
            if label == "tim" {
                while start + 1 < end
                    && matches!(
                        low(start).as_str(),
                        "since" | "from" | "in" | "on" | "by" | "until" | "before" | "after" | "during"
                    )
                {
                    allowed[start] = ONLY_OUTSIDE;
                    start += 1;
                }
            }
            // `U.S.-led` is marked whole; only the name is one.
            while end > start + 2 && words[end - 2] == "-" && !capital(end - 1) {
                allowed[end - 1] = ONLY_OUTSIDE;
                allowed[end - 2] = ONLY_OUTSIDE;
                end -= 2;
            }
            let person = matches!(label, "per" | "Person" | "PER" | "person" | "politician");
            if person {
                while start < end
                    && (self.title_words.contains(&low(start))
                        || end - start > 1 && self.on(&low(start), List::Nationality) && scheme == Scheme::Re3d)
                {
                    allowed[start] =
                        if self.on(&low(start), List::Nationality) { all_of(Norp) | 1 } else { ONLY_OUTSIDE };
                    start += 1;
                }
            }
        }
        if start >= end {
            return;
        }
        let phrase = (start..end).map(low).collect::<Vec<_>>().join(" ");
        let names = (start..end).any(capital);
        let allows = self.allows(scheme, label, &phrase, names);
        let kinds = match allows {
            Allows::Nothing => return allowed[start..end].fill(ONLY_OUTSIDE),
            Allows::Anything => return allowed[start..end].fill(ALL_TAGS),
            Allows::Kinds(kinds) | Allows::Maybe(kinds) => kinds,
        };
        let maybe = if matches!(allows, Allows::Maybe(_)) { ONLY_OUTSIDE } else { 0 };
        fill(&mut allowed[start..end], kinds, maybe);
    }

    fn allows(&self, scheme: Scheme, label: &str, phrase: &str, names: bool) -> Allows {
        use Allows::{Anything, Kinds, Maybe, Nothing};
        let on = |list| self.on(phrase, list);
        match (scheme, label) {
            (Scheme::Own | Scheme::Gum, "DATE" | "TIME") => Kinds(&[Date]),
            (Scheme::Own, _) => MentionKind::from_code(label).map_or(Anything, |kind| Kinds(only(kind))),
            // Names that lists know better than the corpus, which is noisy here.
            (Scheme::Gmb, "geo" | "gpe" | "org" | "per") if on(List::Country) => Kinds(&[Loc]),
            (Scheme::Gmb, "geo" | "gpe" | "org" | "per") if on(List::Nationality) => Kinds(&[Norp]),
            (Scheme::Gmb, "geo" | "gpe" | "org" | "per") if on(List::Body) => Kinds(&[Org]),
            (Scheme::Gmb, "org") if on(List::Region) || on(List::City) || on(List::Capital) => Kinds(&[Loc, Org]),
            (Scheme::Gmb, "geo") => Kinds(&[Loc]),
            (Scheme::Gmb, "gpe") => Kinds(&[Loc, Norp]),
            (Scheme::Gmb, "org") => Kinds(&[Org]),
            (Scheme::Gmb, "per") => {
                if names {
                    Kinds(&[Per])
                } else {
                    Nothing
                }
            }
            (Scheme::Gmb, "tim") if phrase.split(' ').any(|word| self.on(word, List::Calendar) || year(word)) => {
                Kinds(&[Date])
            }
            (Scheme::Gmb, "tim") => Maybe(&[Date]),
            (Scheme::Gmb, "eve") => Maybe(&[Event, Date]),
            (Scheme::Gmb, _) => Maybe(&[Misc, Weapon]),
            (Scheme::Re3d, _) if !names => Anything,
            (Scheme::Re3d, "Temporal") => Maybe(&[Date]),
            (Scheme::Re3d, "Location") => Maybe(&[Loc]),
            (Scheme::Re3d, "Organisation") if on(List::Country) => Kinds(&[Loc]),
            (Scheme::Re3d, "Organisation") => Maybe(&[Org]),
            (Scheme::Re3d, "Person") => Maybe(&[Per]),
            (Scheme::Re3d, "Nationality") => Kinds(&[Norp]),
            (Scheme::Re3d, "Weapon" | "MilitaryPlatform") => Maybe(&[Weapon]),
            (Scheme::Re3d, _) => Anything,
            (Scheme::CrossNer, "politician" | "person") => Kinds(&[Per]),
            (Scheme::CrossNer, "politicalparty" | "organisation") => Kinds(&[Org]),
            (Scheme::CrossNer, "country" | "location") => Kinds(&[Loc]),
            (Scheme::CrossNer, "election" | "event") => Kinds(&[Event]),
            (Scheme::CrossNer | Scheme::WikiGold, "misc" | "MISC") if on(List::Nationality) => Kinds(&[Norp]),
            (Scheme::CrossNer, _) => Kinds(&[Misc, Norp, Weapon, Event]),
            (Scheme::Wnut, "person") => Kinds(&[Per]),
            (Scheme::Wnut, "location") => Kinds(&[Loc]),
            (Scheme::Wnut, "group" | "corporation") => Kinds(&[Org]),
            (Scheme::Wnut, _) => Maybe(&[Misc, Weapon]),
            (Scheme::Gum, "MISC") => Maybe(&[Misc, Weapon, Norp]),
            (Scheme::WikiGold, "MISC") => Kinds(&[Misc, Norp, Weapon, Event]),
            (Scheme::Meantime, "PRO") => Maybe(&[Misc, Weapon]),
            (Scheme::Meantime, "FIN") => Maybe(&[Misc, Org]),
            (_, "PER") => Kinds(&[Per]),
            (_, "ORG") => Kinds(&[Org]),
            (_, "LOC") => Kinds(&[Loc]),
            (_, "EVENT") => Kinds(&[Event]),
            _ => Anything,
        }
    }
}

/// Lets a run of words be one mention of any of the kinds, or of what `maybe` holds besides.
fn fill(run: &mut [TagSet], kinds: &[MentionKind], maybe: TagSet) {
    let n_words = run.len();
    for (idx, set) in run.iter_mut().enumerate() {
        let place = match (idx == 0, idx + 1 == n_words) {
            (true, true) => Place::Only,
            (true, false) => Place::First,
            (false, true) => Place::Last,
            (false, false) => Place::Inside,
        };
        *set = kinds.iter().fold(maybe, |set, kind| set | 1 << tag(*kind, place));
    }
}

/// The kind a corpus's label means; `None` where it has none of ours or marks it too unevenly to measure.
pub(crate) fn kind_of(scheme: Scheme, label: &str) -> Option<MentionKind> {
    Some(match (scheme, label) {
        // GMB parts nationalities from places unevenly; there both count as places.
        (Scheme::Gmb, "geo" | "gpe") => Loc,
        (_, "per" | "PER" | "Person" | "person" | "politician") => Per,
        (_, "org" | "ORG" | "Organisation" | "organisation" | "politicalparty" | "group" | "corporation") => Org,
        (_, "LOC" | "Location" | "location" | "country") => Loc,
        (_, "NORP" | "Nationality") => Norp,
        (_, "tim" | "DATE" | "TIME" | "Temporal") => Date,
        (_, "EVENT" | "event" | "election" | "eve") => Event,
        (_, "WEAPON") => Weapon,
        (Scheme::Own, "MISC") => Misc,
        _ => return None,
    })
}

/// Whether a corpus marks a kind throughout.
fn measured(scheme: Scheme, kind: MentionKind) -> bool {
    match kind {
        Per | Org | Loc => true,
        Date => matches!(scheme, Scheme::Own | Scheme::Gmb | Scheme::Gum | Scheme::Re3d),
        Event => matches!(scheme, Scheme::Own | Scheme::CrossNer),
        Norp => matches!(scheme, Scheme::Own | Scheme::Re3d | Scheme::Gmb),
        Weapon | Misc => scheme == Scheme::Own,
    }
}

fn only(kind: MentionKind) -> &'static [MentionKind] {
    let at = kind as usize;
    &MentionKind::ALL[at..=at]
}

fn year(word: &str) -> bool {
    word.len() >= 4 && word.len() <= 5 && word[..4].bytes().all(|byte| byte.is_ascii_digit())
}

/// The tags a word without a label allows: what the corpus would have marked is ruled out.
fn unmarked(scheme: Scheme, word: &str) -> TagSet {
    let capital = word.chars().any(char::is_uppercase);
    let open = |kinds: &[MentionKind]| kinds.iter().fold(ONLY_OUTSIDE, |set, kind| set | all_of(*kind));
    match scheme {
        Scheme::Own => ONLY_OUTSIDE,
        Scheme::Gmb if capital => open(&[Event, Misc, Weapon, Norp]),
        Scheme::Gmb => ONLY_OUTSIDE,
        Scheme::Re3d if capital => open(&[Event, Misc, Norp]),
        Scheme::Re3d => ONLY_OUTSIDE,
        Scheme::CrossNer => open(&[Date]),
        Scheme::Gum if capital => open(&[Norp, Weapon]),
        Scheme::Gum => ONLY_OUTSIDE,
        Scheme::WikiGold => open(&[Date]),
        Scheme::Meantime => open(&[Date, Norp, Event, Weapon]),
        Scheme::Wnut => open(&[Date, Norp, Event, Weapon]),
        Scheme::Uner => open(&[Date, Norp, Event, Weapon, Misc]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects the agreement with the tokenizer: names with hyphens are parted, prefixes are not.
    #[test]
    fn hyphens_part_words_but_not_prefixes() {
        assert_eq!(parted("al-Burhan"), ["al", "-", "Burhan"]);
        assert_eq!(parted("U.S.-led"), ["U.S.", "-", "led"]);
        assert_eq!(parted("pro-Western"), ["pro-Western"]);
        assert_eq!(parted("--"), ["--"]);
    }

    /// Protects our own sentences: names keep their words, marks and endings stand apart.
    #[test]
    fn brackets_become_spans() {
        let articles = read_bracketed("# remark\nLt. Gen. [PER Omar al-Tijani], [LOC Chad]'s chief, left (quietly).\n");
        let sentence = &articles[0][0];
        let expected = "Lt. Gen. Omar al - Tijani , Chad 's chief , left ( quietly ) .";
        assert_eq!(sentence.words.join(" "), expected);
        assert_eq!(sentence.spans, [(2, 6, "PER".to_owned()), (7, 8, "LOC".to_owned())]);
    }

    /// Protects persons from their titles where a corpus marks both.
    #[test]
    fn titles_are_taken_off_persons() {
        let guide = Guide { title_words: ["president".to_owned()].into(), ..Guide::default() };
        let sentence = Annotated {
            words: ["President", "Ana", "Lima"].map(str::to_owned).into(),
            spans: vec![(0, 3, "per".to_owned())],
        };
        let (_, allowed) = guide.allowed(Scheme::Gmb, &sentence);
        assert_eq!(allowed, [ONLY_OUTSIDE, 1 << tag(Per, Place::First), 1 << tag(Per, Place::Last)]);
    }
}
