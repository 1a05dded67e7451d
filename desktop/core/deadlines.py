"""Days until which something has to be done: late where such a day is past and the thing is not done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.core.fields import today


@dataclass(frozen=True)
class Deadline:
    """A field's day is a deadline while the record's `state` is one of `open` and its field `done` ("": none) is empty."""

    open: tuple[str, ...]
    done: str = ""

    @property
    def asks(self) -> tuple[str, ...]:
        """The other fields that say whether the day still matters."""
        return ("state", self.done) if self.done else ("state",)

    def passed(self, day: date | None, values: Mapping[str, Any]) -> bool:
        """Whether `day` is past and the record, of which `values` holds what `asks` names, still waits."""
        waits = values.get("state") in self.open and not (self.done and values.get(self.done))
        return day is not None and waits and day < today()
