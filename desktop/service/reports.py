"""The documents of technical service that the command line writes."""

from __future__ import annotations

import argparse

from desktop.core.database import Database
from desktop.core.documents.model import Document
from desktop.core.errors import UserError
from desktop.core.fields import today
from desktop.core.i18n import _
from desktop.core.reporting import Report, Reports, coded, of_document
from desktop.core.solar_terms import FIRST, LAST
from desktop.service.letter_names import LETTERS


def _year(args: argparse.Namespace) -> int:
    """The year that is asked for, this one if none; UserError where there is no calendar for it."""
    year: int = args.year or today().year
    if not FIRST <= year <= LAST:
        raise UserError(_("The year {year} lies outside {first} to {last}.").format(year=year, first=FIRST, last=LAST))
    return year


def _technique(db: Database, args: argparse.Namespace) -> Document:
    from desktop.service.technique_model import TechniqueSheet
    from desktop.service.technique_report import technique_sheet

    return technique_sheet(db, coded(db, TechniqueSheet, args.code), _year(args))


def _complaint(db: Database, args: argparse.Namespace) -> Document:
    from desktop.service.complaint_model import Complaint
    from desktop.service.complaint_report import complaint_file

    return complaint_file(db, coded(db, Complaint, args.code))


def _handout(db: Database, args: argparse.Namespace) -> Document:
    from desktop.service.handout_document import handout_document
    from desktop.service.handout_model import Handout

    return handout_document(db, coded(db, Handout, args.code))


def _summary(db: Database, args: argparse.Namespace) -> Document:
    from desktop.service.technique_summary import last_year, technique_summary

    return technique_summary(db, _year(args) if args.year is not None else last_year(db))


def _letter(kind: str) -> Report:
    """A letter about a complaint, chosen by the complaint's number."""
    def build(db: Database, args: argparse.Namespace) -> Document:
        from desktop.service.complaint_model import Complaint
        from desktop.service.letters import letter

        return letter(db, coded(db, Complaint, args.code), kind)

    return Report(kind, "code", of_document(build))


REPORTS = Reports((
    Report("technique", "code", of_document(_technique)), Report("complaint", "code", of_document(_complaint)),
    Report("handout", "code", of_document(_handout)), Report("technique-summary", "", of_document(_summary)),
    *map(_letter, LETTERS)))
