"""The lists of comparisons of agent models and of their criteria."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import func

from desktop.core import rollups
from desktop.core.i18n import N_
from desktop.core.listing import Column, Listing, Preset, column
from desktop.core.listing import Condition as Where
from desktop.core.records import table_of
from desktop.regions.model import Region
from desktop.sales.agents.model import AgentComparison, AgentCriterion
from desktop.sales.prices.fee_model import FeePlan

_place, _plan = table_of(Region).c.full_name, table_of(FeePlan)


def _mean(model: str) -> Callable[[Any], Any]:
    """The mean of the marks of a model by their weights, once every criterion that counts is marked."""
    def value(line: Any) -> Any:
        missing = func.sum(func.iif((line.c.weight > 0) & line.c[model].is_(None), 1, 0))
        mean = func.sum(line.c.weight * line.c[model]) / func.nullif(func.sum(line.c.weight), 0)
        return func.iif(missing == 0, mean, None)

    return value


REGIONAL = rollups.figure(AgentCriterion, "comparison_id", _mean("regional"), decimals=2)
COUNTY = rollups.figure(AgentCriterion, "comparison_id", _mean("county"), decimals=2)

COMPARISONS = Listing(
    "agent_comparisons", N_("Agent models"), AgentComparison,
    columns=[column(AgentComparison, "name"), Column("region", N_("Region"), _place), column(AgentComparison, "made_on"),
             REGIONAL.column(AgentComparison, "regional", N_("One agent for the region")),
             COUNTY.column(AgentComparison, "county", N_("One agent for each county")), column(AgentComparison, "chosen"),
             column(AgentComparison, "decided_on"), column(AgentComparison, "code", shown=False),
             Column("fee_plan", N_("Fee sheet"), _plan.c.name, shown=False)],
    joins=[(Region, "region_id"), (FeePlan, "fee_plan_id")], order=("made_on", True),
    presets=[Preset("open", N_("Not decided yet"), lambda: (Where("chosen", "in", ("",)),))])
CRITERIA = Listing(
    "agent_criteria", N_("Criteria of agent models"), AgentCriterion,
    columns=[column(AgentCriterion, name) for name in ("name", "weight", "regional", "county", "remark")], order=("id", False))
