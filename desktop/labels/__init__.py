"""Labels and manuals: every version from draft to withdrawal, its mandatory items, quality findings."""
