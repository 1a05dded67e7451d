"""The observations of a trial: grid, occasions, where values come from, and values derived by formulas."""
