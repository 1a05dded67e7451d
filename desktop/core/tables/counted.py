"""Whether a word behind a number is what its field counts: 5袋 in a field of bags, and never 5箱, 5件 or 5页.

A field without a unit counts what its title names (订货袋数, Bags ordered). A number of anything else is refused: how many bags
a carton holds is known of a product, and not where a number is typed. A title that names nothing that is counted here
(数量, Amount), or several things (次数或份数), says nothing against a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from desktop.core import unit_words
from desktop.core.i18n import _
from desktop.core.tables.cells import bare, with_unit
from desktop.core.tables.words import plain, words

_THINGS = (  # the words of one thing: behind a number | in a title
    ("袋 bag bags", "袋 bags"), ("包 packet packets", "包 packets"),
    ("件 箱 carton cartons case cases", "件 箱 cartons cases"), ("粒 kernel kernels seed seeds", "粒 kernels seeds"),
    ("人 名 位 person persons people", "人 人员 people men women population headcount"),
    ("户 家 household households", "户 households"), ("家 个 店 门店 shop shops firm firms", "店 门店 企业 shops firms"),
    ("枚 张 label labels sheet sheets piece pieces", "枚 张 labels sheets pieces receipts"),
    ("张 份 leaflet leaflets", "宣传单 leaflets"), ("份 册 本 copy copies", "份 册 copies"),
    ("次 场 期 time times", "次 场 观摩会 times trainings"), ("天 日 d day days", "天 日 days"), ("周 week weeks", "周 weeks"),
    ("小时 h hour hours", "小时 学时 hours"), ("月 个月 month months", "月 months"), ("年 year years", "年 years"),
    ("株 棵 plant plants", "株 plants"), ("穗 ear ears", "穗 ears"), ("行 row rows", "行 rows"),
    ("小区 plot plots", "小区 plots"), ("盒 box boxes", "盒 boxes"), ("瓶 bottle bottles", "瓶 bottles"),
    ("桶 barrel barrels", "桶 barrels"), ("题 question questions", "题 questions"),
    ("分 point points", "分 得分 评分 分值 marks score"))
_GENERIC = frozenset(("个",))
_ALIKE = ("number", "plants")  # quantities in which a field that counts may be told
_EACH = re.compile(r"每(?:[一-鿿]组|小区|[一-鿿])|\b(?:a|an|per|each)\s+\w+", re.IGNORECASE)
_EITHER = re.compile(r"\bor\b|或", re.IGNORECASE)
_BEHIND = tuple(frozenset(behind.split()) for behind, _title in _THINGS)
_KNOWN = frozenset().union(*_BEHIND)


def _pattern(in_titles: str) -> re.Pattern[str]:
    """The words of a thing as titles say them: 袋数, （袋）, 人口, 门店; English ones as whole words, a field day apart."""
    found = []
    for word in in_titles.split():
        if word.isascii():
            found.append(rf"(?<!field )\b{word}\b")
        else:
            found.append(rf"{word}(?:数|口|次)|[（(]{word}[）)]|^{word}$" if len(word) == 1 else word)
    return re.compile("|".join(found), re.IGNORECASE)


_IN_TITLES = tuple(_pattern(title) for _behind, title in _THINGS)


@lru_cache(maxsize=1024)
def things(titles: frozenset[str]) -> frozenset[int]:
    """The things that a field of these titles (one in each language) counts, by their places; none where that is open."""
    if any(_EITHER.search(title) for title in titles):
        return frozenset()
    counted = [_EACH.sub(" ", title) for title in titles]
    return frozenset(place for place, pattern in enumerate(_IN_TITLES) if any(pattern.search(text) for text in counted))


@lru_cache(maxsize=4096)
def is_own(word: str, titles: frozenset[str]) -> bool:
    """Whether a word behind a number is what a field of these titles counts, or says nothing that it does not."""
    said, own = plain(word).casefold(), things(titles)
    if own:
        return said in _GENERIC or any(said in _BEHIND[place] for place in own)
    measured = unit_words.meant(said)
    return said in words("unit") and (measured is None or measured[0] in _ALIKE)


def number_of(text: str, titles: Iterable[str]) -> str:
    """What stands before the word of what is counted, and the text itself where it counts something else, or is no number."""
    said = _without_mark(text)
    number, word = with_unit(said)
    return (number if is_own(word, frozenset(titles)) else text.strip()) if word else said


def _without_mark(text: str) -> str:
    """A text without the marks of a table behind it (5*)."""
    said, mark = plain(text), bare(plain(text))[2]
    return said.removesuffix(mark).rstrip() if mark else said


def other_thing(text: str, titles: Iterable[str]) -> str:
    """Why a number with a word behind it is not taken, where that word is of something else than the field counts; else ""."""
    number, word = with_unit(_without_mark(text))
    said = plain(word).casefold()
    named = frozenset(titles)
    if not number or not things(named) or is_own(word, named) or not (said in _KNOWN or said in words("unit")):
        return ""
    return _("“{text}” is counted in {word}, and this field is not: work it out and write the number alone.").format(
        text=plain(text), word=word)
