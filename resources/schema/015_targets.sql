CREATE TABLE salestarget (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	name TEXT DEFAULT '' NOT NULL,
	starts_on TEXT,
	measure TEXT DEFAULT 'bags' NOT NULL,
	state TEXT DEFAULT 'draft' NOT NULL,
	region_id INTEGER,
	dealer_id INTEGER,
	product_id INTEGER,
	person_id INTEGER,
	bags INTEGER,
	money INTEGER,
	curve TEXT DEFAULT '' NOT NULL,
	parent_id INTEGER,
	issued_on TEXT,
	confirmed_on TEXT,
	closed_on TEXT,
	reason TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE RESTRICT,
	FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT,
	FOREIGN KEY(parent_id) REFERENCES salestarget (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_salestarget_code ON salestarget (code);
CREATE INDEX ix_salestarget_dealer_id ON salestarget (dealer_id);
CREATE INDEX ix_salestarget_parent_id ON salestarget (parent_id);
CREATE INDEX ix_salestarget_person_id ON salestarget (person_id);
CREATE INDEX ix_salestarget_product_id ON salestarget (product_id);
CREATE INDEX ix_salestarget_region_id ON salestarget (region_id);
CREATE INDEX ix_salestarget_starts_on ON salestarget (starts_on);
CREATE TABLE targetmonth (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	target_id INTEGER,
	month TEXT,
	bags INTEGER,
	money INTEGER,
	why TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(target_id) REFERENCES salestarget (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_targetmonth_target_id ON targetmonth (target_id);
CREATE TABLE targetrevision (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	target_id INTEGER,
	revised_on TEXT,
	was INTEGER,
	now INTEGER,
	why TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(target_id) REFERENCES salestarget (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_targetrevision_target_id ON targetrevision (target_id);
