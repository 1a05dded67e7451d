CREATE TABLE outletstandard (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	title TEXT DEFAULT '' NOT NULL,
	edition TEXT DEFAULT '' NOT NULL,
	issued_on TEXT,
	valid_from TEXT,
	content TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE INDEX ix_outletstandard_code ON outletstandard (code);
CREATE INDEX ix_outletstandard_issued_on ON outletstandard (issued_on);
CREATE TABLE coveragearea (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	region_id INTEGER,
	counted_on TEXT,
	people INTEGER,
	urban INTEGER,
	area_mu REAL,
	seed_shops INTEGER,
	source TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_coveragearea_counted_on ON coveragearea (counted_on);
CREATE INDEX ix_coveragearea_region_id ON coveragearea (region_id);
CREATE TABLE outlet (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	dealer_id INTEGER,
	name TEXT DEFAULT '' NOT NULL,
	kind TEXT DEFAULT 'shop' NOT NULL,
	state TEXT DEFAULT 'open' NOT NULL,
	region_id INTEGER,
	place TEXT DEFAULT '' NOT NULL,
	keeper TEXT DEFAULT '' NOT NULL,
	person_id INTEGER,
	phone TEXT DEFAULT '' NOT NULL,
	bags INTEGER,
	carrier TEXT DEFAULT '' NOT NULL,
	carrier_phone TEXT DEFAULT '' NOT NULL,
	opened_on TEXT,
	closed_on TEXT,
	area_m2 REAL,
	shelf_m REAL,
	check_days INTEGER,
	reason TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE CASCADE,
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_outlet_dealer_id ON outlet (dealer_id);
CREATE INDEX ix_outlet_person_id ON outlet (person_id);
CREATE INDEX ix_outlet_region_id ON outlet (region_id);
CREATE TABLE checkround (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	outlet_id INTEGER,
	kind TEXT DEFAULT 'routine' NOT NULL,
	sheet TEXT DEFAULT 'shop' NOT NULL,
	state TEXT DEFAULT 'planned' NOT NULL,
	planned_on TEXT,
	checked_on TEXT,
	checked_by TEXT DEFAULT '' NOT NULL,
	arrived_at TEXT DEFAULT '' NOT NULL,
	left_at TEXT DEFAULT '' NOT NULL,
	purpose TEXT DEFAULT '' NOT NULL,
	result TEXT DEFAULT '' NOT NULL,
	summary TEXT DEFAULT '' NOT NULL,
	cancel_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(outlet_id) REFERENCES outlet (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_checkround_checked_on ON checkround (checked_on);
CREATE INDEX ix_checkround_code ON checkround (code);
CREATE INDEX ix_checkround_outlet_id ON checkround (outlet_id);
CREATE INDEX ix_checkround_planned_on ON checkround (planned_on);
CREATE TABLE countedshop (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	area_id INTEGER,
	name TEXT DEFAULT '' NOT NULL,
	region_id INTEGER,
	ours INTEGER DEFAULT 0 NOT NULL,
	category_bags INTEGER,
	own_bags INTEGER,
	firms INTEGER,
	outlet_id INTEGER,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(area_id) REFERENCES coveragearea (id) ON DELETE CASCADE,
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(outlet_id) REFERENCES outlet (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_countedshop_area_id ON countedshop (area_id);
CREATE INDEX ix_countedshop_outlet_id ON countedshop (outlet_id);
CREATE INDEX ix_countedshop_region_id ON countedshop (region_id);
CREATE TABLE outlettarget (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	outlet_id INTEGER,
	month TEXT,
	target_bags INTEGER,
	sold_bags INTEGER,
	target_amount INTEGER,
	sold_amount INTEGER,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(outlet_id) REFERENCES outlet (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_outlettarget_month ON outlettarget (month);
CREATE INDEX ix_outlettarget_outlet_id ON outlettarget (outlet_id);
CREATE TABLE promoter (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	outlet_id INTEGER,
	name TEXT DEFAULT '' NOT NULL,
	phone TEXT DEFAULT '' NOT NULL,
	person_id INTEGER,
	since TEXT,
	left_on TEXT,
	trained_on TEXT,
	training TEXT DEFAULT '' NOT NULL,
	score REAL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(outlet_id) REFERENCES outlet (id) ON DELETE CASCADE,
	FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_promoter_outlet_id ON promoter (outlet_id);
CREATE INDEX ix_promoter_person_id ON promoter (person_id);
CREATE INDEX ix_promoter_trained_on ON promoter (trained_on);
CREATE TABLE standardtold (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	standard_id INTEGER,
	outlet_id INTEGER,
	told_on TEXT,
	how TEXT DEFAULT '' NOT NULL,
	acknowledged_on TEXT,
	acknowledged_by TEXT DEFAULT '' NOT NULL,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(standard_id) REFERENCES outletstandard (id) ON DELETE CASCADE,
	FOREIGN KEY(outlet_id) REFERENCES outlet (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_standardtold_outlet_id ON standardtold (outlet_id);
CREATE INDEX ix_standardtold_standard_id ON standardtold (standard_id);
CREATE TABLE townshipplan (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	region_id INTEGER,
	state TEXT DEFAULT 'open' NOT NULL,
	what TEXT DEFAULT '' NOT NULL,
	candidate TEXT DEFAULT '' NOT NULL,
	who TEXT DEFAULT '' NOT NULL,
	due_on TEXT,
	done_on TEXT,
	outlet_id INTEGER,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(outlet_id) REFERENCES outlet (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_townshipplan_due_on ON townshipplan (due_on);
CREATE INDEX ix_townshipplan_outlet_id ON townshipplan (outlet_id);
CREATE INDEX ix_townshipplan_region_id ON townshipplan (region_id);
CREATE TABLE checkline (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	round_id INTEGER,
	outlet_id INTEGER,
	part TEXT DEFAULT '' NOT NULL,
	item TEXT DEFAULT '' NOT NULL,
	must INTEGER DEFAULT 0 NOT NULL,
	full_marks REAL,
	marks REAL,
	fault TEXT DEFAULT '' NOT NULL,
	swap INTEGER DEFAULT 0 NOT NULL,
	deadline TEXT,
	state TEXT DEFAULT '' NOT NULL,
	rechecked_on TEXT,
	recheck_note TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(round_id) REFERENCES checkround (id) ON DELETE CASCADE,
	FOREIGN KEY(outlet_id) REFERENCES outlet (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_checkline_deadline ON checkline (deadline);
CREATE INDEX ix_checkline_outlet_id ON checkline (outlet_id);
CREATE INDEX ix_checkline_round_id ON checkline (round_id);
CREATE TABLE outletcase (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	outlet_id INTEGER,
	state TEXT DEFAULT 'open' NOT NULL,
	reported_on TEXT,
	side TEXT DEFAULT 'carrier' NOT NULL,
	kind TEXT DEFAULT 'late' NOT NULL,
	severity TEXT DEFAULT 'medium' NOT NULL,
	what TEXT DEFAULT '' NOT NULL,
	shipment_id INTEGER,
	carrier TEXT DEFAULT '' NOT NULL,
	customer TEXT DEFAULT '' NOT NULL,
	phone TEXT DEFAULT '' NOT NULL,
	person_id INTEGER,
	amount INTEGER,
	answer_due TEXT,
	answered_on TEXT,
	solve_due TEXT,
	solved_on TEXT,
	closed_on TEXT,
	at_fault TEXT DEFAULT '' NOT NULL,
	solution TEXT DEFAULT '' NOT NULL,
	cost INTEGER,
	satisfied TEXT DEFAULT '' NOT NULL,
	owner TEXT DEFAULT '' NOT NULL,
	reason TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(outlet_id) REFERENCES outlet (id) ON DELETE RESTRICT,
	FOREIGN KEY(shipment_id) REFERENCES shipment (id) ON DELETE RESTRICT,
	FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_outletcase_answer_due ON outletcase (answer_due);
CREATE INDEX ix_outletcase_code ON outletcase (code);
CREATE INDEX ix_outletcase_outlet_id ON outletcase (outlet_id);
CREATE INDEX ix_outletcase_person_id ON outletcase (person_id);
CREATE INDEX ix_outletcase_reported_on ON outletcase (reported_on);
CREATE INDEX ix_outletcase_shipment_id ON outletcase (shipment_id);
CREATE INDEX ix_outletcase_solve_due ON outletcase (solve_due);
CREATE TABLE outletplan (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	outlet_id INTEGER,
	round_id INTEGER,
	kind TEXT DEFAULT 'improvement' NOT NULL,
	part TEXT DEFAULT '' NOT NULL,
	what TEXT DEFAULT '' NOT NULL,
	who TEXT DEFAULT '' NOT NULL,
	due_on TEXT,
	state TEXT DEFAULT 'open' NOT NULL,
	done_on TEXT,
	effect TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(outlet_id) REFERENCES outlet (id) ON DELETE CASCADE,
	FOREIGN KEY(round_id) REFERENCES checkround (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_outletplan_due_on ON outletplan (due_on);
CREATE INDEX ix_outletplan_outlet_id ON outletplan (outlet_id);
CREATE INDEX ix_outletplan_round_id ON outletplan (round_id);
CREATE TABLE promotermonth (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	promoter_id INTEGER,
	month TEXT,
	target_bags INTEGER,
	sold_bags INTEGER,
	per_bag INTEGER,
	feedback TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(promoter_id) REFERENCES promoter (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_promotermonth_month ON promotermonth (month);
CREATE INDEX ix_promotermonth_promoter_id ON promotermonth (promoter_id);
