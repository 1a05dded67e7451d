"""A version filled in from what is known: variety and its approvals, the label's pack, the standard in force, and what our
own labels in force say of producer and licence.

Only what is empty is filled in; it is read over and saved as what somebody drafted.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlmodel import Session, col

from desktop.catalogue.model import AnnouncedTrait, Crop, Variety, VarietyRegion
from desktop.core import settings, verbs
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.fields import today
from desktop.core.i18n import _
from desktop.core.records import living, title_of
from desktop.labels import quality
from desktop.labels.model import LabelItem, LabelVersion

OUR_OWN = ("producer", "licence_no", "address", "contact")
MANUAL = ("traits_text", "cultivation", "adaptability", "risks", "advice")
SIZES = ("width_mm", "height_mm", "name_mm", "net_mm", "least_mm")


def fill_in(db: Database, version_id: int) -> str:
    """Fill in the empty fields of a version; says which. Raises `UserError` where nothing is known that is not there yet."""
    with db.operation(_("Label filled in")) as session:
        version = session.get_one(LabelVersion, version_id)
        item = session.get(LabelItem, version.item_id) if version.item_id else None
        known = known_of(session, version, item) if item is not None else {}
        fresh = {name: value for name, value in known.items()
                 if value not in ("", None) and getattr(version, name) in ("", None)}
        if not fresh:
            raise UserError(_("Nothing is known that is not filled in yet: see the variety's record and the labels in force."))
        verbs.store(session, LabelVersion, fresh, version_id)
    return _("Filled in: {fields}").format(fields=_(", ").join(title_of(LabelVersion, name) for name in fresh))


def known_of(session: Session, version: LabelVersion, item: LabelItem) -> dict[str, Any]:
    """What is known of each printed field."""
    day = version.made_on or today()
    variety = session.get(Variety, item.variety_id) if item.variety_id else None
    crop = session.get(Crop, variety.crop_id) if variety is not None and variety.crop_id else None
    own = _of_our_labels(session, item)
    pack = f"{item.kernels}粒" if item.kernels else weight(item.net_g)
    found = {**own, "net_content": f"净含量：{pack}" if pack else "", "standard_no": _standard(crop, version, day)}
    if not found.get("producer"):
        found["producer"] = str(settings.office_in(session, "company") or "")
    return {**found, **_of_variety(session, variety, crop, item)}


def weight(grams: float | None) -> str:
    """A net weight as the rules want it printed: g below 1000 g, kg from there on."""
    if not grams:
        return ""
    return f"{grams / 1000:g} kg" if grams >= 1000 else f"{grams:g} g"


def _of_variety(session: Session, variety: Variety | None, crop: Crop | None, item: LabelItem) -> dict[str, Any]:
    if variety is None:
        return {}
    regions = session.exec(living(VarietyRegion).where(col(VarietyRegion.variety_id) == variety.id)).all()
    traits = session.exec(living(AnnouncedTrait).where(col(AnnouncedTrait.variety_id) == variety.id)).all()
    said = "，".join(text for trait in traits if (text := (trait.wording or "").strip("。，; ")))
    found: dict[str, Any] = {
        "printed_name": variety.name, "crop_name": crop.name_zh if crop is not None else "",
        "approval_no": variety.approval_number or next((one.basis for one in regions if one.basis), ""),
        "registration_no": variety.registration_number, "pvp_no": variety.pvp_number, "area": variety.suitable_area}
    if item.kind == "manual":
        found |= {"traits_text": f"{said}。" if said else "", "adaptability": variety.suitable_area}
    return found


def _of_our_labels(session: Session, item: LabelItem) -> dict[str, Any]:
    """Producer, licence, address and contact as on the newest of our labels in force; sizes and sales season as on a label of
    the same kind and variety."""
    rows = session.exec(living(LabelVersion).where(col(LabelVersion.state) == "effective").order_by(
        col(LabelVersion.effective_from).desc(), col(LabelVersion.id).desc())).all()
    found = {name: next((value for one in rows if (value := getattr(one, name))), "") for name in OUR_OWN}
    for one in rows:
        other = session.get(LabelItem, one.item_id) if one.item_id else None
        if other is not None and other.kind == item.kind and other.variety_id == item.variety_id:
            names = (*SIZES, "category", "seed_class", "season_text", *(MANUAL if item.kind == "manual" else ()))
            return {**found, **{name: getattr(one, name) for name in names}}
    return found


def _standard(crop: Crop | None, version: LabelVersion, day: date) -> str:
    """The standard that seed of a crop falls under on a day; empty where there are several or none."""
    rows = quality.candidates(crop.code, day, version.category, version.seed_class, version.single_seed) if crop else []
    codes = {str(row["standard"]) for row in rows}
    return codes.pop() if len(codes) == 1 else ""
