"""Statistics of trials: pure functions of plain arrays, without database, window or files.

The designs that can be analysed are listed in `catalogue.py`; one module holds one design. What they share:
`data` (levels and values), `linear` (least squares), `comparisons` and `letters` (multiple comparisons of means),
`dunnett` (comparisons with the check), `result` (what an analysis returns), `sections` (further tables of it), `notes`
(the guard rails' sentences), `extras` (what may be asked beside a design: a transformation of the response).
Series of trials over several environments have a folder of their own, `met/`; strips on farms are `on_farm`.
Everything but `result`, `sections` and `notes` loads numpy and scipy, so import the modules where they are used.
"""
