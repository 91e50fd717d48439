-- Version 1 of the store. Identifiers are 64-bit hashes of content, stored so that their order is that of their
-- hexadecimal form (the highest bit is flipped). Days count from 1970-01-01; open ends are the largest numbers of 32
-- bits. Bodies are JSON as the model serialises it, without what is null; columns beside them are what is asked for.
-- A BLOB of text is a byte that says how it is packed (0 not at all, 1 raw deflate as in RFC 1951), then the bytes.

CREATE TABLE reports (
    id        INTEGER PRIMARY KEY,
    doc       TEXT    NOT NULL UNIQUE,
    hash      INTEGER NOT NULL,
    versions  TEXT    NOT NULL,
    published TEXT,
    day       INTEGER,               -- first day of `published`
    lang      TEXT,
    title     TEXT,
    url       TEXT,
    outlet    TEXT,
    text      BLOB    NOT NULL,
    times     TEXT    NOT NULL,      -- time expressions, JSON
    warnings  TEXT    NOT NULL,      -- JSON
    sketch    INTEGER NOT NULL REFERENCES sketches
);
CREATE INDEX reports_by_day ON reports (day);
CREATE INDEX reports_by_sketch ON reports (sketch);

-- What texts are known by: reports with like sketches are copies of one another.
CREATE TABLE sketches (
    id     INTEGER PRIMARY KEY,      -- hash of the words
    origin INTEGER NOT NULL,         -- smallest identifier of the sketches that are alike, directly or through others
    words  BLOB    NOT NULL          -- smallest hashes of its runs of words; empty for a short text
);
CREATE INDEX sketches_by_origin ON sketches (origin);

-- Parts of sketches: only those that share one are compared.
CREATE TABLE bands (
    band   INTEGER NOT NULL,
    sketch INTEGER NOT NULL REFERENCES sketches ON DELETE CASCADE,
    PRIMARY KEY (band, sketch)
) WITHOUT ROWID;
CREATE INDEX bands_by_sketch ON bands (sketch);

CREATE TABLE claims (
    nr      INTEGER PRIMARY KEY,     -- in the order of coming, for the text index; says nothing of the claim
    id      INTEGER NOT NULL UNIQUE,
    report  INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE,
    nth     INTEGER NOT NULL,        -- place in the reading
    event   INTEGER,                 -- NULL where a person rejected the claim
    type    TEXT    NOT NULL,
    status  TEXT    NOT NULL,
    about   TEXT,                    -- kind of claim about the record
    body    BLOB    NOT NULL,        -- as it was read
    verdict TEXT,                    -- what a person said of it: accepted, changed or rejected
    fixed   BLOB                     -- as a person changed it
);
CREATE INDEX claims_by_report ON claims (report, nth);
CREATE INDEX claims_by_event ON claims (event);
CREATE INDEX claims_about ON claims (about) WHERE about IS NOT NULL;

-- Where claims of the same event are looked for.
CREATE TABLE slots (
    key   INTEGER NOT NULL,
    lo    INTEGER NOT NULL,
    claim INTEGER NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
    PRIMARY KEY (key, lo, claim)
) WITHOUT ROWID;
CREATE INDEX slots_by_claim ON slots (claim);

