CREATE TABLE labelchange (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	kind TEXT DEFAULT 'approval' NOT NULL,
	old_text TEXT DEFAULT '' NOT NULL,
	new_text TEXT DEFAULT '' NOT NULL,
	holds_from TEXT,
	until TEXT,
	basis TEXT DEFAULT '' NOT NULL,
	done_on TEXT,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE INDEX ix_labelchange_code ON labelchange (code);
CREATE INDEX ix_labelchange_holds_from ON labelchange (holds_from);
CREATE INDEX ix_labelchange_until ON labelchange (until);
CREATE TABLE printingworks (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	name TEXT DEFAULT '' NOT NULL,
	contact TEXT DEFAULT '' NOT NULL,
	phone TEXT DEFAULT '' NOT NULL,
	licence_no TEXT DEFAULT '' NOT NULL,
	licence_until TEXT,
	address TEXT DEFAULT '' NOT NULL,
	retired INTEGER DEFAULT 0 NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE INDEX ix_printingworks_licence_until ON printingworks (licence_until);
CREATE TABLE labelrecall (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	state TEXT DEFAULT 'open' NOT NULL,
	lot TEXT DEFAULT '' NOT NULL,
	version_id INTEGER,
	item_name TEXT DEFAULT '' NOT NULL,
	measure TEXT DEFAULT 'hold' NOT NULL,
	reason TEXT DEFAULT '' NOT NULL,
	decided_on TEXT,
	decided_by TEXT DEFAULT '' NOT NULL,
	due_on TEXT,
	closed_on TEXT,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(version_id) REFERENCES labelversion (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_labelrecall_code ON labelrecall (code);
CREATE INDEX ix_labelrecall_due_on ON labelrecall (due_on);
CREATE INDEX ix_labelrecall_lot ON labelrecall (lot);
CREATE INDEX ix_labelrecall_version_id ON labelrecall (version_id);
CREATE TABLE labelremark (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	version_id INTEGER,
	place TEXT DEFAULT 'front' NOT NULL,
	spot TEXT DEFAULT '' NOT NULL,
	remark TEXT DEFAULT '' NOT NULL,
	said_by TEXT DEFAULT '' NOT NULL,
	said_on TEXT,
	answer TEXT DEFAULT '' NOT NULL,
	settled_by TEXT DEFAULT '' NOT NULL,
	settled_on TEXT,
	PRIMARY KEY (id),
	FOREIGN KEY(version_id) REFERENCES labelversion (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_labelremark_version_id ON labelremark (version_id);
CREATE TABLE recallnotice (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	recall_id INTEGER,
	dealer_id INTEGER,
	product_id INTEGER,
	lot TEXT DEFAULT '' NOT NULL,
	bags INTEGER,
	kg REAL,
	told_on TEXT,
	told_by TEXT DEFAULT '' NOT NULL,
	way TEXT DEFAULT '' NOT NULL,
	found INTEGER,
	returned INTEGER,
	returned_on TEXT,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(recall_id) REFERENCES labelrecall (id) ON DELETE CASCADE,
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_recallnotice_dealer_id ON recallnotice (dealer_id);
CREATE INDEX ix_recallnotice_product_id ON recallnotice (product_id);
CREATE INDEX ix_recallnotice_recall_id ON recallnotice (recall_id);
