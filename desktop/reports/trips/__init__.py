"""Business trips: asked for, approved, travelled, reported within the set days, settled against the advance."""
