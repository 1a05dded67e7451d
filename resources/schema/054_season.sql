CREATE TABLE seasonsettlement (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	dealer_id INTEGER,
	state TEXT DEFAULT 'draft' NOT NULL,
	starts_on TEXT,
	ends_on TEXT,
	difference INTEGER,
	closing INTEGER,
	sent_on TEXT,
	agreed_on TEXT,
	signed_by TEXT DEFAULT '' NOT NULL,
	signed_for TEXT DEFAULT '' NOT NULL,
	reason TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_seasonsettlement_code ON seasonsettlement (code);
CREATE INDEX ix_seasonsettlement_dealer_id ON seasonsettlement (dealer_id);
CREATE INDEX ix_seasonsettlement_ends_on ON seasonsettlement (ends_on);
