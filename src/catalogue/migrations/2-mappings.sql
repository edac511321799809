-- Mappings between records: the machine's proposal and the person's decision side by side.
-- Either end may leave the catalogue (a concept that a new version of a framework drops): identifiers, not keys.
CREATE TABLE mapping (
    key INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    predicate TEXT NOT NULL,
    object TEXT NOT NULL,
    state TEXT NOT NULL,
    -- the set of records that it was proposed for, or belongs to, as `linking::Target` prints it
    target TEXT NOT NULL,
    confidence REAL,
    explanation TEXT,
    tool TEXT,
    proposed_at TEXT,
    decided_by TEXT,
    decided_at TEXT,
    note TEXT,
    -- what an imported mapping set says beyond this, JSON: nothing of it is lost when it is exported again
    slots TEXT,
    -- accepted, and then one of its ends left the catalogue: since when it asks to be looked at again
    surfaced_at TEXT,
    -- the number of the decision that put it where it stands; 0: nobody has decided
    version INTEGER NOT NULL,
    UNIQUE (subject, predicate, object)
);
CREATE INDEX mapping_object ON mapping (object);
CREATE INDEX mapping_place ON mapping (subject, target);
CREATE INDEX mapping_state ON mapping (state, confidence);

-- "No match exists": decided of a statement and a set of records.
CREATE TABLE no_match (
    subject TEXT NOT NULL,
    target TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    note TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (subject, target)
) WITHOUT ROWID;

-- The queue of the review: a statement and a set of records that it is compared with.
CREATE TABLE review (
    subject TEXT NOT NULL,
    target TEXT NOT NULL,
    -- what the matcher saw when it last proposed: the same again means nothing to do; empty: never
    fingerprint TEXT NOT NULL,
    proposed_at TEXT,
    -- of the statement, to filter by: its kind, its sector, the qualification or programme above it
    kind TEXT NOT NULL,
    sector TEXT NOT NULL,
    owner TEXT NOT NULL,
    -- open, decided, surfaced, none; follows from its mappings
    state TEXT NOT NULL,
    -- of the best mapping that is proposed, else of the best one at all
    confidence REAL NOT NULL,
    PRIMARY KEY (subject, target)
) WITHOUT ROWID;
CREATE INDEX review_queue ON review (state, confidence DESC, subject, target);

-- Every decision ever taken, in order; rows are added, never changed.
CREATE TABLE decision (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    -- accept, reject, relate, replace, reopen, note, no_match, match_possible, undo, import, surfaced, returned
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    predicate TEXT,
    object TEXT,
    target TEXT,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    note TEXT,
    -- what it touched, before and after, JSON
    touched TEXT NOT NULL,
    -- the decision that this one took back
    undoes INTEGER
);
CREATE INDEX decision_subject ON decision (subject);
CREATE INDEX decision_object ON decision (object);
CREATE INDEX decision_by ON decision (by, number);
CREATE INDEX decision_undoes ON decision (undoes);

-- What was last said of a record that left the catalogue: whoever decides again must be able to read what it was.
CREATE TABLE withdrawn (
    id TEXT PRIMARY KEY,
    json TEXT NOT NULL
) WITHOUT ROWID;

-- Counts every change of a mapping: another number means that another process wrote.
INSERT INTO meta VALUES ('mappings', '0');
