"""Closed lists of words (a dealer's kind, a label's state): stored as short English strings, shown translated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.core.i18n import _


@dataclass(frozen=True)
class Choices:
    """A named list of words: stored value → English label (marked with N_).

    `colours` names the pill of a value: grey, blue, green, amber or red.
    """

    name: str
    labels: dict[str, str]
    colours: dict[str, str] | None = None

    def label(self, value: str | None) -> str:
        """The translated label of a stored value; an unknown value stands as it is, none as nothing."""
        return _(self.labels[value]) if value in self.labels else value or ""

    def find(self, text: str) -> str | None:
        """The stored value meant by `text`: itself, or its label in any language that is loaded."""
        wanted = text.strip().casefold()
        for value, label in self.labels.items():
            if wanted in (value.casefold(), label.casefold(), _(label).casefold()):
                return value
        return None

    def colour(self, value: str | None) -> str:
        """The pill colour of a value."""
        return (self.colours or {}).get(value or "", "grey")

    def __iter__(self) -> Iterator[str]:
        return iter(self.labels)
