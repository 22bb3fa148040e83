
CREATE FUNCTION refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'rows of % are only added', TG_TABLE_NAME; END $$;

CREATE TABLE announced (
    key character varying(64) NOT NULL
);

CREATE TABLE captures (
    entry integer NOT NULL,
    document character varying(64) NOT NULL,
    source text NOT NULL,
    url text,
    title text,
    outlet text,
    published_start character varying(10),
    published_end character varying(10),
    fetched_at character varying(27),
    authors text,
    language text,
    published_from text,
    published_at text,
    notes text
);

CREATE TABLE claim_sightings (
    claim character varying(32) NOT NULL,
    "position" integer NOT NULL,
    sighting character varying(32) NOT NULL
);

CREATE TABLE claims (
    id character varying(32) NOT NULL,
    bucket character varying(32) NOT NULL,
    question character varying(32) NOT NULL,
    outcome character varying(200),
    victims_party character varying(200),
    victims_class text,
    victims_group text,
    frame text,
    place text,
    place_key text,
    occasion text,
    is_part boolean NOT NULL,
    claimant_name text,
    claimant_key text,
    claimant_party character varying(200),
    claimant_kind text,
    polarity text NOT NULL,
    quantity text NOT NULL,
    kind text NOT NULL,
    value bigint,
    low bigint,
    high bigint,
    start character varying(10),
    as_of character varying(10),
    as_of_from character varying(16),
    stated_on character varying(10),
    first_seen character varying(10),
    last_seen character varying(10),
    n_sightings integer NOT NULL,
    n_independent integer NOT NULL,
    supersedes text,
    superseded_by text
);

CREATE TABLE copy_groups (
    document character varying(64) NOT NULL,
    origin character varying(64) NOT NULL
);

CREATE TABLE copy_pairs (
    a character varying(64) NOT NULL,
    b character varying(64) NOT NULL,
    is_copy boolean NOT NULL
);

CREATE TABLE copy_signatures (
    text character varying(64) NOT NULL,
    signature bytea NOT NULL
);

CREATE TABLE derived_state (
    part character varying(16) NOT NULL,
    through integer NOT NULL,
    version text NOT NULL
);

CREATE TABLE documents (
    id character varying(64) NOT NULL,
    entry integer NOT NULL
);

CREATE TABLE entries (
    number integer NOT NULL,
    at character varying(27) NOT NULL,
    kind character varying(16) NOT NULL,
    run integer,
    content character varying(64) NOT NULL,
    previous character varying(64) NOT NULL,
    sha256 character varying(64) NOT NULL,
    CONSTRAINT ck_entries_number CHECK ((number > 0))
);

CREATE TABLE ledger_revision (
    version_num character varying(32) NOT NULL
);

CREATE TABLE members (
    sighting character varying(32) NOT NULL,
    document character varying(64) NOT NULL,
    entry integer NOT NULL,
    bucket character varying(32) NOT NULL
);

CREATE TABLE parties (
    id character varying(200) NOT NULL,
    name text NOT NULL,
    kind text NOT NULL
);

CREATE TABLE positions (
    key character varying(64) NOT NULL,
    archive text NOT NULL,
    "position" bigint NOT NULL
);

CREATE TABLE readings (
    entry integer NOT NULL,
    document character varying(64) NOT NULL,
    text character varying(64) NOT NULL,
    published_start character varying(10),
    published_end character varying(10),
    engine text NOT NULL,
    lexicon text NOT NULL,
    is_coded boolean NOT NULL
);

CREATE TABLE reviews (
    entry integer NOT NULL,
    document character varying(64) NOT NULL,
    engine_id character varying(200) NOT NULL,
    verdict text NOT NULL,
    fields text NOT NULL,
    reviewer text NOT NULL,
    reason text NOT NULL,
    revision integer NOT NULL
);

CREATE TABLE run_ends (
    entry integer NOT NULL,
    run integer NOT NULL,
    how character varying(16) NOT NULL,
    tally text NOT NULL
);

CREATE TABLE runs (
    entry integer NOT NULL,
    engine text NOT NULL,
    lexicon text NOT NULL,
    what text NOT NULL
);

CREATE TABLE seen_entries (
    key character varying(64) NOT NULL
);

