"""Multiple comparisons of means, the distributions they need, and letters."""
