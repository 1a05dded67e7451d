"""Dealers in danger: signs that follow from facts (debts, orders, promises, licences) beside those that were noted."""
