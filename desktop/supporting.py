"""`agridesk support`: a bundle for whoever helps, without personal data."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from desktop import __version__
from desktop.core import paths
from desktop.core.i18n import _
from desktop.core.settings import Settings


def support_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `agridesk support`."""
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.zip", help=_("file to write"))


def support(args: argparse.Namespace) -> int:
    """Write the bundle of the database named, else of the one opened last, and print its path."""
    from desktop.core.support import save_bundle

    settings = Settings()
    known = settings.get("database")
    database = args.database or (Path(known) if known else paths.default_database())
    made = save_bundle(args.out, __version__, database, settings)
    sys.stdout.write(_("Support bundle, without names, telephone numbers or texts: {file}").format(file=made) + "\n")
    return 0
