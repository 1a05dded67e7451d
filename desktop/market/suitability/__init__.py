"""Suitability of varieties: what each needs against what a place offers, with margins and reasons; answers to growers."""
