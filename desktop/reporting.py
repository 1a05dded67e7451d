"""`agridesk report KIND --out FILE`: writes a document of the database as PDF, Word or spreadsheet."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from desktop.core.i18n import _
from desktop.core.reporting import OPTIONS, TYPES, Report, Reports


def kinds() -> dict[str, Report]:
    """Every report by its name on the command line."""
    return {report.name: report for reports in _all() for report in reports.kinds}


def _all() -> list[Reports]:
    from desktop.core.feature import found
    from desktop.features import FEATURES

    return [reports for feature in FEATURES for reports in found(feature.reports)]


def report_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `agridesk report`."""
    known = kinds()
    parser.add_argument("kind", choices=list(known), metavar="KIND", help=", ".join(known))
    for name, text in OPTIONS.items():
        needed = ", ".join(kind.name for kind in known.values() if kind.needs == name)
        parser.add_argument(f"--{name}", type=TYPES.get(name, str), metavar=name.upper(),
                            help=f"{_(text)} ({needed})" if needed else _(text))
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help=_("file to write: .pdf, .docx or .xlsx"))
    for reports in _all():
        if reports.arguments is not None:
            reports.arguments(parser)
    parser.set_defaults(refuse=parser.error)


def report(args: argparse.Namespace) -> int:
    """Write a report and print its path. Raises `UserError` where there is no such record or the ending fits no format."""
    from desktop.newdata import command_database

    chosen = kinds()[args.kind]
    if chosen.needs and getattr(args, chosen.needs) is None:
        args.refuse(_("report {kind} needs --{option}").format(kind=args.kind, option=chosen.needs))
    with command_database(args) as db:
        written = chosen.write(db, args)
    sys.stdout.write(f"{written}\n")
    return 0
