"""A file of a person of influence with what belongs to it. Everything here lives and dies with the person."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from sqlmodel import Session, col

from desktop.core import fields as f
from desktop.core.errors import FieldErrors, Refused
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.lending import borrow
from desktop.core.records import Record, living
from desktop.market.influence import words as w
from desktop.market.influence.gifts import refuse_gift
from desktop.people.finding import give_role
from desktop.people.model import Person


class KeyPerson(Record, table=True):
    """What makes a person matter to us. Name and numbers are the person's own; one file a person."""

    NAME: ClassVar[str] = N_("Person of influence")
    FORM: ClassVar[Groups] = (
        Group("name:2 code kind tier state mobile phone wechat organisation:2 post region_id own handled_by birthday consent "
              "consent_on consent_scope:2", N_("Who it is")),
        Group("influence interests dates avoid source remarks", N_("Background")),
        Group("crop_id area_mu variety_id variety_now:2 decides_on households seed_price topics:2 fee terms:2 conflict:3 "
              "conflict_firm_id", N_("Growing and lecturing")),
    )
    code: str = f.code(N_("File no."), "GX")
    person_id: int | None = f.link(N_("Person"), "person.id", owned=True)
    kind: str = f.choice(N_("Influence as"), w.KINDS, "grower")
    tier: str = f.choice(N_("Tier of care"), w.TIERS, "c")
    state: str = f.choice(N_("State"), w.STATES, "active")
    organisation: str = f.text(N_("Firm, office or co-operative"), search=True)
    post: str = f.text(N_("Post or title"))
    region_id: int | None = f.link(N_("Region"), "region.id")
    own: bool = f.yes_no(N_("Handled by the manager"))
    handled_by: str = f.text(N_("Contact kept by"))
    consent: str = f.choice(N_("Consent to keep data"), w.CONSENTS, "not_asked")
    consent_on: date | None = f.day(N_("Consent asked on"))
    consent_scope: str = f.text(N_("What the consent covers"))
    influence: str = f.text(N_("Whom they influence"), long=True)
    interests: str = f.text(N_("Interests"), long=True)
    dates: str = f.text(N_("Important dates"), long=True)
    avoid: str = f.text(N_("What to avoid"), long=True)
    source: str = f.text(N_("How we came to know them"))
    crop_id: int | None = f.link(N_("Crop"), "crop.id")
    area_mu: float | None = f.number(N_("Area farmed"), unit=N_("mu"), decimals=1, low=0)
    variety_id: int | None = f.link(N_("Variety grown now"), "variety.id")
    variety_now: str = f.text(N_("Variety now, in words"))
    decides_on: date | None = f.day(N_("Decides on seed on"), index=True)
    households: int | None = f.whole(N_("Member households"), low=0)
    seed_price: int | None = f.money(N_("Pays a bag now"))
    topics: str = f.text(N_("Topics in words"), search=True)
    fee: int | None = f.money(N_("Fee a day"))
    terms: str = f.text(N_("Travel and other terms"))
    conflict: str = f.text(N_("Conflict of interest"))
    conflict_firm_id: int | None = f.link(N_("Tied to the rival"), "rivalfirm.id")
    remarks: str = f.text(N_("Remarks on the file"), long=True)

    if TYPE_CHECKING:
        name: str
        mobile: str
        phone: str
        wechat: str
        birthday: date | None

    def label(self) -> str:
        """The person's name."""
        return self.name or self.code or str(self.id)

    def detail(self) -> str:
        """What they are and where."""
        return " · ".join(t for t in (w.KINDS.label(self.kind), self.organisation) if t)

    def problems(self) -> dict[str, str]:
        """Consent that was given or refused has its day."""
        asked = self.consent != "not_asked"
        return {"consent_on": _("Say on which day the consent was asked for.")} if asked and not self.consent_on else {}

    def before_save(self, _before: Any, session: Session) -> None:
        """A person has one file; who handles it is the manager where that is said."""
        same = living(KeyPerson).where(col(KeyPerson.person_id) == self.person_id, col(KeyPerson.id) != self.id)
        if self.person_id and session.exec(same).first() is not None:
            raise FieldErrors({"name": _("This person has a file already.")})

    def after_save(self, _before: Any, session: Session) -> None:
        """What somebody is to us is known among the people too."""
        if self.person_id:
            give_role(session, self.person_id, w.ROLE_OF.get(self.kind, ""), self.organisation)


borrow(KeyPerson, "person_id", Person, ("name", "mobile", "phone", "wechat", "birthday"))


