CREATE TABLE feeplan (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	name TEXT DEFAULT '' NOT NULL,
	product_id INTEGER,
	region_id INTEGER,
	season_id INTEGER,
	invoice_price INTEGER,
	rebate_percent REAL,
	made_on TEXT,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE RESTRICT,
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(season_id) REFERENCES season (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_feeplan_code ON feeplan (code);
CREATE INDEX ix_feeplan_product_id ON feeplan (product_id);
CREATE INDEX ix_feeplan_region_id ON feeplan (region_id);
CREATE INDEX ix_feeplan_season_id ON feeplan (season_id);
CREATE TABLE priceline (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	product_id INTEGER,
	region_id INTEGER,
	season_id INTEGER,
	valid_from TEXT,
	valid_until TEXT,
	invoice INTEGER,
	freight INTEGER,
	store INTEGER,
	retail INTEGER,
	floor INTEGER,
	settled INTEGER,
	source TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE RESTRICT,
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(season_id) REFERENCES season (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_priceline_product_id ON priceline (product_id);
CREATE INDEX ix_priceline_region_id ON priceline (region_id);
CREATE INDEX ix_priceline_season_id ON priceline (season_id);
CREATE INDEX ix_priceline_valid_from ON priceline (valid_from);
CREATE TABLE feearea (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	plan_id INTEGER,
	name TEXT DEFAULT '' NOT NULL,
	region_id INTEGER,
	store_price INTEGER,
	retail_price INTEGER,
	sales INTEGER,
	subsidy_percent REAL DEFAULT (0.0),
	promotion_percent REAL DEFAULT (0.0),
	year_rebate_percent REAL DEFAULT (0.0),
	year_rebate_if_target INTEGER DEFAULT 0 NOT NULL,
	target_met INTEGER DEFAULT 1 NOT NULL,
	held_percent REAL DEFAULT (0.0),
	PRIMARY KEY (id),
	FOREIGN KEY(plan_id) REFERENCES feeplan (id) ON DELETE CASCADE,
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_feearea_plan_id ON feearea (plan_id);
CREATE INDEX ix_feearea_region_id ON feearea (region_id);
