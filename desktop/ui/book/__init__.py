"""A book: list, record, sub-tabs, and what is done with the records in it."""
