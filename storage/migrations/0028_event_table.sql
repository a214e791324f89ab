-- The tables of consultation meetings. What an event says of its tables stands in its document; here is what is asked of
-- it: whose time a table takes, and when. Instants are UTC microseconds.

CREATE TABLE event_table (
    event_id INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    number INTEGER NOT NULL CONSTRAINT event_table_number_counts CHECK (number BETWEEN 1 AND 255),
    expert_id INTEGER NOT NULL REFERENCES expert (account_id),
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    minutes INTEGER NOT NULL CONSTRAINT event_table_length_known CHECK (minutes IN (30, 45, 60, 90)),
    break_minutes INTEGER NOT NULL CONSTRAINT event_table_break_is_short CHECK (break_minutes BETWEEN 0 AND 60),
    PRIMARY KEY (event_id, number),
    CONSTRAINT event_table_has_room_for_one CHECK (starts_at + minutes * 60000000 <= ends_at)
) STRICT, WITHOUT ROWID;

CREATE INDEX event_table_of_expert ON event_table (expert_id, ends_at);

-- Nobody sits at two tables of a meeting at once.
CREATE TRIGGER event_table_overlaps_none BEFORE INSERT ON event_table
WHEN EXISTS (SELECT 1 FROM event_table other WHERE other.event_id = NEW.event_id AND other.expert_id = NEW.expert_id
        AND other.ends_at > NEW.starts_at AND other.starts_at < NEW.ends_at)
BEGIN
    SELECT RAISE(ABORT, 'event_table_overlaps_none: the expert sits at another table then');
END;

-- A consultation, and a hold, that belongs to a table of an event. Its time is a row of engagement, as that of any other.
ALTER TABLE consultation ADD COLUMN event_id INTEGER REFERENCES event (id);
ALTER TABLE consultation ADD COLUMN table_number INTEGER
    CONSTRAINT consultation_table_is_of_an_event CHECK ((table_number IS NULL) = (event_id IS NULL));
ALTER TABLE consultation_hold ADD COLUMN event_id INTEGER REFERENCES event (id) ON DELETE CASCADE;
ALTER TABLE consultation_hold ADD COLUMN table_number INTEGER
    CONSTRAINT consultation_hold_table_is_of_an_event CHECK ((table_number IS NULL) = (event_id IS NULL));

CREATE INDEX consultation_at_table ON consultation (event_id, table_number) WHERE event_id IS NOT NULL;
