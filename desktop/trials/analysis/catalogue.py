"""The one list of designs that can be analysed.

To add a design:
1. write its module beside this one: a function of plain sequences that returns an `Analysis` (see `rcbd.py`);
2. write an adapter below that hands it the columns, importing the module inside;
3. add one line to `DESIGNS`: name, title, the column roles it needs, the adapter;
4. test it against published or reference results (`tests/trials/analysis/`).

Nothing here loads numpy, so that the command line and pages can list the designs at no cost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.core.i18n import N_
from desktop.trials.analysis.result import Analysis

Labels = Sequence[str | None]


@dataclass(frozen=True)
class Columns:
    """One trial as columns of equal length: None is missing.

    `treatments` are the treatment factors by name, in order; `roles` the other columns by what they are for:
    role → (name, labels).
    """

    response: str
    values: Sequence[float | None]
    treatments: dict[str, Labels]
    roles: dict[str, tuple[str, Labels]]


@dataclass(frozen=True)
class Design:
    """A design: `roles` are the columns it needs beside response and treatment, as the command line names them."""

    name: str
    title: str
    roles: tuple[str, ...]
    analyse: Callable[[Columns, str | None, float], Analysis]


def _crd(columns: Columns, check: str | None, alpha: float) -> Analysis:
    from desktop.trials.analysis.crd import analyse_crd

    return analyse_crd(columns.treatments, columns.values, response=columns.response, check=check, alpha=alpha)


def _rcbd(columns: Columns, check: str | None, alpha: float) -> Analysis:
    from desktop.trials.analysis.rcbd import analyse_rcbd

    block, labels = columns.roles["block"]
    return analyse_rcbd(
        columns.treatments, labels, columns.values, response=columns.response, block=block, check=check, alpha=alpha
    )


DESIGNS: tuple[Design, ...] = (
    Design("crd", N_("completely randomised design"), (), _crd),
    Design("rcbd", N_("randomised complete blocks"), ("block",), _rcbd),
)


def design(name: str) -> Design:
    """The design of that name; KeyError if it is not in the list."""
    for candidate in DESIGNS:
        if candidate.name == name:
            return candidate
    raise KeyError(name)
