"""What the checks of a label version stand on: what is printed, and what variety, approvals and sales region say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from desktop.catalogue.model import AnnouncedTrait, Crop, Variety, VarietyRegion
from desktop.core import catalogues
from desktop.core.fields import today
from desktop.core.records import alive, alive_in_sql, living, table_of
from desktop.core.settings import office_in
from desktop.regions.model import Region
from desktop.regions.tree import ancestors

MONTH = re.compile(r"(\d{4})年(\d{2})月")
OURS = {"producer": "company", "licence_no": "company_licence", "address": "company_address"}
"""Of the fields of a label the settings that hold what our own licence says."""
PLACES = ("province", "prefecture", "county")


@dataclass(frozen=True)
class Facts:
    """`printed` holds the fields of the version; the rest is what it is compared with, empty where nobody recorded it.

    `in_area`: whether the label's sales region lies in the regions of the variety's approvals; None where that is not known.
    `altered`: findings of text pasted over or cut away on its prints. `same_unit`: another label with the unit code of its QR.
    `ours`: producer, licence number and address of the company, as in the settings.
    """

    kind: str = "label"
    day: date = date.min
    today: date = date.min
    printed: Mapping[str, Any] = field(default_factory=dict)
    net_g: float | None = None
    kernels: int | None = None
    crop: str = ""
    crop_names: tuple[str, ...] = ()
    main_crop: bool | None = None
    variety: str = ""
    approvals: tuple[str, ...] = ()
    registration: str = ""
    pvp: str = ""
    suitable_area: str = ""
    in_area: bool | None = None
    announced: str = ""
    places: tuple[str, ...] = ()
    language: str = "zh"
    barcode: str = ""
    altered: int = 0
    same_unit: str = ""
    ours: Mapping[str, str] = field(default_factory=dict)

    def said(self, name: str) -> Any:
        """What is printed in a field, without blanks around it."""
        value = self.printed.get(name)
        return value.strip() if isinstance(value, str) else value

    def tested(self) -> date | None:
        """The first day of the month in the test date as printed."""
        found = MONTH.search(self.said("tested") or "")
        year, month = (int(found[1]), int(found[2])) if found else (0, 0)
        return date(year, month, 1) if 1950 <= year <= 2100 and 1 <= month <= 12 else None


class Known:
    """What many versions are compared with, asked for once: varieties, places in names, unit codes, altered prints."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._varieties: dict[tuple[int | None, int | None], dict[str, Any]] = {}
        self._places: dict[str, tuple[str, ...]] = {}

    def of_variety(self, variety_id: int | None, region_id: int | None) -> dict[str, Any]:
        """What is on record of a variety, seen from a sales region."""
        if (variety_id, region_id) not in self._varieties:
            variety = self.session.get(Variety, variety_id) if variety_id else None
            self._varieties[variety_id, region_id] = _of_variety(self.session, variety, region_id)
        return self._varieties[variety_id, region_id]

    def places(self, name: str) -> tuple[str, ...]:
        """The places whose names stand in a variety's name."""
        if name not in self._places:
            self._places[name] = _places(self.session, name)
        return self._places[name]

    @cached_property
    def altered(self) -> Mapping[int, int]:
        """Version → findings of text that was pasted over or cut away."""
        return {int(row[0]): int(row[1]) for row in self.session.connection().exec_driver_sql(
            "SELECT version_id, count(*) FROM qualityfinding WHERE kind = 'altered' AND version_id IS NOT NULL AND "
            f"{alive_in_sql('qualityfinding')} GROUP BY version_id")}

    @cached_property
    def units(self) -> Mapping[str, Mapping[int, str]]:
        """Unit code → the labels (key, name) whose QR texts bear it."""
        found: dict[str, dict[int, str]] = {}
        for item, name, said in self.session.connection().exec_driver_sql(
                f"SELECT item_id, item_name, qr_text FROM labelversion WHERE qr_text <> '' AND {alive_in_sql('labelversion')}"):
            if unit := unit_of(said):
                found.setdefault(unit, {})[item] = name
        return found

    @cached_property
    def ours(self) -> Mapping[str, str]:
        """What the settings say of the company's licence, by the field of a label that prints it."""
        return {name: str(office_in(self.session, setting) or "").strip() for name, setting in OURS.items()}

    def same_unit(self, version: Any) -> str:
        """The name of another label whose QR text bears the same unit code."""
        others = self.units.get(unit_of(version.qr_text), {})
        return next((name for item, name in others.items() if item != version.item_id), "")


def unit_of(text: str) -> str:
    """The unit code in the text of a QR code: its third line."""
    lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
    return lines[2] if len(lines) > 2 else ""


def facts_of(session: Session, version: Any, item: Any, on: date | None = None, known: Known | None = None) -> Facts:
    """The facts of a version as of the day it was drafted on, or of `on`; `item` is its label, or None."""
    known = known or Known(session)
    printed = version.model_dump()
    day = on or version.made_on or today()
    own: dict[str, Any] = {"altered": known.altered.get(version.id, 0), "same_unit": known.same_unit(version),
                           "ours": known.ours}
    if item is None:
        return Facts(day=day, today=today(), printed=printed, **own)
    of_variety = known.of_variety(item.variety_id, item.region_id)
    name = printed.get("printed_name") or of_variety.get("variety", "")
    return Facts(item.kind, day, today(), printed, item.net_g, item.kernels, **of_variety, **own, places=known.places(name),
                 language=item.language, barcode=item.barcode)


def _of_variety(session: Session, variety: Variety | None, region_id: int | None) -> dict[str, Any]:
    if variety is None:
        return {}
    crop = session.get(Crop, variety.crop_id) if variety.crop_id else None
    regions = session.exec(living(VarietyRegion).where(col(VarietyRegion.variety_id) == variety.id)).all()
    traits = session.exec(living(AnnouncedTrait).where(col(AnnouncedTrait.variety_id) == variety.id)).all()
    numbers = (variety.approval_number, *(region.basis for region in regions))
    announced = [f"{trait.wording} {'' if trait.value is None else f'{trait.value:g}'}" for trait in traits]
    return {**_of_crop(crop), "variety": variety.name, "approvals": tuple(dict.fromkeys(n for n in numbers if n)),
            "registration": variety.registration_number, "pvp": variety.pvp_number, "suitable_area": variety.suitable_area,
            "in_area": _inside(session, region_id, {region.region_id for region in regions}),
            "announced": " ".join((*announced, variety.maturity if announced else "")).strip()}


def _of_crop(crop: Crop | None) -> dict[str, Any]:
    if crop is None:
        return {}
    row = catalogues.load("crops").by("code").get(crop.code, {})
    names = (crop.name_zh, crop.name_en, *row.get("also", ()), *row.get("kind_of", ()))
    return {"crop": crop.code, "crop_names": tuple(n for n in names if n), "main_crop": row.get("main_crop")}


def _inside(session: Session, region_id: int | None, approved: set[int | None]) -> bool | None:
    if region_id is None or not approved:
        return None
    if set(ancestors(session, region_id)) & approved:
        return True
    partly = any(region_id in ancestors(session, one) for one in approved if one is not None)
    return None if partly else False


def _places(session: Session, name: str) -> tuple[str, ...]:
    """The places from county level up whose names stand in a variety's name."""
    if not name:
        return ()
    table = table_of(Region)
    query = select(table.c.name).where(alive(table), table.c.level.in_(PLACES), (
        func.instr(name, table.c.name) > 0) | ((func.length(table.c.short) > 1) & (func.instr(name, table.c.short) > 0)))
    return tuple(session.exec(query.limit(3)).all())
