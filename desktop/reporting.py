"""`agridesk report KIND --out FILE`: writes a document of the database as PDF, Word or spreadsheet."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any

from desktop.core.i18n import _
from desktop.core.reporting import OPTIONS, TYPES, Report, Reports


def kinds(meant: Collection[str] = ()) -> dict[str, Report]:
    """Every report by its name on the command line; those that stand with the one meant, where a single one is."""
    return {report.name: report for reports in _found(meant) for report in reports.kinds}


def names() -> list[str]:
    """The names of all reports; none of them is loaded."""
    from desktop.features import FEATURES

    return [name for feature in FEATURES for named in feature.reports.values() for name in named.split()]


def _found(meant: Collection[str]) -> list[Reports]:
    """The reports of all features, or, where `meant` names a single one, those of its place: all of them take seconds."""
    from desktop.core.feature import found
    from desktop.features import FEATURES

    places = {place: named.split() for feature in FEATURES for place, named in feature.reports.items()}
    own = [place for place, named in places.items() if set(named) & set(meant)]
    return found(own if len(own) == 1 else places)


def report_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `agridesk report`."""
    meant: Collection[str] = getattr(parser, "words", ())
    meant = () if {"-h", "--help"} & set(meant) else meant
    known = kinds(meant)
    parser.add_argument("kind", choices=names(), metavar="KIND", help=", ".join(names()))
    for name, text in OPTIONS.items():
        needed = ", ".join(kind.name for kind in known.values() if kind.needs == name)
        parser.add_argument(f"--{name}", type=TYPES.get(name, str), metavar=name.upper(),
                            help=f"{_(text)} ({needed})" if needed else _(text))
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help=_("file to write: .pdf, .docx or .xlsx"))
    for reports in _found(meant):
        if reports.arguments is not None:
            reports.arguments(parser)
    parser.set_defaults(refuse=parser.error)


def report(args: argparse.Namespace) -> int:
    """Write a report and print its path. Raises `UserError` where there is no such record or the ending fits no format."""
    from desktop.newdata import command_database

    chosen = kinds((args.kind,))[args.kind]
    if chosen.needs and getattr(args, chosen.needs) is None:
        args.refuse(_("report {kind} needs --{option}").format(kind=args.kind, option=chosen.needs))
    noted = _Noted(**vars(args))
    with command_database(args) as db:
        written = chosen.write(db, noted)
    unused = [name for name in OPTIONS if vars(args)[name] is not None and name not in noted.seen]
    if unused:
        sys.stderr.write(_("report {kind} makes no use of {options}").format(
            kind=args.kind, options=_(", ").join(f"--{name}" for name in unused)) + "\n")
    sys.stdout.write(f"{written}\n")
    return 0


class _Noted(argparse.Namespace):
    """The options of a command, and which of them were looked at: one that nobody asked for is told, not passed over."""

    def __init__(self, **options: object) -> None:
        self.__dict__["seen"] = set()
        super().__init__(**options)

    def __getattribute__(self, name: str) -> Any:
        if not name.startswith("_"):
            super().__getattribute__("__dict__")["seen"].add(name)
        return super().__getattribute__(name)
