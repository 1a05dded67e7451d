"""What a title, a heading or the label of a row of a statistical table says: 其中：东北玉米预计播种面积（万亩）.

A text is taken apart into the words that the catalogues know: indicators, crops, places, words that add nothing, words that
make another figure of it. Whatever is left over is nobody's guess: the figure keeps the name that was printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from desktop.core import catalogues
from desktop.core.tables import Cell
from desktop.core.tables.words import bare, plain
from desktop.market.figures import indicators
from desktop.market.figures.indicators import Indicator

YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)\s*(?:年(?!末|内|底)度?)?")
PART = re.compile(r"#|其中[::]?|(?<![a-z])of which:?", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_BETWEEN = re.compile(r"[、,,;;/]")
_NUMBERED = re.compile(r"^\s*(?:(?:续?表|table)\s*[\d一二三四五六七八九十]*(?:[-—.]\d+)*[.、\s]*|\d+(?:[-—.]\d+)+\s+|"
                       r"\([一二三四五六七八九十\d]{1,3}\)\s*|(?:[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[、.](?!\d))\s*)+",
                       re.IGNORECASE)
_BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_TRANSLATED = re.compile(r"(.*[\u4e00-\u9fff)])\s*([a-z][a-z ,.'&/()-]*)", re.DOTALL)
_LIKE_A_PLACE = re.compile(r"[\u4e00-\u9fff]{2,4}[省市县旗州盟乡镇]")
_NO_PLACE = re.compile(r"[各全本][乡镇市县]|.{0,4}[城乡村]镇(?:化|居民|人口|职工|就业|从业|常住|登记|单位|私营|企业)")
SHORT = 2  # characters of full names that are words as well: 郊区, 城区
_ENDS_AS_PLACE = re.compile(r".*[省市县区旗州盟乡镇村场团]")
_BEFORE_UNIT = re.compile(r"\s*[,:;/、]\s*|\s+")
_WORDS_TOO = frozenset({"number", "people", "households", "t"})  # units that are words of headings or letters as well
_RATIO = re.compile(r"占(?!比|地|有|用).+(?:比例|比重|份额|百分比|百分数|比率|比|%)|之比|(?:与|和|同|对|:).+(?:比例|比值|比率)"
                    r"|(?<![a-z])(?:ratio|as (?:a )?(?:share|percentage|proportion|%)"
                    r"|(?:share|percentage|proportion|percent|%) (?:of|in))(?![a-z])")
_GENERAL = ("面积", "产量", "area", "production")  # say of what only with the word before them
_WORD = re.compile(r"[\u4e00-\u9fff]|[a-z0-9]+")


@dataclass(frozen=True)
class Said:
    """What a title, a heading or the label of a row says. `rest`: what nobody understands of it, bare.

    `own`: it speaks of something narrower than a crop (糯玉米播种面积, 玉米螟发生面积): it is no figure of that crop, and is
    kept under its own name, which is the rest; `kind` is what stands for the crop in it (糯玉米), `inner` its indicator.
    `changes` are the words that make another figure of the indicator (预计), `actual` that it says it is the actual one,
    `place` whose it says it is, `whole` all of it as it stands. `compared`: it is computed from other figures (比上年增长,
    占粮食面积比例): no figure of what it names, and kept as it was printed.
    """

    indicator: Indicator | None = None
    crop: str = ""
    year: int | None = None
    units: tuple[str, ...] = ()
    part: bool = False
    rest: str = ""
    own: bool = False
    kind: str = ""
    changes: tuple[str, ...] = ()
    actual: bool = False
    place: str = ""
    inner: Indicator | None = None
    whole: str = ""
    compared: bool = False


@dataclass(frozen=True)
class _Piece:
    """A piece of a text: what it is (indicator, crop, plain, …, other, sign), as it stands, and what the catalogue says."""

    what: str
    text: str
    value: str = ""


def said(text: Cell, shorts: frozenset[str] | None = None) -> Said:
    """Take a text apart: 其中, unit in brackets or at its end, year, place, indicator, crop, what changes them; the rest.

    `shorts`: the short names that are places where the text stands (see `near`; else those of provinces); any other is a word:
    新建, 平原, 合作.
    """
    left = plain(text)
    part, left = bool(PART.search(left)), PART.sub("", left)
    units = tuple(unit for inside in _BRACKETS.findall(left) for unit in units_in(inside))
    left = _BRACKETS.sub(lambda found: "" if units_in(found[1]) else found[0], left)
    years = YEAR.findall(left)
    left = YEAR.sub("", _NUMBERED.sub("", left)).strip()
    left, unit = (left, "") if units else _unit_behind(left)
    left = _BETWEEN_HAN.sub("", left)
    found = _understood(_pieces(left.casefold(), near("") if shorts is None else shorts), bare(left))
    if _is_compared(left.casefold(), found):
        found = Said(rest=_as_printed(left), own=True, inner=found.inner, compared=True)
    return replace(found, year=int(years[0]) if years else None, units=(unit,) if unit else units, part=part,
                   whole=" ".join(left.split()))


def _unit_behind(text: str) -> tuple[str, str]:
    """A text without the unit that stands behind it with no brackets, and that unit: 玉米面积 万亩, 玉米单产，公斤/亩.

    A stroke may mean “per”: what stands behind it is a unit only where it is one of the indicator before it. What is known by
    its whole, or printed with blanks between its characters (农 户), holds no unit.
    """
    if indicators.find(text):
        return text, ""
    for found in _BEFORE_UNIT.finditer(text):
        left, unit = text[:found.start()].strip(), text[found.end():].strip()
        if not left or not indicators.is_unit(unit) or unit.casefold() in _WORDS_TOO:
            continue
        if len(unit) == 1 and re.search(r"(?:^|\s)\S$", left):
            continue
        one = _understood(_pieces(_BETWEEN_HAN.sub("", left).casefold()), bare(left)).inner
        if (one is None and "/" not in found[0]) or (one is not None and indicators.factor(unit, one) is not None):
            return left, unit
    return text, ""


def _is_compared(text: str, found: Said) -> bool:
    """Whether a text speaks of what is computed from other figures: a change (比上年增长) or a ratio (占粮食面积比例), and not
    of an indicator that is called so itself (播种面积占比)."""
    known = found.indicator is not None and not found.rest and not found.changes
    return bool(compares().search(text)) or (bool(_RATIO.search(text)) and not known)


def _as_printed(text: str) -> str:
    """The name of a figure that nobody takes apart, without the signs around it."""
    return " ".join(text.split()).strip(" :：、,;；.-—")


def _understood(pieces: list[_Piece], whole: str) -> Said:
    main = max((p for p in pieces if p.what == "indicator"), key=lambda p: len(p.text), default=None)
    one = indicators.find(main.value) if main else None
    crops = [p for p in pieces if p.what == "crop"]
    changes = tuple(dict.fromkeys(p.value for p in pieces if p.what == "changes"))
    actual = any(p.what == "actual" for p in pieces)
    place = "".join(p.text for p in pieces if p.what == "place")
    several = len({_owners(p.text) for p in crops}) > 1
    narrow = "" if several else _narrow(pieces, main)
    if narrow or several:
        return Said(rest=whole, own=True, kind=narrow, changes=changes, actual=actual, place=place, inner=one)
    rest = "".join(p.text for p in pieces if _is_left(p, one, main, bool(crops)))
    return Said(one, crops[0].value if crops else "", rest=bare(rest), changes=changes, actual=actual, place=place, inner=one)


def _is_left(piece: _Piece, one: Indicator | None, main: _Piece | None, of_crop: bool) -> bool:
    """Whether a piece is understood by nobody: another word, a group of crops where no crop is named, a second indicator."""
    if piece.what == "plain":
        kinds = [row["kinds"] for row in _rows("plain") if row["word"] == piece.text and "kinds" in row]
        return bool(kinds and one is not None) and not any(one is not None and one.kind in of for of in kinds)
    if piece.what == "indicator":
        return piece is not main and indicators.find(piece.value) is not one
    return piece.what == "other" or (piece.what == "group" and not of_crop)


def _narrow(pieces: list[_Piece], main: _Piece | None) -> str:
    """What stands for a crop in a text that speaks of a kind of it, or of what is about it: 糯玉米, 玉米螟; or for an
    indicator that is none without a word of its own: 退耕还林面积. "" else."""
    for at, piece in enumerate(pieces):
        if piece.what != "crop" and not (piece is main and piece.text in _GENERAL):
            continue
        first = at
        while first and pieces[first - 1].what == "other":
            first -= 1
        last = at + 1
        while piece.what == "crop" and last < len(pieces) and pieces[last].what == "other":
            last += 1
        before = "".join(p.text for p in pieces[first:at])
        if (before and not _ENDS_AS_PLACE.fullmatch(before)) or last > at + 1:
            return "".join(p.text for p in pieces[first:last])
    return ""


def _pieces(text: str, shorts: frozenset[str] = frozenset()) -> list[_Piece]:
    """A narrow text in lower case as pieces; a translation behind the Chinese says nothing that the Chinese does not."""
    if found := _TRANSLATED.fullmatch(text):
        ours, theirs = list(_cut(found[1], shorts)), list(_cut(found[2], shorts))
        if any(p.what in ("indicator", "crop", "group") for p in ours):
            said_more = {"changes"} | ({"crop"} if not any(p.what in ("crop", "group") for p in ours) else set()) | (
                {"indicator"} if not any(p.what == "indicator" for p in ours) else set())
            return [*ours, *(p for p in theirs if p.what in said_more)]
    return list(_cut(text, shorts))


def _cut(text: str, shorts: frozenset[str]) -> Iterator[_Piece]:
    """The pieces of a text in its order, the longest known word first; a name of a place only where the text begins."""
    at, begins = 0, True
    while at < len(text):
        found = _known().match(text, at)
        place = _place_at(text, at, shorts) if begins else ""
        if place and len(place) >= (len(found[0]) if found else 0):
            yield _Piece("place", place)
            at += len(place)
            continue
        if found:
            what, value = _vocabulary()[" ".join(found[0].split())]
            yield _Piece(what, found[0], value)
            begins = begins and what == "place"
            at = found.end()
            continue
        word = _WORD.match(text, at)
        if word:
            yield _Piece("other", word[0])
            begins = False
        elif not text[at].isspace():
            yield _Piece("sign", text[at])
        at = word.end() if word else at + 1


def _place_at(text: str, at: int, shorts: frozenset[str]) -> str:
    """The name of a region in full, or in short where it is one of those near, or what ends like a town (海丰镇), where it
    stands; "" for anything else: 新建, 平原 and 城镇 are words."""
    sizes = range(min(_longest_place(), len(text) - at), 1, -1)
    named = next((name for size in sizes if (name := text[at:at + size]) in shorts or (
        name in places() and len(name) > SHORT)), "")
    if named and not _ENDS_AS_PLACE.fullmatch(text[at + len(named):at + len(named) + 1]):
        return named
    like = _LIKE_A_PLACE.match(text[at:])
    return like[0] if like and not _NO_PLACE.match(text[at:]) and not any(word in like[0] for word in _content()) else named


def units_in(text: str) -> tuple[str, ...]:
    """The units that a text lists, if it is nothing else: 公顷、吨."""
    if indicators.is_unit(text):
        return (text.strip(),)
    each = [one.strip() for one in _BETWEEN.split(text) if one.strip()]
    return tuple(each) if each and all(indicators.is_unit(one) for one in each) else ()


# -- the words ----------------------------------------------------------------------------------------------------------


@cache
def _rows(means: str) -> Sequence[Mapping[str, Any]]:
    return tuple(row for row in catalogues.load("figure_words").rows if row["means"] == means)


@cache
def compares() -> re.Pattern[str]:
    """Headings of columns that are computed from others: 比上年±%."""
    return _any_of([str(row["word"]) for row in _rows("compares")])


@cache
def changed(word: str) -> tuple[str, str]:
    """What a word that changes a figure is called, in Chinese and in English: 预期 → 预计, Expected."""
    row = next(row for row in _rows("changes") if row["zh"] == word)
    return str(row["zh"]), str(row["en"])


def with_changes(named: str, words: Iterable[str]) -> str:
    """The name of an indicator with the words that make another figure of it: 预计播种面积 / Expected: Sown area."""
    known = dict.fromkeys(words)
    wider = {row["of"] for row in _rows("changes") if row["zh"] in known and "of" in row}
    pairs = [changed(word) for word in known if word not in wider]
    if not pairs:
        return named
    one = indicators.find(named)
    for pair in list(pairs):
        if one is not None and (own := indicators.find(f"{one.zh}{pair[0]}")) is not None:  # 占比: 播种面积占比
            one, named = own, own.written
            pairs.remove(pair)
    if not pairs:
        return named
    zh, en = "".join(pair[0] for pair in pairs), ", ".join(pair[1] for pair in pairs)
    return indicators.both(f"{zh}{one.zh}", f"{en}: {one.en}") if one else f"{zh}{named}"


@cache
def _vocabulary() -> Mapping[str, tuple[str, str]]:
    """A known word → what it is, and what it stands for."""
    found: dict[str, tuple[str, str]] = {}
    for means in ("place", "group", "plain", "actual", "changes"):
        for row in _rows(means):
            found[plain(str(row["word"])).casefold()] = (means, str(row.get("zh", "")))
    for name, zh in _crops().items():
        found.setdefault(name, ("crop", zh))
    for row in catalogues.load("market_indicators").rows:
        for name in (row["zh"], row["en"], *row["also"]):
            found[plain(name).casefold()] = ("indicator", row["code"])
    return found


@cache
def _known() -> re.Pattern[str]:
    return _any_of(_vocabulary())


def _any_of(names: Sequence[str] | Mapping[str, object]) -> re.Pattern[str]:
    """Any of some words, the longest first; English ones as whole words, one or several of them."""
    longest = sorted(names, key=len, reverse=True)
    return re.compile("|".join(rf"(?<![a-z]){re.escape(name).replace(chr(92) + ' ', r'[ -]+')}(?![a-z])" if name.isascii()
                               else re.escape(name) for name in longest))


@cache
def _content() -> frozenset[str]:
    """Words that no name of a place is made of: crops, indicators and what is left out."""
    return frozenset(name for name, (what, _value) in _vocabulary().items()
                     if not name.isascii() and what != "place" and len(name) > 1)


@cache
def _crops() -> dict[str, str]:
    """What tables call a crop → its Chinese name; a name of several crops stays, so that the import asks which one."""
    rows = catalogues.load("crops").rows
    names = {plain(name).casefold(): name for row in rows for name in row["kind_of"]}
    names |= {plain(name).casefold(): row["zh"] for row in rows for name in (row["zh"], row["en"], *row["also"])}
    return {**{f"{name}s": zh for name, zh in names.items() if name.isascii()}, **names}


@cache
def _owners(name: str) -> frozenset[str]:
    """The crops that a name may mean."""
    singular = name if name in {n for row in catalogues.load("crops").rows for n in (*row["also"], *row["kind_of"])} \
        else name.removesuffix("s")
    return frozenset(row["code"] for row in catalogues.load("crops").rows
                     if {name, singular} & {plain(n).casefold() for n in (row["zh"], row["en"], *row["also"],
                                                                          *row["kind_of"])})


@cache
def places() -> Mapping[str, str]:
    """Full names of provinces, prefectures and counties → their level."""
    return {place.name: place.level for place in catalogues.regions()}


@cache
def near(name: str) -> frozenset[str]:
    """The short names that are places in a table of a region: its own, those above it and right below it, its own or all
    provinces; and its full name and theirs, however short."""
    by_code = {place.code: place for place in catalogues.regions()}
    found = {place.code for place in catalogues.regions() if place.level == "province"}
    for place in catalogues.regions():
        up = by_code.get(place.parent)
        if place.name == name:
            found.add(place.code)
            while up is not None:
                found.add(up.code)
                up = by_code.get(up.parent)
        elif up is not None and up.name == name:
            found.add(place.code)
    return frozenset(one for code in found for one in (by_code[code].name, by_code[code].short) if len(one) > 1)


@cache
def _longest_place() -> int:
    return max(map(len, places()))


def place_in(text: str) -> str:
    """The region that a title names, the smallest of those named together; "" where there is none."""
    tight = bare(text)
    named = [name for name in places() if name in tight]
    return max(named, key=lambda name: (tight.find(name) + len(name), len(name)), default="")


@cache
def above(name: str) -> tuple[str, ...]:
    """The names of what a region lies in, the nearest first; () where several of its name lie in different ones."""
    by_code = {place.code: place for place in catalogues.regions()}
    chains: set[tuple[str, ...]] = set()
    for place in catalogues.regions():
        if place.name == name:
            chain, code = list[str](), place.parent
            while code:
                chain.append(by_code[code].name)
                code = by_code[code].parent
            chains.add(tuple(chain))
    return next(iter(chains)) if len(chains) == 1 else ()
