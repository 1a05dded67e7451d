CREATE TABLE ordercall (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	order_id INTEGER,
	called_on TEXT,
	whom TEXT DEFAULT 'firm' NOT NULL,
	spoke_to TEXT DEFAULT '' NOT NULL,
	said TEXT DEFAULT '' NOT NULL,
	answer TEXT DEFAULT '' NOT NULL,
	promised_on TEXT,
	next_on TEXT,
	PRIMARY KEY (id),
	FOREIGN KEY(order_id) REFERENCES salesorder (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_ordercall_called_on ON ordercall (called_on);
CREATE INDEX ix_ordercall_order_id ON ordercall (order_id);
