//! Trees mended where parsers go wrong in ways that grammar rules out: nothing hangs on a full stop.

use record::{Deprel, Id, IdRange, Reading, Token, Upos, Xpos};

/// Head and relation of each word of a sentence.
pub(crate) fn edges(reading: &Reading, text: &str, range: IdRange<Token>) -> Vec<(Option<Id<Token>>, Deprel)> {
    let first = range.rows().start;
    let row = |token: Id<Token>| &reading.tokens[token];
    let mut edges: Vec<(Option<Id<Token>>, Deprel)> =
        range.ids().map(|token| (row(token).head, row(token).deprel)).collect();
    for token in range.ids() {
        numeral(reading, text, &mut edges, first, token);
        not_agent(reading, text, &mut edges, first, token);
        before_copula(reading, &mut edges, first, token);
        time_then_place(reading, text, &mut edges, first, token);
        let Some(mark) = row(token).head.filter(|head| range.contains(*head) && row(*head).upos == Upos::Punct) else {
            continue;
        };
        if row(token).upos == Upos::Punct {
            continue;
        }
        if let Some(edge) = edge(reading, text, &edges, first, token, mark) {
            edges[token.row() - first] = edge;
        }
    }
    hidden_root(reading, text, &mut edges, range);
    for token in range.ids() {
        hidden_clause(reading, text, &mut edges, first, token);
    }
    edges
}

