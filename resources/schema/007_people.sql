CREATE TABLE person (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	name TEXT DEFAULT '' NOT NULL,
	mobile TEXT DEFAULT '' NOT NULL,
	phone TEXT DEFAULT '' NOT NULL,
	wechat TEXT DEFAULT '' NOT NULL,
	birthday TEXT,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE INDEX ix_person_name ON person (name);
CREATE TABLE membership (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	person_id INTEGER,
	role TEXT DEFAULT 'contact' NOT NULL,
	dealer_id INTEGER,
	organisation TEXT DEFAULT '' NOT NULL,
	position TEXT DEFAULT '' NOT NULL,
	is_primary INTEGER DEFAULT 0 NOT NULL,
	since TEXT,
	left_on TEXT,
	PRIMARY KEY (id),
	FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE,
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_membership_dealer_id ON membership (dealer_id);
CREATE INDEX ix_membership_person_id ON membership (person_id);
CREATE TABLE participant (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	event_id INTEGER,
	kind TEXT DEFAULT 'farmer' NOT NULL,
	person_id INTEGER,
	name TEXT DEFAULT '' NOT NULL,
	organisation TEXT DEFAULT '' NOT NULL,
	phone TEXT DEFAULT '' NOT NULL,
	attendance TEXT DEFAULT 'registered' NOT NULL,
	pre_score REAL,
	post_score REAL,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(event_id) REFERENCES trainingevent (id) ON DELETE CASCADE,
	FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_participant_event_id ON participant (event_id);
CREATE INDEX ix_participant_person_id ON participant (person_id);
