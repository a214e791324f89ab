-- The door: who came, who keeps it, and the mail that thanks those who came. Append-only: a released migration is never
-- changed. Instants are UTC microseconds.

-- Taps, each once by its nonce. What they come to is a function of them all (domain/src/door/log.rs).
CREATE TABLE door_tap (
    event_id INTEGER NOT NULL REFERENCES event (id),
    nonce BLOB NOT NULL CONSTRAINT door_tap_nonce_is_128_bits CHECK (length(nonce) = 16),
    act TEXT NOT NULL CONSTRAINT door_tap_act_known CHECK (act IN ('arrive', 'walk_in', 'undo')),
    registration_id INTEGER REFERENCES registration (id) ON DELETE CASCADE,
    people INTEGER NOT NULL CONSTRAINT door_tap_people_count CHECK (people >= 0),
    -- Of somebody who had not registered.
    name TEXT,
    organisation TEXT,
    tapped_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (event_id, nonce),
    CONSTRAINT door_tap_is_of_somebody CHECK ((act = 'arrive') = (registration_id IS NOT NULL)),
    CONSTRAINT door_tap_names_walk_ins CHECK ((act = 'walk_in') = (name IS NOT NULL)),
    CONSTRAINT door_tap_is_not_of_the_future CHECK (tapped_at <= received_at)
) STRICT, WITHOUT ROWID;

CREATE INDEX door_tap_of_registration ON door_tap (registration_id);

-- Which taps an undo takes back, whether they have come or not.
CREATE TABLE door_undo (
    event_id INTEGER NOT NULL,
    nonce BLOB NOT NULL,
    undone BLOB NOT NULL CONSTRAINT door_undo_nonce_is_128_bits CHECK (length(undone) = 16),
    PRIMARY KEY (event_id, nonce, undone),
    FOREIGN KEY (event_id, nonce) REFERENCES door_tap (event_id, nonce) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Helpers' links: used once, by a POST; afterwards the session is what opens the door.
CREATE TABLE door_pass (
    id INTEGER PRIMARY KEY,
    event_id INTEGER NOT NULL REFERENCES event (id),
    helper TEXT NOT NULL,
    link_hash BLOB NOT NULL CONSTRAINT door_pass_link_once UNIQUE
        CONSTRAINT door_pass_link_is_sha256 CHECK (length(link_hash) = 32),
    session_hash BLOB CONSTRAINT door_pass_session_once UNIQUE
        CONSTRAINT door_pass_session_is_sha256 CHECK (length(session_hash) = 32),
    until INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    used_at INTEGER,
    removed_at INTEGER,
    CONSTRAINT door_pass_is_used_with_a_session CHECK ((used_at IS NULL) = (session_hash IS NULL))
) STRICT;

CREATE INDEX door_pass_of_event ON door_pass (event_id, id);

-- The mail to those who came: once for each event.
CREATE TABLE event_thanks (
    event_id INTEGER PRIMARY KEY REFERENCES event (id),
    survey TEXT,
    materials TEXT,
    sent_at INTEGER NOT NULL,
    told INTEGER NOT NULL
) STRICT;
