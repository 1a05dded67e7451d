"""The documents of trials that the command line writes."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from desktop.core import i18n
from desktop.core.database import Database
from desktop.core.documents.model import Document
from desktop.core.i18n import _
from desktop.core.reporting import Report, Reports, coded, of_document
from desktop.trials.field.papers import PAPERS, arguments


def _trial(db: Database, code: str) -> int:
    """The key of the trial with that code; UserError where there is none."""
    from desktop.trials.model import Trial

    return coded(db, Trial, code)


def _field_report(db: Database, args: argparse.Namespace) -> Document:
    from desktop.trials.report.field_report import trial_report

    return trial_report(db, _trial(db, args.trial), i18n.language(), with_plots=not args.without_plots, keep=True,
                        template=args.template)


def _series(kind: str) -> Callable[[Database, argparse.Namespace], Document]:
    """The report on a series, or on the demonstrations of one."""
    def build(db: Database, args: argparse.Namespace) -> Document:
        from desktop.trials.series.demonstration import demonstration_report
        from desktop.trials.series.series_report import series_report

        made = demonstration_report if kind == "demonstration" else series_report
        return made(db, args.series, i18n.language(), template=args.template, keep=True)

    return build


def _variety(kind: str) -> Callable[[Database, argparse.Namespace], Document]:
    """The dossier of a variety, or its sheet."""
    def build(db: Database, args: argparse.Namespace) -> Document:
        from desktop.trials.dossier.dossier_report import variety_dossier
        from desktop.trials.dossier.facts import variety_by_name
        from desktop.trials.dossier.sheet import variety_sheet

        made = variety_sheet if kind == "variety-sheet" else variety_dossier
        return made(db, variety_by_name(db, args.variety).id, i18n.language())

    return build


def _paper(name: str) -> Report:
    def write(db: Database, args: argparse.Namespace) -> Path:
        return PAPERS[name](db, _trial(db, args.trial), args)

    return Report(name, "trial", write)


def _arguments(parser: argparse.ArgumentParser) -> None:
    arguments(parser)
    parser.add_argument("--template", metavar="NAME", help=_("report template (trial, series, demonstration)"))
    parser.add_argument("--without-plots", action="store_true", help=_("leave out the table of all plots"))


REPORTS = Reports((
    Report("trial", "trial", of_document(_field_report)),
    *(Report(kind, "series", of_document(_series(kind))) for kind in ("series", "demonstration")),
    *(Report(kind, "variety", of_document(_variety(kind))) for kind in ("variety", "variety-sheet")),
    *(_paper(name) for name in PAPERS)), _arguments)
