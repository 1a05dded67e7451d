CREATE TABLE question (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	bank TEXT DEFAULT '' NOT NULL,
	kind TEXT DEFAULT 'single' NOT NULL,
	text TEXT DEFAULT '' NOT NULL,
	options TEXT DEFAULT '' NOT NULL,
	answer TEXT DEFAULT '' NOT NULL,
	points INTEGER DEFAULT 5,
	explanation TEXT DEFAULT '' NOT NULL,
	retired INTEGER DEFAULT 0 NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
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
	plan_id INTEGER,
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
	FOREIGN KEY(trainer_id) REFERENCES person (id) ON DELETE RESTRICT,
	FOREIGN KEY(plan_id) REFERENCES trainingplan (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_trainingevent_code ON trainingevent (code);
CREATE INDEX ix_trainingevent_dealer_id ON trainingevent (dealer_id);
CREATE INDEX ix_trainingevent_follow_up_on ON trainingevent (follow_up_on);
CREATE INDEX ix_trainingevent_held_on ON trainingevent (held_on);
CREATE INDEX ix_trainingevent_plan_id ON trainingevent (plan_id);
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
CREATE TABLE skilllevel (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	person_id INTEGER,
	skill TEXT DEFAULT '' NOT NULL,
	level TEXT DEFAULT '1' NOT NULL,
	evaluated_on TEXT,
	evaluated_by TEXT DEFAULT '' NOT NULL,
	target TEXT DEFAULT '' NOT NULL,
	target_on TEXT,
	event_id INTEGER,
	"plan" TEXT DEFAULT '' NOT NULL,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT,
	FOREIGN KEY(event_id) REFERENCES trainingevent (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_skilllevel_evaluated_on ON skilllevel (evaluated_on);
CREATE INDEX ix_skilllevel_event_id ON skilllevel (event_id);
CREATE INDEX ix_skilllevel_person_id ON skilllevel (person_id);
CREATE INDEX ix_skilllevel_target_on ON skilllevel (target_on);
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
CREATE TABLE trainingtest (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	event_id INTEGER,
	phase TEXT DEFAULT 'post' NOT NULL,
	title TEXT DEFAULT '' NOT NULL,
	held_on TEXT,
	"full" INTEGER DEFAULT 100,
	pass_percent INTEGER,
	minutes INTEGER,
	bank TEXT DEFAULT '' NOT NULL,
	draw INTEGER,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(event_id) REFERENCES trainingevent (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_trainingtest_event_id ON trainingtest (event_id);
CREATE INDEX ix_trainingtest_held_on ON trainingtest (held_on);
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
CREATE TABLE trainingfeedback (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	event_id INTEGER,
	participant_id INTEGER,
	content INTEGER,
	teaching INTEGER,
	organising INTEGER,
	usefulness INTEGER,
	best TEXT DEFAULT '' NOT NULL,
	wish TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(event_id) REFERENCES trainingevent (id) ON DELETE CASCADE,
	FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_trainingfeedback_event_id ON trainingfeedback (event_id);
CREATE INDEX ix_trainingfeedback_participant_id ON trainingfeedback (participant_id);
CREATE TABLE trainingfollowup (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	event_id INTEGER,
	participant_id INTEGER,
	practice TEXT DEFAULT '' NOT NULL,
	due_on TEXT,
	state TEXT DEFAULT 'open' NOT NULL,
	seen_on TEXT,
	seen_by TEXT DEFAULT '' NOT NULL,
	visit_id INTEGER,
	case_id INTEGER,
	seen TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(event_id) REFERENCES trainingevent (id) ON DELETE CASCADE,
	FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE,
	FOREIGN KEY(visit_id) REFERENCES visit (id) ON DELETE RESTRICT,
	FOREIGN KEY(case_id) REFERENCES farmercase (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_trainingfollowup_case_id ON trainingfollowup (case_id);
CREATE INDEX ix_trainingfollowup_due_on ON trainingfollowup (due_on);
CREATE INDEX ix_trainingfollowup_event_id ON trainingfollowup (event_id);
CREATE INDEX ix_trainingfollowup_participant_id ON trainingfollowup (participant_id);
CREATE INDEX ix_trainingfollowup_visit_id ON trainingfollowup (visit_id);
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
CREATE TABLE trainingtestitem (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	test_id INTEGER,
	number INTEGER,
	question_id INTEGER,
	points INTEGER,
	PRIMARY KEY (id),
	FOREIGN KEY(test_id) REFERENCES trainingtest (id) ON DELETE CASCADE,
	FOREIGN KEY(question_id) REFERENCES question (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_trainingtestitem_question_id ON trainingtestitem (question_id);
CREATE INDEX ix_trainingtestitem_test_id ON trainingtestitem (test_id);
CREATE TABLE trainingtestresult (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	test_id INTEGER,
	participant_id INTEGER,
	answers TEXT DEFAULT '' NOT NULL,
	points REAL,
	"full" INTEGER,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(test_id) REFERENCES trainingtest (id) ON DELETE CASCADE,
	FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_trainingtestresult_participant_id ON trainingtestresult (participant_id);
CREATE INDEX ix_trainingtestresult_test_id ON trainingtestresult (test_id);
