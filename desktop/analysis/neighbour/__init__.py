"""Comparison with the neighbouring check."""
