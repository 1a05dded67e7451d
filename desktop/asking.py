"""Passphrases for commands: asked on the terminal, read from a file or line by line from standard input, never an argument,
which other people on the computer could see."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from desktop.core.encryption import opening
from desktop.core.errors import UserError
from desktop.core.i18n import _

FILE = "AGRIDESK_PASSPHRASE_FILE"
LOST = "\N{REPLACEMENT CHARACTER}"


def passphrase(prompt: str, *, from_input: bool = False, new: bool = False) -> str:
    """What is typed on the terminal, without being shown; the next line of standard input where `from_input`.

    `new`: it will be needed to open something, so that one that may have been changed on its way is refused sooner.
    Raises `UserError` where there is no terminal to ask on, and for a line that did not arrive as it was written.
    """
    if from_input:
        return _next_line(new)
    if sys.stdin is None or not sys.stdin.isatty():
        raise UserError(_("A passphrase is needed, and there is no terminal to ask for it. Call the command on a terminal, or "
                          "write the passphrase into a file that only you can read and name that in {variable}.").format(
                              variable=FILE))
    import getpass

    try:
        return getpass.getpass(prompt)
    except EOFError:
        raise UserError(_("No passphrase was given.")) from None


def _next_line(new: bool) -> str:
    """The next line of standard input, which is UTF-8 on every system: read in the code page of a Chinese Windows a passphrase
    would become another one, which nobody could type in the window."""
    line = sys.stdin.buffer.readline() if sys.stdin else b""
    if not line:
        raise UserError(_("Standard input ended before all passphrases were read: one a line."))
    try:
        typed = line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        typed = LOST
    if _spoilt(typed, new):
        raise UserError(_("Standard input did not arrive as UTF-8, so that the passphrase would be read as another one: "
                          "Windows PowerShell, for one, passes Chinese on as question marks. Write it into a file in UTF-8 "
                          "and call from cmd.exe: type FILE | agridesk …; to open a file only, name that file in {variable} "
                          "and leave --stdin out.").format(variable=FILE))
    return typed


def _spoilt(typed: str, new: bool) -> bool:
    """Whether a passphrase was put into another encoding on its way: half of UTF-16, or signs that its encoding lacked.

    Two question marks in a row are enough where it is `new`: what was passed on as 农技a1 arrives as ??a1, and would lock a
    file for good.
    """
    asked = typed.count("?")
    return "\0" in typed or LOST in typed or 2 * asked > len(typed) or (new and "??" in typed)


def unlock(path: Path, *, from_input: bool = False) -> None:
    """Make an encrypted database or backup readable for this command; nothing to do for a plain one."""
    if opening.is_open(path) or opening.by_system(path):
        return
    named = os.environ.get(FILE)
    if named and not from_input:
        try:
            typed = Path(named).read_text(encoding="utf-8-sig").splitlines()[0]
        except (OSError, ValueError, IndexError) as error:
            raise UserError(_("The file that {variable} names holds no passphrase: {file}.").format(
                variable=FILE, file=named)) from error
    else:
        typed = passphrase(_("Passphrase of {file}: ").format(file=path.name), from_input=from_input)
    opening.by_typed(path, typed)


def new_passphrase(prompt: str, *, from_input: bool = False) -> str:
    """A new passphrase, typed twice on a terminal."""
    typed = passphrase(prompt, from_input=from_input, new=True)
    if not from_input and passphrase(_("Once more: ")) != typed:
        raise UserError(_("The two were not the same. Nothing was changed."))
    return typed


def from_input_argument(parser: argparse.ArgumentParser) -> None:
    """Declare the option that reads passphrases from standard input."""
    parser.add_argument("--stdin", action="store_true", dest="from_input",
                        help=_("read passphrases from standard input, one a line in UTF-8 (on Windows call from cmd.exe: "
                               "PowerShell changes Chinese on its way)"))
