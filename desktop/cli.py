"""The commands that need no window: `agridesk COMMAND …`.

To add a command:
1. in the feature's `commands.py` (or a module of `core`), write two functions that import what is heavy inside:
   `NAME_arguments(parser)`, which declares its options, and `NAME(args) -> int`, which does the work, writes its
   answer to stdout and returns the exit status;
2. add one line to `COMMANDS`: name, module, a sentence for the help ("-" in a name is "_" in the functions).
`args.lang` is already in force; `args.database` is a Path or None. An error that is the world's fault is raised as
`UserError` before anything is printed: it becomes one sentence on stderr and exit status 1. Bad use
(`parser.error`) is exit status 2.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Any, NoReturn, TextIO

from desktop.core.errors import UserError
from desktop.core.guarding import reading_from, refuse
from desktop.core.i18n import N_, _, languages, set_language, system_language
from desktop.display import why_not_loaded


@dataclass(frozen=True)
class Command:
    """A command: its functions are found in `module` when it is called, not before."""

    name: str
    module: str
    help: str

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's own options."""
        self._function("_arguments")(parser)

    def run(self, args: argparse.Namespace) -> int:
        """Do the work; the exit status."""
        return self._function("")(args) or 0

    def _function(self, suffix: str) -> Callable[..., int | None]:
        function: Callable[..., int | None] = getattr(import_module(self.module), _identifier(self.name, suffix))
        return function


def _identifier(name: str, suffix: str) -> str:
    """The name of a command's function; one that Python keeps for itself gets an underscore (import_)."""
    made = name.replace("-", "_") + suffix
    return f"{made}_" if iskeyword(made) else made


COMMANDS: tuple[Command, ...] = (
    Command("demo", "desktop.demo", N_("make the example region and its documents")),
    Command("analyse", "desktop.trials.commands", N_("analyse a trial from a table")),
    Command("design", "desktop.trials.plan.commands", N_("make a field plan and its validity certificate")),
    Command("report", "desktop.reporting", N_("write a report as PDF, Word or spreadsheet")),
    Command("import", "desktop.transfer", N_("take a table in")),
    Command("export", "desktop.transfer", N_("write a table that import takes back")),
    Command("calculate", "desktop.calculating", N_("compute a figure without a database")),
    Command("backup", "desktop.keeping", N_("make a verified backup")),
    Command("restore", "desktop.keeping", N_("put a backup in the place of the database")),
    Command("exchange", "desktop.exchange.commands", N_("hand work over between laptops, and publish to headquarters")),
    Command("encryption", "desktop.encrypting", N_("encrypt the database, and say who can open it")),
    Command("check", "desktop.keeping", N_("check the database and its attachments")),
    Command("support", "desktop.supporting", N_("write a bundle for whoever helps, without personal data")),
    Command("self-test", "desktop.selftest", N_("open every page, a database and a document, and say whether all works")),
)


# What argparse says of bad use, in its own English, and how it is said here.
_COMPLAINTS = (
    (r"the following arguments are required: (.+)", N_("required, but missing: {0}")),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", N_("{0} cannot be {1}; it is one of {2}")),
    (r"argument (.+?): expected (?:one|at least one) argument", N_("{0} needs a value")),
    (r"argument (.+?): invalid .+ value: (.+)", N_("{0} cannot be {1}")),
    (r"unrecognized arguments: (.+)", N_("unknown: {0}")),
    (r"argument (.+?): (.+)", "{0}: {1}"),
)


def _complaint(message: str) -> str:
    """What argparse complains of, in the language in force."""
    for pattern, sentence in _COMPLAINTS:
        if match := re.fullmatch(pattern, message):
            return _(sentence).format(*match.groups())
    return message


