CREATE TABLE dangermark (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	dealer_id INTEGER,
	sign TEXT DEFAULT 'other' NOT NULL,
	noted_on TEXT,
	what TEXT DEFAULT '' NOT NULL,
	noted_by TEXT DEFAULT '' NOT NULL,
	cleared_on TEXT,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_dangermark_dealer_id ON dangermark (dealer_id);
CREATE TABLE dealerassessment (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	dealer_id INTEGER,
	assessed_on TEXT,
	scheme TEXT DEFAULT 'five' NOT NULL,
	state TEXT DEFAULT 'draft' NOT NULL,
	grade TEXT DEFAULT '' NOT NULL,
	"by" TEXT DEFAULT '' NOT NULL,
	reason TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_dealerassessment_assessed_on ON dealerassessment (assessed_on);
CREATE INDEX ix_dealerassessment_code ON dealerassessment (code);
CREATE INDEX ix_dealerassessment_dealer_id ON dealerassessment (dealer_id);
CREATE TABLE dealercontract (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	title TEXT DEFAULT '' NOT NULL,
	dealer_id INTEGER,
	state TEXT DEFAULT 'draft' NOT NULL,
	starts_on TEXT,
	ends_on TEXT,
	company_signer TEXT DEFAULT '' NOT NULL,
	company_signed_on TEXT,
	dealer_signer TEXT DEFAULT '' NOT NULL,
	dealer_signed_on TEXT,
	amends_id INTEGER,
	ended_on TEXT,
	reason TEXT DEFAULT '' NOT NULL,
	kept_at TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(amends_id) REFERENCES dealercontract (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_dealercontract_amends_id ON dealercontract (amends_id);
CREATE INDEX ix_dealercontract_code ON dealercontract (code);
CREATE INDEX ix_dealercontract_dealer_id ON dealercontract (dealer_id);
CREATE INDEX ix_dealercontract_ends_on ON dealercontract (ends_on);
CREATE TABLE assessmentline (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	assessment_id INTEGER,
	name TEXT DEFAULT '' NOT NULL,
	weight REAL,
	mark REAL,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(assessment_id) REFERENCES dealerassessment (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_assessmentline_assessment_id ON assessmentline (assessment_id);
CREATE TABLE contractpoint (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	contract_id INTEGER,
	kind TEXT DEFAULT 'other' NOT NULL,
	what TEXT DEFAULT '' NOT NULL,
	due_on TEXT,
	every_months INTEGER,
	amount INTEGER,
	bags INTEGER,
	percent REAL,
	days INTEGER,
	done_on TEXT,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(contract_id) REFERENCES dealercontract (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_contractpoint_contract_id ON contractpoint (contract_id);
CREATE INDEX ix_contractpoint_due_on ON contractpoint (due_on);
CREATE TABLE visitline (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	visit_id INTEGER,
	product_id INTEGER,
	counted INTEGER,
	lot TEXT DEFAULT '' NOT NULL,
	tested_on TEXT,
	dealer_price INTEGER,
	farmer_price INTEGER,
	wanted INTEGER,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(visit_id) REFERENCES visit (id) ON DELETE CASCADE,
	FOREIGN KEY(product_id) REFERENCES product (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_visitline_product_id ON visitline (product_id);
CREATE INDEX ix_visitline_visit_id ON visitline (visit_id);
CREATE TABLE agentcomparison (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT DEFAULT '' NOT NULL,
	name TEXT DEFAULT '' NOT NULL,
	region_id INTEGER,
	made_on TEXT,
	fee_plan_id INTEGER,
	chosen TEXT DEFAULT '' NOT NULL,
	decided_on TEXT,
	decided_by TEXT DEFAULT '' NOT NULL,
	why TEXT DEFAULT '' NOT NULL,
	remarks TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(fee_plan_id) REFERENCES feeplan (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_agentcomparison_code ON agentcomparison (code);
CREATE INDEX ix_agentcomparison_fee_plan_id ON agentcomparison (fee_plan_id);
CREATE INDEX ix_agentcomparison_region_id ON agentcomparison (region_id);
CREATE TABLE agentcriterion (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	comparison_id INTEGER,
	name TEXT DEFAULT '' NOT NULL,
	weight REAL,
	regional INTEGER,
	county INTEGER,
	remark TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(comparison_id) REFERENCES agentcomparison (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_agentcriterion_comparison_id ON agentcriterion (comparison_id);
