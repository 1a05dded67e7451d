CREATE TABLE salesorder (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	dealer_id INTEGER,
	state TEXT DEFAULT 'draft' NOT NULL,
	ordered_on TEXT,
	required_on TEXT,
	priority TEXT DEFAULT 'normal' NOT NULL,
	season_id INTEGER,
	deposit INTEGER,
	deposit_due TEXT,
	contact TEXT DEFAULT '' NOT NULL,
	confirmed_on TEXT,
	closed_on TEXT,
	reason TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(season_id) REFERENCES season (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_salesorder_code ON salesorder (code);
CREATE INDEX ix_salesorder_dealer_id ON salesorder (dealer_id);
CREATE INDEX ix_salesorder_ordered_on ON salesorder (ordered_on);
CREATE INDEX ix_salesorder_required_on ON salesorder (required_on);
CREATE INDEX ix_salesorder_season_id ON salesorder (season_id);
CREATE TABLE product (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	name TEXT DEFAULT '' NOT NULL,
	variety_id INTEGER,
	bag_kg REAL,
	bag_seeds INTEGER,
	bags_carton INTEGER,
	bag_mu REAL,
	list_price INTEGER,
	label_id INTEGER,
	season_id INTEGER,
	retired INTEGER DEFAULT 0 NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(variety_id) REFERENCES variety (id) ON DELETE RESTRICT,
	FOREIGN KEY(label_id) REFERENCES labelitem (id) ON DELETE RESTRICT,
	FOREIGN KEY(season_id) REFERENCES season (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_product_code ON product (code);
CREATE INDEX ix_product_label_id ON product (label_id);
CREATE INDEX ix_product_name ON product (name);
CREATE INDEX ix_product_season_id ON product (season_id);
CREATE INDEX ix_product_variety_id ON product (variety_id);
CREATE TABLE shipment (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	kind TEXT DEFAULT 'delivery' NOT NULL,
	dealer_id INTEGER,
	order_id INTEGER,
	moved_on TEXT,
	due_on TEXT,
	carrier TEXT DEFAULT '' NOT NULL,
	waybill TEXT DEFAULT '' NOT NULL,
	freight INTEGER,
	signed_on TEXT,
	signed_by TEXT DEFAULT '' NOT NULL,
	reason TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(order_id) REFERENCES salesorder (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_shipment_code ON shipment (code);
CREATE INDEX ix_shipment_dealer_id ON shipment (dealer_id);
CREATE INDEX ix_shipment_due_on ON shipment (due_on);
CREATE INDEX ix_shipment_moved_on ON shipment (moved_on);
CREATE INDEX ix_shipment_order_id ON shipment (order_id);
CREATE TABLE orderline (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	order_id INTEGER,
	product_id INTEGER,
	bags INTEGER,
	price INTEGER,
	allotted INTEGER,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(order_id) REFERENCES salesorder (id) ON DELETE CASCADE,
	FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_orderline_order_id ON orderline (order_id);
CREATE INDEX ix_orderline_product_id ON orderline (product_id);
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
	FOREIGN KEY(shipment_id) REFERENCES shipment (id) ON DELETE CASCADE,
	FOREIGN KEY(order_line_id) REFERENCES orderline (id) ON DELETE RESTRICT,
	FOREIGN KEY(returns_id) REFERENCES shipmentline (id) ON DELETE RESTRICT,
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_shipmentline_dealer_product_day ON shipmentline (dealer_id, product_id, moved_on);
CREATE INDEX ix_shipmentline_lot ON shipmentline (lot);
CREATE INDEX ix_shipmentline_moved_on ON shipmentline (moved_on);
CREATE INDEX ix_shipmentline_order_line_id ON shipmentline (order_line_id);
CREATE INDEX ix_shipmentline_product_id ON shipmentline (product_id);
CREATE INDEX ix_shipmentline_returns_id ON shipmentline (returns_id);
CREATE INDEX ix_shipmentline_shipment_id ON shipmentline (shipment_id);
