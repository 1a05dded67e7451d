CREATE TABLE rebatefactor (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	agreement_id INTEGER,
	paid_within INTEGER,
	percent REAL,
	PRIMARY KEY (id),
	FOREIGN KEY(agreement_id) REFERENCES rebateagreement (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_rebatefactor_agreement_id ON rebatefactor (agreement_id);
