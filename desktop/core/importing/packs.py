"""What a bag holds, as tables write it beside a name: 2.5 kg, 5公斤, 4400粒/袋, or 5 alone, which is kilograms."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction

from desktop.core.importing.matching import normal
from desktop.core.tables import Cell, Table
from desktop.core.tables.words import plain

KILOGRAMS = {"kg": Fraction(1), "千克": Fraction(1), "公斤": Fraction(1), "斤": Fraction(1, 2), "市斤": Fraction(1, 2),
             "g": Fraction(1, 1000), "克": Fraction(1, 1000)}
SEEDS = ("粒", "seeds", "seed")
Pack = tuple[tuple[Fraction, str], ...]
"""Numbers with "kg" or "粒" behind them."""

_UNITS = "|".join(sorted((*KILOGRAMS, *SEEDS), key=len, reverse=True))
_ONE = rf"(\d+(?:\.\d+)?)\s*({_UNITS})"
_BEFORE = r"(?:规格|净含量|净重)?\s*:?\s*(?:1\s*[*×x]\s*)?"
_CASE = r"[*×x]\s*\d+\s*[袋包盒桶罐]?(?:/[件箱])?"
_HELD = rf"/\s*(?:[袋包盒桶罐]|bag)\s*(?:{_CASE})?|{_CASE}|装|[袋包]"  # 2.5kg/袋, 2.5kg*8袋/件, 2.5kg装
_WHOLE = re.compile(rf"{_BEFORE}{_ONE}(?:\s*[·,/+]?\s*{_ONE}|\s*\(\s*{_ONE}\s*\))?\s*(?:{_HELD})?")
_ANY = re.compile(_ONE)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_AT_END = re.compile(rf"(?<![\d.]){_ONE}(?:\s*·?\s*{_ONE})?(?:\s*/\s*[袋包]|装)?\s*[)\]】]?$")


def read(cell: Cell) -> Pack:
    """The pack that a cell names, a number alone in kilograms; () for a cell that names none, such as 袋装."""
    text = plain(cell).casefold()
    if _NUMBER.fullmatch(text):
        return ((Fraction(text), "kg"),)
    found = _WHOLE.fullmatch(text)
    return _pack(found) if found else ()


def parted(table: Table, names: Collection[str], weight: str, seeds: str) -> Table:
    """A table whose column of packs says some in kilograms and some in seeds (2.5kg, 4500粒/袋) with a column of each.

    `names` are the headings that such a column may have, `weight` and `seeds` those of the two. What is no pack stays where it
    is, to be refused there.
    """
    at = next((i for i, heading in enumerate(table.header) if normal(heading) in names), None)
    if at is None or seeds in table.header:
        return table
    found = [read(row[at]) for row in table.rows]
    if not any(unit == "粒" for pack in found for _number, unit in pack):
        return table
    rows = [(*(_first(pack, "kg") if i == at and pack else cell for i, cell in enumerate(row)), _first(pack, "粒"))
            for row, pack in zip(table.rows, found, strict=True)]
    return replace(table, header=(*(weight if i == at else name for i, name in enumerate(table.header)), seeds), rows=rows)


def _first(pack: Pack, unit: str) -> float | None:
    return next((float(number) for number, of in pack if of == unit), None)


def is_named(cell: Cell) -> bool:
    """Whether a cell names some pack, be it in a way that `read` does not understand: 20×(2.5kg+0.1kg)."""
    return bool(read(cell)) or bool(_ANY.search(plain(cell).casefold()))


def at_end(name: str) -> Pack:
    """The whole pack, number and unit, that a name ends with; () for none: 158 is no pack."""
    found = _AT_END.search(plain(name).casefold())
    return _pack(found) if found else ()


def without(name: str) -> str:
    """A name without the pack that stands at its end: 丰玉158 of 丰玉158 5斤装."""
    return _AT_END.sub("", plain(name).casefold()).rstrip("(（[【 ·")


def written(pack: Pack) -> str:
    """A pack as the names of products bear it: 2.5 kg, 4400粒."""
    return " ".join(f"{float(number):g} kg" if unit == "kg" else f"{int(number)}粒" for number, unit in pack)


def _pack(found: re.Match[str]) -> Pack:
    groups = found.groups()
    pairs = [(number, unit) for number, unit in zip(groups[::2], groups[1::2], strict=True) if number]
    return tuple((Fraction(number) * KILOGRAMS[unit], "kg") if unit in KILOGRAMS else (Fraction(number), "粒")
                 for number, unit in pairs)
