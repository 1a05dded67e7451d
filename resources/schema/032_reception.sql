CREATE TABLE reception (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	visitors TEXT DEFAULT '' NOT NULL,
	dealer_id INTEGER,
	leader TEXT DEFAULT '' NOT NULL,
	phone TEXT DEFAULT '' NOT NULL,
	men INTEGER DEFAULT 0,
	women INTEGER DEFAULT 0,
	purpose TEXT DEFAULT 'look' NOT NULL,
	grade TEXT DEFAULT 'B' NOT NULL,
	arrives_on TEXT,
	arrives_at TEXT DEFAULT '' NOT NULL,
	leaves_on TEXT,
	state TEXT DEFAULT 'planned' NOT NULL,
	host_id INTEGER,
	aims TEXT DEFAULT '' NOT NULL,
	transport TEXT DEFAULT '' NOT NULL,
	pick_up TEXT DEFAULT '' NOT NULL,
	return_ticket TEXT DEFAULT '' NOT NULL,
	lodging TEXT DEFAULT '' NOT NULL,
	board TEXT DEFAULT '' NOT NULL,
	companions TEXT DEFAULT '' NOT NULL,
	departments TEXT DEFAULT '' NOT NULL,
	told_on TEXT,
	budget INTEGER,
	course TEXT DEFAULT '' NOT NULL,
	promised TEXT DEFAULT '' NOT NULL,
	order_id INTEGER,
	bags_ordered INTEGER,
	cost INTEGER,
	received_on TEXT,
	closed_on TEXT,
	reason TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(host_id) REFERENCES person (id) ON DELETE RESTRICT,
	FOREIGN KEY(order_id) REFERENCES salesorder (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_reception_arrives_on ON reception (arrives_on);
CREATE INDEX ix_reception_code ON reception (code);
CREATE INDEX ix_reception_dealer_id ON reception (dealer_id);
CREATE INDEX ix_reception_host_id ON reception (host_id);
CREATE INDEX ix_reception_order_id ON reception (order_id);
CREATE TABLE receptionitem (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	reception_id INTEGER,
	on_day TEXT,
	at TEXT DEFAULT '' NOT NULL,
	what TEXT DEFAULT '' NOT NULL,
	place TEXT DEFAULT '' NOT NULL,
	person TEXT DEFAULT '' NOT NULL,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(reception_id) REFERENCES reception (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_receptionitem_reception_id ON receptionitem (reception_id);
CREATE TABLE receptionpromise (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	reception_id INTEGER,
	what TEXT DEFAULT '' NOT NULL,
	person TEXT DEFAULT '' NOT NULL,
	due_on TEXT,
	state TEXT DEFAULT 'open' NOT NULL,
	kept_on TEXT,
	note TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(reception_id) REFERENCES reception (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_receptionpromise_due_on ON receptionpromise (due_on);
CREATE INDEX ix_receptionpromise_reception_id ON receptionpromise (reception_id);
