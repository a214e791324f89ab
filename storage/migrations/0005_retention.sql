-- Append-only: a released migration is never changed.

-- What is deleted is found by what it belongs to: an event's registrations, and the mails about a record.
CREATE INDEX registration_of_event ON registration (event_id);
CREATE INDEX outbox_about_registration ON outbox (notice ->> '$.link.about.registration');
CREATE INDEX outbox_about_inquiry ON outbox (notice ->> '$.link.about.inquiry.inquiry');

-- An address that has asked for its links is forgotten with the mail.
UPDATE outbox SET recipient = '' WHERE kind = 'links' AND state <> 'due';
