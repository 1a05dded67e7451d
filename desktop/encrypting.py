"""`agridesk encryption`: switch encryption on and off, and say who can open the database."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from desktop.asking import from_input_argument, new_passphrase, passphrase, unlock
from desktop.core.encryption import opening, ring, ways
from desktop.core.encryption.beside import Left, Old, said
from desktop.core.encryption.wraps import HEADQUARTERS, PASSPHRASE, RECOVERY, SYSTEM, Way, for_public
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, ngettext
from desktop.core.settings import Settings, database_in_use

DOES = {"status": N_("say whether it is on and who can open the database"), "on": N_("encrypt the database and all beside it"),
        "off": N_("write everything without encryption"), "add": N_("add a way in"), "remove": N_("remove a way in"),
        "change": N_("change a passphrase"), "headquarters": N_("make headquarters' pair of keys")}
KINDS = {PASSPHRASE: N_("passphrase"), RECOVERY: N_("recovery code"), HEADQUARTERS: N_("headquarters' key"),
         SYSTEM: N_("this account")}
OLD = {"encrypt": Old.ENCRYPT, "remove": Old.REMOVE}
ERASED = N_("What was plain before may still be found on the disk by special programs until it is written over; on an SSD that "
            "cannot be forced. Encrypting the whole disk (BitLocker) helps against that.")


def encryption_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `agridesk encryption`."""
    parser.add_argument("does", choices=list(DOES), metavar="|".join(DOES),
                        help=_("; ").join(f"{name} = {_(text)}" for name, text in DOES.items()))
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help=_("headquarters: file of the private key to make"))
    parser.add_argument("--name", default="", metavar="NAME", help=_("whose passphrase, recovery code or key it is"))
    parser.add_argument("--kind", choices=list(KINDS), default=PASSPHRASE,
                        help=_("kind of the way in: {kinds}").format(
                            kinds=_(", ").join(f"{kind} = {_(text)}" for kind, text in KINDS.items())))
    parser.add_argument("--public", type=Path, metavar="FILE", help=_("headquarters' public key file"))
    parser.add_argument("--private", type=Path, metavar="FILE",
                        help=_("open the database with headquarters' private key file instead of a passphrase"))
    parser.add_argument("--old-backups", choices=list(OLD), default="encrypt",
                        help=_("on: encrypt the backups that are there, or remove them"))
    from_input_argument(parser)


def encryption(args: argparse.Namespace) -> int:
    """Do what is asked; the exit status."""
    return {"status": _status, "on": _on, "off": _off, "add": _add, "remove": _remove, "change": _change,
            "headquarters": _headquarters}[args.does](args)


def _path(args: argparse.Namespace) -> Path:
    path: Path = (args.database or database_in_use()).resolve()
    if not path.is_file():
        raise UserError(_("There is no database at {file}. Name one with --database.").format(file=path))
    return path


def _opened(args: argparse.Namespace) -> Path:
    """The database, its key known."""
    path = _path(args)
    if not ring.mark_of(path):
        raise UserError(_("{file} is not encrypted.").format(file=path.name))
    if args.private is None:
        unlock(path, from_input=args.from_input)
    else:
        opening.by_private(path, opening.private_key(args.private, lambda: passphrase(
            _("Passphrase of {file}: ").format(file=args.private.name), from_input=args.from_input)))
    return path


def _status(args: argparse.Namespace) -> int:
    path = _path(args)
    if not ring.mark_of(path):
        print(_("{file} is not encrypted.").format(file=path.name))
        return 0
    print(_("{file} is encrypted. Ways in:").format(file=path.name))
    for way in ways.ways_of(path):
        print(f"  {way.made_on}  {_(KINDS.get(way.kind, way.kind))}  {way.name}")
    return 0


