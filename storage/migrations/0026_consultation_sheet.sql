-- The sheet that an expert reads before a consultation, and what its client is reminded of. Instants are UTC
-- microseconds.

CREATE TABLE consultation_sheet (
    consultation_id INTEGER PRIMARY KEY REFERENCES consultation (id) ON DELETE CASCADE,
    -- Until when it can be written.
    due_at INTEGER NOT NULL,
    phase TEXT CONSTRAINT consultation_sheet_phase_known CHECK (phase IN ('considering', 'preparing', 'improving')),
    situation TEXT,
    goal TEXT,
    equipment TEXT,
    -- 0: nothing was written yet.
    revision INTEGER NOT NULL DEFAULT 0 CONSTRAINT consultation_sheet_revision_counts CHECK (revision >= 0),
    saved_at INTEGER,
    CONSTRAINT consultation_sheet_whole_or_empty CHECK ((revision > 0) = (saved_at IS NOT NULL)
        AND (saved_at IS NULL) = (phase IS NULL) AND (saved_at IS NULL) = (situation IS NULL)
        AND (saved_at IS NULL) = (goal IS NULL) AND (saved_at IS NULL) = (equipment IS NULL))
) STRICT;

-- What was booked before there were sheets: until a day before it.
INSERT INTO consultation_sheet (consultation_id, due_at) SELECT id, starts_at - 86400000000 FROM consultation;

-- Its files, as those of inquiries.
CREATE TABLE sheet_attachment (
    id INTEGER PRIMARY KEY,
    consultation_id INTEGER NOT NULL REFERENCES consultation_sheet (consultation_id) ON DELETE CASCADE,
    position INTEGER NOT NULL CONSTRAINT sheet_attachment_three_at_most CHECK (position BETWEEN 1 AND 3),
    name TEXT NOT NULL CONSTRAINT sheet_attachment_name_length CHECK (length(name) BETWEEN 1 AND 100),
    kind TEXT NOT NULL CONSTRAINT sheet_attachment_kind_known
        CHECK (kind IN ('pdf', 'png', 'jpg', 'webp', 'gif', 'txt', 'docx', 'xlsx', 'pptx')),
    content BLOB NOT NULL CONSTRAINT sheet_attachment_size CHECK (length(content) BETWEEN 1 AND 5242880),
    CONSTRAINT sheet_attachment_place_once UNIQUE (consultation_id, position)
) STRICT;

-- Mails that are owed at a moment to come. Each is told once, or never where there is nothing to remind of any more.
CREATE TABLE consultation_reminder (
    consultation_id INTEGER NOT NULL REFERENCES consultation (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CONSTRAINT consultation_reminder_kind_known
        CHECK (kind IN ('sheet_soon', 'sheet_last', 'consultation')),
    due_at INTEGER NOT NULL,
    settled_at INTEGER,
    PRIMARY KEY (consultation_id, kind)
) STRICT, WITHOUT ROWID;

CREATE INDEX consultation_reminder_owed ON consultation_reminder (due_at) WHERE settled_at IS NULL;
