"""What is done with a round: its sheet is filled in, it is judged by its marks, plans are made of what is weak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from sqlmodel import Session, col

from desktop.core import catalogues
from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.core.fields import today
from desktop.core.i18n import _
from desktop.core.records import living
from desktop.core.units import exact
from desktop.core.verbs import insert_many, store
from desktop.sales.outlets.check_model import CheckLine, CheckRound, OutletPlan
from desktop.sales.outlets.rules import items, rule


@dataclass(frozen=True)
class Part:
    """A part of the sheet: its name, full marks and those given, over the items that were marked."""

    name: str
    full: Fraction
    given: Fraction
    weak: tuple[str, ...]

    @property
    def percent(self) -> Fraction | None:
        """What was given of what there is; None where nothing was marked."""
        return self.given * 100 / self.full if self.full else None


def lines_of(session: Session, round_id: int) -> list[CheckLine]:
    """The items of a round in the order of its sheet."""
    return list(session.exec(living(CheckLine).where(col(CheckLine.round_id) == round_id).order_by(col(CheckLine.id))))


def parts_of(lines: Sequence[CheckLine]) -> list[Part]:
    """The parts of a round with their marks, in the order of the sheet; items without marks count for nothing."""
    marked = [line for line in lines if line.marks is not None and line.full_marks]
    made = []
    for name in dict.fromkeys(line.part for line in marked):
        mine = [line for line in marked if line.part == name]
        weak = tuple(line.fault or line.item for line in mine if (line.marks or 0) < (line.full_marks or 0))
        made.append(Part(name, sum((exact(line.full_marks or 0) for line in mine), Fraction(0)),
                         sum((exact(line.marks or 0) for line in mine), Fraction(0)), weak))
    return made


def percent_of(lines: Sequence[CheckLine]) -> Fraction | None:
    """The marks of a round in percent of those that its marked items have; None where nothing was marked."""
    parts = parts_of(lines)
    full = sum((part.full for part in parts), Fraction(0))
    return sum((part.given for part in parts), Fraction(0)) * 100 / full if full else None


def fill_sheet(db: Database, round_id: int) -> int:
    """Put the items of its sheet that it lacks below a round; how many that were."""
    with db.operation(_("Check sheet filled in")) as session:
        done = session.get_one(CheckRound, round_id)
        there = {line.item for line in lines_of(session, round_id)}
        rows = [{"round_id": round_id, "part": catalogues.text(row, "part"), "item": catalogues.text(row),
                 "full_marks": float(row["marks"]), "must": row["must"]}
                for row in items(done.sheet, done.checked_on or done.planned_on or today())]
        rows = [row for row in rows if row["item"] not in there]
        insert_many(session, CheckLine, rows)
        return len(rows)


def judge(db: Database, round_id: int) -> str:
    """Give a round its result by its marks: passed from the limit on, and where nothing that must hold is missing.

    Raises `Refused` where the check was not made, or an item has no marks yet.
    """
    with db.operation(_("Check judged")) as session:
        done = session.get_one(CheckRound, round_id)
        lines = lines_of(session, round_id)
        percent = percent_of(lines)
        if done.state != "done":
            raise Refused(_("Fill in the day on which the check was made first."))
        missing = next((line.item for line in lines if line.full_marks and line.marks is None), "")
        if percent is None or missing:
            raise Refused(_("Every item needs its marks first; “{item}” has none.").format(item=missing or _("the sheet")))
        broken = any(line.state in ("open", "stopped") and (line.must or line.swap) for line in lines)
        passed = percent >= rule("pass_percent", done.checked_on or today()) and not broken
        return store(session, CheckRound, {"result": "passed" if passed else "failed"}, round_id).result


def plan_improvements(db: Database, round_id: int) -> int:
    """Plan an improvement for each weak part of a round, a training for each very weak one; how many are new.

    Raises `Refused` where nothing was marked.
    """
    with db.operation(_("Improvements planned")) as session:
        done = session.get_one(CheckRound, round_id)
        day = done.checked_on or today()
        parts = parts_of(lines_of(session, round_id))
        if not parts:
            raise Refused(_("Give the items their marks first."))
        weak, training = rule("weak_percent", day), rule("training_percent", day)
        due = day + timedelta(days=int(rule("plan_days", day)))
        known = {(plan.kind, plan.part) for plan in session.exec(
            living(OutletPlan).where(col(OutletPlan.round_id) == round_id))}
        wanted = [(kind, part) for part in parts if part.percent is not None and part.percent < weak
                  for kind in (("improvement", "training") if part.percent < training else ("improvement",))]
        rows = [{"outlet_id": done.outlet_id, "round_id": round_id, "kind": kind, "part": part.name, "due_on": due,
                 "what": _what(kind, part)} for kind, part in wanted if (kind, part.name) not in known]
        insert_many(session, OutletPlan, rows)
        return len(rows)


def _what(kind: str, part: Part) -> str:
    name = part.name or _("the whole sheet")
    if kind == "training":
        return _("Train the staff: {part}").format(part=name)
    return _("Improve {part}: {items}").format(part=name, items=_("; ").join(part.weak))


def recheck(db: Database, round_id: int) -> CheckRound:
    """Plan the recheck of a round for the latest deadline of its open faults, which are its items.

    Raises `Refused` where no fault is open.
    """
    with db.operation(_("Recheck planned")) as session:
        done = session.get_one(CheckRound, round_id)
        faults = [line for line in lines_of(session, round_id) if line.state == "open"]
        if not faults:
            raise Refused(_("No fault of this round is open: there is nothing to recheck."))
        day = max((line.deadline for line in faults if line.deadline), default=None) or today() + timedelta(
            days=int(rule("deadline_days", today())))
        return store(session, CheckRound, {
            "outlet_id": done.outlet_id, "kind": "recheck", "sheet": done.sheet, "planned_on": day,
            "checked_by": done.checked_by,
            "purpose": _("Recheck of {code}: {faults}").format(code=done.code, faults=_("; ").join(
                line.label() for line in faults))})
