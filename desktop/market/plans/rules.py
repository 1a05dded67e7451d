"""The rules of promotion plans from their catalogue."""

from __future__ import annotations

from datetime import date

from desktop.core import catalogues
from desktop.core.catalogues import Row
from desktop.trade.stages import StageRules

NAME = "plan_rules"
COUNTED = ("demos", "field_days", "trainings")


def stage_rules() -> StageRules:
    """The limits between the stages."""
    rows = {row["code"]: float(row["value"]) for row in catalogues.load(NAME).where(kind="stage")}
    return StageRules(**rows)


def role(code: str) -> Row:
    """What belongs to a role: weight in a county, most varieties, demonstrations, field days, trainings."""
    return catalogues.load(NAME).where(kind="role", code=code)[0]


def cost(code: str) -> int:
    """What a demonstration, field day or training costs, in fen."""
    return int(catalogues.load(NAME).where(kind="cost", code=code)[0]["value"])


def limit(code: str) -> float:
    """A limit by its code."""
    return float(catalogues.load(NAME).where(kind="limit", code=code)[0]["value"])


def step_days(code: str, year: int) -> tuple[date, date, str]:
    """First and last day of a step for a year of sowing, and what is done. What is ordered before sowing begins in the year
    before."""
    row = catalogues.load(NAME).where(kind="step", code=code)[0]
    begins, ends = (date.fromisoformat(f"{year}-{row[name]}") for name in ("from", "until"))
    if ends < begins:
        begins = begins.replace(year=year - 1) if code == "orders" else begins
        ends = ends if code == "orders" else ends.replace(year=year + 1)
    return begins, ends, catalogues.text(row)
