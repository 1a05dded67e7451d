"""A feature of as many throw-away models as one likes, declared as features are: what growth costs the start."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

MODEL = '''"""A throw-away model."""

from datetime import date
from typing import ClassVar

from desktop.core import fields as f
from desktop.core.i18n import N_
from desktop.core.records import Record


class Growth{n}(Record, table=True):
    """A throw-away record."""

    NAME: ClassVar[str] = N_("Growth")
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id", owned=True)
    name: str = f.text(N_("Name"), required=True, search=True)
    amount: float | None = f.number(N_("Amount"), low=0)
    number: int | None = f.whole(N_("Number"))
    day: date | None = f.day(N_("Day"), index=True)
    is_done: bool = f.yes_no(N_("Done"))
    remarks: str = f.text(N_("Remarks"), long=True)
'''


def write(folder: Path, number: int) -> None:
    """Write the modules of `number` models into a new folder."""
    folder.mkdir()
    for n in range(number):
        (folder / f"growth_{n}.py").write_text(MODEL.replace("{n}", str(n)), encoding="utf-8")


def enlist(folder: Path, number: int) -> None:
    """Declare the models in a folder: in the list of features, and among the kinds of record."""
    from desktop import features
    from desktop.core import kinds
    from desktop.core.feature import Feature

    sys.path.append(str(folder))  # behind the others, so that no other module is looked for there
    features.FEATURES += (Feature("growth", models=tuple(f"growth_{n}" for n in range(number))),)
    known = kinds._frozen

    @cache
    def frozen() -> dict[str, kinds.Kind]:
        more = {f"growth{n}": kinds.Kind(f"growth{n}", "Growth", f"growth_{n}:Growth{n}", True, (
            kinds.Link(f"growth{n}", "dealer_id", "Dealer", "dealer", True),)) for n in range(number)}
        return {**known(), **more}

    kinds._frozen = frozen  # type: ignore[assignment]
