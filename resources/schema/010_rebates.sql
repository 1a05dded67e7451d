CREATE TABLE rebateagreement (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	name TEXT DEFAULT '' NOT NULL,
	dealer_id INTEGER,
	state TEXT DEFAULT 'draft' NOT NULL,
	starts_on TEXT,
	ends_on TEXT,
	season_id INTEGER,
	basis TEXT DEFAULT 'amount' NOT NULL,
	method TEXT DEFAULT 'tier' NOT NULL,
	product_id INTEGER,
	plan_amount INTEGER,
	plan_bags INTEGER,
	needs_percent REAL,
	capped INTEGER DEFAULT 0 NOT NULL,
	active_on TEXT,
	settled_on TEXT,
	reason TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(season_id) REFERENCES season (id) ON DELETE RESTRICT,
	FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_rebateagreement_code ON rebateagreement (code);
CREATE INDEX ix_rebateagreement_dealer_id ON rebateagreement (dealer_id);
CREATE INDEX ix_rebateagreement_ends_on ON rebateagreement (ends_on);
CREATE INDEX ix_rebateagreement_product_id ON rebateagreement (product_id);
CREATE INDEX ix_rebateagreement_season_id ON rebateagreement (season_id);
CREATE TABLE rebatecut (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	agreement_id INTEGER,
	happened_on TEXT,
	kind TEXT DEFAULT 'other' NOT NULL,
	percent REAL,
	what TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(agreement_id) REFERENCES rebateagreement (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_rebatecut_agreement_id ON rebatecut (agreement_id);
CREATE TABLE rebateperiod (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	agreement_id INTEGER,
	name TEXT DEFAULT '' NOT NULL,
	starts_on TEXT,
	ends_on TEXT,
	plan_amount INTEGER,
	plan_bags INTEGER,
	PRIMARY KEY (id),
	FOREIGN KEY(agreement_id) REFERENCES rebateagreement (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_rebateperiod_agreement_id ON rebateperiod (agreement_id);
CREATE TABLE rebatesettlement (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	agreement_id INTEGER,
	state TEXT DEFAULT 'draft' NOT NULL,
	as_of TEXT,
	base_amount INTEGER,
	base_bags INTEGER,
	earned INTEGER,
	"before" INTEGER,
	form TEXT DEFAULT 'account' NOT NULL,
	approved_on TEXT,
	credited_on TEXT,
	reason TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(agreement_id) REFERENCES rebateagreement (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_rebatesettlement_agreement_id ON rebatesettlement (agreement_id);
CREATE INDEX ix_rebatesettlement_as_of ON rebatesettlement (as_of);
CREATE INDEX ix_rebatesettlement_code ON rebatesettlement (code);
CREATE TABLE rebatetier (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	agreement_id INTEGER,
	part TEXT DEFAULT 'term' NOT NULL,
	above_amount INTEGER,
	above_bags INTEGER,
	above_percent REAL,
	rate_percent REAL,
	rate_bag INTEGER,
	method TEXT DEFAULT 'whole' NOT NULL,
	plus INTEGER,
	PRIMARY KEY (id),
	FOREIGN KEY(agreement_id) REFERENCES rebateagreement (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_rebatetier_agreement_id ON rebatetier (agreement_id);
