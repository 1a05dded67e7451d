"""`python -m desktop` and `agridesk`: the window, or a command."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from desktop import display

LANGUAGES = ("zh_CN", "en")


def main(argv: Sequence[str] | None = None) -> int:
    """Without a command open the window; with one, do it without Qt. Gives the exit status."""
    arguments = opened(sys.argv[1:] if argv is None else argv)
    if _is_command(arguments):
        return _command(arguments)
    options = _window_options(arguments)
    if _told(display.why_no_window, options.lang):
        return 1
    gc.disable()  # collecting while modules load costs a tenth of the start; app.run collects on its own timer
    try:
        from desktop import app
    except ImportError:  # a library of the system that Qt needs
        if _told(display.why_not_loaded, options.lang):
            return 1
        raise
    return app.run(options.database, options.lang or "")


def _told(why: Callable[[], str], language: str | None) -> bool:
    """Say why there is no window, where that is known."""
    from desktop.core import i18n

    i18n.set_language(language or i18n.system_language())
    sentence = why()
    if sentence:
        sys.stderr.write(f"{sentence}\n")
    return bool(sentence)


def opened(arguments: Sequence[str]) -> list[str]:
    """The arguments with a database named alone, as "open with" and a drop on the icon do, written as an option."""
    first = next(iter(arguments), "")
    return [f"--database={first}", *arguments[1:]] if first.lower().endswith(".agridesk") else list(arguments)


def _command(arguments: Sequence[str]) -> int:
    """Do a command. A program without a console shows what it says in a box."""
    if sys.stdout is None or sys.stderr is None:
        from desktop.ui.shell import no_console

        return no_console.run(arguments)
    from desktop import cli

    return cli.main(arguments)


def _is_command(arguments: Sequence[str]) -> bool:
    """Whether anything but the window's own options stands there (help and version belong to the commands), or one of them
    without a value that it can have: the commands say so in a sentence, also where there is no console."""
    waiting = iter(arguments)
    for argument in waiting:
        name, equals, value = argument.partition("=")
        if name not in ("--database", "--lang"):
            return True
        if not (value if equals else (value := next(waiting, ""))) or (name == "--lang" and value not in LANGUAGES):
            return True
    return False


def _window_options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="agridesk")
    parser.add_argument("--database", type=Path)
    parser.add_argument("--lang", choices=LANGUAGES)
    return parser.parse_args(arguments)


def keep_font_list() -> None:
    """Let the frozen program keep matplotlib's list of fonts: its own hook names a new folder at every start, for which all
    fonts of the system are looked through at the first figure."""
    local = os.environ.get("LOCALAPPDATA")
    folder = Path(local) if local else Path(os.environ.get("HOME", ".")) / ".cache"
    os.environ["MPLCONFIGDIR"] = str(folder / "AgriDesk" / "figures")


if __name__ == "__main__":
    if getattr(sys, "frozen", False):  # the frozen program is also the process that computes
        from multiprocessing import freeze_support

        freeze_support()
        keep_font_list()
    sys.exit(main())
