-- Registrations at the desk: how they came, words to search for, moves to another date, and acts on many at once.

-- Whoever calls may have no mail address. Columns are exchanged and the table is not: dropping it would take links and
-- offers with it.
ALTER TABLE registration ADD COLUMN email_or_none TEXT;
ALTER TABLE registration ADD COLUMN email_identity_or_none TEXT;
UPDATE registration SET email_or_none = email, email_identity_or_none = email_identity;
DROP INDEX registration_once;
DROP INDEX registration_by_address;
ALTER TABLE registration DROP COLUMN email;
ALTER TABLE registration DROP COLUMN email_identity;
ALTER TABLE registration RENAME COLUMN email_or_none TO email;
ALTER TABLE registration RENAME COLUMN email_identity_or_none TO email_identity;
CREATE UNIQUE INDEX registration_once ON registration (event_id, email_identity)
    WHERE state IN ('seated', 'waiting', 'offered');
CREATE INDEX registration_by_address ON registration (email_identity);

ALTER TABLE registration ADD COLUMN channel TEXT NOT NULL DEFAULT 'site'
    CONSTRAINT registration_channel_known CHECK (channel IN ('site', 'phone'))
    CONSTRAINT registration_can_be_reached CHECK (email IS NOT NULL OR (channel = 'phone' AND phone IS NOT NULL))
    CONSTRAINT registration_address_has_identity CHECK ((email IS NULL) = (email_identity IS NULL));
-- What the secretariat says about having cancelled it.
ALTER TABLE registration ADD COLUMN cancel_reason TEXT
    CONSTRAINT registration_cancel_reason_of_a_cancelled CHECK (cancel_reason IS NULL OR state = 'cancelled');
-- Number, names and ways to reach, folded for search; made by the program where it is missing.
ALTER TABLE registration ADD COLUMN search_key TEXT;

-- Where a registration was before: the mail about it names both dates.
CREATE TABLE registration_move (
    id INTEGER PRIMARY KEY,
    registration_id INTEGER NOT NULL REFERENCES registration (id) ON DELETE CASCADE,
    from_event_id INTEGER NOT NULL REFERENCES event (id),
    to_event_id INTEGER NOT NULL REFERENCES event (id),
    moved_at INTEGER NOT NULL,
    CONSTRAINT registration_move_leads_elsewhere CHECK (from_event_id <> to_event_id)
) STRICT;

CREATE INDEX registration_move_of_registration ON registration_move (registration_id, id);

-- One confirmed act of the desk on one or many registrations of an event: the same form sent again is the same act.
CREATE TABLE desk_act (
    id INTEGER PRIMARY KEY,
    event_id INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    account_id INTEGER NOT NULL REFERENCES account (id),
    form_key BLOB NOT NULL CONSTRAINT desk_act_form_once UNIQUE,
    act TEXT NOT NULL CONSTRAINT desk_act_known
        CHECK (act IN ('cancel', 'resend', 'move', 'accept_offer', 'decline_offer')),
    to_event_id INTEGER REFERENCES event (id),
    done_at INTEGER NOT NULL,
    CONSTRAINT desk_act_moves_somewhere CHECK ((act = 'move') = (to_event_id IS NOT NULL))
) STRICT;

-- What became of each: done, or why not.
CREATE TABLE desk_act_outcome (
    desk_act_id INTEGER NOT NULL REFERENCES desk_act (id) ON DELETE CASCADE,
    registration_id INTEGER NOT NULL REFERENCES registration (id) ON DELETE CASCADE,
    -- A refusal as JSON; none: it was done.
    refusal TEXT CONSTRAINT desk_act_refusal_json CHECK (refusal IS NULL OR json_valid(refusal)),
    PRIMARY KEY (desk_act_id, registration_id)
) STRICT, WITHOUT ROWID;
