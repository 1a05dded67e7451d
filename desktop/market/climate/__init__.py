"""Planting conditions of a place: its weather by the day, and what follows for heat, frost and maturity."""
