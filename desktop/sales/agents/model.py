"""A comparison of agent models with its weighted criteria."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.core import catalogues
from desktop.core import fields as f
from desktop.core.choices import Choices
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.offered import from_catalogues
from desktop.core.records import Record, living
from desktop.core.units import exact
from desktop.core.verbs import store
from desktop.trade.scores import weighted

MODELS = Choices("agent_model", {"regional": N_("One agent for the region"), "county": N_("One agent for each county")},
                 {"regional": "blue", "county": "green"})


class AgentComparison(Record, table=True):
    """Which agents a region is to have: what speaks for one and for many, the fee sheet it is reckoned by, the decision."""

    NAME: ClassVar[str] = N_("Comparison of agent models")
    FORM: ClassVar[Groups] = (Group("name:2 code region_id made_on fee_plan_id:2 chosen decided_on decided_by why:3 remarks"),)
    code: str = f.code(N_("Comparison no."), "DM", year_of="made_on")
    name: str = f.text(N_("Name"), required=True, search=True)
    region_id: int | None = f.link(N_("Region"), "region.id")
    made_on: date | None = f.day(N_("Compared on"), required=True)
    fee_plan_id: int | None = f.link(N_("Fee sheet"), "feeplan.id")
    chosen: str = f.choice(N_("Model chosen"), MODELS)
    decided_on: date | None = f.day(N_("Model chosen on"), not_before="made_on")
    decided_by: str = f.text(N_("Decided by"))
    why: str = f.text(N_("Why so"), long=True)
    remarks: str = f.text(N_("Remarks"), long=True)

    def problems(self) -> dict[str, str]:
        """A decision says for what."""
        return {"chosen": _("Say which model was chosen.")} if self.decided_on and not self.chosen else {}

    def after_save(self, before: Any, session: Session) -> None:
        """A new comparison begins with the usual criteria and their weights."""
        for row in usual(self.made_on or f.today()) if before is None else ():
            store(session, AgentCriterion, {"comparison_id": self.id, "name": catalogues.text(row), "weight": row["weight"]})


class AgentCriterion(Record, table=True):
    """A criterion, with its weight and the marks of both models from 1 to 5; 5 is best for us."""

    NAME: ClassVar[str] = N_("Criterion of agent models")
    FORM: ClassVar[Groups] = (Group("name:2 weight regional county remark:3"),)
    comparison_id: int | None = f.link(N_("Comparison of agent models"), "agentcomparison.id", owned=True)
    name: str = f.text(N_("Criterion"), required=True, say=from_catalogues("agent_models"))
    weight: float | None = f.number(N_("Criterion weight"), decimals=1, low=0, high=1000)
    regional: int | None = f.whole(N_("One for the region (1–5)"), low=1, high=5)
    county: int | None = f.whole(N_("One for each county (1–5)"), low=1, high=5)
    remark: str = f.text(N_("Why"))


def usual(day: date) -> Sequence[catalogues.Row]:
    """The criteria that hold on a day: those of the newest set."""
    rows = [row for row in catalogues.load("agent_models").rows if date.fromisoformat(row["from"]) <= day]
    newest = max((row["from"] for row in rows), default="")
    return [row for row in rows if row["from"] == newest]


def criteria_of(session: Session, comparison_id: int) -> list[AgentCriterion]:
    """The criteria of a comparison in their order."""
    return list(session.exec(living(AgentCriterion).where(col(AgentCriterion.comparison_id) == comparison_id)
                             .order_by(col(AgentCriterion.id))))


def scores(criteria: Sequence[AgentCriterion]) -> dict[str, Fraction] | None:
    """The mean mark of each model by weights, exactly; None while a criterion that counts lacks a mark, or none counts."""
    counting = [c for c in criteria if c.weight]
    if not counting or any(getattr(c, model) is None for c in counting for model in MODELS):
        return None
    return {model: weighted([(exact(c.weight or 0), Fraction(getattr(c, model))) for c in counting]) for model in MODELS}