def refuse_unwanted(record: Any, before: Any, session: Session) -> None:
    """Raise `Refused` where something new is written about somebody who refused that data are kept."""
    owner = session.get(KeyPerson, record.key_id) if before is None and record.key_id else None
    if owner is not None and owner.consent == "refused":
        raise Refused(_("{name} has refused that data are kept: nothing more is written down. Remove the person for good among "
                        "the people.").format(name=owner.name))


class Speciality(Record, table=True):
    """What an expert knows: a topic of a crop."""

    NAME: ClassVar[str] = N_("Speciality")
    FORM: ClassVar[Groups] = (Group("crop_id topic:2 remark:2"),)
    key_id: int | None = f.link(N_("Person of influence"), "keyperson.id", owned=True)
    crop_id: int | None = f.link(N_("Crop"), "crop.id")
    topic: str = f.text(N_("Topic known"), required=True, search=True)
    remark: str = f.text(N_("Remark"))

    def label(self) -> str:
        """The topic."""
        return self.topic


class ExpertUse(Record, table=True):
    """An event at which an expert spoke: the fee, how it was rated, what was done about a conflict of interest."""

    NAME: ClassVar[str] = N_("Use of an expert")
    FORM: ClassVar[Groups] = (Group("held_on topic:2 training_id day_id fee rating comment:3 conflict_said:3"),)
    key_id: int | None = f.link(N_("Person of influence"), "keyperson.id", owned=True)
    held_on: date | None = f.day(N_("Held on"), required=True, index=True)
    topic: str = f.text(N_("Topic given"), search=True)
    training_id: int | None = f.link(N_("Training"), "trainingevent.id")
    day_id: int | None = f.link(N_("Field day"), "fieldday.id")
    fee: int | None = f.money(N_("Fee paid"))
    rating: str = f.choice(N_("Rating after the event"), w.RATINGS)
    comment: str = f.text(N_("What listeners said"))
    conflict_said: str = f.text(N_("What was done about the conflict of interest"))

    def label(self) -> str:
        """Day and topic."""
        return f"{self.held_on or ''} {self.topic}".strip()

    def problems(self) -> dict[str, str]:
        """What was not held yet has no rating."""
        ahead = self.held_on is not None and self.held_on > f.today()
        return {"rating": _("This day has not come yet: rate the expert afterwards.")} if self.rating and ahead else {}

    def before_save(self, before: Any, session: Session) -> None:
        """An expert who has a conflict of interest is used only where it is written what was done about it."""
        refuse_unwanted(self, before, session)
        owner = session.get(KeyPerson, self.key_id) if self.key_id else None
        tied = owner is not None and (owner.conflict or owner.conflict_firm_id)
        if owner is not None and tied and not self.conflict_said:
            raise FieldErrors({"conflict_said": _("{name} has a conflict of interest ({what}): write what was done about it."
                                                  ).format(name=owner.name, what=owner.conflict or _("tied to a rival"))})


class TouchPlan(Record, table=True):
    """How often somebody is touched in a year in one way."""

    NAME: ClassVar[str] = N_("Planned touches")
    FORM: ClassVar[Groups] = (Group("year kind times remark:2"),)
    key_id: int | None = f.link(N_("Person of influence"), "keyperson.id", owned=True)
    year: int | None = f.year(N_("Year"))
    kind: str = f.choice(N_("Kind of touch"), w.TOUCHES, "visit")
    times: int | None = f.whole(N_("Times a year"), low=0, high=366)
    remark: str = f.text(N_("Remark"))

    def label(self) -> str:
        """Year and kind."""
        return f"{self.year or ''} {w.TOUCHES.label(self.kind)}".strip()

    def problems(self) -> dict[str, str]:
        """A plan is of a year and says how often."""
        return {name: _("A plan of touches needs this.") for name in ("year", "times") if getattr(self, name) is None}

    def before_save(self, before: Any, session: Session) -> None:
        """One line a year and kind."""
        refuse_unwanted(self, before, session)
        same = living(TouchPlan).where(col(TouchPlan.key_id) == self.key_id, col(TouchPlan.year) == self.year,
                                       col(TouchPlan.kind) == self.kind, col(TouchPlan.id) != self.id)
        if session.exec(same).first() is not None:
            raise FieldErrors({"kind": _("Touches of this kind are planned for this year already.")})


