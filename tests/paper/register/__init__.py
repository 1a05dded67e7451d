"""Every kind of document of the program: what it can be about, and what makes it. The tests of paper quality walk it.

TO ADD A DOCUMENT: one line in the file of its subject. Over the example region it is made of the first of its subjects, over
the nasty database of the first and the last; a kind that finds no subject in either fails.
"""

from __future__ import annotations

from collections.abc import Callable

from desktop.core.database import Database
from desktop.core.documents.model import Document
from tests.paper.register import dealers, every, labels, market, money, reports, sales, service, training, trials
from tests.paper.register.kinds import Kind

KINDS: dict[str, Kind] = {
    **every.SAMPLES, **trials.KINDS, **dealers.KINDS, **training.KINDS, **service.KINDS, **sales.KINDS, **money.KINDS,
    **labels.KINDS, **market.KINDS, **reports.KINDS, **every.KINDS,
}  # fmt: skip
DOCUMENTS: dict[str, Callable[[Database], Document]] = {name: kind.first for name, kind in KINDS.items()}
