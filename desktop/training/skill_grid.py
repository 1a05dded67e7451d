"""The skill matrix (技能矩阵) as a grid: people down, skills across, the level as it stands now; a level typed in is a new
judgement of today, so that what was before stays on record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.fields import today
from desktop.core.grid import GridChange, GridColumn, GridData, GridSource, Saved
from desktop.core.history import manager
from desktop.core.i18n import _, ngettext
from desktop.core.records import alive, living
from desktop.people.model import Membership, Person
from desktop.training.effect_model import LEVELS, SkillLevel
from desktop.training.rules import offered_skills, said_skill

OURS = ("staff", "promoter")
"""Whose skills are followed, besides everybody who was judged before."""


def newest(session: Session, until: date | None = None) -> dict[tuple[int, str], SkillLevel]:
    """(person, skill in the language in force) → the newest judgement, of all days or until one."""
    query = living(SkillLevel).where(col(SkillLevel.evaluated_on) <= (until or date.max))
    return {(int(one.person_id or 0), said_skill(one.skill)): one for one in session.exec(
        query.order_by(col(SkillLevel.evaluated_on), col(SkillLevel.id)))}


def people_of(session: Session, judged: Sequence[int]) -> list[Person]:
    """Our own people and promoters, and everybody who was judged, by name."""
    ours = session.execute(select(col(Membership.person_id)).where(
        col(Membership.role).in_(OURS), col(Membership.left_on).is_(None), alive(Membership))).scalars()
    ids = {*(int(number) for number in ours if number), *judged}
    return list(session.exec(living(Person).where(col(Person.id).in_(ids)).order_by(col(Person.name), col(Person.id))))


class SkillGrid(GridSource):
    """People and skills, each with the level there is."""

    tables = frozenset({"skilllevel", "person", "membership"})

    def __init__(self, db: Database) -> None:
        self.db = db
        self.skills: list[str] = []

    def load(self) -> GridData:
        """All of them."""
        with self.db.reading() as session:
            known = newest(session)
            persons = people_of(session, [person for person, _skill in known])
            self.skills = offered_skills(session, {})
        columns = [GridColumn(f"skill {place}", skill, "choice", choices=LEVELS, width=128, hint=_hint())
                   for place, skill in enumerate(self.skills)]
        values: list[list[object]] = [[one.level if (one := known.get((person.id, skill))) else None for skill in self.skills]
                                      for person in persons]
        headers = [(str(n), person.name, self._planned(known, person.id)) for n, person in enumerate(persons, 1)]
        return GridData((_("No."), _("Person's name"), _("Next level")), columns, [p.id for p in persons], headers, values)

    def _planned(self, known: dict[tuple[int, str], SkillLevel], person: int) -> str:
        """What is planned for somebody next, the first day first."""
        ahead = sorted((one.target_on or date.max, skill, one) for (who, skill), one in known.items()
                       if who == person and one.target)
        return _(", ").join(f"{skill} {one.level}→{one.target}" for _day, skill, one in ahead[:2]) + (" …" if ahead[2:] else "")

    def save(self, changes: Sequence[GridChange]) -> Saved:
        """Each level that is another than before is a judgement of today; an emptied cell takes one of today back."""
        label = ngettext("{n} skill judged", "{n} skills judged", len(changes)).format(n=len(changes))
        with self.db.operation(label) as session:
            known = newest(session)
            for change in changes:
                self._judge(session, change, known)
        return Saved()

    def _judge(self, session: Session, change: GridChange, known: dict[tuple[int, str], SkillLevel]) -> None:
        skill = self.skills[int(change.column.removeprefix("skill "))]
        before = known.get((change.key, skill))
        of_today = before if before is not None and before.evaluated_on == today() else None
        if change.new is None:
            if of_today is not None:
                verbs.remove(session, SkillLevel, [of_today.id])
            return
        ahead = before is not None and before.target > change.new
        plan = {"target": before.target, "target_on": before.target_on, "plan": before.plan} if before and ahead else {
            "target": "", "target_on": None}
        verbs.store(session, SkillLevel, {
            "person_id": change.key, "skill": skill if before is None else before.skill, "level": change.new,
            "evaluated_on": today(), "evaluated_by": manager(session), **plan}, of_today.id if of_today is not None else None)


def _hint() -> str:
    return _("Type the number of the level, 0 to 4: it is a judgement of today.")