HELP_WORDS = (N_("usage: "), N_("positional arguments:"), N_("options:"), N_("show this help message and exit"))


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is one sentence, and whose help speaks the language in force; `words` are what was typed."""

    words: tuple[str, ...] = ()

    def format_help(self) -> str:
        """The help, with argparse's own words in the language in force."""
        text = super().format_help()
        for words in HELP_WORDS:
            text = text.replace(words, _(words), 1)
        return text

    _mixing = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Read a command's words wherever they stand among its options: argparse by itself takes words that can be left out
        as left out once an option has come (`calculate KIND --lang en FILE`)."""
        if self._subparsers is not None or self._mixing:
            return super().parse_known_args(args, namespace)
        self._mixing = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._mixing = False

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one sentence on stderr; exit status 2."""
        sentence = _complaint(" ".join(message.split()))
        text = _("{program}: {message}. Help: {program} --help").format(program=self.prog, message=sentence)
        self.exit(2, f"{text}\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if os.name == "nt":
        arguments = expanded(arguments)
    set_language(_language(arguments))
    _speak_utf8(sys.stdout)
    _speak_utf8(sys.stderr)
    try:
        args = build_parser(arguments).parse_args(arguments)
        set_language(args.lang or system_language())
        with reading_from(*_sources(args)):
            _refuse_outputs(args)
            return _finished(_named(args.command).run(args))
    except UserError as error:
        sys.stderr.write(" ".join(str(error).splitlines()) + "\n")  # a cell quoted in it may hold line breaks
        return 1
    except BrokenPipeError:
        # The reader has closed the pipe (`agridesk … | head`); Python must not complain again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except ImportError:  # a library of the system that Qt needs
        if not (told := why_not_loaded()):
            raise
        sys.stderr.write(f"{told}\n")
        return 1
    except OSError as error:  # the world's fault as well, where nothing more is known of it
        text = _("The system reports “{reason}” for {file}. Nothing half is left; mend that and try again.")
        sys.stderr.write(text.format(reason=error.strerror or error, file=error.filename or "?") + "\n")
        return 1


OUTPUTS = ("out", "left_out")
"""The options that name a file which a command writes; a test holds that nothing that must stay is written over by them."""


def _sources(args: argparse.Namespace) -> list[Path]:
    """The files that a command reads: whatever else than an output its arguments name."""
    named = [value for name, value in vars(args).items() if name not in OUTPUTS]
    words = [word for value in named for word in (value if isinstance(value, list | tuple) else [value])]
    return [path for word in words if isinstance(word, str | Path) and word and _is_file(path := Path(word))]


def _refuse_outputs(args: argparse.Namespace) -> None:
    """Raise `UserError` for an output that may not be written, before anything is done; the save itself asks again."""
    for name in OUTPUTS:
        if isinstance(path := getattr(args, name, None), Path):
            refuse(path)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a text that is no name
        return False


def build_parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    """The parser; only the commands that `argv` names declare their options, so that no other is imported."""
    parser = _Parser(prog="agridesk", description=_("AgriDesk: the regional seed manager's desk"), allow_abbrev=False)
    _common(parser, None)
    choices = parser.add_subparsers(dest="command", metavar=_("COMMAND"), required=True, parser_class=_Parser)
    for command in COMMANDS:
        sub = choices.add_parser(command.name, help=_(command.help), description=_(command.help), allow_abbrev=False)
        _common(sub, argparse.SUPPRESS)
        if command.name in argv:
            sub.words = tuple(argv)
            command.declare(sub)
    return parser


def _common(parser: argparse.ArgumentParser, default: object) -> None:
    """The options that every command takes, before or after its name."""
    parser.add_argument("--database", type=Path, metavar="FILE", default=default,
                        help=_("database to work on; without it the one opened last"))
    parser.add_argument("--lang", choices=list(languages()), default=default, help=_("language of the answer"))


def _language(argv: Sequence[str]) -> str:
    """The language that complaints about the arguments themselves speak."""
    for word, following in zip(argv, [*argv[1:], ""], strict=True):
        chosen = following if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and chosen in languages():
            return chosen
    return system_language()


def expanded(arguments: Sequence[str]) -> list[str]:
    """The arguments with `*.csv` and the like replaced by the files it fits, as every shell but Windows' own does."""
    found: list[str] = []
    for argument in arguments:
        pattern = Path(argument)
        magic = not argument.startswith("-") and any(mark in pattern.name for mark in "*?")
        fitting = sorted(str(path) for path in pattern.parent.glob(pattern.name)) if magic else []
        found += fitting or [argument]
    return found


def _named(name: str) -> Command:
    """The command of that name."""
    return next(command for command in COMMANDS if command.name == name)


def _finished(status: int) -> int:
    """Flush what was printed while a failure can still be told."""
    sys.stdout.flush()
    return status


def _speak_utf8(stream: TextIO) -> None:
    """Write UTF-8 whatever the code page, so that a redirected answer is always readable.

    A console that speaks UTF-8 is left alone; NUL calls itself a console on Windows and speaks the code page.
    """
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None and not (stream.isatty() and stream.encoding.lower() == "utf-8"):
        reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    raise SystemExit(main())
