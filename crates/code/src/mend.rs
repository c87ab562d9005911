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
    edges
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
