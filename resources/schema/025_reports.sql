CREATE TABLE reportlayout (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	name TEXT DEFAULT '' NOT NULL,
	kind TEXT DEFAULT 'week' NOT NULL,
	in_use INTEGER DEFAULT 1 NOT NULL,
	owed INTEGER DEFAULT 1 NOT NULL,
	due_days INTEGER,
	due_at TEXT DEFAULT '' NOT NULL,
	heading TEXT DEFAULT '' NOT NULL,
	intro TEXT DEFAULT '' NOT NULL,
	signers TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE TABLE layoutfigure (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	layout_id INTEGER,
	position INTEGER,
	measure TEXT DEFAULT 'visits' NOT NULL,
	heading TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(layout_id) REFERENCES reportlayout (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_layoutfigure_layout_id ON layoutfigure (layout_id);
CREATE TABLE layoutsection (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	layout_id INTEGER,
	position INTEGER,
	section TEXT DEFAULT 'work' NOT NULL,
	shown INTEGER DEFAULT 1 NOT NULL,
	heading TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(layout_id) REFERENCES reportlayout (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_layoutsection_layout_id ON layoutsection (layout_id);
CREATE TABLE periodreport (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	number INTEGER,
	kind TEXT DEFAULT 'week' NOT NULL,
	starts_on TEXT,
	ends_on TEXT,
	state TEXT DEFAULT 'draft' NOT NULL,
	person_id INTEGER,
	layout_id INTEGER,
	to_whom TEXT DEFAULT '' NOT NULL,
	due_on TEXT,
	handed_on TEXT,
	corrected_on TEXT,
	reason TEXT DEFAULT '' NOT NULL,
	summary TEXT DEFAULT '' NOT NULL,
	problems_met TEXT DEFAULT '' NOT NULL,
	improvement TEXT DEFAULT '' NOT NULL,
	support TEXT DEFAULT '' NOT NULL,
	frozen TEXT DEFAULT '{}' NOT NULL,
	made_by TEXT DEFAULT '' NOT NULL,
	made_on TEXT,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT,
	FOREIGN KEY(layout_id) REFERENCES reportlayout (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_periodreport_code ON periodreport (code);
CREATE INDEX ix_periodreport_due_on ON periodreport (due_on);
CREATE INDEX ix_periodreport_layout_id ON periodreport (layout_id);
CREATE INDEX ix_periodreport_person_id ON periodreport (person_id);
CREATE INDEX ix_periodreport_starts_on ON periodreport (starts_on);
CREATE TABLE reportplan (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	report_id INTEGER,
	part TEXT DEFAULT 'next' NOT NULL,
	what TEXT DEFAULT '' NOT NULL,
	due_on TEXT,
	person TEXT DEFAULT '' NOT NULL,
	dealer_id INTEGER,
	state TEXT DEFAULT 'open' NOT NULL,
	note TEXT DEFAULT '' NOT NULL,
	carried INTEGER DEFAULT 0,
	source TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(report_id) REFERENCES periodreport (id) ON DELETE CASCADE,
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_reportplan_dealer_id ON reportplan (dealer_id);
CREATE INDEX ix_reportplan_report_id ON reportplan (report_id);
CREATE TABLE reporttext (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	report_id INTEGER,
	chosen INTEGER DEFAULT 1 NOT NULL,
	section TEXT DEFAULT 'work' NOT NULL,
	on_day TEXT,
	about TEXT DEFAULT '' NOT NULL,
	text TEXT DEFAULT '' NOT NULL,
	source TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(report_id) REFERENCES periodreport (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_reporttext_report_id ON reporttext (report_id);
