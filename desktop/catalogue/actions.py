"""Lists and verbs of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import String, bindparam, case, func
from sqlmodel import Session, col, select

from desktop.catalogue.model import (
    AnnouncedTrait,
    Bilingual,
    Crop,
    Season,
    Trait,
    Variety,
    VarietyDecision,
    VarietyRegion,
    dictionary,
)
from desktop.core import search
from desktop.core.database import Database
from desktop.core.i18n import N_, SOURCE, _, language
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import Record, alive, living, table_of
from desktop.regions.model import Region


def localized(model: type[Bilingual]) -> Any:
    """The SQL expression of a bilingual record's name in the language in force when the list is read."""
    table = table_of(model)
    chinese, english = func.nullif(table.c.name_zh, ""), func.nullif(table.c.name_en, "")
    in_english = bindparam(f"{table.name}_language", callable_=language, type_=String) == SOURCE
    return case((in_english, func.coalesce(english, chinese, table.c.code)),
                else_=func.coalesce(chinese, english, table.c.code))


def crop_column() -> Column:
    """The column that names the crop."""
    return Column("crop", N_("Crop"), localized(Crop))


def localized_unit() -> Any:
    """The SQL expression of a trait's unit in the language in force when the list is read."""
    table = table_of(Trait)
    in_english = bindparam("unit_language", callable_=language, type_=String) == SOURCE
    return case((in_english, func.coalesce(func.nullif(table.c.unit_en, ""), table.c.unit)), else_=table.c.unit)


CROPS = Listing(
    "crops", N_("Crops"), Crop,
    columns=[column(Crop, "code"), column(Crop, "name_zh"), column(Crop, "name_en"),
             column(Crop, "standard_moisture"), column(Crop, "growth_start")],
    order=("code", False))

STANDING = case((col(Trait.verified), bindparam("trait_verified", callable_=lambda: _("Verified"), type_=String)),
                else_=bindparam("trait_unverified", callable_=lambda: _("To be verified"), type_=String))

TRAITS = Listing(
    "traits", N_("Traits"), Trait,
    columns=[Column("name", N_("Name"), localized(Trait)), crop_column(), column(Trait, "part"),
             column(Trait, "position", shown=False), column(Trait, "kind"),
             Column("standing", N_("Standing"), STANDING), Column("unit", N_("Unit"), localized_unit()),
             column(Trait, "code"), column(Trait, "formula"),
             column(Trait, "decimals", shown=False), column(Trait, "low"),
             column(Trait, "high"), column(Trait, "stage"),
             column(Trait, "source", shown=False), column(Trait, "valid_from", shown=False),
             column(Trait, "scale", shown=False), column(Trait, "direction", shown=False),
             column(Trait, "summary", shown=False), column(Trait, "is_yield")],
    joins=[(Crop, "crop_id")], order=("name", False),
    presets=[Preset("yield", N_("Yield traits"), lambda: (Condition("is_yield", "yes"),)),
             Preset("scores", N_("Scores"), lambda: (Condition("kind", "in", ("score",)),)),
             Preset("derived", N_("Derived traits"), lambda: (Condition("formula", "filled"),))])

VARIETIES = Listing(
    "varieties", N_("Varieties"), Variety,
    columns=[column(Variety, "name"), column(Variety, "name_en"), column(Variety, "code", shown=False), crop_column(),
             column(Variety, "kind"), column(Variety, "state"),
             column(Variety, "approval_number"), column(Variety, "approved_year", shown=False),
             column(Variety, "registration_number", shown=False),
             column(Variety, "pvp_number", shown=False), column(Variety, "maturity"),
             column(Variety, "breeder", shown=False), column(Variety, "owner", shown=False)],
    joins=[(Crop, "crop_id")], order=("name", False),
    presets=[Preset("own", N_("Our varieties"), lambda: (Condition("kind", "in", ("own",)),)),
             Preset("competitors", N_("Competitors' varieties"), lambda: (Condition("kind", "in", ("competitor",)),)),
             Preset("checks", N_("Check varieties"), lambda: (Condition("kind", "in", ("check",)),))])

ANNOUNCED = Listing(
    "announced_traits", N_("As announced"), AnnouncedTrait,
    columns=[Column("trait", N_("Trait"), localized(Trait)), column(AnnouncedTrait, "value"),
             Column("unit", N_("Unit"), localized_unit()), column(AnnouncedTrait, "wording"),
             column(AnnouncedTrait, "source")],
    joins=[(Trait, "trait_id")], order=("trait", False))

SUITABLE_REGIONS = Listing(
    "variety_regions", N_("Suitable regions"), VarietyRegion,
    columns=[Column("region", N_("Region"), table_of(Region).c.full_name),
             column(VarietyRegion, "basis")],
    joins=[(Region, "region_id")], order=("region", False))

DECISIONS = Listing(
    "variety_decisions", N_("Decisions"), VarietyDecision,
    columns=[column(VarietyDecision, "decided_on"), column(VarietyDecision, "state"),
             column(VarietyDecision, "decided_by"), column(VarietyDecision, "reason")],
    order=("decided_on", True))

SEASONS = Listing(
    "seasons", N_("Seasons"), Season,
    columns=[column(Season, "name"), column(Season, "year"), column(Season, "starts_on"),
             column(Season, "ends_on"), column(Season, "remarks", shown=False)],
    order=("year", True))

LISTINGS = (CROPS, TRAITS, VARIETIES, ANNOUNCED, DECISIONS, SUITABLE_REGIONS, SEASONS)


def similar_varieties(session: Session, values: Mapping[str, Any], record_id: int | None) -> list[search.Hit]:
    """Varieties of the same name or with the same approval, registration or variety right number."""
    table = table_of(Variety)
    wanted = [table.c[name] == values[name] for name in ("name", "approval_number", "registration_number", "pvp_number")
              if values.get(name)]
    return similar(session, Variety, wanted, record_id)


def similar(session: Session, model: type[Record], wanted: list[Any], record_id: int | None) -> list[search.Hit]:
    """Up to five living records that meet one of the conditions, without the one being edited."""
    from sqlalchemy import or_

    if not wanted:
        return []
    query = select(model).where(or_(*wanted), alive(model), col(model.id) != (record_id or 0))
    return [search.Hit(table_of(model).name, r.id, r.label(), r.detail()) for r in session.exec(query.limit(5))]


def trait_doubts(session: Session, values: Mapping[str, Any], _record_id: int | None) -> dict[str, str]:
    """A hint where a formula adds up different units."""
    from desktop.catalogue.formula_check import unit_hint

    hint = unit_hint(values.get("formula") or "", dictionary(session, values.get("crop_id")))
    return {"formula": hint} if hint else {}


def crops(db: Database) -> list[Crop]:
    """All crops, by code."""
    return _all(db, Crop, "code")


def traits(db: Database, crop_id: int | None = None) -> list[Trait]:
    """The traits for a crop, its own and those for every crop, in the order of recording; all where no crop is named."""
    found = sorted(_all(db, Trait, "code"), key=lambda t: (t.crop_id is None, t.crop_id or 0, t.recording_order()))
    if crop_id is None:
        return found
    return sorted((t for t in found if t.crop_id in (None, crop_id)), key=Trait.recording_order)


def _all(db: Database, model: type[Any], order: str) -> list[Any]:
    with db.reading() as session:
        query = living(model).order_by(table_of(model).c[order])
        return list(session.exec(query))
