CREATE TABLE policynotice (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	title TEXT DEFAULT '' NOT NULL,
	kind TEXT DEFAULT 'sales' NOT NULL,
	issued_on TEXT,
	issued_by TEXT DEFAULT '' NOT NULL,
	valid_from TEXT,
	valid_until TEXT,
	content TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE INDEX ix_policynotice_code ON policynotice (code);
CREATE INDEX ix_policynotice_issued_on ON policynotice (issued_on);
CREATE TABLE policytold (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	notice_id INTEGER,
	dealer_id INTEGER,
	told_on TEXT,
	how TEXT DEFAULT '' NOT NULL,
	told_by TEXT DEFAULT '' NOT NULL,
	acknowledged_on TEXT,
	acknowledged_by TEXT DEFAULT '' NOT NULL,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(notice_id) REFERENCES policynotice (id) ON DELETE CASCADE,
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_policytold_dealer_id ON policytold (dealer_id);
CREATE INDEX ix_policytold_notice_id ON policytold (notice_id);
CREATE TABLE salescondition (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	name TEXT DEFAULT '' NOT NULL,
	kind TEXT DEFAULT 'percent' NOT NULL,
	valid_from TEXT,
	valid_until TEXT,
	dealer_id INTEGER,
	region_id INTEGER,
	priority INTEGER DEFAULT 0,
	least INTEGER,
	percent REAL,
	price INTEGER,
	buy INTEGER,
	free INTEGER,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_salescondition_code ON salescondition (code);
CREATE INDEX ix_salescondition_dealer_id ON salescondition (dealer_id);
CREATE INDEX ix_salescondition_region_id ON salescondition (region_id);
CREATE INDEX ix_salescondition_valid_from ON salescondition (valid_from);
CREATE TABLE conditionproduct (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	condition_id INTEGER,
	product_id INTEGER,
	PRIMARY KEY (id),
	FOREIGN KEY(condition_id) REFERENCES salescondition (id) ON DELETE CASCADE,
	FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_conditionproduct_condition_id ON conditionproduct (condition_id);
CREATE INDEX ix_conditionproduct_product_id ON conditionproduct (product_id);
