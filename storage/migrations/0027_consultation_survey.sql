-- What clients say of a consultation once it is over. Instants are UTC microseconds.

CREATE TABLE consultation_survey (
    consultation_id INTEGER PRIMARY KEY REFERENCES consultation (id) ON DELETE CASCADE,
    usefulness TEXT NOT NULL
        CONSTRAINT consultation_survey_usefulness_known CHECK (usefulness IN ('very', 'rather', 'little', 'not')),
    clarity TEXT NOT NULL CONSTRAINT consultation_survey_clarity_known CHECK (clarity IN ('clear', 'partly', 'unclear')),
    -- Empty where nothing was said.
    comment TEXT NOT NULL,
    answered_at INTEGER NOT NULL
) STRICT;
