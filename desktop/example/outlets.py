"""Invented checks, faults, exceptions, targets, promoters, standards of the example's outlets, and their coverage."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from sqlmodel import Session, col

from desktop.core.moves import StateChange
from desktop.core.records import living
from desktop.core.verbs import insert_many, move_in, store
from desktop.dealers.model import Outlet
from desktop.example import names
from desktop.example.dealers import INVENTED, Place, mobile, person
from desktop.regions.model import Region
from desktop.sales.outlets.case_model import OutletCase
from desktop.sales.outlets.check_model import CheckLine, CheckRound, OutletPlan
from desktop.sales.outlets.coverage_model import CountedShop, CoverageArea, TownshipPlan
from desktop.sales.outlets.rules import items
from desktop.sales.outlets.staff_model import OutletStandard, OutletTarget, Promoter, PromoterMonth, StandardTold

PEOPLE = ((352_000, 96_000, 2_310_000.0, 61), (428_000, 118_000, 2_960_000.0, 74), (695_000, 236_000, 4_650_000.0, 118))
"""Invented population, urban population, sown area and seed shops of the three counties."""
CASES = (("late", "carrier", "约定上午送货，下午六点才到，农户等候半天。"),
         ("short", "carrier", "到货清点少两袋，外包装有破损。"),
         ("price", "customer", "农户称同品种外县便宜4元，要求退差价。"),
         ("service", "customer", "店员未说明播期，农户到店理论。"))


def make_outlets(session: Session, facts: dict[str, Any], places: list[Place], chance: Random) -> None:
    """Every outlet gets its carrier and days between checks; a third of them what a year brings."""
    outlets = session.exec(living(Outlet).order_by(col(Outlet.id))).all()
    empty = {place.townships[-1] for place in places}  # one township of each county stays blank
    for number, outlet in enumerate(outlets):
        home = next(place for place in places if outlet.region_id in place.townships)
        store(session, Outlet, {
            "kind": "counter" if number % 5 == 0 else "village" if number % 7 == 3 else "shop",
            "carrier": names.called("示例物流"), "carrier_phone": mobile(chance), "check_days": 30 if number % 5 == 0 else 60,
            "place": f"例街{number + 1}号",
            "region_id": home.townships[number % 2] if outlet.region_id in empty else outlet.region_id,
            "opened_on": facts["today"] - timedelta(days=400 + 20 * number), "area_m2": float(chance.randrange(30, 160)),
            "shelf_m": float(chance.randrange(2, 8))}, outlet.id)
    standard = _standard(session, facts, outlets)
    for number, outlet in enumerate(outlets[::3]):
        _checks(session, facts, outlet, number, chance)
        _months(session, facts, outlet, chance)
        if number % 3 == 0:
            _promoter(session, facts, outlet, chance)
        if number % 4 == 1:
            _case(session, facts, outlet, number // 4)
        store(session, StandardTold, {
            "standard_id": standard, "outlet_id": outlet.id, "told_on": facts["today"] - timedelta(days=50), "how": "visit",
            "acknowledged_on": facts["today"] - timedelta(days=40) if number % 2 else None,
            "acknowledged_by": outlet.keeper if number % 2 else ""})
    for place, (people, urban, area, shops) in zip(places, PEOPLE, strict=True):
        _county(session, facts, place, (people, urban, area, shops), chance)


def _standard(session: Session, facts: dict[str, Any], outlets: Any) -> int:
    day = facts["today"] - timedelta(days=60)
    old = store(session, OutletStandard, {"title": "门店陈列与服务标准（示例）", "edition": "第1版", "remarks": INVENTED,
                                          "issued_on": day - timedelta(days=365)})
    insert_many(session, StandardTold, [{"standard_id": old.id, "outlet_id": outlet.id, "told_on": old.issued_on,
                                         "acknowledged_on": old.issued_on} for outlet in outlets[:6]])
    return store(session, OutletStandard, {"title": "门店陈列与服务标准（示例）", "edition": "第2版", "issued_on": day,
                                           "valid_from": day + timedelta(days=30), "remarks": INVENTED,
                                           "content": "种子与农药、化肥分区存放；专柜只陈列本公司货品；每笔销售登记批号。"}).id


def _checks(session: Session, facts: dict[str, Any], outlet: Outlet, number: int, chance: Random) -> None:
    """A check some weeks ago with marks, now and then foreign goods; some outlets have the next one planned."""
    today: date = facts["today"]
    counter = outlet.kind == "counter"
    sheet, day = "counter" if counter else "shop", today - timedelta(days=12 + 9 * (number % 6))
    made = store(session, CheckRound, {
        "outlet_id": outlet.id, "kind": "acceptance" if counter else "routine", "sheet": sheet, "checked_on": day,
        "planned_on": day, "checked_by": facts["manager"], "arrived_at": "09:10", "left_at": "10:00",
        "purpose": "季前巡店（示例）"})
    broken = False
    for place, row in enumerate(items(sheet, day)):
        lost = chance.choice((0, 0, 0, 1, 2, 4)) if number % 4 else 0
        goods = bool(row["swap"]) and number % 4 == 1
        lost = row["marks"] if goods else min(lost + (3 if number % 6 == 5 and place % 3 == 0 else 0), row["marks"])
        fault = "柜上有例科7两排" if goods else "未达到标准" if lost >= 4 else ""
        fixed = bool(fault) and not goods and place % 2 == 1
        store(session, CheckLine, {
            "round_id": made.id, "part": row["part_zh"], "item": row["zh"], "must": row["must"],
            "full_marks": float(row["marks"]), "marks": float(row["marks"] - lost), "fault": fault, "swap": goods,
            "deadline": day + timedelta(days=7 if goods else 20) if fault else None,
            **({"state": "fixed", "rechecked_on": day + timedelta(days=5), "recheck_note": "已整改"} if fixed else {})})
        broken = broken or (bool(fault) and row["must"] and not fixed)
    if counter:
        store(session, CheckRound, {"result": "failed" if broken else "passed"}, made.id)
    if number % 6 == 5:
        store(session, OutletPlan, {"outlet_id": outlet.id, "round_id": made.id, "kind": "training", "part": "人员与服务",
                                    "what": "培训店员：品种特征特性与播期", "who": facts["manager"],
                                    "due_on": today + timedelta(days=10)})
    if number % 2 == 0:
        store(session, CheckRound, {"outlet_id": outlet.id, "planned_on": today + timedelta(days=number % 9 + 1),
                                    "sheet": sheet, "checked_by": facts["manager"], "purpose": "月度巡店（示例）"})


def _months(session: Session, facts: dict[str, Any], outlet: Outlet, chance: Random) -> None:
    first = facts["today"].replace(day=1)
    for _back in range(3):
        target = 10 * chance.randint(3, 12)
        store(session, OutletTarget, {"outlet_id": outlet.id, "month": first, "target_bags": target,
                                      "sold_bags": target * chance.randint(50, 120) // 100})
        first = (first - timedelta(days=1)).replace(day=1)


def _promoter(session: Session, facts: dict[str, Any], outlet: Outlet, chance: Random) -> None:
    today: date = facts["today"]
    made = store(session, Promoter, {
        "outlet_id": outlet.id, "name": person(facts, chance), "phone": mobile(chance), "since": today - timedelta(days=500),
        "trained_on": today - timedelta(days=chance.choice((30, 90, 220))), "training": "品种特征特性与话术（示例）",
        "score": float(chance.randint(70, 98))})
    month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    store(session, PromoterMonth, {"promoter_id": made.id, "month": month, "target_bags": 40, "per_bag": 150,
                                   "sold_bags": chance.randint(30, 60), "feedback": "讲解耐心（示例）"})


def _case(session: Session, facts: dict[str, Any], outlet: Outlet, number: int) -> None:
    kind, side, what = CASES[number % len(CASES)]
    day = facts["today"] - timedelta(days=3 + 8 * number)
    case = store(session, OutletCase, {
        "outlet_id": outlet.id, "reported_on": day, "kind": kind, "side": side, "what": what, "owner": facts["manager"],
        "carrier": outlet.carrier if side == "carrier" else "", "severity": ("medium", "high", "low")[number % 3],
        "answered_on": day + timedelta(days=1), "remarks": INVENTED})
    if number % 2:
        store(session, OutletCase, {"solution": "补送并致歉，双方签字确认。", "at_fault": "carrier",
                                    "satisfied": "yes"}, case.id)
        move_in(session, OutletCase, case.id, StateChange("solved", day + timedelta(days=3)))


def _county(session: Session, facts: dict[str, Any], place: Place, figures: tuple[int, int, float, int],
            chance: Random) -> None:
    """The count of a county, a sample of its shops, and what is done in its blank township."""
    people, urban, mu, shops = figures
    area = store(session, CoverageArea, {
        "region_id": place.county, "counted_on": facts["today"] - timedelta(days=100), "people": people, "urban": urban,
        "area_mu": mu, "seed_shops": shops, "source": "虚构示例", "remarks": INVENTED})
    for number in range(6):
        ours, bags = number % 3 == 0, chance.randrange(100, 900)
        store(session, CountedShop, {
            "area_id": area.id, "name": f"{names.spot(place.name, '统计店')}{number + 1}",
            "region_id": place.townships[number % 3],
            "ours": ours, "category_bags": bags, "own_bags": bags // 4 if ours else 0, "firms": chance.randrange(5, 12)})
    blank = session.get_one(Region, place.townships[-1])
    store(session, TownshipPlan, {"region_id": blank.id, "what": "走访三家农资店，选一家设点", "who": facts["manager"],
                                  "candidate": f"{blank.name}例农资店", "due_on": facts["today"] + timedelta(days=20),
                                  "remarks": INVENTED})
