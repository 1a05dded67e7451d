"""Documents on the screen and on paper."""
