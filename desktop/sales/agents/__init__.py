"""One agent for a region or one for each county: both marked by weighted criteria, with what fees come to in yuan."""
