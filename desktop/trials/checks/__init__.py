"""Checks before statistics: findings in the data, and what is done about them."""
