//! The part of an address behind the question mark: filters, view, order and page, as one list of pairs.

use std::fmt;

/// Keys that say how rows are shown, and are no filters.
const SHOWING: [&str; 5] = ["view", "order", "cursor", "limit", "back"];

/// Pairs of an address, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads what stands behind the question mark. Empty values are dropped: a form sends its empty fields too.
    pub fn read(raw: Option<&str>) -> Query {
        let pairs = form_urlencoded::parse(raw.unwrap_or_default().as_bytes());
        Query(
            pairs
                .filter(|(_, value)| !value.trim().is_empty())
                .map(|(k, v)| (k.into_owned(), v.into_owned()))
                .collect(),
        )
    }

    /// The first value of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
    }

    /// The filters alone.
    pub fn filters(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().filter(|(key, _)| !SHOWING.contains(&key.as_str())).map(|(k, v)| (k.as_str(), v.as_str()))
    }

    /// Every pair.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// Whether a filter is set to a value.
    pub fn has(&self, key: &str, value: &str) -> bool {
        self.0.iter().any(|(k, v)| k == key && v == value)
    }

    /// With a filter added; from the first page.
    pub fn plus(&self, key: &str, value: &str) -> Query {
        let mut query = self.without("cursor");
        if !query.has(key, value) {
            query.0.push((key.to_owned(), value.to_owned()));
        }
        query
    }

    /// Without one value of a filter; from the first page.
    pub fn minus(&self, key: &str, value: &str) -> Query {
        let mut query = self.without("cursor");
        query.0.retain(|(k, v)| !(k == key && v == value));
        query
    }

    /// With a key set to one value only.
    pub fn set(&self, key: &str, value: &str) -> Query {
        let mut query = self.without(key);
        query.0.push((key.to_owned(), value.to_owned()));
        query
    }

    /// Without a key.
    pub fn without(&self, key: &str) -> Query {
        Query(self.0.iter().filter(|(k, _)| k != key).cloned().collect())
    }

    /// An address: the path with these pairs.
    pub fn href(&self, path: &str) -> String {
        if self.0.is_empty() { path.to_owned() } else { format!("{path}?{self}") }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.0).finish())
    }
}

/// A path of segments that may hold anything: `/office/…`, each percent-encoded.
pub fn path(segments: &[&str]) -> String {
    let mut out = String::new();
    for segment in segments {
        out.push('/');
        for byte in segment.bytes() {
            if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
                out.push(char::from(byte));
            } else {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects shared links: what an address says can be taken apart and put together without loss.
    #[test]
    fn addresses_are_taken_apart_and_put_together() {
        let query = Query::read(Some("type=CONSULT&person=&country=NOR&view=map&cursor=abc&words=a%26b+%22c%22"));
        assert_eq!(query.filters().count(), 3);
        assert_eq!(query.get("words"), Some("a&b \"c\""));
        let more = query.plus("country", "ISL");
        assert!(more.has("country", "NOR") && more.has("country", "ISL") && more.get("cursor").is_none());
        assert_eq!(Query::read(Some(&more.to_string())), more);
        assert_eq!(more.minus("country", "NOR").get("country"), Some("ISL"));
        assert_eq!(path(&["pair", "a/b?", "é"]), "/pair/a%2Fb%3F/%C3%A9");
    }
}
