"""The window's parts, shared by every page. Knows no feature."""
