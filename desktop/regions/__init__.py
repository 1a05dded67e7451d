"""Regions: the administrative tree of China (GB/T 2260) with the user's own nodes below it."""
