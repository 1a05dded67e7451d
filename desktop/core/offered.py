"""Words that the program offered and a record keeps as text: how they are said in the language in force.

A text taken from a catalogue, or written by the program itself, is kept in the language of the day; who opens the file in the
other language reads it in his own. A word of one's own stays as it is. For `fields.text(say=…)`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from desktop.core import catalogues
from desktop.core.i18n import CHINESE, SOURCE, _, in_every_language, language, languages, translations

_LIST = re.compile(r"\s*[、，；,;]\s*")
_SENTENCES = re.compile(r"\s*[；;]\s*")
_BLANK = re.compile(r"(\{[^{}]+\})")
_HALVES = re.compile(r"(?:(.+)_)?(zh|en)")


def from_catalogues(*names: str) -> Callable[[str], str]:
    """How texts are said that come from the rows of these catalogues: whole, or several in a list."""
    def say(text: str) -> str:
        return _said(text, _halves(names, language()))

    return say


def by_program(text: str) -> str:
    """How a text is said that may be a word or sentence of the program itself, in whatever language it was written."""
    return _said(text, _own(language()))


def by_program_with(*sentences: str) -> Callable[[str], str]:
    """As `by_program`, also for these sentences of the program (English, marked with `N_`) with their blanks filled in, one
    alone or several with semicolons between them. A text with a part that is none of these is a person's own and stays."""
    def one(text: str) -> str:
        return _filled(text, sentences) or _own(language()).get(text, "")

    def say(text: str) -> str:
        whole = text.strip()
        parts = [one(part) for part in _SENTENCES.split(whole)]
        return one(whole) or (_("; ").join(parts) if all(parts) else text)

    return say


def _filled(text: str, sentences: tuple[str, ...]) -> str:
    """A sentence with its blanks filled in, in the language in force; "" where it is none of these in any language."""
    for sentence in sentences:
        for form in _forms(sentence):
            if found := form.fullmatch(text):
                return str(_(sentence).format(**found.groupdict()))
    return ""


@cache
def _forms(sentence: str) -> tuple[re.Pattern[str], ...]:
    """How a sentence reads in each language with anything in its blanks."""
    return tuple(re.compile("".join(_blank(part) if part.startswith("{") else re.escape(part)
                                    for part in _BLANK.split(said))) for said in sorted(in_every_language(sentence)))


def _blank(part: str) -> str:
    """What stands in for {name}, and for {name:one|many}."""
    name, _colon, words = part[1:-1].partition(":")
    return f"(?:{'|'.join(re.escape(word) for word in words.split('|'))})" if words else f"(?P<{name}>.+?)"


def _said(text: str, known: dict[str, str]) -> str:
    whole = text.strip()
    if whole in known or not whole:
        return known.get(whole, text)
    parts = _LIST.split(whole)
    return _(", ").join(known[part] for part in parts) if len(parts) > 1 and all(p in known for p in parts) else text


@cache
def _halves(names: tuple[str, ...], code: str) -> dict[str, str]:
    """Either half of each pair of texts in these catalogues → the one in the language `code`."""
    found: dict[str, str] = {}
    for name in names:
        for row in catalogues.load(name).rows:
            for pair in _pairs(row):
                for half in pair:
                    found.setdefault(half, pair[0] if code == CHINESE else pair[1])
    return found


def _pairs(row: Any) -> Iterator[tuple[str, str]]:
    """The texts of a row that stand there in Chinese and in English; those of what is nested in it too."""
    if isinstance(row, list | tuple):
        for part in row:
            yield from _pairs(part)
    if not isinstance(row, dict):
        return
    for key, value in row.items():
        found = _HALVES.fullmatch(key)
        if found and found[2] == "zh" and isinstance(value, str):
            english = row.get(f"{found[1]}_en" if found[1] else "en")
            if value and isinstance(english, str) and english:
                yield value, english
        else:
            yield from _pairs(value)


@cache
def _own(code: str) -> dict[str, str]:
    """Every string of the program without blanks to fill in, in each language → the same in the language `code`."""
    found: dict[str, str] = {}
    for other in languages():
        if other == SOURCE:
            continue
        for source, translation in translations(other).items():
            if "{" not in source and source.strip():
                said = source if code == SOURCE else translations(code).get(source, source)
                found.setdefault(translation, said)
                found.setdefault(source, said)
    return found
