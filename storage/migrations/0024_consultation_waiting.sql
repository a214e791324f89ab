-- Who waits for a consultation, on a day or with an expert over some days, and the times that were offered to them.
-- Instants are UTC microseconds, days are those of Japan, YYYY-MM-DD.

CREATE TABLE consultation_waiting (
    id INTEGER PRIMARY KEY,
    reference TEXT NOT NULL CONSTRAINT consultation_waiting_reference_once UNIQUE,
    state TEXT NOT NULL CONSTRAINT consultation_waiting_state_known CHECK
        (state IN ('waiting', 'offered', 'booked', 'left', 'lapsed', 'ended')),
    topic TEXT NOT NULL CONSTRAINT consultation_waiting_topic_known CHECK
        (topic IN ('ict', 'security', 'personnel', 'other')),
    minutes INTEGER NOT NULL CONSTRAINT consultation_waiting_length_known CHECK (minutes IN (30, 45, 60, 90)),
    -- Where the expert comes; none: online.
    prefecture INTEGER CONSTRAINT consultation_waiting_prefecture_known CHECK (prefecture BETWEEN 1 AND 47),
    -- With whom; none: with anybody.
    expert_id INTEGER REFERENCES expert (account_id),
    from_day TEXT NOT NULL,
    until_day TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    email_identity TEXT NOT NULL,
    language TEXT NOT NULL CONSTRAINT consultation_waiting_language_known CHECK (language IN ('ja', 'en')),
    consented_at INTEGER NOT NULL,
    form_key BLOB NOT NULL CONSTRAINT consultation_waiting_form_once UNIQUE,
    -- Newcomers come behind everybody, and so does whoever has let an offer pass.
    line_place INTEGER,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    CONSTRAINT consultation_waiting_ends_after_its_beginning CHECK (from_day <= until_day),
    CONSTRAINT consultation_waiting_has_a_place CHECK ((state = 'waiting') = (line_place IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX consultation_waiting_in_line ON consultation_waiting (line_place) WHERE state = 'waiting';
-- An address is offered one time at once.
CREATE UNIQUE INDEX consultation_waiting_offered_once ON consultation_waiting (email_identity) WHERE state = 'offered';
CREATE INDEX consultation_waiting_by_address ON consultation_waiting (email_identity);
CREATE INDEX consultation_waiting_by_end ON consultation_waiting (until_day);

-- Times that are, or were, kept for whoever waited longest. What keeps them is a hold that lives until the answer.
CREATE TABLE consultation_offer (
    id INTEGER PRIMARY KEY,
    waiting_id INTEGER NOT NULL REFERENCES consultation_waiting (id) ON DELETE CASCADE,
    hold_id INTEGER CONSTRAINT consultation_offer_of_hold_once UNIQUE
        REFERENCES consultation_hold (id) ON DELETE SET NULL,
    expert_id INTEGER NOT NULL REFERENCES expert (account_id),
    starts_at INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    until INTEGER NOT NULL,
    outcome TEXT CONSTRAINT consultation_offer_outcome_known CHECK (outcome IN ('accepted', 'declined', 'lapsed')),
    ended_at INTEGER,
    CONSTRAINT consultation_offer_ends_with_an_outcome CHECK ((outcome IS NULL) = (ended_at IS NULL)),
    CONSTRAINT consultation_offer_lives_by_its_hold CHECK (outcome IS NOT NULL OR hold_id IS NOT NULL)
) STRICT;

CREATE UNIQUE INDEX consultation_offer_lives_once ON consultation_offer (waiting_id) WHERE outcome IS NULL;
CREATE UNIQUE INDEX consultation_offer_of_time_once ON consultation_offer (expert_id, starts_at) WHERE outcome IS NULL;
CREATE INDEX consultation_offer_due ON consultation_offer (until) WHERE outcome IS NULL;
CREATE INDEX consultation_offer_of_waiting ON consultation_offer (waiting_id, id);

-- Secret links of those who wait: only the hash of the secret is kept. One that was made for an offer opens the form for
-- its time as well, and for no other.
CREATE TABLE consultation_waiting_link (
    token_hash BLOB PRIMARY KEY CONSTRAINT consultation_waiting_link_is_sha256 CHECK (length(token_hash) = 32),
    waiting_id INTEGER NOT NULL REFERENCES consultation_waiting (id) ON DELETE CASCADE,
    offer_id INTEGER REFERENCES consultation_offer (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX consultation_waiting_link_of_waiting ON consultation_waiting_link (waiting_id, created_at);
