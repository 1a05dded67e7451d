CREATE TABLE clash (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	row_table TEXT DEFAULT '' NOT NULL,
	row_id INTEGER,
	field TEXT DEFAULT '' NOT NULL,
	kept TEXT DEFAULT '' NOT NULL,
	other TEXT DEFAULT '' NOT NULL,
	partner TEXT DEFAULT '' NOT NULL,
	found_on TEXT,
	decision TEXT DEFAULT '' NOT NULL,
	decided_by TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE INDEX ix_clash_row_id ON clash (row_id);
CREATE TABLE exchange_link (
	id INTEGER NOT NULL,
	code TEXT NOT NULL,
	partner TEXT NOT NULL,
	leads INTEGER NOT NULL,
	secret TEXT NOT NULL,
	confirmed INTEGER NOT NULL,
	taken INTEGER NOT NULL,
	taken_package INTEGER NOT NULL,
	whole_next INTEGER NOT NULL,
	made_at TEXT,
	taken_at TEXT,
	PRIMARY KEY (id)
)
 STRICT;
CREATE TABLE exchange_package (
	id INTEGER NOT NULL,
	link_id INTEGER NOT NULL,
	made INTEGER NOT NULL,
	number INTEGER NOT NULL,
	mark TEXT NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE INDEX ix_exchange_package_link ON exchange_package (link_id, number);
CREATE TABLE exchange_star (
	id INTEGER NOT NULL,
	code TEXT NOT NULL,
	secret TEXT NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE TABLE purged (
	row_id INTEGER NOT NULL,
	table_name TEXT NOT NULL,
	PRIMARY KEY (row_id, table_name)
)
 STRICT;
