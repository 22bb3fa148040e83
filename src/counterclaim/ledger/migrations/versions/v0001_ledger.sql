-- The first schema of the ledger, in words that SQLite and PostgreSQL share (BLOB is BYTEA in the
-- latter). Never edited: a later schema is a later revision.

CREATE TABLE claims (
    id VARCHAR(32) NOT NULL,
    bucket VARCHAR(32) NOT NULL,
    question VARCHAR(32) NOT NULL,
    outcome VARCHAR(200),
    victims_party VARCHAR(200),
    victims_class TEXT,
    victims_group TEXT,
    frame TEXT,
    place TEXT,
    place_key TEXT,
    occasion TEXT,
    is_part BOOLEAN NOT NULL,
    claimant_name TEXT,
    claimant_key TEXT,
    claimant_party VARCHAR(200),
    claimant_kind TEXT,
    polarity TEXT NOT NULL,
    quantity TEXT NOT NULL,
    kind TEXT NOT NULL,
    value BIGINT,
    low BIGINT,
    high BIGINT,
    start VARCHAR(10),
    as_of VARCHAR(10),
    as_of_from VARCHAR(16),
    stated_on VARCHAR(10),
    first_seen VARCHAR(10),
    last_seen VARCHAR(10),
    n_sightings INTEGER NOT NULL,
    n_independent INTEGER NOT NULL,
    supersedes TEXT,
    superseded_by TEXT,
    CONSTRAINT pk_claims PRIMARY KEY (id)
);

CREATE INDEX ix_claims_as_of ON claims (as_of);
CREATE INDEX ix_claims_bucket ON claims (bucket);
CREATE INDEX ix_claims_claimant_party ON claims (claimant_party);
CREATE INDEX ix_claims_question ON claims (question);
CREATE INDEX ix_claims_victims ON claims (victims_party, outcome);

CREATE TABLE derived_state (
    part VARCHAR(16) NOT NULL,
    through INTEGER NOT NULL,
    version TEXT NOT NULL,
    CONSTRAINT pk_derived_state PRIMARY KEY (part)
);

CREATE TABLE entries (
    number INTEGER NOT NULL,
    at VARCHAR(27) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    run INTEGER,
    content VARCHAR(64) NOT NULL,
    previous VARCHAR(64) NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    CONSTRAINT pk_entries PRIMARY KEY (number),
    CONSTRAINT ck_entries_number CHECK (number > 0)
);

CREATE INDEX ix_entries_at ON entries (at);

CREATE TABLE parties (
    id VARCHAR(200) NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    CONSTRAINT pk_parties PRIMARY KEY (id)
);

CREATE TABLE documents (
    id VARCHAR(64) NOT NULL,
    entry INTEGER NOT NULL,
    CONSTRAINT pk_documents PRIMARY KEY (id),
    CONSTRAINT fk_documents_entry FOREIGN KEY(entry) REFERENCES entries (number)
);

CREATE INDEX ix_documents_entry ON documents (entry);

CREATE TABLE runs (
    entry INTEGER NOT NULL,
    engine TEXT NOT NULL,
    lexicon TEXT NOT NULL,
    what TEXT NOT NULL,
    CONSTRAINT pk_runs PRIMARY KEY (entry),
    CONSTRAINT fk_runs_entry FOREIGN KEY(entry) REFERENCES entries (number)
);

CREATE TABLE skips (
    entry INTEGER NOT NULL,
    source TEXT NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_skips PRIMARY KEY (entry),
    CONSTRAINT fk_skips_entry FOREIGN KEY(entry) REFERENCES entries (number)
);

CREATE TABLE captures (
    entry INTEGER NOT NULL,
    document VARCHAR(64) NOT NULL,
    source TEXT NOT NULL,
    url TEXT,
    title TEXT,
    outlet TEXT,
    published_start VARCHAR(10),
    published_end VARCHAR(10),
    fetched_at VARCHAR(27),
    CONSTRAINT pk_captures PRIMARY KEY (entry),
    CONSTRAINT fk_captures_entry FOREIGN KEY(entry) REFERENCES entries (number),
    CONSTRAINT fk_captures_document FOREIGN KEY(document) REFERENCES documents (id)
);

CREATE INDEX ix_captures_document ON captures (document, entry);

CREATE TABLE copy_groups (
    document VARCHAR(64) NOT NULL,
    origin VARCHAR(64) NOT NULL,
    CONSTRAINT pk_copy_groups PRIMARY KEY (document),
    CONSTRAINT fk_copy_groups_document FOREIGN KEY(document) REFERENCES documents (id),
    CONSTRAINT fk_copy_groups_origin FOREIGN KEY(origin) REFERENCES documents (id)
);

CREATE INDEX ix_copy_groups_origin ON copy_groups (origin);

CREATE TABLE copy_pairs (
    a VARCHAR(64) NOT NULL,
    b VARCHAR(64) NOT NULL,
    is_copy BOOLEAN NOT NULL,
    CONSTRAINT pk_copy_pairs PRIMARY KEY (a, b)
);

CREATE TABLE copy_signatures (
    text VARCHAR(64) NOT NULL,
    signature BLOB NOT NULL,
    CONSTRAINT pk_copy_signatures PRIMARY KEY (text)
);

CREATE TABLE reviews (
    entry INTEGER NOT NULL,
    document VARCHAR(64) NOT NULL,
    engine_id VARCHAR(200) NOT NULL,
    verdict TEXT NOT NULL,
    fields TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    reason TEXT NOT NULL,
    revision INTEGER NOT NULL,
    CONSTRAINT pk_reviews PRIMARY KEY (entry, document, engine_id),
    CONSTRAINT fk_reviews_entry FOREIGN KEY(entry) REFERENCES entries (number),
    CONSTRAINT fk_reviews_document FOREIGN KEY(document) REFERENCES documents (id)
);

