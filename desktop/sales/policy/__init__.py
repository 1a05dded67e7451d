"""Notices of sales and promotion policy: what was announced, to whom it was told and who acknowledged it."""
