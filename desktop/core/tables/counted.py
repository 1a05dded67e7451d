"""Whether a word behind a number is what its field counts: 5袋 in a field of bags, and never 5箱, 5件 or 5页.

A field counts what its unit is, and one without a unit what its title names (订货袋数, Bags ordered), whichever language is in
force. A number of anything else is refused: how many bags a carton holds is known of a product, and not where one types a
number. A title that names nothing that is counted here (数量, Amount), or several things (次数或份数), says nothing against a
word. Form, grid and file ask `number_of` and `other_thing`, so that they take the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from desktop.core import unit_words
from desktop.core.i18n import _
from desktop.core.tables.cells import bare, called, is_same_unit, with_unit
from desktop.core.tables.each import without_each
from desktop.core.tables.words import plain, words

_THINGS = (  # the words of one thing: behind a number | in a title
    ("袋 bag bags", "袋 bags"), ("包 packet packets", "包 packets"),
    ("件 箱 carton cartons case cases pack packs", "件 箱 cartons cases"), ("粒 kernel kernels seed seeds", "粒 kernels seeds"),
    ("人 名 位 人次 person persons people", "人 人员 people men women population headcount"),
    ("户 家 household households", "户 households"), ("家 个 店 门店 shop shops firm firms", "店 门店 企业 shops firms"),
    ("枚 张 label labels sheet sheets piece pieces", "枚 印刷数量 labels sheets pieces"),
    ("张 份 receipt receipts", "票据 张 receipts"), ("张 份 leaflet leaflets", "宣传单 leaflets"),
    ("份 册 本 张 copy copies", "份 册 copies"),
    ("次 场 期 time times training trainings session sessions", "次 场 观摩会 times trainings"),
    ("天 日 d day days", "天 日 第几天 days"), ("周 week weeks", "周 weeks"),
    ("小时 学时 课时 h hour hours", "小时 学时 hours"), ("月 个月 month months", "月 months"),
    ("年 year years", "年 年份 years"), ("株 棵 plant plants", "株 plants"), ("穗 ear ears", "穗 ears"),
    ("行 row rows", "行 rows"),
    ("小区 plot plots", "小区数 plots"), ("盒 box boxes", "盒 boxes"), ("瓶 bottle bottles", "瓶 bottles"),
    ("桶 barrel barrels", "桶 barrels"), ("题 道 question questions", "抽题 题 questions"),
    ("分 point points mark marks", "分 得分 评分 分值 满分 成绩 marks score"))
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
            found.append(rf"{word}(?:数|口|次)|[（(](?:[\d–-]+)?{word}[）)]|^{word}$" if len(word) == 1 else word)
    return re.compile("|".join(found), re.IGNORECASE)


_IN_TITLES = tuple(_pattern(title) for _behind, title in _THINGS)


@lru_cache(maxsize=1024)
def things(titles: frozenset[str], unit: str = "") -> frozenset[int]:
    """The things that a field of these titles (one in each language) counts, by their places; none where that is open, or its
    `unit` is a measure."""
    if unit:
        return frozenset(place for place, behind in enumerate(_BEHIND) if behind & called(unit))
    if any(_EITHER.search(title) for title in titles):
        return frozenset()
    counted = [_EACH.sub(" ", title) for title in titles]
    return frozenset(place for place, pattern in enumerate(_IN_TITLES) if any(pattern.search(text) for text in counted))


@lru_cache(maxsize=4096)
def is_own(word: str, titles: frozenset[str], unit: str = "") -> bool:
    """Whether a word behind a number is the unit of a field, or what one of these titles counts, or says nothing that it does
    not."""
    said, own = plain(word).casefold(), things(titles, unit)
    if unit:
        return is_same_unit(word, unit) or any(said in _BEHIND[place] for place in own)
    if own:
        return said in _GENERIC or any(said in _BEHIND[place] for place in own)
    measured = unit_words.meant(said)
    return said in words("unit") and (measured is None or measured[0] in _ALIKE)


def number_of(text: str, titles: Iterable[str], unit: str = "") -> str:
    """What stands before what a field says of its numbers itself: its `unit` (in any language), the word of what its titles
    count, what they are told for (4500粒/袋). The text without its marks where another word stands there or it is none."""
    named = frozenset(titles)
    said = _of_one(text, named, unit)
    number, word = with_unit(said)
    return number if word and is_own(word, named, unit) else said


def _of_one(text: str, titles: frozenset[str], unit: str) -> str:
    """A text without marks behind it and what its number is told for; a unit that has such a part itself (kg/亩) keeps it."""
    said = _without_mark(text)
    return said if "/" in unit else plain(without_each(said, titles))


def _without_mark(text: str) -> str:
    """A text without the marks of a table behind it (5*)."""
    said, mark = plain(text), bare(plain(text))[2]
    return said.removesuffix(mark).rstrip() if mark else said


def other_thing(text: str, titles: Iterable[str], unit: str = "") -> str:
    """Why a number with a word behind it is not taken, where that word is of something else than the field counts; else ""."""
    named = frozenset(titles)
    number, word = with_unit(_of_one(text, named, unit))
    said = plain(word).casefold()
    if not number or not things(named, unit) or is_own(word, named, unit) or not (said in _KNOWN or said in words("unit")):
        return ""
    return _("“{text}” is counted in {word}, and this field is not: work it out and write the number alone.").format(
        text=plain(text), word=word)
