CREATE TABLE trip (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	purpose TEXT DEFAULT '' NOT NULL,
	starts_on TEXT,
	ends_on TEXT,
	state TEXT DEFAULT 'draft' NOT NULL,
	person_id INTEGER,
	companions TEXT DEFAULT '' NOT NULL,
	transport TEXT DEFAULT '' NOT NULL,
	route TEXT DEFAULT '' NOT NULL,
	whom TEXT DEFAULT '' NOT NULL,
	tasks TEXT DEFAULT '' NOT NULL,
	budget INTEGER,
	advance INTEGER,
	approver TEXT DEFAULT '' NOT NULL,
	applied_on TEXT,
	approved_on TEXT,
	returned_on TEXT,
	course TEXT DEFAULT '' NOT NULL,
	findings TEXT DEFAULT '' NOT NULL,
	conclusions TEXT DEFAULT '' NOT NULL,
	follow_up TEXT DEFAULT '' NOT NULL,
	report_due TEXT,
	reported_on TEXT,
	settle_due TEXT,
	settled_on TEXT,
	returned_money INTEGER,
	reason TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_trip_code ON trip (code);
CREATE INDEX ix_trip_person_id ON trip (person_id);
CREATE INDEX ix_trip_report_due ON trip (report_due);
CREATE INDEX ix_trip_settle_due ON trip (settle_due);
CREATE INDEX ix_trip_starts_on ON trip (starts_on);
CREATE TABLE tripexpense (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	trip_id INTEGER,
	spent_on TEXT,
	kind TEXT DEFAULT 'ticket' NOT NULL,
	what TEXT DEFAULT '' NOT NULL,
	km REAL,
	claimed INTEGER,
	sanctioned INTEGER,
	receipts INTEGER,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(trip_id) REFERENCES trip (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_tripexpense_trip_id ON tripexpense (trip_id);
CREATE TABLE tripstop (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	trip_id INTEGER,
	on_day TEXT,
	place TEXT DEFAULT '' NOT NULL,
	dealer_id INTEGER,
	visit_id INTEGER,
	task TEXT DEFAULT '' NOT NULL,
	result TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(trip_id) REFERENCES trip (id) ON DELETE CASCADE,
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(visit_id) REFERENCES visit (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_tripstop_dealer_id ON tripstop (dealer_id);
CREATE INDEX ix_tripstop_trip_id ON tripstop (trip_id);
CREATE INDEX ix_tripstop_visit_id ON tripstop (visit_id);
