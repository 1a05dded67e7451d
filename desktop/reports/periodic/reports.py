"""The periodic reports that the command line writes: `agridesk report week --day 2026-04-15 --out week.pdf`,
or `--code` for one that was begun.

One that was begun is written as it stands, one that was handed in as it was handed in; any other is filled from the records
and not stored. A name that ends in .txt gives the text for a message.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from desktop.core.database import Database
from desktop.core.documents.model import Document
from desktop.core.errors import UserError
from desktop.core.fields import today
from desktop.core.files import save_bytes
from desktop.core.i18n import _
from desktop.core.logo import branded
from desktop.core.reporting import Report, Reports, coded, of_document
from desktop.reports.periodic.actions import newest
from desktop.reports.periodic.model import PeriodReport
from desktop.reports.periodic.paper import Written, document, unwritten, written
from desktop.reports.periodic.plain import text_of
from desktop.reports.periodic.states import KINDS, SEASON


def found(db: Database, kind: str, args: argparse.Namespace) -> Written:
    """The report with the code of the command, else that of the period that its day lies in."""
    day = args.day or today()
    if args.code:
        return _coded(db, kind, args.code)
    with db.reading() as session:
        stored = newest(session, kind, day)
        return written(session, stored) if stored is not None else unwritten(session, kind, day)


def _coded(db: Database, kind: str, code: str) -> Written:
    with db.reading() as session:
        stored = session.get_one(PeriodReport, coded(db, PeriodReport, code))
        if stored.kind != kind:
            raise UserError(_("“{code}” is a {kind}: write “report {name}”.").format(
                code=code, kind=KINDS.label(stored.kind), name=stored.kind))
        return written(session, stored)


def _writer(kind: str) -> Callable[[Database, argparse.Namespace], Path]:
    def build(db: Database, args: argparse.Namespace) -> Document:
        return branded(db, document(found(db, kind, args)))

    def write(db: Database, args: argparse.Namespace) -> Path:
        if args.out.suffix.lower() == ".txt":
            text = text_of(found(db, kind, args)).encode()
            return save_bytes(args.out, text)
        return of_document(build)(db, args)

    return write


REPORTS = Reports(tuple(Report(kind, "", _writer(kind)) for kind in KINDS if kind != SEASON))
