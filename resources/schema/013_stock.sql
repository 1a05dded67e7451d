CREATE TABLE creditlimit (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	dealer_id INTEGER,
	amount INTEGER,
	valid_from TEXT,
	valid_until TEXT,
	granted_by TEXT DEFAULT '' NOT NULL,
	basis TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_creditlimit_dealer_id ON creditlimit (dealer_id);
CREATE INDEX ix_creditlimit_valid_from ON creditlimit (valid_from);
CREATE TABLE stockcount (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	dealer_id INTEGER,
	counted_on TEXT,
	certainty TEXT DEFAULT 'counted' NOT NULL,
	counted_by TEXT DEFAULT '' NOT NULL,
	visit_id INTEGER,
	signed_by TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(visit_id) REFERENCES visit (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_stockcount_code ON stockcount (code);
CREATE INDEX ix_stockcount_counted_on ON stockcount (counted_on);
CREATE INDEX ix_stockcount_dealer_id ON stockcount (dealer_id);
CREATE INDEX ix_stockcount_visit_id ON stockcount (visit_id);
CREATE TABLE countline (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	count_id INTEGER,
	dealer_id INTEGER,
	counted_on TEXT,
	product_id INTEGER,
	lot TEXT DEFAULT '' NOT NULL,
	bags INTEGER,
	germination REAL,
	tested_on TEXT,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(count_id) REFERENCES stockcount (id) ON DELETE RESTRICT,
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_countline_count_id ON countline (count_id);
CREATE INDEX ix_countline_dealer_product_day ON countline (dealer_id, product_id, counted_on, bags, deleted_at);
CREATE INDEX ix_countline_lot ON countline (lot);
CREATE INDEX ix_countline_product_id ON countline (product_id);
CREATE TABLE stockitem (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	dealer_id INTEGER,
	product_id INTEGER,
	minimum INTEGER,
	maximum INTEGER,
	target INTEGER,
	lead_days INTEGER,
	rounding TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE CASCADE,
	FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_stockitem_dealer_product ON stockitem (dealer_id, product_id);
CREATE INDEX ix_stockitem_product_id ON stockitem (product_id);
CREATE TABLE stockmove (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	from_id INTEGER,
	to_id INTEGER,
	moved_on TEXT,
	product_id INTEGER,
	lot TEXT DEFAULT '' NOT NULL,
	bags INTEGER,
	cost INTEGER,
	agreed_by TEXT DEFAULT '' NOT NULL,
	reason TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(from_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(to_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_stockmove_code ON stockmove (code);
CREATE INDEX ix_stockmove_from_id ON stockmove (from_id);
CREATE INDEX ix_stockmove_lot ON stockmove (lot);
CREATE INDEX ix_stockmove_moved_on ON stockmove (moved_on);
CREATE INDEX ix_stockmove_product_id ON stockmove (product_id);
CREATE INDEX ix_stockmove_to_id ON stockmove (to_id);
CREATE TABLE stockplan (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	dealer_id INTEGER,
	product_id INTEGER,
	kind TEXT DEFAULT 'order' NOT NULL,
	state TEXT DEFAULT 'proposed' NOT NULL,
	made_on TEXT,
	advised INTEGER,
	bags INTEGER,
	overruled TEXT DEFAULT '' NOT NULL,
	way TEXT DEFAULT '' NOT NULL,
	taker_id INTEGER,
	deadline TEXT,
	owner TEXT DEFAULT '' NOT NULL,
	agreed_on TEXT,
	done_on TEXT,
	reason TEXT DEFAULT '' NOT NULL,
	reasons TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE RESTRICT,
	FOREIGN KEY(taker_id) REFERENCES dealer (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_stockplan_code ON stockplan (code);
CREATE INDEX ix_stockplan_deadline ON stockplan (deadline);
CREATE INDEX ix_stockplan_dealer_id ON stockplan (dealer_id);
CREATE INDEX ix_stockplan_made_on ON stockplan (made_on);
CREATE INDEX ix_stockplan_product_id ON stockplan (product_id);
CREATE INDEX ix_stockplan_taker_id ON stockplan (taker_id);
CREATE TABLE plancause (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	plan_id INTEGER,
	cause TEXT DEFAULT 'demand' NOT NULL,
	problem TEXT DEFAULT '' NOT NULL,
	why TEXT DEFAULT '' NOT NULL,
	measure TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(plan_id) REFERENCES stockplan (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_plancause_plan_id ON plancause (plan_id);
CREATE TABLE shipmentline (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	shipment_id INTEGER,
	order_line_id INTEGER,
	returns_id INTEGER,
	dealer_id INTEGER,
	moved_on TEXT,
	product_id INTEGER,
	lot TEXT DEFAULT '' NOT NULL,
	bags INTEGER,
	price INTEGER,
	germination REAL,
	tested_on TEXT,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(shipment_id) REFERENCES shipment (id) ON DELETE RESTRICT,
	FOREIGN KEY(order_line_id) REFERENCES orderline (id) ON DELETE RESTRICT,
	FOREIGN KEY(returns_id) REFERENCES shipmentline (id) ON DELETE RESTRICT,
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_shipmentline_dealer_product_day ON shipmentline (dealer_id, product_id, moved_on, bags, deleted_at);
CREATE INDEX ix_shipmentline_lot ON shipmentline (lot);
CREATE INDEX ix_shipmentline_moved_on ON shipmentline (moved_on);
CREATE INDEX ix_shipmentline_order_line_id ON shipmentline (order_line_id);
CREATE INDEX ix_shipmentline_product_id ON shipmentline (product_id);
CREATE INDEX ix_shipmentline_returns_id ON shipmentline (returns_id);
CREATE INDEX ix_shipmentline_shipment_id ON shipmentline (shipment_id);
