-- Calendars that experts keep elsewhere, read as time that is taken. Instants are UTC microseconds.

CREATE TABLE external_calendar (
    id INTEGER PRIMARY KEY,
    expert_id INTEGER NOT NULL REFERENCES expert (account_id) ON DELETE CASCADE,
    -- With the constraint below: at most five for each expert.
    place INTEGER NOT NULL CONSTRAINT external_calendar_five_at_most CHECK (place BETWEEN 1 AND 5),
    name TEXT NOT NULL CONSTRAINT external_calendar_has_a_name CHECK (length(name) BETWEEN 1 AND 40),
    -- A secret of its owner's: whoever knows it can read the calendar. It is shown to nobody again.
    address TEXT NOT NULL CONSTRAINT external_calendar_has_an_address CHECK (length(address) BETWEEN 1 AND 1000),
    added_at INTEGER NOT NULL,
    -- When it is read next; while it is being read, until when nobody else does.
    due_at INTEGER NOT NULL,
    -- When it was last heard of, also that it has not changed.
    read_at INTEGER,
    -- When the whole of it was last read, and what the other side calls what it sent then.
    whole_at INTEGER,
    entity_tag TEXT,
    modified TEXT,
    -- How often in a row it could not be read, when the last time, and why.
    failures INTEGER NOT NULL DEFAULT 0 CONSTRAINT external_calendar_failures_count CHECK (failures >= 0),
    failed_at INTEGER,
    problem TEXT CONSTRAINT external_calendar_problem_json CHECK (problem IS NULL OR json_valid(problem)),
    -- How many entries could not be read, by the reason.
    unread TEXT NOT NULL DEFAULT '{}' CONSTRAINT external_calendar_unread_json CHECK (json_valid(unread)),
    CONSTRAINT external_calendar_place_once UNIQUE (expert_id, place),
    CONSTRAINT external_calendar_once UNIQUE (expert_id, address),
    CONSTRAINT external_calendar_fails_for_a_reason
        CHECK ((failures > 0) = (problem IS NOT NULL) AND (failures > 0) = (failed_at IS NOT NULL))
) STRICT;

CREATE INDEX external_calendar_due ON external_calendar (due_at);

-- When somebody is busy, never with what.
CREATE TABLE external_busy (
    calendar_id INTEGER NOT NULL REFERENCES external_calendar (id) ON DELETE CASCADE,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    PRIMARY KEY (calendar_id, starts_at),
    CONSTRAINT external_busy_takes_time CHECK (starts_at < ends_at)
) STRICT, WITHOUT ROWID;

-- What is past is not read.
CREATE INDEX external_busy_to_come ON external_busy (calendar_id, ends_at);
