"""Technique, farmers' cases, complaints and handouts."""
