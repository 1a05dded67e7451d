"""Visits from reasons."""
