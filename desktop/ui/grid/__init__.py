"""The spreadsheet-like editor. `grid.py` is what a page makes, the rest are its parts."""
