"""The commands that keep the data safe: backup, restore, check."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from desktop.asking import unlock
from desktop.core import wholeness
from desktop.core.archive import Archive, archive
from desktop.core.backup import backup_now
from desktop.core.backup_files import list_backups
from desktop.core.check import check as find
from desktop.core.check import repair, short
from desktop.core.encryption.ring import KeyWanted
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, ngettext
from desktop.core.restoring import restore as put_back
from desktop.core.settings import Settings, database_in_use
from desktop.migrations import STEPS
from desktop.newdata import command_database, open_ready

MARKS = {"ok": N_("ok"), "warning": N_("warning"), "error": N_("error")}


def backup_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `agridesk backup`."""
    parser.add_argument("--to", type=Path, metavar="DIR",
                        help=_("folder (a stick) for one archive with all attachments; without it a backup beside the "
                               "database"))


def backup(args: argparse.Namespace) -> int:
    """Make a verified backup and print where it lies."""
    if args.to is not None and not args.to.is_dir():
        raise UserError(_("The folder {folder} does not exist.").format(folder=args.to))
    with command_database(args) as db:
        made = Archive(backup_now(db)) if args.to is None else archive(db, args.to)
    print(_("Verified backup: {file}").format(file=made.path))
    return _told(_("In the backup, but changed since it was attached: {file}"), made.unsound)


def _told(sentence: str, unsound: Sequence[str]) -> int:
    """Name the attachments that are not sound; the exit status."""
    for name in unsound:
        print(sentence.format(file=name))
    return int(bool(unsound))


def restore_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `agridesk restore`."""
    parser.add_argument("backup", nargs="?", metavar="BACKUP",
                        help=_("number or file of a backup; without it the backups are listed"))
    parser.add_argument("--without-key", action="store_true",
                        help=_("the passphrase of the present database is lost: set it aside, and take the backup as it is"))


def restore(args: argparse.Namespace) -> int:
    """Put a backup in the place of the database, keeping the replaced one aside; or list the backups."""
    path: Path = args.database or database_in_use()
    if args.backup is None:
        for item in list_backups(path):
            print(f"{item.number:>6}  {item.at:%Y-%m-%d %H:%M:%S}  {item.size / 1e6:8.1f} MB  {item.path.name}")
        return 0
    chosen = _chosen(path, args.backup)
    for file in (chosen,) if args.without_key else (chosen, path):
        unlock(file)
    done = put_back(path, chosen, STEPS, without_key=args.without_key)
    print(_("Restored: {file}").format(file=path))
    if done.aside:
        print(_("The replaced files are kept in {folder}").format(folder=done.aside))
    return _told(_("Not restored, since it is missing or damaged in the backup: {file}"), done.unsound)


def _chosen(database: Path, word: str) -> Path:
    """The backup of that number, else the file of that name."""
    numbered = {str(b.number): b.path for b in list_backups(database)}
    return numbered.get(word.lstrip("0"), Path(word))


def check_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `agridesk check`."""
    parser.add_argument("--repair", action="store_true", help=_(
        "bring back from the backups what is damaged, and make the search index anew, then check"))


def check(args: argparse.Namespace) -> int:
    """Print what is not sound, after a repair where it is asked for; exit status 1 where something is wrong."""
    second = Settings().get("second_place")
    if args.repair:
        _repair(args.database or database_in_use(), second)
    with command_database(args) as db:
        if args.repair:
            made = repair(db)
            print(ngettext("Search index made anew: {n} record.", "Search index made anew: {n} records.", made).format(n=made))
        findings = [*find(db), *(f for f in wholeness.second_copies(db, second) if f), *short(db.path, second)]
        wholeness.note_full(db.path, sum(f.damage for f in findings))
    for finding in findings:
        print(f"{_(MARKS[finding.level])}: {finding.sentence}")
    return int(any(f.level == "error" for f in findings))


def _repair(path: Path, second: str) -> None:
    """Bring back what is whole, where anything is damaged, and print the report."""
    unlock(path)
    try:
        _bring_back(path, second)
    except KeyWanted as error:  # a backup that is needed has another key
        unlock(error.path)
        _bring_back(path, second)


def _bring_back(path: Path, second: str) -> None:
    from desktop.core.salvage import needed, salvage

    if (path.exists() or list_backups(path)) and needed(path, open_ready, second):
        for line in salvage(path, open_ready, second).said():
            print(line)
