CREATE TABLE diversioncase (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	state TEXT DEFAULT 'reported' NOT NULL,
	found_on TEXT,
	region_id INTEGER,
	place TEXT DEFAULT '' NOT NULL,
	latitude REAL,
	longitude REAL,
	shop TEXT DEFAULT '' NOT NULL,
	finder TEXT DEFAULT '' NOT NULL,
	reported_by TEXT DEFAULT '' NOT NULL,
	product_id INTEGER,
	lot TEXT DEFAULT '' NOT NULL,
	box_code TEXT DEFAULT '' NOT NULL,
	legible INTEGER DEFAULT 1 NOT NULL,
	bags INTEGER,
	price_here INTEGER,
	price_allowed INTEGER,
	suspect_id INTEGER,
	confidence TEXT DEFAULT '' NOT NULL,
	harmed_id INTEGER,
	claimed INTEGER,
	flow_sheet INTEGER DEFAULT 0 NOT NULL,
	statement TEXT DEFAULT '' NOT NULL,
	offence TEXT DEFAULT 'diversion' NOT NULL,
	outcome TEXT DEFAULT '' NOT NULL,
	deposit INTEGER,
	plan_bags INTEGER,
	fine INTEGER,
	deposit_cut INTEGER,
	plan_cut INTEGER,
	notice_no TEXT DEFAULT '' NOT NULL,
	entry_id INTEGER,
	decision TEXT DEFAULT '' NOT NULL,
	accept_by TEXT,
	appeal_by TEXT,
	appeal TEXT DEFAULT '' NOT NULL,
	top_up_by TEXT,
	topped_up_on TEXT,
	accepted_on TEXT,
	heard_on TEXT,
	decided_on TEXT,
	appealed_on TEXT,
	executed_on TEXT,
	closed_on TEXT,
	reason TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE RESTRICT,
	FOREIGN KEY(suspect_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(harmed_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(entry_id) REFERENCES accountentry (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_diversioncase_code ON diversioncase (code);
CREATE INDEX ix_diversioncase_entry_id ON diversioncase (entry_id);
CREATE INDEX ix_diversioncase_found_on ON diversioncase (found_on);
CREATE INDEX ix_diversioncase_harmed_id ON diversioncase (harmed_id);
CREATE INDEX ix_diversioncase_lot ON diversioncase (lot);
CREATE INDEX ix_diversioncase_product_id ON diversioncase (product_id);
CREATE INDEX ix_diversioncase_region_id ON diversioncase (region_id);
CREATE INDEX ix_diversioncase_suspect_id ON diversioncase (suspect_id);
CREATE INDEX ix_diversioncase_top_up_by ON diversioncase (top_up_by);
