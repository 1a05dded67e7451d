"""Documents: a format-neutral model (`model`), rendered to PDF, Word and spreadsheet, and the figures inside them."""
