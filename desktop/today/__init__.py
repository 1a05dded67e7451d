"""Today: what is due, what is late and what comes next, gathered from all features."""
