"""What every feature stands on. Knows no feature and never imports Qt."""
