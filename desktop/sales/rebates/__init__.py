"""Rebate agreements with dealers: tiers, accrual from shipments and returns, conduct, settlements."""
