"""Posts of the area, who holds them, and who is wanted for those that are free."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.core import fields as f
from desktop.core.errors import FieldErrors
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.records import Record, living
from desktop.core.verbs import store
from desktop.people.finding import keep_person
from desktop.reports.team import states as s


class TeamPost(Record, table=True):
    """A post of the establishment: how many people it is for, and what is asked of them."""

    NAME: ClassVar[str] = N_("Post")
    FORM: ClassVar[Groups] = (Group("name:2 work region_id headcount wanted_by requirements:3 remarks:3"),)
    name: str = f.text(N_("Name of the post"), required=True, search=True)
    work: str = f.choice(N_("Job held"), s.WORK, "sales")
    region_id: int | None = f.link(N_("Region"), "region.id")
    headcount: int | None = f.whole(N_("People by the establishment"), low=0, default=1)
    wanted_by: date | None = f.day(N_("To be filled by"))
    requirements: str = f.text(N_("Asked of who holds it"), search=True, long=True)
    remarks: str = f.text(N_("Remarks"), long=True)


class TeamMember(Record, table=True):
    """A colleague of the team: work, region, since when, with how many years before, led by whom."""

    NAME: ClassVar[str] = N_("Colleague")
    FORM: ClassVar[Groups] = (
        Group("name:2 mobile post_id work region_id hired_on years_before coach_id left_on why_left:2 remarks:3"),)
    name: str = f.text(N_("Person's name"), required=True, search=True)
    mobile: str = f.phone(N_("Mobile"))
    person_id: int | None = f.link(N_("Person"), "person.id")
    post_id: int | None = f.link(N_("Post"), "teampost.id")
    work: str = f.choice(N_("Job held"), s.WORK, "sales")
    region_id: int | None = f.link(N_("Region"), "region.id")
    hired_on: date | None = f.day(N_("Taken on from"), required=True)
    years_before: float | None = f.number(N_("Years of experience before"), unit=N_("years"), decimals=1, low=0, high=60)
    coach_id: int | None = f.link(N_("Led by"), "person.id")
    left_on: date | None = f.day(N_("Left on"), not_before="hired_on")
    why_left: str = f.text(N_("Why they left"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def before_save(self, _before: Any, session: Session) -> None:
        """A colleague is there once, and does not lead themselves."""
        if self.coach_id is not None and self.coach_id == self.person_id:
            raise FieldErrors({"coach_id": _("Nobody leads themselves: choose another colleague.")})
        same = living(TeamMember).where(col(TeamMember.name) == self.name, col(TeamMember.mobile) == self.mobile,
                                        col(TeamMember.left_on).is_(None), col(TeamMember.id) != self.id)
        with session.no_autoflush:
            if self.left_on is None and session.exec(same).first() is not None:
                said = _("{name} is in the team already. Of two with one name give the mobile numbers.")
                raise FieldErrors({"name": said.format(name=self.name)})

    def provide(self, before: Any, session: Session) -> None:
        """A colleague is one of our own people, found by name and number or made."""
        keep_person(self, before, session, number="mobile", role="staff")


class TeamCandidate(Record, table=True):
    """Somebody who may fill a post: from where, how far the talks are, what comes next."""

    NAME: ClassVar[str] = N_("Candidate")
    FORM: ClassVar[Groups] = (
        Group("name:2 mobile state source heard_on experience:3 said:3 next_on next_step:2 invited_on met_on trial_on hired_on "
              "reason:2"),)
    post_id: int | None = f.link(N_("Post"), "teampost.id", owned=True)
    name: str = f.text(N_("Candidate's name"), required=True, search=True)
    mobile: str = f.phone(N_("Mobile"))
    state: str = f.state(N_("How far the talks are"), s.CANDIDATES, "heard")
    source: str = f.text(N_("Heard of from"))
    heard_on: date | None = f.day(N_("Heard of on"))
    experience: str = f.text(N_("What they have done so far"), search=True, long=True)
    said: str = f.text(N_("What was talked over"), long=True)
    next_on: date | None = f.day(N_("Next step on"), index=True)
    next_step: str = f.text(N_("Next step"))
    invited_on: date | None = f.day(N_("Invited on"))
    met_on: date | None = f.day(N_("Talked with on"))
    trial_on: date | None = f.day(N_("On trial from"))
    hired_on: date | None = f.day(N_("Taken on from"))
    reason: str = f.text(N_("Reason of the last change"))

    def after_move(self, move: Any, session: Session) -> None:
        """Who is taken on joins the team on that day, in the post's work and region."""
        if move.after != "hired" or not move.before:
            return
        post = session.get(TeamPost, self.post_id)
        there = session.exec(living(TeamMember).where(
            col(TeamMember.name) == self.name, col(TeamMember.mobile) == self.mobile,
            col(TeamMember.left_on).is_(None))).first()
        if post is not None and there is None:
            store(session, TeamMember, {
                "name": self.name, "mobile": self.mobile, "post_id": post.id, "work": post.work, "region_id": post.region_id,
                "hired_on": self.hired_on or f.today(), "remarks": self.experience})


