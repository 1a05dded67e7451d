"""Designs with several error terms: split-plots and strip-plots."""
