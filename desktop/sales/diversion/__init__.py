"""Goods found outside their area (窜货): from the report to the decision, who may have sent them, what it costs."""