CREATE TABLE sightings (
    entry integer NOT NULL,
    id character varying(32) NOT NULL,
    document character varying(64) NOT NULL,
    place_in_text integer NOT NULL,
    engine_id text NOT NULL,
    outcome text NOT NULL,
    victims_party text,
    victims_class text,
    victims_group text,
    claimant_name text,
    claimant_party text,
    claimant_kind text,
    frame text,
    period_start character varying(10),
    period_end character varying(10),
    stated_on character varying(10),
    place_text text,
    place_code text,
    kind text NOT NULL,
    value bigint,
    low bigint,
    high bigint,
    polarity text NOT NULL,
    is_optional boolean NOT NULL,
    record text NOT NULL
);

CREATE TABLE skips (
    entry integer NOT NULL,
    source text NOT NULL,
    reason text NOT NULL
);

CREATE TABLE statements (
    entry integer NOT NULL,
    id character varying(32) NOT NULL,
    document character varying(64) NOT NULL,
    place_in_text integer NOT NULL,
    engine_id text NOT NULL,
    speaker_name text NOT NULL,
    speaker_party text,
    speaker_kind text NOT NULL,
    stance text NOT NULL,
    stated_on character varying(10),
    record text NOT NULL
);

CREATE TABLE texts (
    document character varying(64) NOT NULL,
    sha256 character varying(64) NOT NULL,
    entry integer NOT NULL,
    reader text NOT NULL,
    reader_version text NOT NULL,
    text text NOT NULL
);

CREATE TABLE validators (
    key character varying(64) NOT NULL,
    url text NOT NULL,
    etag text,
    last_modified text,
    sha256 text,
    source text,
    fetched_at character varying(27)
);

INSERT INTO captures VALUES (2, '7f83ccc3f8ba157191aff8a2ae473af6c8c7648659c82ae650ab3e81466eb0f3', 'report.txt', NULL, 'Forty dead, ministry says', 'Orsa Post', '2023-05-05', '2023-05-05', NULL, '["Ilse Brandt","Orsa Post desk"]', 'en', 'json-ld', '2023-05-05T18:30:00+02:00', '["its address says 2023-05-04"]');

INSERT INTO claim_sightings VALUES ('c-db873a0dc5b79dbe', 0, 'db873a0dc5b79dbe');

INSERT INTO claims VALUES ('c-db873a0dc5b79dbe', '3e9858d317474038b69250a1f41a18e0', 'q-06e6aee294ac', 'killed', NULL, 'military', NULL, 'cumulative', NULL, NULL, NULL, false, 'The Kastavian defence ministry', 'the kastavian defence ministry', NULL, 'government', 'asserted', '{"end":53,"high":40,"kind":"exact","low":40,"start":51,"text":"40","value":40}', 'exact', 40, 40, 40, NULL, '2023-05-05', 'said', '2023-05-05', '2023-05-05', '2023-05-05', 1, 1, NULL, NULL);

INSERT INTO copy_groups VALUES ('7f83ccc3f8ba157191aff8a2ae473af6c8c7648659c82ae650ab3e81466eb0f3', '7f83ccc3f8ba157191aff8a2ae473af6c8c7648659c82ae650ab3e81466eb0f3');

