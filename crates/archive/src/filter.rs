//! What is asked for: one set of filters for every question, command, address and export.

use std::fmt;

/// Which happenings are meant, and with them their reports, statements and articles. Empty fields ask for nothing.
///
/// Values of one field are alternatives; fields must all fit. `with` names further parties, all of which take part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// People who take part: a name in any spelling, or an id.
    pub person: Vec<String>,
    /// Bodies that take part.
    pub body: Vec<String>,
    /// Titles of offices that a party holds.
    pub office: Vec<String>,
    /// Countries a party acts for: a code or a name.
    pub country: Vec<String>,
    /// Further parties: countries, people or bodies.
    pub with: Vec<String>,
    /// Event types.
    pub event_type: Vec<String>,
    /// Modes.
    pub mode: Vec<String>,
    /// Subjects.
    pub subject: Vec<String>,
    /// Statuses.
    pub status: Vec<String>,
    /// Not before this day, EDTF.
    pub since: Option<String>,
    /// Not after this day, EDTF.
    pub until: Option<String>,
    /// Places: a name, or the country it lies in.
    pub place: Vec<String>,
    /// Outlets that report it.
    pub source: Vec<String>,
    /// At least so many independent reports.
    pub min_reports: Option<u32>,
    /// Words in an article that reports it.
    pub words: Option<String>,
}

/// A filter that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FilterError {
    /// No such field.
    #[error("there is no filter {0:?}; the filters are {list}", list = NAMES.join(", "))]
    Unknown(String),
    /// A date that is none.
    #[error("{field}: {value:?} is no date; write 2026-01-12, 2026-01 or 2026")]
    Date {
        /// The field.
        field: &'static str,
        /// What was given.
        value: String,
    },
    /// A number that is none.
    #[error("min-reports: {0:?} is no number")]
    Number(String),
    /// A code outside of the list.
    #[error("{field}: there is no {value:?}; it can be {known}")]
    Code {
        /// The field.
        field: &'static str,
        /// What was given.
        value: String,
        /// What there is.
        known: String,
    },
    /// A name nothing fits.
    #[error("{field}: nothing in the archive fits {value:?}{}", perhaps(.suggestions))]
    Name {
        /// The field.
        field: &'static str,
        /// What was given.
        value: String,
        /// What could have been meant.
        suggestions: Vec<String>,
    },
}

fn perhaps(suggestions: &[String]) -> String {
    if suggestions.is_empty() { String::new() } else { format!("; did you mean {}?", suggestions.join(", ")) }
}

/// Names of the fields as people write them.
const NAMES: [&str; 15] = [
    "person",
    "body",
    "office",
    "country",
    "with",
    "type",
    "mode",
    "subject",
    "status",
    "since",
    "until",
    "place",
    "source",
    "min-reports",
    "words",
];

/// Statuses of happenings.
const STATUSES: [&str; 7] = ["occurred", "ongoing", "planned", "postponed", "hypothetical", "denied", "disputed"];

impl Filter {
    /// A filter from names and values, as in an address; empty values are left out, `_` counts as `-`.
    ///
    /// # Errors
    /// A name or value that cannot be understood.
    pub fn from_pairs<K: AsRef<str>, V: AsRef<str>>(
        pairs: impl IntoIterator<Item = (K, V)>,
    ) -> Result<Filter, FilterError> {
        let mut filter = Filter::default();
        for (name, value) in pairs {
            let (name, value) = (name.as_ref().replace('_', "-"), value.as_ref().trim());
            if value.is_empty() {
                continue;
            }
            match name.as_str() {
                "since" => filter.since = Some(value.to_owned()),
                "until" => filter.until = Some(value.to_owned()),
                "words" => filter.words = Some(value.to_owned()),
                "min-reports" => {
                    let number = value.parse().map_err(|_| FilterError::Number(value.to_owned()))?;
                    filter.min_reports = Some(number);
                }
                _ => {
                    let list = filter.list(&name).ok_or_else(|| FilterError::Unknown(name.clone()))?;
                    if !list.iter().any(|known| known == value) {
                        list.push(value.to_owned());
                    }
                }
            }
        }
        filter.check()?;
        Ok(filter)
    }

    fn list(&mut self, name: &str) -> Option<&mut Vec<String>> {
        Some(match name {
            "person" => &mut self.person,
            "body" => &mut self.body,
            "office" => &mut self.office,
            "country" => &mut self.country,
            "with" => &mut self.with,
            "type" => &mut self.event_type,
            "mode" => &mut self.mode,
            "subject" => &mut self.subject,
            "status" => &mut self.status,
            "place" => &mut self.place,
            "source" => &mut self.source,
            _ => return None,
        })
    }

