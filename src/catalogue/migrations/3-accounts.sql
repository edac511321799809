CREATE TABLE user (
    key INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    full_name TEXT NOT NULL,
    -- argon2id, PHC string
    password TEXT NOT NULL,
    -- roles by code, joined by spaces: school, expert, officer, admin
    roles TEXT NOT NULL,
    -- 1: made by `prasme demo`; good only while the catalogue holds nothing but the sample
    demo INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    disabled_at TEXT
);

-- Only hashes: who reads the file cannot use what is in it.
CREATE TABLE session (
    hash TEXT PRIMARY KEY,
    user INTEGER NOT NULL REFERENCES user (key),
    created_at TEXT NOT NULL,
    seen_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX session_user ON session (user);

CREATE TABLE token (
    key INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    user INTEGER NOT NULL REFERENCES user (key),
    name TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT,
    used_at TEXT,
    revoked_at TEXT
);
CREATE INDEX token_user ON token (user);

-- Log-ins that failed or are under way, for throttling that a restart does not forget. The name is hashed: people type
-- passwords into the wrong field.
CREATE TABLE login_attempt (
    key INTEGER PRIMARY KEY,
    name_hash TEXT NOT NULL,
    address TEXT,
    at TEXT NOT NULL
);
CREATE INDEX login_attempt_name ON login_attempt (name_hash, at);
CREATE INDEX login_attempt_address ON login_attempt (address, at);

-- What happened to accounts; rows are added, never changed.
CREATE TABLE account_event (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    -- whose account; null where a log-in named nobody
    user TEXT,
    action TEXT NOT NULL,
    -- who did it: a user, or `console` for the command line
    by TEXT NOT NULL,
    address TEXT,
    -- roles given, name of a token; never a password or a token
    detail TEXT
);
CREATE INDEX account_event_user ON account_event (user);
