CREATE TABLE meeting (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	title TEXT DEFAULT '' NOT NULL,
	kind TEXT DEFAULT 'week' NOT NULL,
	held_on TEXT,
	starts_at TEXT DEFAULT '' NOT NULL,
	state TEXT DEFAULT 'planned' NOT NULL,
	place TEXT DEFAULT '' NOT NULL,
	chair TEXT DEFAULT '' NOT NULL,
	minutes_by TEXT DEFAULT '' NOT NULL,
	cost INTEGER,
	notice TEXT DEFAULT '' NOT NULL,
	agenda TEXT DEFAULT '' NOT NULL,
	minutes TEXT DEFAULT '' NOT NULL,
	policy TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE INDEX ix_meeting_code ON meeting (code);
CREATE INDEX ix_meeting_held_on ON meeting (held_on);
CREATE TABLE meetingaction (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	meeting_id INTEGER,
	what TEXT DEFAULT '' NOT NULL,
	person TEXT DEFAULT '' NOT NULL,
	dealer_id INTEGER,
	due_on TEXT,
	state TEXT DEFAULT 'open' NOT NULL,
	done_on TEXT,
	note TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE,
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_meetingaction_dealer_id ON meetingaction (dealer_id);
CREATE INDEX ix_meetingaction_due_on ON meetingaction (due_on);
CREATE INDEX ix_meetingaction_meeting_id ON meetingaction (meeting_id);
CREATE TABLE meetingperson (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	meeting_id INTEGER,
	name TEXT DEFAULT '' NOT NULL,
	organisation TEXT DEFAULT '' NOT NULL,
	dealer_id INTEGER,
	presence TEXT DEFAULT 'invited' NOT NULL,
	bags_signed INTEGER,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE,
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_meetingperson_dealer_id ON meetingperson (dealer_id);
CREATE INDEX ix_meetingperson_meeting_id ON meetingperson (meeting_id);
