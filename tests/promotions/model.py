"""Promotions with their costs: facts and rules, list, import, tiles of Today, report."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from desktop.core import fields as f
from desktop.core import rollups
from desktop.core.choices import Choices
from desktop.core.i18n import N_
from desktop.core.importing import RecordImport
from desktop.core.listing import Condition, Listing, Preset, column
from desktop.core.records import Record
from desktop.core.reminders import Dated, Tile
from desktop.core.reporting import Reports, sheet_report
from desktop.core.states import Machine

STATES = Choices("promotion_state", {"planned": N_("Planned"), "running": N_("Running"), "settled": N_("Settled")})
MACHINE = Machine(STATES, {"planned": {"running": N_("Start")}, "running": {"settled": N_("Settle up")}, "settled": {}},
                  locked=frozenset({"settled"}))


class Promotion(Record, table=True):
    """A promotion in one place."""

    NAME: ClassVar[str] = N_("Promotion")
    code: str = f.code(N_("Promotion no."), "CX", year_of="starts_on")
    name: str = f.text(N_("Name"), required=True, search=True)
    state: str = f.state(N_("State"), MACHINE, "planned")
    region_id: int | None = f.link(N_("Region"), "region.id")
    starts_on: date | None = f.day(N_("Day"), required=True)
    ends_on: date | None = f.day(N_("Last day"), not_before="starts_on")
    budget: int | None = f.money(N_("Budget"))


class PromotionCost(Record, table=True):
    """A line of what a promotion costs."""

    NAME: ClassVar[str] = N_("Promotion cost")
    promotion_id: int | None = f.link(N_("Promotion"), "promotion.id", owned=True, locked=True)
    item: str = f.text(N_("Item"), required=True, search=True)
    pieces: int | None = f.whole(N_("Pieces"), low=0)
    price: int | None = f.money(N_("Price"))
    amount: ClassVar[f.Computed] = f.computed(N_("Line amount"), lambda c: c.pieces * c.price, kind="money", unit=N_("yuan"))


RUNNING = (Condition("state", "in", ("running",)),)
COSTS = Listing("promotion_costs", N_("Costs"), PromotionCost, [column(PromotionCost, "item"), column(PromotionCost, "pieces"),
                column(PromotionCost, "price"), column(PromotionCost, "amount", total="sum")], order=("id", False))
PROMOTIONS = Listing(
    "promotions", N_("Promotions"), Promotion,
    [*(column(Promotion, name) for name in ("code", "name", "state", "starts_on", "budget")),
     rollups.total(PromotionCost, "promotion_id", "amount").column(Promotion, "spent", N_("Spent"), total="sum")],
    order=("starts_on", True), presets=[Preset("running", N_("Running"), lambda: RUNNING)])
IMPORTS = (RecordImport("promotions", N_("Promotions"), Promotion, keys=(("code",), ("name", "starts_on"))),)
REMINDERS = (Tile(PROMOTIONS, "running", "info", N_("promotion running"), "promotions running"),
             Dated(PROMOTIONS, "ends_on", N_("Promotion ends: {name}"), ("code",), RUNNING))
REPORTS = Reports((sheet_report("promotion-sheet", PROMOTIONS, ((COSTS, "promotion_id"),)),))
