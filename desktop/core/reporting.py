"""What the command line can write: documents of a database, each known by its name.

TO ADD ONE: a `Report` in the list that `feature.py` names as `reports`, and its name there; `sheet_report` makes that of a
kind of record.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.core.records import Record, living, table_of

if TYPE_CHECKING:
    from desktop.core.database import Database
    from desktop.core.documents.model import Document
    from desktop.core.documents.record_sheet import Parts
    from desktop.core.listing import Listing

OPTIONS = {  # what chooses the record a report is about
    "trial": N_("code of the trial"), "series": N_("name of the series of trials"), "variety": N_("name of the variety"),
    "code": N_("code of the record"), "year": N_("year"), "day": N_("day up to which is reckoned, YYYY-MM-DD"),
}
TYPES: dict[str, Callable[[str], object]] = {"year": int, "day": date.fromisoformat}  # of the options that are no text
ENDINGS = (".pdf", ".docx", ".xlsx")


@dataclass(frozen=True)
class Report:
    """A report by its name; `needs`: the one of OPTIONS that it cannot do without, or ""; `write` gives the path it wrote."""

    name: str
    needs: str
    write: Callable[[Database, argparse.Namespace], Path]


Arguments = Callable[[argparse.ArgumentParser], None]


@dataclass(frozen=True)
class Reports:
    """The reports of a feature, with the options of its own that some of them take."""

    kinds: Sequence[Report]
    arguments: Arguments | None = None


def of_document(build: Callable[[Database, argparse.Namespace], Document]) -> Callable[[Database, argparse.Namespace], Path]:
    """A `write` from a builder of documents: the file's ending says the format."""
    def write(db: Database, args: argparse.Namespace) -> Path:
        from desktop.core import documents

        if args.out.suffix.lower() not in ENDINGS:
            raise UserError(_("“{ending}” is not a format for documents. Choose a name that ends in {endings}.").format(
                ending=args.out.suffix, endings=", ".join(ENDINGS)))
        return documents.save(build(db, args), args.out)

    return write


def coded(db: Database, model: type[Record], code: str) -> int:
    """The key of the newest living record with that code; UserError where there is none."""
    table = table_of(model)
    with db.reading() as session:
        found = session.exec(living(model).where(table.c.code == code).order_by(table.c.id.desc())).first()
    if found is None:
        kind = _(model.NAME)
        raise UserError(_("There is no {kind} with the code “{code}” in {file}.").format(
            kind=kind[:1].lower() + kind[1:] if kind[1:2].islower() else kind, code=code, file=db.path.name))
    return found.id


def sheet_report(name: str, listing: Listing, parts: Parts = ()) -> Report:
    """The report that gives the sheet of one record of a list, chosen by its code, with what belongs to it."""
    def build(db: Database, args: argparse.Namespace) -> Document:
        from desktop.core.documents.record_sheet import record_sheet

        return record_sheet(db, listing, coded(db, listing.model, args.code), parts)

    return Report(name, "code", of_document(build))
