CREATE TABLE move (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	row_table TEXT DEFAULT '' NOT NULL,
	row_id INTEGER,
	moved_on TEXT,
	"before" TEXT DEFAULT '' NOT NULL,
	"after" TEXT DEFAULT '' NOT NULL,
	"by" TEXT DEFAULT '' NOT NULL,
	reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE INDEX ix_move_row_id ON move (row_id);
