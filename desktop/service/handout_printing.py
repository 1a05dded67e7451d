"""How handouts are printed unless one chose otherwise: booklets folded, posters put together from sheets."""

from __future__ import annotations

from desktop.core.documents.imposition import BOOKLET, POSTER
from desktop.core.printing import SHORT_EDGE, Wishes
from desktop.service.handout_model import Handout

SHEETS_ACROSS = 2  # an A2 poster is two A4 sheets wide


def printed_as(handout: Handout, *, many: bool = False) -> tuple[str, Wishes]:
    """The kind of document that a handout is for printing, and what its preview begins with.

    `many`: copies for many receivers in one PDF, in which booklets lie on their sheets already.
    """
    first = {"booklet": Wishes(layout=BOOKLET, sides=SHORT_EDGE, paper="A4"),
             "poster": Wishes(layout=POSTER, paper="A4", across=SHEETS_ACROSS)}.get(handout.page, Wishes())
    if many and handout.page == "booklet":
        return "handouts.booklet", Wishes(sides=SHORT_EDGE)
    return f"handout.{handout.page}", first
