"""One language catalogue for window, documents and command line.

Source strings are English. `resources/translations/<language>.po` holds the translations and is read as it is, so a
new language is one .po file and nothing has to be compiled. A reader of our own, because a catalogue is read at every
start and gettext's needs a compiled file; it takes some 5 ms for 2,000 entries.
"""

from __future__ import annotations

import json
import locale
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from string import Formatter
from typing import Any

from desktop.core import paths

SOURCE = "en"
UNSAID = "-"  # no language: in it every word of the program is a blank, and what stays of a title is the record's own
CHINESE = "zh_CN"
# Two words in Chinese, so two sources, but one word in English: the tab and the day, the line of a file and the row of a field.
ONE_WORD = {"This day": "Today", "File row": "Row"}
ONE = ("1", "1.0")
WORD = re.compile(rb'^msg(?:id|str(?:\[0\])?) (".*")$', re.MULTILINE)
_language = CHINESE
_override: ContextVar[str | None] = ContextVar("language", default=None)


def languages() -> dict[str, str]:
    """The languages there are: code → its own name for itself."""
    return {CHINESE: "简体中文", SOURCE: "English"}


def system_language() -> str:
    """Chinese where the system is Chinese, English otherwise."""
    named = next((os.environ[k] for k in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(k)), "")
    name = named or (locale.getlocale()[0] or "")
    return CHINESE if name.lower().startswith(("zh", "chinese")) else SOURCE


def set_language(code: str) -> None:
    """Choose the language of the window and the command line."""
    global _language
    _language = code if code in languages() else SOURCE


def language() -> str:
    """The language in force here: the one of `using`, else the chosen one."""
    return _override.get() or _language


def in_every_language(text: str) -> frozenset[str]:
    """A text of the program in each language there is, whichever is in force: files come from everywhere."""
    found = set()
    for code in languages():
        with using(code):
            found.add(_(text))
    return frozenset(found)


def every_language_of(shown: str) -> frozenset[str]:
    """A text of the program in each language there is, given as any of them says it: a screen shows 袋, and not its source."""
    return frozenset[str]().union(*map(in_every_language, (shown, *_sources(CHINESE).get(shown, ()))))


@cache
def _sources(code: str) -> Mapping[str, Sequence[str]]:
    """Translation into `code` → the sources that are said so."""
    found: dict[str, list[str]] = {}
    for source, said in translations(code).items():
        found.setdefault(said, []).append(source)
    return found


@contextmanager
def using(code: str) -> Iterator[None]:
    """Speak `code` inside the block: documents choose their language apart from the window's."""
    token = _override.set(code)
    try:
        yield
    finally:
        _override.reset(token)


def in_language(text: str) -> str:
    """Of a text in both languages ("乳熟期 / milk stage", or one below the other) the half in the language in force."""
    for mark in ("\n", " / "):
        halves = text.split(mark)
        chinese = [any("\u4e00" <= c <= "\u9fff" for c in half) for half in halves]
        if len(halves) == 2 and chinese[0] != chinese[1]:
            return halves[chinese.index(language() == CHINESE)]
    return text


class Counted(str):
    """A sentence with words that go by a number: "{plots} {plots:plot|plots}, {n} {n:stands|stand} free".

    For sentences with several numbers, and for constants whose number comes later; with one number at hand `ngettext`
    does. A number is one where it reads "1", so that money, measures and text that is formatted already count alike.
    """

    def format(self, *args: Any, **values: Any) -> str:
        """The sentence with its values, each word in the form that goes with its number."""
        return _WORDED.vformat(self, args, values)

    def format_map(self, values: Mapping[str, Any], /) -> str:  # type: ignore[override]
        """`format` with the values of a mapping."""
        return _WORDED.vformat(self, (), values)


class _Worded(Formatter):
    """`str.format` with one more kind of field: {name:one|many}."""

    def format_field(self, value: Any, spec: str) -> str:
        """The value as it stands, or the word of the two that goes with it."""
        one, bar, many = spec.partition("|")
        if bar:
            return one if str(value) in ONE else many
        return format(value, spec)


_WORDED = _Worded()


def _(text: str) -> str:
    """`text` in the language in force."""
    said = _catalogue(language()).get(text) or text
    return Counted(said) if "|" in said else said


def N_(text: str) -> str:
    """Mark a constant for translation; it is translated where it is used."""
    return text


def ngettext(one: str, many: str, n: int) -> str:
    """`one` or `many` for the number `n`, in the language in force."""
    said = _catalogue(language()).get(one) or (one if n == 1 else many)
    return Counted(said) if "|" in said else said


class _Unsaid(dict[str, str]):
    """The catalogue of no language: a blank for every string."""

    def get(self, _key: str, _default: Any = None) -> str:
        """A blank."""
        return " "


def translations(code: str) -> Mapping[str, str]:
    """All translations into the language `code`: source → translation."""
    return _catalogue(code)


@cache
def _catalogue(code: str) -> dict[str, str]:
    """All translations into `code`: source → translation (plural forms under their singular)."""
    if code == UNSAID:
        return _Unsaid()
    if code == SOURCE:
        return ONE_WORD
    return read_po(paths.resource("translations", f"{code}.po").read_bytes())


def read_po(data: bytes) -> dict[str, str]:
    """The entries of a .po file: msgid → msgstr (msgstr[0] for plurals); fuzzy marks and comments are passed over."""
    # Every start reads it before the window stands: as bytes, and all words at once, it takes a third of the time.
    lines = data.replace(b"\r\n", b"\n").replace(b'"\n"', b"")
    words = json.loads(b"[%b]" % b",".join(WORD.findall(lines)))
    return {source: translation for source, translation in zip(words[::2], words[1::2], strict=True) if source}
