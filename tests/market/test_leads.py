"""Leads: the road to an order with its days, value by chance, sources, demand ahead, the plan of one case."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.catalogue.model import Variety
from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.documents.model import Callout, Table
from desktop.core.errors import FieldErrors, Refused
from desktop.core.fields import today
from desktop.core.i18n import using
from desktop.core.listing import Query
from desktop.core.moves import StateChange
from desktop.core.reminders import ahead
from desktop.core.verbs import store
from desktop.market.leads import lists
from desktop.market.leads.figures import Heap, by_stage, demand, from_field_day, heaps
from desktop.market.leads.model import Lead, LeadStep
from desktop.market.leads.papers import case_plan, leads_report
from desktop.market.leads.reminders import REMINDERS
from desktop.market.leads.words import SOURCES, STAGES
from desktop.market.promotions.model import FieldDay, FieldDayGuest
from desktop.sales.products.model import Product
from tests.market.conftest import Market

TODAY = today()


def lead(database: Database, name: str = "例合作社", **values: Any) -> Lead:
    return verbs.save(database, Lead, {"name": name, "heard_on": TODAY - timedelta(days=60), **values})


def moved(database: Database, made: Lead, state: str, back: int, reason: str = "") -> Lead:
    verbs.move(database, Lead, [made.id], StateChange(state, on=TODAY - timedelta(days=back), reason=reason))
    return verbs.get(database, Lead, made.id)


def test_a_lead_goes_its_road_with_its_days_and_its_chance(database: Database, market: Market) -> None:
    with database.operation("t") as session:
        variety = store(session, Variety, {"name": "例丰101", "crop_id": market.crop})
        bag = store(session, Product, {"variety_id": variety.id, "bag_kg": 2.5, "list_price": 5600})
    made = lead(database, contact="例社长", phone="13800001111", bags=100, product_id=bag.id)
    assert (made.value, made.chance, made.expected, made.days) == (560_000, 10, 56_000, 60) and made.person_id
    plot = moved(database, made, "plot", 30)
    assert (plot.chance, plot.days, plot.plot_on) == (40, 30, TODAY - timedelta(days=30))
    verbs.save(database, Lead, {"chance": 55}, made.id)
    assert moved(database, made, "field_day", 10).chance == 55, "a chance somebody set stays"
    with pytest.raises(Refused, match="cannot become"):
        moved(database, made, "contacted", 5)
    ordered = moved(database, made, "ordered", 5)
    assert (ordered.ordered_on, ordered.days) == (TODAY - timedelta(days=5), 5)
    with pytest.raises(Refused, match="Say why"):
        moved(database, made, "lost", 1)
    assert moved(database, made, "lost", 1, "价格").reason == "价格"
    database.undo()
    assert verbs.get(database, Lead, made.id).state == "ordered"


def test_sources_give_shares_and_days_and_the_funnel_its_worth(database: Database) -> None:
    first = lead(database, "甲", source="field_day", bags=100, price=1000)
    moved(database, first, "ordered", 20)
    lead(database, "乙", source="field_day", bags=10, price=1000)
    third = lead(database, "丙", source="call", bags=50, price=1000)
    moved(database, third, "lost", 3, "r")
    with database.reading() as session:
        leads = [session.get_one(Lead, number) for number in lists.LEADS.ids(session, Query())]
    field_day, call = heaps(leads, "source", list(SOURCES), SOURCES.label)
    assert (field_day.won_percent, field_day.days, field_day.value) == (50, 40, 110_000)
    assert (call.won, call.lost, call.days) == (0, 1, None)
    assert Heap("", leads).expected == 1000, "only what is open counts by chance"
    with using("zh_CN"):
        report = leads_report(database)
    assert next(block for block in report.blocks if isinstance(block, Table)).rows[-1][1] == 3


@given(st.lists(st.tuples(st.sampled_from(list(STAGES)), st.integers(0, 10**6), st.integers(0, 100)), max_size=12))
def test_the_funnel_holds_every_lead_once(rows: list[tuple[str, int, int]]) -> None:
    leads = [Lead(name="x", state=state, bags=bags, price=100, chance=chance) for state, bags, chance in rows]
    stages = by_stage(leads)
    assert sum(one.count for one in stages) == len(leads) and sum(one.value for one in stages) == Heap("", leads).value
    assert abs(sum(one.expected for one in stages) - Heap("", leads).expected) <= len(stages)


def test_demand_ahead_is_by_month_of_decision_and_chance() -> None:
    leads = [Lead(name="x", state=state, bags=100, chance=chance, area_mu=50.0, decides_on=day, crop_id=7)
             for state, chance, day in (("heard", 10, date(2027, 1, 3)), ("plot", 40, date(2027, 1, 30)), ("plot", 40, None),
                                        ("lost", 0, date(2027, 1, 5)), ("kept", 100, date(2027, 1, 5)))]
    assert [(one.month, one.leads, one.bags, one.likely) for one in demand(leads)] == [
        ("2027-01", 2, 200, 50), ("", 1, 100, Fraction(40))]


def test_guests_of_a_field_day_become_leads_once(database: Database, market: Market) -> None:
    with database.operation("t") as session:
        day = store(session, FieldDay, {"topic": "测产", "held_on": TODAY, "region_id": market.one})
        for name, came, bags in (("甲", True, 20), ("乙", True, None), ("丙", False, None)):
            store(session, FieldDayGuest, {"day_id": day.id, "name": name, "phone": f"1380451{ord(name):05}"[:11], "came": came,
                                           "bags": bags})
    assert from_field_day(database, day.id) == 2 and from_field_day(database, day.id) == 0
    with database.reading() as session:
        stages = {one.name: (one.state, one.source, one.bags) for one in (
            session.get_one(Lead, number) for number in lists.LEADS.ids(session, Query()))}
    assert stages == {"甲": ("ordered", "field_day", 20), "乙": ("field_day", "field_day", None)}


def test_today_names_steps_decisions_and_leads_that_rest(database: Database) -> None:
    made = lead(database, next_step="测水分", next_on=TODAY - timedelta(days=2), decides_on=TODAY + timedelta(days=3))
    verbs.save(database, LeadStep, {"lead_id": made.id, "what": "报方案", "due_on": TODAY})
    with database.reading() as session:
        told = [str(line) for source in REMINDERS for line in source(session, ahead(TODAY, 7))]
        for words in ("Lead: 例合作社", "Decides on seed: 例合作社", "Step of a plan: 报方案", "next step overdue",
                      "long in one stage"):
            assert any(words in line and "count=0" not in line for line in told), words
        stale = lists.LEADS.preset("stale").conditions()
        assert list(lists.LEADS.ids(session, Query(conditions=stale))) == [made.id]


def test_the_plan_of_a_case_names_both_sides_and_what_is_late(database: Database) -> None:
    made = lead(database, needs="抗倒", dealer_part="赊销", share_percent=40.0)
    for what, back in (("测产", 3), ("签约", -9)):
        verbs.save(database,
                   LeadStep, {"lead_id": made.id, "what": what, "side": "dealer", "due_on": TODAY - timedelta(days=back)})
    with pytest.raises(FieldErrors, match="not come yet"):
        verbs.save(database, LeadStep, {"lead_id": made.id, "what": "x", "done_on": TODAY + timedelta(days=1)})
    with using("zh_CN"):
        plan = case_plan(database, made.id)
    text = str(plan.blocks)
    assert all(word in text for word in ("抗倒", "赊销", "40%", "经销商"))
    assert [block.text for block in plan.blocks if isinstance(block, Callout)] == ["逾期：测产。"]
