"""What the command line can write: documents of a database, each known by its name.

TO ADD ONE: a `Report` in the list that `feature.py` names as `reports`.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.errors import UserError
from desktop.core.i18n import N_, _

if TYPE_CHECKING:
    from desktop.core.database import Database
    from desktop.core.documents.model import Document

OPTIONS = {  # what chooses the record a report is about
    "trial": N_("code of the trial"), "series": N_("name of the series of trials"), "variety": N_("name of the variety"),
    "code": N_("code of the record"), "year": N_("year"),
}
ENDINGS = (".pdf", ".docx", ".xlsx")


@dataclass(frozen=True)
class Report:
    """A report by its name; `needs`: the one of OPTIONS that it cannot do without; `write` gives the path it wrote."""

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