class Touch(Record, table=True):
    """A touch, planned or kept: which way, what was talked about, what follows."""

    NAME: ClassVar[str] = N_("Touch")
    FORM: ClassVar[Groups] = (Group("kind planned_on done_on done_by what:3 result:3 next_on"),)
    key_id: int | None = f.link(N_("Person of influence"), "keyperson.id", owned=True)
    kind: str = f.choice(N_("Kind of touch"), w.TOUCHES, "visit")
    planned_on: date | None = f.day(N_("Touch planned for"), index=True)
    done_on: date | None = f.day(N_("Touch kept on"), index=True)
    done_by: str = f.text(N_("Touched by"))
    what: str = f.text(N_("Purpose of the touch"))
    result: str = f.text(N_("Result"), search=True)
    next_on: date | None = f.day(N_("Next touch on"), not_before="done_on")

    def label(self) -> str:
        """Day and kind."""
        return f"{self.done_on or self.planned_on or ''} {w.TOUCHES.label(self.kind)}".strip()

    def problems(self) -> dict[str, str]:
        """It is planned or kept, and not kept ahead of its day."""
        if not self.planned_on and not self.done_on:
            return {"planned_on": _("Say for which day the touch is planned, or on which it was kept.")}
        if self.done_on and self.done_on > f.today():
            return {"done_on": _("This day has not come yet: leave the touch planned.")}
        return {}

    def before_save(self, before: Any, session: Session) -> None:
        """Nobody is touched who refused it."""
        refuse_unwanted(self, before, session)

    def after_save(self, before: Any, session: Session) -> None:
        """The day named for the next touch is planned, once."""
        from desktop.core.verbs import store

        named = before.next_on if before is not None and before.done_on else None
        if not self.done_on or not self.next_on or self.next_on == named:
            return
        there = living(Touch).where(col(Touch.key_id) == self.key_id, col(Touch.planned_on) == self.next_on)
        if session.exec(there).first() is None:
            store(session, Touch, {"key_id": self.key_id, "kind": self.kind, "planned_on": self.next_on})


class Gift(Record, table=True):
    """A gift and its value; the limits are dated data (see gifts.py)."""

    NAME: ClassVar[str] = N_("Gift")
    FORM: ClassVar[Groups] = (Group("given_on what:2 value occasion given_by approved_by reason:2"),)
    key_id: int | None = f.link(N_("Person of influence"), "keyperson.id", owned=True)
    given_on: date | None = f.day(N_("Gift given on"), required=True, index=True)
    what: str = f.text(N_("What was given"), required=True)
    value: int | None = f.money(N_("Worth"))
    occasion: str = f.text(N_("For which occasion"))
    given_by: str = f.text(N_("Gift given by"))
    approved_by: str = f.text(N_("Approved by"))
    reason: str = f.text(N_("Why above the limit"))

    def label(self) -> str:
        """What it was."""
        return self.what

    def problems(self) -> dict[str, str]:
        """A gift says what it is worth."""
        return {} if self.value is not None else {"value": _("Say what the gift is worth.")}

    def before_save(self, before: Any, session: Session) -> None:
        """Within the limit, or approved with a reason; where nothing may be given, not at all."""
        refuse_unwanted(self, before, session)
        owner = session.get(KeyPerson, self.key_id) if self.key_id else None
        if owner is None or self.value is None or self.given_on is None:
            return
        gifts = living(Gift).where(col(Gift.key_id) == self.key_id, col(Gift.id) != self.id)
        refuse_gift(self, owner.kind, sum(one.value or 0 for one in session.exec(gifts)
                                          if one.given_on and one.given_on.year == self.given_on.year))


class PersonNote(Record, table=True):
    """A note with who may read it. What is for nobody else stands in no list, paper, export or search."""

    NAME: ClassVar[str] = N_("Note on a person")
    FORM: ClassVar[Groups] = (Group("noted_on level noted_by text"),)
    key_id: int | None = f.link(N_("Person of influence"), "keyperson.id", owned=True)
    noted_on: date | None = f.day(N_("Noted on"), required=True)
    level: str = f.choice(N_("Who may read it"), w.LEVELS, "inside")
    noted_by: str = f.text(N_("Noted by"))
    text: str = f.text(N_("Text of the note"), required=True, long=True)

    def label(self) -> str:
        """Day and level."""
        return f"{self.noted_on or ''} {w.LEVELS.label(self.level)}".strip()

    def before_save(self, before: Any, session: Session) -> None:
        """Nothing is noted about who refused it."""
        refuse_unwanted(self, before, session)
