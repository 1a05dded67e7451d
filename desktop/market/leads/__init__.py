"""Leads (开发): from the first word of a customer to the order, key accounts by sector, the plan of a single case."""
