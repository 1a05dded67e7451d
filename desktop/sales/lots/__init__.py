"""From the lot to the version of its label and to the dealers who got it, and back."""
