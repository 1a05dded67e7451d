"""Augmented blocks: new entries on one plot each beside repeated checks."""
