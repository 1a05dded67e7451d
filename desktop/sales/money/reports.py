"""The papers of money that the command line writes."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from desktop.core.database import Database
from desktop.core.i18n import _
from desktop.core.reporting import Report, Reports, coded, of_document
from desktop.dealers.model import Dealer
from desktop.sales.money.letters import dunning_letter, reconciliation
from desktop.sales.money.sheets import ageing_sheet, collection_sheet
from desktop.sales.money.statement import statement

if TYPE_CHECKING:
    from desktop.core.documents.model import Document


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--since", metavar="YYYY-MM-DD", type=date.fromisoformat,
                        help=_("first day of the period of an account (the business year's)"))


Build = Callable[[Database, argparse.Namespace], "Document"]


def _of_dealer(build: Callable[[Database, int, argparse.Namespace], Document]) -> Build:
    return lambda db, args: build(db, coded(db, Dealer, args.code), args)


REPORTS = Reports((
    Report("statement", "code", of_document(_of_dealer(lambda db, key, args: statement(db, key, args.day, args.since)))),
    Report("reconciliation", "code", of_document(_of_dealer(
        lambda db, key, args: reconciliation(db, key, args.day, args.since)))),
    Report("dunning", "code", of_document(_of_dealer(lambda db, key, args: dunning_letter(db, key, args.day)))),
    Report("ageing", "", of_document(lambda db, args: ageing_sheet(db, args.day))),
    Report("collections", "", of_document(lambda db, args: collection_sheet(db, args.day, args.since))),
), _arguments)
