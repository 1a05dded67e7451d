CREATE TABLE labelversion (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	item_id INTEGER,
	item_name TEXT DEFAULT '' NOT NULL,
	number INTEGER,
	state TEXT DEFAULT 'draft' NOT NULL,
	made_by TEXT DEFAULT '' NOT NULL,
	made_on TEXT,
	submitted_on TEXT,
	reviewed_by TEXT DEFAULT '' NOT NULL,
	approved_by TEXT DEFAULT '' NOT NULL,
	approved_on TEXT,
	effective_from TEXT,
	superseded_on TEXT,
	withdrawn_on TEXT,
	valid_until TEXT,
	run_out_on TEXT,
	reason TEXT DEFAULT '' NOT NULL,
	printed INTEGER,
	rule_set TEXT DEFAULT '' NOT NULL,
	sale_year TEXT DEFAULT '' NOT NULL,
	changes TEXT DEFAULT '' NOT NULL,
	content TEXT DEFAULT '' NOT NULL,
	qr_text TEXT DEFAULT '' NOT NULL,
	crop_name TEXT DEFAULT '' NOT NULL,
	category TEXT DEFAULT '' NOT NULL,
	seed_class TEXT DEFAULT '' NOT NULL,
	printed_name TEXT DEFAULT '' NOT NULL,
	producer TEXT DEFAULT '' NOT NULL,
	licence_no TEXT DEFAULT '' NOT NULL,
	address TEXT DEFAULT '' NOT NULL,
	contact TEXT DEFAULT '' NOT NULL,
	purity REAL,
	cleanness REAL,
	germination REAL,
	moisture REAL,
	standard_no TEXT DEFAULT '' NOT NULL,
	single_seed INTEGER DEFAULT 0 NOT NULL,
	net_content TEXT DEFAULT '' NOT NULL,
	tested TEXT DEFAULT '' NOT NULL,
	guarantee_months INTEGER,
	quarantine_no TEXT DEFAULT '' NOT NULL,
	approval_no TEXT DEFAULT '' NOT NULL,
	registration_no TEXT DEFAULT '' NOT NULL,
	pvp_no TEXT DEFAULT '' NOT NULL,
	area TEXT DEFAULT '' NOT NULL,
	season_text TEXT DEFAULT '' NOT NULL,
	import_no TEXT DEFAULT '' NOT NULL,
	gm_no TEXT DEFAULT '' NOT NULL,
	repacker TEXT DEFAULT '' NOT NULL,
	treatment TEXT DEFAULT '' NOT NULL,
	width_mm REAL,
	height_mm REAL,
	name_mm REAL,
	net_mm REAL,
	least_mm REAL,
	traits_text TEXT DEFAULT '' NOT NULL,
	cultivation TEXT DEFAULT '' NOT NULL,
	adaptability TEXT DEFAULT '' NOT NULL,
	risks TEXT DEFAULT '' NOT NULL,
	advice TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(item_id) REFERENCES labelitem (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_labelversion_effective_from ON labelversion (effective_from);
CREATE INDEX ix_labelversion_item_id ON labelversion (item_id);
CREATE INDEX ix_labelversion_valid_until ON labelversion (valid_until);
CREATE TABLE labelcheck (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	version_id INTEGER,
	rule TEXT DEFAULT '' NOT NULL,
	state TEXT DEFAULT 'open' NOT NULL,
	note TEXT DEFAULT '' NOT NULL,
	checked_by TEXT DEFAULT '' NOT NULL,
	checked_on TEXT,
	PRIMARY KEY (id),
	FOREIGN KEY(version_id) REFERENCES labelversion (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_labelcheck_rule ON labelcheck (rule);
CREATE INDEX ix_labelcheck_version_id ON labelcheck (version_id);
CREATE TABLE labelcount (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	version_id INTEGER,
	counted_on TEXT,
	pieces INTEGER,
	counted_by TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(version_id) REFERENCES labelversion (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_labelcount_counted_on ON labelcount (counted_on);
CREATE INDEX ix_labelcount_version_id ON labelcount (version_id);
CREATE TABLE labeluse (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	version_id INTEGER,
	item_name TEXT DEFAULT '' NOT NULL,
	number INTEGER,
	lot TEXT DEFAULT '' NOT NULL,
	product_id INTEGER,
	packed_on TEXT,
	print_lot TEXT DEFAULT '' NOT NULL,
	pieces INTEGER,
	spoiled INTEGER,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(version_id) REFERENCES labelversion (id) ON DELETE RESTRICT,
	FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_labeluse_lot ON labeluse (lot);
CREATE INDEX ix_labeluse_packed_on ON labeluse (packed_on);
CREATE INDEX ix_labeluse_product_id ON labeluse (product_id);
CREATE INDEX ix_labeluse_version_id ON labeluse (version_id);
CREATE TABLE lottest (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	lot TEXT DEFAULT '' NOT NULL,
	version_id INTEGER,
	item_name TEXT DEFAULT '' NOT NULL,
	origin TEXT DEFAULT '' NOT NULL,
	harvested INTEGER,
	tonnes REAL,
	tested_on TEXT,
	laboratory TEXT DEFAULT '' NOT NULL,
	method TEXT DEFAULT '' NOT NULL,
	certificate_no TEXT DEFAULT '' NOT NULL,
	purity REAL,
	cleanness REAL,
	germination REAL,
	moisture REAL,
	sample_no TEXT DEFAULT '' NOT NULL,
	sample_place TEXT DEFAULT '' NOT NULL,
	keep_until TEXT,
	weights TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(version_id) REFERENCES labelversion (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_lottest_keep_until ON lottest (keep_until);
CREATE INDEX ix_lottest_lot ON lottest (lot);
CREATE INDEX ix_lottest_tested_on ON lottest (tested_on);
CREATE INDEX ix_lottest_version_id ON lottest (version_id);
CREATE TABLE printorder (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	state TEXT DEFAULT 'planned' NOT NULL,
	version_id INTEGER,
	printer TEXT DEFAULT '' NOT NULL,
	pieces INTEGER,
	amount INTEGER,
	material TEXT DEFAULT '' NOT NULL,
	ordered_on TEXT,
	proofed_on TEXT,
	proof_by TEXT DEFAULT '' NOT NULL,
	due_on TEXT,
	delivered_on TEXT,
	closed_on TEXT,
	reason TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(version_id) REFERENCES labelversion (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_printorder_code ON printorder (code);
CREATE INDEX ix_printorder_due_on ON printorder (due_on);
CREATE INDEX ix_printorder_version_id ON printorder (version_id);
CREATE TABLE printdelivery (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	order_id INTEGER,
	version_id INTEGER,
	printer TEXT DEFAULT '' NOT NULL,
	delivered_on TEXT,
	print_lot TEXT DEFAULT '' NOT NULL,
	pieces INTEGER,
	inspected_on TEXT,
	inspected_by TEXT DEFAULT '' NOT NULL,
	sampled INTEGER,
	faulty INTEGER,
	result TEXT DEFAULT 'open' NOT NULL,
	taken INTEGER,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(order_id) REFERENCES printorder (id) ON DELETE RESTRICT,
	FOREIGN KEY(version_id) REFERENCES labelversion (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_printdelivery_delivered_on ON printdelivery (delivered_on);
CREATE INDEX ix_printdelivery_order_id ON printdelivery (order_id);
CREATE INDEX ix_printdelivery_print_lot ON printdelivery (print_lot);
CREATE INDEX ix_printdelivery_version_id ON printdelivery (version_id);
CREATE TABLE printreading (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	delivery_id INTEGER,
	measure TEXT DEFAULT 'characters' NOT NULL,
	place TEXT DEFAULT '' NOT NULL,
	least REAL,
	most REAL,
	value REAL,
	unit TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(delivery_id) REFERENCES printdelivery (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_printreading_delivery_id ON printreading (delivery_id);
CREATE TABLE qualityfinding (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	item_id INTEGER,
	version_id INTEGER,
	delivery_id INTEGER,
	lot TEXT DEFAULT '' NOT NULL,
	found_on TEXT,
	kind TEXT DEFAULT 'colour' NOT NULL,
	severity TEXT DEFAULT 'minor' NOT NULL,
	quantity INTEGER,
	description TEXT DEFAULT '' NOT NULL,
	decision TEXT DEFAULT 'open' NOT NULL,
	decided_on TEXT,
	decided_by TEXT DEFAULT '' NOT NULL,
	printer TEXT DEFAULT '' NOT NULL,
	told_on TEXT,
	cause TEXT DEFAULT '' NOT NULL,
	measure TEXT DEFAULT '' NOT NULL,
	responsible TEXT DEFAULT '' NOT NULL,
	due_on TEXT,
	corrected_on TEXT,
	verified_by TEXT DEFAULT '' NOT NULL,
	verified_on TEXT,
	claimed INTEGER,
	claimed_on TEXT,
	granted INTEGER,
	settled_on TEXT,
	PRIMARY KEY (id),
	FOREIGN KEY(item_id) REFERENCES labelitem (id) ON DELETE RESTRICT,
	FOREIGN KEY(version_id) REFERENCES labelversion (id) ON DELETE RESTRICT,
	FOREIGN KEY(delivery_id) REFERENCES printdelivery (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_qualityfinding_delivery_id ON qualityfinding (delivery_id);
CREATE INDEX ix_qualityfinding_due_on ON qualityfinding (due_on);
CREATE INDEX ix_qualityfinding_found_on ON qualityfinding (found_on);
CREATE INDEX ix_qualityfinding_item_id ON qualityfinding (item_id);
CREATE INDEX ix_qualityfinding_version_id ON qualityfinding (version_id);
