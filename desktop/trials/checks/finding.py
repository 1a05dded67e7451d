"""What a check of a trial finds, and the trial as the checks take it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from desktop.catalogue.model import Trait
from desktop.core.choices import Choices
from desktop.core.i18n import N_
from desktop.core.units import format_number
from desktop.trials.model import Plot
from desktop.trials.trial_data import TrialData

KIND = Choices("finding", {
    "swapped": N_("Exchanged plots"), "never": N_("Impossible"), "order": N_("Order of days"),
    "duplicate": N_("Number or place twice"),
    "range": N_("Out of range"), "residual": N_("Far from the model"), "neighbour": N_("Unlike its neighbours"),
    "jump": N_("Jump"), "digits": N_("Preferred digits"), "out": N_("Taken out"),
}, {"swapped": "red", "never": "red", "order": "red", "duplicate": "red", "range": "amber", "residual": "amber",
    "neighbour": "amber", "jump": "amber", "digits": "grey", "out": "blue"})


@dataclass(frozen=True)
class Finding:
    """Something about a plot (and an `other` one), perhaps in a trait on an occasion. `text` says what and why."""

    kind: str
    text: str
    plot: int | None = None
    other: int | None = None
    trait: int | None = None
    occasion: int | None = None
    value: str = ""

    @property
    def cells(self) -> list[tuple[int, int, int | None]]:
        """The observations it is about: (plot, trait, occasion)."""
        return [(p, self.trait, self.occasion) for p in (self.plot, self.other) if p is not None and self.trait is not None]


@dataclass
class Material:
    """A trial as the checks take it; `accepted` holds the observations (plot, trait, occasion) somebody let stand."""

    data: TrialData
    accepted: set[tuple[int, int, int]] = field(default_factory=set)

    def newest(self, plot: int, trait: int) -> int:
        """The newest occasion of a trait on a plot."""
        return max(self.data.values.get((plot, trait), {}), default=1)

    def stands(self, finding: Finding) -> bool:
        """Whether all observations of a finding have been accepted."""
        return bool(finding.cells) and all((p, t, o or self.newest(p, t)) in self.accepted for p, t, o in finding.cells)

    def values(self, plot: Plot, trait: Trait) -> Iterator[tuple[int, float]]:
        """The numbers that take part in the analysis: (occasion, value)."""
        out = self.data.excluded.get((plot.id, trait.id), {})
        for occasion, value in sorted(self.data.values.get((plot.id, trait.id), {}).items()):
            if isinstance(value, float) and occasion not in out:
                yield occasion, value


def shown(value: float, trait: Trait) -> str:
    """A value as it is written in a sentence."""
    return f"{format_number(value, trait.decimals)} {trait.unit_shown()}".strip()
