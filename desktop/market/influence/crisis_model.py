"""The file of a crisis: what happened, who was told, who speaks, what was promised, when it was closed."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.core import fields as f
from desktop.core.errors import FieldErrors, Refused
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.moves import Move
from desktop.core.records import Record, living
from desktop.market.influence import words as w
from desktop.people.finding import find_person


class Crisis(Record, table=True):
    """A crisis from the first word of it to the lesson. Whom the firm lets speak is named before anything is said."""

    NAME: ClassVar[str] = N_("Crisis")
    FORM: ClassVar[Groups] = (
        Group("title:2 code state kind gravity happened_on heard_on region_id place:2 complaint_id speaker speaker_phone "
              "what facts statement dont_say", N_("What happened and who speaks")),
        Group("answered_on closed_on reason:2 outcome lesson remarks", N_("How it ended")),
    )
    code: str = f.code(N_("Crisis no."), "WJ", year_of="heard_on")
    title: str = f.text(N_("Crisis in a line"), required=True, search=True)
    state: str = f.state(N_("State"), w.CRISIS, "open")
    kind: str = f.choice(N_("Kind of crisis"), w.CRISES, "quality")
    gravity: str = f.choice(N_("How grave"), w.GRAVITY, "middle")
    happened_on: date | None = f.day(N_("Happened on"))
    heard_on: date | None = f.day(N_("Heard of on"), required=True, index=True)
    region_id: int | None = f.link(N_("Region"), "region.id")
    place: str = f.text(N_("Place"), search=True)
    complaint_id: int | None = f.link(N_("Complaint behind it"), "complaint.id")
    speaker: str = f.text(N_("Who alone speaks for us"))
    speaker_phone: str = f.phone(N_("Phone of the speaker"))
    what: str = f.text(N_("What has happened"), search=True, long=True)
    facts: str = f.text(N_("What is certain, what is not"), long=True)
    statement: str = f.text(N_("What we say"), long=True)
    dont_say: str = f.text(N_("What nobody says"), long=True)
    answered_on: date | None = f.day(N_("Answered on"))
    closed_on: date | None = f.day(N_("File closed on"))
    reason: str = f.text(N_("Reason of the last change"))
    outcome: str = f.text(N_("How it came out"), search=True, long=True)
    lesson: str = f.text(N_("What we learn from it"), search=True, long=True)
    remarks: str = f.text(N_("Remarks"), long=True)

    def detail(self) -> str:
        """Its number and where."""
        return " · ".join(t for t in (self.code, self.place) if t)

    def before_move(self, move: Move, session: Session) -> None:
        """Nobody answers before it is clear who speaks and what; a file closes once all that was promised is done."""
        if move.after == "answered" and not (self.speaker and self.statement):
            raise FieldErrors({name: _("Name who alone speaks, and what is said, before an answer goes out.")
                               for name in ("speaker", "statement") if not getattr(self, name)})
        if move.after == "closed":
            open_ = session.exec(living(CrisisStep).where(col(CrisisStep.crisis_id) == self.id,
                                                          col(CrisisStep.done_on).is_(None)))
            if left := [one.what for one in open_]:
                raise Refused(_("Promised and not done yet: {what}. Do it, or take it out of the list.").format(
                    what=_(", ").join(left)))
            if not self.outcome:
                raise FieldErrors({"outcome": _("Write how it came out before the file is closed.")})


class CrisisTold(Record, table=True):
    """Somebody who was told of a crisis: authority, media, dealer, grower, superior; when, by whom, what they said."""

    NAME: ClassVar[str] = N_("Told of a crisis")
    FORM: ClassVar[Groups] = (Group("told_on hour whom:2 person_id organisation how:2 told_by answer:3"),)
    crisis_id: int | None = f.link(N_("Crisis"), "crisis.id", owned=True, locked=True)
    told_on: date | None = f.day(N_("Told on"), required=True)
    hour: str = f.text(N_("Hour"))
    whom: str = f.text(N_("Who was told"), required=True, search=True)
    organisation: str = f.text(N_("Firm or office"))
    person_id: int | None = f.link(N_("Person"), "person.id")
    how: str = f.text(N_("Told in which way"))
    told_by: str = f.text(N_("Told by"))
    answer: str = f.text(N_("What they answered"))

    def label(self) -> str:
        """Who it was."""
        return self.whom

    def before_save(self, before: Any, session: Session) -> None:
        """Who is known by that name is that person."""
        find_person(self, before, session, name="whom")


class CrisisStep(Record, table=True):
    """Something promised in a crisis: to whom, by whom, until when."""

    NAME: ClassVar[str] = N_("Promise in a crisis")
    FORM: ClassVar[Groups] = (Group("what:2 to_whom who due_on done_on result:2"),)
    crisis_id: int | None = f.link(N_("Crisis"), "crisis.id", owned=True, locked=True)
    what: str = f.text(N_("What was promised"), required=True, search=True)
    to_whom: str = f.text(N_("Promised to"))
    who: str = f.text(N_("Who sees to it"))
    due_on: date | None = f.day(N_("Due"), index=True)
    done_on: date | None = f.day(N_("Done on"))
    result: str = f.text(N_("Result"))

    def label(self) -> str:
        """What was promised."""
        return self.what