-- Rows go by the numbers of the claims.
CREATE VIRTUAL TABLE evidence USING fts5 (
    text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE people (
    report INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE,
    nth    INTEGER NOT NULL,
    name   TEXT    NOT NULL,
    folded TEXT    NOT NULL,
    code   TEXT    NOT NULL,
    office TEXT,
    PRIMARY KEY (report, nth)
) WITHOUT ROWID;
CREATE INDEX people_by_code ON people (code);

CREATE TABLE states (
    report   INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE,
    nth      INTEGER NOT NULL,
    folded   TEXT    NOT NULL,       -- codes and names of both sides, folded, a space before and after each word
    day      INTEGER,                -- first day that the report may have appeared
    body     TEXT    NOT NULL,
    PRIMARY KEY (report, nth)
) WITHOUT ROWID;

-- An event lies from `day` to `hi`: its date, or without one the day of the first report. Where the first day is open,
-- `day` is the last; where the last is open, `hi` is the largest number. The chronicle is in the order of day, hi, id.
CREATE TABLE events (
    id      INTEGER PRIMARY KEY,
    day     INTEGER NOT NULL,
    hi      INTEGER NOT NULL,
    type    TEXT    NOT NULL,
    kind    TEXT    NOT NULL,
    status  TEXT    NOT NULL,
    quad    INTEGER,
    known   INTEGER,                 -- day of the first report
    body    TEXT    NOT NULL
);
CREATE INDEX events_by_day ON events (day, hi, id, known);
CREATE INDEX events_by_type ON events (type, day, hi);
CREATE INDEX events_by_kind ON events (kind, day, hi);

-- Codes by their folded spelling.
CREATE TABLE actors (
    code   TEXT PRIMARY KEY,
    folded TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX actors_by_folded ON actors (folded);

CREATE TABLE event_actors (
    code  TEXT    NOT NULL,
    day   INTEGER NOT NULL,
    hi    INTEGER NOT NULL,
    event INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
    role  TEXT    NOT NULL,          -- s acts, t undergoes, st both (a state within itself), m mutual
    type  TEXT    NOT NULL,
    status TEXT   NOT NULL,
    quad  INTEGER,
    PRIMARY KEY (code, day, hi, event)
) WITHOUT ROWID;
CREATE INDEX event_actors_by_event ON event_actors (event);

-- Persons by every spelling of their names.
CREATE TABLE persons (
    id     INTEGER NOT NULL,
    folded TEXT    NOT NULL,
    code   TEXT    NOT NULL,
    name   TEXT    NOT NULL,
    PRIMARY KEY (id, folded, code)
) WITHOUT ROWID;

CREATE TABLE event_persons (
    person INTEGER NOT NULL,
    day    INTEGER NOT NULL,
    hi     INTEGER NOT NULL,
    event  INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
    type   TEXT    NOT NULL,
    status TEXT    NOT NULL,
    quad   INTEGER,
    PRIMARY KEY (person, day, hi, event)
) WITHOUT ROWID;
CREATE INDEX event_persons_by_event ON event_persons (event);

-- Who with whom: a <= b in the order of their codes.
CREATE TABLE event_pairs (
    a      TEXT    NOT NULL,
    b      TEXT    NOT NULL,
    day    INTEGER NOT NULL,
    hi     INTEGER NOT NULL,
    event  INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
    facing INTEGER NOT NULL,         -- 1 where one acts on the other or both act mutually, 0 where they act side by side
    type   TEXT    NOT NULL,
    status TEXT    NOT NULL,
    quad   INTEGER,
    PRIMARY KEY (a, b, day, hi, event)
) WITHOUT ROWID;
CREATE INDEX event_pairs_by_event ON event_pairs (event);

-- How often two actors faced each other in a month (twelve times the year, and the month from 0): what follows from
-- event_pairs, kept so that a hundred thousand events need not be counted for a network.
CREATE TABLE pair_months (
    a           TEXT    NOT NULL,
    b           TEXT    NOT NULL,
    month       INTEGER NOT NULL,
    events      INTEGER NOT NULL,
    cooperation INTEGER NOT NULL,    -- quad classes 1 and 2
    conflict    INTEGER NOT NULL,    -- quad classes 3 and 4
    PRIMARY KEY (a, b, month)
) WITHOUT ROWID;
CREATE INDEX pair_months_by_b ON pair_months (b);

-- Identifiers of events whose naming claim is gone.
CREATE TABLE redirects (
    old INTEGER PRIMARY KEY,
    new INTEGER NOT NULL
);

-- What people corrected; rows are only ever added. They are applied in the order of `at` and `id`.
CREATE TABLE corrections (
    id     INTEGER PRIMARY KEY,      -- hash of its content: the same correction is kept once
    at     TEXT NOT NULL,
    undoes INTEGER,                  -- the correction that this one takes back; it may come later, from elsewhere
    body   TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX corrections_undoing ON corrections (undoes) WHERE undoes IS NOT NULL;

-- The reports whose claims a correction speaks of.
CREATE TABLE correction_docs (
    doc        TEXT    NOT NULL,
    correction INTEGER NOT NULL REFERENCES corrections,
    PRIMARY KEY (doc, correction)
) WITHOUT ROWID;

-- What corrections say of pairs of claims that are there.
CREATE TABLE bonds (
    a        INTEGER NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
    b        INTEGER NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
    together INTEGER NOT NULL,       -- 1 one event, 0 two events
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX bonds_by_b ON bonds (b);
