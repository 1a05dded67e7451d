"""Which sheets of a workbook sum up the others: 汇总, 平均, 2026年度 beside a sheet a month.

A sheet that is called a sum is one, unless its rows name nobody and nothing of the other sheets. What says nothing of whom a
row is about counts neither for nor against: numbers, days and periods, remarks, numbers of records, words for the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from fractions import Fraction
from functools import cache

from desktop.core import catalogues
from desktop.core.tables import Cell, Table
from desktop.core.tables.cells import is_day, number_text
from desktop.core.tables.words import bare, is_no_value, pattern, plain
from desktop.core.units import exact, typed_number

_YEARLY = re.compile(r"年度|(?<![a-z])annual(?![a-z])")
_PERIOD = re.compile(r"[\d一二两三四五六七八九十全上下前后第本今去.\-—~至到、,年度半旬周月季份初中末底日号期q ]*"
                     r"[年季月旬周日期度份][\d一二三四年度月份季旬周日上中下半合计汇总]*"
                     r"|(?:19|20)?\d{2}\s*q[1-4]|q[1-4](?:\s*(?:19|20)?\d{2})?|h[12]"
                     r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:\s*\d{2,4})?"
                     r"|(?:(?:first|second|third|fourth)\s+)?(?:half(?:\s*-?\s*year)?|quarter|year)")
_WHOLE = re.compile(r"(?:全|各|所有|整个|本公司|我司|公司(?:$|合|总)).*|.*(?:总|全体|以上|everyone|all|whole).*", re.DOTALL)
_BESIDE = re.compile(r"备注|附注|说明|情况|意见|编号|编码|代码|单号|序号|流水|行号|条码|年份|年度|月份|季度|日期|时间"
                     r"|^(?:计量)?单位$|电话|手机|状态|是否|remark|note|comment|code|number"
                     r"|(?<![a-z])(?:no|id|year|month|quarter|date|unit|units|phone|status)(?![a-z])")
_ENDS = re.compile(r"(?<=..)(?:特别行政区|自治区|自治州|自治县|自治旗|地区|街道|[省市县区旗盟州乡镇村])$")
LEAST = 2  # characters of a name that may stand within another one


def called_so(table: Table) -> bool:
    """Whether a sheet is called a sum of the others."""
    return _called_total(table) or bool(_YEARLY.search(plain(table.sheet).casefold()))


def _called_total(table: Table) -> bool:
    return bool(pattern("total", "summary").search(plain(table.sheet).casefold()))


def summing(tables: Sequence[Table]) -> list[Table]:
    """Of sheets with the same headings those that sum up others: all that are called so and are not proven to be none.

    Where all would be called so (汇总, 2026年度), those that only the year calls so are data, or else all.
    """
    found = [table for table in tables if called_so(table)]
    if len(found) == len(tables):
        found = [table for table in tables if _called_total(table)]
    if len(found) == len(tables):
        return []
    others = [table for table in tables if table not in found]
    return [table for table in found if not _is_of_its_own(table, others)]


def _is_of_its_own(table: Table, others: Sequence[Table]) -> bool:
    """Whether a sheet is proven to be no sum of others: each of its rows names something, none anything that another sheet
    names or is called, and no column of numbers comes to the same."""
    theirs = {name for other in others for names in _named(other, [*others, table]) for name in names}
    called = {_short(plain(other.sheet)) for other in others}
    mine = list(_named(table, [*others, table]))
    return bool(mine) and all(names and not any(_occurs(name, theirs, called) for name in names) for names in mine) \
        and not _comes_to_the_same(table, others)


def _occurs(name: str, theirs: Set[str], called: Set[str]) -> bool:
    return name in theirs or name in called or any(
        len(one) >= LEAST and one in other for sheet in called for one, other in ((name, sheet), (sheet, name)))


def _named(table: Table, tables: Sequence[Table]) -> Iterator[set[str]]:
    """What each row of a sheet names, in short; a column that holds one and the same in all sheets tells nothing apart."""
    places = [place for place, heading in enumerate(table.header)
              if not _BESIDE.search(bare(heading)) and len({plain(cell) for other in tables for cell in other.column(heading)
                                                            if not is_no_value(cell)}) > 1]
    for row in table.rows:
        yield {_short(plain(row[place])) for place in places if _names(row[place])}


def _names(cell: Cell) -> bool:
    """Whether a cell names somebody or something: no number, day, period, blank or word for the whole."""
    if not isinstance(cell, str) or is_no_value(cell) or is_day(cell):
        return False
    text = plain(cell).casefold()
    return not (number_text(text) or _PERIOD.fullmatch(text) or _WHOLE.fullmatch(text)
                or pattern("total", "summary").search(text))


def _short(text: str) -> str:
    """A name as names are compared: without blanks and signs, a place without what it is: 黑龙江省望奎县 is 望奎."""
    tight = bare(text)
    return _shorts().get(tight) or _ENDS.sub("", tight)


@cache
def _shorts() -> dict[str, str]:
    return {bare(place.name): bare(place.short) for place in catalogues.regions() if len(place.short) >= LEAST}


def _comes_to_the_same(table: Table, others: Sequence[Table]) -> bool:
    """Whether the sum of a column of numbers, not all the same, is that of the other sheets together."""
    for heading in table.header:
        own = _numbers(table.column(heading))
        rest = [number for other in others for number in _numbers(other.column(heading))]
        if len({*own, *rest}) > 1 and sum(own) == sum(rest) != 0:
            return True
    return False


def _numbers(cells: Sequence[Cell]) -> list[Fraction]:
    found: list[Fraction] = []
    for cell in cells:
        try:
            number = typed_number(str(cell)) if isinstance(cell, int | float | str) and not isinstance(cell, bool) else None
        except ValueError:
            number = None
        found += [] if number is None else [exact(number)]
    return found