def _on(args: argparse.Namespace) -> int:
    path, name = _path(args), args.name or _("Manager")
    public = opening.public_key(args.public) if args.public else None
    typed = new_passphrase(_("New passphrase: "), from_input=args.from_input)
    ways.refuse_weak(typed)

    def made(mark: bytes, key: bytes) -> Sequence[Way]:
        first = ways.typed_way(PASSPHRASE, name, mark, key, typed)
        return (first, for_public(public.name, ways.today(), mark, key, public.key)) if public else (first,)

    from desktop.core.encryption.switching import switch_on

    left = switch_on(path, made, OLD[args.old_backups])
    print(_("{file} is encrypted now, with its attachments and backups.").format(file=path.name))
    if left:
        print(not_followed(left, path))
    if not public:
        print(_("Whoever forgets the passphrase loses everything. Make a recovery code: agridesk encryption add --kind "
                "recovery"))
    print(_(ERASED))
    _say_second_place(path)
    return 0


def not_followed(left: Sequence[Left], database: Path) -> str:
    """The files that could not be encrypted with their database."""
    return _("Not encrypted yet, since they could not be written: {files}. It is tried again whenever the database is opened; "
             "close the programs that hold them, or free some space.").format(files=said(left, database))


def _say_second_place(path: Path) -> None:
    """Plain copies elsewhere are named: they are not reached by what is done here."""
    from desktop.core.second_place import plain_copies

    second = Settings().get("second_place")
    for copy in plain_copies(path, Path(second)) if second else ():
        print(_("Not encrypted: {file}. It goes as soon as the next copy is made there; copies elsewhere stay.").format(
            file=copy))


def _off(args: argparse.Namespace) -> int:
    from desktop.core.encryption.switching import switch_off

    path = _opened(args)
    switch_off(path)
    print(_("{file} is no longer encrypted: whoever gets hold of this computer can read it.").format(file=path.name))
    return 0


def _add(args: argparse.Namespace) -> int:
    path = _opened(args)
    if args.kind == HEADQUARTERS or args.public:
        if args.public is None:
            raise UserError(_("Name headquarters' public key file: --public FILE."))
        public = opening.public_key(args.public)
        ways.add_headquarters(path, public)
        print(_("{name} can open the database now. Compare these digits with headquarters by telephone: {digits}").format(
            name=public.name, digits=public.digits()))
    elif args.kind == RECOVERY:
        print(_("Recovery code, shown only now; write it down and keep it away from the computer: {code}").format(
            code=ways.add_recovery(path, args.name or _("Manager"))))
    elif args.kind == SYSTEM:
        ways.add_system(path, args.name or _("this account"))
        print(_("On this account the passphrase is no longer asked for."))
    else:
        ways.add_passphrase(path, args.name, new_passphrase(_("New passphrase: "), from_input=args.from_input))
        print(_("{name} can open the database now.").format(name=args.name))
    return 0


def _remove(args: argparse.Namespace) -> int:
    path = _opened(args)
    ways.remove(path, args.kind, args.name)
    print(ngettext("Removed. {n} way in is left.", "Removed. {n} ways in are left.", len(ways.ways_of(path))).format(
        n=len(ways.ways_of(path))))
    return 0


def _change(args: argparse.Namespace) -> int:
    path = _path(args)
    if not ring.mark_of(path):
        raise UserError(_("{file} is not encrypted.").format(file=path.name))
    old = passphrase(_("Old passphrase: "), from_input=args.from_input)
    new = new_passphrase(_("New passphrase: "), from_input=args.from_input)
    print(_("The passphrase of {name} is changed.").format(name=ways.change_passphrase(path, old, new)))
    return 0


def _headquarters(args: argparse.Namespace) -> int:
    if args.file is None:
        raise UserError(_("Name the file of the private key to be made."))
    typed = new_passphrase(_("Passphrase for the key file (empty: none): "), from_input=args.from_input)
    if typed:
        ways.refuse_weak(typed)
    public = opening.make_pair(args.file, args.name or _("Headquarters"), typed, ways.today())
    print(_("Private key, to be kept where only headquarters gets at it: {file}").format(file=args.file))
    print(_("Public key, for every laptop: {file}").format(file=f"{args.file}.public"))
    print(_("Digits to compare by telephone: {digits}").format(digits=public.digits()))
    return 0
