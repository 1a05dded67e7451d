"""The analyses called with plain sequences, plot by plot, as tests write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from desktop.analysis.catalogue import analysis_named
from desktop.analysis.columns import Labels, Named, PlotColumns

if TYPE_CHECKING:
    from desktop.analysis.met.result import MetAnalysis
    from desktop.analysis.mixed.result import MixedAnalysis
    from desktop.analysis.neighbour.neighbour_check import NeighbourAnalysis
    from desktop.analysis.on_farm.result import OnFarm
    from desktop.analysis.ranks.result import RankAnalysis
    from desktop.analysis.result import Analysis
    from desktop.analysis.spatial.result import SpatialAnalysis

Values = Sequence[float | None]
Levels = Labels | Mapping[str, Labels]


def _answer(
    name: str, levels: Levels, values: Values, roles: Mapping[str, Named | None], *, response: str = "yield",
    treatment: str = "treatment", check: str | None = None, alpha: float = 0.05, **columns: Any,
) -> Any:
    """The answer of the analysis of that name; a plain sequence of levels is the single factor `treatment`."""
    treatments = dict(levels) if isinstance(levels, Mapping) else {treatment: levels}
    known = {role: named for role, named in roles.items() if named is not None}
    return analysis_named(name).analyse(PlotColumns(response, values, treatments, known, **columns), check, alpha)


def analyse_crd(levels: Levels, values: Values, **more: Any) -> Analysis:
    """Completely randomised."""
    found: Analysis = _answer("crd", levels, values, {}, **more)
    return found


def analyse_rcbd(levels: Levels, blocks: Labels, values: Values, *, block: str = "block", **more: Any) -> Analysis:
    """Complete blocks."""
    found: Analysis = _answer("rcbd", levels, values, {"block": (block, blocks)}, **more)
    return found


def analyse_alpha(levels: Labels, replicates: Labels, blocks: Labels, values: Values, *, replicate: str = "replicate",
                  block: str = "block", **more: Any) -> MixedAnalysis:
    """Incomplete blocks within replicates."""
    roles = {"replicate": (replicate, replicates), "block": (block, blocks)}
    found: MixedAnalysis = _answer("alpha", levels, values, roles, **more)
    return found


def analyse_row_column(levels: Labels, replicates: Labels, rows: Labels, columns: Labels, values: Values, *,
                       replicate: str = "replicate", row: str = "row", column: str = "column", **more: Any) -> MixedAnalysis:
    """Rows and columns within replicates."""
    roles = {"replicate": (replicate, replicates), "row": (row, rows), "column": (column, columns)}
    found: MixedAnalysis = _answer("row-column", levels, values, roles, **more)
    return found


def analyse_p_rep(levels: Labels, blocks: Labels, values: Values, *, replicate: Named | None = None,
                  **more: Any) -> MixedAnalysis:
    """Some entries repeated, in blocks."""
    found: MixedAnalysis = _answer("p-rep", levels, values, {"block": ("block", blocks), "replicate": replicate}, **more)
    return found


def analyse_lattice(levels: Labels, blocks: Labels, values: Values, *, replicate: Named | None = None,
                    **more: Any) -> Analysis:
    """Within blocks."""
    found: Analysis = _answer("lattice", levels, values, {"block": ("block", blocks), "replicate": replicate}, **more)
    return found


def analyse_augmented(levels: Labels, blocks: Labels, values: Values, *, block: str = "block", **more: Any) -> Analysis:
    """New entries on one plot, checks in every block."""
    found: Analysis = _answer("augmented", levels, values, {"block": (block, blocks)}, **more)
    return found


def analyse_spatial(levels: Labels, rows: Labels, columns: Labels, values: Values, *, replicates: Labels | None = None,
                    blocks: Labels | None = None, model: str = "auto", row: str = "row", column: str = "column",
                    **more: Any) -> SpatialAnalysis:
    """Rows and columns in the field."""
    roles = {"row": (row, rows), "column": (column, columns),
             "replicate": None if replicates is None else ("replicate", replicates),
             "block": None if blocks is None else ("block", blocks)}
    found: SpatialAnalysis = _answer("spatial", levels, values, roles, options={"model": model}, **more)
    return found


def analyse_means(levels: Labels, values: Values, *, mse: float, df: int, replicates: float, **more: Any) -> Analysis:
    """Means with a stated error."""
    options = {"mse": repr(mse), "df": str(df), "replicates": repr(replicates)}
    found: Analysis = _answer("means", levels, values, {}, options=options, **more)
    return found


def analyse_neighbour_check(levels: Labels, values: Values, strips: Labels, order: Named, **more: Any) -> NeighbourAnalysis:
    """The entries in percent of the check beside them."""
    roles = {"replicate": ("strip", strips), "plot": order}
    found: NeighbourAnalysis = _answer("neighbour-check", levels, values, roles, **more)
    return found


def analyse_friedman(levels: Labels, blocks: Labels, values: Values, **more: Any) -> RankAnalysis:
    """Ranks in complete blocks."""
    found: RankAnalysis = _answer("friedman", levels, values, {"block": ("block", blocks)}, **more)
    return found


def analyse_kruskal_wallis(levels: Labels, values: Values, **more: Any) -> RankAnalysis:
    """Ranks without blocks."""
    found: RankAnalysis = _answer("kruskal-wallis", levels, values, {}, **more)
    return found


def analyse_on_farm(levels: Labels, farms: Labels, values: Values, *, farm: str = "farm", **more: Any) -> OnFarm:
    """Strips farm by farm."""
    found: OnFarm = _answer("on-farm", levels, values, {"block": (farm, farms)}, **more)
    return found


def analyse_met(levels: Labels, environments: Labels, blocks: Labels | None, values: Values, *,
                check: str | Sequence[str] | None = None, locations: Labels | None = None, years: Labels | None = None,
                index: Labels | None = None, environment: str = "environment", location: str = "location",
                year: str = "year", **more: Any) -> MetAnalysis:
    """Several environments."""
    given = {"block": ("block", blocks), "location": (location, locations), "year": (year, years), "index": ("index", index)}
    roles: dict[str, Named | None] = {
        role: None if labels is None else (name, labels) for role, (name, labels) in given.items()}
    checks = (check,) if isinstance(check, str) else tuple(check or ())
    found: MetAnalysis = _answer("met", levels, values, {"environment": (environment, environments), **roles},
                                 checks=checks, **more)
    return found
