"""Contracts with dealers: who signed them, from when until when they hold, and their points as dated reminders."""
