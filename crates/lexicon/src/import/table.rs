//! Tables with our own columns, as a spreadsheet writes them.

use record::{CountryCode, Sector};

use super::{Import, ImportError};
use crate::actors::ACTOR_COLUMNS;
use crate::term::Term;
use crate::{Actor, ActorKind, ActorRole, Lexicon, nearest};

/// Reads a table with a header line, its fields parted by commas, semicolons or tabs: `name` is needed; `aliases`,
/// `kind` (`person` where empty), `country` (code or name), `sector`, `office`, `from`, `until`, `code` may stand in any
/// order. Rows of one name and kind are one actor with several roles.
///
/// # Errors
/// When there is no header with a column `name`, or a column that is none of ours.
pub fn table(lexicon: &Lexicon, text: &str) -> Result<Import, ImportError> {
    let text = text.trim_start_matches('\u{feff}');
    let head = text.lines().find(|line| !line.starts_with('#')).unwrap_or("");
    let delimiter = [b'\t', b';', b','].into_iter().find(|byte| head.as_bytes().contains(byte)).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .comment(Some(b'#'))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| ImportError(error.to_string()))?.clone();
    for column in &header {
        let column = column.to_lowercase();
        if !ACTOR_COLUMNS.contains(&column.as_str()) {
            let near = nearest(&column, ACTOR_COLUMNS.iter().copied());
            let remedy = near.map_or(format!("the columns are {}", ACTOR_COLUMNS.join(", ")), |near| {
                format!("did you mean {near:?}?")
            });
            return Err(ImportError(format!("column {column:?} is not known; {remedy}")));
        }
    }
    if !header.iter().any(|column| column.eq_ignore_ascii_case("name")) {
        let columns = ACTOR_COLUMNS.join(", ");
        return Err(ImportError(format!("the table has no column \"name\"; its first line names {columns}")));
    }
    let mut import = Import::default();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, |at| at.line() as usize);
                import.leave(line, "", error.to_string());
                continue;
            }
        };
        let line = record.position().map_or(0, |at| at.line() as usize);
        let get = |column: &str| {
            header.iter().position(|name| name.eq_ignore_ascii_case(column)).and_then(|at| record.get(at)).unwrap_or("")
        };
        if get("name").is_empty() {
            import.leave(line, &record.iter().collect::<Vec<_>>().join(" "), "no name");
            continue;
        }
        match read_row(lexicon, get) {
            Ok((kind, role)) => add(&mut import, get("name"), get("aliases"), kind, role),
            Err(why) => import.leave(line, get("name"), why),
        }
    }
    Ok(import)
}

fn read_row<'r>(lexicon: &Lexicon, get: impl Fn(&str) -> &'r str) -> Result<(ActorKind, ActorRole), String> {
    let kind = match get("kind") {
        "" => ActorKind::Person,
        written => ActorKind::from_code(&written.to_lowercase())
            .ok_or_else(|| format!("kind {written:?} is not known; data/actors/README.md lists the kinds"))?,
    };
    let sector = match get("sector") {
        "" => None,
        written => Some(
            Sector::from_code(&written.to_uppercase())
                .ok_or_else(|| format!("sector {written:?} is not known; data/ontology/sectors.tsv lists them"))?,
        ),
    };
    let country = match get("country") {
        "" => None,
        written => Some(country(lexicon, written).ok_or_else(|| format!("country {written:?} is not known"))?),
    };
    let term = Term::read(get("from"), get("until"))
        .map_err(|bad| format!("{bad:?} is no date after the start; write 2016, 2016-07 or 2016-07-13"))?;
    Ok((kind, ActorRole { country, sector, office: get("office").to_owned(), term, code: get("code").to_owned() }))
}

/// A country by its code of three or two letters, or by name.
pub(super) fn country(lexicon: &Lexicon, written: &str) -> Option<CountryCode> {
    let countries = lexicon.countries();
    let upper = written.to_uppercase();
    CountryCode::new(&upper)
        .filter(|code| countries.by_code(*code).is_some())
        .or_else(|| countries.by_iso2(&upper))
        .or_else(|| countries.name(written))
}

fn add(import: &mut Import, name: &str, aliases: &str, kind: ActorKind, role: ActorRole) {
    let aliases = aliases.split([';', '|']).map(str::trim).filter(|alias| !alias.is_empty());
    let known = import.actors.iter().position(|actor| actor.kind == kind && actor.name == name);
    let at = known.unwrap_or_else(|| {
        import.actors.push(Actor { name: name.to_owned(), aliases: Vec::new(), kind, roles: Vec::new() });
        import.actors.len() - 1
    });
    let actor = &mut import.actors[at];
    for alias in aliases {
        if !actor.aliases.iter().any(|known| known == alias) {
            actor.aliases.push(alias.to_owned());
        }
    }
    actor.roles.push(role);
}
