"""The command that hands work over between laptops, and to headquarters: exchange make, take, status, publish."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from desktop.asking import from_input_argument, new_passphrase, passphrase
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from desktop.core.database import Database

T = TypeVar("T")
DOES = {"make": N_("write the next package"), "take": N_("take a package"), "status": N_("say who was heard up to where"),
        "publish": N_("fill headquarters' PostgreSQL from the leading file")}


def exchange_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `agridesk exchange`."""
    parser.add_argument("does", choices=list(DOES), metavar="|".join(DOES),
                        help=_("; ").join(f"{name} = {_(text)}" for name, text in DOES.items()))
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help=_("the package to take"))
    parser.add_argument("--out", type=Path, metavar="FOLDER",
                        help=_("folder (a stick) for the package that is made, or its file"))
    parser.add_argument("--for", dest="partner", default="", metavar="NAME",
                        help=_("for which laptop; the first package for it makes this file the leading one"))
    parser.add_argument("--whole", action="store_true", help=_("everything again, after a file was set back to a backup"))
    parser.add_argument("--only", action="append", default=[], metavar="KIND:CODE",
                        help=_("only this record with all that belongs to it, for a colleague (dealer:D-2026-A001)"))
    parser.add_argument("--region", default="", metavar="CODE",
                        help=_("only what belongs to the region with this area code, for a colleague"))
    parser.add_argument("--feature", default="", metavar="NAME",
                        help=_("only the records of this part of the program, for a colleague (dealers, trials)"))
    parser.add_argument("--passphrase", action="store_true",
                        help=_("lock a first package or chosen records with a passphrase, which is asked for"))
    from_input_argument(parser)
    parser.add_argument("--join", action="store_true", help=_("follow the file that made this first package"))
    parser.add_argument("--deletions", action="store_true", help=_("take it although it throws much away"))
    parser.add_argument("--unsigned", action="store_true", help=_("take chosen records from outside the exchange"))
    parser.add_argument("--to", default="", metavar="ADDRESS", help=_("the PostgreSQL database: postgresql://user@server/name"))
    parser.add_argument("--reader", action="append", default=[], metavar="ROLE:CODE",
                        help=_("a role that may read the views of the region with this area code; ROLE: alone reads all"))
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))


def exchange(args: argparse.Namespace) -> int:
    """Make a package, take one, or say how things stand; the exit status."""
    return {"make": _make, "take": _take, "status": _status, "publish": _publish}[args.does](args)


def _make(args: argparse.Namespace) -> int:
    from desktop.core.exchange.making import make, make_records
    from desktop.newdata import command_database

    if args.out is None:
        raise UserError(_("Say where the package is to lie: --out FOLDER."))
    locked = new_passphrase(_("Passphrase of the package: "), from_input=args.from_input) if args.passphrase else ""
    with command_database(args) as db:
        if args.region or args.feature:
            about = _(", ").join(word for word in (args.region, args.feature) if word)
            made = make_records(db, args.out, _scope(db, args.region, args.feature), about, locked)
        elif args.only:
            about = _(", ").join(name.partition(":")[2] for name in args.only)
            made = make_records(db, args.out, _chosen(db, args.only), about, locked)
        else:
            made = make(db, args.out, args.partner, whole=args.whole, passphrase=locked)
    for line in made.said():
        print(line)
    return int(bool(made.missing))


def _scope(db: Database, region: str, feature: str) -> list[tuple[str, int]]:
    """The records of a region, of a feature, or of both together."""
    from desktop.core.exchange.finding import found_record
    from desktop.core.exchange.scopes import scope

    return scope(db, found_record(db, "region", region)[1] if region else None, feature)


def _chosen(db: Database, names: list[str]) -> list[tuple[str, int]]:
    from desktop.core.exchange.finding import found_record

    return [found_record(db, *name.partition(":")[::2]) for name in names]


def _take(args: argparse.Namespace) -> int:
    from desktop.core.exchange.handing import Allowed, HeardBefore, Joins, ManyDeletions, Unsigned, take
    from desktop.newdata import command_database

    if args.file is None:
        raise UserError(_("Name the package to take."))
    answers = {Joins: "--join", ManyDeletions: "--deletions", Unsigned: "--unsigned"}
    with command_database(args, must_exist=False) as db:
        try:
            _head, taken = _unlocking(args, lambda typed: take(
                db, args.file, Allowed(args.join, args.deletions, args.unsigned), only_look=args.dry_run, passphrase=typed))
        except HeardBefore as known:
            print(known)
            return 0
        except tuple(answers) as question:
            option = answers[type(question)]
            raise UserError(_("{question} To take it all the same: {option}.").format(
                question=question, option=option)) from None
    for line in taken.said():
        print(line)
    return 0


def _unlocking(args: argparse.Namespace, work: Callable[[str], T]) -> T:
    """What `work` gives; where the package is locked, with the passphrase that is asked for then."""
    from desktop.core.exchange.locked import PassphraseWanted

    try:
        return work("")
    except PassphraseWanted:
        return work(passphrase(_("Passphrase of {file}: ").format(file=args.file.name), from_input=args.from_input))


def _status(args: argparse.Namespace) -> int:
    from desktop.core.exchange.standing import partners, workers
    from desktop.core.kinds import kinds
    from desktop.newdata import command_database

    with command_database(args) as db:
        found, who = partners(db), workers(db)
    if not found:
        print(_("This file stands in no exchange."))
    for partner in found:
        print(partner.said())
    for name, table, rows in who:
        print(ngettext("{name}: {n} × {kind} in 30 days", "{name}: {n} × {kind} in 30 days", rows).format(
            name=name, n=rows, kind=_(kinds()[table].name)))
    return 0


def _publish(args: argparse.Namespace) -> int:
    from desktop.core.kinds import kinds
    from desktop.exchange.publishing.publishing import publish
    from desktop.newdata import command_database

    if not args.to:
        raise UserError(_("Say where to: --to postgresql://user@server/database."))
    readers = [(role, code) for role, _colon, code in (word.partition(":") for word in args.reader)]
    with command_database(args) as db:
        done = publish(db, args.to, readers)
    print(_("Published anew.") if done.anew else _("Published what changed since the last time."))
    for table, rows in done.rows.items():
        print(f"{_(kinds()[table].name)}: {rows}")
    if done.removed:
        print(ngettext("{n} row removed for good", "{n} rows removed for good", done.removed).format(n=done.removed))
    return 0
