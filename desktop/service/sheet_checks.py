"""What does not hold in a technique sheet: numbers that differ from the announcement, sprays too near the harvest."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.database import Database
from desktop.core.i18n import ngettext
from desktop.core.verbs import get
from desktop.service.announcement import announced_of, flags
from desktop.service.calendar import DatedStep
from desktop.service.technique_model import TechniqueSheet

MOST = 8


def too_near_harvest(lines: Sequence[DatedStep]) -> list[str]:
    """The measures whose safety interval ends after the first day of harvest, as sentences; without a harvest none."""
    harvests = sorted(line.begins for line in lines if line.step.kind == "harvest" and line.begins)
    found = []
    for line in lines:
        wanted, last = line.step.safety_interval, line.ends
        if not wanted or last is None or line.step.kind == "harvest":
            continue
        following = next((day for day in harvests if day >= last), None)
        if following is not None and (following - last).days < wanted:
            found.append(ngettext(
                "{measure}: {days} day between {last} and the harvest on {harvest}; the safety interval is {wanted} "
                "{wanted:day|days}.",
                "{measure}: {days} days between {last} and the harvest on {harvest}; the safety interval is "
                "{wanted} {wanted:day|days}.", (following - last).days).format(
                    measure=line.step.product or line.step.label(), wanted=wanted, days=(following - last).days, last=last,
                    harvest=following))
    return found


def doubts(db: Database, sheet_id: int, lines: Sequence[DatedStep]) -> list[str]:
    """What is doubtful in a sheet, as sentences: its text and measures against the announcement, its safety intervals."""
    sheet = get(db, TechniqueSheet, sheet_id)
    with db.reading() as session:
        announced = announced_of(session, sheet.variety_id)
    text = "\n".join([sheet.target, sheet.body, *(line.step.what for line in lines)])
    return [*too_near_harvest(lines), *(flag.sentence() for flag in flags(text, announced))][:MOST]
