"""The documents of the dealer book that the command line writes."""

from __future__ import annotations

import argparse

from desktop.core.database import Database
from desktop.core.documents.model import Document
from desktop.core.reporting import Report, Reports, coded, of_document


def _file(db: Database, args: argparse.Namespace) -> Document:
    """The file of the dealer with that code."""
    from desktop.dealers.file_report import dealer_file
    from desktop.dealers.model import Dealer

    return dealer_file(db, coded(db, Dealer, args.code))


REPORTS = Reports((Report("dealer", "code", of_document(_file)),))
