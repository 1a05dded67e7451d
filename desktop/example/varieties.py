"""Invented hybrids with what would have been announced of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlmodel import Session, select

from desktop.catalogue.model import AnnouncedTrait, Crop, Trait, Variety, VarietyDecision, VarietyRegion
from desktop.core.verbs import store
from desktop.example import names

ANNOUNCED = (("plant_height", "height", "cm"), ("ear_height", "ear", "cm"), ("growth_days", "days", "天"))


def maize(session: Session) -> Crop:
    """The crop maize of the catalogue."""
    return session.exec(select(Crop).where(Crop.code == "maize")).one()


def trait(session: Session, code: str) -> Trait:
    """A trait of maize by its code in the catalogue."""
    return session.exec(select(Trait).where(Trait.code == f"maize.{code}")).one()


def make_varieties(session: Session, facts: dict[str, Any]) -> dict[str, Variety]:
    """The hybrids by their codes."""
    made = {}
    year = facts["today"].year
    for place, line in enumerate(facts["varieties"]):
        own = line["kind"] == "own"
        variety = store(session, Variety, {
            "code": line["code"], "name": line["name"], "name_en": line["name_en"], "crop_id": maize(session).id,
            "kind": line["kind"], "state": line["state"],
            "breeder": facts["company"] if own else names.called("其他单位（虚构）"),
            "approval_number": f"例审玉{year - 3 - place % 4}{place + 1:04}" if line["state"] != "testing" else "",
            "approved_year": year - 3 - place % 4 if line["state"] != "testing" else None,
            "maturity": "中熟", "suitable_area": "黑龙江省第二积温带（虚构公告）", "remarks": "虚构示例"})
        for code, key, unit in ANNOUNCED:
            store(session, AnnouncedTrait, {"variety_id": variety.id, "trait_id": trait(session, code).id,
                                            "value": float(line[key]), "wording": f"{line[key]} {unit}", "source": "虚构公告"})
        store(session, VarietyDecision, {"variety_id": variety.id, "state": line["state"],
                                         "decided_on": date(year, 2, 10), "reason": "虚构示例"})
        if own:
            for county in facts["counties"]:
                store(session, VarietyRegion, {"variety_id": variety.id, "region_id": int(county["code"]),
                                               "basis": "虚构公告"})
        made[line["code"]] = variety
    return made
