-- The audit becomes a chain: each entry carries the hash of the one before it and of its own content, as
-- domain/src/audit/chain.rs defines them. Only the program can hash: what was written before this migration waits in
-- audit_unchained until the program, opening the database, has put it at the beginning of the chain.

-- When an event was entered first: feeds ask for it, and the audit does not keep its entries for ever.
ALTER TABLE event ADD COLUMN entered_at INTEGER;
UPDATE event SET entered_at =
    (SELECT min(at) FROM audit WHERE act IN ('event.added', 'event.imported') AND subject = event.code);

ALTER TABLE audit RENAME TO audit_unchained;

CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    -- From where somebody at the desk acted; empty for everybody else.
    network TEXT NOT NULL,
    detail TEXT NOT NULL CONSTRAINT audit_detail_json CHECK (json_valid(detail)),
    previous BLOB NOT NULL CONSTRAINT audit_previous_is_sha256 CHECK (length(previous) = 32),
    hash BLOB NOT NULL CONSTRAINT audit_hash_is_sha256 CHECK (length(hash) = 32)
) STRICT;

CREATE INDEX audit_by_act ON audit (act, id);
CREATE INDEX audit_by_subject ON audit (subject, id);

-- The newest entry, kept apart: without it nobody would miss the last ones.
CREATE TABLE audit_head (
    the_only INTEGER PRIMARY KEY CONSTRAINT audit_head_is_one CHECK (the_only = 1),
    id INTEGER NOT NULL,
    hash BLOB NOT NULL CONSTRAINT audit_head_is_sha256 CHECK (length(hash) = 32)
) STRICT;

INSERT INTO audit_head (the_only, id, hash) VALUES (1, 0, zeroblob(32));

CREATE TRIGGER audit_continues BEFORE INSERT ON audit
WHEN NOT EXISTS (SELECT 1 FROM audit_head WHERE id = NEW.id - 1 AND hash = NEW.previous)
BEGIN
    SELECT RAISE(ABORT, 'audit_continues: an entry follows the newest one');
END;

CREATE TRIGGER audit_moves_its_head AFTER INSERT ON audit
BEGIN
    UPDATE audit_head SET id = NEW.id, hash = NEW.hash;
END;

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'audit_is_not_changed: an entry stays as it was written');
END;

-- What was kept long enough may go, once an entry tells of it.
CREATE TRIGGER audit_is_not_removed BEFORE DELETE ON audit
WHEN OLD.id > coalesce((SELECT max(detail ->> '$.last_removed') FROM audit WHERE act = 'audit.pruned'), 0)
BEGIN
    SELECT RAISE(ABORT, 'audit_is_not_removed: an entry stays until the audit itself tells of its removal');
END;

CREATE TRIGGER audit_head_follows BEFORE UPDATE ON audit_head
WHEN NEW.id <> OLD.id + 1 OR NOT EXISTS (SELECT 1 FROM audit WHERE id = NEW.id AND hash = NEW.hash)
BEGIN
    SELECT RAISE(ABORT, 'audit_head_follows: the head is the newest entry');
END;

CREATE TRIGGER audit_head_stays BEFORE DELETE ON audit_head
BEGIN
    SELECT RAISE(ABORT, 'audit_head_stays: the head is not removed');
END;
