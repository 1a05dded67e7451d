"""Sheets of key figures (KPI): targets of a period and a person, what was reached, marks by the company's own steps."""
