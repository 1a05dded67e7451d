CREATE TABLE teampost (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	name TEXT DEFAULT '' NOT NULL,
	work TEXT DEFAULT 'sales' NOT NULL,
	region_id INTEGER,
	headcount INTEGER DEFAULT 1,
	wanted_by TEXT,
	requirements TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_teampost_region_id ON teampost (region_id);
CREATE TABLE teamcandidate (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	post_id INTEGER,
	name TEXT DEFAULT '' NOT NULL,
	mobile TEXT DEFAULT '' NOT NULL,
	state TEXT DEFAULT 'heard' NOT NULL,
	source TEXT DEFAULT '' NOT NULL,
	heard_on TEXT,
	experience TEXT DEFAULT '' NOT NULL,
	said TEXT DEFAULT '' NOT NULL,
	next_on TEXT,
	next_step TEXT DEFAULT '' NOT NULL,
	invited_on TEXT,
	met_on TEXT,
	trial_on TEXT,
	hired_on TEXT,
	reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(post_id) REFERENCES teampost (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_teamcandidate_next_on ON teamcandidate (next_on);
CREATE INDEX ix_teamcandidate_post_id ON teamcandidate (post_id);
CREATE TABLE teammember (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	name TEXT DEFAULT '' NOT NULL,
	mobile TEXT DEFAULT '' NOT NULL,
	person_id INTEGER,
	post_id INTEGER,
	work TEXT DEFAULT 'sales' NOT NULL,
	region_id INTEGER,
	hired_on TEXT,
	years_before REAL,
	coach_id INTEGER,
	left_on TEXT,
	why_left TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT,
	FOREIGN KEY(post_id) REFERENCES teampost (id) ON DELETE RESTRICT,
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(coach_id) REFERENCES person (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_teammember_coach_id ON teammember (coach_id);
CREATE INDEX ix_teammember_person_id ON teammember (person_id);
CREATE INDEX ix_teammember_post_id ON teammember (post_id);
CREATE INDEX ix_teammember_region_id ON teammember (region_id);
CREATE TABLE coachingstep (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	member_id INTEGER,
	kind TEXT DEFAULT 'coaching' NOT NULL,
	what TEXT DEFAULT '' NOT NULL,
	due_on TEXT,
	coach TEXT DEFAULT '' NOT NULL,
	done_on TEXT,
	result INTEGER,
	note TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(member_id) REFERENCES teammember (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_coachingstep_due_on ON coachingstep (due_on);
CREATE INDEX ix_coachingstep_member_id ON coachingstep (member_id);
CREATE TABLE membermonth (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	member_id INTEGER,
	month TEXT,
	"plan" TEXT DEFAULT '' NOT NULL,
	planned_on TEXT,
	summary TEXT DEFAULT '' NOT NULL,
	summed_on TEXT,
	answer TEXT DEFAULT '' NOT NULL,
	answered_on TEXT,
	PRIMARY KEY (id),
	FOREIGN KEY(member_id) REFERENCES teammember (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_membermonth_member_id ON membermonth (member_id);
CREATE INDEX ix_membermonth_month ON membermonth (month);
CREATE TABLE teamexample (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	member_id INTEGER,
	on_day TEXT,
	kind TEXT DEFAULT 'praise' NOT NULL,
	what TEXT DEFAULT '' NOT NULL,
	told_on TEXT,
	answer TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(member_id) REFERENCES teammember (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_teamexample_member_id ON teamexample (member_id);
CREATE INDEX ix_teamexample_on_day ON teamexample (on_day);
CREATE TABLE teamtask (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	member_id INTEGER,
	what TEXT DEFAULT '' NOT NULL,
	given_on TEXT,
	due_on TEXT,
	state TEXT DEFAULT 'open' NOT NULL,
	done_on TEXT,
	note TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(member_id) REFERENCES teammember (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_teamtask_due_on ON teamtask (due_on);
CREATE INDEX ix_teamtask_member_id ON teamtask (member_id);
