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
