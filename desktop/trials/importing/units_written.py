"""Units behind a heading, in brackets or not: 产量(kg/亩), 产量kg/ha, 株高cm, yield t/ha."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from desktop.core import unit_words
from desktop.core.units import UNITS
from desktop.trials.results.yields import ALIASES, BUSHELS, PLOT_WEIGHTS

IN_BRACKETS = re.compile(r"[(（\[【]([^()（）\[\]【】]+)[)）\]】]\s*$")
MORE = ("%", "％", "℃", "天", "d", "个", "株", "粒", "kg/plot", "g/plot", "kg/区", "公斤", "万株/亩", "斤/小区", "株/小区")
_NOT_BEFORE = "A-Za-z0-9/"  # a unit of letters stands behind a blank, a mark or a Chinese character


@cache
def _units() -> re.Pattern[str]:
    """A known unit at the end of a heading, the longest first."""
    known = {sign for u in UNITS.values() for sign in (u.zh, u.en)} | {*ALIASES, *BUSHELS, *PLOT_WEIGHTS, *MORE}
    words = "|".join(re.escape(w) for w in sorted(known, key=len, reverse=True))
    return re.compile(rf"(?<=[^{_NOT_BEFORE}])({words})\s*$", re.IGNORECASE)


def split_unit(heading: str) -> tuple[str, str]:
    """A heading without its unit, and the unit; "" where it has none or is nothing else."""
    text = unit_words.with_slash(unicodedata.normalize("NFKC", heading).strip())
    found = IN_BRACKETS.search(heading.strip())
    if found and found.start():
        return heading.strip()[:found.start()].strip(), unit_words.with_slash(found[1].strip())
    bare = _units().search(text)
    name = text[:bare.start()].strip(" _-/,，、:：") if bare else ""
    return (name, bare[1]) if bare and name else (heading.strip(), "")
