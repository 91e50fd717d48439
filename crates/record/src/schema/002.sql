-- Version 2: half the size, and answers over a million events in a tenth of a second. What follows from the claims is
-- laid out anew, and made again from them when an older store is opened. Reading types and statuses are numbers: their
-- place in the annotation guide's lists, from 1. Actors, offices and versions are numbered in the order of their
-- coming, which says nothing of them. A BLOB may now be packed with a dictionary (its first byte is 2).

-- What read the reports.
CREATE TABLE versions (
    nr   INTEGER PRIMARY KEY,
    body TEXT NOT NULL UNIQUE        -- JSON
);
INSERT INTO versions (body) SELECT DISTINCT versions FROM reports ORDER BY versions;

ALTER TABLE reports ADD COLUMN read_by INTEGER REFERENCES versions;
UPDATE reports SET read_by = (SELECT nr FROM versions v WHERE v.body = reports.versions);
ALTER TABLE reports DROP COLUMN versions;
-- What the report yields beside its claims: people, states of affairs, times, warnings; packed JSON.
ALTER TABLE reports ADD COLUMN rest BLOB;

ALTER TABLE claims DROP COLUMN type;
ALTER TABLE claims DROP COLUMN status;
UPDATE claims SET event = NULL;

CREATE TABLE parts (
    band   INTEGER NOT NULL,
    sketch INTEGER NOT NULL,
    PRIMARY KEY (band, sketch)
) WITHOUT ROWID;
INSERT INTO parts (band, sketch) SELECT band, sketch FROM bands;
DROP TABLE bands;
ALTER TABLE parts RENAME TO bands;

DROP TABLE slots;
CREATE TABLE slots (
    key   INTEGER NOT NULL,
    lo    INTEGER NOT NULL,
    claim INTEGER NOT NULL,
    PRIMARY KEY (key, lo, claim)
) WITHOUT ROWID;

DROP TABLE event_actors;
DROP TABLE event_persons;
DROP TABLE event_pairs;
DROP TABLE pair_months;
DROP TABLE actors;
DROP TABLE events;

-- Where an event lies: see version 1.
CREATE TABLE events (
    id     INTEGER PRIMARY KEY,
    day    INTEGER NOT NULL,
    hi     INTEGER NOT NULL,
    type   INTEGER NOT NULL,
    kind   TEXT    NOT NULL,
    status INTEGER NOT NULL,
    quad   INTEGER,
    known  INTEGER,                  -- day of the first report
    body   BLOB    NOT NULL
);
CREATE INDEX events_by_day ON events (day, hi, id, type, status, quad, known);
CREATE INDEX events_by_kind ON events (kind, day, hi);

-- Number 0 stands for all together where something is counted.
CREATE TABLE actors (
    nr     INTEGER PRIMARY KEY,
    code   TEXT NOT NULL UNIQUE,
    folded TEXT NOT NULL
);
CREATE INDEX actors_by_folded ON actors (folded);

DROP TABLE persons;
CREATE TABLE persons (
    id     INTEGER NOT NULL,
    folded TEXT    NOT NULL,
    code   TEXT    NOT NULL,
    name   TEXT    NOT NULL,
    events INTEGER NOT NULL,         -- number of events that name him so
    PRIMARY KEY (id, folded, code, name)
) WITHOUT ROWID;

CREATE TABLE event_actors (
    actor  INTEGER NOT NULL,
    day    INTEGER NOT NULL,
    hi     INTEGER NOT NULL,
    event  INTEGER NOT NULL,
    type   INTEGER NOT NULL,
    status INTEGER NOT NULL,
    quad   INTEGER,
    PRIMARY KEY (actor, day, hi, event)
) WITHOUT ROWID;

CREATE TABLE event_persons (
    person INTEGER NOT NULL,
    day    INTEGER NOT NULL,
    hi     INTEGER NOT NULL,
    event  INTEGER NOT NULL,
    type   INTEGER NOT NULL,
    status INTEGER NOT NULL,
    quad   INTEGER,
    actors TEXT    NOT NULL,         -- numbers of all actors of the event, parted by spaces
    PRIMARY KEY (person, day, hi, event)
) WITHOUT ROWID;

