"""`agridesk report KIND --out FILE`: writes a document of the database as PDF, Word or spreadsheet."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from desktop.core import i18n, paths
from desktop.core.errors import UserError
from desktop.core.i18n import _

KINDS = ("trial", "field-sheets", "labels", "planting-plan")
ENDINGS = (".pdf", ".docx", ".xlsx")


def report_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `agridesk report`."""
    parser.add_argument("kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--trial", metavar="CODE", required=True, help=_("code of the trial"))
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help=_("file to write: .pdf, .docx or .xlsx"))
    from desktop.trials.field import papers

    papers.arguments(parser)
    parser.add_argument("--without-plots", action="store_true", help=_("leave out the table of all plots"))


def report(args: argparse.Namespace) -> int:
    """Write the field report of a trial and print its path. Raises `UserError` for an unknown trial or ending."""
    from desktop.core import documents
    from desktop.newdata import open_ready
    from desktop.trials.actions import trial_by_code
    from desktop.trials.field.papers import PAPERS
    from desktop.trials.report import trial_report

    _refuse_ending(args.out)
    path = args.database or paths.default_database()
    if not path.exists():
        raise UserError(_("There is no database {file}: name it with --database.").format(file=path))
    db = open_ready(path)
    try:
        trial = trial_by_code(db, args.trial)
        if trial is None:
            raise UserError(_("There is no trial with the code “{code}” in {file}.").format(code=args.trial, file=path.name))
        if args.kind in PAPERS:
            written = PAPERS[args.kind](db, trial.id, args)
        else:
            document = trial_report(db, trial.id, i18n.language(), with_plots=not args.without_plots,
                                    keep=True)
            written = documents.save(document, args.out)
    finally:
        db.close()
    sys.stdout.write(f"{written}\n")
    return 0


def _refuse_ending(path: Path) -> None:
    if path.suffix.lower() not in ENDINGS:
        raise UserError(_("“{ending}” is not a format for documents. Choose a name that ends in {endings}.").format(
            ending=path.suffix, endings=", ".join(ENDINGS)))
