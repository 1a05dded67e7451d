"""What stands beside the analysis by the design: what was chosen (ranks), strips farm by farm, the neighbouring check.

Each is left out where it was not asked for, or where the data bear none; the comparison by design stands then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from desktop.analysis import catalogue
from desktop.analysis.catalogue import ListedAnalysis, analysis_named
from desktop.analysis.columns import Labels, Named, PlotColumns
from desktop.catalogue.model import Trait
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.trials.model import Plot
from desktop.trials.results import by_design
from desktop.trials.results.by_design import Way
from desktop.trials.results.options import Options
from desktop.trials.trial_data import TrialData

if TYPE_CHECKING:
    from desktop.analysis.answer import Answer

Ask = Callable[[TrialData, Trait, Options], "Answer"]


def answers(data: TrialData, trait: Trait, options: Options) -> tuple[Answer, ...]:
    """The answers beside that of the analysis by the design; those that statements rest on come first."""
    found = (_first(asks, data, trait, options)
             for asks in (_chosen(data, options), _on_farms(data, options), _neighbours(data, trait, options)))
    return tuple(answer for answer in found if answer is not None)


def _first(asks: list[Ask], data: TrialData, trait: Trait, options: Options) -> Answer | None:
    """The first answer that the data bear; None where they bear none."""
    for ask in asks:
        try:
            return ask(data, trait, options)
        except UserError:
            continue
    return None


def _chosen(data: TrialData, options: Options) -> list[Ask]:
    """The analyses under the choice made, in their order; plots without blocks are not asked for any."""
    blockless = data.trial.design == "crd"
    return [partial(_by_way, analysis, by_design.way_of(analysis)) for analysis in catalogue.ANALYSES
            if analysis.model and analysis.model == options.model and not (blockless and "block" in analysis.roles)]


def _on_farms(data: TrialData, options: Options) -> list[Ask]:
    """The comparison farm by farm of strips on farms."""
    wanted = data.trial.design == "on-farm" and not options.transformation
    return [partial(_by_way, analysis_named("on-farm"), by_design.WAYS["on-farm"])] if wanted else []


def _by_way(analysis: ListedAnalysis, way: Way, data: TrialData, trait: Trait, options: Options) -> Answer:
    """The answer on the trial's plots. `UserError` where they do not bear the analysis."""
    from desktop.analysis.unused import unused_note

    plots = by_design.usable(data)
    columns = by_design.columns_of(data, trait, options, way, plots)
    found = analysis.analyse(columns, by_design.check_level(data, trait, options, way), options.alpha)
    unused = unused_note(columns, by_design.filled(data, plots, way))
    return replace(found, notes=(*found.notes, *unused)) if unused else found  # type: ignore[type-var]


def _neighbours(data: TrialData, trait: Trait, options: Options) -> list[Ask]:
    """Every entry in percent of the check plots beside it: interval checks, and trials compared with the neighbour."""
    wanted = data.trial.check_kind == "neighbour" or (data.trial.design == "interval-check"
                                                      and data.trial.check_kind != "mean")
    checked = bool(by_design.checks_of(data, trait, options))
    return [_beside_checks] if wanted and checked and not options.transformation else []


def _beside_checks(data: TrialData, trait: Trait, options: Options) -> Answer:
    """Lost plots keep their place. The order is that of walking, within the replicate; without it the columns of each row."""
    check = by_design.checks_of(data, trait, options)[0].name
    plots = [p for p in data.plots if p.kind == "plot" and data.entry(p)]
    values = [data.number(p, trait, options.occasion) if p.state == "ok" else None for p in plots]
    names: Labels = [data.by_entry[p.entry_id or 0].name for p in plots]
    columns = PlotColumns(trait.title(), values, {_("Variety"): names}, _places(data, plots), checks=(check,))
    return analysis_named("neighbour-check").analyse(columns, check, options.alpha)


def _places(data: TrialData, plots: list[Plot]) -> dict[str, Named]:
    """Which plots stand in one line, and in which order."""
    if all(p.walk is not None for p in plots):
        return {"plot": (_("Walk order"), [str(p.walk) for p in plots]),
                "replicate": (_("Replicate"), [data.block(p) or "" for p in plots])}
    rows, columns = ([place(data, p) for p in plots] for place in (by_design.row, by_design.column))
    return {"row": (_("Row"), rows), "column": (_("Column"), columns)}
