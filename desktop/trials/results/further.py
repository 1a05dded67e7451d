"""What stands beside an analysis by design: strips farm by farm, ranks, the neighbouring check.

Each gives None where it was not asked for, or where the data bear none; the comparison by design stands then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from desktop.catalogue.model import Trait
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.trials.model import Plot
from desktop.trials.results import by_design as ways
from desktop.trials.results.options import Options
from desktop.trials.trial_data import TrialData

if TYPE_CHECKING:
    from desktop.trials.analysis.neighbour.neighbour_check import NeighbourAnalysis
    from desktop.trials.analysis.on_farm.strips import OnFarm
    from desktop.trials.analysis.ranks.rank_tests import RankAnalysis


def on_farm(data: TrialData, trait: Trait, options: Options) -> OnFarm | None:
    """The comparison farm by farm of strips on farms."""
    from desktop.trials.analysis.catalogue import design

    way = ways.WAYS["on-farm"]
    if data.trial.design != "on-farm" or options.transformation:
        return None
    try:
        columns = ways.columns_of(data, trait, options, way, ways.usable(data))
        check = ways.check_level(data, trait, options, way)
        return cast("OnFarm", design("on-farm").analyse(columns, check, options.alpha))
    except UserError:
        return None


def rank_test(data: TrialData, trait: Trait, options: Options) -> RankAnalysis | None:
    """Friedman's test where there are complete blocks, else Kruskal and Wallis'."""
    from desktop.trials.analysis.catalogue import design

    if options.model != ways.RANKS:
        return None
    names = ("kruskal-wallis",) if data.trial.design == "crd" else ("friedman", "kruskal-wallis")
    for name in names:
        try:
            columns = ways.columns_of(data, trait, options, ways.WAYS[name], ways.usable(data))
            return cast("RankAnalysis", design(name).analyse(columns, None, options.alpha))
        except UserError:
            continue
    return None


def neighbours(data: TrialData, trait: Trait, options: Options) -> NeighbourAnalysis | None:
    """Every entry in percent of the check plots beside it: interval checks, and trials compared with the neighbour.

    Lost plots keep their place. The order is that of walking, within the replicate; without it the columns of each row.
    """
    from desktop.trials.analysis.catalogue import Columns, design

    wanted = data.trial.check_kind == "neighbour" or (data.trial.design == "interval-check"
                                                      and data.trial.check_kind != "mean")
    checks = ways.checks_of(data, trait, options)
    if not wanted or not checks or options.transformation:
        return None
    plots = [p for p in data.plots if p.kind == "plot" and data.entry(p)]
    values = [data.number(p, trait, options.occasion) if p.state == "ok" else None for p in plots]
    names: ways.Labels = [data.by_entry[p.entry_id or 0].name for p in plots]
    columns = Columns(trait.title(), values, {_("Variety"): names}, _places(data, plots), checks=(checks[0].name,))
    try:
        return cast("NeighbourAnalysis", design("neighbour-check").analyse(columns, checks[0].name, options.alpha))
    except UserError:
        return None


def _places(data: TrialData, plots: list[Plot]) -> dict[str, tuple[str, ways.Labels]]:
    """Which plots stand in one line, and in which order."""
    if all(p.walk is not None for p in plots):
        return {"plot": (_("Walk order"), [str(p.walk) for p in plots]),
                "replicate": (_("Replicate"), [data.block(p) or "" for p in plots])}
    rows, columns = ([place(data, p) for p in plots] for place in (ways.row, ways.column))
    return {"row": (_("Row"), rows), "column": (_("Column"), columns)}