INSERT INTO copy_signatures VALUES ('7f83ccc3f8ba157191aff8a2ae473af6c8c7648659c82ae650ab3e81466eb0f3', '\x0166294f0cdf1bf6bb4e37dfb2a47176251a000000c5ad99c0114456262ebe7a5912bd3a10aaed1d7af5d7a583d3c5a9c1b538adc2c3fb23c04c5badc4fd2022c1ddc07f41cc619ac3981271c05a15b0c39282f2c33ee688c1ede465c1a31c0dc0ad19a9c01a48a984b17bec51a35f97c056d78ac01702910f88c1d7c69f8572c1fd65a5c3cc3296594350dac083b7bf931ff42d147c25a62cd910f99700e2d7292a9c228cc1090d19c26b1e93584095c3681df02ddf56fc57ecf087c23e9628ccda15aac05c3cc4c256fa1e934ee52ac0b59c6ac5f5994ac15a37358e322541c1fdef25c06b144cc6cebc34c0cc4a7ec05fa4bac0787da4c5dab12cc36ad08547c883fc38f6d61cc568351a0e4aea26228fb84c53c73a74c463d9d408437a3217f1dbdbc20c4ed91631b10cc1a9fbcac24813d4c0cab3f5a78826eec35007c1c00f272dc1eb1553cb11f995c2e1645cc2b47c2a2c0da476c0eaf216c0b78ccdc2ddcd8dc2fd027ebfc0159dc0d905dfc6bc31037280a69702aa77adc348423a3b8b9c7fc0338208c09c94f7b3877c716888fa6f93765b323026ef99044edfee6921ca10c0c145c0cae62e3dc1247798679c57feb651f40bc25631e8c3688029cbce90cca02d26ac6081fd2034f46a9d03153014625a9930219cb9a169439aea6e749e24c28a28a5c14b037a81b13d7440501df033c66c3dc41275e719a108b6020b1ca27a3b2444c3dcb00365204e47147ea6ccc1');

INSERT INTO derived_state VALUES ('claims', 4, '0.1.0+766f2699 e2a7d40c0e7a');

INSERT INTO documents VALUES ('7f83ccc3f8ba157191aff8a2ae473af6c8c7648659c82ae650ab3e81466eb0f3', 2);

INSERT INTO entries VALUES (1, '2026-11-23T00:00:01.000000Z', 'run', NULL, '68d78d0a44e104d65a3e63256126fc80dbdeb1812706d1a528e22d3dd01d931c', '0000000000000000000000000000000000000000000000000000000000000000', 'fd9862b81c489cdee8329098047b59ea948d96aea3395050a1cb8d7c7c185a8c');
INSERT INTO entries VALUES (2, '2026-11-23T00:00:02.000000Z', 'document', 1, 'ffdd30153632a7586694ced3c73347cb2b79786d2b9fb25daee0183b8e3028c5', 'fd9862b81c489cdee8329098047b59ea948d96aea3395050a1cb8d7c7c185a8c', 'fb76aa16faa3f6efcc236a5faa0e33f3a2491612fd3cd0f15dfd80c25731d69b');
INSERT INTO entries VALUES (3, '2026-11-23T00:00:03.000000Z', 'end', 1, '1237a11e0b851eaf96b0d9f6f3ee82e4aefa0fbb60e4d7a7f85eb05c0e7ec18c', 'fb76aa16faa3f6efcc236a5faa0e33f3a2491612fd3cd0f15dfd80c25731d69b', '2a9f39e3d7b46aa0378166d38c1cc53e518771cf6f3c7a1bc0e3606c2cf13849');
INSERT INTO entries VALUES (4, '2026-11-23T00:00:04.000000Z', 'review', NULL, '2506749ee9b98e65c81065c59c02eebf061a14f9ba223e8fec3007b75d9aaa46', '2a9f39e3d7b46aa0378166d38c1cc53e518771cf6f3c7a1bc0e3606c2cf13849', '2751dceed9c35af2c6e1eac38c5f48345b42e250fdae278669ea01de8751f25c');

INSERT INTO ledger_revision VALUES ('0002_facts');

INSERT INTO members VALUES ('db873a0dc5b79dbe', '7f83ccc3f8ba157191aff8a2ae473af6c8c7648659c82ae650ab3e81466eb0f3', 2, '3e9858d317474038b69250a1f41a18e0');

INSERT INTO readings VALUES (2, '7f83ccc3f8ba157191aff8a2ae473af6c8c7648659c82ae650ab3e81466eb0f3', '7f83ccc3f8ba157191aff8a2ae473af6c8c7648659c82ae650ab3e81466eb0f3', '2023-05-05', '2023-05-05', '0.1.0+291b8980', 'e2a7d40c0e7a', false);

INSERT INTO reviews VALUES (4, '7f83ccc3f8ba157191aff8a2ae473af6c8c7648659c82ae650ab3e81466eb0f3', '2eccfdd167a0eca2', 'accept', '{}', 'A. Reader', '', 0);

INSERT INTO run_ends VALUES (3, 1, 'finished', '{"n_claims_changed":0,"n_claims_new":1,"n_known":0,"n_new":1,"n_reread":0,"n_sightings":1,"n_statements":1,"skipped":{}}');

