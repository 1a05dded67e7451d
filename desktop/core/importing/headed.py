"""The unit that a heading names, where it is not that of the field: 面积(公顷) onto 亩, 金额(万元) onto 元, 产量/(t/hm²).

What converts is converted; what does not is asked about (question "unit"). Words in brackets that are no units are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache

from desktop.core import unit_words
from desktop.core.fields import NUMBERS
from desktop.core.i18n import _, in_every_language
from desktop.core.importing.model import Target
from desktop.core.tables import Cell, Table
from desktop.core.tables.counted import is_own, other_thing, things
from desktop.core.tables.said import unit_said
from desktop.core.tables.words import plain, words

BRACKETS = re.compile(r"[(\[【]([^()\[\]【】]+)[)\]】]")
SAID = re.compile(r"^(?:单位|unit|in)\s*[:.]?\s*", re.IGNORECASE)
PER_MU = re.compile(r"^(?:折|平均|每)?亩|每亩|per mu", re.IGNORECASE)
UNSURE = frozenset(("米", "两", "天", "日", "d", "h", "周", "克", "株", "粒", "角", "min"))  # ends of other words: 玉米, 萨克


@cache
def _bare() -> re.Pattern[str]:
    """A unit without brackets at the end of a heading: behind Chinese, a blank or a mark."""
    known = sorted((re.escape(word) for word in unit_words.simple().keys() - UNSURE), key=len, reverse=True)
    either = "|".join(known)
    return re.compile(rf"(?<=[^a-z0-9])((?:{either})(?:/(?:{either}))?)\s*$")


def unit_in(heading: str, own: str) -> str:
    """The unit that a heading names for a field in unit `own`; "" for none."""
    text = unit_words.with_slash(unicodedata.normalize("NFKC", heading).strip())
    for inside in reversed(BRACKETS.findall(text)):
        unit = SAID.sub("", inside.strip())
        if unit_words.meant(unit) or plain(unit).casefold() in words("unit"):
            return of_the_mu(text, unit, own)
    bare = _bare().search(text.casefold())
    if bare is None or not text[:bare.start()].strip(" _-:/"):
        return ""
    before = text[:bare.start()].rstrip()
    convertible = unit_words.factor(bare[1], own) is not None
    # 产量/亩 and the code yield_mu name what the yield is counted on.
    return "" if before.endswith(("/", "_")) and not convertible else of_the_mu(before, bare[1], own)


def of_the_mu(heading: str, unit: str, own: str) -> str:
    """The unit of a heading: 亩产(公斤) is in 公斤/亩 where the field is in anything per area."""
    per = "/" in own and "/" not in unit and PER_MU.search(heading)
    return f"{unit}/亩" if per and unit_words.meant(f"{unit}/亩") else unit


def headed(target: Target, heading: str, otherwise: str = "") -> Target:
    """`target` as the column under `heading` is to be read: in the unit named there, else in the unit `otherwise`."""
    if target.kind == "whole" and not target.unit:
        return _counted(target, heading)
    if target.kind not in NUMBERS or not target.unit or target.written:
        return target
    written = unit_in(heading, target.unit) or otherwise
    if not written or is_own(written, in_every_language(target.title), target.unit):  # 袋 in English, where the unit is bags
        return target
    return replace(target, written=written, factor=unit_words.factor(written, target.unit))


def _counted(target: Target, heading: str) -> Target:
    """A column of numbers that are counted in ten thousands, 印数(万枚), 人数（万人）, or of another thing than its field
    counts, 订货(箱) onto bags, about which is asked."""
    titles = in_every_language(target.title)
    for inside in BRACKETS.findall(unicodedata.normalize("NFKC", heading)):
        unit = SAID.sub("", inside.strip())
        tens = next((word for word in unit_words.TENS if unit.startswith(word)), "")
        if tens and (not unit[len(tens):].strip() or unit[len(tens):].strip().casefold() in words("unit")):
            own = not unit[len(tens):].strip() or not things(titles) or is_own(unit[len(tens):], titles)
            return replace(target, written=unit, factor=Fraction(unit_words.TENS[tens]) if own else None)
        if other_thing(f"1{unit}", titles):
            return replace(target, written=unit, factor=None)
    return target


def of_table(target: Target, heading: str, table: Table) -> Target:
    """`target` as a column of `table` is to be read: `headed`, with what the file says of all its numbers."""
    if target.kind not in NUMBERS:
        return target
    target = replace(target, times=table.extra.get("times", {}).get(heading, target.times))
    said = [unit for unit in units_said(table) if unit_words.factor(unit, target.unit) is not None] if target.unit else []
    read = headed(target, heading, said[0] if len(said) == 1 else "")
    shares = heading in table.extra.get("shares", ())
    if shares or (heading in table.header and may_be_shares(read, table.column(heading))):
        return replace(read, share=True)
    return read


def may_be_shares(target: Target, cells: Sequence[Cell]) -> bool:
    """Whether the numbers of a column of percents lie from 0 to 1, where such percents would be odd: germination 0.92."""
    if target.unit != "%" or not ((target.plausible[0] or 0) >= 1 or (target.low, target.high) == (0, 100)):
        return False
    numbers = [c for c in cells if isinstance(c, int | float) and not isinstance(c, bool)]
    return any(0 < n < 1 for n in numbers) and all(0 <= n <= 1 for n in numbers)


def units_said(table: Table) -> list[str]:
    """The units that a file names for the numbers of its table: 单位：公顷、万元."""
    return [unit for unit in re.split(r"[、,，;；和]", unit_said(table)) if unit_words.meant(unit)]


def conversion(target: Target) -> str:
    """What was done with the numbers of a column in another unit, as a sentence; "" for nothing."""
    if target.factor is None or target.factor == 1:
        return ""
    if not target.unit:
        return _("This column is in {unit}; its numbers were multiplied by {factor}.").format(
            unit=target.written, factor=f"{float(target.factor):.10g}")
    return _("This column is in {unit}; its numbers were converted to {own} (× {factor}).").format(
        unit=unit_words.sign(target.written), own=unit_words.sign(_(target.unit)), factor=f"{float(target.factor):.6g}")
