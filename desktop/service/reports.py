"""The documents of technical service that the command line writes."""

from __future__ import annotations

import argparse
from typing import Any

from sqlmodel import col, select

from desktop.core.database import Database
from desktop.core.documents.model import Document
from desktop.core.errors import UserError
from desktop.core.fields import today
from desktop.core.i18n import _
from desktop.core.records import alive
from desktop.core.reporting import Report, Reports, of_document
from desktop.service.solar_terms import FIRST, LAST


def _coded(db: Database, model: Any, code: str) -> int:
    """The key of the newest living record with that code; UserError where there is none."""
    with db.reading() as session:
        query = select(model.id).where(model.code == code, alive(model)).order_by(col(model.id).desc())
        found: int | None = session.exec(query).first()
    if found is None:
        raise UserError(_("There is no {kind} with the code “{code}” in {file}.").format(
            kind=_(model.NAME), code=code, file=db.path.name))
    return found


def _year(args: argparse.Namespace) -> int:
    """The year that is asked for, this one if none; UserError where there is no calendar for it."""
    year: int = args.year or today().year
    if not FIRST <= year <= LAST:
        raise UserError(_("The year {year} lies outside {first} to {last}.").format(year=year, first=FIRST, last=LAST))
    return year


def _technique(db: Database, args: argparse.Namespace) -> Document:
    from desktop.service.technique_model import TechniqueSheet
    from desktop.service.technique_report import technique_sheet

    return technique_sheet(db, _coded(db, TechniqueSheet, args.code), _year(args))


def _complaint(db: Database, args: argparse.Namespace) -> Document:
    from desktop.service.complaint_model import Complaint
    from desktop.service.complaint_report import complaint_file

    return complaint_file(db, _coded(db, Complaint, args.code))


def _handout(db: Database, args: argparse.Namespace) -> Document:
    from desktop.service.handout_document import handout_document
    from desktop.service.handout_model import Handout

    return handout_document(db, _coded(db, Handout, args.code))


def _summary(db: Database, args: argparse.Namespace) -> Document:
    from desktop.service.technique_summary import technique_summary

    return technique_summary(db, _year(args))


REPORTS = Reports((
    Report("technique", "code", of_document(_technique)), Report("complaint", "code", of_document(_complaint)),
    Report("handout", "code", of_document(_handout)), Report("technique-summary", "year", of_document(_summary))))
