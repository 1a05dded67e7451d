"""`python -m desktop` and `agridesk`: the window, or a command."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from pathlib import Path


def main(argv: Sequence[str] | None = None) -> int:
    """Without a command open the window; with one, do it without Qt. Gives the exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if _is_command(arguments):
        from desktop import cli

        return cli.main(arguments)
    options = _window_options(arguments)
    gc.disable()  # collecting while modules load costs a tenth of the start; app.run collects on its own timer
    from desktop import app

    return app.run(options.database, options.lang or "")


def _is_command(arguments: Sequence[str]) -> bool:
    """Whether anything but the window's own options stands there (help and version belong to the commands)."""
    waiting = iter(arguments)
    for argument in waiting:
        if argument in ("--database", "--lang"):
            next(waiting, None)
        elif not argument.startswith(("--database=", "--lang=")):
            return True
    return False


def _window_options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="agridesk")
    parser.add_argument("--database", type=Path)
    parser.add_argument("--lang", choices=("zh_CN", "en"))
    return parser.parse_args(arguments)


if __name__ == "__main__":
    if getattr(sys, "frozen", False):  # the frozen program is also the process that computes
        from multiprocessing import freeze_support

        freeze_support()
    sys.exit(main())
