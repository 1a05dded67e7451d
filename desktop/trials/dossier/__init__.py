"""A variety over all its trials and years: the dossier for the office, the one-page sheet for farmers and dealers."""
