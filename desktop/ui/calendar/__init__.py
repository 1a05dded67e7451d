"""A month with its events."""
