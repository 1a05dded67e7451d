"""The market: what it is worth, who else sells in it, what grows where and why, and what is done about it."""
