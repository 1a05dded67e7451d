"""An object of JSON read key by key: what is missing, unknown or makes no sense is refused by the name of its key.

Numbers are exact fractions, money is whole fen. A value inside a list is named by its place: "documents 2 amount".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any, TypeVar

from desktop.core import money
from desktop.core.calculating import Calculation, number_of, written
from desktop.core.errors import UserError
from desktop.core.i18n import _

T = TypeVar("T")
_MISSING: Any = object()


class Given:
    """One object of an input. `name` is where it stands in the whole, "" for the whole itself."""

    def __init__(self, values: Mapping[str, Any], name: str = "") -> None:
        self._values, self._name = values, name

    def named(self, key: str) -> str:
        """What a key of this object is called in a complaint."""
        return f"{self._name} {key}".strip()

    def filled(self, key: str) -> bool:
        """Whether the key was given, and not as null."""
        return self._values.get(key) is not None

    def raw(self, key: str, default: Any = _MISSING) -> Any:
        """The value as it was given; `UserError` where it is missing and has no default. What may be left out may be null."""
        if key in self._values and (default is _MISSING or self._values[key] is not None):
            return self._values[key]
        if default is _MISSING:
            raise UserError(_("“{key}” is missing.").format(key=self.named(key)))
        return default

    def number(self, key: str, low: int | None = None, high: int | None = None, default: Any = _MISSING) -> Fraction:
        """A number between two limits that it may reach; None leaves a side open."""
        value = number_of({self.named(key): self.raw(key, default)}, self.named(key))
        if (low is not None and value < low) or (high is not None and value > high):
            raise self.wrong(key, _("is outside {low} to {high}").format(
                low="−∞" if low is None else low, high="∞" if high is None else high))
        return value

    def quantity(self, key: str, default: Any = _MISSING) -> Fraction:
        """A number that is not negative: a quantity, a price, a weight."""
        return self.number(key, low=0, default=default)

    def positive(self, key: str, default: Any = _MISSING) -> Fraction:
        """A number above nothing: something is divided by it."""
        value = self.quantity(key, default)
        if value == 0:
            raise self.wrong(key, _("must be more than nothing"))
        return value

    def percent(self, key: str, default: Any = _MISSING) -> Fraction:
        """A percentage from 0 to 100."""
        return self.number(key, 0, 100, default)

    def count(self, key: str, low: int | None = 0, default: Any = _MISSING) -> int:
        """A whole number: bags, people, days."""
        value = self.number(key, low=low, default=default)
        if value.denominator != 1:
            raise self.wrong(key, _("must be a whole number"))
        return int(value)

    def amount(self, key: str, low: int | None = 0, default: Any = _MISSING) -> int:
        """Money in whole fen; an amount of more than two decimals is refused rather than rounded."""
        value = self.number(key, low=low, default=default) * 100
        if value.denominator != 1 or abs(value) > money.LARGEST:
            raise self.wrong(key, _("is no amount in yuan and fen"))
        return int(value)

    def measured(self, key: str, unit: str, low: int | None = 0, default: Any = _MISSING) -> int:
        """A whole number of a unit: fen of an amount in yuan, or bags."""
        return self.amount(key, low, default) if unit == FEN else self.count(key, low, default)

    def day(self, key: str) -> date:
        """A day written as 2026-04-15, or in another way that leaves no doubt: 2026/4/15, 2026年4月15日."""
        text = str(self.raw(key)).strip()
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass  # it may be written in another way
        from desktop.core.tables.dates import day_of

        try:
            return day_of(text)
        except ValueError:
            raise UserError(_("“{key}” is not a day: {value}. Write it as 2026-04-15.").format(
                key=self.named(key), value=written(self.raw(key)))) from None

    def text(self, key: str, default: Any = _MISSING) -> str:
        """A name; a number counts as the text it is written as."""
        value = self.raw(key, default)
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal) or not str(value).strip():
            raise self.wrong(key, _("must be a text"))
        return str(value).strip()

    def flag(self, key: str) -> bool:
        """Yes or no."""
        value = self.raw(key)
        if not isinstance(value, bool):
            raise self.wrong(key, _("must be true or false"))
        return value

    def choice(self, key: str, known: Sequence[str], default: Any = _MISSING) -> str:
        """One of some words."""
        value = self.raw(key, default)
        if value not in known:
            raise self.wrong(key, _("must be one of {words}").format(words=", ".join(known)))
        return str(value)

    def items(self, key: str, read: Callable[[Given], T], needs: Sequence[str], may: Sequence[str] = (), *,
              empty: bool = False) -> list[T]:
        """The objects of a list, each read by `read`; an empty list is refused unless `empty`."""
        found = self._list(key, empty=empty)
        return [read(_object(value, f"{self.named(key)} {place}", needs, may)) for place, value in enumerate(found, 1)]

    def numbers(self, key: str, low: int | None = None, default: Any = _MISSING) -> list[Fraction]:
        """The numbers of a list that is not empty."""
        found = self._list(key, default)
        places = {f"{key} {place}": value for place, value in enumerate(found, 1)}
        return [Given(places, self._name).number(place, low) for place in places]

    def table(self, key: str) -> dict[str, Fraction]:
        """Numbers that are not negative by their names, as an object."""
        value = self.raw(key)
        if not isinstance(value, dict) or not value:
            raise self.wrong(key, _("must be an object that is not empty"))
        inside = Given(value, self.named(key))
        return {name: inside.quantity(name) for name in value}

    def wrong(self, key: str, what: str) -> UserError:
        """The complaint about a key: its name, what is wrong, and what was given where that is a single value."""
        value = self._values.get(key, "")
        if isinstance(value, list | dict):
            return UserError(_("“{key}” {what}.").format(key=self.named(key), what=what))
        return UserError(_("“{key}” {what}: {value}.").format(key=self.named(key), what=what, value=written(value)))

    def _list(self, key: str, default: Any = _MISSING, *, empty: bool = False) -> list[Any]:
        value = self.raw(key, default)
        if not isinstance(value, list) or not (value or empty):
            raise self.wrong(key, _("must be a list") if empty else _("must be a list that is not empty"))
        return value


FEN, BAG = "fen", "bag"
UNITS = (FEN, BAG)


def _object(value: Any, name: str, needs: Sequence[str], may: Sequence[str]) -> Given:
    """An object inside a list, its keys checked."""
    if not isinstance(value, dict):
        raise UserError(_("“{key}” must be an object.").format(key=name))
    for key in value:
        if key not in (*needs, *may):
            raise UserError(_("“{key}” is not known here; the keys are {keys}.").format(
                key=f"{name} {key}", keys=", ".join((*needs, *may))))
    return Given(value, name)


def kind(name: str, title: str, needs: Sequence[str], example: Mapping[str, Any],
         compute: Callable[[Given], dict[str, Any]], may: Sequence[str] = ()) -> Calculation:
    """A kind of `agridesk calculate` whose input is read by `Given`. A ValueError of the figures is told as it stands."""
    return Calculation(name, title, tuple(needs), example, lambda values: compute(Given(values)), tuple(may))


def once(given: Given, key: str, names: Sequence[Any], inner: str) -> None:
    """Refuse objects of a list of which two have the same name under `inner`: nobody knows whether they are one or two."""
    for place, name in enumerate(names, 1):
        if name in names[:place - 1]:
            raise UserError(_("“{key}”: {value} stands there twice.").format(
                key=f"{given.named(key)} {place} {inner}", value=name))


def ascending(given: Given, key: str, values: Sequence[Fraction]) -> None:
    """Refuse values that do not grow from one to the next."""
    if any(after <= before for before, after in pairwise(values)):
        raise UserError(_("“{key}” must grow from one to the next.").format(key=given.named(key)))


def yuan(fen: Fraction | int) -> str:
    """An amount as JSON holds it: yuan as decimal text with two places, half up to the fen."""
    return money.text(money.half_up(fen), thousands=False)


def price_text(value: Fraction) -> str:
    """A price in yuan as decimal text with two places, half up."""
    return yuan(value * 100)


def whole(value: Fraction | int) -> int:
    """The nearest whole number, halves to the even one: bags and other things that are counted."""
    return round(value)


def counted(value: Fraction | int, unit: str) -> str | int:
    """A computed quantity of a unit: money as text, bags as a whole number."""
    return yuan(value) if unit == FEN else whole(value)


def plain(value: Fraction) -> int | float:
    """A number as JSON holds it, unrounded; whole numbers without a point."""
    return int(value) if value.denominator == 1 else float(value)


def ratio(part: Fraction | int, of: Fraction | int, times: int = 100) -> float | int | None:
    """`times` × part ÷ of, a percentage unless told otherwise; None where nothing is divided by."""
    return plain(Fraction(part) * times / Fraction(of)) if of else None
