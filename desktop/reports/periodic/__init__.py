"""Periodic reports: of a day, week, ten days, month, quarter, half, year or season; filled, written, handed in, corrected."""
