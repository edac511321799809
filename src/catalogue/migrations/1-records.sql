CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO meta VALUES ('change', '0');

CREATE TABLE dataset (
    key INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    version TEXT,
    licence TEXT,
    rank INTEGER NOT NULL,
    imported_at TEXT NOT NULL
);

-- Identifiers are long and stand in several tables: each gets a number once and keeps it.
CREATE TABLE record (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    parent TEXT,
    position INTEGER NOT NULL,
    withdrawn_at TEXT
);
CREATE INDEX record_parent ON record (parent, position);
CREATE INDEX record_kind ON record (kind);

CREATE TABLE contribution (
    record INTEGER NOT NULL REFERENCES record (key),
    dataset INTEGER NOT NULL REFERENCES dataset (key),
    json TEXT NOT NULL,
    PRIMARY KEY (record, dataset)
) WITHOUT ROWID;
CREATE INDEX contribution_dataset ON contribution (dataset);

-- Either end of a relation may not be in the catalogue (yet): identifiers, not keys.
CREATE TABLE node (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
CREATE TABLE relation (
    dataset INTEGER NOT NULL REFERENCES dataset (key),
    source INTEGER NOT NULL REFERENCES node (key),
    kind TEXT NOT NULL,
    target INTEGER NOT NULL REFERENCES node (key),
    PRIMARY KEY (dataset, source, kind, target)
) WITHOUT ROWID;
CREATE INDEX relation_source ON relation (source, kind);
CREATE INDEX relation_target ON relation (target, kind);

CREATE TABLE warning (
    dataset INTEGER NOT NULL REFERENCES dataset (key),
    number INTEGER NOT NULL,
    severity TEXT NOT NULL,
    code TEXT NOT NULL,
    place TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (dataset, number)
) WITHOUT ROWID;
