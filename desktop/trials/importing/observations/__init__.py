"""Taking in observations by plot: from our own form, from Field Book, from any table."""
