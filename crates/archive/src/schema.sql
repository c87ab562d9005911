-- The archive, format 1. docs/archive.md explains every table and column; a test holds it to this file.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE stamp (
    stamp_id INTEGER PRIMARY KEY,
    engine TEXT NOT NULL, data TEXT NOT NULL, model TEXT NOT NULL,
    UNIQUE (engine, data, model)
);
CREATE TABLE country (code TEXT PRIMARY KEY, name TEXT NOT NULL, words TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE outlet (outlet_id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE place (
    place_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL, country TEXT, lat REAL, lon REAL, precision TEXT NOT NULL
);
CREATE INDEX place_name ON place (name, country);

CREATE TABLE article (
    article_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    outlet_id INTEGER REFERENCES outlet (outlet_id),
    published TEXT, published_basis TEXT, day INTEGER NOT NULL,
    language TEXT,
    source_id INTEGER REFERENCES article (article_id),
    stamp_id INTEGER NOT NULL REFERENCES stamp (stamp_id),
    origin TEXT NOT NULL, title TEXT, text TEXT NOT NULL
);
CREATE INDEX article_day ON article (day);
CREATE INDEX article_outlet ON article (outlet_id, day);
CREATE INDEX article_source ON article (source_id) WHERE source_id IS NOT NULL;
CREATE TABLE record (article_id INTEGER PRIMARY KEY REFERENCES article (article_id), packed BLOB NOT NULL);
CREATE VIRTUAL TABLE article_search USING fts5 (
    title, text, content='article', content_rowid='article_id', tokenize='unicode61 remove_diacritics 2'
);

CREATE TABLE happening (
    happening_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL, mode TEXT, status TEXT NOT NULL,
    date TEXT, day INTEGER NOT NULL, day_from INTEGER, day_to INTEGER,
    place_id INTEGER REFERENCES place (place_id),
    subjects TEXT NOT NULL, contexts TEXT NOT NULL, cameo TEXT NOT NULL, score_tenths INTEGER NOT NULL,
    n_reports INTEGER NOT NULL, n_sources INTEGER NOT NULL, n_disagreements INTEGER NOT NULL,
    why TEXT NOT NULL
);
CREATE INDEX happening_day ON happening (day);
CREATE INDEX happening_sources ON happening (n_sources, day);
CREATE TABLE happening_party (
    happening_id INTEGER NOT NULL REFERENCES happening (happening_id),
    n INTEGER NOT NULL, role TEXT NOT NULL,
    identity_id INTEGER REFERENCES identity (identity_id),
    name TEXT, country TEXT, sector TEXT, office TEXT,
    PRIMARY KEY (happening_id, n)
) WITHOUT ROWID;
CREATE TABLE event (
    event_id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES article (article_id),
    id TEXT NOT NULL,
    happening_id INTEGER REFERENCES happening (happening_id),
    type TEXT NOT NULL, mode TEXT, status TEXT NOT NULL, date TEXT, confidence INTEGER NOT NULL
);
CREATE INDEX event_article ON event (article_id);
CREATE INDEX event_happening ON event (happening_id);
CREATE TABLE statement (
    statement_id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES article (article_id),
    id TEXT NOT NULL,
    form_id INTEGER REFERENCES form (form_id),
    speaker TEXT NOT NULL, stance TEXT NOT NULL, day INTEGER NOT NULL, due TEXT
);
CREATE INDEX statement_article ON statement (article_id);
CREATE INDEX statement_form ON statement (form_id, day);
CREATE INDEX statement_stance ON statement (stance, day);

CREATE TABLE relation (
    from_id INTEGER NOT NULL REFERENCES happening (happening_id),
    kind TEXT NOT NULL,
    to_id INTEGER NOT NULL REFERENCES happening (happening_id),
    because TEXT NOT NULL,
    PRIMARY KEY (from_id, kind, to_id)
) WITHOUT ROWID;
CREATE INDEX relation_to ON relation (to_id);
CREATE TABLE disagreement (
    disagreement_id INTEGER PRIMARY KEY,
    happening_id INTEGER NOT NULL REFERENCES happening (happening_id),
    day INTEGER NOT NULL, field TEXT NOT NULL, about TEXT NOT NULL
);
CREATE INDEX disagreement_happening ON disagreement (happening_id);
CREATE INDEX disagreement_day ON disagreement (day);
CREATE TABLE version (
    disagreement_id INTEGER NOT NULL REFERENCES disagreement (disagreement_id),
    n INTEGER NOT NULL, value TEXT NOT NULL, articles TEXT NOT NULL,
    PRIMARY KEY (disagreement_id, n)
) WITHOUT ROWID;

CREATE TABLE identity (
    identity_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL, name TEXT NOT NULL, country TEXT, sector TEXT, body_kind TEXT,
    n_articles INTEGER NOT NULL, first_day INTEGER, last_day INTEGER
);
CREATE TABLE identity_name (
    identity_id INTEGER NOT NULL REFERENCES identity (identity_id),
    name TEXT NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (identity_id, name)
) WITHOUT ROWID;
CREATE TABLE name_word (
    word TEXT NOT NULL, identity_id INTEGER NOT NULL REFERENCES identity (identity_id),
    PRIMARY KEY (word, identity_id)
) WITHOUT ROWID;
CREATE INDEX name_word_identity ON name_word (identity_id);
CREATE TABLE form (
    form_id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL, key TEXT NOT NULL, identity_id INTEGER REFERENCES identity (identity_id), told TEXT NOT NULL,
    UNIQUE (kind, key)
);
CREATE INDEX form_identity ON form (identity_id);
CREATE TABLE member (
    article_id INTEGER NOT NULL REFERENCES article (article_id),
    id TEXT NOT NULL, form_id INTEGER NOT NULL REFERENCES form (form_id),
    PRIMARY KEY (article_id, id)
) WITHOUT ROWID;
CREATE INDEX member_form ON member (form_id);
CREATE TABLE shelf (
    key INTEGER NOT NULL, row INTEGER NOT NULL,
    PRIMARY KEY (key, row)
) WITHOUT ROWID;
CREATE TABLE form_shelf (
    key INTEGER NOT NULL, form_id INTEGER NOT NULL REFERENCES form (form_id),
    PRIMARY KEY (key, form_id)
) WITHOUT ROWID;
CREATE TABLE tenure (
    tenure_id INTEGER PRIMARY KEY,
    identity_id INTEGER NOT NULL REFERENCES identity (identity_id),
    post TEXT NOT NULL, title TEXT NOT NULL, body TEXT, country TEXT, held TEXT NOT NULL,
    first_seen TEXT, last_seen TEXT, ended_by TEXT, after_id INTEGER REFERENCES identity (identity_id),
    told_held TEXT NOT NULL, told_end TEXT
);
CREATE INDEX tenure_identity ON tenure (identity_id);
CREATE INDEX tenure_after ON tenure (after_id) WHERE after_id IS NOT NULL;
CREATE INDEX tenure_post ON tenure (post);
CREATE TABLE tenure_article (
    tenure_id INTEGER NOT NULL REFERENCES tenure (tenure_id), article_id INTEGER NOT NULL REFERENCES article (article_id),
    PRIMARY KEY (tenure_id, article_id)
) WITHOUT ROWID;
CREATE TABLE unsure (
    a_id INTEGER NOT NULL REFERENCES identity (identity_id), b_id INTEGER NOT NULL REFERENCES identity (identity_id), because TEXT NOT NULL,
    PRIMARY KEY (a_id, b_id)
) WITHOUT ROWID;
CREATE INDEX unsure_b ON unsure (b_id);

CREATE TABLE facet (
    facet_id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL, value TEXT NOT NULL, n INTEGER NOT NULL,
    UNIQUE (kind, value)
);
CREATE INDEX facet_count ON facet (kind, n);
CREATE TABLE facet_happening (
    facet_id INTEGER NOT NULL REFERENCES facet (facet_id), day INTEGER NOT NULL, happening_id INTEGER NOT NULL REFERENCES happening (happening_id),
    PRIMARY KEY (facet_id, day, happening_id)
) WITHOUT ROWID;
CREATE TABLE pair_month (
    facet_id INTEGER NOT NULL REFERENCES facet (facet_id), month TEXT NOT NULL,
    n INTEGER NOT NULL, n_scored INTEGER NOT NULL, score_tenths INTEGER NOT NULL,
    PRIMARY KEY (facet_id, month)
) WITHOUT ROWID;

CREATE TABLE forward (old TEXT PRIMARY KEY, new TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE decision (
    decision_id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL, a TEXT NOT NULL, b TEXT, field TEXT, value TEXT, reason TEXT,
    author TEXT NOT NULL, time TEXT NOT NULL, undone_by TEXT, undone_at TEXT,
    a_rows TEXT NOT NULL, b_rows TEXT
);
CREATE TABLE change (
    change_id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL, what TEXT NOT NULL, id TEXT NOT NULL, before TEXT, after TEXT
);

CREATE VIEW articles AS
SELECT article.id, title, outlet.name AS outlet, published, published_basis, language, origin,
    (SELECT source.id FROM article AS source WHERE source.article_id = article.source_id) AS copy_of, text
FROM article LEFT JOIN outlet USING (outlet_id);
CREATE VIEW happenings AS
SELECT happening.id, date, type, mode, status, place.name AS place, place.country AS place_country,
    (SELECT group_concat(coalesce(happening_party.name, identity.name), '; ')
     FROM happening_party LEFT JOIN identity USING (identity_id)
     WHERE happening_party.happening_id = happening.happening_id AND role = 'actor') AS actors,
    (SELECT group_concat(coalesce(happening_party.name, identity.name), '; ')
     FROM happening_party LEFT JOIN identity USING (identity_id)
     WHERE happening_party.happening_id = happening.happening_id AND role = 'recipient') AS recipients,
    subjects, contexts, cameo, score_tenths / 10.0 AS score, n_reports, n_sources, n_disagreements
FROM happening LEFT JOIN place USING (place_id);
CREATE VIEW events AS
SELECT article.id || '-' || event.id AS id, event.date, event.type, event.mode, event.status,
    event.confidence / 1000.0 AS confidence, happening.id AS happening,
    article.id AS article, article.title, outlet.name AS outlet, article.published
FROM event JOIN article USING (article_id) LEFT JOIN outlet USING (outlet_id) LEFT JOIN happening USING (happening_id);
CREATE VIEW people AS
SELECT identity.id, name, country, sector, n_articles,
    coalesce((SELECT n FROM facet WHERE facet.kind = 'person' AND value = CAST(identity_id AS TEXT)), 0) AS n_happenings,
    first_day, last_day
FROM identity WHERE kind = 'person';
CREATE VIEW bodies AS
SELECT identity.id, name, country, sector, body_kind AS kind, n_articles,
    coalesce((SELECT n FROM facet WHERE facet.kind = 'body' AND value = CAST(identity_id AS TEXT)), 0) AS n_happenings
FROM identity WHERE kind = 'body';
CREATE VIEW offices AS
SELECT identity.id AS person, identity.name, title, body, tenure.country, held, first_seen, last_seen, ended_by
FROM tenure JOIN identity USING (identity_id);
CREATE VIEW disagreements AS
SELECT happening.id AS happening, field, about, value, articles
FROM disagreement JOIN happening USING (happening_id) JOIN version USING (disagreement_id);
CREATE VIEW statements AS
SELECT article.id || '-' || statement.id AS id, speaker, identity.id AS person, stance, due, statement.day,
    article.id AS article, outlet.name AS outlet
FROM statement JOIN article USING (article_id) LEFT JOIN outlet USING (outlet_id)
LEFT JOIN form USING (form_id) LEFT JOIN identity USING (identity_id);
