"""The import wizard: `wizard.py` leads through the pages file, columns, dry run, result; `state.py` is what they share."""
