"""Words of a closed list, known by their labels in every language at once, and the words for yes and no."""

from __future__ import annotations

from functools import lru_cache

from desktop.core.choices import Choices
from desktop.core.i18n import languages, using

YES = frozenset(("是", "有", "对", "√", "✓", "yes", "y", "true", "1", "t"))
NO = frozenset(("否", "无", "没有", "不", "×", "✗", "no", "n", "false", "0", "f"))


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
