"""Filling headquarters' PostgreSQL from the leading file: the same models, only what changed since, and views to be read."""
