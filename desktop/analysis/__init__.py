"""Statistics of trials: pure functions of plain arrays, without database, window or files.

The analyses are listed in `catalogue.py`; one module holds one of them. What they share: `columns` (what one is given),
`answer` (what it gives: tables, figures, notes, JSON), `text` and `paper` (which show any answer),
`factors` (levels and values), `result` (what analyses of differences of means return), `further_table` (what they add),
`notes` (the guard rails' sentences), `wording` (how figures and clauses are written); `linear`, `strata`, `incomplete`,
`augmented`, `mixed`, `spatial` hold the designs by the model they need, `comparisons` the multiple comparisons and their
distributions, `scales` the transformations.
Series of trials over several environments have a folder of their own, `met/`; strips on farms are `on_farm`.
All but `catalogue`, `columns`, `answer`, `result` and `notes` loads numpy and scipy, so import the modules where they are used.
"""
