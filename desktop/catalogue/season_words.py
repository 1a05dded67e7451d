"""What a business season is called: its years and its part, read from a text and told in the language in force."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from desktop.core.i18n import SOURCE, language

_SEASON = re.compile(r"(\d{4}(?:[-–/]\d{2,4})?)?年?度?(?:(春|夏|秋|冬)[播季作]?)?")
_PARTS = {"春": "spring", "夏": "summer", "秋": "autumn", "冬": "winter"}
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile(r"[一二][〇○零一二三四五六七八九]{3}(?=年|[至—–~-][一二])")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR_SPAN = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/–—~～](\d\d)(?!\d|[-/.]\d)")
_PART = re.compile(r"(?P<zh>[春夏秋冬])[播季作种]")
_SOWN_CROP = re.compile(r"(?P<zh>[春夏])(?=玉米|小麦|大豆|花生|谷子|高粱|油菜|马铃薯|大麦)")
"""春玉米 is sown in spring; 冬小麦 names its two years, and is sown in autumn."""
_IN_ENGLISH = re.compile(
    r"\b(?P<en>spring|summer|autumn|fall|winter)(?=\s*(?:\d{4}|sown|sowing|plant|season|maize|corn|soy|trial|crop|$))"
    r"|(?<=\d{4})\s*(?P<en2>spring|summer|autumn|fall|winter)\b", re.IGNORECASE)
_OF_ENGLISH = {**{en: zh for zh, en in _PARTS.items()}, "fall": "秋"}


class SeasonKey(NamedTuple):
    """What tells a season from others: its years in their order, and its part (春 夏 秋 冬), "" for the whole year."""

    years: tuple[str, ...]
    part: str


def season_words(name: str) -> str:
    """A season as a document prints it: in English "2026 spring" for 2026春播; a name of one's own as it stands."""
    found = _SEASON.fullmatch(name.strip())
    if language() != SOURCE or found is None:
        return name
    return " ".join(part for part in (found[1], _PARTS.get(found[2] or "")) if part) or name


def years_in(text: str) -> tuple[str, ...]:
    """The years that a text names, in their order: 2026, 二〇二六年, 2025-26."""
    text = _CHINESE_YEAR.sub(lambda found: found[0].translate(_CHINESE_DIGITS), text)
    following = {str(int(first) + 1) for first, last in _YEAR_SPAN.findall(text)
                 if str(int(first) + 1).endswith(last)}  # 2025-26 is a season, 2026-06 a month
    return tuple(sorted({*_YEAR.findall(text), *following}))


def part_in(text: str) -> str:
    """The part of the year in which a text says that was sown (春 夏 秋 冬); "" where it names none or several."""
    bare = unicodedata.normalize("NFKC", text)
    said = {found["zh"] for found in _PART.finditer(bare)} or {found["zh"] for found in _SOWN_CROP.finditer(bare)}
    said |= {_OF_ENGLISH[(found["en"] or found["en2"]).casefold()] for found in _IN_ENGLISH.finditer(bare)}
    return said.pop() if len(said) == 1 else ""


def season_key(text: str) -> SeasonKey | None:
    """The years and the part that a text names; None where it names no year, or several that do not follow each other."""
    years = years_in(text)
    following = len(years) == 2 and int(years[1]) == int(years[0]) + 1  # a winter crop
    return SeasonKey(years, part_in(text)) if len(years) == 1 or following else None


def season_name(key: SeasonKey) -> str:
    """The name of a new season: 2026春播; the two years of a winter crop as they are, 2025-2026."""
    return f"{key.years[0]}{key.part}播" if key.part and len(key.years) == 1 else "-".join(key.years)
