"""What dealers owe: ageing as of any day, days of sales outstanding, collection rates and credit limits.

An amount is whole fen. Only what is dated up to the day counts; a payment against a document settles its instalments in the
order of their due days, and what it leaves over is an advance, as is a payment against nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

NOT_DUE = "not_due"


@dataclass(frozen=True)
class Instalment:
    """An amount owed: an invoice, or one of the parts in which it falls due."""

    number: str
    dated: date
    due: date | None
    amount: int


@dataclass(frozen=True)
class Receipt:
    """A payment or a credit: the number of the document that it settles; None makes it an advance."""

    dated: date
    amount: int
    against: str | None


@dataclass(frozen=True)
class Open:
    """What of an instalment is still open, and how old it is in days: from its due day, below one where it is not due, or
    from its date; None without a due day."""

    instalment: Instalment
    open: int
    days: int | None


@dataclass(frozen=True)
class Ageing:
    """The open instalments and the money that settles nothing."""

    rows: tuple[Open, ...]
    advance: int


def ageing(as_of: date, instalments: Sequence[Instalment], receipts: Sequence[Receipt], *, by_due: bool = True) -> Ageing:
    """What is open on the evening of a day, in the order given; settled instalments are left out."""
    owed = [i for i in instalments if i.dated <= as_of]
    open_ = {place: i.amount for place, i in enumerate(owed)}
    advance = 0
    for receipt in sorted((r for r in receipts if r.dated <= as_of), key=lambda r: r.dated):
        left = receipt.amount
        for place in _settled_by(receipt, owed):
            paid = min(left, open_[place])
            open_[place] -= paid
            left -= paid
        advance += left
    rows = [Open(i, open_[place], _age(i, as_of, by_due=by_due)) for place, i in enumerate(owed) if open_[place]]
    return Ageing(tuple(rows), advance)


def _settled_by(receipt: Receipt, owed: Sequence[Instalment]) -> list[int]:
    """The places of the instalments that a receipt settles, those that are due first before the others."""
    places = [place for place, i in enumerate(owed) if i.number == receipt.against]
    return sorted(places, key=lambda place: owed[place].due or date.max)


def _age(instalment: Instalment, as_of: date, *, by_due: bool) -> int | None:
    start = instalment.due if by_due else instalment.dated
    return None if start is None else (as_of - start).days


def bucket_names(limits: Sequence[int], *, by_due: bool = True) -> list[str]:
    """The names of the buckets: "not_due", "1-30", … "121+"; by document "0-30" first, where nothing is not due."""
    starts = [1 if by_due else 0, *(limit + 1 for limit in limits)]
    spans = [f"{start}-{end}" for start, end in zip(starts, limits, strict=False)]
    return [*([NOT_DUE] if by_due else []), *spans, f"{starts[-1]}+"]


def bucket_of(days: int | None, limits: Sequence[int], *, by_due: bool = True) -> str:
    """The bucket of an age in days; on the due day itself, and without one, an amount is not due."""
    if days is None or (by_due and days < 1):
        return NOT_DUE
    names = bucket_names(limits, by_due=by_due)[1 if by_due else 0:]
    return names[sum(days > limit for limit in limits)]


@dataclass(frozen=True)
class Month:
    """A month's sales in fen and its days."""

    sales: int
    days: int


def days_outstanding(balance: int, months: Iterable[Month]) -> Fraction | None:
    """Days of sales outstanding by counting back: the newest months' sales are taken off the balance until it is used up.

    `months` are the newest first. A month without sales counts in full. None where the balance is older than all of them.
    """
    left, days = balance, Fraction(0)
    for month in months:
        if left <= 0:
            break
        if month.sales >= left:
            return days + Fraction(left * month.days, month.sales)
        left, days = left - month.sales, days + month.days
    return days if left <= 0 else None


def plain_days_outstanding(balance: int, months: Sequence[Month]) -> Fraction | None:
    """Balance ÷ sales × days over all months; None without sales."""
    sales = sum(month.sales for month in months)
    return Fraction(balance * sum(month.days for month in months), sales) if sales else None


def late_interest(amount: int, days: int, percent: Fraction, year_days: int = 365) -> Fraction:
    """Simple interest in fen on an amount that is so many days late, at percent a year; none before it is late."""
    return Fraction(amount * max(0, days)) * percent / 100 / year_days


def due_day(dated: date, days: int | None = None, month_ends: int | None = None) -> date:
    """When a paper falls due: so many days after its date, or at the end of the month that is so many months on."""
    if month_ends is None:
        return dated + timedelta(days=days or 0)
    months = dated.year * 12 + dated.month + month_ends  # the month after, counted from 0
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def receivable(opening: int, shipped: int, returned: int, discount: int) -> int:
    """What was to be collected in a period: opening balance and shipments less returns and discounts."""
    return opening + shipped - returned - discount


def credit_limit(sales: Sequence[int], term_months: Fraction, grade_percent: Fraction) -> Fraction | None:
    """The limit in fen: mean sales of the months that had any × term × factor of the grade; None without such a month."""
    months = [month for month in sales if month]
    return Fraction(sum(months), len(months)) * term_months * grade_percent / 100 if months else None
