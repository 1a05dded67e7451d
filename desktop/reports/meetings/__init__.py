"""Meetings of dealers and of the week: invited, signed in, minutes, and what was resolved, open until it is done."""