CREATE INDEX ix_reviews_document ON reviews (document, engine_id, entry);

CREATE TABLE run_ends (
    entry INTEGER NOT NULL,
    run INTEGER NOT NULL,
    how VARCHAR(16) NOT NULL,
    tally TEXT NOT NULL,
    CONSTRAINT pk_run_ends PRIMARY KEY (entry),
    CONSTRAINT fk_run_ends_entry FOREIGN KEY(entry) REFERENCES entries (number),
    CONSTRAINT fk_run_ends_run FOREIGN KEY(run) REFERENCES runs (entry)
);

CREATE INDEX ix_run_ends_run ON run_ends (run);

CREATE TABLE texts (
    document VARCHAR(64) NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    entry INTEGER NOT NULL,
    reader TEXT NOT NULL,
    reader_version TEXT NOT NULL,
    text TEXT NOT NULL,
    CONSTRAINT pk_texts PRIMARY KEY (document, sha256),
    CONSTRAINT fk_texts_document FOREIGN KEY(document) REFERENCES documents (id),
    CONSTRAINT fk_texts_entry FOREIGN KEY(entry) REFERENCES entries (number)
);

CREATE INDEX ix_texts_entry ON texts (entry);
CREATE INDEX ix_texts_sha256 ON texts (sha256);

CREATE TABLE readings (
    entry INTEGER NOT NULL,
    document VARCHAR(64) NOT NULL,
    text VARCHAR(64) NOT NULL,
    published_start VARCHAR(10),
    published_end VARCHAR(10),
    engine TEXT NOT NULL,
    lexicon TEXT NOT NULL,
    is_coded BOOLEAN NOT NULL,
    CONSTRAINT pk_readings PRIMARY KEY (entry),
    CONSTRAINT fk_readings_document_text FOREIGN KEY(document, text) REFERENCES texts (document, sha256),
    CONSTRAINT fk_readings_entry FOREIGN KEY(entry) REFERENCES entries (number),
    CONSTRAINT fk_readings_document FOREIGN KEY(document) REFERENCES documents (id)
);

CREATE INDEX ix_readings_document ON readings (document, entry);

CREATE TABLE sightings (
    entry INTEGER NOT NULL,
    id VARCHAR(32) NOT NULL,
    document VARCHAR(64) NOT NULL,
    place_in_text INTEGER NOT NULL,
    engine_id TEXT NOT NULL,
    outcome TEXT NOT NULL,
    victims_party TEXT,
    victims_class TEXT,
    victims_group TEXT,
    claimant_name TEXT,
    claimant_party TEXT,
    claimant_kind TEXT,
    frame TEXT,
    period_start VARCHAR(10),
    period_end VARCHAR(10),
    stated_on VARCHAR(10),
    place_text TEXT,
    place_code TEXT,
    kind TEXT NOT NULL,
    value BIGINT,
    low BIGINT,
    high BIGINT,
    polarity TEXT NOT NULL,
    is_optional BOOLEAN NOT NULL,
    record TEXT NOT NULL,
    CONSTRAINT pk_sightings PRIMARY KEY (entry, id),
    CONSTRAINT fk_sightings_entry FOREIGN KEY(entry) REFERENCES readings (entry),
    CONSTRAINT fk_sightings_document FOREIGN KEY(document) REFERENCES documents (id)
);

CREATE INDEX ix_sightings_document ON sightings (document, entry);
CREATE INDEX ix_sightings_id ON sightings (id);

CREATE TABLE statements (
    entry INTEGER NOT NULL,
    id VARCHAR(32) NOT NULL,
    document VARCHAR(64) NOT NULL,
    place_in_text INTEGER NOT NULL,
    engine_id TEXT NOT NULL,
    speaker_name TEXT NOT NULL,
    speaker_party TEXT,
    speaker_kind TEXT NOT NULL,
    stance TEXT NOT NULL,
    stated_on VARCHAR(10),
    record TEXT NOT NULL,
    CONSTRAINT pk_statements PRIMARY KEY (entry, id),
    CONSTRAINT fk_statements_entry FOREIGN KEY(entry) REFERENCES readings (entry),
    CONSTRAINT fk_statements_document FOREIGN KEY(document) REFERENCES documents (id)
);

CREATE INDEX ix_statements_document ON statements (document, entry);
CREATE INDEX ix_statements_id ON statements (id);

CREATE TABLE members (
    sighting VARCHAR(32) NOT NULL,
    document VARCHAR(64) NOT NULL,
    entry INTEGER NOT NULL,
    bucket VARCHAR(32) NOT NULL,
    CONSTRAINT pk_members PRIMARY KEY (sighting),
    CONSTRAINT fk_members_entry_sighting FOREIGN KEY(entry, sighting) REFERENCES sightings (entry, id),
    CONSTRAINT fk_members_document FOREIGN KEY(document) REFERENCES documents (id)
);

CREATE INDEX ix_members_bucket ON members (bucket);
CREATE INDEX ix_members_document ON members (document);

CREATE TABLE claim_sightings (
    claim VARCHAR(32) NOT NULL,
    position INTEGER NOT NULL,
    sighting VARCHAR(32) NOT NULL,
    CONSTRAINT pk_claim_sightings PRIMARY KEY (claim, position),
    CONSTRAINT fk_claim_sightings_claim FOREIGN KEY(claim) REFERENCES claims (id),
    CONSTRAINT fk_claim_sightings_sighting FOREIGN KEY(sighting) REFERENCES members (sighting)
);

CREATE INDEX ix_claim_sightings_sighting ON claim_sightings (sighting);

