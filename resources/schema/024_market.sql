CREATE TABLE marketcapacity (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	region_id INTEGER,
	crop_id INTEGER,
	year INTEGER,
	made_on TEXT,
	made_by TEXT DEFAULT '' NOT NULL,
	area_low REAL,
	area_likely REAL,
	area_high REAL,
	plants_mu REAL,
	emergence REAL,
	bag_seeds INTEGER,
	kg_mu REAL,
	bag_kg REAL,
	bought_low REAL,
	bought_likely REAL,
	bought_high REAL,
	price INTEGER,
	own_bags INTEGER,
	basis TEXT DEFAULT '' NOT NULL,
	bags_low INTEGER,
	bags_likely INTEGER,
	bags_high INTEGER,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_marketcapacity_code ON marketcapacity (code);
CREATE INDEX ix_marketcapacity_crop_id ON marketcapacity (crop_id);
CREATE INDEX ix_marketcapacity_region_id ON marketcapacity (region_id);
CREATE TABLE marketfigure (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	called TEXT DEFAULT '' NOT NULL,
	indicator TEXT DEFAULT '' NOT NULL,
	region_id INTEGER,
	crop_id INTEGER,
	year INTEGER,
	value REAL,
	low REAL,
	high REAL,
	unit TEXT DEFAULT '' NOT NULL,
	words TEXT DEFAULT '' NOT NULL,
	gap TEXT DEFAULT '' NOT NULL,
	is_part INTEGER DEFAULT 0 NOT NULL,
	confidence TEXT DEFAULT 'one_source' NOT NULL,
	source TEXT DEFAULT '' NOT NULL,
	taken_on TEXT,
	taken_by TEXT DEFAULT '' NOT NULL,
	printed TEXT DEFAULT '' NOT NULL,
	reason TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_marketfigure_called ON marketfigure (called);
CREATE INDEX ix_marketfigure_crop_id ON marketfigure (crop_id);
CREATE INDEX ix_marketfigure_region_id ON marketfigure (region_id);
CREATE TABLE marketsurvey (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	region_id INTEGER,
	crop_id INTEGER,
	year INTEGER,
	surveyed_on TEXT,
	surveyed_by TEXT DEFAULT '' NOT NULL,
	analysis TEXT DEFAULT '' NOT NULL,
	structure TEXT DEFAULT '' NOT NULL,
	channels TEXT DEFAULT '' NOT NULL,
	rivals TEXT DEFAULT '' NOT NULL,
	customers TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_marketsurvey_code ON marketsurvey (code);
CREATE INDEX ix_marketsurvey_crop_id ON marketsurvey (crop_id);
CREATE INDEX ix_marketsurvey_region_id ON marketsurvey (region_id);
CREATE INDEX ix_marketsurvey_surveyed_on ON marketsurvey (surveyed_on);
CREATE TABLE seedbalance (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	crop_id INTEGER,
	year INTEGER,
	scope TEXT DEFAULT '' NOT NULL,
	region_id INTEGER,
	area_mu REAL,
	yield_kg REAL,
	stock_kg REAL,
	need_mu REAL,
	rate_kg REAL,
	export_kg REAL,
	grain_kg REAL,
	source TEXT DEFAULT '' NOT NULL,
	made_on TEXT,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT,
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_seedbalance_crop_id ON seedbalance (crop_id);
CREATE INDEX ix_seedbalance_region_id ON seedbalance (region_id);
