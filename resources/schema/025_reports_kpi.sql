CREATE TABLE kpisheet (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	name TEXT DEFAULT '' NOT NULL,
	kind TEXT DEFAULT 'month' NOT NULL,
	starts_on TEXT,
	ends_on TEXT,
	person_id INTEGER,
	region_id INTEGER,
	judge TEXT DEFAULT '' NOT NULL,
	state TEXT DEFAULT 'draft' NOT NULL,
	halves INTEGER DEFAULT 0 NOT NULL,
	agreed_on TEXT,
	judged_on TEXT,
	reason TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT,
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_kpisheet_code ON kpisheet (code);
CREATE INDEX ix_kpisheet_person_id ON kpisheet (person_id);
CREATE INDEX ix_kpisheet_region_id ON kpisheet (region_id);
CREATE INDEX ix_kpisheet_starts_on ON kpisheet (starts_on);
CREATE TABLE kpiline (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	sheet_id INTEGER,
	position INTEGER,
	measure TEXT DEFAULT 'collected' NOT NULL,
	title TEXT DEFAULT '' NOT NULL,
	target REAL,
	weight REAL DEFAULT (10.0),
	less INTEGER DEFAULT 0 NOT NULL,
	steps TEXT DEFAULT '' NOT NULL,
	basis TEXT DEFAULT '' NOT NULL,
	actual REAL,
	first_half REAL,
	second_half REAL,
	marks REAL,
	taken_from TEXT,
	taken_until TEXT,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sheet_id) REFERENCES kpisheet (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_kpiline_sheet_id ON kpiline (sheet_id);
