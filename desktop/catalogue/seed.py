"""Crops, traits and the first season of a new database. Keys come from the codes, so that two laptops agree."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlmodel import Session

from desktop.catalogue.model import Crop, Season, Trait
from desktop.core import catalogues, verbs

YIELDS = frozenset({"yield_mu", "plot_weight", "yield_ha"})
LOWER_IS_BETTER = frozenset({"root_lodging", "stalk_lodging", "barren_rate", "bare_tip", "lodging_rate", "chalkiness",
                             "sclerotinia_rate", "sclerotinia_index", "fusarium_wilt", "verticillium_wilt"})


def seeded_id(table: str, code: str) -> int:
    """The key of a seeded row: 40 bits of its code's hash, far below the keys that laptops make."""
    return int.from_bytes(hashlib.sha256(f"{table}:{code}".encode()).digest()[:5])


def load_catalogue(session: Session) -> int:
    """Add the crops and each crop's traits; gives the number of rows."""
    crops, traits = shipped()
    verbs.take(session, Crop, crops)
    verbs.take(session, Trait, traits)
    return len(crops) + len(traits)


def make_season(session: Session) -> None:
    """This day's business year as the first season, so that trials and sheets have one to name. It can be changed like any."""
    values = Season.proposed(session)
    verbs.insert_many(session, Season, [{**values, "id": seeded_id("season", values["name"])}])


def shipped() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Crops and traits of the catalogues as values of records, keys included."""
    crops = catalogues.load("crops").rows
    traits = catalogues.load("traits")
    scales = catalogues.load("scales").by("id")
    since = {"source": str(traits.source), "valid_from": traits.as_of}
    rows = [{**_trait(crop["code"], row, scales), "position": place, "verified": bool(row["verified"]),
             "formula": row.get("formula", ""), **since, **({"source": row["basis"]} if row.get("basis") else {})}
            for crop in crops for place, row in enumerate(traits.where(crop=crop["traits"]), start=1)]
    return [_crop(row) for row in crops], rows


def _crop(row: catalogues.Row) -> dict[str, Any]:
    return {"id": seeded_id("crop", row["code"]), "code": row["code"], "name_zh": row["zh"], "name_en": row["en"],
            "standard_moisture": row["standard_moisture"], "growth_start": row["growth_start"], "remarks": row["basis"]}


def trait_code(crop: str, code: str) -> str:
    """The code of a crop's trait: maize.plant_height."""
    return f"{crop}.{code}"


def _trait(crop: str, row: catalogues.Row, scales: dict[Any, catalogues.Row]) -> dict[str, Any]:
    code = trait_code(crop, row["code"])
    scale = scales.get(row["scale"], {})
    levels = [level["value"] for level in scale.get("levels", [])]
    return {
        "id": seeded_id("trait", code), "code": code, "name_zh": row["zh"], "name_en": row["en"],
        "crop_id": seeded_id("crop", crop), "kind": row["kind"], "part": row["group"],
        "unit": row["unit_zh"], "unit_en": row["unit_en"],
        "aliases": ", ".join(row["aliases"]), "decimals": row["decimals"], "stage": _both(row, "stage", " / "),
        "method": _both(row, "method", "\n"), "low": row["low"] if not levels else min(levels),
        "high": row["high"] if not levels else max(levels), "scale": row["scale"] or "",
        "categories": "\n".join(f"{c['code']} = {c['zh']} | {c['en']}" for c in row["categories"]),
        "direction": _direction(row, scale), "summary": row["over_sites"], "is_yield": row["code"] in YIELDS,
        "remarks": f"{scale['zh']}\n{scale['en']}" if scale else ""}


def _both(row: catalogues.Row, name: str, between: str) -> str:
    """A text in both languages."""
    return between.join(t for t in dict.fromkeys((row[f"{name}_zh"], row[f"{name}_en"])) if t)


def _direction(row: catalogues.Row, scale: catalogues.Row) -> str:
    if scale:
        return "lower" if scale["worst"] == "high" else "higher"
    if row["code"] in YIELDS or row.get("direction"):
        return str(row.get("direction") or "higher")
    return "lower" if row["code"] in LOWER_IS_BETTER else "none"