INSERT INTO runs VALUES (1, '0.1.0+291b8980', 'e2a7d40c0e7a', 'one report');

INSERT INTO sightings VALUES (2, 'db873a0dc5b79dbe', '7f83ccc3f8ba157191aff8a2ae473af6c8c7648659c82ae650ab3e81466eb0f3', 0, '2eccfdd167a0eca2', 'killed', NULL, 'military', NULL, 'The Kastavian defence ministry', NULL, 'government', 'cumulative', NULL, NULL, '2023-05-05', NULL, NULL, 'exact', 40, 40, 40, 'asserted', false, '{"caption":false,"claimant":{"end":30,"kind":"government","name":"The Kastavian defence ministry","party":null,"start":0,"text":"The Kastavian defence ministry"},"confidence":0.79,"hedge":null,"id":"2eccfdd167a0eca2","inferred":[],"optional":false,"outcome":"killed","part_of":null,"period":{"end":null,"frame":"cumulative","start":null,"text":"since the start of the war"},"place":null,"polarity":"asserted","quantity":{"end":53,"high":40,"kind":"exact","low":40,"start":51,"text":"40","value":40},"repeats":null,"sentence":{"end":113,"start":0,"text":"The Kastavian defence ministry said on Friday that 40 of its soldiers had been killed since the start of the war."},"source":"report.txt","stated_on":"2023-05-05","trace":{"claimant":["attribution.source-cue","source.described","reporting.say"],"outcome":["loss.subject","outcomes.kill"],"period":["period.since-war"],"quantity":["quantity.number"],"stated_on":["said.dated"],"victims":["victims.military","side.possessive"]},"via":[],"victims":{"class":"military","end":69,"group":null,"party":null,"start":57,"text":"its soldiers"}}');

INSERT INTO statements VALUES (2, '8254348618a5bce7', '7f83ccc3f8ba157191aff8a2ae473af6c8c7648659c82ae650ab3e81466eb0f3', 0, 'f7226c19d437cfa3', 'Officials', NULL, 'government', 'says', NULL, '{"content":{"end":163,"start":130,"text":"the bridge at Orsa was open again"},"cue":{"end":129,"start":125,"text":"said"},"id":"f7226c19d437cfa3","inferred":[],"quoted":false,"sentence":{"end":164,"start":115,"text":"Officials said the bridge at Orsa was open again."},"source":"report.txt","speaker":{"end":124,"kind":"government","name":"Officials","party":null,"start":115,"text":"Officials"},"stance":"says","stated_on":null,"trace":{"content":["content.source-cue"],"cue":["reporting.say"],"speaker":["attribution.source-cue","source.described","reporting.say"]},"type":"statement","via":[]}');

