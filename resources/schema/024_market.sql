CREATE TABLE rivalfirm (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	name TEXT DEFAULT '' NOT NULL,
	short TEXT DEFAULT '' NOT NULL,
	base TEXT DEFAULT '' NOT NULL,
	crops TEXT DEFAULT '' NOT NULL,
	dealers TEXT DEFAULT '' NOT NULL,
	share REAL,
	watched INTEGER DEFAULT 1 NOT NULL,
	policy TEXT DEFAULT '' NOT NULL,
	promotion TEXT DEFAULT '' NOT NULL,
	quality TEXT DEFAULT '' NOT NULL,
	strengths TEXT DEFAULT '' NOT NULL,
	weaknesses TEXT DEFAULT '' NOT NULL,
	answer TEXT DEFAULT '' NOT NULL,
	answer_by TEXT DEFAULT '' NOT NULL,
	answer_due TEXT,
	answer_done TEXT,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id)
)
 STRICT;
CREATE INDEX ix_rivalfirm_code ON rivalfirm (code);
CREATE INDEX ix_rivalfirm_name ON rivalfirm (name);
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
CREATE TABLE marketranking (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	region_id INTEGER,
	crop_id INTEGER,
	year INTEGER,
	quarter TEXT DEFAULT '' NOT NULL,
	unit TEXT DEFAULT '' NOT NULL,
	made_on TEXT,
	made_by TEXT DEFAULT '' NOT NULL,
	basis TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_marketranking_code ON marketranking (code);
CREATE INDEX ix_marketranking_crop_id ON marketranking (crop_id);
CREATE INDEX ix_marketranking_region_id ON marketranking (region_id);
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
CREATE TABLE weatherstation (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	name TEXT DEFAULT '' NOT NULL,
	code TEXT DEFAULT '' NOT NULL,
	region_id INTEGER,
	altitude REAL,
	latitude REAL,
	longitude REAL,
	frost_limit REAL DEFAULT 0,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_weatherstation_name ON weatherstation (name);
CREATE INDEX ix_weatherstation_region_id ON weatherstation (region_id);
CREATE TABLE pricesighting (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	seen_on TEXT,
	variety_id INTEGER,
	firm_id INTEGER,
	region_id INTEGER,
	shop TEXT DEFAULT '' NOT NULL,
	dealer_id INTEGER,
	pack_kg REAL,
	pack_seeds INTEGER,
	dealer_price INTEGER,
	shop_price INTEGER,
	farmer_price INTEGER,
	promotion TEXT DEFAULT '' NOT NULL,
	source TEXT DEFAULT 'seen' NOT NULL,
	confidence TEXT DEFAULT 'sure' NOT NULL,
	seen_by TEXT DEFAULT '' NOT NULL,
	copied INTEGER DEFAULT 0 NOT NULL,
	unmarked INTEGER DEFAULT 0 NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(variety_id) REFERENCES variety (id) ON DELETE RESTRICT,
	FOREIGN KEY(firm_id) REFERENCES rivalfirm (id) ON DELETE RESTRICT,
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_pricesighting_dealer_id ON pricesighting (dealer_id);
CREATE INDEX ix_pricesighting_firm_id ON pricesighting (firm_id);
CREATE INDEX ix_pricesighting_region_id ON pricesighting (region_id);
CREATE INDEX ix_pricesighting_seen_on ON pricesighting (seen_on);
CREATE INDEX ix_pricesighting_variety_id ON pricesighting (variety_id);
CREATE TABLE rankline (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	ranking_id INTEGER,
	whose TEXT DEFAULT 'rival' NOT NULL,
	firm_id INTEGER,
	amount REAL,
	reason TEXT DEFAULT '' NOT NULL,
	answer TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(ranking_id) REFERENCES marketranking (id) ON DELETE CASCADE,
	FOREIGN KEY(firm_id) REFERENCES rivalfirm (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_rankline_firm_id ON rankline (firm_id);
CREATE INDEX ix_rankline_ranking_id ON rankline (ranking_id);
CREATE TABLE rivalvariety (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	firm_id INTEGER,
	variety_id INTEGER,
	maturity TEXT DEFAULT '' NOT NULL,
	traits TEXT DEFAULT '' NOT NULL,
	weak TEXT DEFAULT '' NOT NULL,
	against_id INTEGER,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(firm_id) REFERENCES rivalfirm (id) ON DELETE CASCADE,
	FOREIGN KEY(variety_id) REFERENCES variety (id) ON DELETE RESTRICT,
	FOREIGN KEY(against_id) REFERENCES variety (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_rivalvariety_against_id ON rivalvariety (against_id);
CREATE INDEX ix_rivalvariety_firm_id ON rivalvariety (firm_id);
CREATE INDEX ix_rivalvariety_variety_id ON rivalvariety (variety_id);
CREATE TABLE weatheryear (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	station_id INTEGER,
	year INTEGER,
	means TEXT DEFAULT '' NOT NULL,
	lows TEXT DEFAULT '' NOT NULL,
	highs TEXT DEFAULT '' NOT NULL,
	rain TEXT DEFAULT '' NOT NULL,
	sun TEXT DEFAULT '' NOT NULL,
	gaps INTEGER,
	source TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(station_id) REFERENCES weatherstation (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_weatheryear_station_id ON weatheryear (station_id);
