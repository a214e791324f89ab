-- Append-only: a released migration is never changed. Instants are UTC microseconds.

-- What the secretariat has written to the registrants of an event, once for all of them; each mail is in the outbox.
CREATE TABLE announcement (
    id INTEGER PRIMARY KEY,
    event_id INTEGER NOT NULL REFERENCES event (id),
    account_id INTEGER NOT NULL REFERENCES account (id),
    words TEXT NOT NULL CONSTRAINT announcement_words_json CHECK (json_valid(words)),
    -- Which showing of the form it came from; none: tried, by a mail to whoever wrote it.
    form_key BLOB CONSTRAINT announcement_form_once UNIQUE,
    -- To how many it went; none: it was tried.
    people INTEGER CONSTRAINT announcement_reaches_somebody CHECK (people > 0),
    written_at INTEGER NOT NULL,
    CONSTRAINT announcement_sent_or_tried CHECK ((form_key IS NULL) = (people IS NULL))
) STRICT;

CREATE INDEX announcement_of_event ON announcement (event_id, id);

-- Its mails are found by it, and by the registration that they go to.
CREATE INDEX outbox_of_announcement ON outbox (notice ->> '$.link.about.announcement.announcement');
CREATE INDEX outbox_announced_to_registration ON outbox (notice ->> '$.link.about.announcement.registration');

-- Of what the secretariat was told by itself: of each once. Of a file, until one of its kind is taken whole.
CREATE TABLE desk_notice (
    event_id INTEGER REFERENCES event (id),
    kind TEXT NOT NULL CONSTRAINT desk_notice_kind_known CHECK (kind IN
        ('half_full', 'nearly_full', 'full', 'too_few', 'import_of_events_refused',
         'import_of_support_organisations_refused')),
    told_at INTEGER NOT NULL,
    CONSTRAINT desk_notice_of_event_or_file CHECK ((event_id IS NULL) = (kind LIKE 'import_of_%'))
) STRICT;

CREATE UNIQUE INDEX desk_notice_of_event_once ON desk_notice (event_id, kind) WHERE event_id IS NOT NULL;
CREATE UNIQUE INDEX desk_notice_of_file_once ON desk_notice (kind) WHERE event_id IS NULL;

-- What filled before this migration is no news.
INSERT INTO desk_notice (event_id, kind, told_at)
    SELECT e.id, level.kind, e.changed_at FROM event e
    JOIN (SELECT 50 AS percent, 'half_full' AS kind UNION ALL SELECT 80, 'nearly_full' UNION ALL SELECT 100, 'full') level
        ON e.capacity > 0 AND e.seats_taken * 100 >= e.capacity * level.percent;
