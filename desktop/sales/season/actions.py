"""Drawing up the settlements of the season that ended, with all dealers with whom it is due at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.core.database import Database
from desktop.core.i18n import N_, _
from desktop.core.verbs import store
from desktop.sales.season.lists import due_on
from desktop.sales.season.model import SeasonSettlement, season_of

DRAWN = N_("Season settlements drawn up")


def draw_up(db: Database, day: date, dealers: Sequence[int] = ()) -> int:
    """Draw up the settlement of the season that ended last on `day` with every dealer with whom it is due, or with
    some of these; with how many."""
    with db.operation(_(DRAWN)) as session:
        due = due_on(session, day)
        found = [key for key in due if key in set(dealers)] if dealers else due
        for dealer_id in found:
            first, last = season_of(session, dealer_id, day)
            store(session, SeasonSettlement, {"dealer_id": dealer_id, "starts_on": first, "ends_on": last})
        return len(found)
