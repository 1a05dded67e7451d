"""Invented technique, farmers' cases, complaints and deliveries of lots."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from sqlmodel import Session, select

from desktop.catalogue.model import Variety
from desktop.core import money
from desktop.core.i18n import CHINESE, _, languages, using
from desktop.core.verbs import StateChange, move_in, store
from desktop.dealers.model import Dealer
from desktop.example import names
from desktop.example.dealers import Place, mobile, person
from desktop.example.seasons import STORE, dated
from desktop.example.varieties import maize
from desktop.sales.orders.model import ShipmentLine
from desktop.service.case_model import FarmerCase
from desktop.service.complaint_model import Complaint, Evidence, SealedSample
from desktop.service.handout_model import HandedOut, Handout, PrintRun
from desktop.service.technique_model import Article, TechniqueSheet, TechniqueStep

LOTS = ("LF25-0912", "LF25-1003", "LD25-0820")
INVENTED = "虚构示例"


def make_service(session: Session, facts: dict[str, Any], places: list[Place], chance: Random) -> None:
    """A technique sheet with its calendar, a season's cases, three complaints about one lot."""
    varieties = list(session.exec(select(Variety).where(Variety.kind != "competitor")))
    dealers = list(session.exec(select(Dealer)))
    _technique(session, facts, places)
    _handouts(session, facts)
    for place in dealers:
        for lot in LOTS:
            if chance.random() < 0.45:
                _delivery(session, facts, place, lot, varieties, chance)
    for line in facts["cases"]:
        _case(session, facts, line, places, varieties, dealers, chance)
    _complaints(session, facts, places, varieties, dealers, chance)


def _technique(session: Session, facts: dict[str, Any], places: list[Place]) -> None:
    year = facts["today"].year
    sheet = store(session, TechniqueSheet, {
        "code": f"JS-{year}-001", "title": "春玉米密植高产栽培技术（虚构示例）", "crop_id": maize(session).id,
        "region_id": places[0].county, "season": "春播", "water": "rainfed", "sown_on": date(year, 5, 2),
        "emerged_on": date(year, 5, 16), "target": "亩产700 kg（示例）", "body": facts["technique"], "source": INVENTED,
        "made_by": facts["manager"], "made_on": date(year, 1, 10)})
    for position, line in enumerate(facts["measures"], 1):
        store(session, TechniqueStep, {"sheet_id": sheet.id, "position": position, "remind": True, "source": INVENTED, **line})
    for state, day in (("review", 15), ("approved", 18), ("published", 20)):
        move_in(session, TechniqueSheet, sheet.id, StateChange(state, date(year, 2, day)))


def _handouts(session: Session, facts: dict[str, Any]) -> None:
    """A handout of our newest variety in each language, from the crop's starter."""
    sheet = session.exec(select(TechniqueSheet.id)).first()
    variety = session.exec(select(Variety).where(Variety.code == "LF101")).one()
    for number, language in enumerate(languages(), 1):
        with using(language):
            title = _("{variety}: how to grow it").format(
                variety=variety.name if language == CHINESE else variety.name_en or variety.name)
        handout = store(session, Handout, {
            "code": f"MB-{facts['today'].year}-{number:03}", "title": title, "language": language, "sheet_id": sheet,
            "crop_id": variety.crop_id, "variety_id": variety.id, "made_by": facts["manager"], "made_on": facts["today"],
            "remarks": INVENTED})
        if number == 1:
            store(session, PrintRun, {"handout_id": handout.id, "printed_on": facts["today"], "copies": 200,
                                      "printer": "办公室（示例）"})
            store(session, HandedOut, {"handout_id": handout.id, "given_on": facts["today"], "copies": 60,
                                       "whom": "例南镇观摩会（示例）", "occasion": "田间观摩"})


def _delivery(session: Session, facts: dict[str, Any], dealer: Dealer, lot: str, varieties: list[Variety],
              chance: Random) -> None:
    year = facts["today"].year
    quantity = float(chance.randrange(4, 40) * 50)
    store(session, ShipmentLine, {
        "lot": lot, "variety_id": varieties[LOTS.index(lot) % len(varieties)].id, "dealer_id": dealer.id,
        "moved_on": date(year, 3, chance.randrange(1, 28)), "kg": quantity,
        "held_kg": round(quantity * chance.uniform(0, 0.2), 1), "held_on": date(year, 6, 1), "source": INVENTED})


