"""Words of a closed list, known by their labels in every language at once."""

from __future__ import annotations

from functools import lru_cache

from desktop.core.choices import Choices
from desktop.core.i18n import languages, using


def find(choices: Choices, text: str) -> str | None:
    """The stored value meant by `text`: itself or its label in any language, whatever language is in force."""
    return _known(choices.name, tuple(choices.labels.items())).get(text.strip().casefold())


@lru_cache(maxsize=256)
def _known(name: str, labels: tuple[tuple[str, str], ...]) -> dict[str, str]:
    choices = Choices(name, dict(labels))
    known = {value.casefold(): value for value in choices.labels}
    for code in languages():
        with using(code):
            for value in choices.labels:
                known.setdefault(choices.label(value).casefold(), value)
    return known
