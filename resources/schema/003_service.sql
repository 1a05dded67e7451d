CREATE TABLE article (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	title TEXT NOT NULL,
	crop_id INTEGER,
	stage TEXT NOT NULL,
	symptom TEXT NOT NULL,
	cause TEXT NOT NULL,
	body TEXT NOT NULL,
	source TEXT NOT NULL,
	checked_by TEXT NOT NULL,
	checked_on TEXT,
	remarks TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_article_crop_id ON article (crop_id);
CREATE TABLE farmercase (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT NOT NULL,
	state TEXT NOT NULL,
	reported_on TEXT,
	farmer TEXT NOT NULL,
	phone TEXT NOT NULL,
	region_id INTEGER,
	place TEXT NOT NULL,
	latitude REAL,
	longitude REAL,
	area_mu REAL,
	crop_id INTEGER,
	variety_id INTEGER,
	lot TEXT NOT NULL,
	bag_code TEXT NOT NULL,
	dealer_id INTEGER,
	sown_on TEXT,
	depth REAL,
	method TEXT NOT NULL,
	density REAL,
	seed_rate REAL,
	emergence REAL,
	previous_crop TEXT NOT NULL,
	sprays TEXT NOT NULL,
	weather TEXT NOT NULL,
	stage TEXT NOT NULL,
	symptom TEXT NOT NULL,
	part TEXT NOT NULL,
	share REAL,
	first_seen TEXT,
	neighbours TEXT NOT NULL,
	same_lot TEXT NOT NULL,
	description TEXT NOT NULL,
	cause TEXT NOT NULL,
	diagnosis TEXT NOT NULL,
	advice TEXT NOT NULL,
	advised_on TEXT,
	follow_up_on TEXT,
	outcome TEXT NOT NULL,
	closed_on TEXT,
	article_id INTEGER,
	remarks TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT,
	FOREIGN KEY(variety_id) REFERENCES variety (id) ON DELETE RESTRICT,
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(article_id) REFERENCES article (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_farmercase_article_id ON farmercase (article_id);
CREATE INDEX ix_farmercase_code ON farmercase (code);
CREATE INDEX ix_farmercase_crop_id ON farmercase (crop_id);
CREATE INDEX ix_farmercase_dealer_id ON farmercase (dealer_id);
CREATE INDEX ix_farmercase_follow_up_on ON farmercase (follow_up_on);
CREATE INDEX ix_farmercase_lot ON farmercase (lot);
CREATE INDEX ix_farmercase_region_id ON farmercase (region_id);
CREATE INDEX ix_farmercase_reported_on ON farmercase (reported_on);
CREATE INDEX ix_farmercase_variety_id ON farmercase (variety_id);
CREATE TABLE lotdelivery (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	lot TEXT NOT NULL,
	variety_id INTEGER,
	dealer_id INTEGER,
	delivered_on TEXT,
	quantity_kg REAL,
	held_kg REAL,
	held_on TEXT,
	source TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(variety_id) REFERENCES variety (id) ON DELETE RESTRICT,
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_lotdelivery_dealer_id ON lotdelivery (dealer_id);
CREATE INDEX ix_lotdelivery_lot ON lotdelivery (lot);
CREATE INDEX ix_lotdelivery_variety_id ON lotdelivery (variety_id);
CREATE TABLE techniquesheet (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT NOT NULL,
	title TEXT NOT NULL,
	number INTEGER,
	state TEXT NOT NULL,
	crop_id INTEGER,
	variety_id INTEGER,
	region_id INTEGER,
	season TEXT NOT NULL,
	water TEXT NOT NULL,
	sown_on TEXT,
	emerged_on TEXT,
	target TEXT NOT NULL,
	body TEXT NOT NULL,
	source TEXT NOT NULL,
	made_by TEXT NOT NULL,
	made_on TEXT,
	submitted_on TEXT,
	reviewed_by TEXT NOT NULL,
	approved_by TEXT NOT NULL,
	approved_on TEXT,
	published_on TEXT,
	withdrawn_on TEXT,
	reason TEXT NOT NULL,
	changes TEXT NOT NULL,
	remarks TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT,
	FOREIGN KEY(variety_id) REFERENCES variety (id) ON DELETE RESTRICT,
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_techniquesheet_code ON techniquesheet (code);
CREATE INDEX ix_techniquesheet_crop_id ON techniquesheet (crop_id);
CREATE INDEX ix_techniquesheet_region_id ON techniquesheet (region_id);
CREATE INDEX ix_techniquesheet_variety_id ON techniquesheet (variety_id);
CREATE TABLE casemove (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	case_id INTEGER,
	moved_on TEXT,
	"before" TEXT NOT NULL,
	"after" TEXT NOT NULL,
	"by" TEXT NOT NULL,
	reason TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES farmercase (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_casemove_case_id ON casemove (case_id);
CREATE TABLE complaint (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT NOT NULL,
	state TEXT NOT NULL,
	received_on TEXT,
	case_id INTEGER,
	kind TEXT NOT NULL,
	severity TEXT NOT NULL,
	complainant TEXT NOT NULL,
	phone TEXT NOT NULL,
	region_id INTEGER,
	place TEXT NOT NULL,
	area_mu REAL,
	households INTEGER,
	dealer_id INTEGER,
	crop_id INTEGER,
	variety_id INTEGER,
	lot TEXT NOT NULL,
	bag_code TEXT NOT NULL,
	bought_on TEXT,
	bought_kg REAL,
	price INTEGER,
	sown_on TEXT,
	symptom TEXT NOT NULL,
	description TEXT NOT NULL,
	claim TEXT NOT NULL,
	response_due TEXT,
	responded_on TEXT,
	resolution_due TEXT,
	appraisal_last TEXT,
	appraisal_wanted_on TEXT,
	finding TEXT NOT NULL,
	cause TEXT NOT NULL,
	justified TEXT NOT NULL,
	proposal TEXT NOT NULL,
	settlement TEXT NOT NULL,
	settled_amount INTEGER,
	settled_on TEXT,
	closed_on TEXT,
	signed_by TEXT NOT NULL,
	signed_on TEXT,
	reason TEXT NOT NULL,
	owner TEXT NOT NULL,
	remarks TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(case_id) REFERENCES farmercase (id) ON DELETE RESTRICT,
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT,
	FOREIGN KEY(variety_id) REFERENCES variety (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_complaint_appraisal_last ON complaint (appraisal_last);
CREATE INDEX ix_complaint_case_id ON complaint (case_id);
CREATE INDEX ix_complaint_code ON complaint (code);
CREATE INDEX ix_complaint_crop_id ON complaint (crop_id);
CREATE INDEX ix_complaint_dealer_id ON complaint (dealer_id);
CREATE INDEX ix_complaint_lot ON complaint (lot);
CREATE INDEX ix_complaint_received_on ON complaint (received_on);
CREATE INDEX ix_complaint_region_id ON complaint (region_id);
CREATE INDEX ix_complaint_resolution_due ON complaint (resolution_due);
CREATE INDEX ix_complaint_response_due ON complaint (response_due);
CREATE INDEX ix_complaint_variety_id ON complaint (variety_id);
CREATE TABLE handout (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	code TEXT NOT NULL,
	title TEXT NOT NULL,
	number INTEGER,
	state TEXT NOT NULL,
	crop_id INTEGER,
	variety_id INTEGER,
	region_id INTEGER,
	sheet_id INTEGER,
	stage TEXT NOT NULL,
	audience TEXT NOT NULL,
	language TEXT NOT NULL,
	page TEXT NOT NULL,
	large_print INTEGER NOT NULL,
	body TEXT NOT NULL,
	options TEXT NOT NULL,
	made_by TEXT NOT NULL,
	made_on TEXT,
	submitted_on TEXT,
	reviewed_by TEXT NOT NULL,
	approved_by TEXT NOT NULL,
	approved_on TEXT,
	published_on TEXT,
	withdrawn_on TEXT,
	expires_on TEXT,
	reason TEXT NOT NULL,
	changes TEXT NOT NULL,
	remarks TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(crop_id) REFERENCES crop (id) ON DELETE RESTRICT,
	FOREIGN KEY(variety_id) REFERENCES variety (id) ON DELETE RESTRICT,
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT,
	FOREIGN KEY(sheet_id) REFERENCES techniquesheet (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_handout_code ON handout (code);
CREATE INDEX ix_handout_crop_id ON handout (crop_id);
CREATE INDEX ix_handout_expires_on ON handout (expires_on);
CREATE INDEX ix_handout_region_id ON handout (region_id);
CREATE INDEX ix_handout_sheet_id ON handout (sheet_id);
CREATE INDEX ix_handout_variety_id ON handout (variety_id);
CREATE TABLE techniquemove (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	sheet_id INTEGER,
	moved_on TEXT,
	"before" TEXT NOT NULL,
	"after" TEXT NOT NULL,
	"by" TEXT NOT NULL,
	reason TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sheet_id) REFERENCES techniquesheet (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_techniquemove_sheet_id ON techniquemove (sheet_id);
CREATE TABLE techniquestep (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	sheet_id INTEGER,
	position INTEGER,
	stage TEXT NOT NULL,
	kind TEXT NOT NULL,
	basis TEXT NOT NULL,
	term TEXT NOT NULL,
	month INTEGER,
	day INTEGER,
	begins INTEGER,
	ends INTEGER,
	what TEXT NOT NULL,
	product TEXT NOT NULL,
	dose REAL,
	dose_high REAL,
	dose_unit TEXT NOT NULL,
	safety_interval INTEGER,
	remind INTEGER NOT NULL,
	source TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(sheet_id) REFERENCES techniquesheet (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_techniquestep_sheet_id ON techniquestep (sheet_id);
CREATE TABLE complaintcost (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	complaint_id INTEGER,
	kind TEXT NOT NULL,
	spent_on TEXT,
	amount INTEGER,
	what TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(complaint_id) REFERENCES complaint (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_complaintcost_complaint_id ON complaintcost (complaint_id);
CREATE TABLE complaintmove (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	complaint_id INTEGER,
	moved_on TEXT,
	"before" TEXT NOT NULL,
	"after" TEXT NOT NULL,
	"by" TEXT NOT NULL,
	reason TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(complaint_id) REFERENCES complaint (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_complaintmove_complaint_id ON complaintmove (complaint_id);
CREATE TABLE evidence (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	complaint_id INTEGER,
	kind TEXT NOT NULL,
	what TEXT NOT NULL,
	taken_on TEXT,
	place TEXT NOT NULL,
	"by" TEXT NOT NULL,
	kept_at TEXT NOT NULL,
	remark TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(complaint_id) REFERENCES complaint (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_evidence_complaint_id ON evidence (complaint_id);
CREATE TABLE handedout (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	handout_id INTEGER,
	given_on TEXT,
	copies INTEGER,
	dealer_id INTEGER,
	region_id INTEGER,
	whom TEXT NOT NULL,
	occasion TEXT NOT NULL,
	remark TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(handout_id) REFERENCES handout (id) ON DELETE CASCADE,
	FOREIGN KEY(dealer_id) REFERENCES dealer (id) ON DELETE RESTRICT,
	FOREIGN KEY(region_id) REFERENCES region (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_handedout_dealer_id ON handedout (dealer_id);
CREATE INDEX ix_handedout_handout_id ON handedout (handout_id);
CREATE INDEX ix_handedout_region_id ON handedout (region_id);
CREATE TABLE handoutmove (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	handout_id INTEGER,
	moved_on TEXT,
	"before" TEXT NOT NULL,
	"after" TEXT NOT NULL,
	"by" TEXT NOT NULL,
	reason TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(handout_id) REFERENCES handout (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_handoutmove_handout_id ON handoutmove (handout_id);
CREATE TABLE inspection (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	complaint_id INTEGER,
	held_on TEXT,
	place TEXT NOT NULL,
	participants TEXT NOT NULL,
	fields_drawn TEXT NOT NULL,
	findings TEXT NOT NULL,
	signed INTEGER NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(complaint_id) REFERENCES complaint (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_inspection_complaint_id ON inspection (complaint_id);
CREATE TABLE lossestimate (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	complaint_id INTEGER,
	rule TEXT NOT NULL,
	made_on TEXT,
	inputs TEXT NOT NULL,
	amount INTEGER,
	remark TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(complaint_id) REFERENCES complaint (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_lossestimate_complaint_id ON lossestimate (complaint_id);
CREATE TABLE printrun (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	handout_id INTEGER,
	printed_on TEXT,
	copies INTEGER,
	printer TEXT NOT NULL,
	cost INTEGER,
	remark TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(handout_id) REFERENCES handout (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_printrun_handout_id ON printrun (handout_id);
CREATE TABLE sealedsample (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	complaint_id INTEGER,
	number TEXT NOT NULL,
	seal TEXT NOT NULL,
	drawn_on TEXT,
	drawn_how TEXT NOT NULL,
	quantity_g REAL,
	parties TEXT NOT NULL,
	kept_by TEXT NOT NULL,
	recheck_until TEXT,
	remark TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(complaint_id) REFERENCES complaint (id) ON DELETE CASCADE
)
 STRICT;
CREATE INDEX ix_sealedsample_complaint_id ON sealedsample (complaint_id);
CREATE TABLE reading (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	complaint_id INTEGER,
	sample_id INTEGER,
	parameter TEXT NOT NULL,
	result REAL,
	promised REAL,
	threshold REAL,
	unit TEXT NOT NULL,
	standard TEXT NOT NULL,
	tested_on TEXT,
	laboratory TEXT NOT NULL,
	report_number TEXT NOT NULL,
	remark TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(complaint_id) REFERENCES complaint (id) ON DELETE CASCADE,
	FOREIGN KEY(sample_id) REFERENCES sealedsample (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_reading_complaint_id ON reading (complaint_id);
CREATE INDEX ix_reading_sample_id ON reading (sample_id);
