//! The pages and the JSON API over an archive.