    /// Checks dates and codes; types, modes, subjects and statuses are brought into their usual form.
    ///
    /// # Errors
    /// A date that is none, a code outside of its list.
    pub fn check(&mut self) -> Result<(), FilterError> {
        for (field, value) in [("since", &self.since), ("until", &self.until)] {
            if let Some(value) = value.as_ref().filter(|value| crate::days::bounds(value) == (None, None)) {
                return Err(FilterError::Date { field, value: value.clone() });
            }
        }
        let codes = |all: Vec<&str>| all.into_iter().map(str::to_owned).collect::<Vec<_>>();
        let types = codes(record::EventType::ALL.iter().map(|code| code.code()).collect());
        let modes = codes(record::Mode::ALL.iter().map(|code| code.code()).collect());
        let subjects = codes(record::Subject::ALL.iter().map(|code| code.code()).collect());
        let statuses = codes(STATUSES.to_vec());
        for (field, values, known) in [
            ("type", &mut self.event_type, types),
            ("mode", &mut self.mode, modes),
            ("subject", &mut self.subject, subjects),
            ("status", &mut self.status, statuses),
        ] {
            for value in values {
                let same = |code: &&String| code.eq_ignore_ascii_case(value);
                match known.iter().find(same) {
                    Some(code) => value.clone_from(code),
                    None => {
                        return Err(FilterError::Code { field, value: value.clone(), known: known.join(", ") });
                    }
                }
            }
        }
        Ok(())
    }

    /// Names and values, in a fixed order.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let lists: [(&'static str, &Vec<String>); 11] = [
            ("person", &self.person),
            ("body", &self.body),
            ("office", &self.office),
            ("country", &self.country),
            ("with", &self.with),
            ("type", &self.event_type),
            ("mode", &self.mode),
            ("subject", &self.subject),
            ("status", &self.status),
            ("place", &self.place),
            ("source", &self.source),
        ];
        let mut pairs: Vec<(&'static str, String)> =
            lists.iter().flat_map(|(name, values)| values.iter().map(|value| (*name, value.clone()))).collect();
        let single = [("since", &self.since), ("until", &self.until), ("words", &self.words)];
        pairs.extend(single.iter().filter_map(|(name, value)| Some((*name, (*value).clone()?))));
        pairs.extend(self.min_reports.map(|number| ("min-reports", number.to_string())));
        pairs
    }

    /// As the query of an address: `country=EGY&since=2026`.
    pub fn to_query(&self) -> String {
        let pairs = self.pairs();
        let written: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
        written.join("&")
    }

    /// Whether everything is asked for.
    pub fn is_empty(&self) -> bool {
        *self == Filter::default()
    }

    /// In words: `with Egypt and Libya, since 2026`. Empty for everything.
    pub fn describe(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        let mut say = |before: &str, values: &[String]| {
            if !values.is_empty() {
                parts.push(format!("{before}{}", values.join(" or ")));
            }
        };
        say("type ", &self.event_type);
        say("mode ", &self.mode);
        say("status ", &self.status);
        say("about ", &self.subject);
        say("of ", &self.country);
        say("of ", &self.person);
        say("of ", &self.body);
        say("with an office like ", &self.office);
        for other in &self.with {
            say("with ", std::slice::from_ref(other));
        }
        say("in ", &self.place);
        say("reported by ", &self.source);
        say("since ", self.since.as_slice());
        say("until ", self.until.as_slice());
        if let Some(number) = self.min_reports {
            parts.push(format!("with at least {number} independent report{}", if number == 1 { "" } else { "s" }));
        }
        if let Some(words) = &self.words {
            parts.push(format!("in articles with the words {words}"));
        }
        parts.join(", ")
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe())
    }
}

/// Percent-encoded, but for what is safe everywhere.
fn escaped(value: &str) -> String {
    let mut out = String::new();
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects links, commands and exports from meaning different things: what a filter writes, it reads.
    #[test]
    fn an_address_gives_back_its_filter() {
        let filter = Filter::from_pairs([
            ("country", "EGY"),
            ("country", "Libya"),
            ("with", "O'Brien & \"Sons\" 50%"),
            ("type", "consult"),
            ("since", "2026-01"),
            ("min_reports", "2"),
            ("words", "\"border security\" =1+1"),
            ("until", ""),
        ])
        .unwrap();
        assert_eq!(filter.event_type, ["CONSULT"]);
        let query = filter.to_query();
        assert!(!query.contains(['"', ' ', '\'']), "{query}");
        let decoded = query.split('&').map(|pair| {
            let (name, value) = pair.split_once('=').unwrap();
            let bytes = value.as_bytes();
            let (mut out, mut at) = (Vec::new(), 0);
            while at < bytes.len() {
                if bytes[at] == b'%' {
                    out.push(u8::from_str_radix(&value[at + 1..at + 3], 16).unwrap());
                    at += 3;
                } else {
                    out.push(bytes[at]);
                    at += 1;
                }
            }
            (name.to_owned(), String::from_utf8(out).unwrap())
        });
        assert_eq!(Filter::from_pairs(decoded).unwrap(), filter);
        assert_eq!(Filter::default().to_query(), "");
    }

    /// Protects users from a filter that is silently not applied.
    #[test]
    fn what_cannot_be_understood_is_refused() {
        for (name, value, told) in [
            ("contry", "EGY", "there is no filter"),
            ("type", "MEETING", "CONSULT"),
            ("since", "yesterday", "no date"),
            ("min-reports", "many", "no number"),
        ] {
            let error = Filter::from_pairs([(name, value)]).unwrap_err();
            assert!(error.to_string().contains(told), "{error}");
        }
    }
}
