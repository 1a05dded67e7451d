"""Mixed models: equations, variance components by REML, and what they return."""
