CREATE TABLE ordershare (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	order_id INTEGER,
	person_id INTEGER,
	percent REAL,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(order_id) REFERENCES salesorder (id) ON DELETE CASCADE,
	FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_ordershare_order_id ON ordershare (order_id);
CREATE INDEX ix_ordershare_person_id ON ordershare (person_id);
