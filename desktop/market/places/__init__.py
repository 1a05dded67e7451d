"""Planting conditions of places: what the climate of a county offers at 80 % certainty, its soil, practice and diseases."""
