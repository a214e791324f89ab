-- Append-only: a released migration is never changed. Instants are UTC microseconds.

CREATE TABLE support_organisation (
    id INTEGER PRIMARY KEY,
    -- What makes a row of the secretariat's file the same row the next time.
    code TEXT NOT NULL CONSTRAINT support_organisation_code_once UNIQUE,
    changed_at INTEGER NOT NULL,
    is_listed INTEGER NOT NULL CONSTRAINT support_organisation_listed_or_not CHECK (is_listed IN (0, 1)),
    is_demo INTEGER NOT NULL CONSTRAINT support_organisation_demo_or_not CHECK (is_demo IN (0, 1)),
    -- The whole organisation as it is shown; the columns above repeat what questions to the table look at.
    document TEXT NOT NULL CONSTRAINT support_organisation_document_json CHECK (json_valid(document))
) STRICT;
