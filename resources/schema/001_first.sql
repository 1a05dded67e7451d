CREATE TABLE attachment (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	owner_table TEXT NOT NULL,
	owner_id INTEGER,
	name TEXT NOT NULL,
	digest TEXT NOT NULL,
	size INTEGER,
	note TEXT NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE INDEX ix_attachment_digest ON attachment (digest);
CREATE INDEX ix_attachment_owner_id ON attachment (owner_id);
CREATE TABLE change (
	id INTEGER NOT NULL,
	operation_id INTEGER NOT NULL,
	table_name TEXT NOT NULL,
	row_id INTEGER NOT NULL,
	kind TEXT NOT NULL,
	"before" TEXT,
	"after" TEXT,
	PRIMARY KEY (id)
)
 STRICT;
CREATE INDEX ix_change_operation ON change (operation_id);
CREATE INDEX ix_change_row_id ON change (row_id);
CREATE TABLE office_setting (
	name TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (name)
)
 STRICT;
CREATE TABLE operation (
	id INTEGER NOT NULL,
	at TEXT NOT NULL,
	who TEXT NOT NULL,
	label TEXT NOT NULL,
	kind TEXT NOT NULL,
	target INTEGER,
	undone INTEGER NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE TABLE search_entry (id INTEGER PRIMARY KEY, table_name TEXT NOT NULL, title TEXT NOT NULL, detail TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE search_text USING fts5(grams, content='', contentless_delete=1, tokenize="unicode61 categories 'L* M* N* Co Cn So'");
