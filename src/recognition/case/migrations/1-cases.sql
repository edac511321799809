-- AUTOINCREMENT: the number of a deleted case is never given again; the audit trail keeps speaking of the right one.
CREATE TABLE case_file (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    changed_at TEXT NOT NULL,
    closed_at TEXT,
    json TEXT NOT NULL
);

-- The papers as they were brought.
CREATE TABLE paper (
    case_number INTEGER NOT NULL REFERENCES case_file (number) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (case_number, number)
) WITHOUT ROWID;

-- Who read or changed which case, and when. Nothing of the person: a case's number is all that stays after it is deleted.
CREATE TABLE audit (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    case_number INTEGER,
    action TEXT NOT NULL,
    version INTEGER
);
CREATE INDEX audit_case ON audit (case_number, key);

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is not changed');
END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is not deleted');
END;
-- "INSERT OR REPLACE" deletes without asking the trigger above.
CREATE TRIGGER audit_is_not_replaced BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE key = NEW.key)
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is not replaced');
END;
