CREATE TABLE trainingplan (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	year INTEGER,
	month INTEGER,
	audience TEXT DEFAULT 'dealers' NOT NULL,
	topic TEXT DEFAULT '' NOT NULL,
	times INTEGER DEFAULT 1,
	people INTEGER,
	hours REAL,
	budget INTEGER,
	region_id INTEGER,
	trainer TEXT DEFAULT '' NOT NULL,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_trainingplan_region_id ON trainingplan (region_id);
CREATE TABLE trainingevent (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	topic TEXT DEFAULT '' NOT NULL,
	audience TEXT DEFAULT 'farmers' NOT NULL,
	state TEXT DEFAULT 'planned' NOT NULL,
	held_on TEXT,
	starts_at TEXT DEFAULT '' NOT NULL,
	ends_at TEXT DEFAULT '' NOT NULL,
	place TEXT DEFAULT '' NOT NULL,
	region_id INTEGER,
	dealer_id INTEGER,
	trainer TEXT DEFAULT '' NOT NULL,
	trainer_id INTEGER,
	expected INTEGER,
	programme TEXT DEFAULT '' NOT NULL,
	summary TEXT DEFAULT '' NOT NULL,
	materials TEXT DEFAULT '' NOT NULL,
	budget INTEGER,
	cost INTEGER,
	cancel_reason TEXT DEFAULT '' NOT NULL,
	practice TEXT DEFAULT '' NOT NULL,
	follow_up_on TEXT,
	PRIMARY KEY (id),
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(trainer_id) REFERENCES person (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_trainingevent_code ON trainingevent (code);
CREATE INDEX ix_trainingevent_dealer_id ON trainingevent (dealer_id);
CREATE INDEX ix_trainingevent_follow_up_on ON trainingevent (follow_up_on);
CREATE INDEX ix_trainingevent_held_on ON trainingevent (held_on);
CREATE INDEX ix_trainingevent_region_id ON trainingevent (region_id);
CREATE INDEX ix_trainingevent_trainer_id ON trainingevent (trainer_id);
CREATE TABLE participant (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	event_id INTEGER,
	kind TEXT DEFAULT 'farmer' NOT NULL,
	person_id INTEGER,
	name TEXT DEFAULT '' NOT NULL,
	organisation TEXT DEFAULT '' NOT NULL,
	phone TEXT DEFAULT '' NOT NULL,
	group_name TEXT DEFAULT '' NOT NULL,
	attendance TEXT DEFAULT 'registered' NOT NULL,
	pre_score REAL,
	post_score REAL,
	certificate TEXT DEFAULT '' NOT NULL,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(event_id) REFERENCES trainingevent (id) ON DELETE CASCADE,
	FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_participant_event_id ON participant (event_id);
CREATE INDEX ix_participant_person_id ON participant (person_id);
CREATE TABLE trainingcost (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	event_id INTEGER,
	kind TEXT DEFAULT 'venue' NOT NULL,
	planned INTEGER,
	amount INTEGER,
	paid_on TEXT,
	paper TEXT DEFAULT '' NOT NULL,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(event_id) REFERENCES trainingevent (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_trainingcost_event_id ON trainingcost (event_id);
CREATE TABLE trainingsession (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	event_id INTEGER,
	number INTEGER,
	held_on TEXT,
	starts_at TEXT DEFAULT '' NOT NULL,
	ends_at TEXT DEFAULT '' NOT NULL,
	group_name TEXT DEFAULT '' NOT NULL,
	topic TEXT DEFAULT '' NOT NULL,
	place TEXT DEFAULT '' NOT NULL,
	trainer TEXT DEFAULT '' NOT NULL,
	trainer_id INTEGER,
	minutes INTEGER,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(event_id) REFERENCES trainingevent (id) ON DELETE CASCADE,
	FOREIGN KEY(trainer_id) REFERENCES person (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_trainingsession_event_id ON trainingsession (event_id);
CREATE INDEX ix_trainingsession_held_on ON trainingsession (held_on);
CREATE INDEX ix_trainingsession_trainer_id ON trainingsession (trainer_id);
CREATE TABLE sessionmark (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	session_id INTEGER,
	participant_id INTEGER,
	attendance TEXT DEFAULT 'registered' NOT NULL,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(session_id) REFERENCES trainingsession (id) ON DELETE CASCADE,
	FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_sessionmark_participant_id ON sessionmark (participant_id);
CREATE INDEX ix_sessionmark_session_id ON sessionmark (session_id);
CREATE TABLE trainingmaterial (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	event_id INTEGER,
	kind TEXT DEFAULT 'handout' NOT NULL,
	handout_id INTEGER,
	sheet_id INTEGER,
	title TEXT DEFAULT '' NOT NULL,
	version TEXT DEFAULT '' NOT NULL,
	planned INTEGER,
	given INTEGER,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(event_id) REFERENCES trainingevent (id) ON DELETE CASCADE,
	FOREIGN KEY(handout_id) REFERENCES handout (id) ON DELETE RESTRICT,
	FOREIGN KEY(sheet_id) REFERENCES techniquesheet (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_trainingmaterial_event_id ON trainingmaterial (event_id);
CREATE INDEX ix_trainingmaterial_handout_id ON trainingmaterial (handout_id);
CREATE INDEX ix_trainingmaterial_sheet_id ON trainingmaterial (sheet_id);
