"""Head-office tables with a column a month: a line a customer, what was paid below 10月, 11月, 12月."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from desktop.core import unit_words
from desktop.core.errors import UserError
from desktop.core.fields import today
from desktop.core.i18n import _
from desktop.core.importing import mapping
from desktop.core.importing.model import Target
from desktop.core.tables import Cell, Table
from desktop.core.tables.words import is_no_value, plain

MONTHLY = "monthly"
"""What the table of months is marked with: the fields that hold its days and its numbers (see `monthly.py`)."""
Month = tuple[int | None, int]
"""Year, where the heading names it, and month."""

_WHAT = r"[份度]?(回款|收款|到账|实收|发货|发运|出库|销售|销量|订货|数量|袋数)?(额|金额|数|量|数量|袋数)?(?:\(([^()]*)\))?"
_CHINESE = re.compile(rf"(?:(\d{{4}}|\d{{2}})年)?(\d{{1,2}})月{_WHAT}")
_PAID = dict.fromkeys(("回款", "收款", "到账", "实收"), "paid")
_MOVED = {**dict.fromkeys(("发货", "发运", "出库"), "sent"), **dict.fromkeys(("销售", "销量"), "sold")}
_EXAMPLE = {True: "回款", False: "发货袋数"}
_COUNTED = ("数", "量", "数量", "袋数")
_AMOUNT = ("额", "金额")
_IN_CARTONS = re.compile(r"[件箱]|carton|case")  # cartons of how many bags nobody says here
_GOODS_TITLE, _PAID_TITLE = "|".join((*_MOVED, "订货", "退货", "进货")), "|".join(_PAID)
_BOTH_TITLE = re.compile(rf"(?:{_GOODS_TITLE})[额量数金]*[与及和、/]|[与及和、/](?:{_GOODS_TITLE})")
_MONEY_TITLE = re.compile(rf"{_PAID_TITLE}|额|费用|返利|应收|欠款|货款|单价|单位[:]?[万千百]?元|\([万千百]?元\)")
_PLAN_TITLE = re.compile(r"任务|目标|计划|预算|指标|预测|应收|欠款|余额|费用|返利|库存|结存|退货")
_FIRMS = re.compile(rf"(?:(?!{_GOODS_TITLE}|{_PAID_TITLE}|额|款|费)[^\s,，;；:：()])+?(?:公司|集团|中心|部|厂)")
"""A firm or a part of it, whose name says nothing of what is counted (某某种子销售有限公司), and no more of a title."""
_DIGITS = re.compile(r"(\d{4})[-./]?(\d{2})(?:-01)?|(\d{4})[-./](\d)")
_SPAN = re.compile(r"(?<!\d)(20\d{2})年?(?:度)?\s*[-–—~至到/]+\s*(?:20)?(\d{2})(?!\d)")
_YEAR = re.compile(r"(?<!\d)(20\d{2})年?(?!\d)")


def month_of(heading: str) -> Month | None:
    """The month that a heading is: 10月, 11月份回款, 2025年12月, 2026-01, 202602; None for any other."""
    text = re.sub(r"\s", "", plain(heading))
    if found := _CHINESE.fullmatch(text):
        year = int(found[1]) if found[1] else None
        year, month = (2000 + year if year is not None and year < 100 else year), int(found[2])
    elif found := _DIGITS.fullmatch(text):
        year, month = int(found[1] or found[3]), int(found[2] or found[4])
    else:
        return None
    return (year, month) if 1 <= month <= 12 and (year is None or 2000 <= year < 2100) else None


def _of_what(heading: str, target: Target) -> tuple[bool, str]:
    """Whether a month's column may hold the numbers of a target, and what its heading says it holds; "" for nothing.

    Goods that left are no money that came: 10月发货金额 is no payment, and 1月金额 counts no bags.
    """
    found = _CHINESE.fullmatch(re.sub(r"\s", "", plain(heading)))
    word, end, unit = (found[3] or "", found[4] or "", found[5] or "") if found else ("", "", "")
    is_money = target.kind in ("money", "price")
    of_money = unit_words.factor(unit, "元") is not None
    if is_money:
        return (not word or word in _PAID) and end not in ("量", "数量", "袋数") and (not unit or of_money), _PAID.get(word, "")
    counted = "counted" if word in _COUNTED or end in _COUNTED else ""
    fits = (not word or word in _MOVED or word in _COUNTED) and end not in _AMOUNT and not _IN_CARTONS.search(unit)
    return fits and (unit_words.meant(unit) is None), _MOVED.get(word, counted)


def _fitting(table: Table, headings: Sequence[str], target: Target) -> list[str]:
    """The columns of months that hold what the target is. Raises `UserError` where that is not certain: a month stands twice,
    the headings name different things, or one names nothing beside one of something else."""
    read = {heading: _of_what(heading, target) for heading in headings}
    fitting = [heading for heading, (fits, _word) in read.items() if fits]
    words = {read[heading][1] for heading in fitting}
    twice = [month for month, often in Counter(month_of(heading) for heading in fitting).items() if often > 1]
    unclear = len(words - {"", "counted"}) > 1 or ("" in words and len(fitting) < len(headings))
    if fitting and (twice or unclear):
        raise UserError(_("The columns {columns} of {file} are months of different things: keep those of “{field}” alone, "
                          "or write into each heading what it holds.").format(
            columns=_(", ").join([*headings][:12]), file=table.source, field=_(target.title)))
    return fitting


def _refuse_other_title(table: Table, headings: Sequence[str], target: Target) -> None:
    """Refuse months whose headings name nothing where what stands above them names something else: below 各客户发货金额
    stand no payments and no bags. Raises `UserError` with that line."""
    if any(_of_what(heading, target)[1] for heading in headings):
        return
    is_money = target.kind in ("money", "price")
    said = [f"{one.name}:{one.value}" for one in table.extra.get("said", ()) if one.name == "单位"]
    for line in (*table.extra.get("above", ()), *said, table.sheet or ""):
        text = re.sub(r"[ \u3000]", "", _FIRMS.sub(" ", plain(str(line))))
        goods, paid = re.search(_GOODS_TITLE, text), re.search(_PAID_TITLE, text)
        both = goods and paid and _BOTH_TITLE.search(text)
        other = (goods and not paid) if is_money else _MONEY_TITLE.search(text)
        if both or other or _PLAN_TITLE.search(text):
            told = _("“{title}” stands above the months of {file}, which is not “{field}”: write into each heading what it "
                     "holds, such as {example}, or import it as what it is.")
            raise UserError(told.format(title=str(line).strip(), file=table.source, field=_(target.title),
                                        example=f"{headings[0]}{_EXAMPLE[is_money]}"))


def _unit_of(table: Table, headings: Sequence[str]) -> str:
    """The unit in brackets that all columns of months bear: 10月(万元). Raises `UserError` where they bear several."""
    found = {unit[1] if (unit := re.search(r"\(([^()]*)\)$", plain(heading).strip())) else "" for heading in headings}
    if len(found) > 1:
        raise UserError(_("The columns {columns} of {file} are in different units: write all of them in one.").format(
            columns=_(", ").join([*headings][:12]), file=table.source))
    return found.pop()


def by_months(table: Table, targets: Mapping[str, Target], day: str, number: str) -> Table:
    """The table with a row for every filled cell of its columns of months, dated on the last day of the month.

    Any other table stays as it is: one with fewer than two such columns, or where the day or the number has a column of its
    own. Headings without a year take that of the title; where there is none, the days stay without one, which is asked about.
    Raises `UserError` where months without a year run over the turn of a year.
    """
    every = [heading for heading in table.header if month_of(heading) is not None]
    uses = mapping.guess_lower(table, table.header, list(targets.values()),
                               mapping.guess(table.header, list(targets.values())))
    if len(every) < 2 or {day, number} & {use.target for heading, use in uses.items() if heading not in every}:
        return table
    months = {heading: found for heading in _fitting(table, every, targets[number]) if (found := month_of(heading))}
    if not months:
        return table
    _refuse_other_title(table, list(months), targets[number])
    unit = _unit_of(table, list(months))
    days = dict(zip(months, _days(table, list(months.values())), strict=True))
    kept = [place for place, heading in enumerate(table.header) if heading not in months]
    rows: list[tuple[Cell, ...]] = []
    numbers: list[int] = []
    for place, row in zip(table.row_numbers, table.rows, strict=True):
        for heading, cell in zip(table.header, row, strict=True):
            if heading in days and not is_no_value(cell) and not _is_nothing(cell):
                rows.append((*(row[at] for at in kept), days[heading], cell))
                numbers.append(place)
    said = _("The columns {columns} were read as a row each, of the last day of the month; cells of 0 were left out.")
    said = said.format(columns=_(", ").join(list(months)[:12]))
    header = (*(table.header[at] for at in kept), _(targets[day].title),
              _(targets[number].title) + (f"({unit})" if unit else ""))
    return replace(table, header=header, rows=rows, row_numbers=numbers, notes=[*table.notes, said],
                   extra={**table.extra, MONTHLY: (day, number)})


def _is_nothing(cell: Cell) -> bool:
    """Whether a cell says that nothing moved in the month."""
    return cell == 0 if isinstance(cell, int | float) else bool(re.fullmatch(r"[¥￥]?-?0(?:[.]0+)?", plain(cell)))


def _days(table: Table, months: Sequence[Month]) -> list[Cell]:
    """The day of each column: a date, or its text where nobody says of which year it is."""
    if all(year is not None for year, _month in months):
        return [_last(year or 0, month) for year, month in months]
    turns = [month for _year, month in months]
    over = any(later < before for before, later in pairwise(turns))
    years = _years(table)
    if over and len(years) != 2:
        raise UserError(_("The months {months} of {file} run over the turn of a year: write the year into each heading, "
                          "such as 2025年10月.").format(months=f"{turns[0]}月…{turns[-1]}月", file=table.source))
    if not years or (len(years) == 2 and not over):  # of a business year that does not turn nobody knows which half it is
        return [f"{month}月{28 if month == 2 else monthrange(2025, month)[1]}日" for month in turns]
    found, year = list[Cell](), years[0]
    for place, (said, month) in enumerate(months):
        year += place > 0 and month < turns[place - 1]
        found.append(_last(said or year, month))
    return found


def _years(table: Table) -> tuple[int, ...]:
    """The year, or the two of a business year, that the lines above the headings name; () where they name none or several."""
    texts = [*table.extra.get("above", ()), *(f"{one.name}{one.value}" for one in table.extra.get("said", ())),
             table.sheet or ""]
    spans = {(int(a), int(a) // 100 * 100 + int(b)) for text in texts for a, b in _SPAN.findall(plain(text))}
    spans = {span for span in spans if span[1] == span[0] + 1}
    if spans:
        return spans.pop() if len(spans) == 1 else ()
    years = {int(year) for text in texts for year in _YEAR.findall(plain(text))}
    return (years.pop(),) if len(years) == 1 else ()


def _last(year: int, month: int) -> date:
    """The last day of a month; today in the running one."""
    last = date(year, month, monthrange(year, month)[1])
    return min(last, today()) if last.replace(day=1) <= today() else last
