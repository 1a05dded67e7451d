"""Designs with one error term, by least squares."""
