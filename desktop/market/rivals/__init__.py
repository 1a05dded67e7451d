"""Rivals: their firms and varieties, what is seen of their prices, who sells how much of a market."""
