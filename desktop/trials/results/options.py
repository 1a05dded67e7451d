"""What one chooses before a trial is analysed: trait, occasion, model, test, transformation, covariate, level, checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from desktop.trials.choices import LSD

BY_DESIGN = "design"
ALPHA = 0.05


@dataclass(frozen=True)
class Options:
    """The choices. `trait_id` None: the trial's response; `occasion` None: the last value of each plot.

    `model` is `BY_DESIGN` or one of `by_design.MODELS`, `test` one of the multiple comparisons, `transformation` "" or one of
    the catalogue's, `checks` the ids of entries; none: the entries marked as checks. `rule` is the rule of verdicts, which
    the report's template gives.
    """

    trait_id: int | None = None
    occasion: int | None = None
    model: str = BY_DESIGN
    test: str = "lsd"
    transformation: str = ""
    covariate_id: int | None = None
    alpha: float = ALPHA
    checks: tuple[int, ...] = ()
    rule: str = LSD

    def to_json(self) -> dict[str, Any]:
        """As it is kept with a result and remembered by the window."""
        return {**asdict(self), "checks": list(self.checks)}


def from_json(stored: Mapping[str, Any]) -> Options:
    """Options as they were kept; what is unknown or of the wrong type takes its default."""
    fresh = Options()
    kept: dict[str, Any] = {}
    for name, default in asdict(fresh).items():
        value = stored.get(name, default)
        if name == "checks":
            value = tuple(v for v in value if isinstance(v, int)) if isinstance(value, list | tuple) else ()
        elif name == "alpha":
            value = value if isinstance(value, float) and 0 < value < 1 else ALPHA
        elif isinstance(default, str) != isinstance(value, str) or not isinstance(value, str | int | None):
            value = default
        kept[name] = value
    return Options(**kept)
