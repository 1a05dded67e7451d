"""Statistics of a series of trials: entries over several environments (places × years). Pure functions, no files.

    from desktop.analysis.met.analyse import analyse
    a = analyse(columns, "郑单958", 0.05)     # UserError in one sentence

The columns may name several checks; the roles "location" and "year" split the interaction; "index" regresses on a known figure.
`a` is a `result.MetAnalysis`:
  a.anova            lines source/df/ss/ms/f/p: environment, entry, environment:block, environment:entry, Residuals
  a.combined         the same lines with the error term of each: .random and .fixed (environments) hold error, df, f, p
  a.split            .lines, .components by places and years; None where not given or not crossed
  a.cells            entries × environments: .means, .counts, .entries, .environments; a.complete; a.completed (EM-AMMI)
  a.sites            one `Site` per environment: own means, error, CV, F, LSD, .difference(entry, check)
  a.table            means over environments with letters by the interaction (`MeansTable`); a.fixed_table by plots' error
  a.entries          one `Entry` per entry with all measures of stability; a.entry(level), a.by_entry("slope")
  a.regression       Finlay-Wilkinson: .index (environments), .intercept, .slope, .fitted (entries × environments);
                     a.known_regression, a.site_regression (environments on entries), a.regression_anova
  a.ammi             .axes (percent, Gollob's and Cornelius' tests), .entry_scores, .environment_scores; None if withheld
  a.gge, a.gge_scaled  .percent, .scores(share), .polygon, .rays, .sectors (who won where), .average_axis
  a.checks, a.check  against each check: .differences (Dunnett by the interaction), .fixed_p, .by_environment,
                     .hsc (高稳系数), .above/.compared/.lost (增产点)
  a.bartlett, a.levene, a.weighted   equal error variances? and the analysis weighted by precision (two stages)
  a.components       variance components, heritability, BLUPs of entries drawn at random
  a.notes            the guard rails' sentences, in the language in force when they are read
Arrays run in the order of a.cells.entries and a.cells.environments, in the response's unit. What is undefined is None.
All but `result` and `sentences` load numpy and scipy, so import the modules where they are used.
"""
