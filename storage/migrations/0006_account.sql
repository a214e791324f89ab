-- Staff accounts, how their owners sign in, and their sessions.

CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL,
    email_identity TEXT NOT NULL CONSTRAINT account_address_once UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL CONSTRAINT account_role_known CHECK (role IN ('secretariat', 'expert', 'check_in_helper')),
    language TEXT NOT NULL CONSTRAINT account_language_known CHECK (language IN ('ja', 'en')),
    -- The door that a helper keeps, and until when.
    door_event_id INTEGER REFERENCES event (id),
    door_until INTEGER,
    -- An argon2id hash in its text form; none until the invitation is taken up.
    password_hash TEXT CONSTRAINT account_password_is_hashed CHECK (password_hash LIKE '$argon2id$%'),
    -- What an authenticator app shares, and the half minute of the last code that was taken.
    one_time_secret BLOB CONSTRAINT account_secret_is_160_bits CHECK (length(one_time_secret) = 20),
    one_time_step INTEGER,
    -- An account of the demo signs in without a second factor, and only on the machine itself.
    is_demo INTEGER NOT NULL DEFAULT 0 CONSTRAINT account_is_of_the_demo_or_not CHECK (is_demo IN (0, 1)),
    disabled_at INTEGER,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    CONSTRAINT account_helper_has_a_door CHECK ((role = 'check_in_helper') = (door_event_id IS NOT NULL)),
    CONSTRAINT account_door_ends CHECK ((door_event_id IS NULL) = (door_until IS NULL)),
    CONSTRAINT account_step_has_a_secret CHECK (one_time_step IS NULL OR one_time_secret IS NOT NULL)
) STRICT;

-- Codes that are left; a code that is used is gone.
CREATE TABLE recovery_code (
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    code_hash BLOB NOT NULL CONSTRAINT recovery_code_is_sha256 CHECK (length(code_hash) = 32),
    PRIMARY KEY (account_id, code_hash)
) STRICT, WITHOUT ROWID;

-- Links that were mailed or handed out; a link that is used is gone.
CREATE TABLE account_link (
    token_hash BLOB PRIMARY KEY CONSTRAINT account_link_is_sha256 CHECK (length(token_hash) = 32),
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    purpose TEXT NOT NULL CONSTRAINT account_link_purpose_known CHECK (purpose IN ('invitation', 'reset')),
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX account_link_of_account ON account_link (account_id, purpose);

-- Somebody asks to set another password: noted alike for every address, answered by mail.
CREATE TABLE reset_request (
    id INTEGER PRIMARY KEY,
    email_identity TEXT NOT NULL,
    requested_at INTEGER NOT NULL,
    done_at INTEGER
) STRICT;

CREATE INDEX reset_request_waiting ON reset_request (id) WHERE done_at IS NULL;
CREATE INDEX reset_request_of_address ON reset_request (email_identity, done_at);

-- Sign-ins between the password and the second factor.
CREATE TABLE sign_in (
    token_hash BLOB PRIMARY KEY CONSTRAINT sign_in_is_sha256 CHECK (length(token_hash) = 32),
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Only the hash of a session's secret is kept.
CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    token_hash BLOB NOT NULL CONSTRAINT session_once UNIQUE
        CONSTRAINT session_is_sha256 CHECK (length(token_hash) = 32),
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    -- Browser and system in two words, so that its owner knows it again.
    browser TEXT NOT NULL,
    signed_in_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
) STRICT;

CREATE INDEX session_of_account ON session (account_id, seen_at);
