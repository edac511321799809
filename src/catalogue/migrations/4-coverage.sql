-- A person's verdict on a cell of a coverage matrix: it stands over the machine's value, which stays beside it.
CREATE TABLE verdict (
    -- the requirement (or other statement) of the row
    row TEXT NOT NULL,
    -- the module, competence or other record of the column
    col TEXT NOT NULL,
    value TEXT NOT NULL,
    reason TEXT,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (row, col)
) WITHOUT ROWID;

-- Every verdict ever given; rows are added, never changed.
CREATE TABLE verdict_history (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    row TEXT NOT NULL,
    col TEXT NOT NULL,
    value TEXT,
    reason TEXT,
    by TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX verdict_history_cell ON verdict_history (row, col);

-- An expert's opinion on the content of a programme or examination: verdict and remarks by module.
CREATE TABLE opinion (
    subject TEXT PRIMARY KEY,
    json TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    version INTEGER NOT NULL
) WITHOUT ROWID;

-- Items of a work list (the impact of a new PKP) that somebody ticked off.
CREATE TABLE tick (
    list TEXT NOT NULL,
    item TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    note TEXT,
    PRIMARY KEY (list, item)
) WITHOUT ROWID;

-- A school's own list of materials as uploaded.
CREATE TABLE school_list (
    key INTEGER PRIMARY KEY,
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    uploaded_at TEXT NOT NULL,
    file_name TEXT NOT NULL,
    content BLOB NOT NULL,
    mapping TEXT NOT NULL
);
CREATE INDEX school_list_owner ON school_list (owner);
