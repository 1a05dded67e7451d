"""Agent models: the usual criteria, means by weights, the decision, and what the fee sheet says of them in yuan."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from desktop.core import verbs
from desktop.core.errors import FieldErrors
from desktop.core.listing import Query
from desktop.sales.agents.lists import COMPARISONS
from desktop.sales.agents.model import AgentComparison, AgentCriterion, criteria_of, scores
from desktop.sales.agents.reports import comparison_sheet
from desktop.sales.prices.fee_model import FeeArea, FeePlan
from tests.dealers.test_dealer_file import texts

if TYPE_CHECKING:
    from desktop.core.database import Database

TODAY = date.today()
MARKS = ((5, 3), (4, 3), (4, 2), (1, 5), (1, 4), (2, 5), (2, 4), (2, 5))


def compared(db: Database, **values: object) -> AgentComparison:
    made = verbs.save(db, AgentComparison, {"name": "四县", "made_on": TODAY, **values})
    with db.reading() as session:
        found = criteria_of(session, made.id)
    for line, (regional, county) in zip(found, MARKS, strict=True):
        verbs.save(db, AgentCriterion, {"regional": regional, "county": county}, line.id)
    return made


def test_a_comparison_begins_with_eight_criteria_whose_weights_are_a_hundred(database: Database) -> None:
    made = verbs.save(database, AgentComparison, {"name": "四县", "made_on": TODAY})
    with database.reading() as session:
        found = criteria_of(session, made.id)
    assert len(found) == 8 and sum(line.weight or 0 for line in found) == 100
    assert scores(found) is None and "Mark both models" in texts(comparison_sheet(database, made.id))


def test_both_models_are_worth_the_mean_of_their_marks_by_weights(database: Database) -> None:
    made = compared(database)
    with database.reading() as session:
        assert scores(criteria_of(session, made.id)) == {"regional": Fraction(280, 100), "county": Fraction(375, 100)}
        [(_key, shown)] = COMPARISONS.lines(session, Query(), ["regional", "county"])
    assert shown == (pytest.approx(2.8), pytest.approx(3.75))
    said = texts(comparison_sheet(database, made.id))
    assert "“One agent for each county” is better by 0.95 points." in said and "Choose a fee sheet" in said


def test_the_sheet_of_article_three_moves_12500_yuan_between_the_counties(database: Database) -> None:
    plan = verbs.save(database, FeePlan, {"name": "四县", "invoice_price": 500, "rebate_percent": 30.0})
    for name in "ABCD":
        own = {"subsidy_percent": 20.0, "promotion_percent": 20.0, "year_rebate_percent": 15.0} if name == "A" else {
            "promotion_percent": 15.0, "year_rebate_percent": 5.0, "held_percent": 10.0}
        verbs.save(database, FeeArea, {"plan_id": plan.id, "name": name, "store_price": 500, "retail_price": 650,
                                       "sales": 50_000_00, **own})
    said = texts(comparison_sheet(database, compared(database, fee_plan_id=plan.id).id))
    assert "¥12,500.00 can be moved between the counties" in said and "¥2,500.00 of what is held stays free" in said


def test_a_decision_says_for_which_model(database: Database) -> None:
    with pytest.raises(FieldErrors, match="Say which model was chosen"):
        verbs.save(database, AgentComparison, {"name": "四县", "made_on": TODAY, "decided_on": TODAY})
