"""Analyses on a transformed scale, and the advice which."""
