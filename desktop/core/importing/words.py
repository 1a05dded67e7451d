"""Words of a closed list, known by their labels in every language at once, and the words for yes and no."""

from __future__ import annotations

from functools import lru_cache

from desktop.core.choices import Choices
from desktop.core.i18n import languages, using
from desktop.core.tables.words import plain

YES = frozenset(("是", "有", "对", "√", "✓", "yes", "y", "true", "1", "t"))
NO = frozenset(("否", "无", "没有", "不", "×", "✗", "no", "n", "false", "0", "f"))


def find(choices: Choices, text: str) -> str | None:
    """The stored value meant by `text`: itself or its label in any language, whatever language is in force; blanks count for
    nothing (A级 is the label “A 级”)."""
    return _all_words(choices).get(_bare(text))


def begun(choices: Choices, text: str) -> str | None:
    """The one stored value whose label begins with `text` (县级 for 县级经销商); None for several, and for a single letter."""
    wanted = _bare(text)
    if len(wanted) < (4 if wanted.isascii() else 2):
        return None
    found = {value for label, value in _all_words(choices).items() if label.startswith(wanted)}
    return found.pop() if len(found) == 1 else None


def _all_words(choices: Choices) -> dict[str, str]:
    """Every word that means a stored value: itself, its labels, what people write for it besides; yes and no by all theirs."""
    answers = {"yes": YES, "no": NO} if choices.labels.keys() == {"yes", "no"} else dict[str, frozenset[str]]()
    also = [(word, value) for words in (answers, choices.also or {}) for value, ones in words.items() for word in ones]
    return _known(choices.name, tuple(choices.labels.items()), tuple(sorted(also)))


def _bare(text: str) -> str:
    return "".join(plain(text).split()).casefold()


@lru_cache(maxsize=256)
def _known(name: str, labels: tuple[tuple[str, str], ...], also: tuple[tuple[str, str], ...]) -> dict[str, str]:
    choices = Choices(name, dict(labels))
    known = {_bare(value): value for value in choices.labels}
    for code in languages():
        with using(code):
            for value in choices.labels:
                known.setdefault(_bare(choices.label(value)), value)
    return {**{_bare(word): value for word, value in also}, **known}
