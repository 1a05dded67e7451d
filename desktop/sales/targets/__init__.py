"""Targets of a season: by region, dealer and product, over its months, split down, and how far they are."""
