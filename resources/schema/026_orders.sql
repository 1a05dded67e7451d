CREATE TABLE orderline (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	order_id INTEGER,
	dealer_id INTEGER,
	ordered_on TEXT,
	product_id INTEGER,
	bags INTEGER,
	price INTEGER,
	allotted INTEGER,
	conditional INTEGER DEFAULT 0 NOT NULL,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(order_id) REFERENCES salesorder (id) ON DELETE RESTRICT,
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_orderline_dealer_id ON orderline (dealer_id);
CREATE INDEX ix_orderline_order_id ON orderline (order_id);
CREATE INDEX ix_orderline_product_id ON orderline (product_id);
