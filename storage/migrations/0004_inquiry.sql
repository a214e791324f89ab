-- Inquiries, their threads and files, and the links that open them.

CREATE TABLE inquiry (
    id INTEGER PRIMARY KEY,
    reference TEXT NOT NULL CONSTRAINT inquiry_reference_once UNIQUE,
    state TEXT NOT NULL CONSTRAINT inquiry_state_known CHECK (state IN ('received', 'in_hand', 'answered', 'closed')),
    -- Set aside: it does not reach the desk and no mail tells of it, yet to its sender it is like any other.
    set_aside_reason TEXT CONSTRAINT inquiry_set_aside_known
        CHECK (set_aside_reason IS NULL OR set_aside_reason IN ('suspected', 'too_many')),
    topic TEXT NOT NULL CONSTRAINT inquiry_topic_known CHECK (topic IN ('ict', 'security', 'personnel', 'other')),
    subject TEXT NOT NULL CONSTRAINT inquiry_subject_short CHECK (length(subject) BETWEEN 1 AND 61),
    email TEXT NOT NULL,
    email_identity TEXT NOT NULL,
    name TEXT,
    organisation TEXT,
    phone TEXT,
    prefecture INTEGER CONSTRAINT inquiry_prefecture_known CHECK (prefecture BETWEEN 1 AND 47),
    language TEXT NOT NULL CONSTRAINT inquiry_language_known CHECK (language IN ('ja', 'en')),
    consented_at INTEGER NOT NULL,
    -- Which showing of the form it came from: a repeated sending finds the first one's answer.
    form_key BLOB NOT NULL CONSTRAINT inquiry_form_once UNIQUE,
    -- A day of Japan's calendar, YYYY-MM-DD: the rule counts days, not hours.
    reply_due TEXT,
    in_hand_at INTEGER,
    closed_at INTEGER,
    revision INTEGER NOT NULL CONSTRAINT inquiry_revision_counts CHECK (revision >= 0),
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    CONSTRAINT inquiry_reply_owed_while_open CHECK ((state IN ('received', 'in_hand')) = (reply_due IS NOT NULL)),
    CONSTRAINT inquiry_closed_at_its_end CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
    CONSTRAINT inquiry_taken_before_in_hand CHECK (state NOT IN ('in_hand', 'answered') OR in_hand_at IS NOT NULL)
) STRICT;

CREATE INDEX inquiry_by_address ON inquiry (email_identity, created_at);

CREATE TABLE inquiry_message (
    id INTEGER PRIMARY KEY,
    inquiry_id INTEGER NOT NULL REFERENCES inquiry (id) ON DELETE CASCADE,
    author TEXT NOT NULL CONSTRAINT inquiry_message_author_known
        CHECK (author IN ('citizen', 'secretariat', 'expert')),
    -- The name and title of an expert that citizens are shown.
    author_name TEXT,
    author_title TEXT,
    body TEXT NOT NULL CONSTRAINT inquiry_message_length CHECK (length(body) BETWEEN 1 AND 4000),
    -- Which showing of a form a citizen's message came from.
    form_key BLOB,
    written_at INTEGER NOT NULL,
    CONSTRAINT inquiry_message_expert_named
        CHECK ((author = 'expert') = (author_name IS NOT NULL) AND (author = 'expert') = (author_title IS NOT NULL)),
    CONSTRAINT inquiry_message_form_known CHECK ((author = 'citizen') = (form_key IS NOT NULL))
) STRICT;

CREATE INDEX inquiry_message_of_inquiry ON inquiry_message (inquiry_id, id);
CREATE UNIQUE INDEX inquiry_message_once ON inquiry_message (inquiry_id, form_key) WHERE form_key IS NOT NULL;

-- Files stand in the database: one file to back up, nothing half written, nothing within reach of a web server.
CREATE TABLE attachment (
    id INTEGER PRIMARY KEY,
    message_id INTEGER NOT NULL REFERENCES inquiry_message (id) ON DELETE CASCADE,
    -- With the constraint below: at most three for each message.
    position INTEGER NOT NULL CONSTRAINT attachment_three_at_most CHECK (position BETWEEN 1 AND 3),
    name TEXT NOT NULL CONSTRAINT attachment_name_length CHECK (length(name) BETWEEN 1 AND 100),
    kind TEXT NOT NULL CONSTRAINT attachment_kind_known
        CHECK (kind IN ('pdf', 'png', 'jpg', 'webp', 'gif', 'txt', 'docx', 'xlsx', 'pptx')),
    content BLOB NOT NULL CONSTRAINT attachment_size CHECK (length(content) BETWEEN 1 AND 5242880),
    CONSTRAINT attachment_place_once UNIQUE (message_id, position)
) STRICT;

-- Files that wait on a check page for the inquiry they belong to; forgotten after a day.
CREATE TABLE held_attachment (
    form_key BLOB NOT NULL,
    position INTEGER NOT NULL CONSTRAINT held_attachment_three_at_most CHECK (position BETWEEN 1 AND 3),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    held_at INTEGER NOT NULL,
    content BLOB NOT NULL CONSTRAINT held_attachment_size CHECK (length(content) BETWEEN 1 AND 5242880),
    CONSTRAINT held_attachment_place_once UNIQUE (form_key, position)
) STRICT;

CREATE INDEX held_attachment_old ON held_attachment (held_at);

-- Secret links of inquiries: only the hash of the secret is kept.
CREATE TABLE inquiry_link (
    token_hash BLOB PRIMARY KEY CONSTRAINT inquiry_link_is_sha256 CHECK (length(token_hash) = 32),
    inquiry_id INTEGER NOT NULL REFERENCES inquiry (id) ON DELETE CASCADE,
    origin TEXT NOT NULL CONSTRAINT inquiry_link_origin_known CHECK (origin IN ('screen', 'mail', 'mailbox')),
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX inquiry_link_of_inquiry ON inquiry_link (inquiry_id, created_at);

-- Links that were mailed to an address and open the list of what there is under it, for a day.
CREATE TABLE mailbox_link (
    token_hash BLOB PRIMARY KEY CONSTRAINT mailbox_link_is_sha256 CHECK (length(token_hash) = 32),
    email_identity TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX mailbox_link_of_address ON mailbox_link (email_identity, created_at);

-- A registration's link may come from such a list as well: the constraint takes one more word.
CREATE TABLE secret_link_of_now (
    token_hash BLOB PRIMARY KEY CONSTRAINT secret_link_is_sha256 CHECK (length(token_hash) = 32),
    registration_id INTEGER NOT NULL REFERENCES registration (id) ON DELETE CASCADE,
    origin TEXT NOT NULL CONSTRAINT secret_link_origin_known CHECK (origin IN ('screen', 'mail', 'mailbox')),
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO secret_link_of_now SELECT token_hash, registration_id, origin, created_at FROM secret_link;
DROP TABLE secret_link;
ALTER TABLE secret_link_of_now RENAME TO secret_link;
CREATE INDEX secret_link_of_registration ON secret_link (registration_id, created_at);

-- A notice carries one link now, and says what it is about. What was owed before is told all the same, but for
-- lists of links, which nothing can be made of any more: whoever asked for one can ask again.
DELETE FROM outbox WHERE kind = 'links' AND state <> 'sent';
UPDATE outbox SET notice = json_object('kind', kind) WHERE json_array_length(notice, '$.links') = 0;
UPDATE outbox SET notice = json_object('kind', kind, 'link', json_object(
        'about', json_object('registration', notice ->> '$.links[0].registration'),
        'token', notice ->> '$.links[0].token'))
    WHERE json_array_length(notice, '$.links') > 0;