def _case(session: Session, facts: dict[str, Any], line: dict[str, Any], places: list[Place], varieties: list[Variety],
          dealers: list[Dealer], chance: Random) -> None:
    place = places[line["county"]]
    on, line = dated(line, facts["today"])
    state = line["state"]
    sown = date(on.year, 5, 1) + timedelta(days=chance.randrange(0, 12))
    case = store(session, FarmerCase, {
        "code": f"AL-{on.year}-{line['number']:03}", "reported_on": on, "farmer": person(facts, chance),
        "phone": mobile(chance), "region_id": chance.choice(place.townships), "place": names.spot(place.name, "例村"),
        "latitude": round(place.latitude + chance.uniform(-0.15, 0.15), 5),
        "longitude": round(place.longitude + chance.uniform(-0.2, 0.2), 5), "area_mu": float(chance.randrange(5, 60)),
        "crop_id": maize(session).id, "variety_id": chance.choice(varieties).id, "lot": chance.choice(LOTS),
        "dealer_id": chance.choice(dealers).id, "sown_on": sown if sown <= on else None, "stage": line["stage"],
        "symptom": line["symptom"], "part": line["part"], "share": line["share"], "description": line["note"],
        "cause": line["cause"], "advice": line["advice"] if state != "open" else "",
        "follow_up_on": on + timedelta(days=10) if state in ("advised", "follow_up") else None, "remarks": INVENTED})
    way = () if state == "open" else ("advised",) if state == "advised" else ("advised", state)
    for step, after in enumerate(way):
        move_in(session, FarmerCase, case.id, StateChange(after, min(on + timedelta(days=1 + 10 * step), facts["today"])))
    if line.get("article"):
        made = store(session, Article, {"title": f"{line['symptom']}（{line['stage']}）", "crop_id": case.crop_id,
                                        "stage": line["stage"], "symptom": line["symptom"], "cause": line["cause"],
                                        "body": line["advice"], "source": case.code, "remarks": INVENTED})
        store(session, FarmerCase, {"article_id": made.id}, case.id)


def _sown_before(day: date) -> date:
    """The sowing of maize in the season before a day."""
    sown = date(day.year, 5, 4)
    return sown if sown <= day else sown.replace(year=day.year - 1)


def _complaints(session: Session, facts: dict[str, Any], places: list[Place], varieties: list[Variety], dealers: list[Dealer],
                chance: Random) -> None:
    year = facts["today"].year
    for number, known in enumerate(facts["complaints"], 1):
        on = facts["today"] - timedelta(days=known["days"])
        stored = "winter" in known and on.month in STORE
        line = {**known, **known["winter"]} if stored else known
        place = places[line["county"]]
        made = store(session, Complaint, {
            "code": f"TS-{year}-{number:03}", "received_on": on, "kind": line["kind"], "severity": line["severity"],
            "complainant": person(facts, chance), "phone": mobile(chance), "region_id": chance.choice(place.townships),
            "place": names.spot(place.name, "例村"), "area_mu": float(line["area"]), "dealer_id": dealers[line["dealer"]].id,
            "crop_id": maize(session).id, "variety_id": varieties[0].id, "lot": LOTS[0], "bought_kg": line["area"] * 1.5,
            "price": money.stored(line["area"] * 60), "sown_on": None if stored else _sown_before(on),
            "symptom": line["symptom"], "description": line["note"], "owner": facts["manager"], "remarks": INVENTED})
        store(session, Evidence, {"complaint_id": made.id, "kind": "bag", "what": "同批种子空袋一个（示例）", "taken_on": on,
                                  "by": made.complainant, "kept_at": "办公室"})
        if line["state"] == "sampling":
            store(session, SealedSample, {"complaint_id": made.id, "number": f"YP-{number:02}", "seal": f"F{number:04}",
                                          "drawn_on": on + timedelta(days=2), "drawn_how": "剩余种子四分法（示例）",
                                          "quantity_g": 500.0, "parties": "双方签字（示例）", "kept_by": "公司样品库"})
            for state in ("accepted", "sampling"):
                move_in(session, Complaint, made.id, StateChange(state, on + timedelta(days=1)))
