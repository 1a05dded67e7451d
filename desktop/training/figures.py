"""The figures of training over a year: held, reached, learnt, spent, by region, topic, audience, month or trainer.

Every figure stands on rows of the lists of trainings and participants, so that each opens what it is made of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import partial

from sqlalchemy import select
from sqlmodel import Session, col

from desktop.core import money
from desktop.core.breakdown import Breakdown
from desktop.core.breakdown import Part as Came
from desktop.core.database import Database
from desktop.core.i18n import N_, _
from desktop.core.listing import Condition, Rows
from desktop.core.records import alive, living, table_of
from desktop.dealers.model import Dealer
from desktop.people.model import Membership
from desktop.regions.model import Region
from desktop.trade.marking import normalised_gain
from desktop.training.choices import AUDIENCES, PRESENT
from desktop.training.lists import HELD
from desktop.training.model import Participant, SessionMark, TrainingEvent, TrainingSession
from desktop.training.plan_model import TrainingPlan

GROUPS = {"region": N_("Region"), "topic": N_("Topic"), "audience": N_("Audience"), "month": N_("Month"),
          "trainer": N_("Trainer")}


@dataclass
class Part:
    """What was held for one region, topic …: the trainings, those who took part, the minutes attended."""

    title: str
    key: object = None
    planned: int | None = None
    events: list[TrainingEvent] = field(default_factory=list)
    people: list[Participant] = field(default_factory=list)
    minutes: int = 0
    dealers: set[int] = field(default_factory=set)

    @property
    def present(self) -> list[Participant]:
        """Those who came."""
        return [p for p in self.people if p.attendance in PRESENT]

    @property
    def excused(self) -> int:
        """How many were excused."""
        return sum(p.attendance == "excused" for p in self.people)

    @property
    def share(self) -> float | None:
        """Those who came in % of those who were to come, the excused left out."""
        expected = len(self.people) - self.excused
        return 100.0 * len(self.present) / expected if expected else None

    @property
    def reach(self) -> int:
        """How many different people came, however often."""
        return len({p.person_id or -p.id for p in self.present})

    @property
    def growers(self) -> int:
        """How many different growers came."""
        return len({p.person_id or -p.id for p in self.present if p.kind == "farmer"})

    @property
    def fulfilled(self) -> float | None:
        """Trainings held in % of those planned."""
        return 100.0 * len(self.events) / self.planned if self.planned else None

    @property
    def cost(self) -> int | None:
        """What all cost, in fen; None where no cost is known."""
        known = [event.cost for event in self.events if event.cost is not None]
        return sum(known) if known else None

    @property
    def hours(self) -> float:
        """Hours attended by all together."""
        return self.minutes / 60

    @property
    def per_head(self) -> int | None:
        """Cost of one person at one training, in fen."""
        return None if self.cost is None or not self.present else money.half_up(Fraction(self.cost, len(self.present)))

    @property
    def per_hour(self) -> int | None:
        """Cost of one hour attended by one person, in fen."""
        return None if self.cost is None or not self.minutes else money.half_up(Fraction(self.cost * 60, self.minutes))

    @property
    def gain(self) -> float | None:
        """Normalised gain of those who wrote both tests, in %."""
        found = normalised_gain([(Fraction(p.pre_score), Fraction(p.post_score)) for p in self.people
                                 if p.pre_score is not None and p.post_score is not None])
        return None if found is None else float(found)


@dataclass(frozen=True)
class Year:
    """The figures of a year by one of `GROUPS`; `whole` is all of it, `active_dealers` those there are, `minutes` those
    attended by participant."""

    first: date
    last: date
    by: str
    parts: Sequence[Part]
    whole: Part
    active_dealers: int
    minutes: Mapping[int, int]

    @property
    def coverage(self) -> float | None:
        """Active dealers of whom somebody was trained, in %."""
        return 100.0 * len(self.whole.dealers) / self.active_dealers if self.active_dealers else None

    def sellers(self) -> list[tuple[str, int, int]]:
        """Each salesperson who came: name, trainings attended, minutes attended."""
        found: dict[int, list[Participant]] = {}
        for person in self.whole.present:
            if person.kind == "sales":
                found.setdefault(person.person_id or -person.id, []).append(person)
        return sorted((own[0].name, len({p.event_id for p in own}), sum(self.minutes.get(p.id, 0) for p in own))
                      for own in found.values())


def year_of(db: Database, year: int, by: str = "region") -> Year:
    """The figures of a calendar year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    with db.reading() as session:
        return _Gathered(session, first, last).by(by)


