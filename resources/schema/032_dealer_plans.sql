CREATE TABLE dealerplan (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	dealer_id INTEGER,
	kind TEXT DEFAULT 'promotion' NOT NULL,
	span TEXT DEFAULT 'year' NOT NULL,
	starts_on TEXT,
	ends_on TEXT,
	state TEXT DEFAULT 'draft' NOT NULL,
	person_id INTEGER,
	bags INTEGER,
	amount INTEGER,
	goals TEXT DEFAULT '' NOT NULL,
	our_money INTEGER,
	dealer_money INTEGER,
	people INTEGER,
	agreed_with TEXT DEFAULT '' NOT NULL,
	agreed_on TEXT,
	result TEXT DEFAULT '' NOT NULL,
	lessons TEXT DEFAULT '' NOT NULL,
	closed_on TEXT,
	reason TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_dealerplan_code ON dealerplan (code);
CREATE INDEX ix_dealerplan_dealer_id ON dealerplan (dealer_id);
CREATE INDEX ix_dealerplan_person_id ON dealerplan (person_id);
CREATE INDEX ix_dealerplan_starts_on ON dealerplan (starts_on);
CREATE TABLE dealerreport (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	dealer_id INTEGER,
	kind TEXT DEFAULT 'week' NOT NULL,
	starts_on TEXT,
	ends_on TEXT,
	came_on TEXT,
	written_by TEXT DEFAULT '' NOT NULL,
	market TEXT DEFAULT '' NOT NULL,
	rivals TEXT DEFAULT '' NOT NULL,
	wishes TEXT DEFAULT '' NOT NULL,
	answer TEXT DEFAULT '' NOT NULL,
	answered_on TEXT,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_dealerreport_code ON dealerreport (code);
CREATE INDEX ix_dealerreport_dealer_id ON dealerreport (dealer_id);
CREATE INDEX ix_dealerreport_starts_on ON dealerreport (starts_on);
CREATE TABLE dealerplanline (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	plan_id INTEGER,
	on_day TEXT,
	work TEXT DEFAULT 'meeting' NOT NULL,
	what TEXT DEFAULT '' NOT NULL,
	product_id INTEGER,
	place TEXT DEFAULT '' NOT NULL,
	bags INTEGER,
	money INTEGER,
	people INTEGER,
	done_on TEXT,
	bags_done INTEGER,
	spent INTEGER,
	people_came INTEGER,
	result TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(plan_id) REFERENCES dealerplan (id) ON DELETE CASCADE,
	FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_dealerplanline_on_day ON dealerplanline (on_day);
CREATE INDEX ix_dealerplanline_plan_id ON dealerplanline (plan_id);
CREATE INDEX ix_dealerplanline_product_id ON dealerplanline (product_id);
CREATE TABLE dealerreportline (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	report_id INTEGER,
	dealer_id INTEGER,
	kind TEXT DEFAULT 'week' NOT NULL,
	starts_on TEXT,
	product_id INTEGER,
	opening INTEGER,
	received INTEGER,
	sold INTEGER,
	closing INTEGER,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(report_id) REFERENCES dealerreport (id) ON DELETE RESTRICT,
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_dealerreportline_dealer_id ON dealerreportline (dealer_id);
CREATE INDEX ix_dealerreportline_product_id ON dealerreportline (product_id);
CREATE INDEX ix_dealerreportline_report_id ON dealerreportline (report_id);
