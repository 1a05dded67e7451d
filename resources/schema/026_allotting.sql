CREATE TABLE allotround (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	product_id INTEGER,
	state TEXT DEFAULT 'draft' NOT NULL,
	made_on TEXT,
	bags INTEGER,
	rule TEXT DEFAULT 'share' NOT NULL,
	deposits_first INTEGER DEFAULT 0 NOT NULL,
	cartons INTEGER DEFAULT 0 NOT NULL,
	decided_by TEXT DEFAULT '' NOT NULL,
	applied_on TEXT,
	reason TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_allotround_code ON allotround (code);
CREATE INDEX ix_allotround_made_on ON allotround (made_on);
CREATE INDEX ix_allotround_product_id ON allotround (product_id);
CREATE TABLE allotline (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	round_id INTEGER,
	order_line_id INTEGER,
	wanted INTEGER,
	reckoned INTEGER,
	given INTEGER,
	why TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(round_id) REFERENCES allotround (id) ON DELETE CASCADE,
	FOREIGN KEY(order_line_id) REFERENCES orderline (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_allotline_order_line_id ON allotline (order_line_id);
CREATE INDEX ix_allotline_round_id ON allotline (round_id);
