"""The guard rails' sentences of series of trials; see `analysis.notes`."""

from __future__ import annotations

from desktop.core.i18n import N_

SENTENCES: dict[str, str] = {
    "series_incomplete": N_(
        "Combinations of {treatment} and {environment} without a value: {count} of {cells}. Means are least-squares means"
        " over all environments, slopes those of joint regression (Digby); ecovalence, Shukla's variance, AMMI and GGE"
        " rest on a table completed by EM-AMMI{axes}."
    ),
    "series_too_incomplete": N_(
        "Combinations of {treatment} and {environment} without a value: {count} of {cells}, too many to complete the table:"
        " ecovalence, Shukla's variance, AMMI and GGE withheld. Means are least-squares means."
    ),
    "series_single_environment": N_("Seen in one environment only, so that nothing can be said of their stability: {levels}."),
    "series_few_environments": N_(
        "Few environments ({count}): measures of stability are uncertain; five or more are wanted."
    ),
    "series_two_environments": N_("With two environments deviations from a regression cannot be judged."),
    "series_two_entries": N_("With two entries Shukla's variance is not defined."),
    "series_unequal": N_(
        "Plots per combination of {treatment} and {environment}: {least} to {most}; the table of means gives each of its means"
        " the same weight."
    ),
    "series_arithmetic": N_(
        "The table of means holds arithmetic means; because plots are missing or blocks do not hold all entries, they differ"
        " from those adjusted for blocks (most for {level} in {where}: {plain:.4g} against {adjusted:.4g}), which the weighted"
        " means rest on."
    ),
    "series_unreplicated": N_(
        "One value for each combination of {treatment} and {environment}: their interaction is the error, and is not tested."
    ),
    "series_no_error": N_("No degrees of freedom are left for the error of plots: the interaction serves as the error."),
    "series_negative_variance": N_("Shukla's variance came out negative for {levels}; read it as zero."),
    "series_check_absent": N_(
        "The check {check} is missing in {count} {count:environment|environments} ({environments}); comparisons there are "
        "left out."
    ),
    "series_interaction": N_(
        "The interaction of {treatment} and {environment} is significant ({p}): entries rank differently in"
        " different environments; look at the stability figures and at the groups of environments, not at means alone."
    ),
    "series_no_interaction": N_(
        "The interaction of {treatment} and {environment} is not significant ({p}): measures of stability and"
        " biplots may show chance."
    ),
    "series_error_terms": N_(
        "Error terms: {environment} is tested by {blocks}; {treatment} by {interaction}, which takes the environments for a"
        " sample of the region, or by the error of plots, which speaks of these environments only."
    ),
    "series_entries_alike": N_(
        "Over environments the means of {treatment} do not differ significantly ({p}, tested by {error}):"
        " a difference from the check may be chance of these environments."
    ),
    "series_unequal_errors": N_(
        "The error variances of the environments differ (Bartlett {p}; largest in {largest}, {ratio:.3g} times that in"
        " {smallest}): F and p of the unweighted analysis are approximate; the weighted means are given beside them."
    ),
    "series_no_own_error": N_(
        "No error of their own (a single replicate, or replicates all alike): {environments}; the weighted means are withheld."
    ),
    "series_lattice": N_(
        "Combinations are missing: p and limits of the comparisons with the check come from a lattice sum, good to about four"
        " decimals."
    ),
    "series_split_not_crossed": N_(
        "No place was seen in several years: the interaction cannot be split into places and years."
    ),
    "farms_without_check": N_("Farms without the check {check}, which are left out: {farms}."),
    "farms_never_together": N_("Never on a farm together with the check {check}, so not compared: {levels}."),
    "farms_averaged": N_("Where an entry had several strips on a farm, their mean counts as one."),
    "farms_few": N_("Fewer than {least} {least:farm|farms} for {levels}: whatever the result, the sign test cannot come below "
                    "5 %."),
    "farms_equal": N_("The differences of {levels} are equal on all farms: no interval and no probability can be given."),
    "farms_several": N_(
        "Several entries were compared: the intervals hold for each alone; for the best of them read the p adjusted by Holm."
    ),
    "farms_one_decides": N_(
        "{level}: the farm {farm} decides whether the difference is significant (p = {with_p} with it, {without_p} without)."
    ),
    "farms_sample": N_(
        "One strip of each entry on a farm: the error comes from farm to farm, and the probability speaks of farms chosen and"
        " managed like these."
    ),
}
