"""Rows of a table with a column a month, matched with what is stored: by whom and what they are about, and by the month.

Such a table is written anew every month, and its running month every day. A number that has changed since is the same sum
grown, never a further payment or shipment; so neither the day nor the number itself tells one from another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlmodel import Session

from desktop.core import money
from desktop.core.i18n import _
from desktop.core.importing.matching import Matcher, normal
from desktop.core.importing.months import MONTHLY
from desktop.core.records import Record, columns_of
from desktop.core.tables import Table


class MonthMatcher(Matcher):
    """Matches the rows of a table of months; a record that is found keeps its day, which lies in that month."""

    def __init__(self, session: Session, model: type[Record], keys: Sequence[Sequence[str]], values: Mapping[str, list[Any]],
                 numbers: Sequence[int | None], adding: str, monthly: tuple[str, str]) -> None:
        self.day, self.number = monthly
        super().__init__(session, model, _keys(model, keys, values, *monthly), values, numbers, adding)

    def compared(self, name: str, value: Any) -> Any:
        """A day by its month, the number by its sign alone: what came back is another record than what was sent."""
        if name == self.day and isinstance(value, date):
            return value.year, value.month
        return value > 0 if name == self.number and value is not None else normal(value)

    def several_said(self, several: int) -> str:
        """Why a row is kept out whose month has several records."""
        return _("{n} {n:record|records} of this month are stored already: leave this row out, or delete them first and take "
                 "the month as one sum.").format(n=several)

    def called_otherwise(self, place: int, earlier: int) -> str:
        """The number, where two rows give different sums of one month."""
        numbers = self.values[self.number]
        return self.number if numbers[place] != numbers[earlier] else ""

    def _changes(self, place: int, record: int) -> dict[str, Any]:
        found = super()._changes(place, record)
        found.pop(self.day, None)
        return found

    def changes_said(self, place: int, record: int) -> tuple[str, str]:
        """The number, and what becomes of the stored sum of the month in words; "" where it is the same."""
        stored = dict(zip(self.names, self.stored[record], strict=True))
        new, old = self.values[self.number][place], stored[self.number]
        return self.number, "" if new == old else _("Of this month {old} is stored ({day}); it becomes {new}.").format(
            old=self._written(old), day=stored[self.day], new=self._written(new))

    def _written(self, value: Any) -> str:
        kind = self.kinds.get(self.number, "")
        return money.text(value, kind) if money.holds(kind) else f"{value:g}"


def _keys(model: type[Record], keys: Sequence[Sequence[str]], values: Mapping[str, list[Any]], day: str,
          number: str) -> Sequence[Sequence[str]]:
    """All that a row of a month is known by; then whom and what it is about."""
    kinds = {column.name: column.info["kind"] for column in columns_of(model)}
    whole = [name for name in dict.fromkeys(name for key in keys if day in key for name in key)
             if name in values and (name in (day, number) or kinds[name] in ("link", "text"))]
    links = [name for name in whole if name in (day, number) or kinds[name] == "link"]
    return [whole, links] if len(links) < len(whole) else [whole]


def matcher(table: Table, session: Session, model: type[Record], keys: Sequence[Sequence[str]], values: Mapping[str, list[Any]],
            numbers: Sequence[int | None], adding: str) -> Matcher:
    """What finds the stored record of each row of a file; see `Matcher`."""
    monthly = table.extra.get(MONTHLY, ())
    if len(monthly) == 2 and all(name in values for name in monthly):
        return MonthMatcher(session, model, keys, values, numbers, adding, monthly)
    return Matcher(session, model, keys, values, numbers, adding)
