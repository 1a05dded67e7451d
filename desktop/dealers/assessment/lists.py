"""The lists of assessments, of their criteria and of signs of danger."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func

from desktop.core import rollups
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.dealers.assessment.model import AssessmentLine, DangerMark, DealerAssessment
from desktop.dealers.model import Dealer
from desktop.regions.model import Region

_dealer, _place = table_of(Dealer), table_of(Region).c.full_name


def _mean(line: Any) -> Any:
    """The mean of the marks by their weights, once every criterion that counts is marked."""
    open_ = func.sum(func.iif((line.c.weight > 0) & line.c.mark.is_(None), 1, 0))
    return func.iif(open_ == 0, func.sum(line.c.weight * line.c.mark) / func.nullif(func.sum(line.c.weight), 0), None)


SCORE = rollups.figure(AssessmentLine, "assessment_id", _mean, decimals=2)
UNMARKED = rollups.count(AssessmentLine, "assessment_id", where=(Condition("mark", "empty"),))

ASSESSMENTS = Listing(
    "assessments", N_("Assessments"), DealerAssessment,
    columns=[Column("dealer", N_("Dealer"), _dealer.c.name), column(DealerAssessment, "assessed_on"),
             SCORE.column(DealerAssessment, "score", N_("Assessment score")), column(DealerAssessment, "grade"),
             column(DealerAssessment, "state"), column(DealerAssessment, "scheme"),
             UNMARKED.column(DealerAssessment, "unmarked", N_("Without a mark"), shown=False),
             column(DealerAssessment, "by"), column(DealerAssessment, "code", shown=False),
             Column("region", N_("Region"), _place, shown=False)],
    joins=[(Dealer, "dealer_id"), (Region, "region_id", Dealer)], order=("assessed_on", True),
    presets=[Preset("draft", N_("Being marked"), lambda: (Condition("state", "in", ("draft",)),))])
CRITERIA = Listing(
    "assessment_criteria", N_("Criteria"), AssessmentLine,
    columns=[column(AssessmentLine, name) for name in ("name", "weight", "mark", "remark")], order=("id", False))
DANGER_MARKS = Listing(
    "danger_marks", N_("Signs of danger"), DangerMark,
    columns=[column(DangerMark, "noted_on"), column(DangerMark, "sign"), column(DangerMark, "what"),
             column(DangerMark, "noted_by"), column(DangerMark, "cleared_on"),
             Column("dealer", N_("Dealer"), _dealer.c.name, shown=False)],
    joins=[(Dealer, "dealer_id")], order=("noted_on", True))
