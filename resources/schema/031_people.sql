CREATE TABLE keyperson (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	person_id INTEGER,
	kind TEXT DEFAULT 'grower' NOT NULL,
	tier TEXT DEFAULT 'c' NOT NULL,
	state TEXT DEFAULT 'active' NOT NULL,
	organisation TEXT DEFAULT '' NOT NULL,
	post TEXT DEFAULT '' NOT NULL,
	region_id INTEGER,
	own INTEGER DEFAULT 0 NOT NULL,
	handled_by TEXT DEFAULT '' NOT NULL,
	consent TEXT DEFAULT 'not_asked' NOT NULL,
	consent_on TEXT,
	consent_scope TEXT DEFAULT '' NOT NULL,
	influence TEXT DEFAULT '' NOT NULL,
	interests TEXT DEFAULT '' NOT NULL,
	dates TEXT DEFAULT '' NOT NULL,
	avoid TEXT DEFAULT '' NOT NULL,
	source TEXT DEFAULT '' NOT NULL,
	crop_id INTEGER,
	area_mu REAL,
	variety_id INTEGER,
	variety_now TEXT DEFAULT '' NOT NULL,
	decides_on TEXT,
	households INTEGER,
	seed_price INTEGER,
	topics TEXT DEFAULT '' NOT NULL,
	fee INTEGER,
	terms TEXT DEFAULT '' NOT NULL,
	"conflict" TEXT DEFAULT '' NOT NULL,
	conflict_firm_id INTEGER,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE,
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT,
	FOREIGN KEY(variety_id) REFERENCES variety (id) ON DELETE RESTRICT,
	FOREIGN KEY(conflict_firm_id) REFERENCES rivalfirm (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_keyperson_code ON keyperson (code);
CREATE INDEX ix_keyperson_conflict_firm_id ON keyperson (conflict_firm_id);
CREATE INDEX ix_keyperson_crop_id ON keyperson (crop_id);
CREATE INDEX ix_keyperson_decides_on ON keyperson (decides_on);
CREATE INDEX ix_keyperson_person_id ON keyperson (person_id);
CREATE INDEX ix_keyperson_region_id ON keyperson (region_id);
CREATE INDEX ix_keyperson_variety_id ON keyperson (variety_id);
CREATE TABLE gift (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	key_id INTEGER,
	given_on TEXT,
	what TEXT DEFAULT '' NOT NULL,
	value INTEGER,
	occasion TEXT DEFAULT '' NOT NULL,
	given_by TEXT DEFAULT '' NOT NULL,
	approved_by TEXT DEFAULT '' NOT NULL,
	reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(key_id) REFERENCES keyperson (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_gift_given_on ON gift (given_on);
CREATE INDEX ix_gift_key_id ON gift (key_id);
CREATE TABLE personnote (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	key_id INTEGER,
	noted_on TEXT,
	level TEXT DEFAULT 'inside' NOT NULL,
	noted_by TEXT DEFAULT '' NOT NULL,
	text TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(key_id) REFERENCES keyperson (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_personnote_key_id ON personnote (key_id);
CREATE TABLE speciality (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	key_id INTEGER,
	crop_id INTEGER,
	topic TEXT DEFAULT '' NOT NULL,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(key_id) REFERENCES keyperson (id) ON DELETE CASCADE,
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_speciality_crop_id ON speciality (crop_id);
CREATE INDEX ix_speciality_key_id ON speciality (key_id);
CREATE TABLE touch (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	key_id INTEGER,
	kind TEXT DEFAULT 'visit' NOT NULL,
	planned_on TEXT,
	done_on TEXT,
	done_by TEXT DEFAULT '' NOT NULL,
	what TEXT DEFAULT '' NOT NULL,
	result TEXT DEFAULT '' NOT NULL,
	next_on TEXT,
	PRIMARY KEY (id),
	FOREIGN KEY(key_id) REFERENCES keyperson (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_touch_done_on ON touch (done_on);
CREATE INDEX ix_touch_key_id ON touch (key_id);
CREATE INDEX ix_touch_planned_on ON touch (planned_on);
CREATE TABLE touchplan (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	key_id INTEGER,
	year INTEGER,
	kind TEXT DEFAULT 'visit' NOT NULL,
	times INTEGER,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(key_id) REFERENCES keyperson (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_touchplan_key_id ON touchplan (key_id);
CREATE TABLE crisis (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	title TEXT DEFAULT '' NOT NULL,
	state TEXT DEFAULT 'open' NOT NULL,
	kind TEXT DEFAULT 'quality' NOT NULL,
	gravity TEXT DEFAULT 'middle' NOT NULL,
	happened_on TEXT,
	heard_on TEXT,
	region_id INTEGER,
	place TEXT DEFAULT '' NOT NULL,
	complaint_id INTEGER,
	speaker TEXT DEFAULT '' NOT NULL,
	speaker_phone TEXT DEFAULT '' NOT NULL,
	what TEXT DEFAULT '' NOT NULL,
	facts TEXT DEFAULT '' NOT NULL,
	statement TEXT DEFAULT '' NOT NULL,
	dont_say TEXT DEFAULT '' NOT NULL,
	answered_on TEXT,
	closed_on TEXT,
	reason TEXT DEFAULT '' NOT NULL,
	outcome TEXT DEFAULT '' NOT NULL,
	lesson TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(complaint_id) REFERENCES complaint (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_crisis_code ON crisis (code);
CREATE INDEX ix_crisis_complaint_id ON crisis (complaint_id);
CREATE INDEX ix_crisis_heard_on ON crisis (heard_on);
CREATE INDEX ix_crisis_region_id ON crisis (region_id);
CREATE TABLE expertuse (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	key_id INTEGER,
	held_on TEXT,
	topic TEXT DEFAULT '' NOT NULL,
	training_id INTEGER,
	day_id INTEGER,
	fee INTEGER,
	rating TEXT DEFAULT '' NOT NULL,
	comment TEXT DEFAULT '' NOT NULL,
	conflict_said TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(key_id) REFERENCES keyperson (id) ON DELETE CASCADE,
	FOREIGN KEY(training_id) REFERENCES trainingevent (id) ON DELETE RESTRICT,
	FOREIGN KEY(day_id) REFERENCES fieldday (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_expertuse_day_id ON expertuse (day_id);
CREATE INDEX ix_expertuse_held_on ON expertuse (held_on);
CREATE INDEX ix_expertuse_key_id ON expertuse (key_id);
CREATE INDEX ix_expertuse_training_id ON expertuse (training_id);
CREATE TABLE lead (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	name TEXT DEFAULT '' NOT NULL,
	state TEXT DEFAULT 'heard' NOT NULL,
	sector TEXT DEFAULT 'grower' NOT NULL,
	key_account INTEGER DEFAULT 0 NOT NULL,
	contact TEXT DEFAULT '' NOT NULL,
	phone TEXT DEFAULT '' NOT NULL,
	person_id INTEGER,
	region_id INTEGER,
	dealer_id INTEGER,
	handled_by TEXT DEFAULT '' NOT NULL,
	source TEXT DEFAULT 'visit' NOT NULL,
	heard_on TEXT,
	crop_id INTEGER,
	area_mu REAL,
	variety_now TEXT DEFAULT '' NOT NULL,
	product_id INTEGER,
	bags INTEGER,
	price INTEGER,
	chance INTEGER,
	decides_on TEXT,
	next_step TEXT DEFAULT '' NOT NULL,
	next_on TEXT,
	needs TEXT DEFAULT '' NOT NULL,
	aim TEXT DEFAULT '' NOT NULL,
	obstacles TEXT DEFAULT '' NOT NULL,
	offer TEXT DEFAULT '' NOT NULL,
	dealer_part TEXT DEFAULT '' NOT NULL,
	share_percent REAL,
	trial_id INTEGER,
	day_id INTEGER,
	order_id INTEGER,
	since TEXT,
	contacted_on TEXT,
	plot_on TEXT,
	seen_on TEXT,
	ordered_on TEXT,
	kept_on TEXT,
	lost_on TEXT,
	lost_why TEXT DEFAULT '' NOT NULL,
	rival_id INTEGER,
	reason TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT,
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT,
	FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE RESTRICT,
	FOREIGN KEY(trial_id) REFERENCES trial (id) ON DELETE RESTRICT,
	FOREIGN KEY(day_id) REFERENCES fieldday (id) ON DELETE RESTRICT,
	FOREIGN KEY(order_id) REFERENCES salesorder (id) ON DELETE RESTRICT,
	FOREIGN KEY(rival_id) REFERENCES rivalfirm (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_lead_code ON lead (code);
CREATE INDEX ix_lead_crop_id ON lead (crop_id);
CREATE INDEX ix_lead_day_id ON lead (day_id);
CREATE INDEX ix_lead_dealer_id ON lead (dealer_id);
CREATE INDEX ix_lead_decides_on ON lead (decides_on);
CREATE INDEX ix_lead_heard_on ON lead (heard_on);
CREATE INDEX ix_lead_next_on ON lead (next_on);
CREATE INDEX ix_lead_order_id ON lead (order_id);
CREATE INDEX ix_lead_person_id ON lead (person_id);
CREATE INDEX ix_lead_product_id ON lead (product_id);
CREATE INDEX ix_lead_region_id ON lead (region_id);
CREATE INDEX ix_lead_rival_id ON lead (rival_id);
CREATE INDEX ix_lead_trial_id ON lead (trial_id);
CREATE TABLE crisisstep (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	crisis_id INTEGER,
	what TEXT DEFAULT '' NOT NULL,
	to_whom TEXT DEFAULT '' NOT NULL,
	who TEXT DEFAULT '' NOT NULL,
	due_on TEXT,
	done_on TEXT,
	result TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(crisis_id) REFERENCES crisis (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_crisisstep_crisis_id ON crisisstep (crisis_id);
CREATE INDEX ix_crisisstep_due_on ON crisisstep (due_on);
CREATE TABLE crisistold (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	crisis_id INTEGER,
	told_on TEXT,
	hour TEXT DEFAULT '' NOT NULL,
	whom TEXT DEFAULT '' NOT NULL,
	organisation TEXT DEFAULT '' NOT NULL,
	person_id INTEGER,
	how TEXT DEFAULT '' NOT NULL,
	told_by TEXT DEFAULT '' NOT NULL,
	answer TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(crisis_id) REFERENCES crisis (id) ON DELETE CASCADE,
	FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_crisistold_crisis_id ON crisistold (crisis_id);
CREATE INDEX ix_crisistold_person_id ON crisistold (person_id);
CREATE TABLE leadstep (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	lead_id INTEGER,
	what TEXT DEFAULT '' NOT NULL,
	side TEXT DEFAULT 'us' NOT NULL,
	who TEXT DEFAULT '' NOT NULL,
	due_on TEXT,
	done_on TEXT,
	result TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(lead_id) REFERENCES lead (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_leadstep_due_on ON leadstep (due_on);
CREATE INDEX ix_leadstep_lead_id ON leadstep (lead_id);