/// `The minister, X, announced on Friday that …` read as a noun with a participle: in a full sentence a finite verb that
/// hangs on a nominal root without a copula is the root.
fn hidden_root(reading: &Reading, text: &str, edges: &mut [(Option<Id<Token>>, Deprel)], range: IdRange<Token>) {
    let first = range.rows().start;
    let row = |at: usize| &reading.tokens[Id::new(first + at)];
    let full = range
        .ids()
        .next_back()
        .is_some_and(|last| matches!(reading.tokens[last].span.of(text), "." | "!" | "?" | "\"" | "”"));
    let Some(root) = edges.iter().position(|(head, _)| head.is_none()).filter(|_| full) else { return };
    if !matches!(row(root).upos, Upos::Noun | Upos::Propn) {
        return;
    }
    let of = |at: usize, above: usize| edges.get(at).is_some_and(|(head, _)| *head == Some(Id::new(first + above)));
    let has = |above: usize, wanted: &dyn Fn(usize, Deprel) -> bool| {
        (0..edges.len()).any(|at| of(at, above) && wanted(at, edges[at].1))
    };
    if has(root, &|_, deprel| matches!(deprel, Deprel::Cop | Deprel::Case)) {
        return;
    }
    let finite = |at: &usize| {
        let verb = row(*at);
        let tensed = matches!(verb.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
        let governs = has(*at, &|_, deprel| matches!(deprel, Deprel::Obj | Deprel::Ccomp | Deprel::Xcomp))
            || has(root, &|child, deprel| child > *at && deprel == Deprel::Ccomp);
        let marked = has(*at, &|child, deprel| {
            deprel == Deprel::OblAgent
                || deprel == Deprel::Mark
                || matches!(row(child).span.of(text), "who" | "which" | "that" | "by")
        });
        of(*at, root)
            && edges[*at].1 == Deprel::Acl
            && verb.upos == Upos::Verb
            && !marked
            && (tensed || (verb.xpos == Xpos::Vbn && governs))
    };
    let Some(verb) = (root + 1..edges.len()).find(finite) else { return };
    let (root_id, verb_id) = (Id::new(first + root), Id::new(first + verb));
    for edge in edges.iter_mut().skip(verb + 1) {
        if edge.0 == Some(root_id) {
            edge.0 = Some(verb_id);
        }
    }
    edges[verb] = (None, Deprel::Root);
    edges[root] = (Some(verb_id), Deprel::Nsubj);
}

/// `met X, Her Excellency Y, today in Z` read as a third name of a list: what follows a day behind its own `in` is where
/// the verb's deed took place.
fn time_then_place(
    reading: &Reading,
    text: &str,
    edges: &mut [(Option<Id<Token>>, Deprel)],
    first: usize,
    place: Id<Token>,
) {
    let at = place.row() - first;
    if edges.get(at).is_none_or(|(_, deprel)| *deprel != Deprel::Conj) {
        return;
    }
    let lower = |at: usize| reading.tokens[Id::new(first + at)].span.of(text).to_lowercase();
    let case = (0..at).rev().find(|child| edges[*child] == (Some(place), Deprel::Case));
    let Some(case) = case.filter(|case| *case > 0 && matches!(lower(*case).as_str(), "in" | "at")) else { return };
    let listed = (0..at).any(|child| edges[child] == (Some(place), Deprel::Cc));
    let day = matches!(
        lower(case - 1).as_str(),
        "today" | "yesterday" | "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday"
    );
    if listed || !day {
        return;
    }
    let verb = (0..case).rev().find(|at| reading.tokens[Id::new(first + at)].upos == Upos::Verb);
    if let Some(verb) = verb {
        edges[at] = (Some(Id::new(first + verb)), Deprel::Obl);
    }
}

/// `after the cleric called on …` read as a phrase with a participle: a past tense right behind its noun makes a clause.
fn hidden_clause(
    reading: &Reading,
    text: &str,
    edges: &mut [(Option<Id<Token>>, Deprel)],
    first: usize,
    verb: Id<Token>,
) {
    let at = verb.row() - first;
    let Some((Some(noun), Deprel::Acl)) = edges.get(at).copied() else { return };
    let tensed = reading.tokens[verb].xpos == Xpos::Vbd && reading.tokens[verb].upos == Upos::Verb;
    if !tensed || noun.row() + 1 != verb.row() || !matches!(reading.tokens[noun].upos, Upos::Noun | Upos::Propn) {
        return;
    }
    let under = |at: usize, above: Id<Token>| edges.get(at).is_some_and(|(head, _)| *head == Some(above));
    let by = (0..edges.len()).any(|child| under(child, verb) && edges[child].1 == Deprel::OblAgent);
    let case = (0..noun.row() - first).find(|child| {
        under(*child, noun)
            && matches!(edges[*child].1, Deprel::Case | Deprel::Mark)
            && matches!(
                reading.tokens[Id::new(first + child)].span.of(text).to_lowercase().as_str(),
                "after" | "before" | "as" | "since" | "until" | "while" | "when" | "because"
            )
    });
    let (Some(case), false, Some((above, _))) = (case, by, edges.get(noun.row() - first).copied()) else { return };
    edges[at] = (above, Deprel::Advcl);
    edges[noun.row() - first] = (Some(verb), Deprel::Nsubj);
    edges[case] = (Some(verb), Deprel::Mark);
}

/// Where a word belongs that hangs on a mark: a clause that opens with `where`, `which` or `who` on the noun before it, a
/// name behind a comma on the person told of before, all else on the word that the mark hangs on.
fn edge(
    reading: &Reading,
    text: &str,
    edges: &[(Option<Id<Token>>, Deprel)],
    first: usize,
    token: Id<Token>,
    mark: Id<Token>,
) -> Option<(Option<Id<Token>>, Deprel)> {
    let row = |token: Id<Token>| &reading.tokens[token];
    let lower = |token: Id<Token>| row(token).span.of(text).to_lowercase();
    let above = edges.get(mark.row().checked_sub(first)?)?.0?;
    let finite = |at: &usize| {
        let row = row(Id::new(*at));
        row.upos == Upos::Verb && matches!(row.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vb)
    };
    let head = (first..token.row()).rev().find(finite).map_or(above, Id::new);
    let below = |child: usize| row(Id::new(child)).head == Some(token);
    let verbal = matches!(row(token).upos, Upos::Verb | Upos::Aux);
    if verbal {
        let opener = (first..token.row())
            .filter(|child| below(*child))
            .map(Id::new)
            .find(|child| matches!(lower(*child).as_str(), "where" | "which" | "who"));
        if let Some(opener) = opener {
            let before = (first..opener.row()).rev().map(Id::new).find(|at| row(*at).upos != Upos::Punct)?;
            if matches!(row(before).upos, Upos::Noun | Upos::Propn) {
                return Some((Some(top_of_name(reading, before, first)), Deprel::AclRelcl));
            }
        }
        return Some((Some(head), Deprel::Parataxis));
    }
    let cased =
        (first..token.row()).filter(|child| below(*child)).any(|child| row(Id::new(child)).deprel == Deprel::Case);
    if cased {
        return Some((Some(head), Deprel::Obl));
    }
    if row(token).upos == Upos::Propn
        && let Some(person) = described(reading, text, first, token)
    {
        return Some((Some(person), Deprel::Appos));
    }
    Some((Some(head), if row(token).upos == Upos::Propn { Deprel::Parataxis } else { Deprel::Dep }))
}

/// `Carl Gustaf XVI spoke`: the numeral belongs to the name.
fn numeral(reading: &Reading, text: &str, edges: &mut [(Option<Id<Token>>, Deprel)], first: usize, token: Id<Token>) {
    let at = token.row() - first;
    let word = reading.tokens[token].span.of(text);
    let roman = word.len() < 6 && !word.is_empty() && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let (Some(before), Some((head, deprel))) = (at.checked_sub(1), edges.get(at).copied()) else { return };
    if !(roman && word.len() > 1) || !matches!(deprel, Deprel::Nsubj | Deprel::NsubjPass) {
        return;
    }
    let Some((name_head, name_deprel)) = edges.get(before).copied() else { return };
    if reading.tokens[Id::new(first + before)].upos != Upos::Propn {
        return;
    }
    let top = match name_deprel {
        Deprel::Flat => name_head,
        _ => Some(Id::new(first + before)),
    };
    let Some(top) = top.filter(|top| *top != token && Some(*top) != head) else { return };
    // Where the name is the root and its verb hangs on it, the verb finds its subject there.
    edges[at] = (Some(top), Deprel::Flat);
}

/// `spoke by phone`: nobody is done anything to by a telephone.
fn not_agent(reading: &Reading, text: &str, edges: &mut [(Option<Id<Token>>, Deprel)], first: usize, token: Id<Token>) {
    let at = token.row() - first;
    let tool = matches!(
        reading.tokens[token].span.of(text).to_lowercase().as_str(),
        "phone" | "telephone" | "video" | "videoconference" | "sea" | "air" | "land" | "road" | "letter" | "email"
    );
    if tool && let Some(edge) = edges.get_mut(at).filter(|edge| edge.1 == Deprel::OblAgent) {
        edge.1 = Deprel::Obl;
    }
}

/// `Mr Diop was in Oslo`: a noun before the copula of a predicate without a subject is the subject.
fn before_copula(reading: &Reading, edges: &mut [(Option<Id<Token>>, Deprel)], first: usize, copula: Id<Token>) {
    let at = copula.row() - first;
    let Some((Some(predicate), Deprel::Cop)) = edges.get(at).copied() else { return };
    let of = |wanted: fn(Deprel) -> bool| {
        edges.iter().enumerate().position(|(_, (head, deprel))| *head == Some(predicate) && wanted(*deprel))
    };
    if of(|deprel| matches!(deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Csubj | Deprel::Expl)).is_some() {
        return;
    }
    let noun = |row: usize| {
        matches!(reading.tokens[Id::new(first + row)].upos, Upos::Noun | Upos::Propn)
            && edges.get(row).is_some_and(|(head, deprel)| {
                *head == Some(predicate)
                    && matches!(
                        deprel,
                        Deprel::Compound | Deprel::Flat | Deprel::NmodDesc | Deprel::Appos | Deprel::Vocative
                    )
            })
    };
    if let Some(row) = (0..at).rev().find(|row| noun(*row)) {
        edges[row].1 = Deprel::Nsubj;
    }
}

/// The person whom a relative clause describes before the name comes: `the man whom they chose, Jan Berg`.
fn described(reading: &Reading, text: &str, first: usize, name: Id<Token>) -> Option<Id<Token>> {
    let row = |at: usize| &reading.tokens[Id::new(at)];
    let before = name.row().checked_sub(1)?;
    if row(before).span.of(text) != "," {
        return None;
    }
    (first + 1..before).rev().find_map(|at| {
        let opens = matches!(row(at).span.of(text), "who" | "whom");
        let noun = at - 1;
        (opens && row(noun).upos == Upos::Noun).then(|| Id::new(noun))
    })
}

/// The word that the rest of a name hangs on.
fn top_of_name(reading: &Reading, mut token: Id<Token>, first: usize) -> Id<Token> {
    for _ in 0..8 {
        let row = &reading.tokens[token];
        match row.head {
            Some(head) if head.row() >= first && matches!(row.deprel, Deprel::Flat | Deprel::Compound) => token = head,
            _ => break,
        }
    }
    token
}
