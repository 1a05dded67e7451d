"""The documents of targets that the command line writes."""

from __future__ import annotations

import argparse

from desktop.core.database import Database
from desktop.core.documents.model import Document
from desktop.core.reporting import Report, Reports, coded, of_document
from desktop.dealers.model import Dealer
from desktop.sales.targets.model import SalesTarget
from desktop.sales.targets.papers import attainment, month_sheet, target_sheet


def _target(db: Database, args: argparse.Namespace) -> Document:
    return target_sheet(db, coded(db, SalesTarget, args.code), args.day)


def _all(db: Database, args: argparse.Namespace) -> Document:
    return attainment(db, args.day)


def _month(db: Database, args: argparse.Namespace) -> Document:
    return month_sheet(db, coded(db, Dealer, args.code), args.day)


REPORTS = Reports((Report("target", "code", of_document(_target)), Report("targets", "", of_document(_all)),
                   Report("month-sheet", "code", of_document(_month))))
