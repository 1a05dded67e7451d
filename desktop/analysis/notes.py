"""The guard rails' sentences: what an analysis wants its reader to know, in the language in force when it is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from desktop.analysis.met import sentences as series
from desktop.core.i18n import N_, _


@dataclass(frozen=True)
class Note:
    """A sentence with its figures. `str(note)` is in the language in force at that moment.

    `kind` names the guard rail, so that a report can look for it. `sentence` is an analysis' own, in English; the guard
    rails that several share stand in `SENTENCES`.
    """

    kind: str
    values: dict[str, Any] = field(default_factory=dict)
    sentence: str = ""

    def __str__(self) -> str:
        return _(self.sentence or SENTENCES[self.kind]).format(**self.values)


TEST_TITLES = {
    "lsd": "LSD",
    "duncan": "Duncan",
    "snk": "SNK",
    "tukey": "Tukey",
    "scheffe": "Scheffé",
    "bonferroni": "Bonferroni",
    "holm": "Holm",
    "regw": "REGW",
    "waller": "Waller",
    "scott_knott": "Scott-Knott",
}

# A further guard rail is a line here (and its Chinese in the catalogue), and `Note(kind, values)` where it applies.
SENTENCES: dict[str, str] = {
    "missing": N_("Rows left out, because {columns} are not all filled in: {count}; plots analysed: {used}."),
    "lost_levels": N_("Levels of {factor} without any value, which are therefore not in the analysis: {levels}."),
    "unequal": N_("Replication is unequal: {least} to {most} {most:plot|plots} per level of {factor}."),
    "arithmetic": N_(
        "Letters compare the arithmetic means; because plots are missing these differ from the adjusted means"
        " (most for {level}: {plain:.4g} against {adjusted:.4g})."
    ),
    "f_not_significant": N_(
        "The F test of {factor} is not significant (p = {p:.4f}): differences between its means may be chance,"
        " and the letters of LSD and Duncan, which rely on that test, should not be used for decisions."
    ),
    "zero_error": N_("The error variance is zero, so that no test is possible; F, letters and comparisons withheld."),
    "constant": N_("All values of {response} are equal: there is nothing to compare."),
    "few_error_df": N_("Few degrees of freedom for error ({df}): the tests can find large differences only."),
    "repeated_plots": N_(
        "Combinations of {treatment} and {block} that stand on more than one plot: {count} (first: {level} in {where});"
        " each plot was counted as its own."
    ),
    "repeated_rows": N_(
        "Combinations of {columns} that stand in more than one row: {count} (first: {first}); each row was counted as a plot of"
        " its own. Where rows are several samples of one plot, name the column that numbers the samples: the error is too small"
        " otherwise."
    ),
    "unused_columns": N_("Filled in, but not used by this analysis: {columns}."),
    "samples_averaged": N_(
        "The samples of each plot were averaged before the analysis: {plots} {plots:plot|plots} with {least} to "
        "{most} {most:sample|samples}."
    ),
    "missing_cells": N_("Combinations of {treatment} and {block} without a value: {count} of {cells}."),
    "single_plot": N_("Only one plot for: {levels}."),
    "letters_inexact": N_(
        "Unequal replication: letters cannot show every comparison of {tests};"
        " pairs whose test says other than their letters: {count} (first: {first}, {second})."
    ),
    "letters_inexact_pairs": N_(
        "The differences are known with unequal precision: letters cannot show every comparison of {tests};"
        " pairs whose test says other than their letters: {count} (first: {first}, {second})."
    ),
    "not_estimable": N_("The data do not determine the adjusted means of: {levels}."),
    "suspect_plot": N_(
        "The plot of {place} departs from the rest (value {value:.6g}, expected {fitted:.6g},"
        " studentized residual {t:.2f}); check it before drawing conclusions."
    ),
    "exchanged": N_(
        "The plots of {first} ({a:.6g}) and {second} ({b:.6g}) may have been exchanged: with their values exchanged"
        " only {share:.0f} % of the error sum of squares would be left; check the field book."
    ),
    "dunnett_lattice": N_(
        "The comparisons with the check are not equally precise: their probabilities are a lattice sum,"
        " good to about four decimals."
    ),
    "cv_undefined": N_("The mean of {response} is not positive, so that the coefficient of variation says nothing."),
    "not_latin": N_(
        "This is not a Latin square: {rows} {rows:row|rows}, {columns} {columns:column|columns}, {treatments} "
        "{treatments:treatment|treatments};"
        " means are adjusted for rows and columns."
    ),
    "no_stratum_error": N_("No degrees of freedom are left for the error of {stratum}: {term} cannot be tested."),
    "few_stratum_df": N_(
        "Few degrees of freedom for the error of {stratum} ({df}): its tests can find large differences only."
    ),
    "several_strata": N_(
        "Plots are missing: {term} is seen in more than one stratum; each line shows what that stratum tells."
    ),
    "stratum_errors": N_("Error terms: {errors}."),
    "combined_error": N_(
        "Letters of {term} compare each pair by its own standard error, combined from the errors of the strata"
        " (Satterthwaite's degrees of freedom)."
    ),
    "uneven_combinations": N_(
        "The plots of {term} are unequal in number: standard errors of their differences are approximate."
    ),
    "augmented_error": N_(
        "The error rests on the repeated plots (checks: {checks}) with {df} {df:degree|degrees} of freedom; new entries on "
        "one plot"
        " each were adjusted for their block. Treat their order as a first sieve."
    ),
    "pairwise_only": N_(
        "Letters of {factor} compare the adjusted means, each pair by its own standard error; range tests such as Duncan's,"
        " which need one for all pairs, are withheld."
    ),
    "transformed": N_(
        "Variance, letters and comparisons are those of {formula} of {response}; means brought back to its own scale"
        " lie below the arithmetic ones."
    ),
    "covariate_assumed": N_(
        "Means are adjusted to the mean of {covariate} ({mean:.6g}); this holds only if the treatments did not change"
        " {covariate} themselves."
    ),
    "covariate_useless": N_(
        "The slope on {covariate} is not significant (p = {p:.4f}): the adjustment gains little, analyse without it."
    ),
    "not_parallel": N_(
        "The treatments have different slopes on {covariate} (p = {p:.4f}): their differences depend on {covariate},"
        " so the means at its mean are not the whole story."
    ),
    "incomplete_blocks_left_out": N_("Blocks left out of the rank test, because a level has no value there: {block} {levels}."),
    "cell_means_ranked": N_(
        "Several values of one level of {treatment} in one {block} were ranked as their mean."
    ),
    "no_rank_error": N_("All blocks or plots rank the levels alike: the ranks leave no error to compare pairs by."),
    "rank_test_not_significant": N_(
        "The rank test of {factor} is not significant (p = {p:.4f}): the letters should not be used for decisions."
    ),
    "beside_check": N_(
        "Every plot is compared with the check directly beside it; with a check on either side, with the mean of both."
    ),
    "between_checks": N_("Every plot is compared with the mean of the nearest checks before and behind it in its line."),
    "no_check_in_line": N_("Plots without a check in their line were not compared: {levels}."),
    "check_error": N_(
        "No significance is stated. By the {plots} check {plots:plot|plots}, a plot differs from its check by chance alone by "
        "about"
        " {share:.1f} % of the check's mean (standard error of one difference); smaller differences say nothing."
    ),
    "no_check_error": N_(
        "No significance is stated: with fewer than two check plots in a line there is nothing to judge chance by."
    ),
    "replicated_neighbours": N_(
        "Entries stand on several plots: analyse the trial by its design too, if entries were placed at random."
    ),
    "from_means": N_(
        "Computed from means of {replicates:g} {replicates:plot|plots} each, by the stated error mean square {mse:.6g} on "
        "{df} {df:degree|degrees} of"
        " freedom; plots could not be checked."
    ),
    "interaction": N_(
        "The interaction {term} is significant (p = {p:.4f}): compare the combinations, not the factors alone."
    ),
    **series.SENTENCES,
}
