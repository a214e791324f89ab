-- Passkeys of staff, and the challenges that browsers have still to answer.

CREATE TABLE passkey (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    -- What the authenticator calls it.
    credential_id BLOB NOT NULL CONSTRAINT passkey_once UNIQUE
        CONSTRAINT passkey_credential_has_its_length CHECK (length(credential_id) BETWEEN 1 AND 1023),
    -- In COSE's layout, as the authenticator gave it.
    public_key BLOB NOT NULL,
    -- What its owner calls it.
    name TEXT NOT NULL CONSTRAINT passkey_has_a_name CHECK (name <> ''),
    -- How often it has signed; 0 where authenticators do not count.
    sign_count INTEGER NOT NULL CONSTRAINT passkey_count_is_32_bits CHECK (sign_count BETWEEN 0 AND 4294967295),
    created_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;

CREATE INDEX passkey_of_account ON passkey (account_id);

-- A challenge is taken once. Without an account it is for somebody who signs in.
CREATE TABLE passkey_challenge (
    token_hash BLOB PRIMARY KEY CONSTRAINT passkey_challenge_is_sha256 CHECK (length(token_hash) = 32),
    account_id INTEGER REFERENCES account (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
