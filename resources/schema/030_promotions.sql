CREATE TABLE salespromotion (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	theme TEXT DEFAULT '' NOT NULL,
	state TEXT DEFAULT 'idea' NOT NULL,
	kind TEXT DEFAULT 'shop' NOT NULL,
	region_id INTEGER,
	scope TEXT DEFAULT '' NOT NULL,
	dealer_id INTEGER,
	starts_on TEXT,
	ends_on TEXT,
	apply_by TEXT,
	in_charge TEXT DEFAULT '' NOT NULL,
	phone TEXT DEFAULT '' NOT NULL,
	goal_bags INTEGER,
	goal_amount INTEGER,
	purpose TEXT DEFAULT '' NOT NULL,
	content TEXT DEFAULT '' NOT NULL,
	selling_points TEXT DEFAULT '' NOT NULL,
	materials TEXT DEFAULT '' NOT NULL,
	gifts TEXT DEFAULT '' NOT NULL,
	controls TEXT DEFAULT '' NOT NULL,
	notice_id INTEGER,
	applied_on TEXT,
	countersigned_on TEXT,
	countersigned_by TEXT DEFAULT '' NOT NULL,
	begun_on TEXT,
	closed_on TEXT,
	evaluate_by TEXT,
	evaluated_on TEXT,
	reason TEXT DEFAULT '' NOT NULL,
	measured TEXT DEFAULT 'shipped' NOT NULL,
	base_from TEXT,
	twin_region_id INTEGER,
	twin_change REAL,
	preparation TEXT DEFAULT '' NOT NULL,
	course TEXT DEFAULT '' NOT NULL,
	effect TEXT DEFAULT '' NOT NULL,
	liked TEXT DEFAULT '' NOT NULL,
	disliked TEXT DEFAULT '' NOT NULL,
	wished TEXT DEFAULT '' NOT NULL,
	problems_met TEXT DEFAULT '' NOT NULL,
	causes TEXT DEFAULT '' NOT NULL,
	proposals TEXT DEFAULT '' NOT NULL,
	summary TEXT DEFAULT '' NOT NULL,
	reward TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(notice_id) REFERENCES policynotice (id) ON DELETE RESTRICT,
	FOREIGN KEY(twin_region_id) REFERENCES region (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_salespromotion_code ON salespromotion (code);
CREATE INDEX ix_salespromotion_dealer_id ON salespromotion (dealer_id);
CREATE INDEX ix_salespromotion_notice_id ON salespromotion (notice_id);
CREATE INDEX ix_salespromotion_region_id ON salespromotion (region_id);
CREATE INDEX ix_salespromotion_starts_on ON salespromotion (starts_on);
CREATE INDEX ix_salespromotion_twin_region_id ON salespromotion (twin_region_id);
CREATE TABLE fieldday (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	topic TEXT DEFAULT '' NOT NULL,
	state TEXT DEFAULT 'planned' NOT NULL,
	held_on TEXT,
	region_id INTEGER,
	place TEXT DEFAULT '' NOT NULL,
	host TEXT DEFAULT '' NOT NULL,
	dealer_id INTEGER,
	variety_id INTEGER,
	trial_id INTEGER,
	promotion_id INTEGER,
	speaker TEXT DEFAULT '' NOT NULL,
	cost INTEGER,
	leaflets INTEGER,
	more_invited INTEGER,
	more_came INTEGER,
	more_ordered INTEGER,
	more_bags INTEGER,
	programme TEXT DEFAULT '' NOT NULL,
	result TEXT DEFAULT '' NOT NULL,
	reason TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(variety_id) REFERENCES variety (id) ON DELETE RESTRICT,
	FOREIGN KEY(trial_id) REFERENCES trial (id) ON DELETE RESTRICT,
	FOREIGN KEY(promotion_id) REFERENCES salespromotion (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_fieldday_code ON fieldday (code);
CREATE INDEX ix_fieldday_dealer_id ON fieldday (dealer_id);
CREATE INDEX ix_fieldday_held_on ON fieldday (held_on);
CREATE INDEX ix_fieldday_promotion_id ON fieldday (promotion_id);
CREATE INDEX ix_fieldday_region_id ON fieldday (region_id);
CREATE INDEX ix_fieldday_trial_id ON fieldday (trial_id);
CREATE INDEX ix_fieldday_variety_id ON fieldday (variety_id);
CREATE TABLE mediarun (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	title TEXT DEFAULT '' NOT NULL,
	state TEXT DEFAULT 'booked' NOT NULL,
	medium TEXT DEFAULT 'wall' NOT NULL,
	outlet TEXT DEFAULT '' NOT NULL,
	contact TEXT DEFAULT '' NOT NULL,
	promotion_id INTEGER,
	region_id INTEGER,
	starts_on TEXT,
	ends_on TEXT,
	times INTEGER,
	reach INTEGER,
	growers REAL,
	cost INTEGER,
	agreed TEXT DEFAULT '' NOT NULL,
	proved_on TEXT,
	proved_by TEXT DEFAULT '' NOT NULL,
	refunded INTEGER,
	reason TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(promotion_id) REFERENCES salespromotion (id) ON DELETE RESTRICT,
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_mediarun_code ON mediarun (code);
CREATE INDEX ix_mediarun_promotion_id ON mediarun (promotion_id);
CREATE INDEX ix_mediarun_region_id ON mediarun (region_id);
CREATE INDEX ix_mediarun_starts_on ON mediarun (starts_on);
CREATE TABLE promotionexpense (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	promotion_id INTEGER,
	kind TEXT DEFAULT 'material' NOT NULL,
	what TEXT DEFAULT '' NOT NULL,
	planned INTEGER,
	spent INTEGER,
	PRIMARY KEY (id),
	FOREIGN KEY(promotion_id) REFERENCES salespromotion (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_promotionexpense_promotion_id ON promotionexpense (promotion_id);
CREATE TABLE promotionterm (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	promotion_id INTEGER,
	condition_id INTEGER,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(promotion_id) REFERENCES salespromotion (id) ON DELETE CASCADE,
	FOREIGN KEY(condition_id) REFERENCES salescondition (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_promotionterm_condition_id ON promotionterm (condition_id);
CREATE INDEX ix_promotionterm_promotion_id ON promotionterm (promotion_id);
CREATE TABLE fielddayguest (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	day_id INTEGER,
	name TEXT DEFAULT '' NOT NULL,
	phone TEXT DEFAULT '' NOT NULL,
	organisation TEXT DEFAULT '' NOT NULL,
	person_id INTEGER,
	dealer_id INTEGER,
	invited INTEGER DEFAULT 1 NOT NULL,
	came INTEGER DEFAULT 0 NOT NULL,
	bags INTEGER,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(day_id) REFERENCES fieldday (id) ON DELETE CASCADE,
	FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT,
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_fielddayguest_day_id ON fielddayguest (day_id);
CREATE INDEX ix_fielddayguest_dealer_id ON fielddayguest (dealer_id);
CREATE INDEX ix_fielddayguest_person_id ON fielddayguest (person_id);
CREATE TABLE promotedproduct (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	promotion_id INTEGER,
	product_id INTEGER,
	newness TEXT DEFAULT '' NOT NULL,
	reason TEXT DEFAULT '' NOT NULL,
	price INTEGER,
	margin INTEGER,
	goal_bags INTEGER,
	baseline INTEGER,
	during INTEGER,
	after_change INTEGER,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(promotion_id) REFERENCES salespromotion (id) ON DELETE CASCADE,
	FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_promotedproduct_product_id ON promotedproduct (product_id);
CREATE INDEX ix_promotedproduct_promotion_id ON promotedproduct (promotion_id);
