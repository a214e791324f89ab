-- Append-only: a released migration is never changed. Instants are UTC microseconds.

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL CONSTRAINT event_code_once UNIQUE,
    revision INTEGER NOT NULL CONSTRAINT event_revision_counts CHECK (revision >= 0),
    changed_at INTEGER NOT NULL,
    standing TEXT NOT NULL CONSTRAINT event_standing_known CHECK (standing IN ('draft', 'published', 'cancelled')),
    format TEXT NOT NULL CONSTRAINT event_format_known CHECK (format IN ('venue', 'online', 'hybrid')),
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL CONSTRAINT event_ends_after_start CHECK (ends_at > starts_at),
    opens_at INTEGER,
    closes_at INTEGER NOT NULL,
    capacity INTEGER CONSTRAINT event_capacity_positive CHECK (capacity IS NULL OR capacity >= 0),
    seats_per_registration INTEGER NOT NULL CONSTRAINT event_party_positive CHECK (seats_per_registration >= 1),
    seats_taken INTEGER NOT NULL DEFAULT 0 CONSTRAINT event_seats_counted CHECK (seats_taken >= 0),
    parties_waiting INTEGER NOT NULL DEFAULT 0 CONSTRAINT event_line_counted CHECK (parties_waiting >= 0),
    -- What makes a row of an imported file the same row the next time.
    source_identity TEXT CONSTRAINT event_source_once UNIQUE,
    -- The whole event as it is shown; the columns above repeat what rules and constraints look at.
    document TEXT NOT NULL CONSTRAINT event_document_json CHECK (json_valid(document)),
    CONSTRAINT event_not_oversold CHECK (capacity IS NULL OR seats_taken <= capacity)
) STRICT;

CREATE TABLE registration (
    id INTEGER PRIMARY KEY,
    event_id INTEGER NOT NULL REFERENCES event (id),
    reference TEXT NOT NULL CONSTRAINT registration_reference_once UNIQUE,
    state TEXT NOT NULL CONSTRAINT registration_state_known
        CHECK (state IN ('seated', 'waiting', 'offered', 'cancelled', 'set_aside')),
    set_aside_reason TEXT CONSTRAINT registration_set_aside_explained
        CHECK (state <> 'set_aside' OR coalesce(set_aside_reason, '') IN ('repeated', 'suspected')),
    -- The place in line that a registration which was set aside has been shown; none: seats.
    shown_position INTEGER,
    seats INTEGER NOT NULL CONSTRAINT registration_seats_positive CHECK (seats >= 1),
    name TEXT NOT NULL,
    kana TEXT NOT NULL,
    email TEXT NOT NULL,
    email_identity TEXT NOT NULL,
    phone TEXT,
    organisation TEXT NOT NULL,
    organisation_kind TEXT NOT NULL,
    prefecture INTEGER NOT NULL CONSTRAINT registration_prefecture_known CHECK (prefecture BETWEEN 1 AND 47),
    attendance TEXT NOT NULL CONSTRAINT registration_attendance_known CHECK (attendance IN ('venue', 'online')),
    topics TEXT NOT NULL,
    question TEXT,
    access_needs TEXT,
    language TEXT NOT NULL CONSTRAINT registration_language_known CHECK (language IN ('ja', 'en')),
    consented_at INTEGER NOT NULL,
    -- Which showing of the form it came from: a repeated sending finds the first one's answer.
    form_key BLOB NOT NULL CONSTRAINT registration_form_once UNIQUE,
    revision INTEGER NOT NULL CONSTRAINT registration_revision_counts CHECK (revision >= 0),
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX registration_once ON registration (event_id, email_identity)
    WHERE state IN ('seated', 'waiting', 'offered');
CREATE INDEX registration_in_line ON registration (event_id, id) WHERE state = 'waiting';
CREATE INDEX registration_by_address ON registration (email_identity);

-- Secret links: only the hash of the secret is kept.
CREATE TABLE secret_link (
    token_hash BLOB PRIMARY KEY CONSTRAINT secret_link_is_sha256 CHECK (length(token_hash) = 32),
    registration_id INTEGER NOT NULL REFERENCES registration (id) ON DELETE CASCADE,
    origin TEXT NOT NULL CONSTRAINT secret_link_origin_known CHECK (origin IN ('screen', 'mail')),
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX secret_link_of_registration ON secret_link (registration_id, created_at);

-- Mails owed. A row is written with the change it tells of; its content is emptied once it is sent.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    language TEXT NOT NULL CONSTRAINT outbox_language_known CHECK (language IN ('ja', 'en')),
    recipient TEXT NOT NULL,
    notice TEXT NOT NULL,
    -- The local part of the Message-ID: the same for every attempt.
    message_key TEXT NOT NULL DEFAULT (lower(hex(randomblob(16)))) CONSTRAINT outbox_message_once UNIQUE,
    state TEXT NOT NULL DEFAULT 'due' CONSTRAINT outbox_state_known CHECK (state IN ('due', 'sent', 'dead')),
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    settled_at INTEGER,
    last_error TEXT
) STRICT;

CREATE INDEX outbox_due ON outbox (next_attempt_at, id) WHERE state = 'due';

-- "Send me my links": written for every address alike, worked off afterwards, so that the answer
-- takes the same time whether or not an address is known.
CREATE TABLE link_request (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL,
    email_identity TEXT NOT NULL,
    language TEXT NOT NULL,
    requested_at INTEGER NOT NULL,
    done_at INTEGER
) STRICT;

CREATE INDEX link_request_due ON link_request (id) WHERE done_at IS NULL;
CREATE INDEX link_request_by_address ON link_request (email_identity, requested_at);

-- Who did what to what; never who the applicant is.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '{}' CONSTRAINT audit_detail_json CHECK (json_valid(detail))
) STRICT;
