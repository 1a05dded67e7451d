"""An invented comparison of agent models for the example region, over its fee sheet."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlmodel import Session, col

from desktop.core.records import living
from desktop.core.verbs import store
from desktop.sales.agents.model import AgentComparison, AgentCriterion, criteria_of
from desktop.sales.prices.fee_model import FeePlan

MARKS = ((5, 3), (4, 3), (4, 2), (1, 5), (1, 4), (2, 5), (2, 4), (2, 5))


def make_channel(session: Session, facts: dict[str, Any]) -> None:
    """One agent for all counties against one for each."""
    plan = session.exec(living(FeePlan).order_by(col(FeePlan.id))).first()
    made = store(session, AgentComparison, {
        "name": "示例区域代理模式", "made_on": facts["today"] - timedelta(days=40), "remarks": "虚构示例", "chosen": "county",
        "decided_on": facts["today"] - timedelta(days=30), "decided_by": facts["manager"],
        "fee_plan_id": plan.id if plan is not None else None, "why": "总代理压货能力强，但倒戈风险大；分县代理便于掌控费用。"})
    for criterion, (regional, county) in zip(criteria_of(session, made.id), MARKS, strict=True):
        store(session, AgentCriterion, {"regional": regional, "county": county}, criterion.id)
