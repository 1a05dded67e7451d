"""What is known of the care for people: touches kept of those planned, gifts, ratings, houses of the manager by region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from sqlmodel import Session, col

from desktop.core.database import Database
from desktop.core.i18n import _
from desktop.core.records import living
from desktop.core.verbs import store
from desktop.dealers.visit_model import Promise
from desktop.market.influence.model import ExpertUse, Gift, KeyPerson, PersonNote, Speciality, Touch, TouchPlan
from desktop.market.influence.rules import care, own_limits, quiet_days
from desktop.market.influence.words import HOUSES
from desktop.regions.model import Region
from desktop.regions.tree import ancestors


@dataclass(frozen=True)
class House:
    """A region and how many houses in it the manager handles himself."""

    region: str
    own: int

    @property
    def outside(self) -> bool:
        """Whether that is fewer or more than it should be."""
        low, high, _level = own_limits()
        return not low <= self.own <= high


def houses(session: Session) -> list[House]:
    """The regions in which somebody who counts as a house is known, with the manager's own; "" for those of no region."""
    level, found, names = own_limits()[2], dict[str, int](), dict[int, str]()
    query = living(KeyPerson).where(col(KeyPerson.kind).in_(HOUSES), col(KeyPerson.state) == "active")
    for one in session.exec(query):
        place = one.region_id or 0
        if place not in names:
            names[place] = _counted_in(session, place, level)
        found[names[place]] = found.get(names[place], 0) + one.own
    return [House(region, own) for region, own in sorted(found.items())]


def _counted_in(session: Session, region_id: int, level: str) -> str:
    """The name of the region of a level in which a region lies; of itself where it lies above that."""
    above = [region for key in (ancestors(session, region_id) if region_id else [])
             if (region := session.get(Region, key)) is not None]
    wanted = next((region for region in above if region.level == level), above[-1] if above else None)
    return wanted.full_name if wanted is not None else ""


@dataclass
class Care:
    """A person's file with what was planned and kept in a year, and what is open."""

    person: KeyPerson
    planned: int = 0
    kept: int = 0
    last: date | None = None
    next: date | None = None
    gifts: int = 0
    ratings: list[int] = field(default_factory=list)
    promises: int = 0
    overdue: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def kept_percent(self) -> Fraction | None:
        """Touches kept of those planned."""
        return Fraction(100 * self.kept, self.planned) if self.planned else None

    @property
    def rating(self) -> Fraction | None:
        """The mean rating of an expert."""
        return Fraction(sum(self.ratings), len(self.ratings)) if self.ratings else None

    def quiet(self, day: date) -> int | None:
        """Days since the last touch, where they are more than the tier allows."""
        since = (day - self.last).days if self.last else None
        limit = quiet_days().get(self.person.tier, 0)
        return None if self.person.state != "active" or (since is not None and since <= limit) else (since if since is not None
                                                                                                    else -1)


def all_care(session: Session, day: date, first: date, levels: Sequence[str] = ()) -> list[Care]:
    """Everybody's care from `first` to `day`, the dearest tier first; notes of the `levels` named, of that time."""
    people = session.exec(living(KeyPerson).order_by(col(KeyPerson.tier), col(KeyPerson.id))).all()
    found = {one.id: Care(one) for one in people}
    by_person = {one.person_id: found[one.id] for one in people}
    for plan in session.exec(living(TouchPlan).where(col(TouchPlan.year) == day.year)):
        _of(found, plan.key_id).planned += plan.times or 0
    for touch in session.exec(living(Touch)):
        one = _of(found, touch.key_id)
        if touch.done_on is not None and touch.done_on <= day:
            one.last = max(one.last or touch.done_on, touch.done_on)
            one.kept += touch.done_on.year == day.year
        elif touch.done_on is None and touch.planned_on is not None:
            one.next = min(one.next or touch.planned_on, touch.planned_on)
    for gift in session.exec(living(Gift)):
        if gift.given_on is not None and gift.given_on.year == day.year and gift.given_on <= day:
            _of(found, gift.key_id).gifts += gift.value or 0
    for use in session.exec(living(ExpertUse)):
        if use.rating:
            _of(found, use.key_id).ratings.append(int(use.rating))
    for promise in session.exec(living(Promise).where(col(Promise.person_id).is_not(None), col(Promise.state) == "open")):
        if promise.person_id in by_person:
            by_person[promise.person_id].promises += 1
            by_person[promise.person_id].overdue += promise.due_on is not None and promise.due_on < day
    for note in session.exec(living(PersonNote).where(col(PersonNote.level).in_(levels)).order_by(col(PersonNote.noted_on))):
        if note.noted_on is not None and first <= note.noted_on <= day:
            _of(found, note.key_id).notes.append(f"{note.noted_on} {note.text}")
    return list(found.values())


def _of(found: dict[int, Care], key: int | None) -> Care:
    """The care of a file; of one that lies in the bin, a place nobody looks at."""
    return found[key] if key in found else Care(KeyPerson())


def plan_by_tier(db: Database, key_id: int, year: int) -> int:
    """Plan the touches of a year that a person's tier is due, where none of that kind are planned; how many lines."""
    with db.operation(_("Touches planned by tier")) as session:
        tier = session.get_one(KeyPerson, key_id).tier
        there = {one.kind for one in session.exec(living(TouchPlan).where(col(TouchPlan.key_id) == key_id,
                                                                          col(TouchPlan.year) == year))}
        fresh = {kind: times for kind, times in care(tier).items() if kind not in there}
        for kind, times in fresh.items():
            store(session, TouchPlan, {"key_id": key_id, "year": year, "kind": kind, "times": times})
        return len(fresh)


@dataclass(frozen=True)
class Advice:
    """An expert who knows a topic: the file, what of it, the mean rating and how often used, what is said of conflicts."""

    person: KeyPerson
    topics: str
    rating: Fraction | None
    used: int
    last: date | None


def experts_for(session: Session, topic: str = "", crop_id: int | None = None) -> list[Advice]:
    """The experts who know a topic of a crop, the best rated first; somebody without a crop knows every crop's."""
    wanted, found = topic.strip().casefold(), []
    for one in session.exec(living(KeyPerson).where(col(KeyPerson.kind) == "expert", col(KeyPerson.state) == "active")):
        known = [s for s in session.exec(living(Speciality).where(col(Speciality.key_id) == one.id))
                 if crop_id is None or s.crop_id in (None, crop_id)]
        fitting = [s.topic for s in known if not wanted or wanted in s.topic.casefold()]
        if fitting or (wanted and wanted in one.topics.casefold()):
            uses = session.exec(living(ExpertUse).where(col(ExpertUse.key_id) == one.id)).all()
            rated = [int(use.rating) for use in uses if use.rating]
            found.append(Advice(one, "；".join(fitting) or one.topics, Fraction(sum(rated), len(rated)) if rated else None,
                                len(uses),
                                max((use.held_on for use in uses if use.held_on), default=None)))
    return sorted(found, key=lambda one: (-(one.rating or 0), one.person.id))
