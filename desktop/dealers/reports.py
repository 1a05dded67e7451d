"""The documents of the dealer book that the command line writes."""

from __future__ import annotations

import argparse

from desktop.core.database import Database
from desktop.core.documents.model import Document
from desktop.core.reporting import Report, Reports, coded, of_document
from desktop.dealers.assessment.reports import ASSESSMENT
from desktop.dealers.contracts.reports import CONTRACT


def _file(db: Database, args: argparse.Namespace) -> Document:
    """The file of the dealer with that code."""
    from desktop.dealers.file_report import dealer_file
    from desktop.dealers.model import Dealer

    return dealer_file(db, coded(db, Dealer, args.code))


def _register(db: Database, _args: argparse.Namespace) -> Document:
    """All dealers by region."""
    from desktop.dealers.register_report import dealer_register

    return dealer_register(db)


def _rights(db: Database, _args: argparse.Namespace) -> Document:
    """Who may sell where."""
    from desktop.dealers.rights_report import rights_map

    return rights_map(db)


REPORTS = Reports((Report("dealer", "code", of_document(_file)), Report("dealers", "", of_document(_register)),
                   Report("rights", "", of_document(_rights)), CONTRACT, ASSESSMENT))
