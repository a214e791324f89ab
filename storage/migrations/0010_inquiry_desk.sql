-- Inquiries at the desk: who looks after them, how they came, what colleagues note, and words to search for.

-- Whoever calls may have no mail address. Columns are exchanged and the table is not: dropping it would take the
-- messages, files and links with it.
ALTER TABLE inquiry ADD COLUMN email_or_none TEXT;
ALTER TABLE inquiry ADD COLUMN email_identity_or_none TEXT;
UPDATE inquiry SET email_or_none = email, email_identity_or_none = email_identity;
DROP INDEX inquiry_by_address;
ALTER TABLE inquiry DROP COLUMN email;
ALTER TABLE inquiry DROP COLUMN email_identity;
ALTER TABLE inquiry RENAME COLUMN email_or_none TO email;
ALTER TABLE inquiry RENAME COLUMN email_identity_or_none TO email_identity;
CREATE INDEX inquiry_by_address ON inquiry (email_identity, created_at);

ALTER TABLE inquiry ADD COLUMN channel TEXT NOT NULL DEFAULT 'site'
    CONSTRAINT inquiry_channel_known CHECK (channel IN ('site', 'phone'))
    CONSTRAINT inquiry_can_be_reached CHECK (email IS NOT NULL OR (channel = 'phone' AND phone IS NOT NULL))
    CONSTRAINT inquiry_address_has_identity CHECK ((email IS NULL) = (email_identity IS NULL));
ALTER TABLE inquiry ADD COLUMN assignee_id INTEGER REFERENCES account (id);
-- Counts what the desk does among itself, which its sender neither sees nor waits for.
ALTER TABLE inquiry ADD COLUMN desk_revision INTEGER NOT NULL DEFAULT 0
    CONSTRAINT inquiry_desk_revision_counts CHECK (desk_revision >= 0);
-- Number, subject, names and ways to reach, folded for search; made by the program where it is missing.
ALTER TABLE inquiry ADD COLUMN search_key TEXT;

-- What waits for the desk, by its day, and the rest by what happened last.
CREATE INDEX inquiry_owed ON inquiry (reply_due, created_at) WHERE reply_due IS NOT NULL;
CREATE INDEX inquiry_of_assignee ON inquiry (assignee_id, state);
CREATE INDEX inquiry_changed ON inquiry (changed_at);

-- Who at the desk wrote it, and from which showing of the form.
ALTER TABLE inquiry_message ADD COLUMN account_id INTEGER REFERENCES account (id)
    CONSTRAINT inquiry_message_account_answers CHECK (account_id IS NULL OR author <> 'citizen');
ALTER TABLE inquiry_message ADD COLUMN answer_key BLOB
    CONSTRAINT inquiry_message_answer_key CHECK (answer_key IS NULL OR author <> 'citizen');
ALTER TABLE inquiry_message ADD COLUMN search_key TEXT;
CREATE UNIQUE INDEX inquiry_answer_once ON inquiry_message (inquiry_id, answer_key) WHERE answer_key IS NOT NULL;

-- What colleagues tell each other about an inquiry. A table of its own: no path to a citizen reads it.
CREATE TABLE inquiry_note (
    id INTEGER PRIMARY KEY,
    inquiry_id INTEGER NOT NULL REFERENCES inquiry (id) ON DELETE CASCADE,
    account_id INTEGER NOT NULL REFERENCES account (id),
    body TEXT NOT NULL CONSTRAINT inquiry_note_length CHECK (length(body) BETWEEN 1 AND 4000),
    search_key TEXT NOT NULL,
    form_key BLOB NOT NULL CONSTRAINT inquiry_note_form_once UNIQUE,
    written_at INTEGER NOT NULL
) STRICT;

CREATE INDEX inquiry_note_of_inquiry ON inquiry_note (inquiry_id, id);
