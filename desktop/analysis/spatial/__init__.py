"""Spatial analysis: trends, alike neighbours and smooth surfaces over a field."""
