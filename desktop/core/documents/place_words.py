"""Places of the region catalogue as an English document writes them: Wangkui County, Suihua City, Heilongjiang Province.

The names are in pinyin (ISO 7098, by pypinyin), a few as English has them; what a place is follows from the end of its name.
Only a name of the catalogue that stands alone is told in English, with the townships behind it: nobody's own words are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache, lru_cache
from typing import Any, TypeVar

T = TypeVar("T")
_HAN = re.compile(r"[\u4e00-\u9fff]+(?: [\u4e00-\u9fff]+)*")
_KINDS = (  # the end of a name → what such a place is in English; longer ends first
    ("特别行政区", ""), ("维吾尔自治区", ""), ("壮族自治区", ""), ("回族自治区", ""), ("自治区", ""),
    ("自治州", "Autonomous Prefecture"), ("自治县", "Autonomous County"), ("自治旗", "Autonomous Banner"), ("省", "Province"),
    ("地区", "Prefecture"), ("盟", "League"), ("市", "City"), ("县", "County"), ("旗", "Banner"), ("林区", "Forestry District"),
    ("新区", "New District"), ("区", "District"))
_BELOW = (("街道", "Subdistrict"), ("镇", "Town"), ("乡", "Township"), ("村", "Village"))
_ENGLISH = {"内蒙古": "Inner Mongolia", "陕西": "Shaanxi", "西藏": "Xizang", "哈尔滨": "Harbin", "齐齐哈尔": "Qiqihar",
            "呼和浩特": "Hohhot", "包头": "Baotou", "乌鲁木齐": "Urumqi", "拉萨": "Lhasa", "香港": "Hong Kong", "澳门": "Macao",
            "鄂尔多斯": "Ordos", "呼伦贝尔": "Hulunbuir", "喀什": "Kashgar", "克拉玛依": "Karamay"}
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
        return _place(name, self[name]) if name in self else default


@lru_cache(maxsize=4096)
def _place(name: str, short: str) -> str:
    end, kind = next(((end, kind) for end, kind in _KINDS if name.endswith(end) and len(name) > len(end)), ("", ""))
    own = name.removesuffix(end)
    return f"{_ENGLISH.get(own) or _ENGLISH.get(short) or _pinyin(own)} {kind}".strip()


def _below(name: str) -> str:
    """A township or village behind a place of the catalogue; "" for anything else."""
    found = next(((end, kind) for end, kind in _BELOW if name.endswith(end) and len(name) > len(end)), None)
    return f"{_pinyin(name.removesuffix(found[0]))} {found[1]}" if found else ""


def _pinyin(name: str) -> str:
    from pypinyin import lazy_pinyin

    first, *rest = lazy_pinyin(name)
    return (first + "".join(f"'{one}" if one.startswith(_OPEN) else one for one in rest)).capitalize()
