"""The visit pack for the command line: of one dealer, of the visits of a day, or of those of the next seven days."""

from __future__ import annotations

import argparse
from datetime import timedelta
from typing import TYPE_CHECKING

from desktop.core.database import Database
from desktop.core.fields import today
from desktop.core.reporting import Report, Reports, coded, of_document

if TYPE_CHECKING:
    from desktop.core.documents.model import Document


def _pack(db: Database, args: argparse.Namespace) -> Document:
    """`--code`: of that dealer; `--day`: of the visits planned for that day; else of those of the next seven days."""
    from desktop.dealers.model import Dealer
    from desktop.visiting.pack import pack, pack_of_dealer, planned

    if args.code:
        return pack_of_dealer(db, coded(db, Dealer, args.code))
    first, last = (args.day, args.day) if args.day else (today(), today() + timedelta(days=6))
    with db.reading() as session:
        visits = planned(session, first, last)
    return pack(db, visits)


REPORTS = Reports((Report("visit-pack", "", of_document(_pack)),))
