CREATE TABLE growerquestion (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	asked_on TEXT,
	grower TEXT DEFAULT '' NOT NULL,
	phone TEXT DEFAULT '' NOT NULL,
	region_id INTEGER,
	spot TEXT DEFAULT '' NOT NULL,
	crop_id INTEGER,
	area_mu REAL,
	irrigated TEXT DEFAULT '' NOT NULL,
	grain TEXT DEFAULT '' NOT NULL,
	sow_on TEXT,
	previous_crop TEXT DEFAULT '' NOT NULL,
	varieties INTEGER DEFAULT 3,
	question TEXT DEFAULT '' NOT NULL,
	answer TEXT DEFAULT '' NOT NULL,
	advised_by TEXT DEFAULT '' NOT NULL,
	answered_on TEXT,
	state TEXT DEFAULT 'open' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_growerquestion_asked_on ON growerquestion (asked_on);
CREATE INDEX ix_growerquestion_code ON growerquestion (code);
CREATE INDEX ix_growerquestion_crop_id ON growerquestion (crop_id);
CREATE INDEX ix_growerquestion_region_id ON growerquestion (region_id);
