-- What the schedule is made with: seats held back, templates, and files that wait to be taken.

-- How many seats the secretariat holds back: never more than are left.
ALTER TABLE event ADD COLUMN reserved INTEGER NOT NULL DEFAULT 0
    CONSTRAINT event_reserved_are_left CHECK (reserved = 0 OR (reserved > 0 AND coalesce(seats_taken + reserved <= capacity, 0)));

-- The events of a series are found by the event that they were repeated from.
CREATE INDEX event_of_series ON event (document ->> '$.particulars.series')
    WHERE document ->> '$.particulars.series' IS NOT NULL;

-- What an event says, without its days.
CREATE TABLE event_template (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CONSTRAINT event_template_name_once UNIQUE,
    document TEXT NOT NULL CONSTRAINT event_template_document_json CHECK (json_valid(document)),
    account_id INTEGER NOT NULL REFERENCES account (id),
    made_at INTEGER NOT NULL
) STRICT;

-- A file of events between the report on it and its taking. What was taken is emptied; the row knows it again.
CREATE TABLE event_file (
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    hash BLOB NOT NULL CONSTRAINT event_file_is_sha256 CHECK (length(hash) = 32),
    name TEXT NOT NULL,
    content BLOB NOT NULL,
    brought_at INTEGER NOT NULL,
    taken_at INTEGER,
    PRIMARY KEY (account_id, hash)
) STRICT, WITHOUT ROWID;
