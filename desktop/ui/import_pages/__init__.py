"""The pages of the import wizard, in order: file, columns, dry run, result. `state.py` is what they share."""
