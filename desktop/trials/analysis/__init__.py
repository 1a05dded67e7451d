"""Statistics of trials: pure functions of plain arrays, without database, window or files.

The designs that can be analysed are listed in `catalogue.py`; one module holds one design. What they share:
`data` (levels and values), `linear` (least squares), `comparisons` and `letters` (multiple comparisons of means),
`dunnett` (comparisons with the check), `result` (what an analysis returns), `notes` (the guard rails' sentences).
Series of trials over several environments have a folder of their own, `met/`; strips on farms are `on_farm`.
Everything but `result` and `notes` loads numpy and scipy, so import the modules where they are used.
"""
