"""What the title of a trial table says: the season and the site, 2026年春播玉米品比试验（淮阳点）."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePath

from sqlmodel import Session

from desktop.catalogue.season_words import SeasonKey, part_in, season_key, season_name
from desktop.core import catalogues
from desktop.core.importing.links import resolve
from desktop.core.tables import Table
from desktop.core.tables.words import plain
from desktop.trials.importing.arranging import is_place
from desktop.trials.importing.said_facts import named

_RUN = re.compile(r"[A-Za-z0-9\u4e00-\u9fff]+")
_SPOT = re.compile(r"(?:区试|承试|参试|试验|测试|示范|展示|试|测)?点(?:次)?(?=$|20\d\d|产量|小区|汇总|结果|性状|数据|记载|田间|"
                   r"测产|试验|品种|品比|区试|春|夏|秋|冬|玉米|水稻|小麦|大豆)")
_BEFORE_A_SPOT = re.compile(r"\d年度?|(?:试|实)验|品比|区试|比较|筛选|鉴定|展示|示范(?!区|园|场|基地)|[A-Z]?组|"
                            r"[春夏秋冬][播季]|结果|产量|汇总")
_NO_SPOT = re.compile(r"(?:.*(?:[多特重要优缺单各两三几定观察网焦亮热难地]|\d)|[一二四五六七八九十]+个?)")
"""What stands before 点 where it names no place: 多点, 特点, 重点, 观察点, 5点."""
_BRACKETS = re.compile(r"\(([^()]*)\)")
_ENGLISH = re.compile(r"(?:^|[,;(–—]\s*|\bat\s+|-\s+)([A-Z][A-Za-z']+(?: [A-Z][A-Za-z']+){0,3}) "
                      r"(?:site|Site|location|Location|station|Station)\b")
_PARTS = re.compile(r"[\s\-–—_·]+")
_CROPS = re.compile(r"玉米|水稻|小麦|大豆|棉花|油菜|谷子|高粱|花生|马铃薯|密植|高产|[早中晚]熟")


def titles(table: Table) -> tuple[str, ...]:
    """The texts that may name a trial: those above the table, the name of its sheet and of its file."""
    return (*map(str, table.extra.get("above", ())), named(table).get("title", ""), table.sheet or "", table.source)


def season_in(table: Table) -> str:
    """The season that a line beside the table, its title, its sheet or its file names: 2026春播, 2025-2026; "" for none."""
    said, whole = named(table), " ".join(titles(table))
    key = season_key(said.get("season", "")) or season_key(whole)
    if key is None:
        return ""
    parts = (said.get("season", ""), said.get("season_part", ""), *titles(table))
    return season_name(SeasonKey(key.years, next((part for text in parts if (part := part_in(text))), "")))


def site_in(table: Table) -> str:
    """The place that a title names: 淮阳 of （淮阳点） or 淮阳试点, a place in brackets; "" where none or several do."""
    found = {site for text in (*map(str, table.extra.get("above", ())), named(table).get("title", ""),
                               *([] if table.extra.get("above") else [PurePath(table.source).stem]))
             if (site := _site_of(plain(text)))}
    return found.pop() if len(found) == 1 else ""


def _site_of(title: str) -> str:
    spots = [name for run in _RUN.findall(title) for spot in _SPOT.finditer(run)
             if (name := _BEFORE_A_SPOT.split(run[:spot.start()])[-1])[1:] and _names_a_spot(name)]
    apart = [text.strip() for text in (*_BRACKETS.findall(title), *_PARTS.split(_BRACKETS.sub(" ", title))[1:])]
    english = [found[1].strip() for found in _ENGLISH.finditer(title)]
    return next(iter((*spots, *(text for text in apart if _is_spot(text)), *english)), "")


def _names_a_spot(text: str) -> bool:
    """Whether what stands before 点 may be a place: not 多点, 重点, 密植示范点."""
    return not _NO_SPOT.fullmatch(text) and not _CROPS.search(text)


def _is_spot(text: str) -> bool:
    """Whether a part of a title that stands alone is a place where a trial stands: no province, nothing with a figure."""
    return is_place(text) and text not in _provinces() and not re.search(r"\d", text)


@cache
def _provinces() -> frozenset[str]:
    return frozenset(name for place in catalogues.regions() if place.level == "province" for name in (place.name, place.short))


def site_called(session: Session, text: str) -> str:
    """A place as the records call it: 淮阳点 is the site 淮阳, unless a site is called 淮阳点."""
    bare = _bare(text.strip())
    names = list(dict.fromkeys((text.strip(), bare, *(f"{bare}{end}" for end in ("点", "试点", "试验点")))))
    known = resolve(session, "site", set(names)).ids
    return next((name for name in names if name in known), bare)


def _bare(text: str) -> str:
    spot = re.fullmatch(r"(.{2,}?)(?:试验|承试|区试)?(?:试)?点(?:次)?", text)
    return spot[1] if spot and _names_a_spot(spot[1]) else text