class _Gathered:
    """All that was held in some days, read once."""

    def __init__(self, session: Session, first: date, last: date) -> None:
        self.first, self.last = first, last
        held = living(TrainingEvent).where(col(TrainingEvent.held_on).between(first, last), col(TrainingEvent.state).in_(HELD))
        self.events = list(session.exec(held.order_by(col(TrainingEvent.held_on))))
        ids = {event.id for event in self.events}
        listed = living(Participant).join(TrainingEvent, col(TrainingEvent.id) == col(Participant.event_id)).where(
            col(TrainingEvent.held_on).between(first, last))
        self.people = [person for person in session.exec(listed) if person.event_id in ids]
        self.plan = list(session.exec(living(TrainingPlan).where(col(TrainingPlan.year) == first.year)))
        self.regions = dict(session.execute(select(col(Region.id), col(Region.full_name)).where(alive(Region))).all())
        self.minutes = _minutes(session)
        self.firms = _firms(session)
        self.active = set(session.execute(select(col(Dealer.id)).where(col(Dealer.state) == "active", alive(Dealer))).scalars())

    def by(self, group: str) -> Year:
        key = KEYS[group]
        parts: dict[object, Part] = {}
        of_event: dict[int, Part] = {}
        for event in self.events:
            part = parts.setdefault(key(event), Part(self._title(group, key(event)), key(event)))
            part.events.append(event)
            of_event[event.id] = part
        if group != "trainer":
            for line in self.plan:
                wanted = _plan_key(group, line)
                part = parts.setdefault(wanted, Part(self._title(group, wanted), wanted))
                part.planned = (part.planned or 0) + (line.times or 0)
        whole = Part(_("Total"), planned=sum(line.times or 0 for line in self.plan) or None, events=self.events,
                     people=self.people)
        for person in self.people:
            for part in (of_event[person.event_id or 0], whole):
                part.minutes += self.minutes.get(person.id, 0)
                if person.attendance in PRESENT:
                    part.dealers |= self.firms.get(person.person_id or 0, set()) & self.active
                if part is not whole:
                    part.people.append(person)
        ordered = sorted(parts.values(), key=lambda part: str(part.key) if group == "month" else part.title)
        return Year(self.first, self.last, group, ordered, whole, len(self.active), self.minutes)

    def _title(self, group: str, key: object) -> str:
        if group == "region":
            return str(self.regions.get(key, "")) or _("No region named")
        if group == "audience":
            return AUDIENCES.label(str(key))
        return str(key) or _("Not named")


KEYS: dict[str, Callable[[TrainingEvent], object]] = {
    "region": lambda event: event.region_id, "topic": lambda event: event.topic, "audience": lambda event: event.audience,
    "month": lambda event: f"{event.held_on:%Y-%m}", "trainer": lambda event: event.trainer}


def _plan_key(group: str, line: TrainingPlan) -> object:
    return {"region": line.region_id, "topic": line.topic, "audience": line.audience,
            "month": f"{line.year}-{line.month or 0:02}"}[group]


def _minutes(session: Session) -> dict[int, int]:
    """Participant → minutes of the sessions attended."""
    mark, sitting = table_of(SessionMark), table_of(TrainingSession)
    found: dict[int, int] = {}
    for person, minutes in session.execute(select(mark.c.participant_id, sitting.c.minutes).join(
            sitting, sitting.c.id == mark.c.session_id).where(
            mark.c.attendance.in_(PRESENT), sitting.c.minutes.is_not(None), alive(mark, sitting))):
        found[person] = found.get(person, 0) + minutes
    return found


def _firms(session: Session) -> dict[int, set[int]]:
    """Person → the dealers they belong to."""
    member = table_of(Membership)
    found: dict[int, set[int]] = {}
    for person, dealer in session.execute(select(member.c.person_id, member.c.dealer_id).where(
            member.c.dealer_id.is_not(None), alive(member))):
        found.setdefault(person, set()).add(dealer)
    return found


# -- what a figure is made of -----------------------------------------------------------------------------------------


def behind(year: Year, part: Part, figure: str) -> Rows | Breakdown:
    """What a figure of a part (or of the whole) opens: for the dealers reached who came of each, else rows of a list."""
    if figure == "dealers":
        return Breakdown((N_("Dealer"), N_("Participant"), N_("Training"), N_("Day")), N_("Dealers reached"),
                         partial(_of_dealers, part=part), kind="whole")
    return rows_behind(year, part, figure)


def rows_behind(year: Year, part: Part, figure: str) -> Rows:
    """The rows that a figure of a part (or of the whole) is made of."""
    days = Condition("held_on", "between", (year.first, year.last))
    held, own = Condition("state", "in", HELD), _condition(year, part)
    if figure in ("held", "cost"):
        return Rows(TrainingEvent, (days, held, *own))
    if figure == "planned":
        month = (Condition("month", "is", int(str(part.key)[5:])),) if year.by == "month" and part is not year.whole else own
        return Rows(TrainingPlan, (Condition("year", "is", year.first.year), *month))
    more = {"registered": (), "excused": (Condition("attendance", "in", ("excused",)),),
            "growers": (Condition("attendance", "in", PRESENT), Condition("kind", "in", ("farmer",)))}
    return Rows(Participant, (days, held, *own, *more.get(figure, (Condition("attendance", "in", PRESENT),))))


def _of_dealers(session: Session, *, part: Part) -> list[Came]:
    """Who came of each dealer that was reached; the dealer counts with the first of them."""
    firms, events = _firms(session), {event.id: event for event in part.events}
    names = dict(session.execute(select(col(Dealer.id), col(Dealer.name)).where(col(Dealer.id).in_(part.dealers))).all())
    came = sorted(((names[firm], person) for person in part.present for firm in firms.get(person.person_id or 0, ())
                   if firm in names), key=lambda one: (one[0], one[1].name, one[1].id))
    found: list[Came] = []
    counted: set[str] = set()
    for name, person in came:
        event = events.get(person.event_id or 0)
        cells = (name, person.name, event.topic if event else "", event.held_on.isoformat() if event and event.held_on else "")
        found.append(Came(cells, int(name not in counted), "participant", person.id))
        counted.add(name)
    return found


def _condition(year: Year, part: Part) -> tuple[Condition, ...]:
    if part is year.whole:
        return ()
    if year.by == "month":
        first = date.fromisoformat(f"{part.key}-01")
        last = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return (Condition("held_on", "from", first), Condition("held_on", "until", date.fromordinal(last.toordinal() - 1)))
    if year.by == "audience":
        return (Condition("audience", "in", (part.key,)),)
    name = "region" if year.by == "region" else year.by
    given = part.title if year.by != "region" or part.key is not None else ""
    return (Condition(name, "is", given),) if given and part.key else (Condition(name, "empty"),)

