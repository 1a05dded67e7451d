"""What is done with sheets of key figures: what was reached taken from the records, the next sheet made from this one."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col

from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.core.i18n import _
from desktop.core.periods import Period
from desktop.core.records import living
from desktop.core.verbs import store
from desktop.dealers.model import Dealer
from desktop.regions.tree import descendants
from desktop.reports.kpi import states as s
from desktop.reports.kpi.model import KpiLine, KpiSheet
from desktop.reports.measures.measure import ALL, Number, Scope
from desktop.reports.measures.measure_list import MEASURES
from desktop.reports.periodic.layouts import start_of
from desktop.reports.periodic.states import SEASON

HALF = 15


def lines_of(session: Session, sheet_id: int) -> list[KpiLine]:
    """The lines of a sheet, in order."""
    return list(session.exec(living(KpiLine).where(col(KpiLine.sheet_id) == sheet_id).order_by(
        col(KpiLine.position), col(KpiLine.id))))


def scope_of(session: Session, region_id: int | None) -> Scope:
    """Whose rows count for a region: its dealers and what lies in it and below it; all without one."""
    if region_id is None:
        return ALL
    below = descendants(session, region_id)
    dealers = session.exec(living(Dealer).where(col(Dealer.region_id).in_(below)))
    return Scope(frozenset(dealer.id for dealer in dealers), frozenset(below))


def take(db: Database, sheet_id: int) -> int:
    """Write what was reached into the lines that the records can count; how many those were."""
    with db.operation(_("Key figures taken from the records")) as session:
        sheet = session.get_one(KpiSheet, sheet_id)
        first, last = sheet.starts_on, sheet.ends_on
        assert first is not None and last is not None
        scope, counted = scope_of(session, sheet.region_id), 0
        for line in lines_of(session, sheet_id):
            if line.measure == s.TYPED:
                continue
            store(session, KpiLine, {**_taken(session, line.measure, first, last, scope, sheet.halves), "taken_from": first,
                                     "taken_until": last}, line.id)
            counted += 1
        return counted


def _taken(session: Session, key: str, first: date, last: date, scope: Scope, halves: bool) -> dict[str, float | None]:
    measure = MEASURES[key]

    def of(begin: date, end: date) -> float | None:
        return in_units(measure.of(session, begin, end, scope), measure.kind)

    found = {"actual": of(first, last)}
    if halves:
        found |= {"first_half": of(first, first.replace(day=HALF)), "second_half": of(first.replace(day=HALF + 1), last)}
    return found


def in_units(value: Number, kind: str) -> float | None:
    """A figure as a sheet holds it: money in yuan."""
    if value is None:
        return None
    return value / 100 if kind == "money" else float(value)


def next_sheet(db: Database, sheet_id: int) -> KpiSheet:
    """The sheet of the period after, with the same figures, targets and steps."""
    with db.operation(_("Sheet of the next period made")) as session:
        sheet = session.get_one(KpiSheet, sheet_id)
        assert sheet.starts_on is not None and sheet.ends_on is not None
        if sheet.kind == SEASON:
            raise Refused(_("After a season comes none by itself: make a new sheet and choose its days."))
        after = Period(sheet.starts_on, sheet.ends_on, sheet.kind, start_of(session)).after()
        made = store(session, KpiSheet, {
            "kind": sheet.kind, "starts_on": after.first, "person_id": sheet.person_id, "region_id": sheet.region_id,
            "judge": sheet.judge, "halves": sheet.halves})
        for line in lines_of(session, sheet_id):
            store(session, KpiLine, {name: getattr(line, name) for name in (
                "measure", "title", "target", "weight", "less", "steps", "basis")} | {"sheet_id": made.id})
        return made
