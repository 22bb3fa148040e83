BEGIN TRANSACTION;
CREATE TABLE announced (
    "key" VARCHAR(64) NOT NULL,
    CONSTRAINT pk_announced PRIMARY KEY ("key")
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
    fetched_at VARCHAR(27), authors TEXT, language TEXT, published_from TEXT, published_at TEXT, notes TEXT,
    CONSTRAINT pk_captures PRIMARY KEY (entry),
    CONSTRAINT fk_captures_entry FOREIGN KEY(entry) REFERENCES entries (number),
    CONSTRAINT fk_captures_document FOREIGN KEY(document) REFERENCES documents (id)
);
INSERT INTO "captures" VALUES(2,'7f83ccc3f8ba157191aff8a2ae473af6c8c7648659c82ae650ab3e81466eb0f3','report.txt',NULL,'Forty dead, ministry says','Orsa Post','2023-05-05','2023-05-05',NULL,'["Ilse Brandt","Orsa Post desk"]','en','json-ld','2023-05-05T18:30:00+02:00','["its address says 2023-05-04"]');
CREATE TABLE claim_sightings (
    claim VARCHAR(32) NOT NULL,
    position INTEGER NOT NULL,
    sighting VARCHAR(32) NOT NULL,
    CONSTRAINT pk_claim_sightings PRIMARY KEY (claim, position),
    CONSTRAINT fk_claim_sightings_claim FOREIGN KEY(claim) REFERENCES claims (id),
    CONSTRAINT fk_claim_sightings_sighting FOREIGN KEY(sighting) REFERENCES members (sighting)
);
INSERT INTO "claim_sightings" VALUES('c-db873a0dc5b79dbe',0,'db873a0dc5b79dbe');
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
INSERT INTO "claims" VALUES('c-db873a0dc5b79dbe','3e9858d317474038b69250a1f41a18e0','q-06e6aee294ac','killed',NULL,'military',NULL,'cumulative',NULL,NULL,NULL,0,'The Kastavian defence ministry','the kastavian defence ministry',NULL,'government','asserted','{"end":53,"high":40,"kind":"exact","low":40,"start":51,"text":"40","value":40}','exact',40,40,40,NULL,'2023-05-05','said','2023-05-05','2023-05-05','2023-05-05',1,1,NULL,NULL);
CREATE TABLE copy_groups (
    document VARCHAR(64) NOT NULL,
    origin VARCHAR(64) NOT NULL,
    CONSTRAINT pk_copy_groups PRIMARY KEY (document),
    CONSTRAINT fk_copy_groups_document FOREIGN KEY(document) REFERENCES documents (id),
    CONSTRAINT fk_copy_groups_origin FOREIGN KEY(origin) REFERENCES documents (id)
);
INSERT INTO "copy_groups" VALUES('7f83ccc3f8ba157191aff8a2ae473af6c8c7648659c82ae650ab3e81466eb0f3','7f83ccc3f8ba157191aff8a2ae473af6c8c7648659c82ae650ab3e81466eb0f3');
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
INSERT INTO "copy_signatures" VALUES('7f83ccc3f8ba157191aff8a2ae473af6c8c7648659c82ae650ab3e81466eb0f3',X'0166294F0CDF1BF6BB4E37DFB2A47176251A000000C5AD99C0114456262EBE7A5912BD3A10AAED1D7AF5D7A583D3C5A9C1B538ADC2C3FB23C04C5BADC4FD2022C1DDC07F41CC619AC3981271C05A15B0C39282F2C33EE688C1EDE465C1A31C0DC0AD19A9C01A48A984B17BEC51A35F97C056D78AC01702910F88C1D7C69F8572C1FD65A5C3CC3296594350DAC083B7BF931FF42D147C25A62CD910F99700E2D7292A9C228CC1090D19C26B1E93584095C3681DF02DDF56FC57ECF087C23E9628CCDA15AAC05C3CC4C256FA1E934EE52AC0B59C6AC5F5994AC15A37358E322541C1FDEF25C06B144CC6CEBC34C0CC4A7EC05FA4BAC0787DA4C5DAB12CC36AD08547C883FC38F6D61CC568351A0E4AEA26228FB84C53C73A74C463D9D408437A3217F1DBDBC20C4ED91631B10CC1A9FBCAC24813D4C0CAB3F5A78826EEC35007C1C00F272DC1EB1553CB11F995C2E1645CC2B47C2A2C0DA476C0EAF216C0B78CCDC2DDCD8DC2FD027EBFC0159DC0D905DFC6BC31037280A69702AA77ADC348423A3B8B9C7FC0338208C09C94F7B3877C716888FA6F93765B323026EF99044EDFEE6921CA10C0C145C0CAE62E3DC1247798679C57FEB651F40BC25631E8C3688029CBCE90CCA02D26AC6081FD2034F46A9D03153014625A9930219CB9A169439AEA6E749E24C28A28A5C14B037A81B13D7440501DF033C66C3DC41275E719A108B6020B1CA27A3B2444C3DCB00365204E47147EA6CCC1');
CREATE TABLE derived_state (
    part VARCHAR(16) NOT NULL,
    through INTEGER NOT NULL,
    version TEXT NOT NULL,
    CONSTRAINT pk_derived_state PRIMARY KEY (part)
);
INSERT INTO "derived_state" VALUES('claims',4,'0.1.0+766f2699 e2a7d40c0e7a');
CREATE TABLE documents (
    id VARCHAR(64) NOT NULL,
    entry INTEGER NOT NULL,
    CONSTRAINT pk_documents PRIMARY KEY (id),
    CONSTRAINT fk_documents_entry FOREIGN KEY(entry) REFERENCES entries (number)
);
INSERT INTO "documents" VALUES('7f83ccc3f8ba157191aff8a2ae473af6c8c7648659c82ae650ab3e81466eb0f3',2);
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
INSERT INTO "entries" VALUES(1,'2026-11-23T00:00:01.000000Z','run',NULL,'68d78d0a44e104d65a3e63256126fc80dbdeb1812706d1a528e22d3dd01d931c','0000000000000000000000000000000000000000000000000000000000000000','fd9862b81c489cdee8329098047b59ea948d96aea3395050a1cb8d7c7c185a8c');
INSERT INTO "entries" VALUES(2,'2026-11-23T00:00:02.000000Z','document',1,'ffdd30153632a7586694ced3c73347cb2b79786d2b9fb25daee0183b8e3028c5','fd9862b81c489cdee8329098047b59ea948d96aea3395050a1cb8d7c7c185a8c','fb76aa16faa3f6efcc236a5faa0e33f3a2491612fd3cd0f15dfd80c25731d69b');
INSERT INTO "entries" VALUES(3,'2026-11-23T00:00:03.000000Z','end',1,'1237a11e0b851eaf96b0d9f6f3ee82e4aefa0fbb60e4d7a7f85eb05c0e7ec18c','fb76aa16faa3f6efcc236a5faa0e33f3a2491612fd3cd0f15dfd80c25731d69b','2a9f39e3d7b46aa0378166d38c1cc53e518771cf6f3c7a1bc0e3606c2cf13849');
INSERT INTO "entries" VALUES(4,'2026-11-23T00:00:04.000000Z','review',NULL,'2506749ee9b98e65c81065c59c02eebf061a14f9ba223e8fec3007b75d9aaa46','2a9f39e3d7b46aa0378166d38c1cc53e518771cf6f3c7a1bc0e3606c2cf13849','2751dceed9c35af2c6e1eac38c5f48345b42e250fdae278669ea01de8751f25c');
CREATE TABLE ledger_revision (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT ledger_revision_pkc PRIMARY KEY (version_num)
);
INSERT INTO "ledger_revision" VALUES('0002_facts');
CREATE TABLE members (
    sighting VARCHAR(32) NOT NULL,
    document VARCHAR(64) NOT NULL,
    entry INTEGER NOT NULL,
    bucket VARCHAR(32) NOT NULL,
    CONSTRAINT pk_members PRIMARY KEY (sighting),
    CONSTRAINT fk_members_entry_sighting FOREIGN KEY(entry, sighting) REFERENCES sightings (entry, id),
    CONSTRAINT fk_members_document FOREIGN KEY(document) REFERENCES documents (id)
);
INSERT INTO "members" VALUES('db873a0dc5b79dbe','7f83ccc3f8ba157191aff8a2ae473af6c8c7648659c82ae650ab3e81466eb0f3',2,'3e9858d317474038b69250a1f41a18e0');
CREATE TABLE parties (
    id VARCHAR(200) NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    CONSTRAINT pk_parties PRIMARY KEY (id)
);
CREATE TABLE positions (
    "key" VARCHAR(64) NOT NULL,
    archive TEXT NOT NULL,
    position BIGINT NOT NULL,
    CONSTRAINT pk_positions PRIMARY KEY ("key")
);
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
INSERT INTO "readings" VALUES(2,'7f83ccc3f8ba157191aff8a2ae473af6c8c7648659c82ae650ab3e81466eb0f3','7f83ccc3f8ba157191aff8a2ae473af6c8c7648659c82ae650ab3e81466eb0f3','2023-05-05','2023-05-05','0.1.0+291b8980','e2a7d40c0e7a',0);
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
INSERT INTO "reviews" VALUES(4,'7f83ccc3f8ba157191aff8a2ae473af6c8c7648659c82ae650ab3e81466eb0f3','2eccfdd167a0eca2','accept','{}','A. Reader','',0);
CREATE TABLE run_ends (
    entry INTEGER NOT NULL,
    run INTEGER NOT NULL,
    how VARCHAR(16) NOT NULL,
    tally TEXT NOT NULL,
    CONSTRAINT pk_run_ends PRIMARY KEY (entry),
    CONSTRAINT fk_run_ends_entry FOREIGN KEY(entry) REFERENCES entries (number),
    CONSTRAINT fk_run_ends_run FOREIGN KEY(run) REFERENCES runs (entry)
);
INSERT INTO "run_ends" VALUES(3,1,'finished','{"n_claims_changed":0,"n_claims_new":1,"n_known":0,"n_new":1,"n_reread":0,"n_sightings":1,"n_statements":1,"skipped":{}}');
CREATE TABLE runs (
    entry INTEGER NOT NULL,
    engine TEXT NOT NULL,
    lexicon TEXT NOT NULL,
    what TEXT NOT NULL,
    CONSTRAINT pk_runs PRIMARY KEY (entry),
    CONSTRAINT fk_runs_entry FOREIGN KEY(entry) REFERENCES entries (number)
);
INSERT INTO "runs" VALUES(1,'0.1.0+291b8980','e2a7d40c0e7a','one report');
CREATE TABLE seen_entries (
    "key" VARCHAR(64) NOT NULL,
    CONSTRAINT pk_seen_entries PRIMARY KEY ("key")
);
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
INSERT INTO "sightings" VALUES(2,'db873a0dc5b79dbe','7f83ccc3f8ba157191aff8a2ae473af6c8c7648659c82ae650ab3e81466eb0f3',0,'2eccfdd167a0eca2','killed',NULL,'military',NULL,'The Kastavian defence ministry',NULL,'government','cumulative',NULL,NULL,'2023-05-05',NULL,NULL,'exact',40,40,40,'asserted',0,'{"caption":false,"claimant":{"end":30,"kind":"government","name":"The Kastavian defence ministry","party":null,"start":0,"text":"The Kastavian defence ministry"},"confidence":0.79,"hedge":null,"id":"2eccfdd167a0eca2","inferred":[],"optional":false,"outcome":"killed","part_of":null,"period":{"end":null,"frame":"cumulative","start":null,"text":"since the start of the war"},"place":null,"polarity":"asserted","quantity":{"end":53,"high":40,"kind":"exact","low":40,"start":51,"text":"40","value":40},"repeats":null,"sentence":{"end":113,"start":0,"text":"The Kastavian defence ministry said on Friday that 40 of its soldiers had been killed since the start of the war."},"source":"report.txt","stated_on":"2023-05-05","trace":{"claimant":["attribution.source-cue","source.described","reporting.say"],"outcome":["loss.subject","outcomes.kill"],"period":["period.since-war"],"quantity":["quantity.number"],"stated_on":["said.dated"],"victims":["victims.military","side.possessive"]},"via":[],"victims":{"class":"military","end":69,"group":null,"party":null,"start":57,"text":"its soldiers"}}');
CREATE TABLE skips (
    entry INTEGER NOT NULL,
    source TEXT NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_skips PRIMARY KEY (entry),
    CONSTRAINT fk_skips_entry FOREIGN KEY(entry) REFERENCES entries (number)
);
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
INSERT INTO "statements" VALUES(2,'8254348618a5bce7','7f83ccc3f8ba157191aff8a2ae473af6c8c7648659c82ae650ab3e81466eb0f3',0,'f7226c19d437cfa3','Officials',NULL,'government','says',NULL,'{"content":{"end":163,"start":130,"text":"the bridge at Orsa was open again"},"cue":{"end":129,"start":125,"text":"said"},"id":"f7226c19d437cfa3","inferred":[],"quoted":false,"sentence":{"end":164,"start":115,"text":"Officials said the bridge at Orsa was open again."},"source":"report.txt","speaker":{"end":124,"kind":"government","name":"Officials","party":null,"start":115,"text":"Officials"},"stance":"says","stated_on":null,"trace":{"content":["content.source-cue"],"cue":["reporting.say"],"speaker":["attribution.source-cue","source.described","reporting.say"]},"type":"statement","via":[]}');
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
INSERT INTO "texts" VALUES('7f83ccc3f8ba157191aff8a2ae473af6c8c7648659c82ae650ab3e81466eb0f3','7f83ccc3f8ba157191aff8a2ae473af6c8c7648659c82ae650ab3e81466eb0f3',2,'plain','1','The Kastavian defence ministry said on Friday that 40 of its soldiers had been killed since the start of the war.

Officials said the bridge at Orsa was open again.
');
CREATE TABLE validators (
    "key" VARCHAR(64) NOT NULL,
    url TEXT NOT NULL,
    etag TEXT,
    last_modified TEXT,
    sha256 TEXT,
    source TEXT,
    fetched_at VARCHAR(27),
    CONSTRAINT pk_validators PRIMARY KEY ("key")
);
CREATE INDEX ix_claims_as_of ON claims (as_of);
CREATE INDEX ix_claims_bucket ON claims (bucket);
CREATE INDEX ix_claims_claimant_party ON claims (claimant_party);
CREATE INDEX ix_claims_question ON claims (question);
CREATE INDEX ix_claims_victims ON claims (victims_party, outcome);
CREATE INDEX ix_entries_at ON entries (at);
CREATE INDEX ix_documents_entry ON documents (entry);
CREATE INDEX ix_captures_document ON captures (document, entry);
CREATE INDEX ix_copy_groups_origin ON copy_groups (origin);
CREATE INDEX ix_reviews_document ON reviews (document, engine_id, entry);
CREATE INDEX ix_run_ends_run ON run_ends (run);
CREATE INDEX ix_texts_entry ON texts (entry);
CREATE INDEX ix_texts_sha256 ON texts (sha256);
CREATE INDEX ix_readings_document ON readings (document, entry);
CREATE INDEX ix_sightings_document ON sightings (document, entry);
CREATE INDEX ix_sightings_id ON sightings (id);
CREATE INDEX ix_statements_document ON statements (document, entry);
CREATE INDEX ix_statements_id ON statements (id);
CREATE INDEX ix_members_bucket ON members (bucket);
CREATE INDEX ix_members_document ON members (document);
CREATE INDEX ix_claim_sightings_sighting ON claim_sightings (sighting);
CREATE TRIGGER captures_no_UPDATE BEFORE UPDATE ON captures
BEGIN SELECT RAISE(ABORT, 'rows of captures are only added'); END;
CREATE TRIGGER captures_no_DELETE BEFORE DELETE ON captures
BEGIN SELECT RAISE(ABORT, 'rows of captures are only added'); END;
CREATE TRIGGER captures_no_REPLACE BEFORE INSERT ON captures
WHEN EXISTS (SELECT 1 FROM captures WHERE entry = NEW.entry)
BEGIN SELECT RAISE(ABORT, 'rows of captures are only added'); END;
CREATE TRIGGER documents_no_UPDATE BEFORE UPDATE ON documents
BEGIN SELECT RAISE(ABORT, 'rows of documents are only added'); END;
CREATE TRIGGER documents_no_DELETE BEFORE DELETE ON documents
BEGIN SELECT RAISE(ABORT, 'rows of documents are only added'); END;
CREATE TRIGGER documents_no_REPLACE BEFORE INSERT ON documents
WHEN EXISTS (SELECT 1 FROM documents WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'rows of documents are only added'); END;
CREATE TRIGGER entries_no_UPDATE BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'rows of entries are only added'); END;
CREATE TRIGGER entries_no_DELETE BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'rows of entries are only added'); END;
CREATE TRIGGER entries_no_REPLACE BEFORE INSERT ON entries
WHEN EXISTS (SELECT 1 FROM entries WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'rows of entries are only added'); END;
CREATE TRIGGER readings_no_UPDATE BEFORE UPDATE ON readings
BEGIN SELECT RAISE(ABORT, 'rows of readings are only added'); END;
CREATE TRIGGER readings_no_DELETE BEFORE DELETE ON readings
BEGIN SELECT RAISE(ABORT, 'rows of readings are only added'); END;
CREATE TRIGGER readings_no_REPLACE BEFORE INSERT ON readings
WHEN EXISTS (SELECT 1 FROM readings WHERE entry = NEW.entry)
BEGIN SELECT RAISE(ABORT, 'rows of readings are only added'); END;
CREATE TRIGGER reviews_no_UPDATE BEFORE UPDATE ON reviews
BEGIN SELECT RAISE(ABORT, 'rows of reviews are only added'); END;
CREATE TRIGGER reviews_no_DELETE BEFORE DELETE ON reviews
BEGIN SELECT RAISE(ABORT, 'rows of reviews are only added'); END;
CREATE TRIGGER reviews_no_REPLACE BEFORE INSERT ON reviews
WHEN EXISTS (SELECT 1 FROM reviews WHERE entry = NEW.entry AND document = NEW.document AND engine_id = NEW.engine_id)
BEGIN SELECT RAISE(ABORT, 'rows of reviews are only added'); END;
CREATE TRIGGER run_ends_no_UPDATE BEFORE UPDATE ON run_ends
BEGIN SELECT RAISE(ABORT, 'rows of run_ends are only added'); END;
CREATE TRIGGER run_ends_no_DELETE BEFORE DELETE ON run_ends
BEGIN SELECT RAISE(ABORT, 'rows of run_ends are only added'); END;
CREATE TRIGGER run_ends_no_REPLACE BEFORE INSERT ON run_ends
WHEN EXISTS (SELECT 1 FROM run_ends WHERE entry = NEW.entry)
BEGIN SELECT RAISE(ABORT, 'rows of run_ends are only added'); END;
CREATE TRIGGER runs_no_UPDATE BEFORE UPDATE ON runs
BEGIN SELECT RAISE(ABORT, 'rows of runs are only added'); END;
CREATE TRIGGER runs_no_DELETE BEFORE DELETE ON runs
BEGIN SELECT RAISE(ABORT, 'rows of runs are only added'); END;
CREATE TRIGGER runs_no_REPLACE BEFORE INSERT ON runs
WHEN EXISTS (SELECT 1 FROM runs WHERE entry = NEW.entry)
BEGIN SELECT RAISE(ABORT, 'rows of runs are only added'); END;
CREATE TRIGGER sightings_no_UPDATE BEFORE UPDATE ON sightings
BEGIN SELECT RAISE(ABORT, 'rows of sightings are only added'); END;
CREATE TRIGGER sightings_no_DELETE BEFORE DELETE ON sightings
BEGIN SELECT RAISE(ABORT, 'rows of sightings are only added'); END;
CREATE TRIGGER sightings_no_REPLACE BEFORE INSERT ON sightings
WHEN EXISTS (SELECT 1 FROM sightings WHERE entry = NEW.entry AND id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'rows of sightings are only added'); END;
CREATE TRIGGER skips_no_UPDATE BEFORE UPDATE ON skips
BEGIN SELECT RAISE(ABORT, 'rows of skips are only added'); END;
CREATE TRIGGER skips_no_DELETE BEFORE DELETE ON skips
BEGIN SELECT RAISE(ABORT, 'rows of skips are only added'); END;
CREATE TRIGGER skips_no_REPLACE BEFORE INSERT ON skips
WHEN EXISTS (SELECT 1 FROM skips WHERE entry = NEW.entry)
BEGIN SELECT RAISE(ABORT, 'rows of skips are only added'); END;
CREATE TRIGGER statements_no_UPDATE BEFORE UPDATE ON statements
BEGIN SELECT RAISE(ABORT, 'rows of statements are only added'); END;
CREATE TRIGGER statements_no_DELETE BEFORE DELETE ON statements
BEGIN SELECT RAISE(ABORT, 'rows of statements are only added'); END;
CREATE TRIGGER statements_no_REPLACE BEFORE INSERT ON statements
WHEN EXISTS (SELECT 1 FROM statements WHERE entry = NEW.entry AND id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'rows of statements are only added'); END;
CREATE TRIGGER texts_no_UPDATE BEFORE UPDATE ON texts
BEGIN SELECT RAISE(ABORT, 'rows of texts are only added'); END;
CREATE TRIGGER texts_no_DELETE BEFORE DELETE ON texts
BEGIN SELECT RAISE(ABORT, 'rows of texts are only added'); END;
CREATE TRIGGER texts_no_REPLACE BEFORE INSERT ON texts
WHEN EXISTS (SELECT 1 FROM texts WHERE document = NEW.document AND sha256 = NEW.sha256)
BEGIN SELECT RAISE(ABORT, 'rows of texts are only added'); END;
COMMIT;
