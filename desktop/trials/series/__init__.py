"""Trials of one series together: several sites, several years. `joined` → `series_result` → window, report, kept results.

The trials of a series are those that carry its name (`Trial.series`); `TrialSeries` holds what is said of them together.
"""
