CREATE TABLE suitabilityrule (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	item TEXT DEFAULT 'factor.heat' NOT NULL,
	crop_id INTEGER,
	valid_from TEXT,
	best REAL,
	good REAL,
	least REAL,
	needed INTEGER DEFAULT 0 NOT NULL,
	value REAL,
	source TEXT DEFAULT '' NOT NULL,
	verified_by TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_suitabilityrule_crop_id ON suitabilityrule (crop_id);
CREATE INDEX ix_suitabilityrule_valid_from ON suitabilityrule (valid_from);
