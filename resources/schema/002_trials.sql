CREATE TABLE labelstock (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	name TEXT NOT NULL,
	page_width REAL,
	page_height REAL,
	across INTEGER,
	down INTEGER,
	label_width REAL,
	label_height REAL,
	"left" REAL,
	top REAL,
	gap_x REAL,
	gap_y REAL,
	remarks TEXT NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE TABLE reporttemplate (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	report TEXT NOT NULL,
	name TEXT NOT NULL,
	is_default INTEGER NOT NULL,
	sections TEXT NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
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
	formula TEXT NOT NULL,
	source TEXT NOT NULL,
	valid_from TEXT,
	verified INTEGER NOT NULL,
	remarks TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_trait_crop_id ON trait (crop_id);
CREATE TABLE trialseries (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	name TEXT NOT NULL,
	crop_id INTEGER,
	purpose TEXT NOT NULL,
	execution TEXT NOT NULL,
	climate TEXT NOT NULL,
	comments TEXT NOT NULL,
	advice TEXT NOT NULL,
	organiser TEXT NOT NULL,
	author TEXT NOT NULL,
	remarks TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_trialseries_crop_id ON trialseries (crop_id);
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
	block_size INTEGER,
	design_options TEXT NOT NULL,
	check_kind TEXT NOT NULL,
	factor_a TEXT NOT NULL,
	factor_b TEXT NOT NULL,
	factor_c TEXT NOT NULL,
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
	previous_crop TEXT NOT NULL,
	soil TEXT NOT NULL,
	organic_matter REAL,
	alkaline_nitrogen REAL,
	available_phosphorus REAL,
	available_potassium REAL,
	soil_ph REAL,
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
CREATE TABLE varietydecision (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	variety_id INTEGER,
	state TEXT NOT NULL,
	decided_on TEXT,
	reason TEXT NOT NULL,
	decided_by TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(variety_id) REFERENCES variety (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_varietydecision_variety_id ON varietydecision (variety_id);
CREATE TABLE entry (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	trial_id INTEGER,
	number INTEGER,
	variety_id INTEGER,
	name TEXT NOT NULL,
	is_check INTEGER NOT NULL,
	level_a TEXT NOT NULL,
	level_b TEXT NOT NULL,
	level_c TEXT NOT NULL,
	remark TEXT NOT NULL,
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
	kind TEXT NOT NULL,
	happened_on TEXT,
	ended_on TEXT,
	what TEXT NOT NULL,
	amount REAL,
	unit TEXT NOT NULL,
	remark TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(trial_id) REFERENCES trial (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_fieldevent_trial_id ON fieldevent (trial_id);
CREATE TABLE storedresult (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	trial_id INTEGER,
	series_id INTEGER,
	trait_id INTEGER,
	method TEXT NOT NULL,
	options TEXT NOT NULL,
	fingerprint TEXT NOT NULL,
	computed_at TEXT,
	summary TEXT NOT NULL,
	figures TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(trial_id) REFERENCES trial (id) ON DELETE RESTRICT,
	FOREIGN KEY(series_id) REFERENCES trialseries (id) ON DELETE RESTRICT,
	FOREIGN KEY(trait_id) REFERENCES trait (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_storedresult_series_id ON storedresult (series_id);
CREATE INDEX ix_storedresult_trait_id ON storedresult (trait_id);
CREATE INDEX ix_storedresult_trial_id ON storedresult (trial_id);
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
	walk INTEGER,
	kind TEXT NOT NULL,
	latitude REAL,
	longitude REAL,
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
	excluded INTEGER NOT NULL,
	reason TEXT NOT NULL,
	person TEXT NOT NULL,
	observed_at TEXT,
	latitude REAL,
	longitude REAL,
	PRIMARY KEY (id),
	FOREIGN KEY(plot_id) REFERENCES plot (id) ON DELETE CASCADE,
	FOREIGN KEY(trait_id) REFERENCES trait (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_observation_plot_trait_occasion ON observation (plot_id, trait_id, occasion);
