"""Visits from reasons: which dealers to visit this week and why, the plan of the week, and the pack of papers for it.

It stands above the features whose facts are reasons (debts, cases, trainings), so that none of them knows of it.
"""
