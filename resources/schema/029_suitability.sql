CREATE TABLE growerquestion (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	asked_on TEXT,
	grower TEXT DEFAULT '' NOT NULL,
	phone TEXT DEFAULT '' NOT NULL,
	region_id INTEGER,
	spot TEXT DEFAULT '' NOT NULL,
	crop_id INTEGER,
	area_mu REAL,
	irrigated INTEGER DEFAULT 0 NOT NULL,
	grain INTEGER DEFAULT 0 NOT NULL,
	sow_on TEXT,
	previous_crop TEXT DEFAULT '' NOT NULL,
	varieties INTEGER DEFAULT 3,
	question TEXT DEFAULT '' NOT NULL,
	answer TEXT DEFAULT '' NOT NULL,
	advised_by TEXT DEFAULT '' NOT NULL,
	answered_on TEXT,
	state TEXT DEFAULT 'open' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_growerquestion_asked_on ON growerquestion (asked_on);
CREATE INDEX ix_growerquestion_code ON growerquestion (code);
CREATE INDEX ix_growerquestion_crop_id ON growerquestion (crop_id);
CREATE INDEX ix_growerquestion_region_id ON growerquestion (region_id);
CREATE TABLE promotionplan (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	title TEXT DEFAULT '' NOT NULL,
	region_id INTEGER,
	crop_id INTEGER,
	year INTEGER,
	state TEXT DEFAULT 'draft' NOT NULL,
	target_mu REAL,
	budget INTEGER,
	made_on TEXT,
	made_by TEXT DEFAULT '' NOT NULL,
	agreed_with TEXT DEFAULT '' NOT NULL,
	thoughts TEXT DEFAULT '' NOT NULL,
	measures TEXT DEFAULT '' NOT NULL,
	leadership TEXT DEFAULT '' NOT NULL,
	evaluation TEXT DEFAULT '' NOT NULL,
	agreed_on TEXT,
	approved_on TEXT,
	started_on TEXT,
	checked_on TEXT,
	evaluated_on TEXT,
	reason TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_promotionplan_code ON promotionplan (code);
CREATE INDEX ix_promotionplan_crop_id ON promotionplan (crop_id);
CREATE INDEX ix_promotionplan_region_id ON promotionplan (region_id);
CREATE TABLE soiltest (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	region_id INTEGER,
	tested_on TEXT,
	spot TEXT DEFAULT '' NOT NULL,
	laboratory TEXT DEFAULT '' NOT NULL,
	organic_matter REAL,
	total_nitrogen REAL,
	mass_unit TEXT DEFAULT 'g/kg' NOT NULL,
	alkaline_nitrogen REAL,
	phosphorus REAL,
	potassium REAL,
	nutrient_form TEXT DEFAULT 'element' NOT NULL,
	ph REAL,
	salt REAL,
	printed TEXT DEFAULT '' NOT NULL,
	source TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_soiltest_region_id ON soiltest (region_id);
CREATE INDEX ix_soiltest_tested_on ON soiltest (tested_on);
CREATE TABLE growingplace (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	region_id INTEGER,
	crop_id INTEGER,
	station_id INTEGER,
	state TEXT DEFAULT 'data' NOT NULL,
	made_on TEXT,
	made_by TEXT DEFAULT '' NOT NULL,
	altitude REAL,
	heat REAL,
	heat_mean REAL,
	warm_days REAL,
	frost_free REAL,
	last_frost TEXT DEFAULT '' NOT NULL,
	first_frost TEXT DEFAULT '' NOT NULL,
	rain REAL,
	rain_mean REAL,
	sun REAL,
	hot_days REAL,
	years TEXT DEFAULT '' NOT NULL,
	rule TEXT DEFAULT '' NOT NULL,
	computed_on TEXT,
	irrigated REAL,
	irrigation REAL,
	soil TEXT DEFAULT '' NOT NULL,
	soil_ph REAL,
	soil_salt REAL,
	wind TEXT DEFAULT '' NOT NULL,
	harvest TEXT DEFAULT '' NOT NULL,
	density REAL,
	sow_from TEXT DEFAULT '' NOT NULL,
	sow_until TEXT DEFAULT '' NOT NULL,
	rotation TEXT DEFAULT '' NOT NULL,
	reviewed_on TEXT,
	signed_on TEXT,
	reason TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT,
	FOREIGN KEY(station_id) REFERENCES weatherstation (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_growingplace_code ON growingplace (code);
CREATE INDEX ix_growingplace_crop_id ON growingplace (crop_id);
CREATE INDEX ix_growingplace_region_id ON growingplace (region_id);
CREATE INDEX ix_growingplace_station_id ON growingplace (station_id);
CREATE TABLE marketgap (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	plan_id INTEGER,
	region_id INTEGER,
	kind TEXT DEFAULT 'blank' NOT NULL,
	why TEXT DEFAULT '' NOT NULL,
	action TEXT DEFAULT '' NOT NULL,
	who TEXT DEFAULT '' NOT NULL,
	due_on TEXT,
	state TEXT DEFAULT 'open' NOT NULL,
	done_on TEXT,
	result TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(plan_id) REFERENCES promotionplan (id) ON DELETE CASCADE,
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_marketgap_due_on ON marketgap (due_on);
CREATE INDEX ix_marketgap_plan_id ON marketgap (plan_id);
CREATE INDEX ix_marketgap_region_id ON marketgap (region_id);
CREATE TABLE planstep (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	plan_id INTEGER,
	step TEXT DEFAULT 'trial' NOT NULL,
	region_id INTEGER,
	variety_id INTEGER,
	begins_on TEXT,
	ends_on TEXT,
	what TEXT DEFAULT '' NOT NULL,
	who TEXT DEFAULT '' NOT NULL,
	done_on TEXT,
	result TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(plan_id) REFERENCES promotionplan (id) ON DELETE CASCADE,
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(variety_id) REFERENCES variety (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_planstep_begins_on ON planstep (begins_on);
CREATE INDEX ix_planstep_plan_id ON planstep (plan_id);
CREATE INDEX ix_planstep_region_id ON planstep (region_id);
CREATE INDEX ix_planstep_variety_id ON planstep (variety_id);
CREATE TABLE varietyneed (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	variety_id INTEGER,
	heat REAL,
	days REAL,
	water REAL,
	ph_low REAL,
	ph_high REAL,
	salt REAL,
	lodging REAL,
	moisture REAL,
	density_low REAL,
	density_high REAL,
	basis TEXT DEFAULT 'announced' NOT NULL,
	source TEXT DEFAULT '' NOT NULL,
	checked_on TEXT,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(variety_id) REFERENCES variety (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_varietyneed_variety_id ON varietyneed (variety_id);
CREATE TABLE placedisease (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	place_id INTEGER,
	year INTEGER,
	trait_id INTEGER,
	level TEXT DEFAULT 'medium' NOT NULL,
	share REAL,
	source TEXT DEFAULT '' NOT NULL,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(place_id) REFERENCES growingplace (id) ON DELETE CASCADE,
	FOREIGN KEY(trait_id) REFERENCES trait (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_placedisease_place_id ON placedisease (place_id);
CREATE INDEX ix_placedisease_trait_id ON placedisease (trait_id);
CREATE TABLE planline (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	plan_id INTEGER,
	region_id INTEGER,
	variety_id INTEGER,
	role TEXT DEFAULT 'companion' NOT NULL,
	stage TEXT DEFAULT '' NOT NULL,
	area_now REAL,
	area_mu REAL,
	product_id INTEGER,
	bags INTEGER,
	dealer_id INTEGER,
	demos INTEGER,
	demo_mu REAL,
	field_days INTEGER,
	trainings INTEGER,
	budget INTEGER,
	month TEXT,
	who TEXT DEFAULT '' NOT NULL,
	why TEXT DEFAULT '' NOT NULL,
	sown_mu REAL,
	sown_bags INTEGER,
	field_checked_on TEXT,
	found TEXT DEFAULT '' NOT NULL,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(plan_id) REFERENCES promotionplan (id) ON DELETE CASCADE,
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(variety_id) REFERENCES variety (id) ON DELETE RESTRICT,
	FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE RESTRICT,
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_planline_dealer_id ON planline (dealer_id);
CREATE INDEX ix_planline_plan_id ON planline (plan_id);
CREATE INDEX ix_planline_product_id ON planline (product_id);
CREATE INDEX ix_planline_region_id ON planline (region_id);
CREATE INDEX ix_planline_variety_id ON planline (variety_id);
CREATE TABLE planseed (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	plan_id INTEGER,
	product_id INTEGER,
	bags INTEGER,
	source TEXT DEFAULT '' NOT NULL,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(plan_id) REFERENCES promotionplan (id) ON DELETE CASCADE,
	FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_planseed_plan_id ON planseed (plan_id);
CREATE INDEX ix_planseed_product_id ON planseed (product_id);
