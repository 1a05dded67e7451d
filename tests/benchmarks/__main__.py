"""`python -m tests.benchmarks [NAME …]`: prints a table of what is reached.

Makes its own database once (1,000,000 observations, 100,000 visits, 20,000 dealers) and reuses it; AGRIDESK_BENCHMARKS names
another folder for it. NAME is one of accounts, children, encryption, exchange, grid, market, preview, queues, r (the same
work by R), reports, series, service, start, stored, trade, trials, visits, window; without one all are run.
"""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module

# Loaded when they are run: a process that the program starts loads this module again, and is part of what is measured.
GROUPS = {name: name for name in ("accounts", "children", "encryption", "exchange", "grid", "market", "preview", "queues",
                                  "reports", "series", "service", "start", "stored", "trade", "trials", "visits",
                                  "window")} | {"r": "against_r"}


def main(arguments: list[str]) -> int:
    """Run the groups named, print their figures; exit status 1 where a goal is missed, 2 for a name that is none."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Measures what the program reaches.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(sorted(GROUPS))}; all without one")
    names = parser.parse_args(arguments).names
    if strange := sorted({*names} - {*GROUPS}):
        parser.error(f"no such group: {', '.join(strange)}")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tests.benchmarks import data

    chosen = names or sorted(GROUPS)
    path = data.folder() / "large.agridesk" if chosen in (["r"], ["series"], ["service"], ["accounts"],
                                                          ["market"], ["trade"], ["exchange"],
                                                          ["encryption"]) else data.database()
    missed = 0
    for name in chosen:
        print(f"\n{name}")
        for figure in import_module(f"tests.benchmarks.{GROUPS[name]}").figures(path):
            print("  " + figure.line(), flush=True)
            missed += figure.goal is not None and figure.value > figure.goal
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
