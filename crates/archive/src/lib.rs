//! The archive: records of many articles in one SQLite file, and every question one asks of them.
