-- An export in SQLite, described in docs/exports.md; a test holds the two together.
CREATE TABLE articles (
    id TEXT PRIMARY KEY, title TEXT, outlet TEXT, published TEXT, published_first TEXT, published_last TEXT,
    language TEXT, origin TEXT NOT NULL, copy_of TEXT, text TEXT NOT NULL
);
CREATE TABLE happenings (
    id TEXT PRIMARY KEY, sentence TEXT NOT NULL, type TEXT NOT NULL, mode TEXT, status TEXT NOT NULL,
    date TEXT, date_first TEXT, date_last TEXT,
    place TEXT, place_country TEXT, lat REAL, lon REAL, place_precision TEXT,
    subjects TEXT NOT NULL, contexts TEXT NOT NULL, cameo TEXT NOT NULL, quad INTEGER, score REAL NOT NULL,
    reports INTEGER NOT NULL, independent_reports INTEGER NOT NULL
);
CREATE TABLE people (id TEXT PRIMARY KEY, name TEXT NOT NULL, country TEXT, sector TEXT);
CREATE TABLE bodies (id TEXT PRIMARY KEY, name TEXT NOT NULL, country TEXT, sector TEXT, kind TEXT);
CREATE TABLE aliases (identity TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (identity, name)) WITHOUT ROWID;
CREATE TABLE happening_parties (
    happening TEXT NOT NULL REFERENCES happenings (id), n INTEGER NOT NULL, role TEXT NOT NULL, name TEXT NOT NULL,
    person TEXT REFERENCES people (id), body TEXT REFERENCES bodies (id), country TEXT, sector TEXT, office TEXT,
    PRIMARY KEY (happening, n)
);
CREATE TABLE events (
    id TEXT PRIMARY KEY, article TEXT NOT NULL REFERENCES articles (id), happening TEXT REFERENCES happenings (id),
    type TEXT NOT NULL, mode TEXT, status TEXT NOT NULL,
    date TEXT, date_first TEXT, date_last TEXT, date_basis TEXT, date_why TEXT,
    place TEXT, place_country TEXT, lat REAL, lon REAL, place_precision TEXT,
    subjects TEXT NOT NULL, contexts TEXT NOT NULL, cameo TEXT NOT NULL, quad INTEGER, score REAL NOT NULL,
    confidence REAL NOT NULL, attributed_to TEXT
);
CREATE TABLE participants (
    event TEXT NOT NULL REFERENCES events (id), n INTEGER NOT NULL, role TEXT NOT NULL, name TEXT NOT NULL,
    person TEXT REFERENCES people (id), body TEXT REFERENCES bodies (id), country TEXT, sector TEXT, office TEXT,
    PRIMARY KEY (event, n)
);
CREATE TABLE evidence (
    event TEXT NOT NULL REFERENCES events (id), n INTEGER NOT NULL,
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT NOT NULL,
    PRIMARY KEY (event, n)
);
CREATE TABLE offices (
    id INTEGER PRIMARY KEY, person TEXT NOT NULL REFERENCES people (id), title TEXT NOT NULL, body TEXT, country TEXT,
    held TEXT NOT NULL, first_seen TEXT, last_seen TEXT, ended_by TEXT, replaces TEXT
);
CREATE TABLE office_articles (
    office INTEGER NOT NULL REFERENCES offices (id), article TEXT NOT NULL, PRIMARY KEY (office, article)
);
CREATE TABLE statements (
    id TEXT PRIMARY KEY, article TEXT NOT NULL, person TEXT, speaker TEXT NOT NULL, stance TEXT NOT NULL,
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT NOT NULL, addressee TEXT, condition TEXT, due TEXT
);
CREATE TABLE disagreements (
    id INTEGER PRIMARY KEY, happening TEXT NOT NULL REFERENCES happenings (id), field TEXT NOT NULL, about TEXT
);
CREATE TABLE versions (
    disagreement INTEGER NOT NULL REFERENCES disagreements (id), n INTEGER NOT NULL, value TEXT NOT NULL,
    articles INTEGER NOT NULL, PRIMARY KEY (disagreement, n)
);
CREATE TABLE version_articles (
    disagreement INTEGER NOT NULL REFERENCES disagreements (id), n INTEGER NOT NULL, article TEXT NOT NULL,
    PRIMARY KEY (disagreement, n, article)
);
