"""What a number is told for, behind it and its unit: 4500粒/袋, 2000元/天, 62元每袋; in files and where it is typed.

It is taken only where the field is one of that very thing (每袋粒数, Fee a day): 2000元/月 is no fee a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from desktop.core.tables.words import plain

_THINGS = (  # words of one thing: as counted, and as a title says it
    ("袋", "bag", "bags", "pack"), ("包", "packet"), ("件", "箱", "carton", "case"), ("天", "日", "d", "day"),
    ("月", "个月", "month"), ("年", "year"), ("季", "season"), ("周", "星期", "week"), ("时", "小时", "h", "hour"),
    ("份", "copy"), ("次", "场", "time"), ("期", "issue"),
    ("人", "名", "位", "person", "head"),
    ("户", "家", "household"), ("亩", "mu"), ("公顷", "ha", "hectare"), ("穗", "ear"),
    ("株", "plant"), ("盒", "box"), ("瓶", "bottle"), ("桶", "barrel"), ("张", "枚", "sheet", "label"), ("行", "row"),
    ("小区", "区", "plot"), ("区组", "block"), ("公里", "km"), ("店", "门店", "shop"))
_BEHIND = re.compile(r"(?P<number>[+-]?[\d.,]+.*?)\s*(?:/|每|per\s+|a\s+)\s*(?:1|一)?(?P<thing>[^\d\s/()]+)", re.IGNORECASE)


def without_each(text: str, titles: Iterable[str]) -> str:
    """A number without what it is told for behind it, where one of `titles` says the same; else the text as it stands."""
    found = _BEHIND.fullmatch(plain(text))
    thing = found["thing"].casefold() if found else ""
    words = next((words for words in _THINGS if thing in words), ())
    if found is None or not any(_says(title.casefold(), words) for title in titles):
        return text
    return found["number"]


@cache
def _says(title: str, words: tuple[str, ...]) -> bool:
    """Whether a title is told for one of the things: 每袋粒数, 亩株数, 讲课费(元/天), Seeds a bag."""
    return any(f"每{word}" in title or f"/{word}" in title or (not word.isascii() and title.startswith(word))
               or (word.isascii() and re.search(rf"\b(?:a|per|each|every)\s+{word}\b", title) is not None) for word in words)
