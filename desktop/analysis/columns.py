"""The plots of a trial as columns: what every analysis is given.

Loads no numpy, so that the command line and pages can name columns at no cost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop.core.errors import UserError
from desktop.core.i18n import _

Labels = Sequence[str | None]
Named = tuple[str, Labels]
Adjusting = tuple[str, Sequence[float | None]]


@dataclass(frozen=True)
class PlotColumns:
    """One trial as columns of equal length, a plot an element: None is missing.

    `values` are the response in any unit. `treatments` are the treatment factors by name, in order; `roles` the other
    columns by what they are for: role → (name, labels). `checks` are all checks named, the main one first; `options` are
    choices that only some designs offer; `covariate` is a number measured on every plot that the response is adjusted for.
    """

    response: str
    values: Sequence[float | None]
    treatments: dict[str, Labels]
    roles: dict[str, Named] = field(default_factory=dict)
    checks: tuple[str, ...] = ()
    options: dict[str, str] = field(default_factory=dict)
    covariate: Adjusting | None = None

    @property
    def treatment(self) -> Named:
        """The one treatment column of a design that knows no factorial. Raises `UserError` for several."""
        if len(self.treatments) > 1:
            raise UserError(_("This design compares one treatment; name one treatment column instead of {columns}.").format(
                columns=_(", ").join(self.treatments)))
        return next(iter(self.treatments.items()))

    @property
    def covariates(self) -> dict[str, Sequence[float | None]]:
        """The covariate by its name; empty without one."""
        return dict([self.covariate] if self.covariate else [])

    def factors(self, *roles: str) -> dict[str, Labels]:
        """The columns that roles name, by column, as far as they are there."""
        return dict(self.roles[role] for role in roles if role in self.roles)
