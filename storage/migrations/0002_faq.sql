-- Whether the answers of /faq help: counts by day in Japan, nothing of who said so.
CREATE TABLE faq_answer_rating (
    question TEXT NOT NULL CONSTRAINT faq_answer_rating_question_named CHECK (length(question) BETWEEN 1 AND 40),
    language TEXT NOT NULL CONSTRAINT faq_answer_rating_language_known CHECK (language IN ('ja', 'en')),
    day TEXT NOT NULL CONSTRAINT faq_answer_rating_day_written CHECK (length(day) = 10),
    helped INTEGER NOT NULL DEFAULT 0 CONSTRAINT faq_answer_rating_helped_counts CHECK (helped >= 0),
    not_helped INTEGER NOT NULL DEFAULT 0 CONSTRAINT faq_answer_rating_not_helped_counts CHECK (not_helped >= 0),
    PRIMARY KEY (question, language, day)
) STRICT, WITHOUT ROWID;

-- Which showing of the page has said what, so that pressing again counts once: the hash of a number
-- that was drawn for the page, forgotten after the next day.
CREATE TABLE faq_answer_press (
    form_key BLOB NOT NULL CONSTRAINT faq_answer_press_key_is_sha256 CHECK (length(form_key) = 32),
    question TEXT NOT NULL,
    language TEXT NOT NULL,
    day TEXT NOT NULL,
    helped INTEGER NOT NULL CONSTRAINT faq_answer_press_says_yes_or_no CHECK (helped IN (0, 1)),
    PRIMARY KEY (form_key, question),
    FOREIGN KEY (question, language, day) REFERENCES faq_answer_rating (question, language, day)
) STRICT, WITHOUT ROWID;

CREATE INDEX faq_answer_press_by_day ON faq_answer_press (day);
