"""Taking in tables of whole trials; observations by plot in `observations`."""
