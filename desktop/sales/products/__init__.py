"""Products: a variety in a pack, which is what is ordered, shipped, counted and priced."""
