"""Conditions of sale: discounts, prices and free bags by quantity, set of products, region or dealer, and priority."""
