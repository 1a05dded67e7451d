"""Statistics of a series of trials: entries over several environments (places × years). Pure functions, no files.

    from desktop.trials.analysis.met.analyse import analyse_met
    a = analyse_met(treatments, environments, blocks_or_None, values, check="郑单958")     # UserError in one sentence

`a` is a `result.MetAnalysis`:
  a.anova            lines source/df/ss/ms/f/p: environment, entry, environment:block, environment:entry, Residuals
  a.cells            entries × environments: .means, .counts, .entries, .environments; a.complete; a.completed (EM-AMMI)
  a.entries          one `Entry` per entry with all measures of stability; a.entry(level), a.by_entry("slope")
  a.regression       Finlay-Wilkinson: .index (environments), .intercept, .slope, .fitted (entries × environments)
  a.ammi             .axes (percent, Gollob's and Cornelius' tests), .entry_scores, .environment_scores; None if withheld
  a.gge, a.gge_scaled  .percent, .scores(share), .polygon, .rays, .sectors (who won where), .average_axis
  a.checks, a.check  against each check: .hsc (高稳系数), .above/.compared/.lost (增产点)
  a.notes            the guard rails' sentences, in the language in force when they are read
All but `result` and `sentences` load numpy and scipy, so import the modules where they are used.
"""
