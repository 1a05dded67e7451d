"""Prices from invoice to field: price lines by product, region and season, and the fee sheet of a region."""
