-- Experts, when they are there, and the consultations that are booked with them. Instants are UTC microseconds, days are
-- those of Japan, YYYY-MM-DD.

CREATE TABLE expert (
    account_id INTEGER PRIMARY KEY REFERENCES account (id),
    code TEXT NOT NULL CONSTRAINT expert_code_once UNIQUE,
    profile TEXT NOT NULL CONSTRAINT expert_profile_json CHECK (json_valid(profile)),
    terms TEXT NOT NULL CONSTRAINT expert_terms_json CHECK (json_valid(terms)),
    is_shown INTEGER NOT NULL CONSTRAINT expert_is_shown_or_not CHECK (is_shown IN (0, 1)),
    -- Of the calendar: terms, weekly hours and exceptions together.
    revision INTEGER NOT NULL CONSTRAINT expert_revision_counts CHECK (revision >= 0),
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE weekly_hours (
    id INTEGER PRIMARY KEY,
    expert_id INTEGER NOT NULL REFERENCES expert (account_id) ON DELETE CASCADE,
    -- 0 for Sunday.
    weekday INTEGER NOT NULL CONSTRAINT weekly_hours_weekday_known CHECK (weekday BETWEEN 0 AND 6),
    hours TEXT NOT NULL CONSTRAINT weekly_hours_are_some CHECK (hours <> ''),
    valid_from TEXT NOT NULL,
    -- 9999-12-31: until further notice.
    valid_until TEXT NOT NULL,
    every_weeks INTEGER NOT NULL CONSTRAINT weekly_hours_rhythm CHECK (every_weeks BETWEEN 1 AND 26),
    anchor TEXT NOT NULL,
    CONSTRAINT weekly_hours_end_after_their_beginning CHECK (valid_from <= valid_until)
) STRICT;

CREATE INDEX weekly_hours_in_force ON weekly_hours (expert_id, valid_until);

CREATE TABLE day_exception (
    id INTEGER PRIMARY KEY,
    expert_id INTEGER NOT NULL REFERENCES expert (account_id) ON DELETE CASCADE,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    plan TEXT NOT NULL CONSTRAINT day_exception_plan_known CHECK (plan IN ('hours', 'closed', 'leave')),
    hours TEXT,
    leave TEXT CONSTRAINT day_exception_leave_known
        CHECK (leave IN ('vacation', 'illness', 'business_trip', 'training', 'other')),
    CONSTRAINT day_exception_ends_after_its_beginning CHECK (from_day <= to_day),
    CONSTRAINT day_exception_hours_where_there_are CHECK ((plan = 'hours') = (coalesce(hours, '') <> '')),
    CONSTRAINT day_exception_leave_where_it_is CHECK ((plan = 'leave') = (leave IS NOT NULL))
) STRICT;

CREATE INDEX day_exception_to_come ON day_exception (expert_id, to_day);

-- At which events an expert speaks: their time is taken then.
CREATE TABLE event_expert (
    event_id INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    expert_id INTEGER NOT NULL REFERENCES expert (account_id) ON DELETE CASCADE,
    PRIMARY KEY (event_id, expert_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX event_expert_of_expert ON event_expert (expert_id);

-- Organisations that come for consultations, and what they may still book.
CREATE TABLE client_organisation (
    id INTEGER PRIMARY KEY,
    -- The corporate number, else the name as it is compared with the prefecture.
    identity TEXT NOT NULL CONSTRAINT client_organisation_once UNIQUE,
    name TEXT NOT NULL,
    granted INTEGER NOT NULL DEFAULT 0 CONSTRAINT entitlement_grants_count CHECK (granted >= 0),
    used INTEGER NOT NULL DEFAULT 0,
    -- Of these, how many are no longer kept here.
    past INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    CONSTRAINT entitlement_not_overdrawn CHECK (used BETWEEN past AND 3 + granted)
) STRICT;

-- What the secretariat has done to an entitlement, and why.
CREATE TABLE entitlement_act (
    id INTEGER PRIMARY KEY,
    organisation_id INTEGER NOT NULL REFERENCES client_organisation (id) ON DELETE CASCADE,
    account_id INTEGER NOT NULL REFERENCES account (id),
    -- How many were granted; 0: the pause was lifted.
    granted INTEGER NOT NULL CONSTRAINT entitlement_act_grants_few CHECK (granted BETWEEN 0 AND 10),
    reason TEXT NOT NULL CONSTRAINT entitlement_act_has_a_reason CHECK (reason <> ''),
    done_at INTEGER NOT NULL
) STRICT;

CREATE INDEX entitlement_act_of_organisation ON entitlement_act (organisation_id, id);

CREATE TABLE consultation (
    id INTEGER PRIMARY KEY,
    reference TEXT NOT NULL CONSTRAINT consultation_reference_once UNIQUE,
    state TEXT NOT NULL CONSTRAINT consultation_state_known CHECK
        (state IN ('requested', 'confirmed', 'cancelled', 'cancelled_late', 'ended', 'attended', 'no_show')),
    expert_id INTEGER NOT NULL REFERENCES expert (account_id),
    organisation_id INTEGER NOT NULL REFERENCES client_organisation (id),
    starts_at INTEGER NOT NULL,
    minutes INTEGER NOT NULL CONSTRAINT consultation_length_known CHECK (minutes IN (30, 45, 60, 90)),
    topic TEXT NOT NULL CONSTRAINT consultation_topic_known CHECK (topic IN ('ict', 'security', 'personnel', 'other')),
    -- Where the expert comes; none: online.
    prefecture INTEGER CONSTRAINT consultation_prefecture_known CHECK (prefecture BETWEEN 1 AND 47),
    free_until INTEGER NOT NULL,
    -- Who comes, with what; the columns below repeat what is looked for.
    client TEXT NOT NULL CONSTRAINT consultation_client_json CHECK (json_valid(client)),
    email TEXT,
    email_identity TEXT,
    channel TEXT NOT NULL CONSTRAINT consultation_channel_known CHECK (channel IN ('site', 'phone')),
    language TEXT NOT NULL CONSTRAINT consultation_language_known CHECK (language IN ('ja', 'en')),
    consented_at INTEGER NOT NULL,
    form_key BLOB NOT NULL CONSTRAINT consultation_form_once UNIQUE,
    end_reason TEXT,
    -- Whether it counts towards a pause, as one that was given up late or missed.
    strike TEXT CONSTRAINT consultation_strike_known CHECK (strike IN ('counts', 'forgiven')),
    revision INTEGER NOT NULL CONSTRAINT consultation_revision_counts CHECK (revision >= 0),
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    CONSTRAINT consultation_address_has_identity CHECK ((email IS NULL) = (email_identity IS NULL)),
    CONSTRAINT consultation_can_be_reached CHECK (email IS NOT NULL OR channel = 'phone'),
    CONSTRAINT consultation_ended_for_a_reason CHECK ((state = 'ended') = (end_reason IS NOT NULL)),
    CONSTRAINT consultation_strikes_as_it_stands CHECK ((state IN ('cancelled_late', 'no_show')) = (strike IS NOT NULL))
) STRICT;

CREATE INDEX consultation_of_expert ON consultation (expert_id, starts_at);
CREATE INDEX consultation_by_beginning ON consultation (starts_at);
CREATE INDEX consultation_of_organisation ON consultation (organisation_id, strike);
CREATE INDEX consultation_by_address ON consultation (email_identity);

-- Secret links: only the hash of the secret is kept. Those of experts confirm, and open nothing else.
CREATE TABLE consultation_link (
    token_hash BLOB PRIMARY KEY CONSTRAINT consultation_link_is_sha256 CHECK (length(token_hash) = 32),
    consultation_id INTEGER NOT NULL REFERENCES consultation (id) ON DELETE CASCADE,
    origin TEXT NOT NULL CONSTRAINT consultation_link_origin_known CHECK (origin IN ('screen', 'mail', 'mailbox', 'expert')),
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX consultation_link_of_consultation ON consultation_link (consultation_id, created_at);

-- Where a consultation was before: the mail about it names both times.
CREATE TABLE consultation_move (
    id INTEGER PRIMARY KEY,
    consultation_id INTEGER NOT NULL REFERENCES consultation (id) ON DELETE CASCADE,
    from_expert_id INTEGER NOT NULL REFERENCES expert (account_id),
    from_starts_at INTEGER NOT NULL,
    moved_at INTEGER NOT NULL
) STRICT;

CREATE INDEX consultation_move_of_consultation ON consultation_move (consultation_id, id);

-- Times that were proposed instead.
CREATE TABLE consultation_proposal (
    id INTEGER PRIMARY KEY,
    consultation_id INTEGER NOT NULL REFERENCES consultation (id) ON DELETE CASCADE,
    expert_id INTEGER NOT NULL REFERENCES expert (account_id),
    starts_at INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    until INTEGER NOT NULL,
    outcome TEXT CONSTRAINT consultation_proposal_outcome_known
        CHECK (outcome IN ('accepted', 'declined', 'lapsed', 'withdrawn')),
    ended_at INTEGER,
    CONSTRAINT consultation_proposal_ends_with_an_outcome CHECK ((outcome IS NULL) = (ended_at IS NULL))
) STRICT;

CREATE UNIQUE INDEX consultation_proposal_lives_once ON consultation_proposal (consultation_id) WHERE outcome IS NULL;
CREATE INDEX consultation_proposal_living ON consultation_proposal (until) WHERE outcome IS NULL;

-- Times that are kept while somebody fills in the form. The row outlives the hold for a day: whoever comes too late is
-- told so, and gets the time all the same where nobody else has it.
CREATE TABLE consultation_hold (
    id INTEGER PRIMARY KEY,
    token_hash BLOB NOT NULL CONSTRAINT consultation_hold_once UNIQUE
        CONSTRAINT consultation_hold_is_sha256 CHECK (length(token_hash) = 32),
    expert_id INTEGER NOT NULL REFERENCES expert (account_id),
    starts_at INTEGER NOT NULL,
    minutes INTEGER NOT NULL CONSTRAINT consultation_hold_length_known CHECK (minutes IN (30, 45, 60, 90)),
    topic TEXT NOT NULL,
    prefecture INTEGER,
    until INTEGER NOT NULL,
    extensions INTEGER NOT NULL DEFAULT 0 CONSTRAINT consultation_hold_extended_ten_times CHECK (extensions BETWEEN 0 AND 10),
    held_at INTEGER NOT NULL
) STRICT;

CREATE INDEX consultation_hold_by_end ON consultation_hold (until);

-- The wall: everything that takes an expert's time, with the time kept free around it. Two rows of one expert never
-- overlap, whatever they are and however long.
CREATE TABLE engagement (
    id INTEGER PRIMARY KEY,
    expert_id INTEGER NOT NULL REFERENCES expert (account_id),
    kind TEXT NOT NULL CONSTRAINT engagement_kind_known CHECK (kind IN ('hold', 'consultation', 'proposal')),
    hold_id INTEGER CONSTRAINT engagement_of_hold_once UNIQUE REFERENCES consultation_hold (id) ON DELETE CASCADE,
    consultation_id INTEGER REFERENCES consultation (id) ON DELETE CASCADE,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    busy_from INTEGER NOT NULL,
    busy_until INTEGER NOT NULL,
    prefecture INTEGER,
    -- From when on a hold or a proposal takes no time any more; whoever writes next removes it then.
    held_until INTEGER,
    CONSTRAINT engagement_held_unless_booked CHECK ((kind = 'consultation') = (held_until IS NULL)),
    CONSTRAINT engagement_takes_time CHECK (busy_from <= starts_at AND starts_at < ends_at AND ends_at <= busy_until),
    CONSTRAINT engagement_is_of_something
        CHECK ((kind = 'hold') = (hold_id IS NOT NULL) AND (kind = 'hold') = (consultation_id IS NULL))
) STRICT;

CREATE UNIQUE INDEX engagement_of_consultation_once ON engagement (consultation_id, kind) WHERE consultation_id IS NOT NULL;
-- What lasts beyond a moment is found without what is past.
CREATE INDEX engagement_of_expert ON engagement (expert_id, busy_until);

CREATE INDEX engagement_by_end_of_hold ON engagement (held_until) WHERE held_until IS NOT NULL;

CREATE TRIGGER engagement_overlaps_none BEFORE INSERT ON engagement
WHEN EXISTS (SELECT 1 FROM engagement other WHERE other.expert_id = NEW.expert_id
        AND other.busy_until > NEW.busy_from AND other.busy_from < NEW.busy_until)
BEGIN
    SELECT RAISE(ABORT, 'engagement_overlaps_none: the expert is engaged then');
END;

CREATE TRIGGER engagement_moves_onto_none BEFORE UPDATE OF id, expert_id, busy_from, busy_until ON engagement
WHEN EXISTS (SELECT 1 FROM engagement other WHERE other.expert_id = NEW.expert_id AND other.id <> OLD.id
        AND other.busy_until > NEW.busy_from AND other.busy_from < NEW.busy_until)
BEGIN
    SELECT RAISE(ABORT, 'engagement_overlaps_none: the expert is engaged then');
END;
