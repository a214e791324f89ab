-- Append-only: a released migration is never changed. Instants are UTC microseconds.

-- The place of whoever waits: newcomers come behind everybody, and so does whoever has let an offer pass.
ALTER TABLE registration ADD COLUMN line_place INTEGER;
UPDATE registration SET line_place = id WHERE state = 'waiting';
DROP INDEX registration_in_line;
CREATE UNIQUE INDEX registration_in_line ON registration (event_id, line_place) WHERE state = 'waiting';

-- Seats that are, or were, held for whoever waited longest.
CREATE TABLE seat_offer (
    id INTEGER PRIMARY KEY,
    registration_id INTEGER NOT NULL REFERENCES registration (id) ON DELETE CASCADE,
    -- The link of its mail: it opens the applicant's page until the offer ends, and nothing afterwards.
    token_hash BLOB NOT NULL CONSTRAINT seat_offer_link_once UNIQUE
        CONSTRAINT seat_offer_link_is_sha256 CHECK (length(token_hash) = 32),
    made_at INTEGER NOT NULL,
    until INTEGER NOT NULL,
    outcome TEXT CONSTRAINT seat_offer_outcome_known CHECK (outcome IN ('accepted', 'declined', 'lapsed')),
    ended_at INTEGER,
    CONSTRAINT seat_offer_ended_with_an_outcome CHECK ((outcome IS NULL) = (ended_at IS NULL))
) STRICT;

CREATE UNIQUE INDEX seat_offer_lives_once ON seat_offer (registration_id) WHERE outcome IS NULL;
CREATE INDEX seat_offer_due ON seat_offer (until) WHERE outcome IS NULL;
CREATE INDEX seat_offer_of_registration ON seat_offer (registration_id, id);
