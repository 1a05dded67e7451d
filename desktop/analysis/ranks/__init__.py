"""Rank tests, with and without blocks."""
