"""Designs in incomplete blocks."""
