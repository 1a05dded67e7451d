"""Strips on farms."""
