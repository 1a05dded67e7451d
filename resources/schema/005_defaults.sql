CREATE TABLE attachment (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	owner_table TEXT DEFAULT '' NOT NULL,
	owner_id INTEGER,
	name TEXT DEFAULT '' NOT NULL,
	digest TEXT DEFAULT '' NOT NULL,
	size INTEGER,
	note TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE INDEX ix_attachment_digest ON attachment (digest);
CREATE INDEX ix_attachment_owner_id ON attachment (owner_id);
CREATE TABLE crop (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	name_zh TEXT DEFAULT '' NOT NULL,
	name_en TEXT DEFAULT '' NOT NULL,
	standard_moisture REAL,
	growth_start TEXT DEFAULT 'emergence' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE TABLE importrun (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	kind TEXT DEFAULT '' NOT NULL,
	file_name TEXT DEFAULT '' NOT NULL,
	sha256 TEXT DEFAULT '' NOT NULL,
	headings TEXT DEFAULT '' NOT NULL,
	columns TEXT DEFAULT '{}' NOT NULL,
	made_at TEXT,
	imported INTEGER DEFAULT 0,
	updated INTEGER DEFAULT 0,
	unchanged INTEGER DEFAULT 0,
	duplicates INTEGER DEFAULT 0,
	failed INTEGER DEFAULT 0,
	operation_id INTEGER,
	undone_at TEXT,
	PRIMARY KEY (id)
)
 STRICT;
CREATE INDEX ix_importrun_headings ON importrun (headings);
CREATE INDEX ix_importrun_sha256 ON importrun (sha256);
CREATE TABLE labelstock (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	name TEXT DEFAULT '' NOT NULL,
	page_width REAL DEFAULT (210.0),
	page_height REAL DEFAULT (297.0),
	across INTEGER DEFAULT 3,
	down INTEGER DEFAULT 8,
	label_width REAL DEFAULT (70.0),
	label_height REAL DEFAULT (36.0),
	"left" REAL DEFAULT (0.0),
	top REAL DEFAULT (4.5),
	gap_x REAL DEFAULT (0.0),
	gap_y REAL DEFAULT (0.0),
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE TABLE region (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	name TEXT DEFAULT '' NOT NULL,
	short TEXT DEFAULT '' NOT NULL,
	level TEXT DEFAULT 'township' NOT NULL,
	parent_id INTEGER,
	full_name TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(parent_id) REFERENCES region (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_region_code ON region (code);
CREATE INDEX ix_region_full_name ON region (full_name);
CREATE INDEX ix_region_parent_id ON region (parent_id);
CREATE TABLE reporttemplate (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	report TEXT DEFAULT '' NOT NULL,
	name TEXT DEFAULT '' NOT NULL,
	is_default INTEGER DEFAULT 0 NOT NULL,
	sections TEXT DEFAULT '[]' NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE TABLE season (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	name TEXT DEFAULT '' NOT NULL,
	year INTEGER,
	starts_on TEXT,
	ends_on TEXT,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE TABLE "view" (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	listing TEXT DEFAULT '' NOT NULL,
	name TEXT DEFAULT '' NOT NULL,
	state TEXT DEFAULT '{}' NOT NULL,
	is_default INTEGER DEFAULT 0 NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE INDEX ix_view_listing ON "view" (listing);
CREATE TABLE article (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	title TEXT DEFAULT '' NOT NULL,
	crop_id INTEGER,
	stage TEXT DEFAULT '' NOT NULL,
	symptom TEXT DEFAULT '' NOT NULL,
	cause TEXT DEFAULT 'unclear' NOT NULL,
	body TEXT DEFAULT '' NOT NULL,
	source TEXT DEFAULT '' NOT NULL,
	checked_by TEXT DEFAULT '' NOT NULL,
	checked_on TEXT,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_article_crop_id ON article (crop_id);
CREATE TABLE dealer (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	name TEXT DEFAULT '' NOT NULL,
	kind TEXT DEFAULT 'company' NOT NULL,
	level TEXT DEFAULT 'county' NOT NULL,
	grade TEXT DEFAULT '' NOT NULL,
	state TEXT DEFAULT 'prospect' NOT NULL,
	state_since TEXT,
	credit_code TEXT DEFAULT '' NOT NULL,
	region_id INTEGER,
	address TEXT DEFAULT '' NOT NULL,
	latitude REAL,
	longitude REAL,
	phone TEXT DEFAULT '' NOT NULL,
	since TEXT,
	warehouse TEXT DEFAULT '' NOT NULL,
	warehouse_t REAL,
	area_mu REAL,
	business_area TEXT DEFAULT '' NOT NULL,
	competitors TEXT DEFAULT '' NOT NULL,
	visit_days INTEGER,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_dealer_code ON dealer (code);
CREATE INDEX ix_dealer_credit_code ON dealer (credit_code);
CREATE INDEX ix_dealer_name ON dealer (name);
CREATE INDEX ix_dealer_region_id ON dealer (region_id);
CREATE TABLE site (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	name TEXT DEFAULT '' NOT NULL,
	code TEXT DEFAULT '' NOT NULL,
	region_id INTEGER,
	latitude REAL,
	longitude REAL,
	altitude REAL,
	soil TEXT DEFAULT '' NOT NULL,
	previous_crop TEXT DEFAULT '' NOT NULL,
	irrigation TEXT DEFAULT '' NOT NULL,
	farmer TEXT DEFAULT '' NOT NULL,
	contact TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_site_region_id ON site (region_id);
CREATE TABLE trait (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	name_zh TEXT DEFAULT '' NOT NULL,
	name_en TEXT DEFAULT '' NOT NULL,
	crop_id INTEGER,
	kind TEXT DEFAULT 'number' NOT NULL,
	unit TEXT DEFAULT '' NOT NULL,
	unit_en TEXT DEFAULT '' NOT NULL,
	aliases TEXT DEFAULT '' NOT NULL,
	decimals INTEGER DEFAULT 1,
	stage TEXT DEFAULT '' NOT NULL,
	method TEXT DEFAULT '' NOT NULL,
	low REAL,
	high REAL,
	categories TEXT DEFAULT '' NOT NULL,
	scale TEXT DEFAULT '' NOT NULL,
	direction TEXT DEFAULT 'none' NOT NULL,
	summary TEXT DEFAULT 'mean' NOT NULL,
	is_yield INTEGER DEFAULT 0 NOT NULL,
	formula TEXT DEFAULT '' NOT NULL,
	source TEXT DEFAULT '' NOT NULL,
	valid_from TEXT,
	verified INTEGER DEFAULT 0 NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_trait_crop_id ON trait (crop_id);
CREATE TABLE trialseries (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	name TEXT DEFAULT '' NOT NULL,
	crop_id INTEGER,
	purpose TEXT DEFAULT '' NOT NULL,
	execution TEXT DEFAULT '' NOT NULL,
	climate TEXT DEFAULT '' NOT NULL,
	comments TEXT DEFAULT '' NOT NULL,
	advice TEXT DEFAULT '' NOT NULL,
	organiser TEXT DEFAULT '' NOT NULL,
	author TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_trialseries_crop_id ON trialseries (crop_id);
CREATE TABLE variety (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	name TEXT DEFAULT '' NOT NULL,
	name_en TEXT DEFAULT '' NOT NULL,
	code TEXT DEFAULT '' NOT NULL,
	crop_id INTEGER,
	kind TEXT DEFAULT 'own' NOT NULL,
	state TEXT DEFAULT 'testing' NOT NULL,
	breeder TEXT DEFAULT '' NOT NULL,
	owner TEXT DEFAULT '' NOT NULL,
	parentage TEXT DEFAULT '' NOT NULL,
	approval_number TEXT DEFAULT '' NOT NULL,
	registration_number TEXT DEFAULT '' NOT NULL,
	pvp_number TEXT DEFAULT '' NOT NULL,
	approved_year INTEGER,
	maturity TEXT DEFAULT '' NOT NULL,
	suitable_area TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_variety_crop_id ON variety (crop_id);
CREATE TABLE announcedtrait (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	variety_id INTEGER,
	trait_id INTEGER,
	value REAL,
	wording TEXT DEFAULT '' NOT NULL,
	source TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(variety_id) REFERENCES variety (id) ON DELETE CASCADE,
	FOREIGN KEY(trait_id) REFERENCES trait (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_announcedtrait_trait_id ON announcedtrait (trait_id);
CREATE INDEX ix_announcedtrait_variety_id ON announcedtrait (variety_id);
CREATE TABLE contact (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	dealer_id INTEGER,
	name TEXT DEFAULT '' NOT NULL,
	role TEXT DEFAULT 'owner' NOT NULL,
	mobile TEXT DEFAULT '' NOT NULL,
	phone TEXT DEFAULT '' NOT NULL,
	wechat TEXT DEFAULT '' NOT NULL,
	is_primary INTEGER DEFAULT 0 NOT NULL,
	birthday TEXT,
	left_on TEXT,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_contact_dealer_id ON contact (dealer_id);
CREATE TABLE dealermove (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	dealer_id INTEGER,
	moved_on TEXT,
	"before" TEXT DEFAULT '' NOT NULL,
	"after" TEXT DEFAULT '' NOT NULL,
	reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_dealermove_dealer_id ON dealermove (dealer_id);
CREATE TABLE farmercase (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	state TEXT DEFAULT 'open' NOT NULL,
	reported_on TEXT,
	farmer TEXT DEFAULT '' NOT NULL,
	phone TEXT DEFAULT '' NOT NULL,
	region_id INTEGER,
	place TEXT DEFAULT '' NOT NULL,
	latitude REAL,
	longitude REAL,
	area_mu REAL,
	crop_id INTEGER,
	variety_id INTEGER,
	lot TEXT DEFAULT '' NOT NULL,
	bag_code TEXT DEFAULT '' NOT NULL,
	dealer_id INTEGER,
	sown_on TEXT,
	depth REAL,
	method TEXT DEFAULT '' NOT NULL,
	density REAL,
	seed_rate REAL,
	emergence REAL,
	previous_crop TEXT DEFAULT '' NOT NULL,
	sprays TEXT DEFAULT '' NOT NULL,
	weather TEXT DEFAULT '' NOT NULL,
	stage TEXT DEFAULT '' NOT NULL,
	symptom TEXT DEFAULT '' NOT NULL,
	part TEXT DEFAULT '' NOT NULL,
	share REAL,
	first_seen TEXT,
	neighbours TEXT DEFAULT 'unknown' NOT NULL,
	same_lot TEXT DEFAULT '' NOT NULL,
	description TEXT DEFAULT '' NOT NULL,
	cause TEXT DEFAULT 'unclear' NOT NULL,
	diagnosis TEXT DEFAULT '' NOT NULL,
	advice TEXT DEFAULT '' NOT NULL,
	advised_on TEXT,
	follow_up_on TEXT,
	outcome TEXT DEFAULT '' NOT NULL,
	closed_on TEXT,
	article_id INTEGER,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT,
	FOREIGN KEY(variety_id) REFERENCES variety (id) ON DELETE RESTRICT,
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_farmercase_article_id ON farmercase (article_id);
CREATE INDEX ix_farmercase_code ON farmercase (code);
CREATE INDEX ix_farmercase_crop_id ON farmercase (crop_id);
CREATE INDEX ix_farmercase_dealer_id ON farmercase (dealer_id);
CREATE INDEX ix_farmercase_follow_up_on ON farmercase (follow_up_on);
CREATE INDEX ix_farmercase_lot ON farmercase (lot);
CREATE INDEX ix_farmercase_region_id ON farmercase (region_id);
CREATE INDEX ix_farmercase_reported_on ON farmercase (reported_on);
CREATE INDEX ix_farmercase_variety_id ON farmercase (variety_id);
CREATE TABLE labelitem (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	name TEXT DEFAULT '' NOT NULL,
	variety_id INTEGER,
	kind TEXT DEFAULT 'label' NOT NULL,
	pack TEXT DEFAULT '' NOT NULL,
	net_g REAL,
	kernels INTEGER,
	language TEXT DEFAULT 'zh' NOT NULL,
	region_id INTEGER,
	printer TEXT DEFAULT '' NOT NULL,
	retired INTEGER DEFAULT 0 NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(variety_id) REFERENCES variety (id) ON DELETE RESTRICT,
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_labelitem_code ON labelitem (code);
CREATE INDEX ix_labelitem_region_id ON labelitem (region_id);
CREATE INDEX ix_labelitem_variety_id ON labelitem (variety_id);
CREATE TABLE licence (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	dealer_id INTEGER,
	kind TEXT DEFAULT 'business' NOT NULL,
	number TEXT DEFAULT '' NOT NULL,
	issuer TEXT DEFAULT '' NOT NULL,
	scope TEXT DEFAULT '' NOT NULL,
	quantity_kg REAL,
	issued_on TEXT,
	expires_on TEXT,
	verified_on TEXT,
	replaced INTEGER DEFAULT 0 NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_licence_dealer_id ON licence (dealer_id);
CREATE INDEX ix_licence_expires_on ON licence (expires_on);
CREATE TABLE lotdelivery (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	lot TEXT DEFAULT '' NOT NULL,
	variety_id INTEGER,
	dealer_id INTEGER,
	delivered_on TEXT,
	quantity_kg REAL,
	held_kg REAL,
	held_on TEXT,
	source TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(variety_id) REFERENCES variety (id) ON DELETE RESTRICT,
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_lotdelivery_dealer_id ON lotdelivery (dealer_id);
CREATE INDEX ix_lotdelivery_lot ON lotdelivery (lot);
CREATE INDEX ix_lotdelivery_variety_id ON lotdelivery (variety_id);
CREATE TABLE outlet (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	dealer_id INTEGER,
	name TEXT DEFAULT '' NOT NULL,
	region_id INTEGER,
	place TEXT DEFAULT '' NOT NULL,
	keeper TEXT DEFAULT '' NOT NULL,
	phone TEXT DEFAULT '' NOT NULL,
	bags INTEGER,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE CASCADE,
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_outlet_dealer_id ON outlet (dealer_id);
CREATE INDEX ix_outlet_region_id ON outlet (region_id);
CREATE TABLE techniquesheet (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	title TEXT DEFAULT '' NOT NULL,
	number INTEGER DEFAULT 1,
	state TEXT DEFAULT 'draft' NOT NULL,
	crop_id INTEGER,
	variety_id INTEGER,
	region_id INTEGER,
	season TEXT DEFAULT '' NOT NULL,
	water TEXT DEFAULT 'any' NOT NULL,
	sown_on TEXT,
	emerged_on TEXT,
	target TEXT DEFAULT '' NOT NULL,
	body TEXT DEFAULT '' NOT NULL,
	source TEXT DEFAULT '' NOT NULL,
	made_by TEXT DEFAULT '' NOT NULL,
	made_on TEXT,
	submitted_on TEXT,
	reviewed_by TEXT DEFAULT '' NOT NULL,
	approved_by TEXT DEFAULT '' NOT NULL,
	approved_on TEXT,
	published_on TEXT,
	withdrawn_on TEXT,
	reason TEXT DEFAULT '' NOT NULL,
	changes TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT,
	FOREIGN KEY(variety_id) REFERENCES variety (id) ON DELETE RESTRICT,
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_techniquesheet_code ON techniquesheet (code);
CREATE INDEX ix_techniquesheet_crop_id ON techniquesheet (crop_id);
CREATE INDEX ix_techniquesheet_region_id ON techniquesheet (region_id);
CREATE INDEX ix_techniquesheet_variety_id ON techniquesheet (variety_id);
CREATE TABLE territory (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	dealer_id INTEGER,
	region_id INTEGER,
	varieties TEXT DEFAULT '' NOT NULL,
	is_exclusive INTEGER DEFAULT 0 NOT NULL,
	starts_on TEXT,
	ends_on TEXT,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE CASCADE,
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_territory_dealer_id ON territory (dealer_id);
CREATE INDEX ix_territory_region_id ON territory (region_id);
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
	expected INTEGER,
	programme TEXT DEFAULT '' NOT NULL,
	summary TEXT DEFAULT '' NOT NULL,
	materials TEXT DEFAULT '' NOT NULL,
	budget INTEGER,
	cost INTEGER,
	cancel_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_trainingevent_code ON trainingevent (code);
CREATE INDEX ix_trainingevent_dealer_id ON trainingevent (dealer_id);
CREATE INDEX ix_trainingevent_held_on ON trainingevent (held_on);
CREATE INDEX ix_trainingevent_region_id ON trainingevent (region_id);
CREATE TABLE trial (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	title TEXT DEFAULT '' NOT NULL,
	kind TEXT DEFAULT 'comparison' NOT NULL,
	state TEXT DEFAULT 'planned' NOT NULL,
	reason TEXT DEFAULT '' NOT NULL,
	crop_id INTEGER,
	season_id INTEGER,
	site_id INTEGER,
	series TEXT DEFAULT '' NOT NULL,
	design TEXT DEFAULT 'rcbd' NOT NULL,
	replicates INTEGER DEFAULT 3,
	block_size INTEGER,
	design_options TEXT DEFAULT '{}' NOT NULL,
	check_kind TEXT DEFAULT 'variety' NOT NULL,
	factor_a TEXT DEFAULT '' NOT NULL,
	factor_b TEXT DEFAULT '' NOT NULL,
	factor_c TEXT DEFAULT '' NOT NULL,
	plot_area REAL,
	harvest_area REAL,
	rows_per_plot INTEGER,
	row_length REAL,
	row_spacing REAL,
	plant_spacing REAL,
	standard_moisture REAL,
	sown_on TEXT,
	harvested_on TEXT,
	seed INTEGER,
	trait_id INTEGER,
	density REAL,
	previous_crop TEXT DEFAULT '' NOT NULL,
	soil TEXT DEFAULT '' NOT NULL,
	organic_matter REAL,
	alkaline_nitrogen REAL,
	available_phosphorus REAL,
	available_potassium REAL,
	soil_ph REAL,
	organiser TEXT DEFAULT '' NOT NULL,
	author TEXT DEFAULT '' NOT NULL,
	purpose TEXT DEFAULT '' NOT NULL,
	management TEXT DEFAULT '' NOT NULL,
	weather TEXT DEFAULT '' NOT NULL,
	conclusion TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT,
	FOREIGN KEY(season_id) REFERENCES season (id) ON DELETE RESTRICT,
	FOREIGN KEY(site_id) REFERENCES site (id) ON DELETE RESTRICT,
	FOREIGN KEY(trait_id) REFERENCES trait (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_trial_crop_id ON trial (crop_id);
CREATE INDEX ix_trial_season_id ON trial (season_id);
CREATE INDEX ix_trial_site_id ON trial (site_id);
CREATE INDEX ix_trial_trait_id ON trial (trait_id);
CREATE TABLE varietydecision (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	variety_id INTEGER,
	state TEXT DEFAULT 'testing' NOT NULL,
	decided_on TEXT,
	reason TEXT DEFAULT '' NOT NULL,
	decided_by TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(variety_id) REFERENCES variety (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_varietydecision_variety_id ON varietydecision (variety_id);
CREATE TABLE varietyregion (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	variety_id INTEGER,
	region_id INTEGER,
	basis TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(variety_id) REFERENCES variety (id) ON DELETE CASCADE,
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_varietyregion_region_id ON varietyregion (region_id);
CREATE INDEX ix_varietyregion_variety_id ON varietyregion (variety_id);
CREATE TABLE visit (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	dealer_id INTEGER,
	state TEXT DEFAULT 'planned' NOT NULL,
	planned_on TEXT,
	visited_on TEXT,
	minutes INTEGER,
	purpose TEXT DEFAULT 'routine' NOT NULL,
	people TEXT DEFAULT '' NOT NULL,
	findings TEXT DEFAULT '' NOT NULL,
	result TEXT DEFAULT '' NOT NULL,
	reached INTEGER DEFAULT 0 NOT NULL,
	next_step TEXT DEFAULT '' NOT NULL,
	next_on TEXT,
	cancel_reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_visit_dealer_id ON visit (dealer_id);
CREATE INDEX ix_visit_next_on ON visit (next_on);
CREATE INDEX ix_visit_planned_on ON visit (planned_on);
CREATE INDEX ix_visit_visited_on ON visit (visited_on);
CREATE TABLE casemove (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	case_id INTEGER,
	moved_on TEXT,
	"before" TEXT DEFAULT '' NOT NULL,
	"after" TEXT DEFAULT '' NOT NULL,
	"by" TEXT DEFAULT '' NOT NULL,
	reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES farmercase (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_casemove_case_id ON casemove (case_id);
CREATE TABLE complaint (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	state TEXT DEFAULT 'received' NOT NULL,
	received_on TEXT,
	case_id INTEGER,
	kind TEXT DEFAULT 'germination' NOT NULL,
	severity TEXT DEFAULT 'medium' NOT NULL,
	complainant TEXT DEFAULT '' NOT NULL,
	phone TEXT DEFAULT '' NOT NULL,
	region_id INTEGER,
	place TEXT DEFAULT '' NOT NULL,
	area_mu REAL,
	households INTEGER,
	dealer_id INTEGER,
	crop_id INTEGER,
	variety_id INTEGER,
	lot TEXT DEFAULT '' NOT NULL,
	bag_code TEXT DEFAULT '' NOT NULL,
	bought_on TEXT,
	bought_kg REAL,
	price INTEGER,
	sown_on TEXT,
	symptom TEXT DEFAULT '' NOT NULL,
	description TEXT DEFAULT '' NOT NULL,
	claim TEXT DEFAULT '' NOT NULL,
	response_due TEXT,
	responded_on TEXT,
	resolution_due TEXT,
	appraisal_last TEXT,
	appraisal_wanted_on TEXT,
	finding TEXT DEFAULT '' NOT NULL,
	cause TEXT DEFAULT 'unclear' NOT NULL,
	justified TEXT DEFAULT '' NOT NULL,
	proposal TEXT DEFAULT '' NOT NULL,
	settlement TEXT DEFAULT '' NOT NULL,
	settled_amount INTEGER,
	settled_on TEXT,
	closed_on TEXT,
	signed_by TEXT DEFAULT '' NOT NULL,
	signed_on TEXT,
	reason TEXT DEFAULT '' NOT NULL,
	owner TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES farmercase (id) ON DELETE RESTRICT,
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT,
	FOREIGN KEY(variety_id) REFERENCES variety (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_complaint_appraisal_last ON complaint (appraisal_last);
CREATE INDEX ix_complaint_case_id ON complaint (case_id);
CREATE INDEX ix_complaint_code ON complaint (code);
CREATE INDEX ix_complaint_crop_id ON complaint (crop_id);
CREATE INDEX ix_complaint_dealer_id ON complaint (dealer_id);
CREATE INDEX ix_complaint_lot ON complaint (lot);
CREATE INDEX ix_complaint_received_on ON complaint (received_on);
CREATE INDEX ix_complaint_region_id ON complaint (region_id);
CREATE INDEX ix_complaint_resolution_due ON complaint (resolution_due);
CREATE INDEX ix_complaint_response_due ON complaint (response_due);
CREATE INDEX ix_complaint_variety_id ON complaint (variety_id);
CREATE TABLE entry (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	trial_id INTEGER,
	number INTEGER,
	variety_id INTEGER,
	name TEXT DEFAULT '' NOT NULL,
	is_check INTEGER DEFAULT 0 NOT NULL,
	level_a TEXT DEFAULT '' NOT NULL,
	level_b TEXT DEFAULT '' NOT NULL,
	level_c TEXT DEFAULT '' NOT NULL,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(trial_id) REFERENCES trial (id) ON DELETE CASCADE,
	FOREIGN KEY(variety_id) REFERENCES variety (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_entry_trial_id ON entry (trial_id);
CREATE INDEX ix_entry_variety_id ON entry (variety_id);
CREATE TABLE fieldevent (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	trial_id INTEGER,
	kind TEXT DEFAULT 'other' NOT NULL,
	happened_on TEXT,
	ended_on TEXT,
	what TEXT DEFAULT '' NOT NULL,
	amount REAL,
	unit TEXT DEFAULT '' NOT NULL,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(trial_id) REFERENCES trial (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_fieldevent_trial_id ON fieldevent (trial_id);
CREATE TABLE handout (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	title TEXT DEFAULT '' NOT NULL,
	number INTEGER DEFAULT 1,
	state TEXT DEFAULT 'draft' NOT NULL,
	crop_id INTEGER,
	variety_id INTEGER,
	region_id INTEGER,
	sheet_id INTEGER,
	stage TEXT DEFAULT '' NOT NULL,
	audience TEXT DEFAULT 'farmers' NOT NULL,
	language TEXT DEFAULT '' NOT NULL,
	page TEXT DEFAULT 'A4' NOT NULL,
	large_print INTEGER DEFAULT 0 NOT NULL,
	body TEXT DEFAULT '' NOT NULL,
	options TEXT DEFAULT '{}' NOT NULL,
	made_by TEXT DEFAULT '' NOT NULL,
	made_on TEXT,
	submitted_on TEXT,
	reviewed_by TEXT DEFAULT '' NOT NULL,
	approved_by TEXT DEFAULT '' NOT NULL,
	approved_on TEXT,
	published_on TEXT,
	withdrawn_on TEXT,
	expires_on TEXT,
	reason TEXT DEFAULT '' NOT NULL,
	changes TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT,
	FOREIGN KEY(variety_id) REFERENCES variety (id) ON DELETE RESTRICT,
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(sheet_id) REFERENCES techniquesheet (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_handout_code ON handout (code);
CREATE INDEX ix_handout_crop_id ON handout (crop_id);
CREATE INDEX ix_handout_expires_on ON handout (expires_on);
CREATE INDEX ix_handout_region_id ON handout (region_id);
CREATE INDEX ix_handout_sheet_id ON handout (sheet_id);
CREATE INDEX ix_handout_variety_id ON handout (variety_id);
CREATE TABLE labelversion (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	item_id INTEGER,
	item_name TEXT DEFAULT '' NOT NULL,
	number INTEGER,
	state TEXT DEFAULT 'draft' NOT NULL,
	made_by TEXT DEFAULT '' NOT NULL,
	made_on TEXT,
	submitted_on TEXT,
	reviewed_by TEXT DEFAULT '' NOT NULL,
	approved_by TEXT DEFAULT '' NOT NULL,
	approved_on TEXT,
	effective_from TEXT,
	superseded_on TEXT,
	withdrawn_on TEXT,
	valid_until TEXT,
	run_out_on TEXT,
	reason TEXT DEFAULT '' NOT NULL,
	printed INTEGER,
	rule_set TEXT DEFAULT '' NOT NULL,
	sale_year TEXT DEFAULT '' NOT NULL,
	changes TEXT DEFAULT '' NOT NULL,
	content TEXT DEFAULT '' NOT NULL,
	qr_text TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(item_id) REFERENCES labelitem (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_labelversion_effective_from ON labelversion (effective_from);
CREATE INDEX ix_labelversion_item_id ON labelversion (item_id);
CREATE INDEX ix_labelversion_valid_until ON labelversion (valid_until);
CREATE TABLE participant (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	event_id INTEGER,
	kind TEXT DEFAULT 'farmer' NOT NULL,
	contact_id INTEGER,
	name TEXT DEFAULT '' NOT NULL,
	organisation TEXT DEFAULT '' NOT NULL,
	phone TEXT DEFAULT '' NOT NULL,
	attendance TEXT DEFAULT 'registered' NOT NULL,
	pre_score REAL,
	post_score REAL,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(event_id) REFERENCES trainingevent (id) ON DELETE CASCADE,
	FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_participant_contact_id ON participant (contact_id);
CREATE INDEX ix_participant_event_id ON participant (event_id);
CREATE TABLE promise (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	dealer_id INTEGER,
	visit_id INTEGER,
	made_on TEXT,
	side TEXT DEFAULT 'us' NOT NULL,
	person TEXT DEFAULT '' NOT NULL,
	what TEXT DEFAULT '' NOT NULL,
	due_on TEXT,
	state TEXT DEFAULT 'open' NOT NULL,
	settled_on TEXT,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(visit_id) REFERENCES visit (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_promise_dealer_id ON promise (dealer_id);
CREATE INDEX ix_promise_due_on ON promise (due_on);
CREATE INDEX ix_promise_visit_id ON promise (visit_id);
CREATE TABLE storedresult (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	trial_id INTEGER,
	series_id INTEGER,
	trait_id INTEGER,
	method TEXT DEFAULT '' NOT NULL,
	options TEXT DEFAULT '{}' NOT NULL,
	fingerprint TEXT DEFAULT '' NOT NULL,
	computed_at TEXT,
	summary TEXT DEFAULT '' NOT NULL,
	figures TEXT DEFAULT '{}' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(trial_id) REFERENCES trial (id) ON DELETE RESTRICT,
	FOREIGN KEY(series_id) REFERENCES trialseries (id) ON DELETE RESTRICT,
	FOREIGN KEY(trait_id) REFERENCES trait (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_storedresult_series_id ON storedresult (series_id);
CREATE INDEX ix_storedresult_trait_id ON storedresult (trait_id);
CREATE INDEX ix_storedresult_trial_id ON storedresult (trial_id);
CREATE TABLE techniquemove (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	sheet_id INTEGER,
	moved_on TEXT,
	"before" TEXT DEFAULT '' NOT NULL,
	"after" TEXT DEFAULT '' NOT NULL,
	"by" TEXT DEFAULT '' NOT NULL,
	reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sheet_id) REFERENCES techniquesheet (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_techniquemove_sheet_id ON techniquemove (sheet_id);
CREATE TABLE techniquestep (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	sheet_id INTEGER,
	position INTEGER DEFAULT 0,
	stage TEXT DEFAULT '' NOT NULL,
	kind TEXT DEFAULT 'other' NOT NULL,
	basis TEXT DEFAULT 'term' NOT NULL,
	term TEXT DEFAULT '' NOT NULL,
	month INTEGER,
	day INTEGER,
	begins INTEGER DEFAULT 0,
	ends INTEGER,
	what TEXT DEFAULT '' NOT NULL,
	product TEXT DEFAULT '' NOT NULL,
	dose REAL,
	dose_high REAL,
	dose_unit TEXT DEFAULT '' NOT NULL,
	safety_interval INTEGER,
	remind INTEGER DEFAULT 0 NOT NULL,
	source TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sheet_id) REFERENCES techniquesheet (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_techniquestep_sheet_id ON techniquestep (sheet_id);
CREATE TABLE trainingmaterial (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	event_id INTEGER,
	title TEXT DEFAULT '' NOT NULL,
	version TEXT DEFAULT '' NOT NULL,
	planned INTEGER,
	given INTEGER,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(event_id) REFERENCES trainingevent (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_trainingmaterial_event_id ON trainingmaterial (event_id);
CREATE TABLE trialoccasion (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	trial_id INTEGER,
	trait_id INTEGER,
	occasion INTEGER DEFAULT 1,
	observed_on TEXT,
	PRIMARY KEY (id),
	FOREIGN KEY(trial_id) REFERENCES trial (id) ON DELETE CASCADE,
	FOREIGN KEY(trait_id) REFERENCES trait (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_trialoccasion_trait_id ON trialoccasion (trait_id);
CREATE INDEX ix_trialoccasion_trial_id ON trialoccasion (trial_id);
CREATE TABLE trialtrait (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	trial_id INTEGER,
	trait_id INTEGER,
	position INTEGER DEFAULT 0,
	PRIMARY KEY (id),
	FOREIGN KEY(trial_id) REFERENCES trial (id) ON DELETE CASCADE,
	FOREIGN KEY(trait_id) REFERENCES trait (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_trialtrait_trait_id ON trialtrait (trait_id);
CREATE INDEX ix_trialtrait_trial_id ON trialtrait (trial_id);
CREATE TABLE complaintcost (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	complaint_id INTEGER,
	kind TEXT DEFAULT 'money' NOT NULL,
	spent_on TEXT,
	amount INTEGER,
	what TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(complaint_id) REFERENCES complaint (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_complaintcost_complaint_id ON complaintcost (complaint_id);
CREATE TABLE complaintmove (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	complaint_id INTEGER,
	moved_on TEXT,
	"before" TEXT DEFAULT '' NOT NULL,
	"after" TEXT DEFAULT '' NOT NULL,
	"by" TEXT DEFAULT '' NOT NULL,
	reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(complaint_id) REFERENCES complaint (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_complaintmove_complaint_id ON complaintmove (complaint_id);
CREATE TABLE evidence (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	complaint_id INTEGER,
	kind TEXT DEFAULT 'photo' NOT NULL,
	what TEXT DEFAULT '' NOT NULL,
	taken_on TEXT,
	place TEXT DEFAULT '' NOT NULL,
	"by" TEXT DEFAULT '' NOT NULL,
	kept_at TEXT DEFAULT '' NOT NULL,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(complaint_id) REFERENCES complaint (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_evidence_complaint_id ON evidence (complaint_id);
CREATE TABLE handedout (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	handout_id INTEGER,
	given_on TEXT,
	copies INTEGER,
	dealer_id INTEGER,
	region_id INTEGER,
	whom TEXT DEFAULT '' NOT NULL,
	occasion TEXT DEFAULT '' NOT NULL,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(handout_id) REFERENCES handout (id) ON DELETE CASCADE,
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_handedout_dealer_id ON handedout (dealer_id);
CREATE INDEX ix_handedout_handout_id ON handedout (handout_id);
CREATE INDEX ix_handedout_region_id ON handedout (region_id);
CREATE TABLE handoutmove (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	handout_id INTEGER,
	moved_on TEXT,
	"before" TEXT DEFAULT '' NOT NULL,
	"after" TEXT DEFAULT '' NOT NULL,
	"by" TEXT DEFAULT '' NOT NULL,
	reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(handout_id) REFERENCES handout (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_handoutmove_handout_id ON handoutmove (handout_id);
CREATE TABLE inspection (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	complaint_id INTEGER,
	held_on TEXT,
	place TEXT DEFAULT '' NOT NULL,
	participants TEXT DEFAULT '' NOT NULL,
	fields_drawn TEXT DEFAULT '' NOT NULL,
	findings TEXT DEFAULT '' NOT NULL,
	signed INTEGER DEFAULT 0 NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(complaint_id) REFERENCES complaint (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_inspection_complaint_id ON inspection (complaint_id);
CREATE TABLE labelcheck (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	version_id INTEGER,
	rule TEXT DEFAULT '' NOT NULL,
	state TEXT DEFAULT 'open' NOT NULL,
	note TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(version_id) REFERENCES labelversion (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_labelcheck_rule ON labelcheck (rule);
CREATE INDEX ix_labelcheck_version_id ON labelcheck (version_id);
CREATE TABLE labelmove (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	version_id INTEGER,
	moved_on TEXT,
	"before" TEXT DEFAULT '' NOT NULL,
	"after" TEXT DEFAULT '' NOT NULL,
	"by" TEXT DEFAULT '' NOT NULL,
	reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(version_id) REFERENCES labelversion (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_labelmove_version_id ON labelmove (version_id);
CREATE TABLE lossestimate (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	complaint_id INTEGER,
	rule TEXT DEFAULT '' NOT NULL,
	made_on TEXT,
	inputs TEXT DEFAULT '[]' NOT NULL,
	amount INTEGER,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(complaint_id) REFERENCES complaint (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_lossestimate_complaint_id ON lossestimate (complaint_id);
CREATE TABLE plot (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	trial_id INTEGER,
	entry_id INTEGER,
	number TEXT DEFAULT '' NOT NULL,
	replicate INTEGER,
	block TEXT DEFAULT '' NOT NULL,
	"row" INTEGER,
	"column" INTEGER,
	walk INTEGER,
	kind TEXT DEFAULT 'plot' NOT NULL,
	latitude REAL,
	longitude REAL,
	state TEXT DEFAULT 'ok' NOT NULL,
	reason TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(trial_id) REFERENCES trial (id) ON DELETE CASCADE,
	FOREIGN KEY(entry_id) REFERENCES entry (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_plot_entry_id ON plot (entry_id);
CREATE INDEX ix_plot_trial_id ON plot (trial_id);
CREATE TABLE printrun (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	handout_id INTEGER,
	printed_on TEXT,
	copies INTEGER,
	printer TEXT DEFAULT '' NOT NULL,
	cost INTEGER,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(handout_id) REFERENCES handout (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_printrun_handout_id ON printrun (handout_id);
CREATE TABLE qualityfinding (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	item_id INTEGER,
	version_id INTEGER,
	lot TEXT DEFAULT '' NOT NULL,
	found_on TEXT,
	kind TEXT DEFAULT 'colour' NOT NULL,
	severity TEXT DEFAULT 'minor' NOT NULL,
	quantity INTEGER,
	description TEXT DEFAULT '' NOT NULL,
	decision TEXT DEFAULT 'open' NOT NULL,
	decided_on TEXT,
	decided_by TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(item_id) REFERENCES labelitem (id) ON DELETE RESTRICT,
	FOREIGN KEY(version_id) REFERENCES labelversion (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_qualityfinding_found_on ON qualityfinding (found_on);
CREATE INDEX ix_qualityfinding_item_id ON qualityfinding (item_id);
CREATE INDEX ix_qualityfinding_version_id ON qualityfinding (version_id);
CREATE TABLE sealedsample (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	complaint_id INTEGER,
	number TEXT DEFAULT '' NOT NULL,
	seal TEXT DEFAULT '' NOT NULL,
	drawn_on TEXT,
	drawn_how TEXT DEFAULT '' NOT NULL,
	quantity_g REAL,
	parties TEXT DEFAULT '' NOT NULL,
	kept_by TEXT DEFAULT '' NOT NULL,
	recheck_until TEXT,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(complaint_id) REFERENCES complaint (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_sealedsample_complaint_id ON sealedsample (complaint_id);
CREATE TABLE observation (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	plot_id INTEGER,
	trait_id INTEGER,
	occasion INTEGER DEFAULT 1,
	value REAL,
	text TEXT DEFAULT '' NOT NULL,
	observed_on TEXT,
	source TEXT DEFAULT '' NOT NULL,
	note TEXT DEFAULT '' NOT NULL,
	accepted INTEGER DEFAULT 0 NOT NULL,
	excluded INTEGER DEFAULT 0 NOT NULL,
	reason TEXT DEFAULT '' NOT NULL,
	person TEXT DEFAULT '' NOT NULL,
	observed_at TEXT,
	latitude REAL,
	longitude REAL,
	PRIMARY KEY (id),
	FOREIGN KEY(plot_id) REFERENCES plot (id) ON DELETE CASCADE,
	FOREIGN KEY(trait_id) REFERENCES trait (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_observation_plot_trait_occasion ON observation (plot_id, trait_id, occasion);
CREATE TABLE reading (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	complaint_id INTEGER,
	sample_id INTEGER,
	parameter TEXT DEFAULT 'germination' NOT NULL,
	result REAL,
	promised REAL,
	threshold REAL,
	unit TEXT DEFAULT '' NOT NULL,
	standard TEXT DEFAULT '' NOT NULL,
	tested_on TEXT,
	laboratory TEXT DEFAULT '' NOT NULL,
	report_number TEXT DEFAULT '' NOT NULL,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(complaint_id) REFERENCES complaint (id) ON DELETE CASCADE,
	FOREIGN KEY(sample_id) REFERENCES sealedsample (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_reading_complaint_id ON reading (complaint_id);
CREATE INDEX ix_reading_sample_id ON reading (sample_id);
