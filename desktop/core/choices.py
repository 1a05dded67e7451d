"""Closed lists of words (a dealer's kind, a label's state): stored as short English strings, shown translated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop.core.i18n import _

CAME = ("到", "已到", "到场", "出席", "签到", "已签到", "√", "✓")
STAYED_AWAY = ("未到", "没到", "没来", "缺", "缺席", "未签到", "×", "✗")
"""What lists of people say of who came and who did not; of nothing else do these words mean yes and no."""


@dataclass(frozen=True)
class Choices:
    """A named list of words: stored value → English label (marked with N_).

    `colours` names the pill of a value: grey, blue, green, amber or red. `also`: what tables and people who type say for a
    value besides its label: 到, 已到 for “attended”.
    """

    name: str
    labels: dict[str, str]
    colours: dict[str, str] | None = None
    also: Mapping[str, tuple[str, ...]] | None = None

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
