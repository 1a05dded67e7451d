"""Promised quality against the standards in force on a day, from resources/catalogues/seed_standards.json. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from desktop.core import catalogues
from desktop.core.i18n import SOURCE, _, language
from desktop.core.units import quantity

LIMITS = {"purity": "purity_min", "cleanness": "cleanness_min", "germination": "germination_min"}
HYBRID = frozenset({"hybrid", "single", "single_seed", "double", "f1_fuzzy", "f1_delinted"})
CONVENTIONAL = frozenset({"conventional", "fuzzy", "delinted"})
NUMBER = re.compile(r"(GB|NY)(?:/T)?\s*(\d+(?:\.\d+)?)(?:[-—–](\d{4}))?", re.IGNORECASE)


def in_force(row: Mapping[str, Any], on: date) -> bool:
    """Whether a row of a standard, or a standard, holds on a day; one whose beginning is not known counts."""
    return (row["effective_from"] or "") <= on.isoformat() <= (row["effective_to"] or "9999")


def candidates(crop: str, on: date, category: str, seed_class: str, single_seed: bool) -> list[Mapping[str, Any]]:
    """The rows of the standards in force that seed of this crop, category and class may fall under."""
    wanted = HYBRID if category == "hybrid" else CONVENTIONAL if category == "conventional" else None
    plain = crop.partition("_")
    found = [row for row in catalogues.load("seed_standards").where(crop=plain[0]) if in_force(row, on)]
    if any(row["kind"] == "all" for row in found):
        return [row for row in found if row["kind"] == "all"]
    found = [row for row in found if (wanted is None or row["kind"] in wanted)
             and (not row["type"] or not plain[2] or row["type"] == plain[2])
             and (row["kind"] == "single_seed") == (single_seed and row["crop"] == "maize")]
    return [row for row in found if not seed_class or row["class"] in (seed_class, "none")
            or (seed_class == "breeder" and row["class"] == "basic")]


def against_standard(crop: str, on: date, promised: Mapping[str, float], category: str = "", seed_class: str = "",
                     single_seed: bool = False) -> tuple[str, str]:
    """How a promise stands to the standard: right, wrong, doubt (it depends on the class, or on a cold region) or unknown.

    A standard whose figures are not recorded judges nothing.
    """
    rows = candidates(crop, on, category, seed_class, single_seed) if crop else []
    if not rows:
        return "unknown", _("No standard of this crop and class is recorded: compare by eye.")
    if all(row["moisture_max"] is None for row in rows):
        return "unknown", _("The figures of {standard} are not recorded: nothing can be judged by them.").format(
            standard=rows[0]["standard"])
    missed = {_name(row): _misses(row, promised) for row in rows}
    worst = min(missed.values(), key=len)
    verified = all(row["verified"] for row in rows)
    if worst:
        return "wrong" if verified else "doubt", _("Below {standard}: {items}.").format(
            standard=_(" / ").join(missed), items=_(", ").join(worst))
    if others := [name for name, items in missed.items() if items]:
        return "doubt", _("Not enough for: {classes}.").format(classes=_(", ").join(others))
    if any(promised["moisture"] > row["moisture_max"] for row in rows if row["moisture_max"] is not None):
        return "doubt", _("Moisture above {limit} % is allowed in cold regions only.").format(
            limit=min(row["moisture_max"] for row in rows))
    return ("right", "") if verified else ("doubt", _("Enough by figures of the standard that are to be verified."))


def _name(row: Mapping[str, Any]) -> str:
    return f"{row['standard']} {row['en'] if language() == SOURCE else row['zh']}"


def _percent(value: float) -> str:
    return quantity(f"{value:g}", "%")


def _misses(row: Mapping[str, Any], promised: Mapping[str, float]) -> list[str]:
    found = [f"{_percent(promised[name])} < {_percent(row[key])}" for name, key in LIMITS.items()
             if row[key] is not None and promised[name] < row[key]]
    most = row.get("moisture_cold_max") or row["moisture_max"]
    if most is not None and promised["moisture"] > most:
        found.append(f"{_percent(promised['moisture'])} > {_percent(most)}")
    return found


def edition(said: str, on: date) -> tuple[str, str]:
    """Whether the standard that is cited is the edition in force on a day."""
    found = NUMBER.search(said)
    if found is None:
        return "unknown", _("“{said}” names no standard: look it up.").format(said=said)
    number = f"{found[1].upper()} {found[2]}"
    known = [one for one in catalogues.load("seed_standards").head["standards"]
             if one["code"].rpartition("-")[0].startswith(number)]
    now = [one["code"] for one in known if in_force(one, on)]
    if not now:
        return "unknown", _("“{said}” is not among the standards recorded: look it up.").format(said=said)
    if not found[3]:
        return "doubt", _("In force is {code}: cite the year.").format(code=now[0])
    if any(code.endswith(f"-{found[3]}") for code in now):
        return "right", ""
    return "wrong", _("On {day} {code} is in force.").format(day=on, code=now[0])
