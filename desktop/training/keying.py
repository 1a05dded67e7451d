"""What stands above the attendance grid while a sheet is keyed in: figures, sessions with their counts, clashes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.core.database import Database
from desktop.core.fields import today
from desktop.training.actions import figures_line
from desktop.training.clashes import clashes
from desktop.training.counting import Count, counts


@dataclass(frozen=True)
class Sheet:
    """`sittings`: (key, title, count in words) of each session; `open_places`: those that nobody was marked for yet."""

    figures: str
    sittings: Sequence[tuple[int, str, str]]
    clashes: Sequence[str]
    open_places: Sequence[int] = ()

    def next_open(self) -> int:
        """The place of the session whose sheet is keyed in next."""
        return self.open_places[0] if self.open_places else 0


def sheet_of(db: Database, event_id: int) -> Sheet:
    """All of it for one training."""
    said = figures_line(db, event_id)
    with db.reading() as session:
        found, against = counts(session, event_id), clashes(session, event_id)
    waiting = [place for place, count in enumerate(found) if not count.taken]
    held = [place for place in waiting if _is_past(found[place])]
    return Sheet(said, [(c.sitting.id, c.sitting.label(), c.said()) for c in found], against, held or waiting)


def _is_past(count: Count) -> bool:
    return count.sitting.held_on is not None and count.sitting.held_on <= today()
