"""What came of a training: feedback keyed in, those whose practice is looked at later, what all of it adds up to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from sqlmodel import Session, col

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.fields import today
from desktop.core.grid import GridChange, GridColumn, GridData, GridSource, Saved
from desktop.core.i18n import _, ngettext
from desktop.core.records import living, title_of
from desktop.core.units import format_number
from desktop.trade.marking import normalised_gain
from desktop.training.actions import people
from desktop.training.choices import PRESENT
from desktop.training.effect_model import RATINGS, TrainingFeedback, TrainingFollowUp
from desktop.training.model import Participant, TrainingEvent
from desktop.training.rules import rule


class FeedbackGrid(GridSource):
    """What those who were there say: marks from 1 to 5, and words."""

    tables = frozenset({"participant", "trainingfeedback"})

    def __init__(self, db: Database, event_id: int) -> None:
        self.db, self.event_id = db, event_id

    def load(self) -> GridData:
        """Those who came, in the order of entry."""
        with self.db.reading() as session:
            persons = [person for person in people(session, self.event_id) if person.attendance in PRESENT]
            found = {said.participant_id: said for said in feedback_of(session, self.event_id)}
        hint = _("5 very good, 4 good, 3 fair, 2 poor, 1 very poor.")
        columns = [*(GridColumn(name, title_of(TrainingFeedback, name), "whole", decimals=0, low=1, high=5, width=90, hint=hint)
                     for name in RATINGS),
                   *(GridColumn(name, title_of(TrainingFeedback, name), "text", width=180, optional=True)
                     for name in ("best", "wish"))]
        values = [[getattr(found[p.id], c.name) or None if p.id in found else None for c in columns] for p in persons]
        return GridData((_("No."), _("Person's name"), _("Firm or village")), columns, [p.id for p in persons],
                        [(str(n), p.name, p.organisation) for n, p in enumerate(persons, 1)], values)

    def save(self, changes: Sequence[GridChange]) -> Saved:
        """Store a batch as one action."""
        label = ngettext("{n} answer of feedback", "{n} answers of feedback", len(changes)).format(n=len(changes))
        with self.db.operation(label) as session:
            known = {said.participant_id: said.id for said in feedback_of(session, self.event_id)}
            for change in changes:
                value = change.new if change.new is not None or change.column in RATINGS else ""
                whose = {} if change.key in known else {"event_id": self.event_id, "participant_id": change.key}
                stored = verbs.store(session, TrainingFeedback, {**whose, change.column: value}, known.get(change.key))
                known[change.key] = stored.id
        return Saved()


def feedback_of(session: Session, event_id: int) -> list[TrainingFeedback]:
    """What was said of a training."""
    return list(session.exec(living(TrainingFeedback).where(col(TrainingFeedback.event_id) == event_id)))


def plan_follow_ups(db: Database, event_id: int) -> str:
    """Have the practice looked at with everybody who came and is not looked at yet; says with how many."""
    with db.operation(_("Follow-up planned")) as session:
        event = session.get_one(TrainingEvent, event_id)
        known = {one.participant_id for one in follow_ups_of(session, event_id)}
        fresh = [p for p in people(session, event_id) if p.attendance in PRESENT and p.id not in known]
        held = event.held_on or today()
        due = event.follow_up_on or held + timedelta(days=rule("follow_up", held))
        for person in fresh:
            verbs.store(session, TrainingFollowUp, {"event_id": event_id, "participant_id": person.id, "due_on": due})
    return ngettext("{n} person to be looked up by {day}", "{n} people to be looked up by {day}", len(fresh)).format(
        n=len(fresh), day=due)


def follow_ups_of(session: Session, event_id: int) -> list[TrainingFollowUp]:
    """With whom the practice of a training is looked at."""
    return list(session.exec(living(TrainingFollowUp).where(col(TrainingFollowUp.event_id) == event_id)))


@dataclass(frozen=True)
class Effect:
    """The four levels of a training: what was said of it (means of 1 to 5), what was learnt, whether it is used, what it cost.

    `gain` in points, `normal` in % of what there was to gain, `tested` those who wrote both tests; `used` and `looked_at`
    people, the partial ones counting half in `share`.
    """

    said: int
    ratings: dict[str, float | None]
    tested: int
    gain: float | None
    normal: float | None
    looked_at: int
    used: int
    partly: int
    open: int

    @property
    def share(self) -> float | None:
        """Those who use the practice in % of those who were looked up."""
        return 100.0 * (self.used + self.partly / 2) / self.looked_at if self.looked_at else None


def effect_of(session: Session, event_id: int) -> Effect:
    """The effect of one training."""
    return effect_over(feedback_of(session, event_id), people(session, event_id), follow_ups_of(session, event_id))


def effect_over(feedback: Sequence[TrainingFeedback], listed: Sequence[Participant],
                looked: Sequence[TrainingFollowUp]) -> Effect:
    """The effect by all that was said, written and seen."""
    marks = {name: [value for one in feedback if (value := getattr(one, name)) is not None] for name in RATINGS}
    pairs = [(Fraction(p.pre_score), Fraction(p.post_score)) for p in listed
             if p.pre_score is not None and p.post_score is not None]
    normal = normalised_gain(pairs)
    states = [one.state for one in looked]
    return Effect(
        len(feedback), {name: sum(given) / len(given) if given else None for name, given in marks.items()}, len(pairs),
        float(sum(after - before for before, after in pairs) / len(pairs)) if pairs else None,
        None if normal is None else float(normal), sum(state in ("yes", "partly", "no") for state in states),
        states.count("yes"), states.count("partly"), states.count("open"))


def means_line(db: Database, event_id: int) -> str:
    """The means of what was said, in one line; "" where nobody came."""
    with db.reading() as session:
        came = sum(person.attendance in PRESENT for person in people(session, event_id))
        found = effect_of(session, event_id)
    if not came:
        return ""
    parts = [_("{n} of {all} answered").format(n=found.said, all=came)]
    parts += [f"{title_of(TrainingFeedback, name)} {format_number(mean, 1)}"
              for name, mean in found.ratings.items() if mean is not None]
    return " · ".join(parts)
