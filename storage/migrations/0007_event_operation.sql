-- What the desk does with events: planned publication, and every version of an event with who wrote it.

-- When a draft is to go on the site; nobody plans that for anything else.
ALTER TABLE event ADD COLUMN publish_at INTEGER
    CONSTRAINT event_planned_as_draft CHECK (publish_at IS NULL OR standing = 'draft');
CREATE INDEX event_to_publish ON event (publish_at) WHERE publish_at IS NOT NULL;
CREATE INDEX event_by_beginning ON event (starts_at);

-- Each revision once. The first that stands here for an event is what it said before its first change.
CREATE TABLE event_version (
    event_id INTEGER NOT NULL REFERENCES event (id),
    revision INTEGER NOT NULL CONSTRAINT event_version_counts CHECK (revision >= 0),
    at INTEGER NOT NULL,
    -- The word of the audit.
    act TEXT NOT NULL,
    -- Who at the desk; none: an import, the command line, or the service itself, as the act says.
    account_id INTEGER REFERENCES account (id),
    document TEXT NOT NULL CONSTRAINT event_version_document_json CHECK (json_valid(document)),
    PRIMARY KEY (event_id, revision)
) STRICT, WITHOUT ROWID;
