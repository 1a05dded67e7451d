"""Places of the region catalogue as an English document writes them: Wangkui County, Suihua City, Heilongjiang Province.

The names are in pinyin (ISO 7098, by pypinyin) with the readings and the names of the catalogue, which also says what a place
is by the end of its name, and which people an autonomous place is of.
Only a name of the catalogue that stands alone is told in English, with the townships behind it: nobody's own words are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache, lru_cache
from typing import Any, TypeVar

T = TypeVar("T")
_HAN = re.compile(r"[\u4e00-\u9fff]+(?: [\u4e00-\u9fff]+)*")
ETHNIC = "民族乡"  # what a township of a people is, also where its name leaves out 民: 灵山满族乡
_OPEN = ("a", "o", "e")  # a syllable that begins so is set off: Xi'an


def in_english(value: T) -> T:
    """A text, or whatever holds texts (blocks, tables, figures), with its places in English."""
    told: T = _told(value)
    return told


def _told(value: Any) -> Any:
    if isinstance(value, str):
        return _text(value) if not value.isascii() else value
    if isinstance(value, list):
        return [_told(item) for item in value]
    if type(value) is tuple:
        return tuple(_told(item) for item in value)
    if type(value) is dict:
        return {_told(key): _told(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        changed: dict[str, Any] = {}
        for f in fields(value):
            old = getattr(value, f.name)
            if f.init and (new := _told(old)) is not old and new != old:
                changed[f.name] = new
        return replace(value, **changed)
    return value


class PlacesTold:
    """A document; in English its places are told in English as soon as it is made, on paper, in Word and on sheets alike."""

    def __post_init__(self) -> None:
        if getattr(self, "language", "") == "en":
            for name in ("title", "blocks", "subject", "header", "footer"):
                object.__setattr__(self, name, in_english(getattr(self, name)))


@lru_cache(maxsize=8192)
def _text(text: str) -> str:
    return _HAN.sub(lambda found: _path(found[0]), text)


def _path(run: str) -> str:
    """A run of Chinese that is nothing but places, the smallest first; any other as it stands."""
    parts = run.split(" ")
    if parts[0] not in _names():
        return run
    told = [_names().get(part) or _below(part) for part in parts]
    return ", ".join(reversed(told)) if all(told) else run


@cache
def _names() -> Mapping[str, str]:
    """Chinese name → English name of all places of the catalogue; the reading is made when it is asked for."""
    from desktop.core import catalogues

    return _Told({place.name: place.short for place in catalogues.regions()})


class _Told(dict[str, str]):
    """Names, each told in English at its first asking."""

    def get(self, name: str, default: Any = None) -> Any:
        return _place(name) if name in self else default


@cache
def _words(means: str) -> Mapping[str, str]:
    """The Chinese words of the catalogue with one meaning → English; the longest first."""
    from desktop.core import catalogues

    rows = {row["zh"]: row["en"] for row in catalogues.load("place_names").rows if row["means"] == means}
    return dict(sorted(rows.items(), key=lambda item: -len(item[0])))


@lru_cache(maxsize=4096)
def _place(name: str) -> str:
    if name in _words("whole"):
        return _words("whole")[name]
    end = _end(name, "kind")
    own = name.removesuffix(end)
    peoples = list[str]() if own in _words("name") else _peoples(own, end.startswith("自治"))
    own = own.removesuffix("".join(peoples))
    told = f"{_words('name').get(own) or _parts(own)} {_listed([_words('people')[one] for one in peoples])}"
    return f"{told.strip()} {_words('kind').get(end, '')}".strip()


def _end(name: str, means: str) -> str:
    """The longest end of a name that says what it is; "" where there is none."""
    return next((end for end in _words(means) if name.endswith(end) and len(name) > len(end)
                 and name.removesuffix(end) in _only_of().get(end, (name.removesuffix(end),))), "")


@cache
def _only_of() -> Mapping[str, Collection[str]]:
    """Ends that say what a place is behind some names alone: 神农架林区 is a forestry district, 北林区 is Beilin District."""
    from desktop.core import catalogues

    return {row["zh"]: row["of"] for row in catalogues.load("place_names").rows if "of" in row}


def _peoples(own: str, autonomous: bool) -> list[str]:
    """The peoples that a name ends with, in its order; without 族 only in the names of autonomous places."""
    found: list[str] = []
    while people := next((one for one in _words("people") if own.endswith(one) and len(own) > len(one)
                          and (one.endswith("族") or autonomous)), ""):
        found.insert(0, people)
        own = own.removesuffix(people)
    return found


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def _parts(own: str) -> str:
    """A name that is made of places, such as that of a zone, each told apart; any other in one word."""
    if len(own) < 3 or (len(own) < 4 and not own.endswith("市")):
        return _pinyin(own)
    told, left = [], own
    while left:
        part = next((left[:size] for size in range(min(5, len(left)), 1, -1) if left[:size] in _shorts()), "")
        if not part:
            break
        told.append(_words("name").get(_shorts()[part]) or _pinyin(_shorts()[part]))
        left = left.removeprefix(part)
    return " ".join([*told, *([_pinyin(left)] if left else [])])


@cache
def _shorts() -> Mapping[str, str]:
    """Names of provinces and prefectures, in full and short → short."""
    from desktop.core import catalogues

    return {name: place.short for place in catalogues.regions() if place.level in ("province", "prefecture")
            for name in (place.name, place.short)}


def _below(name: str) -> str:
    """A township or village behind a place of the catalogue; "" for anything else."""
    end = _end(name, "below")
    if not end:
        return ""
    own, kind = name.removesuffix(end), _words("below")[end]
    if peoples := _peoples(own, False) if kind.endswith("Township") else []:
        own, kind = own.removesuffix("".join(peoples)), _words("below")[ETHNIC]
    told = [_pinyin(own), _listed([_words("people")[one] for one in peoples]), kind]
    return " ".join(filter(None, told))


def spelt(name: str) -> str:
    """A Chinese name in pinyin as one word; "" for none."""
    return _pinyin(name) if name else ""


def _pinyin(name: str) -> str:
    """A name in pinyin as one word, its characters read as places read them, a syllable that begins open set off: Xi'an."""
    if name in _words("name"):
        return _words("name")[name]
    from pypinyin import lazy_pinyin

    read = lazy_pinyin(name, v_to_u=True)
    if len(read) == len(name):
        read = [_words("syllable").get(char, one) for char, one in zip(name, read, strict=True)]
    first, *rest = read
    return (first + "".join(f"'{one}" if one.startswith(_OPEN) else one for one in rest)).capitalize()
