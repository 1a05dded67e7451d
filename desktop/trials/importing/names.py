"""The names of a trial table: varieties, sites, seasons, as records that are there or that are to be added."""

from __future__ import annotations

import re
from collections import defaultdict

from sqlmodel import Session

from desktop.catalogue.model import Season
from desktop.catalogue.season_words import part_in, season_key
from desktop.core import search
from desktop.core.importing.dry_run import DryRun
from desktop.core.importing.links import resolve
from desktop.core.records import living

ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8,
         "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}


LONGEST_CODE = 20  # places of a letter in a list; a Chinese character takes two
_PARTS = re.compile(r"[\u3400-\u9fff]+|[A-Za-z0-9]+|\s+|[-_.]")


def short_code(text: str) -> str:
    """What a trial is called by in short where its title stands for a code: 2024年大豆区域试验 望奎 becomes 2024-DDQYSY-WK.

    A text of usual length stays as it is. The same title always gives the same code.
    """
    if sum(2 if ord(c) > 0x2E80 else 1 for c in text) <= LONGEST_CODE:
        return text
    text = re.sub(r"(?<=\d{4})年度?\s*", "-", text)
    parts = (_initials(part) if ord(part[0]) > 0x2E80 else "-" if part.isspace() else part for part in _PARTS.findall(text))
    return re.sub("-+", "-", "".join(parts)).strip("-")


def _initials(chinese: str) -> str:
    """The first letters of the syllables of some Chinese, in capitals, as far as they are known."""
    known = search.pinyin_of(chinese).split()
    return (known[1] if len(known) > 1 else "".join(known)).upper()


def known_names(session: Session, run: DryRun, values: list[str], heading: str, link: str) -> dict[str, int | None]:
    """The names in a column: name → id, None where there is no such record yet; rows with unclear names are wrong."""
    texts = list(dict.fromkeys(v for v in values if v))
    found = resolve(session, link, texts)
    for place, value in enumerate(values):
        if value in found.wrong:
            run.wrong(place, heading, value, found.wrong[value])
    return {t: found.ids.get(t) for t in texts if t not in found.wrong}


def known_seasons(session: Session, run: DryRun, values: list[str], heading: str) -> dict[str, int | None]:
    """Seasons by name, else by their year and part; by the year alone where it names just one season, or one without part."""
    found = known_names(session, run, values, heading, "season")
    years: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for season in session.exec(living(Season)):
        years[str(season.year or "")].append((part_in(season.name), season.id))
    for text, number in found.items():
        key = season_key(text)
        if number is not None or key is None:
            continue
        same = years.get(key.years[-1], [])
        alike = [one for part, one in same if part == key.part] or [one for _part, one in same if not key.part]
        whole = alike or [one for part, one in same if not part]
        if len(whole) == 1:
            found[text] = whole[0]
    return found


def unknown(names: dict[str, int | None]) -> list[str]:
    """The names that are to be added."""
    return [name for name, number in names.items() if number is None]


def as_number(text: str) -> int | None:
    """A replicate as a number: 1, R1, rep 2, Ⅲ, 三; None where it is no number."""
    from desktop.core.tables.words import plain

    bare = plain(text).casefold()
    digits = re.fullmatch(r"[^\d]*(\d+)", bare)
    number = int(digits[1]) if digits else ROMAN.get(re.sub(r"^(重复|rep|区组)\s*", "", bare))
    return number or None
