CREATE TABLE attachment (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	owner_table TEXT NOT NULL,
	owner_id INTEGER,
	name TEXT NOT NULL,
	digest TEXT NOT NULL,
	size INTEGER,
	note TEXT NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE INDEX ix_attachment_digest ON attachment (digest);
CREATE INDEX ix_attachment_owner_id ON attachment (owner_id);
CREATE TABLE change (
	id INTEGER NOT NULL,
	operation_id INTEGER NOT NULL,
	table_name TEXT NOT NULL,
	row_id INTEGER NOT NULL,
	kind TEXT NOT NULL,
	"before" TEXT,
	"after" TEXT,
	PRIMARY KEY (id)
)
 STRICT;
CREATE INDEX ix_change_operation ON change (operation_id);
CREATE INDEX ix_change_row_id ON change (row_id);
CREATE TABLE crop (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT NOT NULL,
	name_zh TEXT NOT NULL,
	name_en TEXT NOT NULL,
	standard_moisture REAL,
	growth_start TEXT NOT NULL,
	remarks TEXT NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE TABLE importrun (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	kind TEXT NOT NULL,
	file_name TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	headings TEXT NOT NULL,
	columns TEXT NOT NULL,
	made_at TEXT,
	imported INTEGER,
	updated INTEGER,
	unchanged INTEGER,
	duplicates INTEGER,
	failed INTEGER,
	operation_id INTEGER,
	undone_at TEXT,
	PRIMARY KEY (id)
)
 STRICT;
CREATE INDEX ix_importrun_headings ON importrun (headings);
CREATE INDEX ix_importrun_sha256 ON importrun (sha256);
CREATE TABLE office_setting (
	name TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (name)
)
 STRICT;
CREATE TABLE operation (
	id INTEGER NOT NULL,
	at TEXT NOT NULL,
	who TEXT NOT NULL,
	label TEXT NOT NULL,
	kind TEXT NOT NULL,
	target INTEGER,
	undone INTEGER NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE TABLE region (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	short TEXT NOT NULL,
	level TEXT NOT NULL,
	parent_id INTEGER,
	full_name TEXT NOT NULL,
	remarks TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(parent_id) REFERENCES region (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_region_code ON region (code);
CREATE INDEX ix_region_full_name ON region (full_name);
CREATE INDEX ix_region_parent_id ON region (parent_id);
CREATE TABLE season (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	name TEXT NOT NULL,
	year INTEGER,
	starts_on TEXT,
	ends_on TEXT,
	remarks TEXT NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE TABLE "view" (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	listing TEXT NOT NULL,
	name TEXT NOT NULL,
	state TEXT NOT NULL,
	is_default INTEGER NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE INDEX ix_view_listing ON "view" (listing);
CREATE TABLE dealer (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	kind TEXT NOT NULL,
	level TEXT NOT NULL,
	grade TEXT NOT NULL,
	state TEXT NOT NULL,
	state_since TEXT,
	credit_code TEXT NOT NULL,
	region_id INTEGER,
	address TEXT NOT NULL,
	latitude REAL,
	longitude REAL,
	phone TEXT NOT NULL,
	since TEXT,
	warehouse TEXT NOT NULL,
	warehouse_t REAL,
	area_mu REAL,
	business_area TEXT NOT NULL,
	competitors TEXT NOT NULL,
	visit_days INTEGER,
	remarks TEXT NOT NULL,
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
	name TEXT NOT NULL,
	code TEXT NOT NULL,
	region_id INTEGER,
	latitude REAL,
	longitude REAL,
	altitude REAL,
	soil TEXT NOT NULL,
	previous_crop TEXT NOT NULL,
	irrigation TEXT NOT NULL,
	farmer TEXT NOT NULL,
	contact TEXT NOT NULL,
	remarks TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_site_region_id ON site (region_id);
CREATE TABLE trait (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT NOT NULL,
	name_zh TEXT NOT NULL,
	name_en TEXT NOT NULL,
	crop_id INTEGER,
	kind TEXT NOT NULL,
	unit TEXT NOT NULL,
	unit_en TEXT NOT NULL,
	aliases TEXT NOT NULL,
	decimals INTEGER,
	stage TEXT NOT NULL,
	method TEXT NOT NULL,
	low REAL,
	high REAL,
	categories TEXT NOT NULL,
	scale TEXT NOT NULL,
	direction TEXT NOT NULL,
	summary TEXT NOT NULL,
	is_yield INTEGER NOT NULL,
	remarks TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_trait_crop_id ON trait (crop_id);
CREATE TABLE variety (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	name TEXT NOT NULL,
	name_en TEXT NOT NULL,
	code TEXT NOT NULL,
	crop_id INTEGER,
	kind TEXT NOT NULL,
	state TEXT NOT NULL,
	breeder TEXT NOT NULL,
	owner TEXT NOT NULL,
	parentage TEXT NOT NULL,
	approval_number TEXT NOT NULL,
	registration_number TEXT NOT NULL,
	pvp_number TEXT NOT NULL,
	approved_year INTEGER,
	maturity TEXT NOT NULL,
	suitable_area TEXT NOT NULL,
	remarks TEXT NOT NULL,
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
	wording TEXT NOT NULL,
	source TEXT NOT NULL,
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
	name TEXT NOT NULL,
	role TEXT NOT NULL,
	mobile TEXT NOT NULL,
	phone TEXT NOT NULL,
	wechat TEXT NOT NULL,
	is_primary INTEGER NOT NULL,
	birthday TEXT,
	left_on TEXT,
	remarks TEXT NOT NULL,
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
	"before" TEXT NOT NULL,
	"after" TEXT NOT NULL,
	reason TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_dealermove_dealer_id ON dealermove (dealer_id);
CREATE TABLE labelitem (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	variety_id INTEGER,
	kind TEXT NOT NULL,
	pack TEXT NOT NULL,
	net_g REAL,
	kernels INTEGER,
	language TEXT NOT NULL,
	region_id INTEGER,
	printer TEXT NOT NULL,
	retired INTEGER NOT NULL,
	remarks TEXT NOT NULL,
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
	kind TEXT NOT NULL,
	number TEXT NOT NULL,
	issuer TEXT NOT NULL,
	scope TEXT NOT NULL,
	quantity_kg REAL,
	issued_on TEXT,
	expires_on TEXT,
	verified_on TEXT,
	replaced INTEGER NOT NULL,
	remarks TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_licence_dealer_id ON licence (dealer_id);
CREATE INDEX ix_licence_expires_on ON licence (expires_on);
CREATE TABLE outlet (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	dealer_id INTEGER,
	name TEXT NOT NULL,
	region_id INTEGER,
	place TEXT NOT NULL,
	keeper TEXT NOT NULL,
	phone TEXT NOT NULL,
	bags INTEGER,
	remarks TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE CASCADE,
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_outlet_dealer_id ON outlet (dealer_id);
CREATE INDEX ix_outlet_region_id ON outlet (region_id);
CREATE TABLE territory (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	dealer_id INTEGER,
	region_id INTEGER,
	varieties TEXT NOT NULL,
	is_exclusive INTEGER NOT NULL,
	starts_on TEXT,
	ends_on TEXT,
	remarks TEXT NOT NULL,
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
	code TEXT NOT NULL,
	topic TEXT NOT NULL,
	audience TEXT NOT NULL,
	state TEXT NOT NULL,
	held_on TEXT,
	starts_at TEXT NOT NULL,
	ends_at TEXT NOT NULL,
	place TEXT NOT NULL,
	region_id INTEGER,
	dealer_id INTEGER,
	trainer TEXT NOT NULL,
	expected INTEGER,
	programme TEXT NOT NULL,
	summary TEXT NOT NULL,
	materials TEXT NOT NULL,
	budget INTEGER,
	cost INTEGER,
	cancel_reason TEXT NOT NULL,
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
	code TEXT NOT NULL,
	title TEXT NOT NULL,
	kind TEXT NOT NULL,
	state TEXT NOT NULL,
	reason TEXT NOT NULL,
	crop_id INTEGER,
	season_id INTEGER,
	site_id INTEGER,
	series TEXT NOT NULL,
	design TEXT NOT NULL,
	replicates INTEGER,
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
	organiser TEXT NOT NULL,
	author TEXT NOT NULL,
	purpose TEXT NOT NULL,
	management TEXT NOT NULL,
	weather TEXT NOT NULL,
	conclusion TEXT NOT NULL,
	remarks TEXT NOT NULL,
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
CREATE TABLE varietyregion (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	variety_id INTEGER,
	region_id INTEGER,
	basis TEXT NOT NULL,
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
	state TEXT NOT NULL,
	planned_on TEXT,
	visited_on TEXT,
	minutes INTEGER,
	purpose TEXT NOT NULL,
	people TEXT NOT NULL,
	findings TEXT NOT NULL,
	result TEXT NOT NULL,
	reached INTEGER NOT NULL,
	next_step TEXT NOT NULL,
	next_on TEXT,
	cancel_reason TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_visit_dealer_id ON visit (dealer_id);
CREATE INDEX ix_visit_next_on ON visit (next_on);
CREATE INDEX ix_visit_planned_on ON visit (planned_on);
CREATE INDEX ix_visit_visited_on ON visit (visited_on);
CREATE TABLE entry (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	trial_id INTEGER,
	number INTEGER,
	variety_id INTEGER,
	name TEXT NOT NULL,
	is_check INTEGER NOT NULL,
	remark TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(trial_id) REFERENCES trial (id) ON DELETE CASCADE,
	FOREIGN KEY(variety_id) REFERENCES variety (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_entry_trial_id ON entry (trial_id);
CREATE INDEX ix_entry_variety_id ON entry (variety_id);
CREATE TABLE labelversion (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	item_id INTEGER,
	item_name TEXT NOT NULL,
	number INTEGER,
	state TEXT NOT NULL,
	made_by TEXT NOT NULL,
	made_on TEXT,
	submitted_on TEXT,
	reviewed_by TEXT NOT NULL,
	approved_by TEXT NOT NULL,
	approved_on TEXT,
	effective_from TEXT,
	superseded_on TEXT,
	withdrawn_on TEXT,
	valid_until TEXT,
	run_out_on TEXT,
	reason TEXT NOT NULL,
	printed INTEGER,
	rule_set TEXT NOT NULL,
	sale_year TEXT NOT NULL,
	changes TEXT NOT NULL,
	content TEXT NOT NULL,
	qr_text TEXT NOT NULL,
	remarks TEXT NOT NULL,
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
	kind TEXT NOT NULL,
	contact_id INTEGER,
	name TEXT NOT NULL,
	organisation TEXT NOT NULL,
	phone TEXT NOT NULL,
	attendance TEXT NOT NULL,
	pre_score REAL,
	post_score REAL,
	remark TEXT NOT NULL,
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
	side TEXT NOT NULL,
	person TEXT NOT NULL,
	what TEXT NOT NULL,
	due_on TEXT,
	state TEXT NOT NULL,
	settled_on TEXT,
	remarks TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(visit_id) REFERENCES visit (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_promise_dealer_id ON promise (dealer_id);
CREATE INDEX ix_promise_due_on ON promise (due_on);
CREATE INDEX ix_promise_visit_id ON promise (visit_id);
CREATE TABLE trainingmaterial (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	event_id INTEGER,
	title TEXT NOT NULL,
	version TEXT NOT NULL,
	planned INTEGER,
	given INTEGER,
	remark TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(event_id) REFERENCES trainingevent (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_trainingmaterial_event_id ON trainingmaterial (event_id);
CREATE TABLE trialtrait (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	trial_id INTEGER,
	trait_id INTEGER,
	position INTEGER,
	PRIMARY KEY (id),
	FOREIGN KEY(trial_id) REFERENCES trial (id) ON DELETE CASCADE,
	FOREIGN KEY(trait_id) REFERENCES trait (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_trialtrait_trait_id ON trialtrait (trait_id);
CREATE INDEX ix_trialtrait_trial_id ON trialtrait (trial_id);
CREATE TABLE labelcheck (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	version_id INTEGER,
	rule TEXT NOT NULL,
	state TEXT NOT NULL,
	note TEXT NOT NULL,
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
	"before" TEXT NOT NULL,
	"after" TEXT NOT NULL,
	"by" TEXT NOT NULL,
	reason TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(version_id) REFERENCES labelversion (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_labelmove_version_id ON labelmove (version_id);
CREATE TABLE plot (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	trial_id INTEGER,
	entry_id INTEGER,
	number TEXT NOT NULL,
	replicate INTEGER,
	block TEXT NOT NULL,
	"row" INTEGER,
	"column" INTEGER,
	state TEXT NOT NULL,
	reason TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(trial_id) REFERENCES trial (id) ON DELETE CASCADE,
	FOREIGN KEY(entry_id) REFERENCES entry (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_plot_entry_id ON plot (entry_id);
CREATE INDEX ix_plot_trial_id ON plot (trial_id);
CREATE TABLE qualityfinding (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	item_id INTEGER,
	version_id INTEGER,
	lot TEXT NOT NULL,
	found_on TEXT,
	kind TEXT NOT NULL,
	severity TEXT NOT NULL,
	quantity INTEGER,
	description TEXT NOT NULL,
	decision TEXT NOT NULL,
	decided_on TEXT,
	decided_by TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(item_id) REFERENCES labelitem (id) ON DELETE RESTRICT,
	FOREIGN KEY(version_id) REFERENCES labelversion (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_qualityfinding_found_on ON qualityfinding (found_on);
CREATE INDEX ix_qualityfinding_item_id ON qualityfinding (item_id);
CREATE INDEX ix_qualityfinding_version_id ON qualityfinding (version_id);
CREATE TABLE observation (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	plot_id INTEGER,
	trait_id INTEGER,
	occasion INTEGER,
	value REAL,
	text TEXT NOT NULL,
	observed_on TEXT,
	source TEXT NOT NULL,
	note TEXT NOT NULL,
	accepted INTEGER NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(plot_id) REFERENCES plot (id) ON DELETE CASCADE,
	FOREIGN KEY(trait_id) REFERENCES trait (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_observation_plot_trait_occasion ON observation (plot_id, trait_id, occasion);
CREATE TABLE search_entry (id INTEGER PRIMARY KEY, table_name TEXT NOT NULL, title TEXT NOT NULL, detail TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE search_text USING fts5(grams, content='', contentless_delete=1, tokenize="unicode61 categories 'L* M* N* Co Cn So'");
