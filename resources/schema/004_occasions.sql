CREATE TABLE trialoccasion (
	id INTEGER NOT NULL,
	deleted_at TEXT,
	trial_id INTEGER,
	trait_id INTEGER,
	occasion INTEGER,
	observed_on TEXT,
	PRIMARY KEY (id),
	FOREIGN KEY(trial_id) REFERENCES trial (id) ON DELETE CASCADE,
	FOREIGN KEY(trait_id) REFERENCES trait (id) ON DELETE RESTRICT
)
 STRICT;
CREATE INDEX ix_trialoccasion_trait_id ON trialoccasion (trait_id);
CREATE INDEX ix_trialoccasion_trial_id ON trialoccasion (trial_id);