INSERT INTO texts VALUES ('7f83ccc3f8ba157191aff8a2ae473af6c8c7648659c82ae650ab3e81466eb0f3', '7f83ccc3f8ba157191aff8a2ae473af6c8c7648659c82ae650ab3e81466eb0f3', 2, 'plain', '1', 'The Kastavian defence ministry said on Friday that 40 of its soldiers had been killed since the start of the war.

Officials said the bridge at Orsa was open again.
');

ALTER TABLE ONLY ledger_revision
    ADD CONSTRAINT ledger_revision_pkc PRIMARY KEY (version_num);

ALTER TABLE ONLY announced
    ADD CONSTRAINT pk_announced PRIMARY KEY (key);

ALTER TABLE ONLY captures
    ADD CONSTRAINT pk_captures PRIMARY KEY (entry);

ALTER TABLE ONLY claim_sightings
    ADD CONSTRAINT pk_claim_sightings PRIMARY KEY (claim, "position");

ALTER TABLE ONLY claims
    ADD CONSTRAINT pk_claims PRIMARY KEY (id);

ALTER TABLE ONLY copy_groups
    ADD CONSTRAINT pk_copy_groups PRIMARY KEY (document);

ALTER TABLE ONLY copy_pairs
    ADD CONSTRAINT pk_copy_pairs PRIMARY KEY (a, b);

ALTER TABLE ONLY copy_signatures
    ADD CONSTRAINT pk_copy_signatures PRIMARY KEY (text);

ALTER TABLE ONLY derived_state
    ADD CONSTRAINT pk_derived_state PRIMARY KEY (part);

ALTER TABLE ONLY documents
    ADD CONSTRAINT pk_documents PRIMARY KEY (id);

ALTER TABLE ONLY entries
    ADD CONSTRAINT pk_entries PRIMARY KEY (number);

ALTER TABLE ONLY members
    ADD CONSTRAINT pk_members PRIMARY KEY (sighting);

ALTER TABLE ONLY parties
    ADD CONSTRAINT pk_parties PRIMARY KEY (id);

ALTER TABLE ONLY positions
    ADD CONSTRAINT pk_positions PRIMARY KEY (key);

ALTER TABLE ONLY readings
    ADD CONSTRAINT pk_readings PRIMARY KEY (entry);

ALTER TABLE ONLY reviews
    ADD CONSTRAINT pk_reviews PRIMARY KEY (entry, document, engine_id);

ALTER TABLE ONLY run_ends
    ADD CONSTRAINT pk_run_ends PRIMARY KEY (entry);

ALTER TABLE ONLY runs
    ADD CONSTRAINT pk_runs PRIMARY KEY (entry);

ALTER TABLE ONLY seen_entries
    ADD CONSTRAINT pk_seen_entries PRIMARY KEY (key);

ALTER TABLE ONLY sightings
    ADD CONSTRAINT pk_sightings PRIMARY KEY (entry, id);

ALTER TABLE ONLY skips
    ADD CONSTRAINT pk_skips PRIMARY KEY (entry);

ALTER TABLE ONLY statements
    ADD CONSTRAINT pk_statements PRIMARY KEY (entry, id);

ALTER TABLE ONLY texts
    ADD CONSTRAINT pk_texts PRIMARY KEY (document, sha256);

ALTER TABLE ONLY validators
    ADD CONSTRAINT pk_validators PRIMARY KEY (key);

CREATE INDEX ix_captures_document ON captures USING btree (document, entry);

CREATE INDEX ix_claim_sightings_sighting ON claim_sightings USING btree (sighting);

CREATE INDEX ix_claims_as_of ON claims USING btree (as_of);

CREATE INDEX ix_claims_bucket ON claims USING btree (bucket);

CREATE INDEX ix_claims_claimant_party ON claims USING btree (claimant_party);

CREATE INDEX ix_claims_question ON claims USING btree (question);

CREATE INDEX ix_claims_victims ON claims USING btree (victims_party, outcome);

CREATE INDEX ix_copy_groups_origin ON copy_groups USING btree (origin);

CREATE INDEX ix_documents_entry ON documents USING btree (entry);

CREATE INDEX ix_entries_at ON entries USING btree (at);

CREATE INDEX ix_members_bucket ON members USING btree (bucket);

CREATE INDEX ix_members_document ON members USING btree (document);

CREATE INDEX ix_readings_document ON readings USING btree (document, entry);

CREATE INDEX ix_reviews_document ON reviews USING btree (document, engine_id, entry);

CREATE INDEX ix_run_ends_run ON run_ends USING btree (run);

CREATE INDEX ix_sightings_document ON sightings USING btree (document, entry);

CREATE INDEX ix_sightings_id ON sightings USING btree (id);

CREATE INDEX ix_statements_document ON statements USING btree (document, entry);

CREATE INDEX ix_statements_id ON statements USING btree (id);

CREATE INDEX ix_texts_entry ON texts USING btree (entry);

CREATE INDEX ix_texts_sha256 ON texts USING btree (sha256);

CREATE TRIGGER captures_no_change BEFORE DELETE OR UPDATE OR TRUNCATE ON captures FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER documents_no_change BEFORE DELETE OR UPDATE OR TRUNCATE ON documents FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER entries_no_change BEFORE DELETE OR UPDATE OR TRUNCATE ON entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER readings_no_change BEFORE DELETE OR UPDATE OR TRUNCATE ON readings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER reviews_no_change BEFORE DELETE OR UPDATE OR TRUNCATE ON reviews FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER run_ends_no_change BEFORE DELETE OR UPDATE OR TRUNCATE ON run_ends FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER runs_no_change BEFORE DELETE OR UPDATE OR TRUNCATE ON runs FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER sightings_no_change BEFORE DELETE OR UPDATE OR TRUNCATE ON sightings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER skips_no_change BEFORE DELETE OR UPDATE OR TRUNCATE ON skips FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER statements_no_change BEFORE DELETE OR UPDATE OR TRUNCATE ON statements FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER texts_no_change BEFORE DELETE OR UPDATE OR TRUNCATE ON texts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE ONLY captures
    ADD CONSTRAINT fk_captures_document FOREIGN KEY (document) REFERENCES documents(id);

ALTER TABLE ONLY captures
    ADD CONSTRAINT fk_captures_entry FOREIGN KEY (entry) REFERENCES entries(number);

ALTER TABLE ONLY claim_sightings
    ADD CONSTRAINT fk_claim_sightings_claim FOREIGN KEY (claim) REFERENCES claims(id);

ALTER TABLE ONLY claim_sightings
    ADD CONSTRAINT fk_claim_sightings_sighting FOREIGN KEY (sighting) REFERENCES members(sighting);

ALTER TABLE ONLY copy_groups
    ADD CONSTRAINT fk_copy_groups_document FOREIGN KEY (document) REFERENCES documents(id);

ALTER TABLE ONLY copy_groups
    ADD CONSTRAINT fk_copy_groups_origin FOREIGN KEY (origin) REFERENCES documents(id);

ALTER TABLE ONLY documents
    ADD CONSTRAINT fk_documents_entry FOREIGN KEY (entry) REFERENCES entries(number);

ALTER TABLE ONLY members
    ADD CONSTRAINT fk_members_document FOREIGN KEY (document) REFERENCES documents(id);

ALTER TABLE ONLY members
    ADD CONSTRAINT fk_members_entry_sighting FOREIGN KEY (entry, sighting) REFERENCES sightings(entry, id);

ALTER TABLE ONLY readings
    ADD CONSTRAINT fk_readings_document FOREIGN KEY (document) REFERENCES documents(id);

ALTER TABLE ONLY readings
    ADD CONSTRAINT fk_readings_document_text FOREIGN KEY (document, text) REFERENCES texts(document, sha256);

ALTER TABLE ONLY readings
    ADD CONSTRAINT fk_readings_entry FOREIGN KEY (entry) REFERENCES entries(number);

ALTER TABLE ONLY reviews
    ADD CONSTRAINT fk_reviews_document FOREIGN KEY (document) REFERENCES documents(id);

ALTER TABLE ONLY reviews
    ADD CONSTRAINT fk_reviews_entry FOREIGN KEY (entry) REFERENCES entries(number);

ALTER TABLE ONLY run_ends
    ADD CONSTRAINT fk_run_ends_entry FOREIGN KEY (entry) REFERENCES entries(number);

ALTER TABLE ONLY run_ends
    ADD CONSTRAINT fk_run_ends_run FOREIGN KEY (run) REFERENCES runs(entry);

ALTER TABLE ONLY runs
    ADD CONSTRAINT fk_runs_entry FOREIGN KEY (entry) REFERENCES entries(number);

ALTER TABLE ONLY sightings
    ADD CONSTRAINT fk_sightings_document FOREIGN KEY (document) REFERENCES documents(id);

ALTER TABLE ONLY sightings
    ADD CONSTRAINT fk_sightings_entry FOREIGN KEY (entry) REFERENCES readings(entry);

ALTER TABLE ONLY skips
    ADD CONSTRAINT fk_skips_entry FOREIGN KEY (entry) REFERENCES entries(number);

ALTER TABLE ONLY statements
    ADD CONSTRAINT fk_statements_document FOREIGN KEY (document) REFERENCES documents(id);

ALTER TABLE ONLY statements
    ADD CONSTRAINT fk_statements_entry FOREIGN KEY (entry) REFERENCES readings(entry);

ALTER TABLE ONLY texts
    ADD CONSTRAINT fk_texts_document FOREIGN KEY (document) REFERENCES documents(id);

ALTER TABLE ONLY texts
    ADD CONSTRAINT fk_texts_entry FOREIGN KEY (entry) REFERENCES entries(number);