-- Who with whom: a < b, but for an actor with itself.
CREATE TABLE event_pairs (
    a      INTEGER NOT NULL,
    b      INTEGER NOT NULL,
    day    INTEGER NOT NULL,
    hi     INTEGER NOT NULL,
    event  INTEGER NOT NULL,
    facing INTEGER NOT NULL,         -- 1 where one acts on the other or both act mutually, 0 where they act side by side
    type   INTEGER NOT NULL,
    status INTEGER NOT NULL,
    quad   INTEGER,
    PRIMARY KEY (a, b, day, hi, event)
) WITHOUT ROWID;

-- How often two actors faced each other: ever (span 0), in a year (span 1, nr the year) and in a month (span 2, nr
-- twelve times the year, and the month from 0). Under a = 0 stand all exchanges of b with others, under a = 0 and
-- b = 0 those of all. It follows from event_pairs, and is kept because nobody waits for a million rows to be counted.
CREATE TABLE exchanges (
    span        INTEGER NOT NULL,
    nr          INTEGER NOT NULL,
    a           INTEGER NOT NULL,
    b           INTEGER NOT NULL,
    events      INTEGER NOT NULL,
    cooperation INTEGER NOT NULL,    -- quad classes 1 and 2
    conflict    INTEGER NOT NULL,    -- quad classes 3 and 4
    PRIMARY KEY (span, nr, a, b)
) WITHOUT ROWID;

-- What an actor took part in, by year; NULL never: what lies at no known time is in the year -99999.
CREATE TABLE actor_years (
    actor       INTEGER NOT NULL,
    year        INTEGER NOT NULL,
    type        INTEGER NOT NULL,
    status      INTEGER NOT NULL,
    events      INTEGER NOT NULL,
    cooperation INTEGER NOT NULL,
    conflict    INTEGER NOT NULL,
    PRIMARY KEY (actor, year, type, status)
) WITHOUT ROWID;

-- The event of a claim, by the claim's number: for searches that many claims answer.
CREATE TABLE told (
    nr     INTEGER PRIMARY KEY,
    event  INTEGER NOT NULL,
    day    INTEGER NOT NULL,
    hi     INTEGER NOT NULL,
    type   INTEGER NOT NULL,
    status INTEGER NOT NULL,
    quad   INTEGER
);

-- Persons with their offices as reports give them, and the reports that do.
CREATE TABLE offices (
    nr     INTEGER PRIMARY KEY,
    code   TEXT NOT NULL,
    folded TEXT NOT NULL,
    name   TEXT NOT NULL,
    office TEXT NOT NULL,            -- empty where none is given
    reports INTEGER NOT NULL,        -- number of reports that say so
    UNIQUE (code, folded, name, office)
);
CREATE TABLE held (
    office INTEGER NOT NULL,
    day    INTEGER NOT NULL,         -- of the report, as in reports; the smallest number of 32 bits where unknown
    report INTEGER NOT NULL,
    PRIMARY KEY (office, day, report)
) WITHOUT ROWID;

-- What events of a kind and status do to states of affairs; by the ontology tables.
CREATE TABLE effects (
    body TEXT NOT NULL UNIQUE        -- JSON
);

-- What states of affairs are spoken of: who stands how to whom.
CREATE TABLE matters (
    nr           INTEGER PRIMARY KEY,
    subject      TEXT NOT NULL,
    relation     TEXT NOT NULL,
    object       TEXT NOT NULL,
    subject_name TEXT NOT NULL,      -- empty where no person
    object_name  TEXT NOT NULL,
    UNIQUE (subject, relation, object, subject_name, object_name)
);
CREATE INDEX matters_by_object ON matters (object);

-- What is said of them, by reports and by events.
CREATE TABLE sayings (
    matter INTEGER NOT NULL,
    known  INTEGER NOT NULL,         -- day from which on it could be known; the largest number of 32 bits where unknown
    source INTEGER NOT NULL,         -- the report, or the event
    nth    INTEGER NOT NULL,         -- place in the report's list; -1 for an event, -2 for an event that has it so
                                     -- only by some of its claims
    begins TEXT,                     -- EDTF
    holds  TEXT,
    ends   TEXT,
    PRIMARY KEY (matter, known, source, nth)
) WITHOUT ROWID;
CREATE INDEX sayings_by_event ON sayings (source) WHERE nth < 0;

-- See version 3: events are made anew by this step, and their doubts with them.
CREATE TABLE doubts (
    urgency INTEGER NOT NULL,
    event   INTEGER NOT NULL,
    PRIMARY KEY (urgency, event)
) WITHOUT ROWID;
