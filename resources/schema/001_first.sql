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
CREATE TABLE office_setting (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
)
 STRICT;
CREATE TABLE search_entry (id INTEGER PRIMARY KEY, table_name TEXT NOT NULL, title TEXT NOT NULL, detail TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE search_text USING fts5(grams, content='', contentless_delete=1, tokenize="unicode61 categories 'L* M* N* Co Cn So'");
