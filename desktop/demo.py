"""`agridesk demo`: the example region, its field report and a farmer's handout on disk; then the window."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.errors import UserError
from desktop.core.i18n import _, language
from desktop.core.paths import ENDING

if TYPE_CHECKING:
    from desktop.core.database import Database

TRIAL_SITE = "QA1"
VARIETY = "LF101"


def demo_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `agridesk demo`."""
    parser.add_argument("--out", dest="folder", type=Path, default=Path("agridesk-demo"), metavar="DIR",
                        help=_("folder for the example (made if it is missing)"))
    parser.add_argument("--no-window", action="store_true", help=_("documents only"))


def demo(args: argparse.Namespace) -> int:
    """Make the example and its documents, print their paths, open the window where there is a display."""
    from desktop.example import make_example

    folder: Path = args.folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(_("The folder {folder} cannot be made: {reason}.").format(folder=folder, reason=error.strerror)
                        ) from error
    database = (args.database or folder / f"{_('example')}{ENDING}").resolve()
    if not database.exists():
        make_example(database)
    made = list(documents(database, folder.resolve()))
    print(_("Example region (invented): {file}").format(file=database))
    for path in made:
        print(path)
    return 0 if args.no_window else _open_window(database)


def documents(database: Path, folder: Path) -> Iterator[Path]:
    """Write the field report in three formats and the handout; give each path."""
    from desktop.core import documents as papers
    from desktop.example import keep_results
    from desktop.newdata import open_ready
    from desktop.service.handout_document import handout_document
    from desktop.trials.report.field_report import trial_report

    db = open_ready(database)
    try:
        trial, handout = _chosen(db)
        report = trial_report(db, trial, language(), keep=True)
        for ending in papers.ENDINGS:
            yield papers.save(report, folder / f"field-report{ending}")
        yield papers.save(handout_document(db, handout), folder / "handout.pdf")
        keep_results(db)
    finally:
        db.close()


def _chosen(db: Database) -> tuple[int, int]:
    """The trial and the handout of the documents, the handout in the language in force."""
    with db.reading() as session:
        execute = session.connection().exec_driver_sql
        trial = execute("SELECT t.id FROM trial t JOIN site s ON s.id = t.site_id WHERE s.code = ?", (TRIAL_SITE,)).scalar()
        handout = execute("SELECT h.id FROM handout h JOIN variety v ON v.id = h.variety_id WHERE v.code = ? "
                          "AND h.language = ?", (VARIETY, language())).scalar()
    if trial is None or handout is None:
        raise UserError(_("{file} is not the example region. Choose another folder with --out.").format(file=db.path))
    return int(trial), int(handout)


def _open_window(database: Path) -> int:
    """Open the window on the example where there is a display; without one the documents are all.

    In a process of its own: where a library of the system is missing, Qt ends the process, and the documents must not
    look like a failure then.
    """
    from desktop.display import called, has_display

    if not has_display():
        print(_("No display here, so only documents were made. Open the window with: {program} --database {file}").format(
            program=called(), file=database))
        return 0
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop"]
    if subprocess.call([*program, "--database", str(database)]) != 0:
        print(_("The documents are made, but the window could not be opened here."))
    return 0
